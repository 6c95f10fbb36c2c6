"""`rem` and `proof` as real commands: what they read, what they write, what they refuse and leave as it was."""

import csv
import difflib
import hashlib
import io
import json
import shlex
import shutil
from pathlib import Path

import jsonschema
import pytest

from rem_builders import CHEMIN, exigence, poser, rem
from rem_classeurs import classeur
from support import MINIMAL, contents, run

TODAY = ("--today", "2026-01-20")
EXEMPLE = Path(__file__).parents[2] / "examples" / "preuves"
SCHEMAS = Path(__file__).parents[2] / "docs" / "schemas"
ENTETE = ["ID", "Chapitre", "Exigence", "Profil", "N° scénario", "Scénario de conformité", "N° preuve", "Preuve"]
LIGNES = [
    [
        "SC.MSS/CONF.01",
        "Gestion de la MSSanté",
        "<p>Envoyer</p>",
        "",
        "SC.MSS/CONF.01.01",
        "montrer",
        "SC.MSS/CONF.01.01.01",
        "numéro",
    ],
    [
        "SC.MSS/CONF.02",
        "Gestion de la MSSanté",
        "<p>Recevoir</p>",
        "",
        "SC.MSS/CONF.02.01",
        "montrer",
        "SC.MSS/CONF.02.01.01",
        "numéro",
    ],
    [
        "INS/va1.53",
        "Gestion de l'INS",
        "<p>Afficher</p>",
        "",
        "INS/va1.53.01",
        "montrer",
        "INS/va1.53.01.01",
        "capture",
    ],
]


@pytest.fixture
def depot(tmp_path: Path) -> Path:
    """A repository with a candidature and a workbook."""
    (tmp_path / ".git").mkdir()
    (tmp_path / "candidature.toml").write_text(MINIMAL, encoding="utf-8")
    (tmp_path / "REM.xlsx").write_bytes(classeur([ENTETE, *LIGNES]))
    return tmp_path


def texte(depot: Path) -> str:
    return (depot / "candidature.toml").read_text(encoding="utf-8")


# rem import


def test_the_workbook_of_the_example_gives_the_snapshot_of_the_example(depot: Path) -> None:
    exemple = (EXEMPLE / "candidature.toml").read_text(encoding="utf-8")
    (depot / "candidature.toml").write_text(exemple, encoding="utf-8")
    run("rem", "import", EXEMPLE / "REM-EXEMPLE-Va2.xlsx", *TODAY, cwd=depot)
    assert (depot / CHEMIN).read_bytes() == (EXEMPLE / CHEMIN).read_bytes()
    assert texte(depot) == exemple


def test_an_import_says_what_it_read_and_lays_out_the_chapters(depot: Path) -> None:
    ended = run("rem", "import", "REM.xlsx", *TODAY, cwd=depot)
    assert (ended.code, ended.err) == (0, "")
    assert "3 exigences, 3 scénarios, 3 preuves attendues" in ended.out
    assert '[rem]\nfichier = "referentiels/lgc-va2.json"\n' in texte(depot)
    assert '[chapitres.ins]\nstatut = "a-faire"\n\n[chapitres.mssante]\nstatut = "a-faire"\n' in texte(depot)


def test_importing_again_changes_nothing(depot: Path) -> None:
    run("rem", "import", "REM.xlsx", *TODAY, cwd=depot)
    before = (texte(depot), (depot / CHEMIN).read_bytes(), (depot / CHEMIN).stat().st_mtime_ns)
    ended = run("rem", "import", "REM.xlsx", *TODAY, cwd=depot)
    assert "Aucune exigence ne change depuis le relevé d'avant." in ended.out
    assert (texte(depot), (depot / CHEMIN).read_bytes(), (depot / CHEMIN).stat().st_mtime_ns) == before


def test_a_dry_run_tells_all_and_writes_nothing(depot: Path) -> None:
    before = contents(depot)
    ended = run("rem", "import", "REM.xlsx", "--dry-run", *TODAY, cwd=depot)
    assert "3 exigences" in ended.out
    assert "+[chapitres.ins]" in ended.out
    assert contents(depot) == before
    assert not (depot / "referentiels").exists()


