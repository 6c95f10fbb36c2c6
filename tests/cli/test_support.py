"""`support`: the message that a support asks for, read back by the standard library as a mail program would."""

import json
import re
from email.message import EmailMessage
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit

import jsonschema
import pytest

from segurctl.errors import ExitCode
from support import HEAD, Ended, compare, foreign_words, run

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
EN_ROUTE = ROOT / "examples" / "en-route"
MSSANTE = "monserviceclient.mssante@esante.gouv.fr"
HOSTILES = [
    "Julie%0ABcc: moi@exemple.fr",
    "Julie\r\nBcc: moi@exemple.fr",
    "Julie\nBcc: moi@exemple.fr\n\n",
    "Julie&bcc=moi@exemple.fr",
    "Julie?to=moi@exemple.fr#x",
    "[bold]Julie[/bold]",
    "Julie\u2028Bcc: moi@exemple.fr",
    "été + 100 % « œ » 🎉",
]


def asked(*words: str | Path, cwd: Path = EN_ROUTE) -> Ended:
    """`support` as a process of its own, on a day that does not move."""
    return run("support", *words, "--today", "2025-10-18", cwd=cwd)


@pytest.fixture
def trace(tmp_path: Path) -> Path:
    """A trace that says something nobody else may read."""
    path = tmp_path / "nodes.log"
    path.write_text("patient DUPONT " * 100, encoding="utf-8")
    return path


def product(folder: Path, nom: str, *, nil: str | None = "JUL895988") -> Path:
    """A folder with one product of that name."""
    lines = [f"nom = {json.dumps(nom, ensure_ascii=False)}", 'dispositif = "LGC"', *([f'nil = "{nil}"'] if nil else [])]
    (folder / "candidature.toml").write_text(f"{HEAD}\n[produit]\n" + "\n".join(lines) + "\n", encoding="utf-8")
    return folder


def mail(url: str) -> tuple[str, dict[str, str]]:
    """A mailto link as another program reads it: the address, and each header once."""
    parts = urlsplit(url.removesuffix("\n"))
    assert (parts.scheme, parts.fragment) == ("mailto", "")
    fields = parse_qsl(parts.query, keep_blank_values=True, strict_parsing=True)
    assert len(dict(fields)) == len(fields)
    return unquote(parts.path), dict(fields)


def complete(trace: Path) -> list[str | Path]:
    return ["motco2", "--cas", "MSS-12", "--job", "4711", "--trace", trace]


# What MOTCO2 asks for


def test_the_message_for_motco2_is_the_one_that_was_read(trace: Path) -> None:
    ended = asked(*complete(trace), "--message", "L'envoi échoue.\nLe journal dit 500.")
    assert ended.code == ExitCode.OK
    compare(HERE / "screens" / "support.motco2.txt", f"{ended.out}---\n{ended.err}")


def test_motco2_has_all_that_it_says_imperative(trace: Path) -> None:
    out = asked(*complete(trace)).out.splitlines()
    assert out[0] == f"À : {MSSANTE}"
    assert out[1].startswith("Objet : [MOTCO2] ")
    assert out[2] == ""
    for line in ("Cas de test : MSS-12", "Numéro de job : 4711", "NIL : JUL895988", "- nodes.log (2 Kio)"):
        assert line in out
    assert {"Produit : Julie APCV", "Version : 3.0.05", "Éditeur : Editeur Exemple"} <= set(out)


def test_a_trace_is_named_and_never_shown(trace: Path) -> None:
    ended = asked(*complete(trace))
    assert "DUPONT" not in ended.out + ended.err
    assert str(trace.parent) not in ended.out
    assert "à joindre vous-même" in ended.err


def test_motco2_is_refused_in_one_line_that_names_all_that_is_missing(tmp_path: Path) -> None:
    ended = asked("motco2", cwd=product(tmp_path, "Julie", nil=None))
    assert (ended.code, ended.out) == (ExitCode.USAGE, "")
    assert len(ended.err.splitlines()) == 1
    for one in ("--cas", "--job", "--trace", "segurctl set produit.nil=…"):
        assert one in ended.err
    assert foreign_words(ended.err) == []


@pytest.mark.parametrize(
    ("sans", "manque"), [("--cas", "le cas de test"), ("--job", "le numéro de job"), ("--trace", "les traces")]
)
def test_only_what_is_missing_is_asked(trace: Path, sans: str, manque: str) -> None:
    words = complete(trace)
    rang = words.index(sans)
    ended = asked(*words[:rang], *words[rang + 2 :])
    assert ended.code == ExitCode.USAGE
    assert ended.err.removesuffix("\n").split(" : il manque ")[1].startswith(f"{manque} ({sans} ")


