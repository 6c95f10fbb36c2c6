"""The catalogue, loaded whole: it agrees with itself, sources each fact, and speaks in its own words."""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from graphlib import TopologicalSorter
from typing import Any, get_args, get_origin
from urllib.parse import urlsplit

import pytest
import tomli
from pydantic import BaseModel

from segurctl.candidature.model import Candidature, Statut
from segurctl.parcours.consultation import rubriques
from segurctl.parcours.editions import Evolution
from segurctl.parcours.load import CATALOGUE, load_parcours
from segurctl.parcours.model import Confiance, Etape, Parcours, Prerequis, Source
from segurctl.views.resources_text import GENRES

VERIFIE_AU_PLUS_TARD = date(2026, 11, 23)
KEBAB = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
APPARTENANCES = {"cnda-propre", "role-editeur", "role-operateur"}
CLES_INTERNES = re.compile(r"\bSEED\b|\bFAQ-?[0-9NVR]|\bREPO-?\d|facts\.md|\bSQUASH\b|\bGZL\b|[{}@]")
MOTS = 8

# What the webinar says, in its words, a blank line between two sentences; the catalogue has others.
DIAPORAMA = """\
Sélectionnez le rôle Mandataire si vous êtes le mandataire social de votre entreprise.

Déposez un Kbis de moins de 3 mois soit par un « glisser/déposer » soit en le téléchargeant.

Vous êtes d'abord invité à autoriser l'accès à votre appareil photo.

Votre demande de création de compte est transmise aux mandataires et représentants de votre entreprise
inscrits sur le fournisseur d'identité.

C'est l'éditeur de la solution qui réalise les démarches de référencement Ségur de la solution dans
Convergence.

Pour ajouter un nouveau produit, vous devez renseigner les éléments d'identification de votre produit.

Pour accepter la Charte de référencement, vous devez cocher la case en invitant le représentant du candidat
à confirmer qu'il a lu et approuvé les termes de cette Charte.

Après validation de votre candidature administrative par un vérificateur ANS, vous accédez au formulaire
d'éligibilité afin de vérifier si votre logiciel est éligible au dispositif que vous avez sélectionné.

La date d'opposabilité détermine la période durant laquelle le périmètre des tests en lien avec cette
demande est figé. Passé ce délai, il vous faudra effectuer une nouvelle demande auprès du CNDA.

Dans le cas où le raccordement à PSC est délégué au fournisseur de la solution d'authentification, il est
recommandé de choisir un responsable technique appartenant à ce fournisseur.

vous devrez renseigner le numéro de demande Datapass et non le numéro d'habilitation Datapass reçu.

Après réception et validation de votre demande par nos équipes, vous obtiendrez votre Client_ID EDC pour la
connexion dans l'environnement choisi.

L'affichage de ces chapitres et des exigences associées est conditionné par les profils sélectionnés à
l'étape d'éligibilité.

Pour chaque exigence, vous devez fournir au moins une preuve de type fichier ou de type lien.

Une fois toutes les preuves chargées, vous pouvez retourner sur la page des chapitres.

Chaque étape est débloquée après validation de l'étape précédente par les équipes de vérification ANS.

A chaque création de compte, il est nécessaire de patienter 24h avant utilisation.

Une fois que le vérificateur ANS valide toutes les preuves déposées, un e-mail est envoyé au responsable
légal de votre entreprise l'invitant à signer électroniquement la convention sur la plateforme Yousign.

Une fois que le collège a rendu un avis favorable et que la convention est signée avec l'ANS, le
référencement de l'éditeur est prononcé.
"""


@pytest.fixture(scope="module")
def parcours() -> Parcours:
    return load_parcours()


def _tables() -> dict[str, Any]:
    return {path.stem: tomli.loads(path.read_text(encoding="utf-8")) for path in CATALOGUE.glob("*.toml")}


def _asked(etape: Etape) -> tuple[Prerequis, ...]:
    return etape.prerequis + etape.recommandations


def _before(asked: tuple[Prerequis, ...]) -> list[str]:
    """The étapes that come before, by themselves or by one of their actions."""
    return [
        prerequis.etape or (prerequis.action or "").partition("/")[0]
        for prerequis in asked
        if prerequis.etape or prerequis.action
    ]


