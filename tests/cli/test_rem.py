"""`rem` and `proof` as real commands: what they read, what they write, what they refuse and leave as it was."""

import csv
import difflib
import hashlib
import io
import json
import os
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
        ("package.json", "existe et n'est pas un relevé de la REM"),
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
        ([], "il n'y a pas encore de preuve dans MSS/CDA.01.01.01"),
        (["--lien", "https://a.fr", "--numero", "1"], "plusieurs preuves à la fois"),
        (["--lien", " "], "lien «  » ne dit rien"),
        (["--fichier", "preuves/absent.pdf"], "« preuves/absent.pdf » : le fichier n'existe pas"),
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


# What a stranger's pull request tries


def test_a_command_to_paste_holds_whatever_a_key_holds(depot: Path) -> None:
    path = depot / "c" / "x $(touch pwned) y.toml"
    path.parent.mkdir()
    (path.parent / "a.pdf").write_bytes(b"")
    preuve = """[preuves."a' && $(touch pwned) '"]\nfichier = "a.pdf"\n"""
    path.write_text(f'{MINIMAL}\n{preuve}sha256 = "{"0" * 64}"\n', encoding="utf-8")
    out = run("check", path, *TODAY, cwd=depot).out
    [commande] = [line.partition("→ ")[2] for line in out.splitlines() if "→ segurctl proof add" in line]
    assert shlex.split(commande) == ["segurctl", "proof", "add", "a' && $(touch pwned) '", "-c", str(path)]