def test_the_command_to_give_the_nil_names_the_file_that_is_not_found_from_here(tmp_path: Path, trace: Path) -> None:
    (tmp_path / "a").mkdir()
    file = product(tmp_path / "a", "Julie", nil=None) / "candidature.toml"
    ended = asked(*complete(trace), "-c", file, cwd=tmp_path)
    assert f"segurctl set produit.nil=… -c {file}" in ended.err


@pytest.mark.parametrize("option", ["--cas", "--job"])
@pytest.mark.parametrize("text", ["", "   ", "a\nb", "a\r\nBcc: x@y.fr", "a\u2028b"])
def test_a_case_or_a_job_is_one_line(trace: Path, option: str, text: str) -> None:
    ended = asked(*complete(trace), option, text)
    assert (ended.code, ended.out) == (ExitCode.USAGE, "")
    assert option in ended.err


def test_a_trace_that_is_no_file_is_refused(tmp_path: Path, trace: Path) -> None:
    for wrong in (tmp_path, tmp_path / "nulle-part.log", Path("/dev/null")):
        ended = asked(*complete(trace), "--trace", wrong)
        assert (ended.code, ended.out) == (ExitCode.USAGE, "")
        assert str(wrong) in ended.err
        assert foreign_words(ended.err) == []


# The link


def test_the_link_says_the_same_as_the_text(trace: Path) -> None:
    text = asked(*complete(trace), "--message", "Deux\nlignes & une « ? »").out
    link = asked(*complete(trace), "--message", "Deux\nlignes & une « ? »", "--mailto").out
    assert link.count("\n") == 1
    to, fields = mail(link)
    assert f"À : {to}\nObjet : {fields['subject']}\n\n" + fields["body"].replace("\r\n", "\n") + "\n" == text
    assert link.isascii()
    assert "+" not in link


@pytest.mark.parametrize("nom", HOSTILES)
def test_nothing_in_a_name_adds_a_header_nor_a_line(tmp_path: Path, trace: Path, nom: str) -> None:
    folder = product(tmp_path, nom)
    link = asked(*complete(trace), "--mailto", cwd=folder)
    assert link.code == ExitCode.OK
    to, fields = mail(link.out)
    assert (to, sorted(fields)) == (MSSANTE, ["body", "subject"])
    assert fields["subject"].isprintable()
    message = EmailMessage()  # refuses a header of two lines
    message["To"], message["Subject"] = to, fields["subject"]
    message.set_content(fields["body"])
    assert message.keys().count("Bcc") == 0
    lines = fields["body"].split("\r\n")
    assert all(line.isprintable() for line in lines)
    assert sum(line.startswith("Produit : ") for line in lines) == 1
    assert [line for line in lines if line.lower().startswith("bcc")] == []


@pytest.mark.parametrize("cas", ["x\x1b[2J\x07", "x\u202egpj.exe", "x\u2066\u200d", "x&bcc=y", "x%0D%0ABcc: y", "x\ty"])
def test_nothing_in_an_option_adds_a_header_nor_a_line(trace: Path, cas: str) -> None:
    ended = asked(*complete(trace), "--cas", cas, "--mailto")
    to, fields = mail(ended.out)
    assert (to, sorted(fields)) == (MSSANTE, ["body", "subject"])
    assert re.search(r"[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069]", fields["subject"]) is None
    assert [line for line in fields["body"].split("\r\n") if line.startswith("Cas de test : ")] != []


@pytest.mark.parametrize("nom", ["Julie%0ABcc: x", "[bold]Julie[/bold]", "Julie&bcc=x", "été + 100 % « œ » 🎉"])
def test_a_name_that_can_be_seen_is_given_as_it_is(tmp_path: Path, trace: Path, nom: str) -> None:
    folder = product(tmp_path, nom)
    assert f"Produit : {nom}\n" in asked(*complete(trace), cwd=folder).out
    assert f"Produit : {nom}\r\n" in mail(asked(*complete(trace), "--mailto", cwd=folder).out)[1]["body"]


def test_a_message_keeps_its_lines_and_only_those(trace: Path) -> None:
    body = mail(asked(*complete(trace), "--message", "un\r\ndeux\n\ntrois\x1b[2J", "--mailto").out)[1]["body"]
    assert body.startswith("Bonjour,\r\n\r\nun\r\ndeux\r\n\r\ntrois\\x1b[2J\r\n\r\n")
    assert "\n" not in body.replace("\r\n", "")


