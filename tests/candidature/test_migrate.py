"""Files of older éditions and formats, brought to this one. All éditions but the first are made up for these tests."""

from collections.abc import Callable
from copy import copy
from datetime import date
from pathlib import Path
from textwrap import dedent

import pytest
from hypothesis import given
from hypothesis import strategies as st

from documents import PROFILE
from segurctl.candidature import anterieurs
from segurctl.candidature.edit import Unspliceable
from segurctl.candidature.format import comments
from segurctl.candidature.layout import CatalogueLayout
from segurctl.candidature.migrate import migrer
from segurctl.candidature.read import parse_candidature
from segurctl.cli.main import main
from segurctl.errors import ExitCode, SegurctlError
from segurctl.parcours.editions import Edition, Evolution
from segurctl.parcours.load import load_parcours
from segurctl.parcours.model import Parcours, Source
from segurctl.saisie.commencer import squelette
from support import HEAD, MINIMAL, PRODUIT

SOURCE = Source("inventée pour ce test", "C", date(2026, 11, 23))
AVRIL = Evolution(
    renommees={
        "etapes.psc.tests-bas": "etapes.psc.essais",
        "etapes.psc.datapass.actions.compte": "etapes.psc.datapass.actions.profil",
        "psc.numero_datapass": "psc.datapass_demande",
        "cnda.demandes.*.service": "cnda.demandes.*.teleservice",
    },
    valeurs={"cnda.demandes.*.avancement": {"depot": "pre-examen"}},
    retirees=("etapes.isc.abandonnee", "etapes.psc.datapass.actions.fax", "produit.fax"),
    ajoutees=("etapes.gazelle.tests", "etapes.psc.datapass.actions.proconnect", "cnda.demandes.*.attestation"),
)
SEPTEMBRE = Evolution(renommees={"etapes.psc.essais": "etapes.psc.bas-tests"}, ajoutees=("etapes.motco2.tests",))


@pytest.fixture
def parcours() -> Parcours:
    return inventer()


def inventer() -> Parcours:
    """The parcours of an édition to come, with those that led to it."""
    made = copy(load_parcours())
    made.edition = "2026-09"
    made.editions = tuple(  # read from the catalogue when it is first asked
        Edition(id_, SOURCE, evolution)
        for id_, evolution in (("2025-10", Evolution()), ("2026-04", AVRIL), ("2026-09", SEPTEMBRE))
    )
    return made


def migrated(text: str, parcours: Parcours) -> tuple[str, list[str]]:
    """The text as it is migrated, which is a candidature and has nothing left to migrate; and what was said."""
    layout = CatalogueLayout(parcours)
    done, changements = migrer(Path("c.toml"), text, parcours, layout)
    parse_candidature(Path("c.toml"), done, parcours)
    assert migrer(Path("c.toml"), done, parcours, layout) == (done, ())
    return done, [f"{one.ligne} {one.texte}" for one in changements]


LAID_OUT = '\n[etapes.gazelle.tests]\nstatut = "a-faire"\n\n[etapes.motco2.tests]\nstatut = "a-faire"\n'
VERSIONS = ['3 edition : "2025-10" devient "2026-04"', '3 edition : "2026-04" devient "2026-09"']
AJOUTS = [
    "0 etapes.gazelle.tests ajoutée : " + load_parcours().etapes["gazelle.tests"].titre,
    "0 etapes.psc.datapass.actions.proconnect ajoutée : "
    + next(one.titre for one in load_parcours().etapes["psc.datapass"].actions if one.nom == "proconnect"),
    "0 cnda.demandes.*.attestation ajouté",
    "0 etapes.motco2.tests ajoutée : " + load_parcours().etapes["motco2.tests"].titre,
]


def test_a_current_file_has_nothing_to_migrate() -> None:
    assert migrated(MINIMAL, load_parcours()) == (MINIMAL, [])


def test_an_older_file_says_its_new_edition_and_gets_the_new_etapes(parcours: Parcours) -> None:
    done, said = migrated(MINIMAL, parcours)
    assert done == MINIMAL.replace("2025-10", "2026-09") + LAID_OUT
    assert said == [*VERSIONS, *AJOUTS]


