"""Rules of the candidature in Convergence: its dispositif, its éligibilité, its versions."""

import re
from collections.abc import Iterator

from segurctl.proches import suggest
from segurctl.rules.identifiants import same_version
from segurctl.rules.model import Contexte, Ecart, regle
from segurctl.rules.rem import effet_des_profils

_ENVOYEE = ("soumis", "a-modifier", "valide")


@regle("CVG004")
def dispositif_inconnu(contexte: Contexte) -> Iterator[Ecart]:
    """A dispositif that no source shows in vague 2."""
    code = contexte.candidature.produit.dispositif
    connu = contexte.parcours.dispositifs.get(code)
    autre = _autrement(contexte)
    if autre:
        yield Ecart(("produit", "dispositif"), f"dispositif « {code} » : son code est ici {autre}")
    elif connu is None and len(_connus(contexte)) < 2:  # noqa: PLR2004 - two are told by a rule of their own
        codes = [one.code for one in contexte.parcours.dispositifs.values() if one.vague2]
        near = suggest(code, codes)
        plutot = f" ; {near}" if near else ""
        yield Ecart(("produit", "dispositif"), f"dispositif « {code} » inconnu{plutot} (connus : {', '.join(codes)})")
    elif connu is not None and not connu.vague2:
        yield Ecart(("produit", "dispositif"), f"rien ne montre que le dispositif « {code} » existe en vague 2")


@regle("CVG005")
def nil_pour_reference(contexte: Contexte) -> Iterator[Ecart]:
    """Two numbers of two bodies, that a header's name confuses."""
    produit = contexte.candidature.produit
    if produit.nil and produit.nil == produit.reference_convergence:
        yield Ecart(
            ("produit", "reference_convergence"),
            f"« {produit.nil} » est le NIL, donné par le CNDA, et non par Convergence",
        )


@regle("CVG010")
def vague1_sans_id(contexte: Contexte) -> Iterator[Ecart]:
    """Said to be in vague 1, without what proves it."""
    produit = contexte.candidature.produit
    if produit.referencee_vague1 and not (produit.id_reference_vague1 or "").strip():
        message = "le produit est déclaré référencé en vague 1, sans produit.id_reference_vague1"
        yield Ecart(("produit", "id_reference_vague1"), message, "convergence.administratif")


@regle("CVG011")
def versions_obsoletes_absentes(contexte: Contexte) -> Iterator[Ecart]:
    """The form of the éligibilité asks for it, even to say that there is none."""
    envoyee = contexte.etapes["convergence.eligibilite"].statut in _ENVOYEE
    if envoyee and not (contexte.candidature.eligibilite.versions_obsoletes or "").strip():
        message = "l'éligibilité est soumise sans eligibilite.versions_obsoletes"
        yield Ecart(("eligibilite", "versions_obsoletes"), message, "convergence.eligibilite")


@regle("CVG016")
def declaration_changee(contexte: Contexte) -> Iterator[Ecart]:
    """What was declared decides which exigences are proved: a change counts once proofs have been deposited."""
    candidature = contexte.candidature
    if not any(one.deposee_le for one in candidature.preuves.values()):
        return
    for cle, declares, actuels in (
        ("profils", candidature.eligibilite.profils, candidature.produit.profils),
        ("composants", candidature.eligibilite.composants, tuple(candidature.composants)),
    ):
        if declares and set(declares) != set(actuels):
            message = f"{cle} déclarés à l'éligibilité : {_liste(declares)} ; aujourd'hui : {_liste(actuels)}"
            message += effet_des_profils(contexte, declares) if cle == "profils" else ""
            yield Ecart(("eligibilite", cle), message, "convergence.eligibilite")


@regle("CVG017")
def version_majeure_changee(contexte: Contexte) -> Iterator[Ecart]:
    """What was referenced is one version majeure."""
    produit, referencee = contexte.candidature.produit, contexte.candidature.referencement.version_majeure
    champ = "version_majeure" if produit.version_majeure else "version"
    actuelle = produit.version_majeure or produit.version
    if actuelle and referencee and not same_version(actuelle, referencee):
        message = f"le référencement est celui de la version « {referencee} », le produit est en version « {actuelle} »"
        yield Ecart(("produit", champ), message, "convergence.referencement")


@regle("CVG019")
def deux_dispositifs(contexte: Contexte) -> Iterator[Ecart]:
    """One candidature is for one dispositif."""
    codes = _connus(contexte)
    seul = contexte.candidature.produit.dispositif in contexte.parcours.dispositifs or _autrement(contexte)
    if not seul and len(codes) > 1:
        message = f"« {contexte.candidature.produit.dispositif} » nomme plusieurs dispositifs : {', '.join(codes)}"
        yield Ecart(("produit", "dispositif"), message)


def _autrement(contexte: Contexte) -> str | None:
    """The code of a dispositif that is written in another way that the sources have."""
    ecrit = contexte.candidature.produit.dispositif.strip().lower()
    dispositifs = contexte.parcours.dispositifs.values()
    return next((one.code for one in dispositifs if ecrit in map(str.lower, one.alias)), None)


def _connus(contexte: Contexte) -> list[str]:
    """The codes of dispositifs that the text names."""
    mots = re.split(r"[\s,;+&/]+", contexte.candidature.produit.dispositif)
    return [one for one in dict.fromkeys(mots) if one in contexte.parcours.dispositifs]


def _liste(noms: tuple[str, ...]) -> str:
    return ", ".join(f"« {nom} »" for nom in sorted(noms)) or "rien"
