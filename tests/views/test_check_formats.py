"""`check` in the formats that machines read: each is held against its schema, or read as its reader reads it.

The schemas of others are in `tests/vendor`, where their origin is told; ours is in `docs/schemas`.
"""

import json
import os
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Mapping
from hashlib import sha256
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import unquote
from xml.etree import ElementTree as ET

import pytest
import tomli_w
import xmlschema
from jsonschema import Draft4Validator, Draft202012Validator
from markdown_it import MarkdownIt
from markdown_it.token import Token

from builders import EXAMPLES, JOURS, parcours
from segurctl.cli.controler import check
from segurctl.errors import ExitCode, SegurctlError
from segurctl.evaluation.rapport import Controle, Rapport, illisible
from segurctl.rules.fiches import CONSEILS, DURS, regles
from segurctl.views.check_markdown import LONGUEUR, code, prose
from segurctl.views.check_sarif import SCHEMA as SARIF
from segurctl.views.check_sarif import check_sarif
from segurctl.views.formats import FORMATS, render
from support import MINIMAL, run

ROOT = Path(__file__).parents[2]
VENDOR = ROOT / "tests" / "vendor"
TODAY = JOURS["pieges"]
JSON_SCHEMA = json.loads((ROOT / "docs" / "schemas" / "check.schema.json").read_text(encoding="utf-8"))
SARIF_SCHEMA = json.loads((VENDOR / "sarif-schema-2.1.0.json").read_text(encoding="utf-8"))
JUNIT_SCHEMA = xmlschema.XMLSchema(str(VENDOR / "junit-10.xsd"))

every_format = pytest.mark.parametrize("format_", sorted(FORMATS))

# Each of these would be an order, a mark or an end to one of the formats.
HOSTILES = (
    "::error::x",
    "::stop-commands::x",
    "##[add-mask]x",
    "%0A::error::x",
    "%25 %2C %3A",
    "deux\nlignes",
    "deux\n::error::lignes",
    "| a | b |",
    "a \\| b \\",
    "<script>alert(1)</script>",
    "]]>",
    "<!-- -->",
    "[x](javascript:alert(1))",
    "![x](https://exemple.fr/x.png)",
    "https://exemple.fr",
    "www.exemple.fr",
    "@everyone",
    "org/depot#12 !12 #12 GH-12",
    ":rocket:",
    "&amp; & \" ' «",
    "**gras** _bas_ ~~non~~ # titre",
    "`un` ``deux`` `",
    "{0} {{ }",
    "file=x,line=2;title=y",
    "$(id) $x$",
    "é \N{PILE OF POO}",
)
NOM_HOSTILE = "a b#c é%20,d:e;[x](y)|`z`<b>@x&'.candidature.toml"


# What there is to check: a few files, and how they are asked about


class Demande(NamedTuple):
    """What is asked of `check`, in a folder of its own."""

    fichiers: Mapping[str, str]
    gate: str | None = None
    strict: bool = False

    def poser(self, folder: Path) -> list[str]:
        """Write the files, and give the words of the command line."""
        for nom, text in self.fichiers.items():
            (folder / nom).write_text(text, encoding="utf-8", newline="")
        gate = ["--gate", self.gate] if self.gate else []
        return [*self.fichiers, *gate, *(["--strict"] if self.strict else []), "--today", TODAY]


def aplati(text: str) -> str:
    """A text on one line, that orders nothing to the log of a CI."""
    return " ".join(text.split()).replace("##[", "## [")


def fichier(**tables: Any) -> str:
    """The text of a candidature with the given tables."""
    tete = {"format": 1, "parcours": parcours().id, "edition": parcours().edition}
    return tomli_w.dumps({**tete, "produit": {"nom": "Julie", "dispositif": "LGC"}, **tables})


def acceptant(motif: str, par: str, **more: Any) -> str:
    """A candidature that breaks PSC004, and accepts it."""
    cible = {"regle": "PSC004", "cible": "psc.client_id_prod"}
    acceptation = {**cible, "motif": motif, "par": par, **more}
    return fichier(psc={"client_id_bas": "julie", "client_id_prod": "julie"}, acceptations=[acceptation])


def hostile(text: str) -> str:
    """A candidature that holds a hostile text wherever a finding or an acceptation may quote one."""
    psc = {"datapass_demande": f"H{text}", "client_id_bas": text, "client_id_prod": text}
    return fichier(
        produit={"nom": text, "dispositif": text},
        psc=psc,
        preuves={aplati(text): {"fichier": "absent.pdf"}},
        acceptations=[{"regle": "PSC004", "cible": "psc.client_id_prod", "motif": text, "par": text}],
    )


