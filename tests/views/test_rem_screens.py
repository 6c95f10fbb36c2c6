"""The screens of the REM and of its proofs, whole, on the example that tells their story."""

import json
from pathlib import Path

import support
from builders import candidature, day, evaluate_example, evaluate_on
from rem_builders import avec_rem, exigence, rem
from segurctl.evaluation.selection import Filtre, exigences, preuves
from segurctl.evaluation.selection import exigence as une
from segurctl.rem.diff import comparer
from segurctl.rem.lecture import Bilan, Laissee
from segurctl.rem.model import Referentiel
from segurctl.saisie.importer import Importee
from segurctl.views.chapitres_text import chapitres_text
from segurctl.views.documents import next_json, status_json
from segurctl.views.page import Page
from segurctl.views.preuves_text import preuves_text
from segurctl.views.rem_diff_text import difference_text
from segurctl.views.rem_import_text import import_text
from segurctl.views.rem_text import exigence_text, exigences_text
from segurctl.views.status_text import status_text

SCREENS = Path(__file__).with_name("rem_screens")
EXEMPLE = evaluate_example("preuves")
AVANT = rem(exigence("SC.MSS/CONF.01"), exigence("SC.MSS/CONF.02"), exigence("INS/va1.53", chapitre="ins"))
APRES = rem(
    exigence("SC.MSS/CONF.01", texte="le produit fait mieux"), exigence("SC.MSS/CONF.03", nature="PRECONISATION")
)


def texte(page: Page) -> str:
    """A page as a pipe gets it."""
    return "".join(f"{line.text}\n" for line in page)


def compare(fichier: str, page: Page) -> None:
    support.compare(SCREENS / fichier, texte(page))


def test_chapters() -> None:
    compare("chapters.txt", chapitres_text(EXEMPLE))


def test_the_list_of_all_exigences() -> None:
    compare("list.txt", exigences_text(EXEMPLE, exigences(EXEMPLE, Filtre(tout=True))))


def test_an_exigence_sent_back_and_one_of_two_slots() -> None:
    pages = [exigence_text(EXEMPLE, une(EXEMPLE, id_)) for id_ in ("SC.CDA/INT.17", "SC.MSS/CONF.01", "LGC.MDV.06")]
    compare("show.txt", tuple(line for page in pages for line in page))


def test_the_proofs_of_the_file() -> None:
    compare("proofs.txt", preuves_text(EXEMPLE, preuves(EXEMPLE, None, a_modifier=False)))


def test_what_changed_from_one_rem_to_another() -> None:
    compare("diff.txt", difference_text(AVANT, APRES, comparer(AVANT, APRES, ["SC.MSS/CONF.01", "INS/va1.53"])))


def importee(avant: Referentiel | None = None) -> Importee:
    bilan = Bilan(
        "Exigences REM vague 2",
        3,
        (("ID", "ID"), ("Exigence", "Exigence")),
        ("Statut\npublication", "VA N-1"),
        ("Vague 1",),
        tuple(Laissee(f"B{rang}", "sans identifiant") for rang in range(4, 16)),
        2,
        ("SC.MSS-1",),
    )
    difference = comparer(avant, APRES, []) if avant else None
    return Importee("referentiels/lgc-va2.json", APRES, bilan, avant, difference, ("Général",), 2)


def test_what_an_import_read_left_and_changed() -> None:
    compare("import.txt", import_text(importee(AVANT)))


def test_a_first_import_compares_with_nothing() -> None:
    assert "ne change depuis" not in texte(import_text(importee()))


def test_without_chapters_the_screen_says_how_to_have_them() -> None:
    screen = texte(chapitres_text(evaluate_on("2026-02-16", candidature())))
    assert "segurctl rem import CLASSEUR.xlsx" in screen


def test_status_counts_the_exigences_only_where_there_is_a_rem() -> None:
    assert "  Preuves " in texte(status_text(avec_rem(candidature(), AVANT)))
    assert "  Preuves " not in texte(status_text(evaluate_on("2026-02-16", candidature())))
    withdrawn = candidature(retiree_le=day("2025-10-01"))
    assert "  Preuves " not in texte(status_text(avec_rem(withdrawn, AVANT)))


def test_the_documents_count_the_exigences_and_name_what_is_to_be_done() -> None:
    [one] = json.loads(status_json([(Path("c.toml"), EXEMPLE)]))["candidatures"]
    assert one["exigences"] == {
        "total": 17,
        "nue": 5,
        "incomplete": 1,
        "a-modifier": 1,
        "prouvee": 10,
        "sans-objet": 1,
        "hors-profil": 1,
    }
    [une_] = json.loads(next_json([(Path("c.toml"), EXEMPLE)]))["candidatures"]
    [depot] = [each for each in une_["prochaines"] if each["etape"] == "convergence.preuves"]
    chapitres = {each["id"]: each for each in depot["chapitres"]}
    assert list(chapitres) == ["mss", "documents", "ssi"]
    assert [each["id"] for each in chapitres["documents"]["a_reprendre"]] == ["SC.CDA/INT.17.01.01"]
    assert chapitres["mss"]["nues"] == ["MSS/CDA.01"]


def test_a_status_without_a_rem_says_so() -> None:
    [one] = json.loads(status_json([(Path("c.toml"), evaluate_on("2026-02-16", candidature()))]))["candidatures"]
    assert one["exigences"] is None