def _sources(parcours: Parcours) -> Iterator[tuple[str, Source]]:
    """Every entry of the catalogue that states a fact, by a name to find it."""
    for plateforme in parcours.plateformes.values():
        yield plateforme.id, plateforme.source
        yield from ((f"{plateforme.id}, hôte {one.nom}", one.source) for one in plateforme.hotes)
        yield from ((f"{plateforme.id}, contact {one.adresse}", one.source) for one in plateforme.contacts)
        yield from ((f"{plateforme.id}, ressource {one.titre}", one.source) for one in plateforme.ressources)
    for etape in parcours.etapes.values():
        yield etape.id, etape.source
        if etape.contact:
            yield f"{etape.id}, contact", etape.contact.source
        if etape.delai:
            yield f"{etape.id}, délai", etape.delai.source
        yield from ((action.id, action.source) for action in etape.actions)
        yield from ((f"{etape.id}, {one.libelle}", one.source) for one in etape.valeurs if one.source)
        yield from ((f"{etape.id}, {kind(one)}", one.source) for one in _asked(etape))
    yield from ((f"suivi {one.id}", one.source) for one in parcours.suivis.values())
    yield from ((f"champ {one.chemin}", one.source) for one in parcours.champs.values())
    yield from ((f"condition {one.id}", one.source) for one in parcours.conditions.values())
    for support in parcours.supports.values():
        yield f"support {support.id}", support.source
        yield from ((f"support {support.id}, {one.libelle}", one.source) for one in support.valeurs if one.source)
    for couloir in parcours.couloirs.values():
        yield f"couloir {couloir.id}", couloir.source
        yield from ((f"{couloir.id}, ressource {one.titre}", one.source) for one in couloir.ressources)
    for dispositif in parcours.dispositifs.values():
        yield f"dispositif {dispositif.code}", dispositif.source
        yield from ((f"jalon {dispositif.code} {one.id}", one.source) for one in dispositif.jalons)


def kind(prerequis: Prerequis) -> str:
    """A prérequis in a few words, for the messages of failing tests."""
    return prerequis.etape or prerequis.action or prerequis.suivi or " | ".join(prerequis.champs)


def _texts(etape: Etape) -> Iterator[str]:
    """Everything that an étape says to a person, sources aside."""
    yield from (etape.titre, etape.pourquoi, *etape.pieges)
    for action in etape.actions:
        yield from (action.titre, action.detail or "")
    yield from (one.pourquoi or "" for one in _asked(etape))
    for valeur in etape.valeurs:
        yield from (valeur.libelle, valeur.texte or "", valeur.aide or "")


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text.casefold())


def _runs(text: str) -> set[tuple[str, ...]]:
    """Every run of eight words in a row."""
    words = _words(text)
    return {tuple(words[i : i + MOTS]) for i in range(len(words) - MOTS + 1)}


def _leaves(annotation: Any, path: str) -> Iterator[str]:
    """The paths of the values of the candidature's format, `*` for the keys that the team chooses."""
    options = [one for one in (get_args(annotation) or (annotation,)) if one is not type(None)]
    if get_origin(annotation) is Mapping:
        yield from _leaves(get_args(annotation)[1], f"{path}.*")
    elif isinstance(annotation, type) and issubclass(annotation, BaseModel):
        for name, field in annotation.model_fields.items():
            yield from _leaves(field.annotation, f"{path}.{name}".lstrip("."))
    elif any(isinstance(one, type) and issubclass(one, BaseModel) for one in options):
        stars = f"{path}.*" if get_origin(annotation) is tuple else path
        yield from _leaves(options[0], stars)
    else:
        yield path


# The parcours agrees with itself


def test_the_order_names_every_etape_once_and_no_other(parcours: Parcours) -> None:
    tables = _tables()
    written = [etape["id"] for id_ in tables["parcours"]["plateformes"] for etape in tables[id_]["etapes"]]
    assert len(written) == len(set(written))
    assert sorted(tables["parcours"]["ordre"]) == sorted(written)
    assert list(parcours.etapes) == tables["parcours"]["ordre"]


def test_every_etape_lives_in_the_file_of_its_plateforme() -> None:
    tables = _tables()
    for plateforme in tables["parcours"]["plateformes"]:
        strangers = [one["id"] for one in tables[plateforme]["etapes"] if not one["id"].startswith(f"{plateforme}.")]
        assert strangers == []