PIEGES = (EXAMPLES / "pieges" / "candidature.toml").read_text(encoding="utf-8")
CASSE = "format = 1\nproduit = ::error::x\n"
ACCEPTE = acceptant("un seul environnement ouvert", "chef de projet")
DEMANDES: Mapping[str, Demande] = {
    "the traps": Demande({"candidature.toml": PIEGES}),
    "the traps, strictly": Demande({"candidature.toml": PIEGES}, strict=True),
    "a clean file": Demande({"candidature.toml": MINIMAL}),
    "an unreadable file beside a good one": Demande({"casse.toml": CASSE, "bon.toml": MINIMAL}),
    "an accepted finding": Demande({"candidature.toml": ACCEPTE}),
    "a closed gate": Demande({"candidature.toml": MINIMAL}, gate="convergence.acces"),
    "an open gate": Demande({"candidature.toml": MINIMAL}, gate="psc.datapass"),
    "a gate, strictly": Demande({"candidature.toml": MINIMAL}, gate="psc.datapass", strict=True),
    "the gates of several files": Demande({"a.toml": MINIMAL, "casse.toml": CASSE}, gate="convergence.acces"),
    "hostile words": Demande({NOM_HOSTILE: hostile(" ".join(HOSTILES))}),
}
every_demande = pytest.mark.parametrize("demande", DEMANDES.values(), ids=[nom.replace(" ", "-") for nom in DEMANDES])

Rendre = Callable[[Demande, str], str]
# All but what only a gate asks.
CHERCHEES = [one for one in regles().values() if one.id not in (DURS, CONSEILS)]


