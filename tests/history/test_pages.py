"""`log` and `diff` as their readers get them: pages compared whole, documents against their schemas, hostile words."""

import json
from pathlib import Path

import jsonschema
import pytest

from builders import EXAMPLES
from history.conftest import TETE, Repository, Segurctl, etape
from segurctl.errors import ExitCode
from support import compare

HERE = Path(__file__).parent
SCHEMAS = HERE.parents[1] / "docs" / "schemas"
MSS = "".join(f'\n[preuves."MSS/CDA.{rang:02}.01.01"]\nlien = "https://exemple.fr/{rang}"\n' for rang in range(1, 15))
NIL = TETE.replace('dispositif = "LGC"\n', 'dispositif = "LGC"\nnil = "JUL895988"\n')


@pytest.fixture
def histoire(depot: Repository) -> Repository:
    """A few weeks of one product, with a step back at the end."""
    depot.step("2025-09-28", TETE, "Commencer la candidature de Julie")
    depot.step("2025-10-02", NIL + etape("psc.datapass", "soumis", "2025-10-02"), "DataPass est envoyé")
    depot.step("2025-10-16", NIL + etape("psc.datapass", "valide", "2025-10-16"), "DataPass a répondu")
    depot.step("2025-10-20", NIL + etape("psc.datapass", "valide", "2025-10-16") + MSS, "Les preuves de MSS")
    depot.step("2025-10-24", TETE + etape("psc.datapass", "en-cours", "2025-10-24") + MSS, "Aïe")
    return depot


@pytest.mark.parametrize(
    ("nom", "words"),
    [
        ("log.txt", ["log"]),
        ("log-datapass.txt", ["log", "psc.datapass"]),
        ("diff.txt", ["diff", "HEAD~3..HEAD"]),
        ("diff.md", ["diff", "HEAD~3..HEAD", "--format", "markdown"]),
        ("diff-recul.md", ["diff", "HEAD~1..HEAD", "--format", "markdown"]),
        ("diff-rien.md", ["diff", "HEAD..HEAD", "--format", "markdown"]),
    ],
)
def test_the_pages_are_those_that_were_read(
    histoire: Repository, segurctl: Segurctl, nom: str, words: list[str]
) -> None:
    ended = segurctl(*words)
    assert (ended.code, ended.err) == (ExitCode.OK, "")
    for rang in range(5):
        ended = ended._replace(
            out=ended.out.replace(histoire.git("rev-parse", f"HEAD~{rang}")[:10], f"commit----{rang}")
        )
    compare(HERE / "screens" / nom, ended.out)


@pytest.mark.parametrize(
    ("schema", "words"), [("log", ["log"]), ("diff", ["diff", "HEAD~3..HEAD"]), ("diff", ["diff", "HEAD~4"])]
)
def test_the_documents_are_those_of_their_schemas(
    histoire: Repository, segurctl: Segurctl, schema: str, words: list[str]
) -> None:
    histoire.write("[editeur]\nnie = 'EDI347461'\n", "editeur.toml")
    histoire.write(TETE.replace("Julie", "Anna") + "x = nan\ny = {a = [2025-10-01]}\n", "candidatures/anna.toml")
    histoire.commit("2025-10-25")
    ended = segurctl(*words, "--format", "json")
    published = json.loads((SCHEMAS / f"{schema}.schema.json").read_text(encoding="utf-8"))
    document = json.loads(ended.out)
    checker = jsonschema.FormatChecker()
    jsonschema.Draft202012Validator(published, format_checker=checker).validate(document)
    assert next(iter(document.items())) == ("version", 1)
    assert segurctl(*words, "--format", "json").out == ended.out


def test_no_address_of_anybody_is_in_a_document(histoire: Repository, segurctl: Segurctl) -> None:
    assert "@" not in histoire.folder.name
    assert "@" not in segurctl("log", "--format", "json").out + segurctl("log").out


def test_the_json_names_every_proof_and_keeps_values_whole(histoire: Repository, segurctl: Segurctl) -> None:
    histoire.step("2025-10-26", TETE.replace('"LGC"\n', f'"LGC"\ndescription = "{"x" * 999}"\n'))
    [held] = json.loads(segurctl("diff", "HEAD~2..HEAD", "--format", "json").out)["candidatures"]
    changes = held["changements"]
    assert sum(one["quoi"] == "retiree" for one in changes) == 14
    assert "x" * 999 in [one["apres"] for one in changes]