@pytest.mark.parametrize("soft", [False, True], ids=["hard", "hard and soft"])
def test_nobody_waits_for_himself(parcours: Parcours, soft: bool) -> None:
    graph = {one.id: _before(_asked(one) if soft else one.prerequis) for one in parcours.etapes.values()}
    assert sorted(TopologicalSorter(graph).static_order()) == sorted(parcours.etapes)


def test_what_an_etape_asks_for_comes_earlier_in_the_order(parcours: Parcours) -> None:
    order = list(parcours.etapes)
    late = [
        (etape.id, before)
        for etape in parcours.etapes.values()
        for before in _before(_asked(etape))
        if order.index(before) >= order.index(etape.id)
    ]
    assert late == []


def test_a_prerequis_is_of_exactly_one_kind(parcours: Parcours) -> None:
    for etape in parcours.etapes.values():
        for one in _asked(etape):
            assert sum(map(bool, (one.etape, one.action, one.champs, one.suivi))) == 1, (etape.id, one)
            assert bool(one.suivi) == bool(one.avancement), (etape.id, one)
            assert one.apres_jours is None or one.champs, (etape.id, one)


def test_every_action_and_etape_asked_for_exists(parcours: Parcours) -> None:
    actions = {action.id for etape in parcours.etapes.values() for action in etape.actions}
    for etape in parcours.etapes.values():
        for one in _asked(etape):
            assert one.etape is None or one.etape in parcours.etapes, etape.id
            assert one.action is None or one.action in actions, etape.id


def test_every_champ_named_anywhere_is_explained(parcours: Parcours) -> None:
    named = [
        *(champ for etape in parcours.etapes.values() for one in _asked(etape) for champ in one.champs),
        *(champ.chemin for etape in parcours.etapes.values() for champ in etape.champs),
        *(autre for etape in parcours.etapes.values() for champ in etape.champs for autre in champ.a_defaut_de),
        *(one.champ for etape in parcours.etapes.values() for one in etape.valeurs if one.champ),
        *(
            f"{suivi.id}.*.{key}"
            for suivi in parcours.suivis.values()
            for stage in suivi.avancements
            for key in (*stage.requis, *([stage.date] if stage.date else []))
        ),
        *(f"etapes.{action.id.replace('/', '.actions.')}" for e in parcours.etapes.values() for action in e.actions),
    ]
    assert [champ for champ in named if parcours.champ(champ) is None] == []


def test_every_condition_named_anywhere_exists(parcours: Parcours) -> None:
    named = {
        si
        for etape in parcours.etapes.values()
        for si in (
            etape.si,
            *(one.si for one in _asked(etape)),
            *(one.si for one in etape.champs),
            *(one.si for one in etape.valeurs),
        )
        if si
    }
    assert named <= set(parcours.conditions)


def test_every_suivi_and_stage_named_anywhere_exists(parcours: Parcours) -> None:
    for etape in parcours.etapes.values():
        for one in _asked(etape):
            assert one.suivi is None or parcours.suivis[one.suivi].rang(one.avancement), etape.id
        if derive := etape.derive:
            stages = [stage.id for stage in parcours.suivis[derive.suivi].avancements]
            assert (derive.de is None) == (not stages), etape.id
            assert not stages or stages.index(derive.de or "") <= stages.index(derive.a or ""), etape.id
            assert derive.acquis in get_args(Statut), etape.id
            assert derive.appartient is None or derive.appartient in APPARTENANCES, etape.id
    for suivi in parcours.suivis.values():
        assert suivi.final is None or suivi.rang(suivi.final) == len(suivi.avancements), suivi.id


def test_every_acteur_named_anywhere_has_a_name(parcours: Parcours) -> None:
    named = {etape.acteur for etape in parcours.etapes.values()}
    named |= {etape.validateur for etape in parcours.etapes.values() if etape.validateur}
    named |= {suivi.validateur for suivi in parcours.suivis.values() if suivi.validateur}
    assert named <= set(parcours.acteurs)


def test_every_contact_of_an_etape_is_one_of_its_plateforme(parcours: Parcours) -> None:
    for etape in parcours.etapes.values():
        contacts = {contact.adresse for contact in parcours.plateformes[etape.plateforme].contacts}
        assert etape.contact is None or etape.contact.adresse in contacts, etape.id
    for plateforme in parcours.plateformes.values():
        assert all("@" in contact.adresse for contact in plateforme.contacts), plateforme.id


