"""The screens, whole: what a project lead reads of each example, compared with the files in `screens/`.

After a change that is meant to be seen, write them again and read the difference before committing it:

    SEGURCTL_SCREENS=write .venv/bin/pytest tests/views/test_screens.py

CI only compares: there, that variable makes the tests fail.
"""

import re
from functools import cache
from pathlib import Path

import pytest

import support
from builders import (
    EXAMPLES,
    JOURS,
    candidature,
    day,
    evaluate_example,
    evaluate_on,
    example_text,
    jouer,
    parcours,
    remplie,
)
from segurctl.candidature.model import Candidature
from segurctl.errors import SegurctlError
from segurctl.etats.model import EtapeEvaluee
from segurctl.evaluation import Evaluation
from segurctl.views.constats_text import constats_text
from segurctl.views.next_text import next_text
from segurctl.views.page import Page
from segurctl.views.show_text import show_text
from segurctl.views.status_text import status_text

SCREENS = Path(__file__).with_name("screens")
LARGEUR = 100
# The étapes whose page is kept whole: together they show each état and each section of a page.
MONTREES = {
    "depart": ("isc.mandataire", "convergence.acces", "cnda.demandes", "psc.operateur"),
    "en-route": (
        "isc.mandataire",
        "igc.cpx-test",
        "convergence.produit",
        "convergence.eligibilite",
        "psc.datapass",
        "psc.client-id-bas",
        "psc.administratif",
        "motco2.enrolement",
        "motco2.tests",
        "cnda.homologation",
        "convergence.preuves",
    ),
    "pieges": ("isc.equipe", "convergence.administratif", "psc.client-id-bas", "convergence.test-intrusion"),
    "preuves": ("convergence.preuves",),
    "referencee": ("convergence.test-intrusion", "convergence.college", "convergence.referencement"),
}
every_example = pytest.mark.parametrize("nom", sorted(JOURS))


def texte(page: Page) -> str:
    """A page as a pipe gets it."""
    return "".join(f"{line.text}\n" for line in page)


@cache
def evaluation(nom: str) -> Evaluation:
    """An example on its day."""
    return evaluate_example(nom)


@cache
def pages(nom: str) -> dict[str, str]:
    """The page of every étape of an example."""
    return {id_: texte(show_text(evaluation(nom), id_)) for id_ in parcours().etapes}


def status(held: Candidature, today: str = "2025-10-18") -> str:
    """The screen of the morning."""
    return texte(status_text(evaluate_on(today, held)))


def compare(fichier: str, screen: str) -> None:
    """Compare a screen with its file."""
    support.compare(SCREENS / fichier, screen)


def noms(source: str) -> list[str]:
    """The parts of a source that are not addresses."""
    return [one for one in source.split(" ; ") if not one.startswith("https://")]


# Whole screens


@every_example
def test_status(nom: str) -> None:
    compare(f"{nom}.status.txt", texte(status_text(evaluation(nom))))


@every_example
def test_next(nom: str) -> None:
    compare(f"{nom}.next.txt", texte(next_text(evaluation(nom), toutes=False)))


@every_example
def test_next_tout(nom: str) -> None:
    compare(f"{nom}.next-tout.txt", texte(next_text(evaluation(nom), toutes=True)))


@every_example
def test_show(nom: str) -> None:
    one = evaluation(nom)
    pages = (f"$ segurctl show {id_}\n{texte(show_text(one, id_))}" for id_ in MONTREES[nom])
    compare(f"{nom}.show.txt", "\n".join(pages))


def test_no_screen_is_forgotten_in_the_folder() -> None:
    kinds = ("status", "next", "next-tout", "show")
    assert {path.name for path in SCREENS.iterdir()} == {f"{nom}.{kind}.txt" for nom in JOURS for kind in kinds}