def test_everything_is_renamed_in_place_and_what_has_no_place_becomes_a_comment(parcours: Parcours) -> None:
    before = HEAD + dedent("""\

        [produit] # the product
        nom = "Julie"
        dispositif = "LGC"
        fax = '''
        01
        # 02
        ''' # kept

        [psc]
          numero_datapass = "D12345" # the demande

        [cnda.demandes.dmp]
        service = "DMP"
        avancement = "depot"

        # nobody
        [etapes.isc.abandonnee]
        statut = "a-faire"

        [etapes.psc.datapass]
        statut = "soumis"
        actions.compte = 2025-09-29 # by us
        actions.fax = 2025-09-30

        [etapes . psc . "tests-bas"] # the tests
        statut = "en-cours"

        [jalons.bas]
        le = 2026-01-02
        etape = "psc.tests-bas"

        [[acceptations]]
        regle = "CVG009"
        cible = "psc.tests-bas"
        motif = "m"
        par = "p"

        [[acceptations]]
        regle = "PSC001"
        cible = "psc.numero_datapass"
        motif = "m"
        par = "p"
        """)
    after = before.replace("2025-10", "2026-09", 1)
    for old, new in (
        ("fax = '''\n01\n# 02\n'''", "# fax = '''\n# 01\n# 02\n# '''"),
        ("numero_datapass", "datapass_demande"),
        ("service =", "teleservice ="),
        ('"depot"', '"pre-examen"'),
        ('[etapes.isc.abandonnee]\nstatut = "a-faire"\n', ""),
        ("actions.compte", "actions.profil"),
        ("actions.fax", "# actions.fax"),
        ('. "tests-bas"]', ". bas-tests]"),
        ("psc.tests-bas", "psc.bas-tests"),
        ('"en-cours"\n', '"en-cours"\n' + LAID_OUT),
    ):
        assert old in after
        after = after.replace(old, new)
    done, said = migrated(before, parcours)
    assert done == after
    assert said == [
        "29 etapes.psc.tests-bas renommé en etapes.psc.essais",
        '38 acceptations.0.cible : "psc.tests-bas" devient "psc.essais"',
        '34 jalons.bas.etape : "psc.tests-bas" devient "psc.essais"',
        "26 etapes.psc.datapass.actions.compte renommé en etapes.psc.datapass.actions.profil",
        "14 psc.numero_datapass renommé en psc.datapass_demande",
        '44 acceptations.1.cible : "psc.numero_datapass" devient "psc.datapass_demande"',
        "17 cnda.demandes.dmp.service renommé en cnda.demandes.dmp.teleservice",
        '18 cnda.demandes.dmp.avancement : "depot" devient "pre-examen"',
        "21 etapes.isc.abandonnee retiré : rien n'y était noté",
        "27 etapes.psc.datapass.actions.fax retiré : ce qui y était noté reste en commentaire",
        "8 produit.fax retiré : ce qui y était noté reste en commentaire",
        VERSIONS[0],
        "29 etapes.psc.essais renommé en etapes.psc.bas-tests",
        '38 acceptations.0.cible : "psc.essais" devient "psc.bas-tests"',
        '34 jalons.bas.etape : "psc.essais" devient "psc.bas-tests"',
        VERSIONS[1],
        *AJOUTS,
    ]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('psc = { numero_datapass = "D1" }\n', 'psc = { datapass_demande = "D1" }\n'),
        ('psc . "numero_datapass" = "D1"\n', 'psc . datapass_demande = "D1"\n'),
        ('cnda.demandes = { dmp = { "service" = "x" } }\n', 'cnda.demandes = { dmp = { teleservice = "x" } }\n'),
        ("etapes.psc.tests-bas.statut = 'valide'\n", "etapes.psc.bas-tests.statut = 'valide'\n"),
        ("etapes = { psc = { tests-bas = {} } }\n", "etapes = { psc = { bas-tests = {} } }\n"),
    ],
)
def test_every_spelling_is_renamed(before: str, after: str) -> None:
    evolution = Evolution(renommees={**AVRIL.renommees, "etapes.psc.tests-bas": "etapes.psc.bas-tests"})
    parcours = inventer()
    parcours.editions = (
        Edition("2025-10", SOURCE, Evolution()),
        Edition("2026-09", SOURCE, evolution),
    )
    new = HEAD.replace("2025-10", "2026-09")
    assert migrated(HEAD + before + PRODUIT, parcours)[0] == new + after + PRODUIT


