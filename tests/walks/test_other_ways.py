"""The walks that are not the straight one."""

import pytest

from walks.lead import Lead, reach_eligibilite, start


def test_a_salaried_lead_whose_company_is_known_starts_at_convergence(lead: Lead) -> None:
    start(lead)
    said = lead.types("mark isc.mandataire valide --le 2024-03-01 --note Fait␣par␣la␣direction")
    assert "convergence.acces" in said
    lead.does("isc.equipe", "mark isc.equipe soumis")
    assert "attend le mandataire ou un représentant" in lead.status()
    lead.on("2025-09-02").types("mark isc.equipe valide")
    assert "isc.mandataire" not in lead.next()
    lead.does("convergence.acces", "mark convergence.acces valide")
    assert lead.etat("convergence.produit") == "prete"


def test_a_montage_gives_the_third_party_s_nil_and_opens_no_demande(lead: Lead) -> None:
    start(lead)
    lead.types("set editeur.nie=EDI347461 cnda.demandes.apcv.teleservice=ApCV cnda.demandes.apcv.porteur=tiers")
    lead.types("mark isc.mandataire convergence.acces convergence.demarche convergence.charte valide")
    lead.types("mark cnda.inscription valide")
    lead.types("mark cnda.logiciel sans-objet", code=2)
    lead.types("mark cnda.logiciel sans-objet --note Montage␣:␣NIL␣du␣tiers")
    assert lead.etat("cnda.demandes") == "sans-objet"
    assert lead.etat("cnda.homologation") == "sans-objet"
    assert "montage" in lead.types("show cnda.homologation")
    lead.types("set produit.responsable=Direction produit.description=Cabinet produit.referencee_vague1=non")
    lead.types("mark convergence.produit convergence.administratif valide")
    assert "! NIL de la solution du tiers" in lead.types("show convergence.eligibilite")
    assert "segurctl set cnda.demandes.apcv.nil_tiers=…" in lead.types("next --tout")
    assert lead.etat("convergence.eligibilite") == "bloquee"
    lead.types("set cnda.demandes.apcv.nil_tiers=TIE000001")
    assert lead.etat("convergence.eligibilite") == "prete"
    assert "TIE000001" in lead.types("show convergence.eligibilite").splitlines()


def test_an_integrated_engine_has_to_be_homologated_even_in_a_montage(lead: Lead) -> None:
    start(lead)
    lead.types("set cnda.demandes.eai.teleservice=DMP cnda.demandes.eai.porteur=tiers cnda.demandes.eai.eai=oui")
    assert lead.etat("cnda.demandes") == "bloquee"
    assert lead.etat("cnda.homologation") == "bloquee"


def test_a_product_without_edc_never_hears_of_the_desks_nor_of_the_nru(lead: Lead) -> None:
    start(lead, "psc.edc=non")
    for id_ in ("psc.guichet", "psc.administratif", "psc.preuves", "psc.habilitation", "psc.operateur"):
        assert lead.etat(id_) == "sans-objet"
    assert "psc.edc = false" in lead.types("show psc.guichet")
    lead.types("set psc.datapass_demande=D1")
    lead.types("mark psc.datapass valide")
    assert lead.etat("psc.client-id-bas") == "prete"
    page = lead.types("show psc.client-id-bas")
    assert "Commentaire(s)" not in page
    assert "NRU" not in page.split("Pièges")[0].split("À copier")[1]