@pytest.fixture
def rendre(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Rendre:
    """What `check` gives for a machine, from within the folder of the files."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("SEGURCTL_FORMAT", raising=False)

    def render_(demande: Demande, format_: str) -> str:
        demande.poser(tmp_path)
        chemins = [Path(nom) for nom in demande.fichiers]
        output = check(chemins, demande.gate, demande.strict, today=TODAY, format_=format_).output
        assert isinstance(output, str)
        return output

    return render_


# How each format is read


class Commande(NamedTuple):
    """A workflow command as the runner of GitHub understands a line."""

    niveau: str
    properties: dict[str, str]
    message: str


def obeir(line: str) -> Commande | None:
    """What the runner makes of a line of a log: a command begins the line, with these escapes and no other."""
    line = line.lstrip()
    fin = line.find("::", 2)
    if not line.startswith("::") or fin < 0:
        return None
    niveau, _, properties = line[2:fin].partition(" ")
    pairs = (one.partition("=") for one in properties.split(",") if one)
    message = _decode(line[fin + 2 :])
    return Commande(niveau, {nom: _decode(value, ":,") for nom, _, value in pairs}, message)


def _decode(text: str, more: str = "") -> str:
    for character in f"\r\n{more}%":
        text = text.replace(f"%{ord(character):02X}", character)
    return text


def commandes(text: str) -> list[Commande]:
    """The commands of a log, which has nothing else but its last line."""
    *lines, bilan = text.removesuffix("\n").split("\n")
    found = [obeir(line) for line in lines]
    assert obeir(bilan) is None
    assert None not in found
    return [one for one in found if one is not None]


def run_sarif(text: str) -> dict[str, Any]:
    """The one run of a SARIF document."""
    [found] = json.loads(text)["runs"]
    return dict(found)


def suites(text: str) -> list[ET.Element]:
    """The suites of a JUnit document."""
    return list(ET.fromstring(text.encode()))  # noqa: S314 - it is ours


def cas(text: str) -> dict[str, ET.Element]:
    """The tests of a JUnit document of one file, by name."""
    [suite] = suites(text)
    return {one.attrib["name"]: one for one in suite}


def tokens(text: str) -> list[Token]:
    """What a reader of Markdown with tables sees, from within its blocks too."""
    blocs = MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(text)
    return [child for bloc in blocs for child in (bloc.children or [bloc])]


def rangees(text: str) -> list[list[str]]:
    """The rows of the table of a Markdown document, each cell as it is read."""
    rows: list[list[str]] = []
    for bloc in MarkdownIt("commonmark").enable("table").parse(text):
        if bloc.type == "tr_open":
            rows.append([])
        elif bloc.type == "inline" and rows and bloc.level > 2:
            rows[-1].append("".join(child.content for child in bloc.children or []))
    return rows[1:]


def constats(text: str) -> list[dict[str, Any]]:
    """The findings of our own document that count."""
    return [one for one in json.loads(text)["constats"] if one["acceptation"] is None]


def lire_gitlab(text: str) -> None:
    for one in json.loads(text):
        assert set(one) == {"description", "check_name", "fingerprint", "severity", "location"}
        assert one["severity"] in {"info", "minor", "major", "critical", "blocker"}
        assert one["description"]
        assert not Path(one["location"]["path"]).is_absolute()
        assert one["location"]["lines"]["begin"] > 0


def lire_github(text: str) -> None:
    for one in commandes(text):
        assert one.niveau in {"error", "warning", "notice"}
        assert set(one.properties) == {"file", "line", "col", "title"}


def lire_json(text: str) -> None:
    Draft202012Validator.check_schema(JSON_SCHEMA)
    Draft202012Validator(JSON_SCHEMA, format_checker=Draft202012Validator.FORMAT_CHECKER).validate(json.loads(text))


def lire_sarif(text: str) -> None:
    Draft4Validator(SARIF_SCHEMA).validate(json.loads(text))


def lire_junit(text: str) -> None:
    JUNIT_SCHEMA.validate(text)


def lire_markdown(text: str) -> None:
    """Only what we write is a mark: titles, one table, lists, bold verdicts, and data between backticks."""
    inline = {"text", "code_inline", "strong_open", "strong_close", "softbreak"}
    bloc = r"(heading|paragraph|bullet_list|ordered_list|list_item|table|thead|tbody|tr|th|td)_(open|close)"
    for one in tokens(text):
        assert one.type in inline or re.fullmatch(bloc, one.type), one


LECTEURS: Mapping[str, Callable[[str], None]] = {
    "json": lire_json,
    "github": lire_github,
    "gitlab": lire_gitlab,
    "sarif": lire_sarif,
    "junit": lire_junit,
    "markdown": lire_markdown,
}


# What is true of every format


@every_format
@every_demande
def test_every_document_is_one_that_its_reader_takes(rendre: Rendre, demande: Demande, format_: str) -> None:
    LECTEURS[format_](rendre(demande, format_))


@every_format
@every_demande
def test_every_document_is_text_of_whole_lines(rendre: Rendre, demande: Demande, format_: str) -> None:
    text = rendre(demande, format_)
    assert text.endswith("\n")
    assert not text.endswith("\n\n")
    assert not set(text) & set("\r\t\x0b\x0c\x1b\x85\u2028\u2029")


@pytest.mark.parametrize("format_", ["text", *sorted(FORMATS)])
def test_the_command_ends_alike_in_every_format(tmp_path: Path, format_: str) -> None:
    for nom, attendu in (
        ("a clean file", ExitCode.OK),
        ("the traps", ExitCode.FINDINGS),
        ("an unreadable file beside a good one", ExitCode.USAGE),
    ):
        words = DEMANDES[nom].poser(tmp_path)
        assert run("check", *words, "--format", format_, cwd=tmp_path).code == attendu


@pytest.mark.parametrize("format_", ["text", *sorted(FORMATS)])
def test_strict_and_the_gates_end_alike_in_every_format(rendre: Rendre, format_: str) -> None:
    for nom, attendu in (
        ("an accepted finding", ExitCode.OK),
        ("an open gate", ExitCode.OK),
        ("a closed gate", ExitCode.FINDINGS),
        ("a gate, strictly", ExitCode.FINDINGS),
        ("the traps, strictly", ExitCode.FINDINGS),
        ("the gates of several files", ExitCode.USAGE),
    ):
        rendre(DEMANDES[nom], "json")
        _, gate, strict = DEMANDES[nom]
        chemins = [Path(one) for one in DEMANDES[nom].fichiers]
        assert check(chemins, gate, strict, today=TODAY, format_=format_).code == attendu


def test_the_same_files_give_the_same_bytes(tmp_path: Path) -> None:
    """In processes of their own, with other hash seeds, other languages and other time zones."""
    words = [*DEMANDES["the traps"].poser(tmp_path), *DEMANDES["an unreadable file beside a good one"].poser(tmp_path)]
    program = (
        "import sys; from segurctl.cli.main import main\n"
        "for one in sys.argv[1].split(','): main(['check', *sys.argv[2:], '--format', one])"
    )
    outputs = {
        subprocess.run(
            [sys.executable, "-c", program, ",".join(FORMATS), *words],
            cwd=tmp_path,
            env={**os.environ, "PYTHONHASHSEED": seed, "LC_ALL": langue, "TZ": zone},
            check=True,
            capture_output=True,
        ).stdout
        for seed, langue, zone in (("0", "C", "UTC"), ("42", "C.UTF-8", "Pacific/Auckland"))
    }
    [output] = outputs
    assert len(output) > 10_000


@every_format
def test_no_document_tells_a_time_or_a_folder_of_the_machine(rendre: Rendre, tmp_path: Path, format_: str) -> None:
    text = rendre(DEMANDES["the traps"], format_)
    assert str(tmp_path) not in text
    assert "timestamp" not in text
    assert "TimeUtc" not in text


@every_format
def test_every_finding_is_told_with_its_place_and_how_to_mend_it(rendre: Rendre, format_: str) -> None:
    text = rendre(DEMANDES["the traps"], format_)
    attendus = constats(rendre(DEMANDES["the traps"], "json"))
    if format_ == "junit":
        dits = "\n".join(one.text or "" for suite in suites(text) for test in suite for one in test)
    elif format_ == "markdown":
        dits = "\n".join(" ".join(row) for row in rangees(text))
    elif format_ == "github":
        dits = "\n".join(f"{one.properties['line']}:{one.properties['col']} {one.message}" for one in commandes(text))
    else:
        dits = "\n".join(value for value in _textes(json.loads(text)))
    for one in attendus:
        assert aplati(one["message"]) in dits
        assert aplati(one["correction"]) in dits
        assert one["commande"] is None or one["commande"] in dits
    assert attendus


def _textes(value: Any) -> list[str]:
    if isinstance(value, dict | list):
        below = value.values() if isinstance(value, dict) else value
        return [text for one in below for text in _textes(one)]
    # SARIF doubles the braces of a message.
    return [value, value.replace("{{", "{").replace("}}", "}")] if isinstance(value, str) else []


def test_a_fingerprint_is_of_one_finding_and_outlives_its_line(rendre: Rendre) -> None:
    plus_bas = Demande({"candidature.toml": f"# un commentaire\n\n{PIEGES}"})
    empreintes: list[list[str]] = []
    for demande in (DEMANDES["the traps"], plus_bas):
        found = [one["fingerprint"] for one in json.loads(rendre(demande, "gitlab"))]
        results = run_sarif(rendre(demande, "sarif"))["results"]
        assert len(set(found)) == len(found)
        assert [one["partialFingerprints"]["segurctl/v1"] for one in results if not one["suppressions"]] == found
        empreintes.append(found)
    assert empreintes[0] == empreintes[1]
    avant, apres = (constats(rendre(demande, "json")) for demande in (DEMANDES["the traps"], plus_bas))
    assert {b["ligne"] - a["ligne"] for a, b in zip(avant, apres, strict=True)} <= {0, 2}
    assert sum(b["ligne"] - a["ligne"] == 2 for a, b in zip(avant, apres, strict=True)) > 20


# Hostile words


@every_format
@pytest.mark.parametrize("text", HOSTILES, ids=repr)
def test_a_hostile_text_of_the_file_stays_a_text(rendre: Rendre, format_: str, text: str) -> None:
    demande = Demande({"candidature.toml": hostile(text)})
    sain = Demande({"candidature.toml": hostile("Julie")})
    document = rendre(demande, format_)
    LECTEURS[format_](document)
    assert _forme(format_, document) == _forme(format_, rendre(sain, format_))


def _forme(format_: str, text: str) -> object:
    """What a document is made of, without its words."""
    if format_ == "github":
        return Counter((one.niveau, one.properties["title"]) for one in commandes(text))
    if format_ == "markdown":
        # The fence of backticks and the escapes are the only differences.
        return [one.type for one in tokens(text)]
    if format_ == "junit":
        return Counter((one.tag, one.get("name")) for suite in suites(text) for one in suite.iter("testcase"))
    data = json.loads(text)
    rules = data if format_ == "gitlab" else data["constats"] if format_ == "json" else run_sarif(text)["results"]
    return Counter(one.get("ruleId") or one.get("regle") or one.get("check_name") for one in rules)


@pytest.mark.parametrize("text", HOSTILES, ids=repr)
def test_markdown_shows_a_hostile_text_as_it_is_between_backticks(rendre: Rendre, text: str) -> None:
    found = tokens(rendre(Demande({"candidature.toml": hostile(text)}), "markdown"))
    motifs = [one.content for one in found if one.type == "code_inline"]
    # A pipe after a backslash cannot be told in a table: a space stands between.
    assert any(f"« H{aplati(text)} »".replace("\\|", "\\ |") in one for one in motifs)
    assert aplati(text) in motifs
    assert text not in "".join(one.content for one in found if one.type == "text")


def test_github_gives_the_runner_back_the_name_and_the_message_as_they_are(rendre: Rendre) -> None:
    text = "100 % : a,b;c %0A %25 «\xa0x\xa0»"
    found = commandes(rendre(Demande({NOM_HOSTILE: fichier(psc={"datapass_demande": f"H{text}"})}), "github"))
    assert {one.properties["file"] for one in found} == {NOM_HOSTILE}
    [demande] = [one for one in found if one.properties["title"].startswith("PSC001 ")]
    assert f"« H{text} »" in demande.message


def test_an_old_runner_finds_no_order_inside_a_line(rendre: Rendre) -> None:
    """It looked for `##[` anywhere in a line that it did not know for a command."""
    document = rendre(Demande({"##[add-mask].toml": hostile("##[add-mask]x")}), "github")
    assert "##[" not in document


def test_sarif_has_no_link_and_no_place_for_an_argument_in_what_the_file_says(rendre: Rendre) -> None:
    text = "[x](1) {0} {{1}"
    results = run_sarif(rendre(Demande({"candidature.toml": hostile(text)}), "sarif"))["results"]
    [message] = [one["message"]["text"] for one in results if one["ruleId"] == "PSC001"]
    assert "](" not in message
    assert re.sub(r"\{\{|\}\}", "", message).count("{") == 0
    assert text.replace("](", "] (") in message.replace("{{", "{").replace("}}", "}")


def test_sarif_encodes_the_name_of_a_file(rendre: Rendre) -> None:
    [uri] = {
        one["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
        for one in run_sarif(rendre(Demande({NOM_HOSTILE: hostile("Julie")}), "sarif"))["results"]
    }
    assert re.fullmatch(r"([A-Za-z0-9._~/-]|%[0-9A-F]{2})+", uri)
    assert unquote(uri) == NOM_HOSTILE


@every_format
@pytest.mark.parametrize("nom", ["caf\udce9.toml", "a\x1b[31m\n::error::x\u202e\uffff.toml"])
def test_a_file_name_that_is_no_text_breaks_no_document(nom: str, format_: str) -> None:
    controle = illisible(Path(nom), SegurctlError("lecture impossible", hint="donnez un autre nom"))
    document = render(Rapport((controle,), (), strict=False), format_)
    if format_ != "json":  # there, half a character is written as JSON may write it
        document.encode()
    LECTEURS[format_](document)
    assert format_ in {"json", "gitlab"} or not set(document) & set("\x1b\u202e\uffff\udce9")


def test_gitlab_is_given_no_half_of_a_character() -> None:
    controle = illisible(Path("caf\udce9.toml"), SegurctlError("lecture impossible"))
    [one] = json.loads(render(Rapport((controle,), (), strict=False), "gitlab"))
    assert one["location"]["path"] == "caf\\udce9.toml"


def test_sarif_gives_back_the_bytes_of_a_name_that_is_no_text() -> None:
    controle = illisible(Path("caf\udce9.toml"), SegurctlError("lecture impossible"))
    [result] = run_sarif(check_sarif(Rapport((controle,), (), strict=False)))["results"]
    assert result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == "caf%E9.toml"


# GitHub


def test_github_notes_each_finding_on_its_line_by_its_gravity(rendre: Rendre) -> None:
    niveaux = {"erreur": "error", "avertissement": "warning", "info": "notice"}
    found = commandes(rendre(DEMANDES["the traps"], "github"))
    attendus = constats(rendre(DEMANDES["the traps"], "json"))
    assert [(one.niveau, one.properties["file"], one.properties["line"], one.properties["col"]) for one in found] == [
        (niveaux[one["gravite"]], one["fichier"], str(one["ligne"]), str(one["colonne"])) for one in attendus
    ]
    for one, attendu in zip(found, attendus, strict=True):
        commande = f" → {attendu['commande']}" if attendu["commande"] else ""
        assert one.message.split("\n") == [aplati(attendu["message"]), f"{aplati(attendu['correction'])}{commande}"]
    assert [one.properties["title"] for one in found] == [
        f"{one['regle']} {regles()[one['regle']].titre}" for one in attendus
    ]


def test_github_ends_with_the_counts_which_are_no_command(rendre: Rendre) -> None:
    assert rendre(DEMANDES["a clean file"], "github") == "rien à signaler dans 1 fichier\n"
    assert rendre(DEMANDES["an accepted finding"], "github") == "rien à signaler dans 1 fichier · 1 accepté\n"
    last = rendre(DEMANDES["a closed gate"], "github").splitlines()[-1]
    assert last == "1 erreur dans 1 fichier"


# GitLab


def test_gitlab_lists_what_counts_by_severity(rendre: Rendre) -> None:
    severites = {"erreur": "major", "avertissement": "minor", "info": "info"}
    found = json.loads(rendre(DEMANDES["the traps"], "gitlab"))
    assert [
        (one["check_name"], one["severity"], one["location"]["path"], one["location"]["lines"]["begin"])
        for one in found
    ] == [
        (one["regle"], severites[one["gravite"]], one["fichier"], one["ligne"])
        for one in constats(rendre(DEMANDES["the traps"], "json"))
    ]


@pytest.mark.parametrize("nom", ["a clean file", "an accepted finding", "an open gate"])
def test_gitlab_has_nothing_to_say_of_what_holds(rendre: Rendre, nom: str) -> None:
    assert rendre(DEMANDES[nom], "gitlab") == "[]\n"


# SARIF


@every_demande
def test_sarif_names_the_rule_of_each_result_by_its_place(rendre: Rendre, demande: Demande) -> None:
    found = run_sarif(rendre(demande, "sarif"))
    rules = [one["id"] for one in found["tool"]["driver"]["rules"]]
    assert rules == sorted(set(rules))
    for one in found["results"]:
        assert rules[one["ruleIndex"]] == one["ruleId"]
        assert one["locations"][0]["physicalLocation"]["region"]["startLine"] > 0


def test_sarif_tells_every_rule_that_was_looked_for_even_where_nothing_is_found(rendre: Rendre) -> None:
    found = run_sarif(rendre(DEMANDES["a clean file"], "sarif"))
    assert found["results"] == []
    rules = {one["id"]: one for one in found["tool"]["driver"]["rules"]}
    assert set(rules) == {one.id for one in CHERCHEES}
    niveaux = {"erreur": "error", "avertissement": "warning", "info": "note"}
    for regle in CHERCHEES:
        one = rules[regle.id]
        assert one["shortDescription"]["text"] == regle.titre
        assert one["fullDescription"]["text"] == regle.pourquoi
        assert len(regle.pourquoi) <= 1024, "GitHub takes no more"
        assert regle.correction in one["help"]["text"]
        assert regle.source.texte in one["help"]["text"]
        assert one["defaultConfiguration"]["level"] == niveaux[regle.gravite]
        assert one["properties"]["confiance"] == regle.source.confiance
        assert one["name"].isidentifier()


def test_sarif_is_of_one_version_of_segurctl(rendre: Rendre) -> None:
    driver = run_sarif(rendre(DEMANDES["a clean file"], "sarif"))["tool"]["driver"]
    assert driver["name"] == "segurctl"
    assert re.fullmatch(r"\d+\.\d+\.\d+(-[0-9A-Za-z.-]+)?", driver["semanticVersion"])
    assert driver["version"] == driver["semanticVersion"]


def test_sarif_leads_to_the_sources_of_a_rule(rendre: Rendre) -> None:
    for one in run_sarif(rendre(DEMANDES["a clean file"], "sarif"))["tool"]["driver"]["rules"]:
        liens = [token.attrs["href"] for token in tokens(one["help"]["markdown"]) if token.type == "link_open"]
        assert [unquote(str(lien)) for lien in liens] == re.findall(r"https://\S+", regles()[one["id"]].source.texte)


def test_sarif_has_an_array_of_suppressions_on_every_result_or_on_none(rendre: Rendre) -> None:
    """§ 3.27.23: all of them, since we know of each; an empty one is a result that counts."""
    text = acceptant(
        "motif {0} [x](y)\nsuite", "chef de projet", jusqu_au=parcours().plateformes["psc"].source.verifie_le
    )
    more = fichier(psc={"datapass_demande": "H6789"})
    results = run_sarif(rendre(Demande({"a.toml": text, "b.toml": more}), "sarif"))["results"]
    by_rule = {one["ruleId"]: one["suppressions"] for one in results}
    assert by_rule["PSC001"] == []
    [suppression] = by_rule["PSC004"]
    assert (suppression["kind"], suppression["status"]) == ("external", "accepted")
    assert suppression["justification"].startswith("motif {0} [x](y) suite (chef de projet, jusqu'au ")


def test_sarif_says_that_it_did_not_read_all(rendre: Rendre) -> None:
    for nom, tout in (("a clean file", True), ("the traps", True), ("an unreadable file beside a good one", False)):
        assert run_sarif(rendre(DEMANDES[nom], "sarif"))["invocations"] == [{"executionSuccessful": tout}]
    rien = Rapport((), (), strict=False)
    assert run_sarif(check_sarif(rien))["invocations"] == [{"executionSuccessful": False}]


def test_sarif_counts_columns_as_we_do(rendre: Rendre) -> None:
    """A character that UTF-16 writes as two is one column."""
    line = 'psc = { client_id_bas = "\N{PILE OF POO}", datapass_demande = "H1" }'
    found = run_sarif(rendre(Demande({"candidature.toml": f"{line}\n{MINIMAL}"}), "sarif"))
    [region] = [
        one["locations"][0]["physicalLocation"]["region"] for one in found["results"] if one["ruleId"] == "PSC001"
    ]
    assert found["columnKind"] == "unicodeCodePoints"
    assert region == {"startLine": 1, "startColumn": line.index("datapass_demande") + 1}


def test_sarif_leaves_the_root_open_for_a_relative_path_and_not_for_another(rendre: Rendre, tmp_path: Path) -> None:
    demande = Demande({"un dossier.toml": CASSE})
    [result] = run_sarif(rendre(demande, "sarif"))["results"]
    lieu = result["locations"][0]["physicalLocation"]["artifactLocation"]
    assert lieu == {"uri": "un%20dossier.toml", "uriBaseId": "%SRCROOT%"}
    output = check([tmp_path / "un dossier.toml"], today=TODAY, format_="sarif").output
    assert isinstance(output, str)
    [result] = run_sarif(output)["results"]
    lieu = result["locations"][0]["physicalLocation"]["artifactLocation"]
    assert lieu == {"uri": (tmp_path / "un dossier.toml").as_uri()}


# JUnit


@every_demande
def test_junit_counts_what_it_holds(rendre: Rendre, demande: Demande) -> None:
    text = rendre(demande, "junit")
    racine = ET.fromstring(text.encode())  # noqa: S314 - it is ours
    for one in (racine, *racine):
        tests = list(one.iter("testcase"))
        assert one.attrib["tests"] == str(len(tests))
        assert one.attrib["failures"] == str(sum(test.find("failure") is not None for test in tests))
        assert one.attrib["errors"] == str(sum(test.find("error") is not None for test in tests))
    for suite in racine:
        assert suite.attrib["skipped"] == str(len(list(suite.iter("skipped"))))
        assert {test.attrib["classname"] for test in suite} == {suite.attrib["name"]}
        noms = [test.attrib["name"] for test in suite]
        assert len(set(noms)) == len(noms), "GitLab takes the first of two that have one name"
    assert [suite.attrib["name"] for suite in racine] == list(demande.fichiers)


def test_junit_makes_a_test_of_every_rule_in_the_order_of_the_ids(rendre: Rendre) -> None:
    found = cas(rendre(DEMANDES["a clean file"], "junit"))
    assert list(found) == [f"{one.id} {one.titre}" for one in CHERCHEES]
    assert not [one for test in found.values() for one in test]


@pytest.mark.parametrize("nom", ["the traps", "the traps, strictly"])
def test_junit_fails_where_the_check_does(rendre: Rendre, nom: str) -> None:
    echouent = {"erreur", "avertissement"} if DEMANDES[nom].strict else {"erreur"}
    found = {nom.partition(" ")[0]: test for nom, test in cas(rendre(DEMANDES[nom], "junit")).items()}
    attendus = constats(rendre(DEMANDES[nom], "json"))
    for id_, test in found.items():
        siens = [one for one in attendus if one["regle"] == id_]
        tags = [one.tag for one in test]
        if not siens:
            assert set(tags) <= {"skipped"}
            continue
        assert tags == (["failure"] if siens[0]["gravite"] in echouent else ["system-out"])
        assert len(re.findall(rf"^\S+:\d+:\d+: {id_} ", test[0].text or "", re.MULTILINE)) == len(siens)
        if tags == ["failure"]:
            assert test[0].attrib["type"] == siens[0]["gravite"]
            assert test[0].attrib["message"].startswith(aplati(siens[0]["message"]))


def test_junit_skips_what_is_accepted_and_says_why(rendre: Rendre) -> None:
    [skipped] = [one for test in cas(rendre(DEMANDES["an accepted finding"], "junit")).values() for one in test]
    assert skipped.tag == "skipped"
    assert "accepté : un seul environnement ouvert (chef de projet)" in (skipped.text or "")


def test_junit_fails_where_only_a_part_is_accepted(rendre: Rendre) -> None:
    preuves = {"A": {"fichier": "absent.pdf"}, "B": {"fichier": "perdu.pdf"}}
    acceptation = {"regle": "PRV001", "cible": "preuves.A.fichier", "motif": "il arrive", "par": "chef de projet"}
    text = rendre(Demande({"candidature.toml": fichier(preuves=preuves, acceptations=[acceptation])}), "junit")
    [test] = [one for nom, one in cas(text).items() if nom.startswith("PRV001 ")]
    assert [one.tag for one in test] == ["failure"]
    assert "absent.pdf" not in (test[0].text or "")


def test_junit_makes_an_error_of_a_file_that_cannot_be_read(rendre: Rendre) -> None:
    casse, bon = suites(rendre(DEMANDES["an unreadable file beside a good one"], "junit"))
    [test] = casse
    assert [one.tag for one in test] == ["error"]
    assert test.attrib["name"].startswith("FIC001 ")
    assert "casse.toml:2:11" in (test[0].text or "")
    assert bon.attrib["errors"] == bon.attrib["failures"] == "0"


def test_junit_makes_one_test_of_a_gate(rendre: Rendre) -> None:
    assert [one.tag for one in cas(rendre(DEMANDES["an open gate"], "junit"))["porte psc.datapass"]] == []
    [echec] = cas(rendre(DEMANDES["a closed gate"], "junit"))["porte convergence.acces"]
    assert echec.tag == "failure"
    assert "il manque isc.mandataire" in (echec.text or "")
    assert "segurctl mark isc.mandataire" in (echec.text or "")
    conseils = cas(rendre(DEMANDES["a gate, strictly"], "junit"))["porte psc.datapass"]
    assert [one.tag for one in conseils] == ["failure"]
    porte, casse = suites(rendre(DEMANDES["the gates of several files"], "junit"))
    assert [one.tag for test in (*porte, *casse) for one in test] == ["failure", "error"]


# Markdown


def test_markdown_says_the_verdict_and_the_counts_first(rendre: Rendre) -> None:
    assert rendre(DEMANDES["a clean file"], "markdown") == (
        "## segurctl check : rien ne bloque\n\nrien à signaler dans 1 fichier\n"
    )
    for nom in ("the traps", "an unreadable file beside a good one", "a closed gate"):
        assert rendre(DEMANDES[nom], "markdown").startswith("## segurctl check : échec\n\n")
    assert render(Rapport((), (), strict=False), "markdown").startswith("## segurctl check : échec\n\n")


def test_markdown_has_a_row_for_each_finding_in_their_order(rendre: Rendre) -> None:
    rows = rangees(rendre(DEMANDES["the traps"], "markdown"))
    assert [row[:4] for row in rows] == [
        [
            one["gravite"],
            one["regle"],
            f"{one['fichier']}:{one['ligne']}:{one['colonne']}",
            aplati(one["message"]),
        ]
        for one in constats(rendre(DEMANDES["the traps"], "json"))
    ]


def test_markdown_lists_what_is_accepted_with_who_and_until_when(rendre: Rendre) -> None:
    fin = parcours().plateformes["psc"].source.verifie_le
    text = rendre(Demande({"candidature.toml": acceptant("un seul env", "chef", jusqu_au=fin)}), "markdown")
    assert "### Constats" not in text
    [line] = text.partition("### Acceptés\n\n")[2].splitlines()
    assert line.startswith("- PSC004 `candidature.toml:")
    assert " : `un seul env`, par `chef`, jusqu'au " in line


def test_markdown_lists_the_files_that_cannot_be_read_apart(rendre: Rendre) -> None:
    text = rendre(DEMANDES["an unreadable file beside a good one"], "markdown")
    assert "### Fichiers illisibles\n\n- FIC001 `casse.toml:2:11` `" in text
    assert "### Constats" not in text


def test_markdown_says_of_each_gate_whether_it_is_open_and_what_misses(rendre: Rendre) -> None:
    assert rendre(DEMANDES["an open gate"], "markdown").endswith(
        "### Portes\n\n- `candidature.toml` : psc.datapass est **ouverte**\n"
    )
    text = rendre(DEMANDES["a gate, strictly"], "markdown")
    assert "- `candidature.toml` : psc.datapass est **fermée**, il manque, dans cet ordre :\n  1. `" in text
    assert "(conseillé)" in text
    assert "### Constats" not in text


def test_markdown_of_a_great_many_findings_fits_in_a_comment_and_says_what_it_leaves_out(rendre: Rendre) -> None:
    preuves = {f"P.{rang:03}": {"fichier": f"absent-{rang}.pdf"} for rang in range(LONGUEUR + 2)}
    demande = Demande({"candidature.toml": fichier(preuves=preuves)})
    text = rendre(demande, "markdown")
    assert len(rangees(text)) == LONGUEUR
    reste = len(constats(rendre(demande, "json"))) - LONGUEUR
    assert f"\n\n… et {reste} autres : `--format text` les donne tous.\n" in text
    assert len(text) < 65_536


@pytest.mark.parametrize("text", ["", " ", "`", "``", "`a`", "a`b``c", "\\", "a\nb"])
def test_any_text_is_one_span_of_code(text: str) -> None:
    [found] = [one for one in tokens(code(text)) if one.type not in {"paragraph_open", "paragraph_close"}]
    assert (found.type, found.content) == ("code_inline", aplati(text) or "–")


def test_a_sentence_of_ours_is_read_as_it_is_written() -> None:
    signes = "*a* **b** _c_ [d](e) ![f](g) <h> <https://i.fr> `j` ~~k~~ &amp; \\* l"
    assert {one.type for one in tokens(prose(signes))} <= {"paragraph_open", "text", "text_special", "paragraph_close"}
    assert "".join(one.content for one in tokens(prose(signes))) == signes
    for regle in regles().values():
        found = [one for one in tokens(f"- {prose(regle.correction)}") if one.type != "text" and one.content]
        assert found == []
        assert "".join(one.content for one in tokens(prose(regle.correction))) == regle.correction


# The example of the documentation


def test_the_schema_of_our_own_document_describes_every_key() -> None:
    def walk(schema: dict[str, Any]) -> None:
        if schema.get("type") == "object":
            assert schema["additionalProperties"] is False
            assert set(schema["required"]) == set(schema["properties"])
            for key, one in schema["properties"].items():
                assert "description" in one or "$ref" in one, key
        for one in (*schema.get("properties", {}).values(), *schema.get("$defs", {}).values()):
            walk(one)

    walk(JSON_SCHEMA)


def test_the_schema_of_our_own_document_refuses_what_we_do_not_write(rendre: Rendre) -> None:
    validator = Draft202012Validator(JSON_SCHEMA)
    for nom, changer in _FAUX.items():
        document = json.loads(rendre(DEMANDES["the traps" if "porte" not in nom else "a closed gate"], "json"))
        assert validator.is_valid(document)
        changer(document)
        assert not validator.is_valid(document), nom


_FAUX: Mapping[str, Callable[[dict[str, Any]], object]] = {
    "une clé de trop": lambda document: document.update(autre=1),
    "une clé de moins": lambda document: document.pop("strict"),
    "une gravité inconnue": lambda document: document["constats"][0].update(gravite="grave"),
    "une ligne zéro": lambda document: document["constats"][0].update(ligne=0),
    "une porte ouverte à laquelle il manque": lambda document: document["portes"][0].update(ouverte=True),
    "une porte fermée à laquelle rien ne manque": lambda document: document["portes"][0].update(manques=[]),
}


def test_the_schemas_of_others_are_as_they_were_taken() -> None:
    told = (VENDOR / "README.md").read_text(encoding="utf-8")
    for path in VENDOR.iterdir():
        assert path.suffix == ".md" or sha256(path.read_bytes()).hexdigest() in told, path.name
    assert SARIF_SCHEMA["id"] == SARIF
    assert SARIF_SCHEMA["title"] == "Static Analysis Results Format (SARIF) Version 2.1.0 JSON Schema"


def test_a_report_is_a_plain_value(rendre: Rendre) -> None:
    """Any format can be made of a report that nobody read from a disk."""
    rapport = Rapport((Controle(Path("a.toml"), ()),), tuple(regles().values()), strict=True)
    for format_, lire in LECTEURS.items():
        lire(render(rapport, format_))