def test_a_snapshot_is_read_where_it_was_judged(depot: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    ailleurs = tmp_path_factory.mktemp("ailleurs")
    poser(ailleurs, rem(exigence("SECRET.01", texte="un texte d'ailleurs")), "r.json")
    (ailleurs / "sub").mkdir()
    (depot / "d").symlink_to(ailleurs / "sub")
    poser(depot, rem(exigence("SC.MSS/CONF.01")), "r.json")
    (depot / "candidature.toml").write_text(f'{MINIMAL}\n[rem]\nfichier = "d/../r.json"\n', encoding="utf-8")
    assert "SECRET.01" not in run("rem", "list", *TODAY, cwd=depot).out
    assert "SC.MSS/CONF.01" in run("rem", "list", *TODAY, cwd=depot).out


def test_an_import_that_fails_leaves_the_older_snapshot_and_what_it_says(depot: Path) -> None:
    run("rem", "import", "REM.xlsx", *TODAY, cwd=depot)
    (depot / "candidature.toml").write_text(
        f'{texte(depot)}\n[preuves."MSS/CONF.01"]\nnumero = "4217"\n', encoding="utf-8"
    )
    (depot / "REM.xlsx").write_bytes(classeur([ENTETE, [*LIGNES[0][:2], "<p>Autre</p>", *LIGNES[0][3:]], *LIGNES[1:]]))
    before = (depot / CHEMIN).read_bytes()
    (depot / "candidature.toml").chmod(0o444)
    assert run("rem", "import", "REM.xlsx", *TODAY, cwd=depot).code == 2
    assert (depot / CHEMIN).read_bytes() == before
    (depot / "candidature.toml").chmod(0o644)
    assert "REM006" in run("rem", "import", "REM.xlsx", *TODAY, cwd=depot).out


@pytest.mark.parametrize("fichier", [".git/hooks/x.json", ".github/x.json", "https://x.fr/r.json", "pointe.json"])
def test_an_import_makes_no_file_where_others_act_on_them(depot: Path, fichier: str) -> None:
    (depot / "pointe.json").symlink_to(depot / ".github" / "workflows.json")
    (depot / "candidature.toml").write_text(f'{MINIMAL}\n[rem]\nfichier = "{fichier}"\n', encoding="utf-8")
    ended = run("rem", "import", "REM.xlsx", *TODAY, cwd=depot)
    assert ended.code == 2
    assert not (depot / ".github").exists()
    assert list((depot / ".git").iterdir()) == []
    assert not (depot / "https:").exists()


def test_a_snapshot_that_a_merge_went_through_is_made_again(depot: Path) -> None:
    run("rem", "import", "REM.xlsx", *TODAY, cwd=depot)
    whole = (depot / CHEMIN).read_text(encoding="utf-8")
    (depot / CHEMIN).write_text(f"<<<<<<< HEAD\n{whole}=======\n", encoding="utf-8")
    assert "REM001" in run("check", *TODAY, cwd=depot).out
    assert run("rem", "import", "REM.xlsx", *TODAY, cwd=depot).code == 0
    assert (depot / CHEMIN).read_text(encoding="utf-8") == whole


def test_without_its_snapshot_the_file_is_not_written_blindly(exemple: Path) -> None:
    (exemple / CHEMIN).unlink()
    before = texte(exemple)
    ended = run("proof", "add", "SC.N.IMPORTE.01", "--numero", "1", *TODAY, cwd=exemple)
    assert ended.code == 2
    assert f"le relevé de la REM n'est pas là : « {CHEMIN} »" in ended.err
    assert texte(exemple) == before
    assert "n'est pas là" in run("chapters", *TODAY, cwd=exemple).out
    assert "n'est pas là" in run("status", *TODAY, cwd=exemple).out
    assert "REM001" in run("check", *TODAY, cwd=exemple).out


def test_a_sheet_reads_no_file_outside_the_repository_not_even_for_its_print(
    exemple: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    secret = tmp_path_factory.mktemp("ailleurs") / "secret"
    secret.write_text("secret", encoding="utf-8")
    (exemple / "p.csv").write_text(f"ID;Emplacement\nMSS/CDA.01;{secret}\n", encoding="utf-8")
    assert run("proof", "import", "p.csv", *TODAY, cwd=exemple).code == 0
    assert hashlib.sha256(b"secret").hexdigest() not in texte(exemple)
    run("proof", "add", "MSS/CDA.01", "--emplacement", secret, *TODAY, cwd=exemple)  # a person typed it
    assert hashlib.sha256(b"secret").hexdigest() in texte(exemple)


def test_a_place_may_be_any_words(exemple: Path) -> None:
    long = "Classeur papier de la direction technique, armoire du deuxième étage, " * 5
    assert run("proof", "add", "MSS/CDA.01", "--emplacement", long, *TODAY, cwd=exemple).code == 0


def test_a_quote_that_is_not_closed_loses_no_row_in_silence(exemple: Path) -> None:
    (exemple / "p.csv").write_text('ID;Numéro;Remarque\nMSS/CDA.01;1;"oops\nSC.SSI/GEN.01;2;\n', encoding="utf-8")
    before = texte(exemple)
    ended = run("proof", "import", "p.csv", *TODAY, cwd=exemple)
    assert ended.code == 2
    assert "ce n'est pas un tableau CSV" in ended.err
    assert texte(exemple) == before


def test_what_an_export_masks_is_not_taken_for_the_value(exemple: Path) -> None:
    cache = "https://bob:hunter2pass@exemple.fr/x"
    path = exemple / "candidature.toml"
    path.write_text(f'{texte(exemple)}\n[preuves."MSS/CDA.01.01.01"]\nlien = "{cache}"\n', encoding="utf-8")
    before = texte(exemple)
    run("proof", "export", "-o", "p.csv", *TODAY, cwd=exemple)
    rows = list(csv.reader(io.StringIO((exemple / "p.csv").read_text(encoding="utf-8-sig")), delimiter=";"))
    assert {len(row) for row in rows} == {13}
    assert "hunter2pass" not in (exemple / "p.csv").read_text(encoding="utf-8-sig")
    ended = run("proof", "import", "p.csv", *TODAY, cwd=exemple)
    assert "un secret y est masqué" in ended.out
    assert texte(exemple) == before


def test_a_secret_over_two_lines_of_a_rem_is_masked(depot: Path) -> None:
    poser(depot, rem(exigence("SC.MSS/CONF.01", texte="client_secret =\nAbc123Def456Ghi789")))
    (depot / "candidature.toml").write_text(f'{MINIMAL}\n[rem]\nfichier = "{CHEMIN}"\n', encoding="utf-8")
    assert "Abc123Def456Ghi789" not in run("rem", "show", "SC.MSS/CONF.01", *TODAY, cwd=depot).out


def test_an_etape_is_marked_whatever_a_proof_is_called(depot: Path) -> None:
    path = depot / "candidature.toml"
    path.write_text(f'{MINIMAL}\n[preuves."psc.datapass"]\nnumero = "1"\n', encoding="utf-8")
    assert run("mark", "psc.datapass", "soumis", *TODAY, cwd=depot).code == 0
    assert '[etapes.psc.datapass]\nstatut = "soumis"' in texte(depot)


def test_a_workbook_whose_name_is_no_text_is_read(depot: Path) -> None:
    odd = depot / os.fsdecode(b"\xff.xlsx")
    odd.write_bytes((depot / "REM.xlsx").read_bytes())
    assert run("rem", "import", odd, *TODAY, cwd=depot).code == 0


# What is ready, and deposited later


def test_a_proof_that_is_ready_is_deposited_by_its_id_alone(exemple: Path) -> None:
    before = texte(exemple)
    assert "à déposer : MSS/va1.01.01.01" in run("chapters", *TODAY, cwd=exemple).out
    assert run("proof", "add", "MSS/va1.01", "--le", "2026-01-19", *TODAY, cwd=exemple).code == 0
    ajoute = [line[2:] for line in difflib.ndiff(before.splitlines(), texte(exemple).splitlines()) if line[0] in "+-"]
    assert ajoute == ["deposee_le = 2026-01-19"]


def test_a_file_that_was_mended_is_deposited_again_with_its_new_print(exemple: Path) -> None:
    (exemple / "preuves" / "psc-02.pdf").write_bytes(b"mended")
    assert "PRV003" in run("check", *TODAY, cwd=exemple).out
    assert run("proof", "add", "SC.PSC.02", *TODAY, cwd=exemple).code == 0
    assert hashlib.sha256(b"mended").hexdigest() in texte(exemple)


def test_a_chapter_submitted_with_what_is_only_ready_is_told(exemple: Path) -> None:
    out = run("mark", "chapitres.mss", "soumis", "--today", "2026-02-16", cwd=exemple).out
    assert "PRV014 le chapitre mss est soumis avec 1 preuve qui n'a pas de jour de dépôt : MSS/va1.01.01.01" in out


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["--lien", "…"], "lien « … » ne dit rien"),
        (["--lien", "C:\\docs\\a.pdf"], "n'est pas un lien (un lien commence par https:// ; sinon --fichier)"),
        (["--numero", "1", "--chapitre", "mss"], "la REM dit le chapitre de chaque preuve"),
    ],
)
def test_what_says_nothing_is_no_proof(exemple: Path, words: list[str], message: str) -> None:
    ended = run("proof", "add", "MSS/CDA.01", *words, *TODAY, cwd=exemple)
    assert ended.code == 2
    assert message in ended.err


