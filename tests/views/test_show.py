"""The page of an étape, as a guide: it fits one screen, says what comes before and after, and nothing twice."""

import json
import re
from functools import cache
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator, FormatChecker

import support
from builders import JOURS, candidature, evaluate_example, evaluate_on, example, parcours
from on_a_terminal import on_a_terminal
from segurctl.evaluation import Evaluation
from segurctl.evaluation.suites import Suites
from segurctl.evaluation.valeurs import valeurs
from segurctl.views import words
from segurctl.views.documents import show_json
from segurctl.views.show_text import show_text

SCREENS = Path(__file__).with_name("show_screens")
UN_ECRAN = 50
SCHEMA = Draft202012Validator(
    json.loads((Path(__file__).parents[2] / "docs" / "schemas" / "show.schema.json").read_text(encoding="utf-8")),
    format_checker=FormatChecker(),
)
# A plain étape, two that suivis walk, one blocked, one done, one with values to paste.
MONTREES = {
    "depart": ("isc.mandataire", "convergence.eligibilite", "convergence.referencement"),
    "en-route": ("isc.equipe", "cnda.demandes", "psc.guichet", "psc.client-id-bas"),
}
every_etape = pytest.mark.parametrize("id_", list(parcours().etapes))


@cache
def evaluation(nom: str) -> Evaluation:
    """An example on its day."""
    return evaluate_example(nom)


def texte(one: Evaluation, id_: str) -> str:
    """The page of an étape as a pipe gets it."""
    return "".join(f"{line.text}\n" for line in show_text(one, id_))


@pytest.mark.parametrize("colonnes", [60, 80, 120])
def test_the_pages_on_a_terminal(colonnes: int) -> None:
    pages = [
        f"$ segurctl show {id_}\n{on_a_terminal(show_text(evaluation(nom), id_), colonnes)}"
        for nom, ids in MONTREES.items()
        for id_ in ids
    ]
    support.compare(SCREENS / f"{colonnes}.txt", "\n".join(pages))


@every_etape
def test_a_fresh_page_fits_one_screen(id_: str) -> None:
    shown = on_a_terminal(show_text(evaluation("depart"), id_), 80).splitlines()
    assert len(shown) <= UN_ECRAN


@every_etape
def test_a_page_says_what_it_unlocks_and_what_it_helps(id_: str) -> None:
    one = evaluation("depart")
    page, suites = texte(one, id_), Suites(one)
    directes, aidees = suites.directes(id_), [a for a in suites.aidees(id_) if a not in suites.directes(id_)]
    assert re.findall(r"(?m)^Débloque +(.+)$", page) == ([", ".join(directes)] if directes else [])
    assert re.findall(r"(?m)^Prépare +(.+)$", page) == ([", ".join(aidees)] if aidees else [])


@every_etape
def test_each_piege_and_each_action_is_on_the_page(id_: str) -> None:
    etape, page = parcours().etapes[id_], texte(evaluation("depart"), id_)
    assert [one for one in (*etape.pieges, *(action.titre for action in etape.actions)) if one not in page] == []


@every_etape
def test_a_known_value_stands_alone_on_its_line_at_any_width(id_: str) -> None:
    one = evaluation("en-route")
    for colonnes in (40, 80):
        rows = on_a_terminal(show_text(one, id_), colonnes).splitlines()
        known = [valeur.valeur for valeur in valeurs(parcours().etapes[id_], one) if valeur.valeur is not None]
        assert [valeur for valeur in known if not set(valeur.splitlines()) <= set(rows)] == []


@every_etape
def test_a_champ_of_the_form_is_not_told_again_among_what_the_etape_gives(id_: str) -> None:
    page = texte(evaluation("depart"), id_)
    saisies = [valeur.champ for valeur in parcours().etapes[id_].valeurs if valeur.champ]
    _, _, donnes = page.partition("Ce qu'elle donne")
    assert [champ for champ in saisies if f"({champ})" in donnes.partition("Pièges")[0]] == []


@every_etape
def test_what_the_file_lacks_of_the_form_is_named_on_the_page(id_: str) -> None:
    one = evaluate_on("2025-10-18", candidature())
    page = texte(one, id_)
    assert [
        v.champ for v in valeurs(parcours().etapes[id_], one) if v.valeur is None and str(v.champ) not in page
    ] == []


def test_what_is_there_is_told_in_one_line_and_what_misses_with_its_reason() -> None:
    page = texte(evaluation("en-route"), "psc.client-id-bas")
    assert "Avant      ! psc.datapass : le formulaire demande" in page
    assert "           ✔ NRU (psc.dossiers.*.nru)\n" in page


def test_a_prerequis_without_a_reason_says_what_it_is() -> None:
    page = texte(evaluation("depart"), "convergence.produit")
    assert "! convergence.acces : Entrer dans Convergence\n" in page


def test_a_champ_asked_under_a_condition_is_asked_only_then() -> None:
    """The id of vague 1 is asked of a product that was referenced there."""
    held = example("depart").model_copy(update={"produit": candidature(produit={"referencee_vague1": False}).produit})
    assert "id_reference_vague1" not in texte(evaluate_on("2025-10-18", held), "convergence.administratif")


# The source, in short


@every_etape
def test_the_source_keeps_its_confiance_and_the_day_it_was_checked(id_: str) -> None:
    source = parcours().etapes[id_].source
    last = texte(evaluation("depart"), id_).splitlines()[-1]
    assert f"(confiance {source.confiance}, vérifiée le {words.date(source.verifie_le)})" in last
    assert ("--format json" in last) == (words.source(source.texte) != source.texte)


def test_the_answers_of_the_faq_are_counted_and_other_addresses_kept_while_short() -> None:
    faq = "https://industriels.esante.gouv.fr/faq/resultats?f[0]=theme:1"
    assert words.source(f"Webinaire, « A », « B » ; {faq} ; {faq}2") == (
        "Webinaire, « A », « B » ; FAQ des industriels (2 réponses)"
    )
    assert words.source(faq) == "FAQ des industriels"
    assert words.source("https://github.com/etalab/data_pass") == "https://github.com/etalab/data_pass"
    assert words.source(f"https://esante.gouv.fr/{'x' * 60}") == "page de esante.gouv.fr"


# The document


@pytest.mark.parametrize("nom", sorted(JOURS))
def test_the_document_of_each_etape_is_that_of_its_schema(nom: str) -> None:
    for id_ in parcours().etapes:
        SCHEMA.validate(json.loads(show_json(Path("candidature.toml"), evaluation(nom), id_)))


@every_etape
def test_the_document_says_what_comes_after(id_: str) -> None:
    one, suites = evaluation("depart"), Suites(evaluation("depart"))
    found = json.loads(show_json(Path("candidature.toml"), one, id_))["etape"]
    assert (found["debloque"], found["prepare"]) == (list(suites.directes(id_)), list(suites.aidees(id_)))