def test_an_import_as_json_says_the_same(depot: Path) -> None:
    document = json.loads(run("rem", "import", "REM.xlsx", "--format", "json", *TODAY, cwd=depot).out)
    assert document["version"] == 1
    assert (document["exigences"], document["scenarios"], document["preuves"]) == (3, 3, 3)
    assert document["source"]["sha256"] == hashlib.sha256((depot / "REM.xlsx").read_bytes()).hexdigest()
    assert [one["cle"] for one in document["chapitres"]] == ["mssante", "ins"]


def test_a_proof_typed_by_hand_remembers_the_text_that_it_answered_to(depot: Path) -> None:
    run("rem", "import", "REM.xlsx", *TODAY, cwd=depot)
    (depot / "candidature.toml").write_text(
        f'{texte(depot)}\n[preuves."MSS/CONF.01"]\nnumero = "4217"\n', encoding="utf-8"
    )
    autre = [[*LIGNES[0][:2], "<p>Envoyer deux fois</p>", *LIGNES[0][3:]], *LIGNES[1:]]
    (depot / "REM.xlsx").write_bytes(classeur([ENTETE, *autre]))
    ended = run("rem", "import", "REM.xlsx", *TODAY, cwd=depot)
    assert "1 preuve à revoir" in ended.out
    assert "REM006 exigence modifiée depuis le dépôt de MSS/CONF.01" in ended.out
    [constat] = json.loads(run("check", "--select", "REM006", "--format", "json", *TODAY, cwd=depot).out)["constats"]
    assert constat["champ"] == 'preuves."MSS/CONF.01".exigence'


def test_the_command_that_confirms_a_proof_settles_the_finding(depot: Path) -> None:
    poser(depot, rem(exigence("SC.MSS/CONF.01")))
    preuve = '[preuves."SC.MSS/CONF.01.01.01"]\nnumero = "4217"\nexigence = "00000000"\n'
    (depot / "candidature.toml").write_text(f'{MINIMAL}\n[rem]\nfichier = "{CHEMIN}"\n\n{preuve}', encoding="utf-8")
    out = run("check", "--select", "REM006", *TODAY, cwd=depot).out
    commande = next(line for line in out.splitlines() if "→ segurctl set" in line).partition("→ ")[2]
    assert run(*shlex.split(commande)[1:], *TODAY, cwd=depot).code == 0
    assert run("check", "--select", "REM006", *TODAY, cwd=depot).code == 0


@pytest.mark.parametrize(
    ("nom", "data", "message"),
    [
        ("absent.xlsx", None, "lecture impossible : le fichier ou le dossier n'existe pas"),
        (".", None, "lecture impossible"),
        ("a.xlsx", b"bonjour", "ce n'est pas un classeur"),
        ("a.xlsx", b"", "le fichier est vide"),
        ("a.json", b'{"format": 1}', "c'est un relevé, pas un classeur"),
    ],
)
def test_what_is_no_workbook_is_refused_on_one_line_and_nothing_is_written(
    depot: Path, nom: str, data: bytes | None, message: str
) -> None:
    if data is not None:
        (depot / nom).write_bytes(data)
    before = contents(depot)
    ended = run("rem", "import", nom, *TODAY, cwd=depot)
    assert (ended.code, ended.out) == (2, "")
    assert ended.err.startswith(f"{nom}: ")
    assert message in ended.err
    assert ended.err.count("\n") == 1
    assert contents(depot) == before


@pytest.mark.parametrize(
    ("fichier", "message"),
    [
        ("../ailleurs.json", "est hors du dépôt : rien n'y est écrit"),
        ("/ailleurs.json", "est hors du dépôt : rien n'y est écrit"),
        ("candidature.toml", "n'est pas un nom de relevé"),
        ("package.json", "existe et n'est pas remplacé"),
        ("lien.json", "est hors du dépôt : rien n'y est écrit"),
    ],
)
def test_a_file_of_a_stranger_cannot_make_an_import_write_elsewhere(
    depot: Path, tmp_path_factory: pytest.TempPathFactory, fichier: str, message: str
) -> None:
    ailleurs = tmp_path_factory.mktemp("ailleurs")
    (depot / "package.json").write_text('{"name": "a"}', encoding="utf-8")
    (depot / "lien.json").symlink_to(ailleurs / "x.json")
    (depot / "candidature.toml").write_text(f'{MINIMAL}\n[rem]\nfichier = "{fichier}"\n', encoding="utf-8")
    before = contents(depot)
    ended = run("rem", "import", "REM.xlsx", *TODAY, cwd=depot)
    assert ended.code == 2
    assert message in ended.err
    assert contents(depot) == before
    assert list(ailleurs.iterdir()) == []


