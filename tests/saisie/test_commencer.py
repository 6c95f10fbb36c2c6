"""`init`: the text of a new candidature, and what it cannot do without."""

import pytest
import tomli

from builders import JOURS, day, evaluate_on, example_text, lire, parcours
from segurctl.errors import SegurctlError
from segurctl.evaluation import evaluate
from segurctl.saisie.commencer import DISTRIBUTEUR, OBLIGATOIRES, manquants, squelette
from segurctl.saisie.renseigner import renseigner

MINIMUM = ("produit.nom=Julie APCV", "produit.dispositif=LGC")


def debut(*assignments: str) -> str:
    """The text of a new file."""
    return squelette(renseigner([*MINIMUM, *assignments]), parcours())


def test_a_new_file_can_be_read() -> None:
    assert lire(debut()).produit.nom == "Julie APCV"


def test_a_new_file_says_its_format_its_parcours_and_its_edition_first() -> None:
    assert debut().splitlines()[:3] == ["format = 1", 'parcours = "segur-vague-2"', 'edition = "2025-10"']


def test_every_etape_that_takes_a_statut_is_laid_out_to_do_in_catalogue_order() -> None:
    etapes = tomli.loads(debut())["etapes"]
    laid_out = [f"{plateforme}.{nom}" for plateforme, noms in etapes.items() for nom in noms]
    assert sorted(laid_out) == sorted(one.id for one in parcours().etapes.values() if not one.derive)
    assert {table["statut"] for noms in etapes.values() for table in noms.values()} == {"a-faire"}
    headers = [line[len("[etapes.") : -1] for line in debut().splitlines() if line.startswith("[etapes.")]
    assert headers == [one.id for one in parcours().etapes.values() if not one.derive]


def test_no_derived_etape_is_laid_out() -> None:
    assert "[etapes.cnda.demandes]" not in debut()


def test_what_was_given_stands_above_the_etapes() -> None:
    text = debut("editeur.siren=732829320", "psc.edc=non")
    order = [text.index(header) for header in ("[editeur]", "[produit]", "[psc]", "[etapes.isc.mandataire]")]
    assert order == sorted(order)


def test_a_statut_given_replaces_the_one_laid_out() -> None:
    text = debut("etapes.isc.mandataire.statut=valide")
    assert text.count("[etapes.isc.mandataire]") == 1
    assert lire(text).etapes["isc"]["mandataire"].statut == "valide"


def test_a_new_file_has_no_finding_and_something_to_do() -> None:
    evaluation = evaluate(lire(debut()), parcours(), day("2025-09-01"))
    assert evaluation.constats == ()
    assert evaluation.prochaines[0].evaluee.etape.id == "isc.mandataire"


def test_the_first_example_is_what_init_writes() -> None:
    given = (
        "editeur.raison_sociale=Editeur Exemple",
        "editeur.siren=732829320",
        "produit.nom=Cabinet Clair",
        "produit.version=1.0",
        "produit.dispositif=LGC",
    )
    assert squelette(renseigner(given), parcours()) == example_text("depart")


def test_a_name_that_looks_like_toml_or_markup_is_data() -> None:
    nom = 'Julie "[bold]" = \\ {} é'
    assert lire(squelette(renseigner([f"produit.nom={nom}", MINIMUM[1]]), parcours())).produit.nom == nom


def test_the_same_answers_give_the_same_bytes() -> None:
    assert debut("psc.edc=oui") == debut("psc.edc=oui")


# What it cannot do without


def test_without_a_name_and_a_dispositif_there_is_no_candidature() -> None:
    assert manquants([]) == list(OBLIGATOIRES)
    assert manquants(renseigner(["produit.nom=Julie"])) == ["produit.dispositif"]
    assert manquants(renseigner(MINIMUM)) == []


def test_what_is_missing_is_really_needed() -> None:
    with pytest.raises(SegurctlError):
        lire(squelette(renseigner(["produit.nom=Julie"]), parcours()))


def test_a_distributor_is_told_that_the_editor_candidates() -> None:
    assert "distributeur" in DISTRIBUTEUR
    assert "éditeur" in DISTRIBUTEUR


def test_a_dispositif_outside_vague_2_is_written_with_a_word_of_caution() -> None:
    text = squelette(renseigner(["produit.nom=Julie", "produit.dispositif=LOINC"]), parcours())
    assert [one.regle.id for one in evaluate_on(JOURS["depart"], lire(text)).constats] == ["CVG004"]