def test_every_address_is_on_a_host_that_says_its_source(parcours: Parcours) -> None:
    hosts = {host.nom for plateforme in parcours.plateformes.values() for host in plateforme.hotes}
    places: list[tuple[str, str | None]] = [(one.id, one.url) for one in parcours.plateformes.values()]
    places += [(one.id, one.url) for one in parcours.etapes.values()]
    for id_, url in places:
        if url is not None:
            assert urlsplit(url).scheme == "https", id_
            assert urlsplit(url).hostname in hosts, id_


def test_every_jalon_names_an_etape_and_a_statut_or_neither(parcours: Parcours) -> None:
    for dispositif in parcours.dispositifs.values():
        for jalon in dispositif.jalons:
            assert (jalon.etape is None) == (jalon.statut is None), (dispositif.code, jalon.id)
            assert jalon.etape is None or jalon.etape in parcours.etapes, (dispositif.code, jalon.id)
            assert jalon.statut in (None, *get_args(Statut)), (dispositif.code, jalon.id)


def test_a_value_to_paste_is_a_champ_a_constant_a_template_of_both_or_for_the_person_to_type(
    parcours: Parcours,
) -> None:
    for etape in parcours.etapes.values():
        for valeur in etape.valeurs:
            assert valeur.a_la_main == (not valeur.champ and not valeur.texte), (etape.id, valeur)
            assert (valeur.texte or "").count("{}") == (1 if valeur.champ and valeur.texte else 0), (
                etape.id,
                valeur,
            )


def test_every_value_of_the_file_is_a_champ_and_every_champ_a_value(parcours: Parcours) -> None:
    leaves = set(_leaves(Candidature, ""))
    # A chapter walks no stages: its `avancement` only comes with the shape that the suivis share.
    assert leaves - set(parcours.champs) <= {"chapitres.*.avancement"}
    assert set(parcours.champs) - leaves == set()


# What there is to consult


def test_a_ressource_has_an_address_or_says_where_to_find_it(parcours: Parcours) -> None:
    ressources = [one for rubrique in rubriques(parcours) for one in rubrique.ressources]
    assert [one.titre for one in ressources if bool(one.url) == bool(one.ou)] == []
    assert {one.genre for one in ressources} == set(GENRES)


def test_every_couloir_is_that_of_a_dispositif_and_every_dispositif_has_its_couloir(parcours: Parcours) -> None:
    assert {one.titre for one in parcours.couloirs.values()} == {one.couloir for one in parcours.dispositifs.values()}


def test_a_ressource_of_a_couloir_helps_on_plateformes_that_exist(parcours: Parcours) -> None:
    named = {one for couloir in parcours.couloirs.values() for each in couloir.ressources for one in each.plateformes}
    assert named <= set(parcours.plateformes)


def test_the_couloirs_have_the_webinars_that_the_webinar_announces(parcours: Parcours) -> None:
    found = {
        id_: sum(one.genre == "replay" for one in couloir.ressources) for id_, couloir in parcours.couloirs.items()
    }
    assert {id_: count for id_, count in found.items() if count} == {
        "hopital": 1,
        "medecin-de-ville": 6,
        "imagerie": 2,
        "officine": 1,
    }


def test_where_there_are_several_addresses_each_has_a_name(parcours: Parcours) -> None:
    for plateforme in parcours.plateformes.values():
        if len(plateforme.contacts) > 1:
            assert all(one.nom for one in plateforme.contacts), plateforme.id


def test_every_plateforme_can_be_asked_with_champs_that_exist(parcours: Parcours) -> None:
    assert set(parcours.supports) == set(parcours.plateformes)
    for support in parcours.supports.values():
        champs = [one.champ for one in support.valeurs if one.champ]
        assert [champ for champ in champs if parcours.champ(champ) is None] == []
        assert set(support.exige) <= {"cas", "job", "trace", *champs}, support.id
        assert set(support.ailleurs) <= set(parcours.plateformes), support.id


def test_only_for_motco2_is_a_message_refused_without_what_it_has_to_say(parcours: Parcours) -> None:
    exiges = {one.id: one.exige for one in parcours.supports.values() if one.exige}
    assert exiges == {"motco2": ("cas", "job", "trace", "produit.nil")}