def test_the_format_of_the_environment_is_honoured(
    histoire: Repository, segurctl: Segurctl, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SEGURCTL_FORMAT", "markdown")
    assert segurctl("diff", "HEAD~1..HEAD").out.startswith("## segurctl diff")
    assert not segurctl("log").out.startswith("#")  # it has no such format
    monkeypatch.setenv("SEGURCTL_FORMAT", "json")
    assert segurctl("diff", "HEAD~1..HEAD").out.startswith("{")
    assert histoire.git("status", "--porcelain") == ""


# --- chapters ---


def test_a_chapter_has_the_title_of_the_rem_or_of_the_file(depot: Repository, segurctl: Segurctl) -> None:
    rem = (EXAMPLES / "preuves" / "referentiels" / "lgc-va2.json").read_text(encoding="utf-8")
    premier = json.loads(rem)["exigences"][0]
    titres = {one["cle"]: one["titre"] for one in json.loads(rem)["chapitres"]}
    preuve = f'\n[preuves."{premier["id"]}.99"]\nlien = "https://exemple.fr"\n'
    autre = '\n[preuves.x]\nnumero = "3"\nchapitre = "ins"\n\n[chapitres.ins]\ntitre = "Gestion de l\'INS"\n'
    depot.write(rem, "lgc.json")
    depot.step("2025-10-01", TETE)
    depot.step("2025-10-02", TETE + '\n[rem]\nfichier = "lgc.json"\n' + preuve + autre)
    for words in (["log"], ["diff", "HEAD~1..HEAD"]):
        out = segurctl(*words).out
        assert f"1 preuve ajoutée dans {titres[premier['chapitre']]} (" in out
        assert "1 preuve ajoutée dans Gestion de l'INS (x)" in out


@pytest.mark.parametrize("fichier", ["../dehors.json", "/etc/passwd", "absent.json", "candidature.toml", "a\\u0000b"])
def test_what_is_no_rem_of_the_repository_is_not_asked(depot: Repository, segurctl: Segurctl, fichier: str) -> None:
    depot.step("2025-10-01", TETE)
    depot.step("2025-10-02", f'{TETE}\n[rem]\nfichier = "{fichier}"\n{MSS}')
    assert "14 preuves ajoutées dans MSS" in segurctl("log").out


# --- hostile words ---

HOSTILE = "\x1b]0;titre\x07 @equipe #1 <img src=x> [clic](https://mal.fr) `code` ##[error] :rocket: \u202e"


def test_hostile_names_and_subjects_move_no_terminal(depot: Repository, segurctl: Segurctl) -> None:
    depot.write(TETE)
    depot.commit("2025-10-01", HOSTILE, auteur="Al\x1b[31mix \x1f\x1e [red]x[/red] @alix")
    ended = segurctl("log")
    assert ended.code == ExitCode.OK
    assert "\x1b" not in ended.out
    assert "[red]x[/red] @alix" in ended.out
    assert "\\x1b]0;titre\\x07 @equipe" in ended.out
    document = json.loads(segurctl("log", "--format", "json").out)
    assert document["candidatures"][0]["commits"][0]["sujet"] == HOSTILE.strip()


def test_a_subject_that_looks_like_what_git_writes_is_a_subject(depot: Repository, segurctl: Segurctl) -> None:
    sujet = ":100644 100644 aaaa bbbb M"
    depot.write(TETE)
    depot.commit("2025-10-01", sujet, auteur=":000000 100644")
    [held] = json.loads(segurctl("log", "--format", "json").out)["candidatures"]
    assert [(one["auteur"], one["sujet"]) for one in held["commits"]] == [
        ("000000 100644", sujet)
    ]  # git strips the first sign


def test_hostile_values_call_nobody_and_lead_nowhere_in_markdown(depot: Repository, segurctl: Segurctl) -> None:
    depot.step("2025-10-01", TETE)
    valeur = "@equipe <b>gras</b> [clic](https://mal.fr) #12 ``` | \\u001b[31m"
    depot.step("2025-10-02", TETE.replace('"Julie"', f'"{valeur}"') + f'\n[preuves."@x`y"]\nlien = "{valeur}"\n')
    out = segurctl("diff", "HEAD~1..HEAD", "--format", "markdown").out
    assert out.splitlines()[4].startswith("### ````@equipe <b>gras</b>")
    for line in out.splitlines()[6:]:
        bare = _without_code(line)
        assert not any(sign in bare for sign in "@<>#[]\x1b"), line


def _without_code(line: str) -> str:
    """A line of Markdown without its code spans, which go from a run of backticks to the next one as long."""
    import re

    return re.sub(r"(?<!`)(`+)(?!`).*?(?<!`)\1(?!`)", "", line)


def test_a_secret_in_an_old_version_is_masked(depot: Repository, segurctl: Segurctl) -> None:
    depot.step("2025-10-01", TETE)
    jeton = "ghp_" + "a1B2" * 9
    depot.step("2025-10-02", TETE.replace('"LGC"\n', f'"LGC"\ndescription = "{jeton}"\n'), f"jeton {jeton}")
    depot.step("2025-10-03", TETE)
    for words in (["log"], ["log", "--format", "json"], ["diff", "HEAD~1", "--format", "markdown"]):
        assert jeton not in segurctl(*words).out


def test_a_long_list_is_cut_in_markdown_only_and_says_so(depot: Repository, segurctl: Segurctl) -> None:
    depot.step("2025-10-01", TETE)
    depot.step("2025-10-02", TETE + MSS + "".join(f"\n[jalons.j{rang}]\nle = 2026-01-01\n" for rang in range(70)))
    markdown = segurctl("diff", "HEAD~1..HEAD", "--format", "markdown").out
    assert "`MSS/CDA.12.01.01`, et 2 autres)" in markdown
    assert "- … et 21 autres : `segurctl diff` les donne tous.\n" in markdown
    assert "MSS/CDA.14.01.01" in segurctl("diff", "HEAD~1..HEAD").out
