"""From nothing to the référencée state, with these commands alone, guided by `next`."""

from walks.lead import Lead, start


def test_a_newcomer_walks_from_an_empty_folder_to_the_referencement(lead: Lead) -> None:
    _the_company_and_the_product(lead)
    _the_administrative_candidature_beside_the_cnda(lead)
    _the_edc_desk_and_the_eligibilite(lead)
    _datapass_and_the_client_id(lead)
    _motco2_and_gazelle(lead)
    _the_habilitation_then_the_homologation(lead)
    _the_chapters(lead)
    _the_end(lead)


def _the_company_and_the_product(lead: Lead) -> None:
    assert "segurctl init" in lead.on("2025-09-01").types("status", code=2)
    start(lead)
    assert "0 étape validée sur 32" in lead.status()
    assert lead.next()[0] == "isc.mandataire"

    show = lead.types("show isc.mandataire")
    boxes = [line for line in show.splitlines() if line.startswith("  [ ] ")]
    assert len(boxes) == 10
    names = [line.rsplit("   ", 1)[1] for line in boxes]
    lead.does("isc.mandataire", *(f"tick isc.mandataire/{name}" for name in names), "mark isc.mandataire soumis")
    assert lead.types("show isc.mandataire").count("  [x] ") == 10
    assert "attend le fournisseur d'identité iSC depuis aujourd'hui, 24 h annoncées" in lead.status()
    assert "isc.mandataire" not in lead.next()

    said = lead.on("2025-09-02").types("mark isc.mandataire valide")
    assert "convergence.acces" in said.split("débloqué", 1)[1]
    lead.does("isc.equipe", "mark isc.equipe soumis")
    lead.types("mark isc.equipe valide")
    lead.does("convergence.acces", "mark convergence.acces valide")
    assert "produit.responsable=…" in lead.types("next")
    assert "il manque produit.responsable" in lead.types("mark convergence.produit valide")
    assert lead.etat("convergence.produit") == "contredite"
    lead.does(
        "convergence.produit",
        "set produit.responsable=Direction␣produit produit.description=Logiciel␣de␣gestion␣de␣cabinet "
        "produit.version_majeure=3 produit.reference_convergence=P-77",
    )
    assert lead.etat("convergence.produit") == "valide"


def _the_administrative_candidature_beside_the_cnda(lead: Lead) -> None:
    lead.does("convergence.demarche", "mark convergence.demarche valide")
    lead.does("convergence.charte", "mark convergence.charte valide")
    lead.does(
        "convergence.administratif",
        "set produit.referencee_vague1=oui produit.id_reference_vague1=V1-7",
        "mark convergence.administratif soumis",
    )
    lead.does("cnda.inscription", "set editeur.nie=EDI347461", "mark cnda.inscription valide")
    lead.does("cnda.logiciel", "set produit.nil=JUL895988", "mark cnda.logiciel valide")
    lead.does(
        "cnda.demandes",
        "set cnda.demandes.dmp.teleservice=DMP cnda.demandes.dmp.demandee_le=2025-09-03",
        "mark cnda.demandes.dmp initialisation:soumis",
    )
    assert lead.etat("cnda.demandes") == "valide"
    lead.on("2025-09-10").types("mark cnda.demandes.dmp pre-examen")
    lead.types("set cnda.demandes.dmp.date_opposabilite=2026-06-30")
    assert "fin d'opposabilité le 30 juin 2026" in lead.status()


def _the_edc_desk_and_the_eligibilite(lead: Lead) -> None:
    said = lead.does("psc.guichet", "set psc.edc=oui psc.dossiers.lps.role=editeur-logiciel-utilisateur")
    assert "psc.edc : (vide) → oui" in said
    lead.does("psc.guichet", "mark psc.dossiers.lps guichet")
    assert "segurctl set psc.dossiers.lps.nru=…" in lead.types("next --tout")
    lead.types("set psc.dossiers.lps.nru=NRU-42")
    lead.types("mark psc.dossiers.lps administratif:soumis")
    assert lead.etat("convergence.eligibilite") == "bloquee"
    lead.on("2025-09-25").types("mark convergence.administratif valide")
    eligibilite = lead.types("show convergence.eligibilite")
    for value in ("EDI347461", "JUL895988", "NRU-42"):
        assert value in eligibilite.splitlines()
    lead.keeps("preuves/obsoletes.xlsx", "preuves/cnda.png")
    lead.does(
        "convergence.eligibilite",
        "set eligibilite.versions_obsoletes=preuves/obsoletes.xlsx eligibilite.preuve_cnda=preuves/cnda.png "
        "produit.profils=Général",
        "mark convergence.eligibilite soumis",
    )


def _datapass_and_the_client_id(lead: Lead) -> None:
    refused = lead.types("set psc.datapass_demande=H6789", code=2)
    assert "numéro d'habilitation" in refused
    lead.does("psc.datapass", "set psc.datapass_demande=D12345", "mark psc.datapass soumis --le 2025-09-26")
    lead.on("2025-10-12")
    assert "DataPass : attend DataPass depuis 16 jours, 2 jours de retard" in lead.status()
    assert lead.next()[0] == "psc.datapass"
    first = lead.types("next").split("\n 2  ")[0]
    assert "À relancer" in first
    assert "https://datapass.api.gouv.fr/demandes/12345" in first
    assert "D12345" in first

    said = lead.on("2025-10-14").types("mark psc.datapass valide")
    assert "psc.client-id-bas" in said
    lead.does("portail.espace-authentifie", "mark portail.espace-authentifie valide")
    lead.does("igc.certificat", "mark igc.certificat valide")
    page = lead.types("show psc.client-id-bas").splitlines()
    assert "Je souhaite intégrer l'Espace de Confiance. NRU : NRU-42" in page
    assert "D12345" in page
    lead.does("psc.client-id-bas", "mark psc.client-id-bas soumis")
    lead.on("2025-10-21").types("set psc.client_id_bas=julie-bas")
    lead.types("mark psc.client-id-bas valide")
    lead.does("psc.bas-tests", "mark psc.bas-tests valide")
    lead.does("psc.bas-conformite", "mark psc.bas-conformite valide")