def test_a_secret_in_the_message_is_masked_before_it_is_encoded(trace: Path) -> None:
    secret = "ghp_" + "a1B2" * 9
    for words in ([], ["--mailto"], ["--format", "json"]):
        ended = asked(*complete(trace), "--message", f"jeton {secret}", *words)
        assert ended.code == ExitCode.OK
        assert secret not in unquote(ended.out) + ended.err


# The other supports


@pytest.mark.parametrize("plateforme", ["isc", "portail", "igc", "convergence", "cnda", "psc", "gazelle"])
def test_no_other_support_refuses_even_where_there_is_no_candidature(tmp_path: Path, plateforme: str) -> None:
    ended = asked(plateforme, cwd=tmp_path)
    assert ended.code == ExitCode.OK
    assert ended.out.startswith(("À : ", "Où : "))
    assert "\nObjet : " in ended.out
    assert "aucune source lue ne dit ce que ce support demande" in ended.err
    assert "None" not in ended.out + ended.err


@pytest.mark.parametrize("plateforme", ["isc", "portail", "igc"])
def test_where_there_is_no_address_the_link_is_refused_and_the_text_says_where_to_ask(plateforme: str) -> None:
    ended = asked(plateforme, "--mailto")
    assert (ended.code, ended.out) == (ExitCode.USAGE, "")
    assert f"segurctl support {plateforme}" in ended.err
    assert "Où : Formulaire de contact du Portail Industriels" in asked(plateforme).out


def test_each_support_gets_the_identifiers_that_are_its_own() -> None:
    psc, cnda = asked("psc").out, asked("cnda").out
    assert "Numéro de demande DataPass : D12345\n" in psc
    assert "NRU : NRU-EXEMPLE-1\n" in psc
    assert "NIE : EDI347461\n" in cnda
    assert "DataPass" not in cnda
    assert "NIE" not in psc


def test_the_two_addresses_of_the_cnda_are_there_and_the_reader_chooses() -> None:
    ended = asked("cnda")
    assert ended.out.splitlines()[:2] == [
        "À : contact.cnda@assurance-maladie.fr",
        "Ou à : support.cnda@assurance.maladie.fr (--pour technique)",
    ]

    assert "confiance C" in ended.err
    assert mail(asked("cnda", "--mailto").out)[0] == "contact.cnda@assurance-maladie.fr"
    assert mail(asked("cnda", "--mailto", "--pour", "technique").out)[0] == "support.cnda@assurance.maladie.fr"
    wrong = asked("cnda", "--pour", "techniqe")
    assert (wrong.code, wrong.out) == (ExitCode.USAGE, "")
    assert "« technique »" in wrong.err


def test_a_malformed_value_is_never_given(tmp_path: Path) -> None:
    folder = product(tmp_path, "Julie")
    with (folder / "candidature.toml").open("a", encoding="utf-8") as file:
        file.write('\n[psc]\ndatapass_demande = "H6789"\n')
    ended = asked("psc", cwd=folder)
    assert "Numéro de demande DataPass : à corriger\n" in ended.out
    assert "H6789" not in ended.out
    assert "psc.datapass_demande" in ended.err


@pytest.mark.parametrize(("typed", "said"), [("motco", "motco2"), ("imagerie", "couloir"), ("zzz", "au choix")])
def test_what_is_no_plateforme_is_refused(typed: str, said: str) -> None:
    ended = asked(typed)
    assert (ended.code, ended.out) == (ExitCode.USAGE, "")
    assert said in ended.err


def test_a_candidature_that_cannot_be_read_is_refused_not_left_out(tmp_path: Path) -> None:
    (tmp_path / "candidature.toml").write_text("bonjour", encoding="utf-8")
    assert asked("psc", cwd=tmp_path).code == ExitCode.USAGE


@pytest.mark.parametrize("plateforme", ["motco2", "isc", "cnda"])
def test_the_document_is_that_of_its_schema(trace: Path, plateforme: str) -> None:
    ended = asked(*complete(trace)[1:], plateforme, "--format", "json")
    document = json.loads(ended.out)
    schema = json.loads((ROOT / "docs" / "schemas" / "support.schema.json").read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator(schema, format_checker=jsonschema.FormatChecker()).validate(document)
    assert next(iter(document.items())) == ("version", 1)
    assert (document["mailto"] is None) == (plateforme == "isc")
    assert document["traces"] == [{"nom": "nodes.log", "octets": trace.stat().st_size}]