def test_the_snapshot_of_a_stranger_is_a_finding_and_not_a_crash(depot: Path) -> None:
    (depot / "r.json").write_text("[" * 100_000, encoding="utf-8")
    (depot / "candidature.toml").write_text(f'{MINIMAL}\n[rem]\nfichier = "r.json"\n', encoding="utf-8")
    ended = run("check", *TODAY, cwd=depot)
    assert ended.code == 1
    assert "REM001 ce n'est pas un relevé de la REM : le JSON est illisible" in ended.out
    assert run("status", *TODAY, cwd=depot).code == 0
    assert run("rem", "list", *TODAY, cwd=depot).code == 2


def test_texts_of_a_workbook_never_command_a_terminal(depot: Path) -> None:
    hostile = exigence("SC.MSS/CONF.01", texte="\x1b[31mrouge\u202eesrever [bold]gras[/bold]")
    poser(depot, rem(hostile))
    (depot / "candidature.toml").write_text(f'{MINIMAL}\n[rem]\nfichier = "{CHEMIN}"\n', encoding="utf-8")
    ended = run("rem", "show", "SC.MSS/CONF.01", *TODAY, cwd=depot)
    assert ended.code == 0
    assert "\x1b" not in ended.out
    assert "\u202e" not in ended.out
    assert "[bold]gras[/bold]" in ended.out


# rem list, show, diff


@pytest.fixture
def exemple(tmp_path: Path) -> Path:
    """The example of the proofs, in a repository of its own."""
    shutil.copytree(EXEMPLE, tmp_path / "produit")
    (tmp_path / "produit" / ".git").mkdir()
    return tmp_path / "produit"


def liste(exemple: Path, *options: str) -> list[str]:
    ended = run("rem", "list", *options, "--format", "json", "--today", "2026-02-16", cwd=exemple)
    assert ended.code == 0, ended.err
    return [one["id"] for one in json.loads(ended.out)["exigences"]]


@pytest.mark.parametrize(
    ("options", "ids"),
    [
        (["--chapitre", "ins"], ["INS/va1.53"]),
        (["--sans-preuve", "--chapitre", "mss"], ["SC.MSS/CONF.01", "MSS/CDA.01"]),
        (["--statut", "a-modifier"], ["SC.CDA/INT.17"]),
        (["--statut", "sans-objet"], ["SC.MSS/UX.25"]),
        (["--statut", "hors-profil"], ["LGC.MDV.06"]),
        (["--profil", "centres de sante"], ["LGC.MDV.06"]),
        (["--statut", "incomplete"], ["SC.MSS/CONF.01"]),
    ],
)
def test_exigences_are_listed_by_what_is_asked_of_them(exemple: Path, options: list[str], ids: list[str]) -> None:
    assert liste(exemple, *options) == ids


def test_only_what_counts_is_listed_unless_all_is_asked(exemple: Path) -> None:
    assert (len(liste(exemple)), len(liste(exemple, "--tout"))) == (17, 19)


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["list", "--chapitre", "msss"], "chapitre inconnu « msss » (vouliez-vous dire « mss » ?)"),
        (["list", "--statut", "nues"], "statut inconnu « nues » (vouliez-vous dire « nue » ?)"),
        (["list", "--profil", "X"], "profil inconnu « X » (profils : Général, Centres de santé)"),
        (["show", "SC.MSS/CONF.99"], "« SC.MSS/CONF.99 » n'est pas dans la REM (vouliez-vous dire "),
        (["diff", "a", "b", "c"], "rem diff compare deux REM, pas plus"),
    ],
)
def test_what_the_rem_does_not_have_is_refused_with_the_nearest(exemple: Path, words: list[str], message: str) -> None:
    ended = run("rem", *words, *TODAY, cwd=exemple)
    assert (ended.code, ended.out) == (2, "")
    assert message in ended.err


def test_a_list_of_the_rem_without_a_rem_says_how_to_have_one(depot: Path) -> None:
    ended = run("rem", "list", *TODAY, cwd=depot)
    assert ended.code == 2
    assert ended.err == (
        "segurctl: aucun relevé de la REM n'est lu (pour en faire un : segurctl rem import CLASSEUR.xlsx)\n"
    )