def test_an_etape_of_which_something_is_recorded_stays_as_a_comment(parcours: Parcours) -> None:
    table = '\n[etapes.isc.abandonnee] # c\n# d\nstatut = "valide"\n\nnote = "faite"\n'
    done, said = migrated(MINIMAL + table, parcours)
    commented = '\n# [etapes.isc.abandonnee] # c\n# d\n# statut = "valide"\n\n# note = "faite"\n'
    assert commented in done
    assert "9 etapes.isc.abandonnee retiré : ce qui y était noté reste en commentaire" in said


def test_an_etape_that_is_already_there_is_not_laid_out_again(parcours: Parcours) -> None:
    table = '\n[etapes.gazelle.tests]\nstatut = "valide"\n\n[etapes.motco2.tests]\nstatut = "soumis"\n'
    assert migrated(MINIMAL + table, parcours)[0] == (MINIMAL + table).replace("2025-10", "2026-09")


def test_a_file_of_the_edition_between_makes_the_last_step_alone(parcours: Parcours) -> None:
    text = MINIMAL.replace("2025-10", "2026-04") + "\n[etapes.psc.essais]\nstatut = 'valide'\n"
    done, said = migrated(text, parcours)
    assert "[etapes.psc.bas-tests]\nstatut = 'valide'\n" in done
    assert said == ["9 etapes.psc.essais renommé en etapes.psc.bas-tests", VERSIONS[1], AJOUTS[-1]]


# --- refusals ---


