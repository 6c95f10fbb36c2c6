"""`next --copy` and `show --copy`: the forms of the portals, each value alone on its line, byte for byte."""

import json
from pathlib import Path

import jsonschema
import pytest

from cli.test_resources import on_a_terminal
from segurctl.errors import ExitCode
from support import HEAD, Ended, compare, foreign_words, run

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
EXAMPLES = ROOT / "examples"
FORMS = ("convergence.produit", "convergence.administratif", "psc.datapass", "psc.client-id-bas", "motco2.enrolement")


def asked(*words: str | Path, cwd: Path = EXAMPLES / "en-route", today: str = "2025-10-18") -> Ended:
    return run(*words, "--copy", "--today", today, cwd=cwd)


def product(folder: Path, text: str, *, nom: str = "candidature.toml") -> Path:
    """A folder with one product that holds this."""
    (folder / nom).write_text(f"{HEAD}\n[produit]\n{text}", encoding="utf-8")
    return folder


def values(out: str) -> dict[str, str]:
    """Each field of a sheet with its value, as a script reads it."""
    found: dict[str, list[str]] = {}
    for line in out.splitlines()[1:]:
        if line.startswith("  "):
            found[line.strip().split("   ")[0]] = held = []
        else:
            held.append(line)
    return {label: "\n".join(lines) for label, lines in found.items()}


@pytest.mark.parametrize("exemple", ["depart", "en-route", "pieges"])
def test_the_forms_to_fill_are_those_that_were_read(exemple: str) -> None:
    jours = {"depart": "2025-09-01", "en-route": "2025-10-18", "pieges": "2026-01-20"}
    ended = asked("next", cwd=EXAMPLES / exemple, today=jours[exemple])
    assert (ended.code, ended.err) == (ExitCode.OK, "")
    compare(HERE / "screens" / f"copy.{exemple}.txt", ended.out)


def test_the_five_forms_of_a_product_are_those_that_were_read() -> None:
    sheets = (asked("show", etape).out for etape in FORMS)
    compare(HERE / "screens" / "copy.formulaires.txt", "\n".join(sheets))


@pytest.mark.parametrize("columns", [60, 80, 120])
def test_a_form_on_a_terminal_is_the_one_that_was_read_at_each_width(columns: int) -> None:
    screen = on_a_terminal("show", "convergence.administratif", "--copy", columns=columns, cwd=EXAMPLES / "en-route")
    compare(HERE / "screens" / f"copy.administratif.{columns}.txt", screen)


def test_several_candidatures_have_each_their_heading() -> None:
    ended = asked("next", cwd=EXAMPLES / "portefeuille")
    headings = [line for line in ended.out.splitlines() if line.endswith(" · Ségur vague 2")]
    assert len(headings) == len(list((EXAMPLES / "portefeuille" / "candidatures").iterdir()))


@pytest.mark.parametrize(
    "nom",
    [
        "[bold]x[/bold]",
        "a" * 300,
        "  deux  espaces  ",
        "%0A & <b>",
        "::error::x",
        "--copy",
        "été « œ » 🎉",
        "a\\nb",
        "'\"$(x)`",
    ],
)
def test_a_value_is_given_byte_for_byte_and_never_wrapped(tmp_path: Path, nom: str) -> None:
    folder = product(tmp_path, f'nom = {json.dumps(nom, ensure_ascii=False)}\ndispositif = "LGC"\n')
    rows = asked("show", "convergence.produit", cwd=folder).out.split("\n")
    assert rows[rows.index("  Nom du produit *") + 1] == nom
    screen = on_a_terminal("show", "convergence.produit", "--copy", columns=40, cwd=folder).split("\n")
    assert nom in screen


def test_a_description_takes_as_many_lines_as_it_has(tmp_path: Path) -> None:
    folder = product(tmp_path, 'nom = "x"\ndispositif = "LGC"\ndescription = """\nun\n\ntrois\n"""\n')
    assert values(asked("show", "convergence.produit", cwd=folder).out)["Description du produit *"] == "un\n\ntrois"


def test_what_the_file_does_not_hold_is_to_type_with_its_champ_beside_the_label(tmp_path: Path) -> None:
    folder = product(tmp_path, 'nom = "x"\ndispositif = "LGC"\n')
    rows = asked("show", "convergence.produit", cwd=folder).out.splitlines()
    assert rows[rows.index("  NIL   produit.nil") + 1] == "à saisir"


def test_what_no_file_can_hold_is_to_type_too_with_no_champ() -> None:
    found = values(asked("show", "psc.datapass").out)
    assert found["Destinataires des données *"] == "à saisir"
    assert found["Données nécessaires"] == "Identifiant national"
    assert "None" not in asked("show", "psc.datapass").out


def test_a_malformed_value_is_to_correct_and_is_not_given(tmp_path: Path) -> None:
    folder = product(tmp_path, 'nom = "x"\ndispositif = "LGC"\n[psc]\ndatapass_demande = "H6789"\n')
    out = asked("show", "psc.client-id-bas", cwd=folder).out
    assert values(out)["Numéro de demande DataPass"] == "à corriger"
    assert "H6789" not in [line.strip() for line in out.splitlines()]


