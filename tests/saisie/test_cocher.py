"""`tick`: actions done, each with its day."""

import pytest

from builders import day, parcours
from segurctl.candidature.edit import SetKey, UnsetKey
from segurctl.errors import SegurctlError
from segurctl.saisie.cocher import cocher

LE = day("2025-09-29")
PATH = ("etapes", "psc", "datapass", "actions", "proconnect")


def refus(cible: str) -> str:
    """Why a tick is refused, and the remedy."""
    with pytest.raises(SegurctlError) as refused:
        cocher(cible, LE, parcours(), undo=False)
    return f"{refused.value.message}\n{refused.value.hint or ''}"


def test_an_action_is_ticked_with_its_day() -> None:
    assert cocher("psc.datapass/proconnect", LE, parcours(), undo=False) == SetKey(PATH, LE)


def test_a_tick_is_taken_away() -> None:
    assert cocher("psc.datapass/proconnect", LE, parcours(), undo=True) == UnsetKey(PATH)


ACTIONS = [action.id for etape in parcours().etapes.values() for action in etape.actions]


@pytest.mark.parametrize("action", ACTIONS)
def test_every_action_of_the_catalogue_can_be_ticked(action: str) -> None:
    etape, _, cle = action.partition("/")
    path = ("etapes", *etape.split("."), "actions", cle)
    assert cocher(action, LE, parcours(), undo=False) == SetKey(path, LE)


def test_a_derived_etape_takes_ticks() -> None:
    assert cocher("cnda.demandes/demande", LE, parcours(), undo=False).path[-1] == "demande"


def test_an_unknown_etape_is_refused_with_the_nearest_one() -> None:
    assert "vouliez-vous dire « psc.datapass/proconnect » ?" in refus("psc.datapas/proconnect")


def test_an_unknown_etape_near_to_nothing_is_told_where_to_look() -> None:
    assert "psc.client-id-bas" in refus("xyzzy/proconnect")


def test_an_unknown_action_is_refused_with_the_nearest_one() -> None:
    refused = refus("psc.datapass/proconect")
    assert "« psc.datapass/proconect »" in refused
    assert "vouliez-vous dire « proconnect » ?" in refused


def test_an_unknown_action_near_to_nothing_is_told_which_there_are() -> None:
    assert "profil, proconnect, projet" in refus("psc.datapass/xyzzy")


@pytest.mark.parametrize("cible", ["psc.datapass", "psc.datapass/"])
def test_an_etape_without_an_action_is_refused_with_its_actions(cible: str) -> None:
    refused = refus(cible)
    assert "ne nomme pas d'action" in refused
    assert "proconnect" in refused