@pytest.mark.parametrize(
    ("added", "said"),
    [
        (
            '\n[psc]\nnumero_datapass = "D1"\ndatapass_demande = "D2"\n',
            "c.toml:10: « psc.datapass_demande » est déjà dans le fichier",
        ),
        ("\n[etapes]\nisc = { abandonnee = { statut = 'valide' } }\n", "« etapes.isc.abandonnee »"),
        ("\n[etapes.psc.mystere]\nstatut = 'valide'\n", "étape inconnue « psc.mystere »"),
    ],
)
def test_what_cannot_be_done_in_place_is_refused_whole(
    added: str, said: str, tmp_path: Path, invente: Callable[..., int], capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "c.toml"
    path.write_text(MINIMAL + added, encoding="utf-8")
    assert invente("migrate", path) == ExitCode.USAGE
    assert said.removeprefix("c.toml:10: ") in capsys.readouterr().err
    assert path.read_text(encoding="utf-8") == MINIMAL + added


def test_a_name_that_is_taken_is_refused_at_its_line(parcours: Parcours) -> None:
    text = MINIMAL + '\n[psc]\nnumero_datapass = "D1"\ndatapass_demande = "D2"\n'
    with pytest.raises(Unspliceable) as caught:
        migrated(text, parcours)
    assert (caught.value.line, caught.value.hint) == (10, "changez-le vous-même, puis recommencez")


@pytest.mark.parametrize("edition", ["2031-01", "n'importe", "2025-09"])
def test_an_unknown_edition_is_still_unknown(edition: str, parcours: Parcours) -> None:
    with pytest.raises(SegurctlError) as caught:
        migrated(MINIMAL.replace("2025-10", edition), parcours)
    assert caught.value.message == f"édition « {edition} » inconnue de ce segurctl"
    assert caught.value.line == 3


def test_an_older_edition_is_told_from_an_unknown_one(parcours: Parcours) -> None:
    with pytest.raises(SegurctlError) as caught:
        parse_candidature(Path("c.toml"), MINIMAL, parcours)
    assert caught.value.message == "édition « 2025-10 » antérieure à celle de ce segurctl (« 2026-09 »)"
    assert caught.value.hint == "pour passer ce fichier à l'actuelle : segurctl migrate"


# --- formats ---


def test_an_older_format_is_brought_to_this_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(anterieurs.FORMATS, 0, Evolution(renommees={"produit.titre": "produit.nom"}))
    old = MINIMAL.replace("format = 1", "format = 0 # old").replace("nom =", "titre =")
    with pytest.raises(SegurctlError, match="format 0, antérieur à celui de ce segurctl") as caught:
        parse_candidature(Path("c.toml"), old, load_parcours())
    assert "segurctl migrate" in (caught.value.hint or "")
    done, said = migrated(old, load_parcours())
    assert done == MINIMAL.replace("format = 1", "format = 1 # old")
    assert said == ["6 produit.titre renommé en produit.nom", "1 format : 0 devient 1"]


@pytest.mark.parametrize("found", ["0", "-1", "2", "true", '"1"'])
def test_an_unknown_format_is_still_unknown(found: str) -> None:
    with pytest.raises(SegurctlError, match="inconnu : ce segurctl lit le format 1"):
        migrated(MINIMAL.replace("format = 1", f"format = {found}"), load_parcours())


# --- whatever the file ---


NOTES = st.lists(st.sampled_from(["# c", "", "note = 'n'", "actions.compte = 2025-01-02", "# [x]"]), unique=True)
ETAPES = ["psc.tests-bas", "isc.abandonnee", "psc.datapass", "gazelle.tests"]


@PROFILE
@given(st.dictionaries(st.sampled_from(ETAPES), NOTES), st.sampled_from(["\n", "\r\n"]), st.booleans())
def test_no_comment_and_no_value_is_ever_lost(tables: dict[str, list[str]], eol: str, bom: bool) -> None:
    rows = [
        f"[etapes.{etape}]\n" + "".join(f"{one}\n" for one in notes if "actions" not in one or etape == "psc.datapass")
        for etape, notes in tables.items()
    ]
    text = ("\ufeff" if bom else "") + (MINIMAL + "\n" + "\n".join(rows)).replace("\n", eol)
    done, _said = migrated(text, inventer())
    assert not comments(text) - comments(done)
    assert done.count("'n'") == text.count("'n'")
    assert done.count("2025-01-02") == text.count("2025-01-02")
    assert ("\n" in done.replace("\r\n", "")) == (eol == "\n")


# --- the command ---


@pytest.fixture
def invente(monkeypatch: pytest.MonkeyPatch) -> Callable[..., int]:
    """The command line, in the édition to come."""
    made = inventer()
    monkeypatch.setattr("segurctl.parcours.load.load_parcours", lambda: made)
    return lambda *args: main(list(map(str, args)))


def test_what_init_wrote_migrates_and_says_so_line_by_line(
    tmp_path: Path, invente: Callable[..., int], capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "candidature.toml"
    path.write_text(squelette([], load_parcours()) + PRODUIT, encoding="utf-8")
    assert invente("migrate", tmp_path, "--check") == ExitCode.FINDINGS
    told = capsys.readouterr().out.splitlines()
    assert told[:3] == [
        f"{path} : à migrer",
        '  ligne 3 : edition : "2025-10" devient "2026-04"',
        '  ligne 3 : edition : "2026-04" devient "2026-09"',
    ]
    assert "2025-10" in path.read_text(encoding="utf-8")
    assert invente("migrate", tmp_path, "--dry-run") == ExitCode.OK
    assert '+edition = "2026-09"' in capsys.readouterr().out.splitlines()
    assert invente("migrate", tmp_path) == ExitCode.OK
    assert capsys.readouterr().out.startswith(f"{path} : migré\n")
    for words in (["migrate", tmp_path], ["migrate", tmp_path, "--check"]):
        assert invente(*words) == ExitCode.OK
        assert capsys.readouterr().out == f"{path} : rien à migrer\n"


def test_a_file_that_cannot_be_read_leaves_the_others_to_be_migrated(
    tmp_path: Path, invente: Callable[..., int], capsys: pytest.CaptureFixture[str]
) -> None:
    good, bad = tmp_path / "a.candidature.toml", tmp_path / "b.candidature.toml"
    good.write_text(MINIMAL, encoding="utf-8")
    bad.write_text("<<<<<<< HEAD\n", encoding="utf-8")
    assert invente("migrate", bad, good, tmp_path / "absent.toml") == ExitCode.USAGE
    shown = capsys.readouterr()
    assert shown.out.startswith(f"{good} : migré\n")
    assert [one.split(": ")[0] for one in shown.err.splitlines()] == [f"{bad}:1:1", f"{tmp_path / 'absent.toml'}"]
    assert 'edition = "2026-09"' in good.read_text(encoding="utf-8")