@pytest.mark.parametrize(
    ("id_", "libelles"),
    [
        (
            "convergence.produit",
            (
                "Nom du produit * | Version * | NIL | Responsable * | Description du produit * | Certifications"
                " | Dispositif visé | Autres dispositifs et certifications visés"
            ),
        ),
        (
            "convergence.administratif",
            (
                "Responsable légal de l'entreprise | Contact pour le référencement | Raison sociale | SIREN"
                " | Autres informations de l'entreprise | Référencée en vague 1 | ID de référencement vague 1"
            ),
        ),
        (
            "psc.datapass",
            (
                "Type de profil | Informations sur le projet | Cadre juridique | Données nécessaires"
                " | Destinataires des données * | Durée de conservation des données en mois * | Contact technique"
                " | Contacts RGPD"
            ),
        ),
        ("psc.client-id-bas", "Type de demande | Environnement | Numéro de demande DataPass | Espace | Commentaire(s)"),
        (
            "psc.client-id-prod",
            "Type de demande | Environnement | Numéro de demande DataPass | Espace | Commentaire(s)",
        ),
        ("motco2.enrolement", "Solution à inscrire | Personne physique de test | Personne morale de test"),
    ],
)
def test_a_form_has_its_fields_in_the_order_of_the_portal(parcours: Parcours, id_: str, libelles: str) -> None:
    assert " | ".join(one.libelle for one in parcours.etapes[id_].valeurs) == libelles


# Where facts come from


def test_every_entry_says_where_it_comes_from_how_surely_and_when_it_was_checked(parcours: Parcours) -> None:
    for name, source in _sources(parcours):
        assert source.texte.strip(), name
        assert source.confiance in ("A", "B", "C"), name
        assert type(source.verifie_le) is date, name
        assert source.verifie_le <= VERIFIE_AU_PLUS_TARD, name
    for repere in _tables()["parcours"]["reperes"]:
        assert repere["source"], repere
        assert repere["confiance"] in ("A", "B", "C"), repere
        assert repere["verifie_le"] <= VERIFIE_AU_PLUS_TARD, repere


def test_no_source_speaks_in_our_own_shorthand(parcours: Parcours) -> None:
    assert [(name, source.texte) for name, source in _sources(parcours) if CLES_INTERNES.search(source.texte)] == []


def test_what_the_code_of_datapass_says_has_the_day_and_the_commit_it_was_read_at(parcours: Parcours) -> None:
    cited = {name: source.texte for name, source in _sources(parcours) if "etalab/data_pass" in source.texte}
    assert cited
    assert [name for name, texte in cited.items() if "etalab/data_pass, au 6 août 2026 (c3a17f12)" not in texte] == []


def test_the_place_of_a_replay_has_for_source_the_page_that_says_it(parcours: Parcours) -> None:
    ressources = [one for rubrique in rubriques(parcours) for one in rubrique.ressources]
    placed = [one for one in ressources if "« Tous les webinaires »" in (one.ou or "")]
    assert placed
    assert [one.titre for one in placed if "« Prochains webinaires et AMA Thématiques »" not in one.source.texte] == []
    assert [one.titre for one in placed if ("sans doute" in (one.ou or "")) != (one.source.confiance == "C")] == []


def test_only_what_was_read_whole_blocks(parcours: Parcours) -> None:
    unsure = [
        (etape.id, kind(one))
        for etape in parcours.etapes.values()
        for one in etape.prerequis
        if one.source.confiance != "A"
    ]
    assert unsure == []


def test_no_etape_is_only_an_inference(parcours: Parcours) -> None:
    assert [etape.id for etape in parcours.etapes.values() if etape.source.confiance == "C"] == []


def test_an_inference_says_that_it_is_one(parcours: Parcours) -> None:
    inferred = {name: source.texte for name, source in _sources(parcours) if source.confiance == "C"}
    unsaid = [name for name, texte in inferred.items() if "Déduit" not in texte and "mal reconnu" not in texte]
    assert unsaid == []


def test_the_address_that_was_misread_says_that_it_must_be_checked(parcours: Parcours) -> None:
    support = next(one for one in parcours.plateformes["cnda"].contacts if one.adresse.startswith("support"))
    assert support.source.confiance == "C"
    assert "à vérifier" in support.pour