def test_a_demande_past_its_date_is_closed_and_replaced(lead: Lead) -> None:
    reach_eligibilite(lead)
    lead.types("set cnda.demandes.dmp.date_opposabilite=2025-12-31")
    lead.on("2025-12-31")
    assert "opposabilité (31 déc. 2025) est passée" not in lead.types("check")
    lead.on("2026-01-01")
    assert "1 erreur (segurctl check)" in lead.status()
    lead.types("check", code=1)
    closing = "set cnda.demandes.dmp.cloture=remplacee cnda.demandes.dmp.close_le=2026-01-01"
    assert f"segurctl {closing}" in lead.types("next --tout")
    lead.types(closing)
    assert "segurctl set cnda.demandes.dmp-2.teleservice=DMP" in lead.types("next --tout")
    assert lead.etat("cnda.demandes") != "valide"
    assert "opposabilité" not in lead.status()
    lead.types("set cnda.demandes.dmp-2.teleservice=DMP cnda.demandes.dmp-2.date_opposabilite=2026-12-31")
    lead.types("mark cnda.demandes.dmp-2 initialisation:soumis")
    assert lead.etat("cnda.demandes") == "valide"
    lead.types("mark cnda.demandes.dmp-2 pre-examen")
    assert "31 déc. 2026" in lead.status()
    assert "close : remplacée" in lead.types("show cnda.homologation")


def test_a_college_refuses_and_later_accepts(lead: Lead) -> None:
    reach_eligibilite(lead)
    lead.types("set produit.profils=Général chapitres.mss.titre=MSSanté")
    lead.types("mark convergence.eligibilite valide")
    lead.types("mark chapitres.mss valide")
    lead.types("mark convergence.college refuse", code=2)
    lead.types("mark convergence.college refuse --note Preuves␣MSSanté␣jugées␣insuffisantes")
    assert "refusée depuis aujourd'hui" in lead.status()
    assert lead.etat("convergence.referencement") == "bloquee"
    assert lead.next()[0] == "convergence.college"
    assert "Refusée, à décider" in lead.types("next")
    lead.on("2025-10-01").types("mark convergence.college valide --note Second␣passage")
    assert lead.etat("convergence.college") == "valide"


def test_a_college_may_decide_before_the_convention_is_signed(lead: Lead) -> None:
    reach_eligibilite(lead)
    lead.types("set produit.profils=Général chapitres.mss.titre=MSSanté")
    lead.types("mark convergence.eligibilite valide")
    lead.types("mark chapitres.mss valide")
    lead.types("mark convergence.college valide")
    assert lead.etat("convergence.college") == "valide"
    assert lead.etat("convergence.convention") == "prete"


def test_a_withdrawn_candidature_leaves_next_lateness_and_dates(lead: Lead) -> None:
    start(lead)
    lead.types("mark psc.datapass soumis")
    lead.on("2025-10-20").types("set retiree_le=2025-10-20 motif_retrait=Produit␣arrêté")
    status = lead.status()
    assert "candidature retirée le 20 oct. 2025 : Produit arrêté" in status
    assert "retard" not in status
    assert lead.next() == []
    assert "Candidature retirée" in lead.types("next")


def test_an_editor_operator_candidates_to_both_desks(lead: Lead) -> None:
    reach_eligibilite(lead)
    assert lead.etat("psc.operateur") == "sans-objet"
    lead.types("set psc.edc=oui psc.dossiers.lps.role=editeur-logiciel-utilisateur")
    lead.types("set psc.dossiers.ops.role=operateur-service")
    assert lead.etat("psc.operateur") == "bloquee"
    lead.types("set psc.dossiers.lps.habilitation=preuves/h.pdf")
    lead.types("mark psc.dossiers.lps habilite")
    assert lead.etat("psc.operateur") == "prete"
    lead.does("psc.operateur", "mark psc.dossiers.ops guichet")
    lead.types("set psc.dossiers.ops.habilitation=preuves/ho.pdf")
    lead.types("mark psc.dossiers.ops habilite")
    assert lead.etat("psc.operateur") == "valide"


def test_convergence_may_have_taken_a_chapter_before_the_tool_would_have(lead: Lead) -> None:
    start(lead, "chapitres.mss.titre=MSSanté")
    lead.types("mark chapitres.mss valide")
    assert lead.etat("convergence.preuves") == "contredite"


@pytest.mark.parametrize("words", ["--distributeur", "--distributeur produit.nom=X"])
def test_a_distributeur_has_nothing_to_do(lead: Lead, words: str) -> None:
    assert "n'a rien à candidater" in lead.types(f"init {words}")
    assert not (lead.folder / "candidature.toml").exists()