def _motco2_and_gazelle(lead: Lead) -> None:
    lead.types("mark convergence.eligibilite valide --le 2025-10-20")
    lead.does("igc.cpx-test", "mark igc.cpx-test valide")
    assert lead.etat("motco2.enrolement") == "bloquee"
    assert "segurctl tick convergence.produit/consultation" in lead.types("next --tout")
    lead.does("motco2.enrolement", "tick convergence.produit/consultation")
    lead.does("motco2.enrolement", "set motco2.compte_cree_le=2025-10-21", "mark motco2.enrolement valide")
    assert lead.etat("motco2.tests") == "bloquee"
    assert "22 oct. 2025" in lead.types("show motco2.tests")
    lead.on("2025-10-22").does("motco2.tests", "mark motco2.tests valide")
    lead.does("gazelle.tests", "mark gazelle.tests valide")
    assert "terminé" in next(line for line in lead.status().splitlines() if "MOTCO2" in line)


def _the_habilitation_then_the_homologation(lead: Lead) -> None:
    lead.types("mark psc.dossiers.lps preuves")
    lead.does("psc.preuves", "mark psc.dossiers.lps preuves:soumis")
    lead.on("2025-11-20").types("mark psc.dossiers.lps college:soumis")
    said = lead.on("2025-12-05").types("mark psc.dossiers.lps habilite")
    assert "psc.dossiers.lps.habilitation" in said
    assert lead.etat("psc.habilitation") == "contredite"
    lead.keeps("preuves/habilitation.pdf", "preuves/attestation.pdf")
    lead.types("set psc.dossiers.lps.habilitation=preuves/habilitation.pdf psc.operateur=non")
    assert lead.etat("psc.habilitation") == "valide"
    lead.does("psc.client-id-prod", "mark psc.client-id-prod soumis")
    lead.types("set psc.client_id_prod=julie-prod")
    lead.types("mark psc.client-id-prod valide")
    lead.types("mark cnda.demandes.dmp examen:soumis")
    lead.on("2026-01-15").types("mark cnda.demandes.dmp finalisation:soumis")
    assert lead.etat("cnda.homologation") == "soumis"
    waiting = lead.types("next").split("En attente", 1)[1]
    assert "segurctl set cnda.demandes.dmp.attestation=…" in waiting
    assert "segurctl mark cnda.demandes.dmp conforme" in waiting
    lead.types("set cnda.demandes.dmp.attestation=preuves/attestation.pdf")
    lead.on("2026-02-01").types("mark cnda.demandes.dmp conforme")
    assert lead.etat("cnda.homologation") == "valide"


def _the_chapters(lead: Lead) -> None:
    assert "segurctl set chapitres.mss.titre=MSSanté" in lead.types("show convergence.preuves --format json")
    lead.types("set chapitres.mss.titre=MSSanté chapitres.ins.titre=INS")
    lead.does("convergence.preuves", "mark chapitres.mss chapitres.ins soumis")
    assert lead.etat("convergence.preuves") == "soumis"
    lead.on("2026-02-11").types("mark chapitres.mss a-modifier --note Capture␣illisible")
    assert lead.next()[0] == "convergence.preuves"
    assert "mss       à modifier depuis aujourd'hui" in lead.types("next")
    lead.types("mark chapitres.ins valide")
    lead.does("convergence.preuves", "mark chapitres.mss soumis")
    lead.does(
        "convergence.test-intrusion",
        "set tests_intrusion.web.realise_le=2025-12-10 tests_intrusion.web.hautes=0 tests_intrusion.web.moyennes=2 "
        "tests_intrusion.web.signe=oui",
        "mark tests_intrusion.web depose",
    )
    said = lead.on("2026-03-01").types("mark chapitres.mss valide")
    assert "convergence.college" in said
    assert "convergence.convention" in said


def _the_end(lead: Lead) -> None:
    assert lead.etat("convergence.referencement") == "bloquee"
    lead.types("mark convergence.convention soumis")
    lead.on("2026-03-20").types("set convention.signee_editeur_le=2026-03-10 convention.signee_ans_le=2026-03-18")
    lead.types("mark convergence.convention valide --le 2026-03-18")
    lead.types("mark convergence.college valide --le 2026-03-19")
    lead.keeps("preuves/c.pdf")
    lead.does(
        "convergence.referencement",
        "set referencement.numero=REF-1 referencement.prononce_le=2026-03-20 referencement.certificat=preuves/c.pdf",
        "mark convergence.referencement valide",
    )
    status = lead.status()
    assert "32 étapes validées sur 32" in status
    assert "erreur" not in status
    assert lead.types("check --strict") == "rien à signaler dans 1 fichier\n"
    assert lead.next() == []
    assert "le parcours est terminé" in lead.types("next")
