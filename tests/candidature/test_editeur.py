"""`editeur.toml`: where it is looked for, what may be in it, and what it gives to the candidatures beside it."""

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pytest

from segurctl.candidature.discover import EDITEUR, company_of, find_all
from segurctl.candidature.editeur import Double, EditeurIllisible, belongs, read_editeur
from segurctl.candidature.read import CandidatureFile, read_candidature
from segurctl.errors import SegurctlError
from segurctl.parcours.load import load_parcours
from support import HEAD, PRODUIT

COMPANY = HEAD + '\n[editeur]\nsiren = "732829320"\nnie = "EDI347461"\n'
DONE = '\n[etapes.isc.mandataire]\nstatut = "valide"\ndepuis = 2025-09-16\n'
Write = Callable[[str, str], Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """A function that writes a file of a repository."""
    (tmp_path / ".git").mkdir()

    def file(name: str, text: str) -> Path:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return path

    return file


def lu(path: Path) -> CandidatureFile:
    return read_candidature(path, load_parcours())


# --- where it is ---


@pytest.mark.parametrize(
    "candidature",
    ["candidature.toml", "candidatures/julie.toml", "equipes/a/candidature.toml", "a/b/c.candidature.toml"],
)
def test_it_is_read_under_every_candidature_of_its_folder_and_below(write: Write, candidature: str) -> None:
    write(EDITEUR, COMPANY)
    assert lu(write(candidature, HEAD + PRODUIT)).candidature.editeur.nie == "EDI347461"


def test_the_nearest_one_is_the_company_s(write: Write) -> None:
    write(EDITEUR, COMPANY)
    write("filiale/editeur.toml", COMPANY.replace("347461", "000001"))
    assert lu(write("filiale/julie/candidature.toml", HEAD + PRODUIT)).candidature.editeur.nie == "EDI000001"
    assert lu(write("julie/candidature.toml", HEAD + PRODUIT)).candidature.editeur.nie == "EDI347461"


def test_one_above_the_repository_belongs_to_others(write: Write, tmp_path: Path) -> None:
    write(EDITEUR, COMPANY)
    (tmp_path / "autre" / ".git").mkdir(parents=True)
    assert company_of(write("autre/candidature.toml", HEAD + PRODUIT)) is None


def test_outside_a_repository_it_stands_beside_the_candidature_or_above_its_folder_of_candidatures(
    tmp_path: Path,
) -> None:
    (tmp_path / EDITEUR).write_text(COMPANY, encoding="utf-8")
    assert company_of(tmp_path / "candidature.toml") == tmp_path / EDITEUR
    assert company_of(tmp_path / "candidatures" / "julie.toml") == tmp_path / EDITEUR
    assert company_of(tmp_path / "produit" / "candidature.toml") is None


def test_it_is_named_as_one_would_from_here(write: Write, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(EDITEUR, COMPANY)
    write("candidatures/julie.toml", HEAD + PRODUIT)
    monkeypatch.chdir(tmp_path / "candidatures")
    assert company_of(Path("julie.toml")) == Path("../editeur.toml")


def test_it_is_no_candidature(write: Write, tmp_path: Path) -> None:
    julie = write("candidatures/julie.toml", HEAD + PRODUIT)
    write("candidatures/editeur.toml", COMPANY)
    assert find_all([tmp_path], tmp_path) == [julie]
    with pytest.raises(SegurctlError, match="pas une candidature"):
        lu(tmp_path / "candidatures" / EDITEUR)


# --- what it gives ---


def test_what_a_candidature_writes_comes_first_champ_by_champ(write: Write) -> None:
    write(EDITEUR, COMPANY)
    file = lu(write("candidature.toml", HEAD + '\n[editeur]\nnie = "EDI000009"\n' + PRODUIT))
    assert (file.candidature.editeur.nie, file.candidature.editeur.siren) == ("EDI000009", "732829320")
    assert file.partage
    assert file.partage.doubles == (Double(("editeur", "nie"), "EDI000009", "EDI347461"),)


def test_an_etape_that_a_candidature_only_leaves_to_do_is_the_company_s(write: Write) -> None:
    write(EDITEUR, COMPANY + DONE)
    file = lu(write("candidature.toml", HEAD + PRODUIT + '\n[etapes.isc.mandataire]\nstatut = "a-faire"\n'))
    assert file.candidature.etapes["isc"]["mandataire"].depuis == dt.date(2025, 9, 16)
    assert file.partage
    assert file.partage.doubles == ()


@pytest.mark.parametrize(
    "dite", ['statut = "en-cours"', 'statut = "a-faire"\nactions.kbis = 2025-09-15', 'note = "vu avec le siège"']
)
def test_an_etape_of_which_a_candidature_says_something_is_its_own_whole(write: Write, dite: str) -> None:
    write(EDITEUR, COMPANY + DONE)
    file = lu(write("candidature.toml", f"{HEAD}{PRODUIT}\n[etapes.isc.mandataire]\n{dite}\n"))
    assert file.candidature.etapes["isc"]["mandataire"].depuis is None
    assert file.partage
    assert [one.path for one in file.partage.doubles] == [("etapes", "isc", "mandataire")]


def test_what_both_write_alike_is_no_contradiction(write: Write) -> None:
    write(EDITEUR, COMPANY + DONE)
    file = lu(write("candidature.toml", COMPANY + PRODUIT + DONE))
    assert file.partage
    assert file.partage.doubles == ()


def test_the_place_of_a_champ_is_where_it_lives(write: Write) -> None:
    write(EDITEUR, COMPANY + DONE)
    file = lu(write("candidature.toml", HEAD + "\n[editeur]\nkbis_du = 2025-09-12\n" + PRODUIT))
    homes = {path: bool(file.home(path)) for path in HOMES}
    assert homes == HOMES


HOMES: dict[tuple[str | int, ...], bool] = {
    ("editeur", "nie"): True,
    ("editeur", "raison_sociale"): True,  # nobody has written it yet: it is the company's all the same
    ("editeur", "kbis_du"): False,
    ("etapes", "isc", "mandataire"): True,
    ("etapes", "isc", "equipe", "statut"): True,
    ("etapes", "psc", "datapass"): False,
    ("produit", "nil"): False,
}


def test_without_a_company_s_file_everything_is_the_candidature_s(write: Write) -> None:
    file = lu(write("candidature.toml", HEAD + PRODUIT))
    assert (file.editeur, file.partage, file.home(("editeur", "nie"))) == (None, None, None)


def test_the_champs_of_the_company_are_those_that_the_catalogue_says() -> None:
    parcours = load_parcours()
    champs = [one for one in parcours.champs.values() if one.chemin not in ("format", "parcours", "edition")]
    for one in (one for one in champs if not one.chemin.startswith("etapes")):
        assert belongs(tuple(one.chemin.split(".")), parcours) == (one.portee == "editeur"), one.chemin


# --- what may be in it ---


@pytest.mark.parametrize(
    ("added", "said"),
    [
        (PRODUIT, "« produit » n'appartient pas à l'entreprise"),
        ('\n[etapes.psc.datapass]\nstatut = "soumis"\n', "« etapes.psc.datapass » n'appartient pas à l'entreprise"),
        ("\n[[acceptations]]\n", "« acceptations » n'appartient pas"),
        ('\n[etapes.isc.mandataires]\nstatut = "soumis"\n', "étape inconnue « isc.mandataires »"),
        ("\n[etapes.isc.mandataire]\nactions.rien = 2025-09-15\n", "action inconnue"),
        ('\n[etapes.isc.mandataire]\nstatut = "fini"\n', "« fini » n'est pas une valeur"),
        ("\n[etapes.isc]\nmandataire = 3\n", "une table"),
        ("\n[editeur]\n", "déjà définie"),
        ('\nnom = "a\\u001bb"\n', "caractère de commande U+001B"),
        ("=", "une ligne commence par une clé"),
    ],
)
def test_what_has_no_place_in_it_is_said_of_it_with_its_line(write: Write, added: str, said: str) -> None:
    path = write(EDITEUR, COMPANY + added)
    write("candidature.toml", HEAD + PRODUIT)
    with pytest.raises(EditeurIllisible) as caught:
        lu(path.with_name("candidature.toml"))
    assert said in str(caught.value)
    assert caught.value.path == path
    assert caught.value.line


def test_a_file_of_another_format_or_edition_is_said_to_be(write: Write) -> None:
    for old, new in (("format = 1", "format = 9"), ('edition = "2025-10"', 'edition = "1999-01"')):
        path = write(EDITEUR, COMPANY.replace(old, new))
        with pytest.raises(EditeurIllisible, match=r"inconnue?|parcours"):
            read_editeur(path, load_parcours())


def test_a_link_out_of_the_repository_is_not_followed(write: Write, tmp_path: Path) -> None:
    outside = tmp_path.parent / f"{tmp_path.name}-dehors.toml"
    outside.write_text(COMPANY, encoding="utf-8")
    candidature = write("candidature.toml", HEAD + PRODUIT)
    (tmp_path / EDITEUR).symlink_to(outside)
    with pytest.raises(EditeurIllisible, match="hors du dépôt"):
        lu(candidature)


def test_a_link_within_the_repository_is(write: Write, tmp_path: Path) -> None:
    write("commun/societe.toml", COMPANY)
    candidature = write("candidature.toml", HEAD + PRODUIT)
    (tmp_path / EDITEUR).symlink_to(tmp_path / "commun" / "societe.toml")
    assert lu(candidature).candidature.editeur.nie == "EDI347461"


@pytest.mark.parametrize("make", [Path.mkdir, lambda path: path.symlink_to("nulle-part")], ids=["folder", "dangling"])
def test_what_is_no_file_is_said(write: Write, tmp_path: Path, make: Callable[[Path], None]) -> None:
    candidature = write("candidature.toml", HEAD + PRODUIT)
    make(tmp_path / EDITEUR)
    with pytest.raises(EditeurIllisible):
        lu(candidature)


def test_a_candidature_that_is_broken_is_said_of_it(write: Write) -> None:
    write(EDITEUR, COMPANY)
    path = write("candidature.toml", HEAD + "\n[editeur]\nnie = 3\n" + PRODUIT)
    with pytest.raises(SegurctlError) as caught:
        lu(path)
    assert (caught.value.path, caught.value.line, type(caught.value)) == (path, 6, SegurctlError)


@pytest.mark.parametrize("odd", ["editeur = 3\n", "etapes = 3\n", 'etapes.isc = "x"\n'])
def test_a_candidature_of_another_shape_is_refused_as_it_would_be_alone(write: Write, odd: str) -> None:
    path = write("candidature.toml", HEAD + odd + PRODUIT)
    with pytest.raises(SegurctlError) as alone:
        lu(path)
    write(EDITEUR, COMPANY + DONE)
    with pytest.raises(SegurctlError) as beside_it:
        lu(path)
    assert str(beside_it.value) == str(alone.value)
