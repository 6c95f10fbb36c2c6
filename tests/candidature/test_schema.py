"""The schema that editors and CI read: what it tells, and that it takes and refuses what segurctl's reader does.

In the texts, ▶ stands where the message has to point.
"""

import copy
import datetime as dt
import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import tomli
import tomli_w
from jsonschema import Draft202012Validator

from segurctl.candidature.fields import field_type
from segurctl.candidature.model import Acceptation, Candidature
from segurctl.candidature.paths import DataPath
from segurctl.candidature.read import parse_candidature
from segurctl.candidature.schema import candidature_schema, schema_text
from segurctl.cli.main import main
from segurctl.cli.schema import schema
from segurctl.cli.table import Entry
from segurctl.errors import ExitCode, SegurctlError
from segurctl.parcours.load import load_parcours
from segurctl.parcours.model import Etape
from support import HEAD, MINIMAL, PRODUIT, champs, foreign_words, run

ROOT = Path(__file__).resolve().parents[2]
COMMITTED = ROOT / "docs" / "schemas" / "candidature.schema.json"
PARCOURS = load_parcours()
SCHEMA = candidature_schema(PARCOURS)
VALIDATOR = Draft202012Validator(SCHEMA, format_checker=Draft202012Validator.FORMAT_CHECKER)


def refusal(text: str) -> SegurctlError | None:
    """What segurctl says of a text that it does not read."""
    try:
        parse_candidature(Path("candidature.toml"), text, PARCOURS)
    except SegurctlError as error:
        return error
    return None


# --- the file and the command ---


def test_the_committed_schema_is_that_of_the_catalogue() -> None:
    assert COMMITTED.read_text(encoding="utf-8") == schema_text(PARCOURS), "run: make docs"