def test_a_new_workbook_is_compared_before_it_is_imported(exemple: Path) -> None:
    nouveau = rem(exigence("SC.MSS/CONF.16", texte="un autre texte"))
    path = poser(exemple, nouveau, "nouveau.json")
    document = json.loads(run("rem", "diff", path, "--format", "json", *TODAY, cwd=exemple).out)
    assert [one["id"] for one in document["modifiees"]] == ["SC.MSS/CONF.16"]
    assert len(document["retirees"]) == 18
    assert {one["id"]: one["exigence"] for one in document["preuves"]}["SC.MSS/CONF.16.01.01"] == "SC.MSS/CONF.16"


def test_two_workbooks_are_compared_without_any_candidature(tmp_path: Path) -> None:
    (tmp_path / "a.xlsx").write_bytes(classeur([ENTETE, *LIGNES]))
    (tmp_path / "b.xlsx").write_bytes(classeur([ENTETE, *LIGNES[:2]]))
    ended = run("rem", "diff", "a.xlsx", "b.xlsx", cwd=tmp_path)
    assert (ended.code, ended.err) == (0, "")
    assert "1 exigence retirée\n  - INS/va1.53" in ended.out


# proof


def test_a_file_is_recorded_by_its_path_from_the_candidature_and_its_print(exemple: Path) -> None:
    (exemple / "preuves" / "cda.mp4").write_bytes(b"video")
    ended = run(
        "proof",
        "add",
        "MSS/CDA.01",
        "--fichier",
        "cda.mp4",
        "-c",
        "../candidature.toml",
        *TODAY,
        cwd=exemple / "preuves",
    )
    assert ended.code == 0, ended.err
    empreinte = hashlib.sha256(b"video").hexdigest()
    assert '[preuves."MSS/CDA.01.01.01"]\nfichier = "preuves/cda.mp4"\n' in texte(exemple)
    assert f'sha256 = "{empreinte}"' in texte(exemple)


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ([], "il manque la preuve"),
        (["--lien", "https://a.fr", "--numero", "1"], "plusieurs preuves à la fois"),
        (["--lien", " "], "--lien est vide"),
        (["--fichier", "preuves/absent.pdf"], "« preuves/absent.pdf » : le fichier ou le dossier n'existe pas"),
        (["--fichier", "preuves"], "« preuves » n'est pas un fichier"),
        (["--fichier", "/etc/passwd"], "« /etc/passwd » est hors du dépôt"),
        (["--fichier", "https://a.fr/x.pdf"], "un lien n'est pas un fichier"),
        (["--numero", "1", "--le", "hier"], "--le « hier » n'est pas une date"),
        (["--numero", "1", "--le", "2026-01-01", "--a-deposer"], "--a-deposer et --le se contredisent"),
        (["--numero", "a\x1bb"], "caractère de commande U+001B"),
    ],
)
def test_what_is_no_proof_is_refused_and_nothing_is_written(exemple: Path, options: list[str], message: str) -> None:
    before = contents(exemple)
    ended = run("proof", "add", "MSS/CDA.01", *options, *TODAY, cwd=exemple)
    assert ended.code == 2
    assert message in ended.err
    assert ended.err.count("\n") == 1
    assert contents(exemple) == before


def test_a_link_of_gazelle_is_recognised_and_one_that_is_no_proof_is_told(exemple: Path) -> None:
    gazelle = "https://interop.referencement.esante.gouv.fr"
    ended = run(
        "proof", "add", "MSS/CDA.01", "--lien", f"{gazelle}/gazelle/testInstance.seam?id=12", *TODAY, cwd=exemple
    )
    assert "Reconnu : lien permanent de Gazelle, test 12 (référencement)" in ended.out
    ended = run("proof", "add", "MSS/CDA.01", "--lien", f"{gazelle}/evs/home.seam", *TODAY, cwd=exemple)
    assert "Reconnu" not in ended.out
    assert "GAZ002 le lien de MSS/CDA.01.01.01 mène à home.seam, qui ne montre aucun résultat" in ended.out


def test_several_slots_share_a_link_and_each_keeps_its_own_proof(exemple: Path) -> None:
    run("proof", "add", "SC.SSI/GEN.01", "SC.SSI/IAM.91", "--lien", "https://www.exemple.fr/1", *TODAY, cwd=exemple)
    assert texte(exemple).count('lien = "https://www.exemple.fr/1"') == 2