def test_without_a_rem_a_proof_is_put_in_its_chapter(depot: Path) -> None:
    path = depot / "candidature.toml"
    path.write_text(f'{MINIMAL}\n[chapitres.mss]\nstatut = "en-cours"\n', encoding="utf-8")
    assert run("proof", "add", "A.01", "--numero", "1", "--chapitre", "mss", *TODAY, cwd=depot).code == 0
    assert 'chapitre = "mss"' in texte(depot)
    assert (
        "chapitre inconnu « ms »"
        in run("proof", "add", "A.02", "--numero", "1", "--chapitre", "ms", *TODAY, cwd=depot).err
    )


def test_the_slots_of_an_exigence_are_named_to_who_sends_it_back(exemple: Path) -> None:
    ended = run("mark", "SC.SSI/GEN.01", "a-modifier", *TODAY, cwd=exemple)
    assert ended.code == 2
    assert "les emplacements de la REM : SC.SSI/GEN.01.01.01" in ended.err


def test_each_product_of_a_folder_has_a_snapshot_of_its_own(depot: Path) -> None:
    (depot / "candidature.toml").unlink()
    (depot / "candidatures").mkdir()
    for nom in ("julie", "autre"):
        (depot / "candidatures" / f"{nom}.toml").write_text(MINIMAL, encoding="utf-8")
        assert run("rem", "import", "REM.xlsx", "-c", f"candidatures/{nom}.toml", *TODAY, cwd=depot).code == 0
    found = sorted(path.name for path in (depot / "candidatures" / "referentiels").iterdir())
    assert found == ["autre-lgc-va2.json", "julie-lgc-va2.json"]


def test_a_table_without_an_exigence_does_not_empty_the_snapshot(depot: Path) -> None:
    run("rem", "import", "REM.xlsx", *TODAY, cwd=depot)
    before = (depot / CHEMIN).read_bytes()
    (depot / "REM.xlsx").write_bytes(
        classeur({"Mode d'emploi": [["ID", "Exigence"]], "REM": [["N°", "Libellé court"]]})
    )
    ended = run("rem", "import", "REM.xlsx", *TODAY, cwd=depot)
    assert ended.code == 2
    assert "« Mode d'emploi » n'a aucune exigence sous ses en-têtes, ligne 1" in ended.err
    assert (depot / CHEMIN).read_bytes() == before


# What cannot be read or written says where


@pytest.mark.parametrize(
    "words", [["rem", "list"], ["rem", "show", "SC.PSC.01"], ["proof", "add", "SC.SSI/GEN.01", "--numero", "1"]]
)
def test_a_snapshot_that_cannot_be_read_is_named(exemple: Path, words: list[str]) -> None:
    (exemple / "referentiels" / "lgc-va2.json").write_text("{", encoding="utf-8")
    before = texte(exemple)
    ended = run(*words, *TODAY, cwd=exemple)
    assert ended.code == 2
    assert ended.err.startswith("referentiels/lgc-va2.json: ce n'est pas un relevé de la REM : le JSON est illisible (")
    assert ended.err.count("\n") == 1
    assert texte(exemple) == before


def test_a_folder_is_no_file_to_export_to(exemple: Path) -> None:
    ended = run("proof", "export", "--output", ".", *TODAY, cwd=exemple)
    assert (ended.code, ended.err) == (2, ".: c'est un dossier : donnez un nom de fichier (comme preuves.csv)\n")


def test_a_diff_takes_a_workbook_or_a_snapshot(exemple: Path) -> None:
    ended = run("rem", "diff", "absent", "referentiels/lgc-va2.json", *TODAY, cwd=exemple)
    assert ended.code == 2
    assert "(donnez le classeur .xlsx, ou un relevé)" in ended.err