def test_the_command_prints_it_as_it_is_committed(capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    assert schema().output == schema_text(PARCOURS)
    table = {"schema": Entry("", "", "segurctl.cli.schema:schema")}
    assert main(["schema"], table) == ExitCode.OK
    assert capfdbinary.readouterr().out == COMMITTED.read_bytes()


def test_the_schema_is_a_valid_one_of_2020_12() -> None:
    assert SCHEMA["$schema"] == Draft202012Validator.META_SCHEMA["$id"]
    Draft202012Validator.check_schema(SCHEMA)


# --- what it tells ---


def nodes(node: Any = SCHEMA) -> Iterator[Any]:
    """Everything in the schema, the schema too."""
    yield node
    for below in node.values() if isinstance(node, dict) else node if isinstance(node, list) else ():
        yield from nodes(below)


def at(path: DataPath) -> dict[str, Any]:
    """What the schema says of a place in the file."""
    node = SCHEMA
    for part in path:
        node = node["items"] if isinstance(part, int) else node["properties"].get(part) or node["additionalProperties"]
        if "$ref" in node:
            assert set(node) == {"$ref"}  # not every editor reads what stands beside it
            node = SCHEMA["$defs"][node["$ref"].removeprefix("#/$defs/")]
        node = {"properties": {}, **node}
    return node


def every_champ() -> Iterator[DataPath]:
    """The path of every champ of the format; where the team chooses a name, one that fits."""
    for path, _ in champs(Candidature):
        if path != ("acceptations",):
            yield path
    for name in Acceptation.model_fields:
        yield "acceptations", 0, name


def test_nothing_in_it_is_null_which_toml_has_not() -> None:
    assert None not in list(nodes())
    assert "null" not in list(nodes())


@pytest.mark.parametrize("path", list(every_champ()), ids=str)
def test_every_champ_is_told_as_the_catalogue_tells_it(path: DataPath) -> None:
    champ = PARCOURS.champ(".".join(map(str, path)))
    assert champ is not None
    told = at(path)
    assert told["title"] == champ.titre
    if "actions" in path:
        assert told["description"] == "Se connecter avec ProConnect, ou y créer son compte"
    else:
        assert told["description"] == champ.aide


def test_every_table_is_told_in_french_and_takes_no_other_key() -> None:
    tables = [node for node in nodes() if isinstance(node, dict) and node.get("type") == "object"]
    assert len(tables) > len(Candidature.model_fields)
    for table in tables:
        assert table["description"].endswith(".")
        assert not foreign_words(table["description"])
        assert "`" not in table["description"]  # as the docstrings of the model have
        assert table["additionalProperties"] is False or table["additionalProperties"]["description"]


def test_every_word_to_choose_has_its_meaning() -> None:
    chosen = [node for node in nodes() if isinstance(node, dict) and "enum" in node]
    assert len(chosen) > 5
    for one in chosen:
        meanings = one["x-taplo"]["docs"]["enumValues"]
        assert len(meanings) == len(one["enum"])
        assert all(meanings)


def test_the_version_of_the_file_is_the_only_one_that_segurctl_reads() -> None:
    found = {key: at((key,))["const"] for key in ("format", "parcours", "edition")}
    assert found == {"format": 1, "parcours": PARCOURS.id, "edition": PARCOURS.edition}


@pytest.mark.parametrize("etape", PARCOURS.etapes.values(), ids=list(PARCOURS.etapes))
def test_an_etape_has_its_own_actions_and_a_statut_unless_it_is_derived(etape: Etape) -> None:
    told = at(("etapes", etape.plateforme, etape.nom))
    assert told["description"].startswith(f"{etape.titre}. {etape.pourquoi}")
    assert ("Son statut se déduit de chaque " in told["description"]) == bool(etape.derive)
    assert told.get("x-taplo") == ({"links": {"key": etape.url}} if etape.url else None)
    derived = {"depuis", "note", "actions"}
    assert set(told["properties"]) == (derived if etape.derive else derived | {"statut"})
    actions = told["properties"]["actions"]["properties"]
    assert list(actions) == [action.nom for action in etape.actions]
    for action in etape.actions:
        assert actions[action.nom]["description"].startswith(action.titre)


def test_it_has_the_etapes_of_the_catalogue_and_no_other() -> None:
    plateformes = at(("etapes",))["properties"].items()
    found = {f"{plateforme}.{nom}" for plateforme, told in plateformes for nom in told["properties"]}
    assert found == set(PARCOURS.etapes)


@pytest.mark.parametrize("id_", ["cnda.demandes", "psc.dossiers"])
def test_the_stage_of_a_suivi_is_one_of_its_own(id_: str) -> None:
    suivi = PARCOURS.suivis[id_]
    told = at((*id_.split("."), "x", "avancement"))
    assert told["enum"] == [stage.id for stage in suivi.avancements]
    for stage, meaning in zip(suivi.avancements, told["x-taplo"]["docs"]["enumValues"], strict=True):
        assert meaning == (f"{stage.titre} : {stage.detail}" if stage.detail else stage.titre)
    assert at(tuple(id_.split(".")))["title"] == suivi.pluriel
    assert at((*id_.split("."), "x"))["title"] == suivi.titre


def test_a_statut_may_be_sans_objet_everywhere_as_the_reader_takes_it_to_say_where_it_may_not() -> None:
    for path in every_champ():
        if path[-1] == "statut":
            assert "sans-objet" in at(path)["enum"]


def test_a_dispositif_is_a_free_text_with_examples() -> None:
    told = at(("produit", "dispositif"))
    assert "enum" not in told
    assert told["examples"] == [code for code, one in PARCOURS.dispositifs.items() if one.vague2]


@pytest.mark.parametrize(
    "written", ["2026-05-13", "2026-05-13T12:00:00", "2026-05-13 12:00:00", "2026-05-13t12:00:00.5"]
)
def test_a_jalon_is_taken_however_it_is_written_by_a_tool_that_reads_it_as_a_text_as_taplo_does(written: str) -> None:
    assert VALIDATOR.is_valid(with_value(("jalons", "x", "le"), written))


# --- what tombi and check-jsonschema make of it ---

DIRECTIVE = "#:schema ./candidature.schema.json\n"
INVALID = sorted(ROOT.glob("tests/corpus/invalid/*.toml"))
# What is wrong there is told beside each: a shape that cannot be read, or what only a rule can judge.
SHAPELESS = [path for path in INVALID if "FIC001" in path.with_suffix(".expected").read_text(encoding="utf-8")]
GOOD = {
    f"{path.parent.name}-{path.stem}": path
    for path in sorted(
        [
            *ROOT.glob("examples/*/candidature.toml"),
            *ROOT.glob("tests/corpus/valid/*.toml"),
            *(path for path in INVALID if path not in SHAPELESS),
        ]
    )
}
# No schema sees what is no TOML, nor a character in a text; nor, in JSON, a day between quotes.
NO_TOML = {"pas-du-toml", "texte-ouvert", "cle-ecrite-deux-fois"}
BAD = {f"bad-{path.stem}": path for path in SHAPELESS if path.stem not in NO_TOML}
BAD_UNSEEN = {
    "tombi": {"bad-caractere-de-commande"},
    "check": {"bad-caractere-de-commande", "bad-date-entre-guillemets"},
}
DEMANDE = f"{MINIMAL}[cnda.demandes.dmp]\n"
DATAPASS = f"{MINIMAL}[etapes.psc.datapass]\n"
JALON = f"{MINIMAL}[jalons.preuves]\n"
WEB = f"{MINIMAL}[tests_intrusion.web]\n"
KBIS = f"{MINIMAL}[editeur]\n"


class Wrong(NamedTuple):
    """A text that segurctl does not read, and the tools that cannot see why, as JSON or a schema cannot say it."""

    text: str
    unseen_by: tuple[str, ...] = ()

    @property
    def line(self) -> int:
        return directed(self.text).partition("▶")[0].count("\n") + 1

    @property
    def written(self) -> str:
        return directed(self.text).replace("▶", "")


def directed(text: str) -> str:
    """The text with the first line that says where the schema is, in the place of its own if it has one."""
    return text if text.startswith(f"▶{DIRECTIVE}") else DIRECTIVE + re.sub(r"\A#:schema .*\n", "", text)


TOMBI, CHECK = "tombi", "check-jsonschema"

WRONG = {
    "unknown-key": Wrong(f"{MINIMAL}▶nill = 'JUL895988'\n"),
    "unknown-table": Wrong(f"{MINIMAL}[▶produits]\nnom = 'Julie'\n"),
    "unknown-key-of-an-item": Wrong(f"{DEMANDE}porteur = 'tiers'\n▶nil = 'JUL895988'\n"),
    "unknown-key-of-an-etape": Wrong(f"{DATAPASS}▶statu = 'valide'\n"),
    "unknown-key-of-an-acceptation": Wrong(
        f"{MINIMAL}[[acceptations]]\nregle = 'a'\ncible = 'b'\nmotif = 'c'\npar = 'd'\n▶jusqu_a = 2026-01-01\n"
    ),
    "stage-where-there-are-none": Wrong(f"{MINIMAL}[chapitres.mss]\n▶avancement = 'depot'\n"),
    "number-for-a-text": Wrong(f"{MINIMAL}▶nil = 12\n"),
    "decimal-for-a-text": Wrong(f"{MINIMAL}▶version = 3.0\n"),
    "boolean-for-a-text": Wrong(f"{MINIMAL}▶nil = true\n"),
    "table-for-a-text": Wrong(f"{MINIMAL}[produit.▶nil]\na = 1\n"),
    "text-for-a-boolean": Wrong(f"{MINIMAL}▶referencee_vague1 = 'oui'\n"),
    "text-for-a-list": Wrong(f"{MINIMAL}▶profils = 'Général'\n"),
    "number-in-a-list": Wrong(f"{MINIMAL}profils = [\n  'Général',\n  ▶12,\n]\n"),
    "text-for-a-count": Wrong(f"{WEB}▶hautes = '1'\n"),
    "negative-count": Wrong(f"{WEB}hautes = 0\n▶moyennes = -1\n"),
    "enormous-count": Wrong(f"{WEB}▶moyennes = 1000000000\n"),
    "broken-count": Wrong(f"{WEB}▶moyennes = 1.5\n"),
    "text-that-is-no-date": Wrong(f"{KBIS}▶kbis_du = '6 octobre'\n"),
    "moment-for-a-day": Wrong(f"{KBIS}▶kbis_du = 2025-10-06T12:00:00\n"),
    "boolean-for-a-day": Wrong(f"{DATAPASS}actions.▶proconnect = true\n"),
    "array-for-a-table": Wrong(f"{HEAD}[[▶produit]]\nnom = 'Julie'\ndispositif = 'LGC'\n"),
    "table-for-an-array": Wrong(f"{MINIMAL}[▶acceptations]\nregle = 'PSC002'\n"),
    "text-for-a-table": Wrong(f"{HEAD}▶psc = 'oui'\n{PRODUIT}"),
    "text-for-an-etape": Wrong(f"{MINIMAL}[etapes.psc]\n▶datapass = 'soumis'\n"),
    "unknown-statut": Wrong(f"{DATAPASS}▶statut = 'fini'\n"),
    "unknown-type": Wrong(f"{MINIMAL}[composants.lps]\n▶type = 'lps'\n"),
    "unknown-etape": Wrong(f"{MINIMAL}[▶etapes.psc.datapas]\nstatut = 'valide'\n"),
    "unknown-plateforme": Wrong(f"{MINIMAL}[▶etapes.psx.datapass]\nstatut = 'valide'\n"),
    "unknown-action": Wrong(f"{DATAPASS}▶actions.proconect = 2025-10-02\n"),
    "action-of-another-etape": Wrong(f"{MINIMAL}[etapes.psc.datapass.actions]\n▶kbis = 2025-10-02\n"),
    "statut-of-a-derived-etape": Wrong(f"{MINIMAL}[etapes.cnda.demandes]\nnote = 'x'\n▶statut = 'valide'\n"),
    "unknown-stage": Wrong(f"{DEMANDE}▶avancement = 'fini'\n"),
    "stage-of-another-suivi": Wrong(f"{DEMANDE}▶avancement = 'guichet'\n"),
    "moment-with-an-offset": Wrong(f"{JALON}▶le = 2026-05-13T12:00:00+02:00\n"),
    "moment-of-greenwich": Wrong(f"{JALON}▶le = 2026-05-13T12:00:00Z\n"),
    "hour-without-a-day": Wrong(f"{JALON}▶le = 12:00:00\n"),
    "missing-produit": Wrong(f"▶{DIRECTIVE}{HEAD}"),
    "missing-dispositif": Wrong(f"{HEAD}[▶produit]\nnom = 'Julie'\n"),
    "missing-role": Wrong(f"{MINIMAL}[▶psc.dossiers.lps]\nnru = 'N1'\n"),
    "missing-format": Wrong(f"▶{DIRECTIVE}{MINIMAL}".replace("format = 1\n", "")),
    "another-format": Wrong("▶" + MINIMAL.replace("format = 1", "format = 2")),
    "another-parcours": Wrong(MINIMAL.replace("parcours", "▶parcours").replace("vague-2", "vague-3")),
    "another-edition": Wrong(MINIMAL.replace("edition", "▶edition").replace("2025-10", "2031-01")),
    # A schema speaks of JSON: there, days and hours are texts, and 1.0 is 1.
    "day-in-quotes": Wrong(f"{KBIS}▶kbis_du = '2025-10-06'\n", (CHECK,)),
    "jalon-in-quotes": Wrong(f"{JALON}▶le = '2026-05-13'\n", (CHECK,)),
    "moment-in-quotes": Wrong(f"{JALON}▶le = '2026-05-13T12:00:00'\n", (CHECK,)),
    "day-for-a-text": Wrong(f"{MINIMAL}▶nil = 2025-10-06\n", (CHECK,)),
    "hour-for-a-text": Wrong(f"{MINIMAL}▶nil = 12:00:00\n", (CHECK,)),
    "count-with-a-point": Wrong(f"{WEB}▶moyennes = 1.0\n", (CHECK,)),
    "format-with-a-point": Wrong("▶" + MINIMAL.replace("format = 1", "format = 1.0"), (CHECK,)),
    # A pattern on every text would be shown with each champ, for what hardly ever happens.
    "command-in-a-text": Wrong(f'{MINIMAL}▶nil = "a\\u001b[31mb"\n', (CHECK, TOMBI)),
    "order-in-a-text": Wrong(f'{MINIMAL}▶nil = "a\\u202eb"\n', (CHECK, TOMBI)),
    "command-in-a-key": Wrong(f'{MINIMAL}[▶chapitres."a\\u001bb"]\n', (CHECK, TOMBI)),
}


class Verdicts(NamedTuple):
    """What each tool found wrong in the same files: tombi on which lines, check-jsonschema where in the data."""

    folder: Path
    tombi: dict[str, set[int]]
    check: dict[str, set[str]]


@pytest.fixture(scope="module")
def verdicts(tmp_path_factory: pytest.TempPathFactory) -> Verdicts:
    """Every good and every wrong file, each with the directive as its first line, read once by each tool."""
    folder = tmp_path_factory.mktemp("schema")
    (folder / "candidature.schema.json").write_bytes(COMMITTED.read_bytes())
    (folder / "tombi.toml").write_text("schema.catalog.paths = []\n", encoding="utf-8")
    texts = {name: directed(path.read_text(encoding="utf-8-sig")) for name, path in (GOOD | BAD).items()}
    texts.update({name: one.written for name, one in WRONG.items()})
    for name, text in texts.items():
        (folder / f"{name}.toml").write_text(text, encoding="utf-8")
    files = [f"{name}.toml" for name in texts]
    found = folder / "tombi.json"
    tool(folder, "tombi", "lint", "--offline", "--diagnostics-format=json", f"--diagnostics-file={found}", *files)
    tombi: dict[str, set[int]] = {}
    for one in json.loads(found.read_text(encoding="utf-8")):
        if one["level"] == "error":  # of style it warns
            tombi.setdefault(Path(one["path"]).stem, set()).add(one["range"]["start"]["line"])
    said = tool(folder, "check-jsonschema", "--output-format=json", "--schemafile=candidature.schema.json", *files)
    answer = json.loads(said)
    assert answer["parse_errors"] == []
    check: dict[str, set[str]] = {}
    for one in answer["errors"]:
        check.setdefault(Path(one["filename"]).stem, set()).add(one["path"])
    return Verdicts(folder, tombi, check)


def tool(folder: Path, name: str, *words: str) -> str:
    """What a tool prints that found something wrong; it has no network, no cache, and only the settings here."""
    nowhere = dict.fromkeys(("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"), "http://127.0.0.1:9")
    done = subprocess.run(
        [str(Path(sys.executable).parent / name), *words],
        cwd=folder,
        env={**os.environ, **nowhere, "HOME": str(folder), "XDG_CACHE_HOME": str(folder), "NO_COLOR": "1"},
        capture_output=True,
        check=False,
    )
    assert done.returncode == 1, done.stderr.decode()
    return done.stdout.decode()


def test_there_are_good_files_that_segurctl_reads() -> None:
    assert len(GOOD) >= 4
    assert {name: refusal(path.read_text(encoding="utf-8")) for name, path in GOOD.items()} == dict.fromkeys(GOOD)


def test_every_good_file_is_good_to_tombi_and_check_jsonschema(verdicts: Verdicts) -> None:
    assert {name: lines for name, lines in verdicts.tombi.items() if name in GOOD} == {}
    assert {name: paths for name, paths in verdicts.check.items() if name in GOOD} == {}


def test_what_the_corpus_has_without_the_shape_of_a_candidature_is_refused_by_both(verdicts: Verdicts) -> None:
    assert len(BAD) > 10
    assert set(BAD) - set(verdicts.tombi) == BAD_UNSEEN["tombi"]
    assert set(BAD) - set(verdicts.check) == BAD_UNSEEN["check"]


def test_every_wrong_file_is_refused_by_segurctl_with_the_same_line_as_by_tombi(verdicts: Verdicts) -> None:
    done = run("status", *(f"{name}.toml" for name in WRONG), cwd=verdicts.folder)
    assert done.code == ExitCode.USAGE
    said = [line.split(":")[:2] for line in done.err.splitlines()]
    assert said == [[f"{name}.toml", str(one.line)] for name, one in WRONG.items()]
    assert {name: lines for name, lines in verdicts.tombi.items() if name in WRONG} == {
        name: {one.line} for name, one in WRONG.items() if TOMBI not in one.unseen_by
    }


def test_every_wrong_file_is_refused_by_check_jsonschema_but_for_what_json_cannot_say(verdicts: Verdicts) -> None:
    found = {name for name in WRONG if name in verdicts.check}
    assert found == {name for name, one in WRONG.items() if CHECK not in one.unseen_by}


# --- the schema and the reader agree on every kind of value in every place ---

DAY = dt.date(2025, 10, 6)
NOON = dt.datetime(2025, 10, 6, 12)  # noqa: DTZ001 - a TOML local date-time
VALUES: dict[str, Any] = {
    "text": "texte",
    "empty text": "",
    "text of a day": "2025-10-06",
    "text of a moment": "2025-10-06T12:00:00",
    "text with a command": "a\x1bb",
    **{word: word for word in ("valide", "sans-objet", "refusee", "proxy", "editeur-proxy", "tiers", "guichet")},
    "day": DAY,
    "moment": NOON,
    "moment of a second's part": NOON.replace(microsecond=500_000),
    "moment with an offset": NOON.replace(tzinfo=dt.timezone(dt.timedelta(hours=2))),
    "moment of Greenwich": NOON.replace(tzinfo=dt.UTC),
    "hour": dt.time(12),
    "true": True,
    "0": 0,
    "1": 1,
    "-1": -1,
    "999999999": 999_999_999,
    "1000000000": 1_000_000_000,
    "1.0": 1.0,
    "1.5": 1.5,
    "nan": float("nan"),
    "list of nothing": [],
    "list of texts": ["texte", ""],
    "list of days": [DAY],
    "list of numbers": [1],
    "list of tables": [{}],
    "table of nothing": {},
    "table of a number": {"a": 1},
    "table of a table": {"a": {}},
    "table of a day": {"a": DAY},
}
# A document in which every table that has to hold something holds it.
WHOLE: dict[str, Any] = {
    **tomli.loads(MINIMAL),
    "composants": {"x": {"type": "principal"}},
    "psc": {"dossiers": {"x": {"role": "editeur-proxy"}}},
    "rem": {"fichier": "rem.json"},
    "jalons": {"x": {"le": NOON}},
    "acceptations": [{"regle": "PSC002", "cible": "psc", "motif": "essai", "par": "Direction"}],
}
# What the schema lets through: what is asked for, and what stands there.
UNSAID = {
    ("text", "day"),
    ("text", "moment"),
    ("text", "moment of a second's part"),
    ("text", "moment with an offset"),
    ("text", "moment of Greenwich"),
    ("text", "hour"),
    ("text", "text with a command"),
    ("list", "list of days"),
    ("day", "text of a day"),
    ("moment", "text of a day"),
    ("moment", "text of a moment"),
    ("number", "1.0"),
}


def with_value(path: DataPath, value: Any) -> dict[str, Any]:
    """The whole document with one more value, or with another."""
    document = copy.deepcopy(WHOLE)
    place: Any = document
    for part in path[:-1]:
        place = place[part] if isinstance(part, int) else place.setdefault(part, {})
    place[path[-1]] = value
    return document


def without(path: DataPath) -> dict[str, Any]:
    """The whole document without what stands at a path."""
    document = copy.deepcopy(WHOLE)
    place: Any = document
    for part in path[:-1]:
        place = place[part]
    del place[path[-1]]
    return document


def as_json(value: Any) -> Any:
    """TOML's data as check-jsonschema gives it to the schema."""
    if isinstance(value, dict):
        return {key: as_json(below) for key, below in value.items()}
    if isinstance(value, list):
        return list(map(as_json, value))
    if isinstance(value, dt.datetime | dt.time):
        return value.isoformat() + ("Z" if value.tzinfo is None else "")
    return value.isoformat() if isinstance(value, dt.date) else value


def answers(document: dict[str, Any]) -> tuple[bool, bool]:
    """Whether the reader takes a document, and whether the schema does."""
    text = tomli_w.dumps(document)
    return refusal(text) is None, VALIDATOR.is_valid(as_json(tomli.loads(text)))


def wanted(path: DataPath) -> str:
    """What a champ holds, in a word."""
    kind = field_type(tuple(map(str, path)))
    if kind.many or kind.words:
        return "list" if kind.many else "word"
    return {str: "text", bool: "boolean", int: "number", dt.date: "day", dt.datetime: "moment"}[kind.scalars[0]]


def every_table() -> list[DataPath]:
    """The path of every table, and of what the team names."""
    return list(dict.fromkeys(path[:depth] for path in every_champ() for depth in range(1, len(path))))


def test_the_whole_document_is_good() -> None:
    assert answers(WHOLE) == (True, True)


def test_any_value_in_any_champ_is_taken_by_both_or_by_none_but_for_what_json_cannot_say() -> None:
    unsaid, apart = set(), []
    for path in every_champ():
        for name, value in VALUES.items():
            read, taken = answers(with_value(path, value))
            if taken and not read:
                unsaid.add((wanted(path), name))
            elif read != taken:
                apart.append((path, name))
    assert apart == []
    assert unsaid == UNSAID


def test_any_value_in_the_place_of_any_table_is_taken_by_both_or_by_none() -> None:
    documents = {(path, name): with_value(path, value) for path in every_table() for name, value in VALUES.items()}
    assert [case for case, document in documents.items() if len({*answers(document)}) > 1] == []


def test_an_unknown_key_in_any_table_is_taken_by_both_or_by_none() -> None:
    tables = [(), *(path for path in every_table() if path != ("acceptations",))]
    documents = {(path, name): with_value((*path, "zzz"), value) for path in tables for name, value in VALUES.items()}
    assert [case for case, document in documents.items() if len({*answers(document)}) > 1] == []


def test_what_is_missing_is_missed_by_both() -> None:
    paths = [path for path in [*every_champ(), *every_table()] if held(path)]
    found = {path: answers(without(path)) for path in paths}
    assert [path for path, (read, taken) in found.items() if read != taken] == []
    required = {("format",), ("edition",), ("produit", "nom"), ("composants", "x", "type"), ("acceptations", 0, "par")}
    assert required <= {path for path, (read, _) in found.items() if not read}


def held(path: DataPath) -> bool:
    place: Any = WHOLE
    for part in path:
        if isinstance(place, dict) and part not in place:
            return False
        place = place[part]
    return True


@pytest.mark.parametrize("etape", PARCOURS.etapes.values(), ids=list(PARCOURS.etapes))
def test_of_any_etape_both_take_every_action_and_both_refuse_a_statut_that_is_derived(etape: Etape) -> None:
    path = ("etapes", etape.plateforme, etape.nom)
    ticked = {action.nom: DAY for action in etape.actions}
    assert answers(with_value(path, {"depuis": DAY, "note": "", "actions": ticked})) == (True, True)
    assert answers(with_value(path, {"actions": {**ticked, "zzz": DAY}})) == (False, False)
    for statut in ("a-faire", "valide", "sans-objet"):
        assert answers(with_value(path, {"statut": statut})) == (etape.derive is None, etape.derive is None)