def test_proofs_are_kept_sorted_and_every_other_line_as_it_was(exemple: Path) -> None:
    before = texte(exemple).splitlines()
    run("proof", "add", "SC.MSS/CONF.01.01.02", "--numero", "4220", *TODAY, cwd=exemple)
    after = texte(exemple).splitlines()
    ids = [line for line in after if line.startswith("[preuves.")]
    assert ids == sorted(ids)
    assert not [line for line in difflib.ndiff(before, after) if line.startswith("- ")]


def test_a_proof_is_removed_with_its_table_and_no_other_line(exemple: Path) -> None:
    before = texte(exemple)
    assert run("proof", "remove", "INS/va1.53", *TODAY, cwd=exemple).code == 0
    start = before.index('[preuves."INS/va1.53.01.01"]')
    assert texte(exemple) == before[:start] + before[before.index('[preuves."MSS/va1.01.01.01"]') :]


def test_the_sheet_goes_out_and_comes_back(exemple: Path) -> None:
    before = texte(exemple)
    assert run("proof", "export", "-o", "preuves.csv", *TODAY, cwd=exemple).code == 0
    rows = list(csv.reader(io.StringIO((exemple / "preuves.csv").read_text(encoding="utf-8-sig")), delimiter=";"))
    assert len(rows) == 1 + 18
    ended = run("proof", "import", "preuves.csv", *TODAY, cwd=exemple)
    assert ended.code == 0
    assert "12 déjà dans le fichier" in ended.out
    assert texte(exemple) == before


def test_a_sheet_of_which_a_row_is_left_out_ends_with_1_and_the_others_are_taken(exemple: Path) -> None:
    (exemple / "p.csv").write_text("ID;Numéro\nMSS/CDA.01;4220\nMSS/CDA.99;1\n", encoding="utf-8")
    ended = run("proof", "import", "p.csv", *TODAY, cwd=exemple)
    assert ended.code == 1
    assert "1 preuve reprise" in ended.out
    assert "  ligne 3 : « MSS/CDA.99 » n'est pas dans la REM" in ended.out
    assert '[preuves."MSS/CDA.01.01.01"]\nnumero = "4220"\n' in texte(exemple)


def test_a_sheet_cannot_bring_a_file_from_outside_the_repository(exemple: Path) -> None:
    (exemple / "p.csv").write_text("ID;Fichier\nMSS/CDA.01;/etc/passwd\n", encoding="utf-8")
    before = texte(exemple)
    ended = run("proof", "import", "p.csv", *TODAY, cwd=exemple)
    assert ended.code == 1
    assert "« /etc/passwd » est hors du dépôt" in ended.out
    assert texte(exemple) == before


@pytest.mark.parametrize("words", [["rem"], ["proof"]])
def test_a_group_alone_shows_what_it_has(depot: Path, words: list[str]) -> None:
    ended = run(*words, cwd=depot)
    assert ended.code == 2
    assert ended.err.startswith(f"Utilisation : segurctl {words[0]} [OPTIONS] COMMANDE")


def test_a_mistyped_command_of_a_group_names_the_nearest(depot: Path) -> None:
    ended = run("rem", "improt", cwd=depot)
    assert ended.code == 2
    assert "« improt » n'est pas une commande ; vouliez-vous dire « import » ?" in ended.err
    assert "Aide : segurctl rem --help" in ended.err


# JSON documents


@pytest.mark.parametrize(
    ("schema", "words"),
    [
        ("rem-list", ["rem", "list", "--tout"]),
        ("rem-show", ["rem", "show", "SC.CDA/INT.17"]),
        ("rem-diff", ["rem", "diff", "autre.json"]),
        ("rem-import", ["rem", "import", "REM-EXEMPLE-Va2.xlsx"]),
        ("chapters", ["chapters"]),
        ("proof-list", ["proof", "list"]),
    ],
)
def test_a_document_is_what_its_schema_says_and_the_same_each_time(
    exemple: Path, schema: str, words: list[str]
) -> None:
    poser(exemple, rem(exigence("SC.MSS/CONF.16", texte="un autre texte"), exigence("A.01")), "autre.json")
    command = (*words, "--format", "json", "--today", "2026-02-16")
    first, second = (run(*command, cwd=exemple, env={"PYTHONHASHSEED": seed}) for seed in ("1", "2"))
    assert (first.code, first.out) == (0, second.out)
    published = json.loads((SCHEMAS / f"{schema}.schema.json").read_text(encoding="utf-8"))
    jsonschema.validate(json.loads(first.out), published, jsonschema.Draft202012Validator)