def test_ci_cannot_write_the_screens(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SEGURCTL_SCREENS", "write")
    monkeypatch.setenv("CI", "1")
    before = (SCREENS / "depart.status.txt").read_bytes()
    with pytest.raises(AssertionError, match="CI"):
        compare("depart.status.txt", "anything else")
    assert (SCREENS / "depart.status.txt").read_bytes() == before


# The screen of the morning


@pytest.mark.parametrize("nom", ["depart", "en-route", "referencee"])
def test_a_line_of_the_morning_fits_in_a_hundred_columns(nom: str) -> None:
    assert [line for line in texte(status_text(evaluation(nom))).splitlines() if len(line) > LARGEUR] == []


def test_there_is_one_line_for_each_plateforme() -> None:
    debuts = [line[2:].split("  ")[0] for line in status(candidature()).splitlines() if re.match(r"  \S", line)]
    assert debuts == [plateforme.court for plateforme in parcours().plateformes.values()]


def test_each_etape_has_its_mark() -> None:
    marques = re.findall(r"[✔◐!✘○·–](?= )", "\n".join(status(candidature()).split("\n\n")[1].splitlines()))
    assert len(marques) == len(parcours().etapes)


def test_a_withdrawn_candidature_says_when_and_why() -> None:
    first = status(candidature(retiree_le=day("2025-10-01"), motif_retrait="Rachat")).splitlines()[1]
    assert first == "candidature retirée le 1er oct. 2025 : Rachat"


def test_a_withdrawn_candidature_waits_for_nobody() -> None:
    dossier = {"role": "editeur-proxy", "avancement": "preuves", "statut": "soumis", "depuis": day("2025-10-01")}
    screen = status(candidature(retiree_le=day("2025-10-10"), psc={"dossiers": {"lps": dossier}}))
    assert "depuis" not in screen


def test_a_product_referenced_says_so() -> None:
    assert "référencé le 2 juin 2026, numéro REF-EXEMPLE-1" in texte(status_text(evaluation("referencee")))


# What every page keeps to


@every_example
def test_a_page_says_what_the_etape_is_and_where_it_comes_from(nom: str) -> None:
    for id_, page in pages(nom).items():
        etape = parcours().etapes[id_]
        said = (etape.titre, id_, etape.pourquoi, *(one.titre for one in etape.actions), *noms(etape.source.texte))
        assert [one for one in said if one not in page] == []


@every_example
def test_a_page_speaks_no_python(nom: str) -> None:
    python = re.compile(r"\b(None|True|False|datetime)\b|\{\}|\(\)")
    assert [(id_, found[0]) for id_, page in pages(nom).items() if (found := python.search(page))] == []


@every_example
def test_a_line_has_nothing_at_its_end_and_a_page_no_hole(nom: str) -> None:
    assert [id_ for id_, page in pages(nom).items() if re.search(r"[ \t]\n|\n\n\n", page)] == []


@every_example
def test_every_command_on_a_page_can_be_typed(nom: str) -> None:
    refused = []
    for page in pages(nom).values():
        for commande in re.findall(r"segurctl set [^)\n]+", page):
            try:
                jouer(remplie(commande, JOURS[nom]), example_text(nom), JOURS[nom])
            except SegurctlError:
                refused.append(commande)
    assert refused == []


def test_nobody_is_said_to_validate_their_own_work() -> None:
    both = re.compile(r"(?m)^Qui +(.+), puis \1 qui valide")
    assert [id_ for id_, page in pages("depart").items() if both.search(page)] == []


@every_example
def test_what_is_ticked_as_a_prerequis_is_there(nom: str) -> None:
    ticked = [
        (id_, autre)
        for id_, page in pages(nom).items()
        for tenus in re.findall(r"(?m)^.{11}✔ (.+)$", page)
        for autre in tenus.split(", ")
        if autre in parcours().etapes
    ]
    assert ticked or nom == "depart"
    assert [(id_, autre) for id_, autre in ticked if not evaluation(nom).etapes[autre].acquise] == []


def contredites(nom: str) -> list[EtapeEvaluee]:
    """The contradicted étapes of an example that have a cause of their own."""
    return [
        one for one in evaluation(nom).etapes.values() if one.etat == "contredite" and one.causes and not one.raison
    ]


def test_the_page_of_a_contradicted_etape_says_what_misses() -> None:
    assert contredites("pieges")
    for one in contredites("pieges"):
        head = texte(show_text(evaluation("pieges"), one.etape.id)).splitlines()[1]
        assert all(cause.cible in head for cause in one.causes)


@every_example
def test_next_and_show_send_to_the_same_place(nom: str) -> None:
    one = evaluation(nom)
    for prochaine in one.prochaines:
        if prochaine.url:
            assert f"Où         {prochaine.url}\n" in pages(nom)[prochaine.evaluee.etape.id]


def test_a_heading_keeps_the_capitals_of_its_acronyms() -> None:
    one = evaluation("en-route")
    assert "\nDemandes de conformité CNDA" in texte(show_text(one, "cnda.homologation"))
    assert "\nDossiers EDC PSC" in texte(show_text(one, "psc.preuves"))


def test_a_closed_item_says_how_in_french() -> None:
    held = candidature(cnda={"demandes": {"dmp": {"cloture": "expiree"}}})
    page = texte(show_text(evaluate_on("2025-10-18", held), "cnda.demandes"))
    assert "expirée" in page


# Next


@every_example
def test_next_details_the_first_ones_as_next_tout_does(nom: str) -> None:
    first = texte(next_text(evaluation(nom), toutes=False)).partition("Aussi possible maintenant")[0]
    assert texte(next_text(evaluation(nom), toutes=True)).startswith(first)


@every_example
def test_everything_that_can_be_done_is_named(nom: str) -> None:
    for toutes in (False, True):
        screen = texte(next_text(evaluation(nom), toutes=toutes))
        assert [one.evaluee.etape.id for one in evaluation(nom).prochaines if one.evaluee.etape.id not in screen] == []


def test_a_withdrawn_candidature_has_nothing_to_do() -> None:
    screen = texte(next_text(evaluate_on("2025-10-18", candidature(retiree_le=day("2025-10-01"))), toutes=False))
    assert "Candidature retirée" in screen


def test_a_finished_one_says_so() -> None:
    assert "le parcours est terminé" in texte(next_text(evaluation("referencee"), toutes=False))


def test_what_is_under_way_without_its_prerequis_says_so() -> None:
    """MOTCO2 is being used while its enrolment is not done: the first thing to know is that."""
    screen = texte(next_text(evaluation("pieges"), toutes=True))
    block = screen[screen.index("   motco2.tests\n") :].partition("\n\n")[0]
    assert "motco2.enrolement" in block


def test_a_referencement_declared_before_its_etapes_is_not_announced() -> None:
    """The file says it is done, with its number and its day; the étapes before are not."""
    held = candidature(
        etapes={"convergence.referencement": {"statut": "valide"}},
        referencement={"numero": "R-1", "prononce_le": day("2025-10-02")},
    )
    screen = texte(status_text(evaluate_on("2025-10-18", held)))
    assert "référencé le" not in screen
    assert "référencé le" in texte(status_text(evaluation("referencee")))


def test_the_morning_tells_only_the_suivis_that_move() -> None:
    demandes: dict[str, dict[str, object]] = {
        "dmp": {"avancement": "conforme", "statut": "valide"},
        "ins": {"avancement": "examen", "statut": "soumis", "cloture": "remplacee"},
        "tla": {"statut": "a-faire"},
        "apcv": {"avancement": "examen", "statut": "soumis", "depuis": day("2025-10-02")},
    }
    held = {name: {"teleservice": name, **one} for name, one in demandes.items()}
    screen = texte(status_text(evaluate_on("2025-10-18", candidature(cnda={"demandes": held}))))
    assert [name for name in demandes if f"{name} : " in screen] == ["apcv"]


@pytest.mark.parametrize(("statut", "dit"), [("en-cours", False), ("a-modifier", True), ("refuse", True)])
def test_the_morning_says_why_only_of_what_came_back(statut: str, *, dit: bool) -> None:
    held = candidature(etapes={"isc.mandataire": {"statut": statut, "note": "le Kbis est illisible"}})
    assert (" : le Kbis est illisible" in texte(status_text(evaluate_on("2025-10-18", held)))) is dit


# What the file holds is data

DONNEES = ["[bold]Julie[/bold]", "<b>Julie</b>", "{} {0} %s", "Julie :warning:", "x" * 300]


@pytest.mark.parametrize("nom", DONNEES)
def test_a_name_comes_out_as_it_is(nom: str) -> None:
    one = evaluate_on("2025-10-18", candidature(produit={"nom": nom}))
    assert texte(status_text(one)).startswith(f"{nom} · LGC")
    assert texte(next_text(one, toutes=False)).startswith(f"{nom} · LGC")
    assert f"\n{nom}\n" in texte(show_text(one, "convergence.produit"))


@pytest.mark.parametrize("note", DONNEES)
def test_a_note_comes_out_as_it_is(note: str) -> None:
    held = candidature(etapes={"isc.equipe": {"statut": "en-cours", "note": note}})
    assert f"  note : {note}\n" in texte(show_text(evaluate_on("2025-10-18", held), "isc.equipe"))


def test_a_text_of_several_lines_is_pasted_line_by_line() -> None:
    one = evaluate_on("2025-10-18", candidature(produit={"description": "Une ligne,\nune autre."}))
    assert "\nUne ligne,\nune autre.\n" in texte(show_text(one, "convergence.produit"))
    assert not [line for line in show_text(one, "convergence.produit") if "\n" in line.text]


def test_a_finding_quotes_a_value_as_it_is() -> None:
    held = candidature(editeur={"siren": "[red]{}"})
    assert "« [red]{} »" in texte(tuple(constats_text(evaluate_on("2025-10-18", held).constats)))


def test_every_example_is_shown() -> None:
    assert {path.parent.name for path in EXAMPLES.glob("*/candidature.toml")} == set(MONTREES)