# Ids


def test_ids_are_kebab_case(parcours: Parcours) -> None:
    for etape in parcours.etapes.values():
        assert all(KEBAB.fullmatch(part) for part in etape.id.split(".")), etape.id
        assert all(KEBAB.fullmatch(action.nom) for action in etape.actions), etape.id
    for suivi in parcours.suivis.values():
        assert all(KEBAB.fullmatch(stage.id) for stage in suivi.avancements), suivi.id
    assert all(KEBAB.fullmatch(id_) for id_ in (*parcours.conditions, *parcours.reperes, *parcours.acteurs))
    for dispositif in parcours.dispositifs.values():
        assert all(KEBAB.fullmatch(jalon.id) for jalon in dispositif.jalons), dispositif.code


def test_ids_are_unique(parcours: Parcours) -> None:
    tables = _tables()
    families = {
        "actions": [action.id for etape in parcours.etapes.values() for action in etape.actions],
        "champs": [one["chemin"] for one in tables["champs"]["champs"]],
        "dispositifs": [one["code"] for one in tables["dispositifs"]["dispositifs"]],
        "suivis": [one["id"] for one in tables["suivis"]["suivis"]],
        "conditions": [one["id"] for one in tables["parcours"]["conditions"]],
        "jalons": [f"{one.code} {jalon.id}" for one in parcours.dispositifs.values() for jalon in one.jalons],
    }
    for family, ids in families.items():
        assert sorted(set(ids)) == sorted(ids), family


# What the webinar shows, nothing dropped


def test_the_mandataire_signs_up_in_ten_moves_and_an_employee_in_three(parcours: Parcours) -> None:
    assert len(parcours.etapes["isc.mandataire"].actions) == 10
    assert len(parcours.etapes["isc.equipe"].actions) == 3


def test_the_product_form_has_four_starred_fields_then_two_others(parcours: Parcours) -> None:
    etape = parcours.etapes["convergence.produit"]
    assert [one.chemin for one in etape.champs if one.requis] == [
        "produit.nom",
        "produit.version",
        "produit.responsable",
        "produit.description",
    ]
    assert [action.nom for action in etape.actions if "(obligatoire)" in action.titre] == [
        "nom",
        "version",
        "responsable",
        "description",
    ]
    assert [action.nom for action in etape.actions if "(facultatif)" in action.titre] == [
        "nil",
        "certifications",
    ]
    assert [valeur.champ for valeur in etape.valeurs if valeur.libelle.endswith("*")] == [
        one.chemin for one in etape.champs if one.requis
    ]


def test_gazelle_is_played_in_seven_moves(parcours: Parcours) -> None:
    actions = parcours.etapes["gazelle.tests"].actions
    assert len(actions) == 7
    assert actions[-1].nom == "lien-permanent"


def test_a_demande_walks_the_four_stages_of_the_cnda_to_its_attestation(parcours: Parcours) -> None:
    stages = [stage.id for stage in parcours.suivis["cnda.demandes"].avancements]
    assert stages == ["initialisation", "pre-examen", "examen", "finalisation", "conforme"]
    titres = " ".join(
        action.titre for id_ in ("cnda.demandes", "cnda.homologation") for action in parcours.etapes[id_].actions
    )
    for stage in ("Initialisation", "Pré-examen", "Examen de conformité", "Finalisation"):
        assert f"{stage} :" in titres


def test_the_request_for_a_client_id_asks_for_the_right_espace(parcours: Parcours) -> None:
    for id_ in ("psc.client-id-bas", "psc.client-id-prod"):
        valeurs = {valeur.libelle: valeur for valeur in parcours.etapes[id_].valeurs}
        assert valeurs["Espace"].texte == "Intégrer l'Espace Communautaire"
        assert valeurs["Numéro de demande DataPass"].champ == "psc.datapass_demande"
        assert valeurs["Commentaire(s)"].texte == "Je souhaite intégrer l'Espace de Confiance. NRU : {}"


def test_only_the_four_announced_delays_are_there(parcours: Parcours) -> None:
    assert {etape.id: etape.delai.jours for etape in parcours.etapes.values() if etape.delai} == {
        "isc.mandataire": 1,
        "psc.datapass": 14,
        "motco2.enrolement": 1,
        "psc.client-id-bas": 7,  # of a standard raccordement: a page read in part,
    }