def test_the_comment_of_a_client_id_is_one_sentence_for_each_nru(tmp_path: Path) -> None:
    dossiers = "".join(f'[psc.dossiers.{one}]\nrole = "editeur-proxy"\nnru = "N-{one}"\n' for one in ("a", "b"))
    folder = product(tmp_path, f'nom = "x"\ndispositif = "LGC"\n{dossiers}')
    rows = asked("show", "psc.client-id-prod", cwd=folder).out.splitlines()
    assert [row for row in rows if row.startswith("Je souhaite")] == [
        "Je souhaite intégrer l'Espace de Confiance. NRU : N-a",
        "Je souhaite intégrer l'Espace de Confiance. NRU : N-b",
    ]


def test_a_dossier_whose_nru_is_not_known_is_not_left_out(tmp_path: Path) -> None:
    dossiers = '[psc.dossiers.a]\nrole = "editeur-proxy"\nnru = "N-a"\n[psc.dossiers.b]\nrole = "editeur-proxy"\n'
    folder = product(tmp_path, f'nom = "x"\ndispositif = "LGC"\n{dossiers}')
    rows = asked("show", "psc.client-id-bas", cwd=folder).out.splitlines()
    assert rows[-4:] == [
        "  Commentaire(s) (a)",
        "Je souhaite intégrer l'Espace de Confiance. NRU : N-a",
        "  Commentaire(s) (b)   psc.dossiers.b.nru",
        "à saisir",
    ]


def test_an_etape_without_a_form_is_refused() -> None:
    ended = asked("show", "convergence.college")
    assert (ended.code, ended.out) == (ExitCode.USAGE, "")
    assert "psc.datapass" in ended.err
    assert foreign_words(ended.err) == []


def test_nothing_to_fill_is_said(tmp_path: Path) -> None:
    text = 'nom = "x"\ndispositif = "LGC"\n'
    (tmp_path / "candidature.toml").write_text(
        f'{HEAD}retiree_le = 2025-01-01\nmotif_retrait = "x"\n\n[produit]\n{text}', encoding="utf-8"
    )
    assert asked("next", cwd=tmp_path).out == "Aucun formulaire à remplir maintenant.\n"


def test_what_is_late_and_was_sent_has_no_form_to_fill_again() -> None:
    assert "psc.datapass" not in asked("next").out  # overdue there: it is to be asked about, not filled


def test_a_file_that_cannot_be_read_does_not_hide_the_others(tmp_path: Path) -> None:
    product(tmp_path, 'nom = "x"\ndispositif = "LGC"\n', nom="a.candidature.toml")
    (tmp_path / "b.candidature.toml").write_text("bonjour", encoding="utf-8")
    ended = asked("next", cwd=tmp_path)
    assert ended.code == ExitCode.USAGE
    assert ended.out != ""
    document = json.loads(asked("next", "--format", "json", cwd=tmp_path).out)
    assert [one["fichier"] for one in document["erreurs"]] == ["b.candidature.toml"]


@pytest.mark.parametrize("words", [["next"], ["show", "psc.datapass"], ["show", "psc.client-id-bas"]])
def test_the_document_is_that_of_its_schema_and_says_what_the_sheet_says(words: list[str]) -> None:
    document = json.loads(asked(*words, "--format", "json").out)
    schema = json.loads((ROOT / "docs" / "schemas" / "copy.schema.json").read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator(schema).validate(document)
    assert next(iter(document.items())) == ("version", 1)
    [held] = document["candidatures"]
    sheet = asked(*words).out
    for form in held["formulaires"]:
        assert f"{form['titre']}   {form['etape']}\n" in sheet
        for champ in form["champs"]:
            assert f"  {champ['libelle']}" in sheet
            assert champ["valeur"] is None or f"\n{champ['valeur']}\n" in sheet


# get, the value of one champ


def test_get_gives_bare_values_of_every_type(tmp_path: Path) -> None:
    dossiers = "".join(f'[psc.dossiers.{one}]\nrole = "editeur-proxy"\nnru = "N-{one}"\n' for one in ("a", "b"))
    dossiers = f"[psc]\nedc = true\n{dossiers}"
    text = f'nom = "[bold]x"\ndispositif = "LGC"\nprofils = ["Général", "B, C"]\nreferencee_vague1 = false\n{dossiers}'
    folder = product(tmp_path, f"{text}[editeur]\nkbis_du = 2025-09-12\n[jalons.preuves]\nle = 2026-05-13T12:00:00\n")
    expected = {
        "produit.nom": "[bold]x\n",
        "produit.profils": "Général\nB, C\n",
        "produit.referencee_vague1": "non\n",
        "psc.edc": "oui\n",
        "psc.dossiers.*.nru": "N-a\nN-b\n",
        "editeur.kbis_du": "2025-09-12\n",
        "jalons.preuves.le": "2026-05-13T12:00:00\n",
    }
    assert {champ: run("get", champ, cwd=folder).out for champ in expected} == expected


@pytest.mark.parametrize("champ", ["produit.nil", "cnda.demandes.*.avancement"])
def test_get_of_an_empty_champ_says_so_and_is_1(tmp_path: Path, champ: str) -> None:
    folder = product(tmp_path, 'nom = "x"\ndispositif = "LGC"\n')
    ended = run("get", champ, cwd=folder)
    assert (ended.code, ended.out) == (ExitCode.FINDINGS, "")
    assert champ in ended.err
