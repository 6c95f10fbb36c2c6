"""The shape of a candidature file, format 1.

Shape and type only: what a value means is a rule, so that a wrong SIREN is a finding with a line and not an
unreadable file. Everything below `[produit]` is optional. Dates are TOML local dates, jalons local date-times. The
order of the fields is that of the keys in a file that `fmt` wrote.
"""

import datetime as dt
from collections.abc import Mapping
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, Strict

FORMAT = 1

Statut = Literal["a-faire", "en-cours", "soumis", "a-modifier", "valide", "refuse", "sans-objet"]
Cloture = Literal["expiree", "refusee", "abandonnee", "remplacee"]
Porteur = Literal["editeur", "tiers", "aucun"]
Role = Literal["editeur-logiciel-utilisateur", "editeur-proxy", "operateur-service", "operateur-proxy"]
TypeComposant = Literal["principal", "proxy", "additionnel"]

COMPTE_MAX = 999_999_999  # what a count of findings never reaches
Textes = Annotated[tuple[str, ...], Strict(strict=False)]  # a TOML array comes as a list


class _Table(BaseModel):
    model_config = ConfigDict(frozen=True, strict=True, extra="forbid", defer_build=True)


class Editeur(_Table):
    """`[editeur]`: the company, the same for all its products."""

    raison_sociale: str | None = None
    siren: str | None = None
    siret: str | None = None
    identifiant_etranger: str | None = None
    nie: str | None = None
    kbis_du: dt.date | None = None


class Produit(_Table):
    """`[produit]`: what is to be referenced."""

    nom: str
    version: str | None = None
    version_majeure: str | None = None
    responsable: str | None = None
    description: str | None = None
    certifications: Textes = ()
    dispositif: str
    profils: Textes = ()
    nil: str | None = None
    reference_convergence: str | None = None
    referencee_vague1: bool | None = None
    id_reference_vague1: str | None = None


class Composant(_Table):
    """`[composants.*]`: a component of the solution; `tiers`: made by someone else; `eai`: an integrated engine."""

    type: TypeComposant
    nom: str | None = None
    tiers: bool = False
    eai: bool = False


class Eligibilite(_Table):
    """`[eligibilite]`: the files that its form asks for, and the profils and composants declared in it."""

    versions_obsoletes: str | None = None
    preuve_cnda: str | None = None
    profils: Textes = ()
    composants: Textes = ()


class Item(_Table):
    """One item of a suivi: its statut, since when, and whether it is closed."""

    statut: Statut | None = None
    depuis: dt.date | None = None
    note: str | None = None
    cloture: Cloture | None = None
    close_le: dt.date | None = None


class ItemDeStade(Item):
    """An item that walks stages; its statut is that of the stage."""

    avancement: str | None = None


class Dossier(ItemDeStade):
    """`[psc.dossiers.*]`: one EDC candidature; a Logiciel Utilisateur files one for each proxy it uses."""

    role: Role
    proxy: str | None = None
    nru: str | None = None
    habilitation: str | None = None


class Psc(_Table):
    """`[psc]`: Pro Santé Connect; `edc` (is the habilitation asked?) and `operateur` are absent while unknown."""

    edc: bool | None = None
    operateur: bool | None = None
    datapass_demande: str | None = None
    datapass_habilitation: str | None = None
    client_id_bas: str | None = None
    client_id_prod: str | None = None
    dossiers: Mapping[str, Dossier] = Field(default_factory=dict)


class Demande(ItemDeStade):
    """`[cnda.demandes.*]`: one demande de conformité; `eai`: an integrated engine needs its own."""

    teleservice: str | None = None
    porteur: Porteur = "editeur"
    nil_tiers: str | None = None
    eai: bool = False
    version_cible: str | None = None
    demandee_le: dt.date | None = None
    date_opposabilite: dt.date | None = None
    attestation: str | None = None


class Cnda(_Table):
    """`[cnda]`: the demandes de conformité."""

    demandes: Mapping[str, Demande] = Field(default_factory=dict)