def test_drimbox_has_six_jalons_that_end_at_noon(parcours: Parcours) -> None:
    jalons = parcours.dispositifs["DRIMbox"].jalons
    assert len(jalons) == 6
    assert all(isinstance(jalon.le, datetime) for jalon in jalons)
    assert {jalon.le.strftime("%H:%M:%S") for jalon in jalons} == {"12:00:00"}
    assert sorted(jalons, key=lambda jalon: jalon.le.isoformat()) == list(jalons)


def test_no_other_dispositif_has_a_date_but_ris(parcours: Parcours) -> None:
    dated = {code: [jalon.id for jalon in one.jalons] for code, one in parcours.dispositifs.items() if one.jalons}
    assert set(dated) == {"DRIMbox", "RIS"}
    assert [jalon.source.confiance for jalon in parcours.dispositifs["RIS"].jalons] == ["B"]


def test_nothing_shows_ri_and_loinc_in_vague_2(parcours: Parcours) -> None:
    assert {code for code, one in parcours.dispositifs.items() if not one.vague2} == {"RI", "LOINC"}


def test_gazelle_tells_the_space_of_proofs_from_the_one_to_rehearse(parcours: Parcours) -> None:
    roles = {host.nom: host.role for host in parcours.plateformes["gazelle"].hotes}
    assert roles["interop.referencement.esante.gouv.fr"] == "référencement"
    assert roles["interopsegur.esante.gouv.fr"] == "référencement"
    assert roles["interop.esante.gouv.fr"] == "répétition"


def test_the_backbone_of_the_candidature_is_never_sans_objet(parcours: Parcours) -> None:
    optional = {etape.id for etape in parcours.etapes.values() if etape.sans_objet}
    assert not {id_ for id_ in optional if id_.startswith("convergence.")}
    assert not optional & {"isc.mandataire", "cnda.inscription"}


# The texts


def test_no_text_carries_a_control_character(parcours: Parcours) -> None:
    for etape in parcours.etapes.values():
        for text in _texts(etape):
            assert not any(unicodedata.category(char) in ("Cc", "Cf") for char in text), (etape.id, text)
    for path in CATALOGUE.glob("*.toml"):
        assert "\t" not in path.read_text(encoding="utf-8"), path.name


def test_every_etape_says_why_in_one_to_three_sentences_and_what_to_do(parcours: Parcours) -> None:
    for etape in parcours.etapes.values():
        assert 1 <= len(re.findall(r"[.!?](?:\s|$)", etape.pourquoi)) <= 3, etape.id
        assert etape.actions, etape.id


def test_titles_have_no_final_stop_and_sentences_have_one(parcours: Parcours) -> None:
    for etape in parcours.etapes.values():
        titles = [etape.titre, *(action.titre for action in etape.actions)]
        assert [title for title in titles if title.endswith(".")] == [], etape.id
        sentences = [etape.pourquoi, *etape.pieges, *(one.detail for one in etape.actions if one.detail)]
        assert [sentence for sentence in sentences if not sentence.endswith(".")] == [], etape.id
    for champ in parcours.champs.values():
        assert not champ.titre.endswith("."), champ.chemin
        assert champ.aide.endswith("."), champ.chemin


def test_the_etapes_speak_in_their_own_words_and_not_in_those_of_the_webinar(parcours: Parcours) -> None:
    sentences = DIAPORAMA.split("\n\n")
    assert all(len(_words(sentence)) >= 12 for sentence in sentences)
    theirs = {run for sentence in sentences for run in _runs(sentence)}
    for etape in parcours.etapes.values():
        for text in _texts(etape):
            assert not _runs(text) & theirs, (etape.id, text)


def test_the_last_edition_known_is_that_of_the_catalogue_and_none_renames_across_tables() -> None:
    editions = load_parcours().editions
    assert [edition.id for edition in editions] == sorted({edition.id for edition in editions})
    assert editions[-1].id == load_parcours().edition
    assert editions[0].evolution == Evolution()
    for edition in editions:
        assert edition.source.confiance in get_args(Confiance)
        for old, new in edition.evolution.renommees.items():
            assert len(old.split(".")) == len(new.split("."))
            assert old.count("*") == new.count("*")