class TestIntrusion(_Table):
    """`[tests_intrusion.*]`: one pen-test form for each architecture; its stages are its dates."""

    realise_le: dt.date | None = None
    depose_le: dt.date | None = None
    hautes: int | None = Field(default=None, ge=0, le=COMPTE_MAX)
    moyennes: int | None = Field(default=None, ge=0, le=COMPTE_MAX)
    signe: bool | None = None
    fichier: str | None = None
    note: str | None = None
    cloture: Cloture | None = None
    close_le: dt.date | None = None


class Motco2(_Table):
    """`[motco2]`: the test account and the test identities, opaque."""

    compte_cree_le: dt.date | None = None
    personne_physique: str | None = None
    personne_morale: str | None = None
    carte_expire_le: dt.date | None = None


class Rem(_Table):
    """`[rem]`: the snapshot of the requirement workbook."""

    fichier: str


class EtapeDeclaree(_Table):
    """`[etapes.plateforme.nom]`: what the team declares of an étape, and the actions ticked with their day."""

    statut: Statut | None = None
    depuis: dt.date | None = None
    note: str | None = None
    actions: Mapping[str, dt.date] = Field(default_factory=dict)


class Chapitre(Item):
    """`[chapitres.*]`: a chapter of requirements; `titre` where there is no snapshot to name it."""

    titre: str | None = None


class Exigence(_Table):
    """`[exigences.*]`: what the team says of one requirement."""

    sans_objet: str | None = None
    note: str | None = None


class Preuve(_Table):
    """`[preuves.*]`: one proof in its slot: a link, a file, a test number or a place elsewhere."""

    chapitre: str | None = None
    lien: str | None = None
    fichier: str | None = None
    numero: str | None = None
    emplacement: str | None = None
    deposee_le: dt.date | None = None
    sha256: str | None = None
    exigence: str | None = None
    a_modifier_le: dt.date | None = None
    remarque: str | None = None
    verifiee_a_la_main_le: dt.date | None = None


class Jalon(_Table):
    """`[jalons.*]`: a date that the team entered, with where it was read and when."""

    le: dt.datetime | dt.date
    etape: str | None = None
    source: str | None = None
    verifie_le: dt.date | None = None


class Convention(_Table):
    """`[convention]`: the two signatures."""

    signee_editeur_le: dt.date | None = None
    signee_ans_le: dt.date | None = None


class Referencement(_Table):
    """`[referencement]`: what was granted."""

    numero: str | None = None
    prononce_le: dt.date | None = None
    version_majeure: str | None = None
    certificat: str | None = None


class Acceptation(_Table):
    """`[[acceptations]]`: a finding that the team accepts, valid through `jusqu_au`, Europe/Paris."""

    regle: str
    cible: str
    motif: str
    par: str
    jusqu_au: dt.date | None = None


class Candidature(_Table):
    """One product's application to one dispositif."""

    format: int
    parcours: str
    edition: str
    retiree_le: dt.date | None = None
    motif_retrait: str | None = None
    editeur: Editeur = Editeur()
    produit: Produit
    composants: Mapping[str, Composant] = Field(default_factory=dict)
    eligibilite: Eligibilite = Eligibilite()
    psc: Psc = Psc()
    cnda: Cnda = Cnda()
    tests_intrusion: Mapping[str, TestIntrusion] = Field(default_factory=dict)
    motco2: Motco2 = Motco2()
    rem: Rem | None = None
    etapes: Mapping[str, Mapping[str, EtapeDeclaree]] = Field(default_factory=dict)
    chapitres: Mapping[str, Chapitre] = Field(default_factory=dict)
    exigences: Mapping[str, Exigence] = Field(default_factory=dict)
    preuves: Mapping[str, Preuve] = Field(default_factory=dict)
    jalons: Mapping[str, Jalon] = Field(default_factory=dict)
    convention: Convention = Convention()
    referencement: Referencement = Referencement()
    acceptations: Annotated[tuple[Acceptation, ...], Strict(strict=False)] = ()
