"""Edges that a mutation of the rules showed to be untested, each in a line of its story."""

from pathlib import Path
from typing import Any

import pytest

from builders import candidature, constats, day, evaluate_in, evaluate_on, faites, lire_avec_son_texte, parcours
from segurctl.candidature.model import Candidature
from segurctl.candidature.read import CandidatureFile
from segurctl.errors import SegurctlError
from segurctl.evaluation import evaluate
from segurctl.evaluation.rapport import controler, illisible
from segurctl.proofs.disk import gather
from segurctl.proofs.faits import Faits, Fichier
from segurctl.proofs.links import hors_d_atteinte
from segurctl.rules.fiches import choisir
from segurctl.rules.identifiants import is_cnda_number, is_siret, same_version
from support import MINIMAL

TODAY = "2026-01-20"
MOTIF = {"motif": "m", "par": "p"}


def cibles(regle: str, held: Candidature) -> list[str]:
    """What a rule speaks of."""
    return [one.cible for one in constats(regle, held, TODAY)]


# A candidature withdrawn


def test_what_is_malformed_is_told_of_a_candidature_withdrawn_too() -> None:
    assert cibles("ISC001", candidature(retiree_le=day("2026-01-01"), editeur={"siren": "732829321"}))


def test_a_withdrawal_to_come_silences_nothing_and_is_a_day_to_come() -> None:
    held = candidature(retiree_le=day("2026-01-21"), editeur={"kbis_du": day("2020-01-01")})
    assert cibles("ISC003", held) == ["editeur.kbis_du"]
    assert cibles("DAT001", held) == ["retiree_le"]
    assert not evaluate_on(TODAY, held).retiree
    assert evaluate_on("2026-01-21", held).retiree


# CNDA


def test_an_acceptation_below_a_table_of_the_team_is_not_lost() -> None:
    passee = {"dmp": {"avancement": "examen", "date_opposabilite": day("2026-01-19")}}
    cible = "cnda.demandes.dmp.date_opposabilite"
    held = candidature(cnda={"demandes": passee}, acceptations=[{"regle": "CND003", "cible": cible, **MOTIF}])
    assert [one.regle.id for one in evaluate_on(TODAY, held).acceptes] == ["CND003"]
    assert cibles("ACC002", held) == []


def test_an_attestation_of_no_version_said_is_not_compared() -> None:
    held = candidature(produit={"version_majeure": "3"}, cnda={"demandes": {"dmp": {"attestation": "a.pdf"}}})
    assert cibles("CND012", held) == []


@pytest.mark.parametrize("numeros", [({}, {"nil": "EDI347461"}), ({"nie": "JUL895988"}, {})])
def test_one_number_alone_is_not_said_swapped(numeros: tuple[dict[str, str], dict[str, str]]) -> None:
    editeur, produit = numeros
    assert cibles("CND004", candidature(editeur={"raison_sociale": "Éditeur", **editeur}, produit=produit)) == []


@pytest.mark.parametrize(("societe", "nil"), [("L'Atelier", "LAT895988"), ("Œdipe", "DIP895988")])
def test_the_beginning_of_a_name_is_that_of_its_plain_letters(societe: str, nil: str) -> None:
    held = candidature(editeur={"raison_sociale": societe, "nie": "JUL347461"}, produit={"nil": nil})
    assert cibles("CND004", held) == ["editeur.nie"]


def test_one_demande_for_the_engine_is_enough() -> None:
    demandes = {"dmp": {}, "moteur": {"eai": True}}
    composants = {"moteur": {"type": "additionnel", "eai": True}}
    assert cibles("CND009", candidature(composants=composants, cnda={"demandes": demandes})) == []


# Convergence


def test_a_jalon_that_is_reached_is_not_missed() -> None:
    held = candidature(
        editeur={"raison_sociale": "E"},
        etapes=faites("isc.mandataire"),
        jalons={"compte": {"le": day("2025-12-01"), "etape": "isc.mandataire"}},
    )
    assert cibles("CVG006", held) == []


def test_one_proof_deposited_is_enough_for_a_change_to_count() -> None:
    preuves = {"A": {"numero": "1", "deposee_le": day("2025-11-04")}, "B": {"numero": "2"}}
    held = candidature(produit={"profils": ["B"]}, eligibilite={"profils": ["A"]}, preuves=preuves)
    assert cibles("CVG016", held) == ["eligibilite.profils"]


def test_a_known_code_among_other_words_is_still_no_code() -> None:
    assert cibles("CVG004", candidature(produit={"dispositif": "LGC (ville)"})) == ["produit.dispositif"]


@pytest.mark.parametrize(
    ("ecrit", "code"), [("LGC SF", "SF"), ("lgc cd", "CD"), ("LGC Paramédicaux", "PARAMED"), ("IMG-DB", "DRIMbox")]
)
def test_a_dispositif_written_as_the_sources_do_is_told_its_code(ecrit: str, code: str) -> None:
    held = candidature(produit={"dispositif": ecrit})
    [constat] = constats("CVG004", held, TODAY)
    assert constat.ecart.message.endswith(f"son code est ici {code}")
    assert cibles("CVG019", held) == []


@pytest.mark.parametrize(
    ("produit", "referencee", "dit"),
    [
        ({"version_majeure": "3.0"}, "3", False),
        ({"version_majeure": "4"}, "3", True),
        ({"version": "4.0.1"}, "3", True),
        ({"version": "3.9.1"}, "3", False),
    ],
)
def test_a_version_is_compared_as_far_as_the_shorter_tells(
    produit: dict[str, str], referencee: str, *, dit: bool
) -> None:
    assert bool(cibles("CVG017", candidature(produit=produit, referencement={"version_majeure": referencee}))) is dit
    assert same_version("v3", "3.1")
    assert not same_version("30", "3")


# The étapes


def test_what_misses_below_a_table_without_an_open_item_is_the_table() -> None:
    clos = {"dossiers": {"a": {"role": "editeur-logiciel-utilisateur", "cloture": "refusee"}}}
    for psc in ({}, clos):
        held = candidature(
            psc={"datapass_demande": "D1", "client_id_bas": "x", **psc},
            etapes=faites("psc.datapass", "psc.client-id-bas"),
        )
        assert cibles("CVG007", held) == ["psc.dossiers"]


def test_an_etape_submitted_is_said_submitted() -> None:
    held = candidature(etapes={"convergence.eligibilite": "soumis"}, produit={"nil": "JUL895988"})
    messages = {one.ecart.message for one in constats("CVG007", held, TODAY)}
    assert "convergence.eligibilite est déclarée soumise, il manque editeur.nie" in messages


def test_where_only_a_day_misses_only_the_day_is_said() -> None:
    held = candidature(
        etapes=faites("motco2.enrolement", **{"motco2.tests": "en-cours"}), motco2={"compte_cree_le": day(TODAY)}
    )
    [constat] = constats("CVG009", held, TODAY)
    assert constat.ecart.message == "motco2.tests est en cours, il faut attendre le 21 janv. 2026"


def test_a_derived_etape_is_told_by_what_makes_it_so() -> None:
    dossier = {"role": "editeur-logiciel-utilisateur", "avancement": "preuves", "nru": "N"}
    [constat] = [
        one
        for one in constats("CVG001", candidature(psc={"dossiers": {"lps": dossier}}), TODAY)
        if one.ecart.etape == "psc.guichet"
    ]
    assert constat.ecart.message == "d'après psc.dossiers, psc.guichet est faite, il manque convergence.acces"
    assert "l'avancement" in constat.correction


# Identity


@pytest.mark.parametrize("text", ["732829320", "7328293200007400", "73282932000٠74", "73282932000a74", ""])
def test_what_is_no_siret_is_none(text: str) -> None:
    assert not is_siret(text)


@pytest.mark.parametrize("text", ["EDÉ347461", "EDi347461", "ED1347461", "EDI34746٠"])
def test_what_is_no_number_of_the_cnda_is_none(text: str) -> None:
    assert not is_cnda_number(text)


def test_a_siret_wrong_by_itself_is_not_compared() -> None:
    assert cibles("ISC004", candidature(editeur={"siren": "732829320", "siret": "12345678900000"})) == []


# PSC, Gazelle


def test_a_dossier_without_a_stage_is_not_past_the_guichet() -> None:
    dossier = {"role": "editeur-logiciel-utilisateur", "statut": "soumis"}
    assert cibles("PSC005", candidature(psc={"dossiers": {"lps": dossier}})) == []


def test_without_the_habilitation_asked_no_nru_is_missed() -> None:
    dossier = {"role": "editeur-logiciel-utilisateur", "avancement": "preuves"}
    assert cibles("PSC005", candidature(psc={"edc": False, "dossiers": {"lps": dossier}})) == []


def proxies(dossiers: dict[str, Any], edc: bool | None = None, *, tiers: bool = False) -> list[str]:
    """The Proxies said to be ours without a dossier of their editor."""
    elu = {"role": "editeur-logiciel-utilisateur", "avancement": "preuves", "nru": "N"}
    psc: dict[str, Any] = {"dossiers": {"lps": elu, **dossiers}, **({} if edc is None else {"edc": edc})}
    composants = {cle: {"type": "proxy", "tiers": tiers} for cle in ("a", "b")}
    return cibles("PSC011", candidature(psc=psc, composants={"lps": {"type": "principal"}, **composants}))


def test_a_proxy_of_ours_has_the_dossier_of_its_editor() -> None:
    editeur = {"role": "editeur-proxy", "avancement": "preuves"}
    assert proxies({}) == ["composants.a", "composants.b"]
    assert proxies({"p": {**editeur, "proxy": "a"}}) == ["composants.b"]
    assert proxies({"p": editeur}) == ["composants.b"]
    assert proxies({"p": {**editeur, "proxy": "a", "cloture": "refusee"}}) == ["composants.a", "composants.b"]
    assert proxies({}, tiers=True) == []
    assert proxies({}, edc=False) == []
    assert proxies({"p": {"role": "editeur-proxy"}}) == []  # still at the guichet


def test_a_report_of_another_host_is_not_gazelle_s() -> None:
    held = candidature(preuves={"A": {"lien": "https://www.exemple.fr/evs/report.seam?oid=1.2.3"}})
    assert cibles("GAZ004", held) == []


def test_a_link_of_gazelle_in_the_place_of_a_file_is_judged_too() -> None:
    held = candidature(preuves={"A": {"fichier": "https://interop.esante.gouv.fr/gazelle/testInstance.seam?id=1"}})
    assert cibles("GAZ001", held) == ["preuves.A.fichier"]


# Proofs and the disk


def test_a_link_where_a_file_should_be_is_not_looked_for_on_the_disk() -> None:
    held = candidature(
        preuves={"A": {"fichier": "a.pdf"}}, cnda={"demandes": {"dmp": {"attestation": "https://x.fr/a.pdf"}}}
    )
    found = evaluate(held, parcours(), day(TODAY), Faits("", {"a.pdf": Fichier("absent")})).constats
    assert [one.cible for one in found if one.regle.id == "PRV001"] == ["preuves.A.fichier"]


def test_a_link_of_a_closed_suivi_is_left_alone() -> None:
    clos = {"dmp": {"attestation": "http://localhost/a.pdf", "cloture": "expiree"}}
    assert cibles("PRV005", candidature(cnda={"demandes": clos})) == []


def test_two_proofs_of_one_file_are_compared_each_with_its_own_print(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(b"a")
    held = candidature(preuves={"A": {"fichier": "a.pdf"}, "B": {"fichier": "a.pdf", "sha256": "0"}})
    found = evaluate_in(tmp_path, held, TODAY).constats
    assert [one.cible for one in found if one.regle.id == "PRV003"] == ["preuves.B.sha256"]


def regard(folder: Path, **preuve: str) -> dict[str, Fichier]:
    """What the disk knows of the files of one proof."""
    file = CandidatureFile(folder / "candidature.toml", "", candidature(preuves={"A": preuve}))
    return dict(gather(file, hashed=True).fichiers)


def test_the_root_of_the_repository_is_a_folder_and_not_outside(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    (tmp_path / "p").mkdir()
    assert regard(tmp_path / "p", fichier="..")[".."].etat == "autre"


def test_a_repository_in_a_repository_ends_at_its_own_root(tmp_path: Path) -> None:
    for folder in (tmp_path, tmp_path / "p"):
        (folder / ".git").mkdir(parents=True)
    (tmp_path / "x.pdf").write_bytes(b"x")
    assert regard(tmp_path / "p", fichier="../x.pdf")["../x.pdf"].etat == "dehors"


def test_a_path_that_leaves_and_comes_back_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "depot" / ".git").mkdir(parents=True)
    (tmp_path / "depot" / "a.pdf").write_bytes(b"a")
    (tmp_path / "retour").symlink_to("depot")
    assert regard(tmp_path / "depot", fichier="../retour/a.pdf")["../retour/a.pdf"].etat == "dehors"


def test_no_print_is_made_that_nobody_asked_for(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(b"a")
    assert regard(tmp_path, fichier="a.pdf")["a.pdf"] == Fichier("present")
    held = candidature(preuves={"A": {"fichier": "a.pdf", "sha256": "0"}})
    file = CandidatureFile(tmp_path / "candidature.toml", "", held)
    assert gather(file, hashed=False).fichiers["a.pdf"] == Fichier("present")


@pytest.mark.parametrize(
    "suffixe",
    [
        "localhost",
        "localdomain",
        "internal",
        "lan",
        "home",
        "corp",
        "private",
        "home.arpa",
        "test",
        "invalid",
        "example",
    ],
)
def test_a_name_of_one_s_own_network_opens_nowhere_else(suffixe: str) -> None:
    assert hors_d_atteinte(f"https://nas.{suffixe}/x")
    assert hors_d_atteinte(f"https://{suffixe}/x")
    assert hors_d_atteinte(f"https://nas.{suffixe}.fr/x") is None


@pytest.mark.parametrize(
    ("lien", "raison"),
    [
        ("www.exemple.fr/x", "ce n'est pas un lien"),
        ("http://www.exemple.fr/x", "http n'est pas chiffré"),
        ("ftp://www.exemple.fr/x", "« ftp: » n'est pas https"),
        ("https:///x", "il n'a pas d'hôte"),
        ("https://127.0.0.0x1/x", "son adresse est celle d'une machine ou d'un réseau privé"),
        ("https://nas/x", "« nas » n'existe que sur votre réseau"),
        ("https://127.0.0.１/x", "son adresse est celle d'une machine ou d'un réseau privé"),
        ("https://[::10.0.0.1]/x", "son adresse est celle d'une machine ou d'un réseau privé"),
        ("https://[64:ff9b::10.0.0.1]/x", "son adresse est celle d'une machine ou d'un réseau privé"),
        ("https://[2002:a00:1::]/x", "son adresse est celle d'une machine ou d'un réseau privé"),
        ("https://[fec0::1]/x", "son adresse est celle d'une machine ou d'un réseau privé"),
        ("https://localhost\\@www.exemple.fr/x", "ce n'est pas un lien"),
        ("https://nas.local%2e/x", "ce n'est pas un lien"),
        ("https://pub lic.fr/x", "ce n'est pas un lien"),
        ("https://a..b/x", "ce n'est pas un lien"),
        ("https://.fr/x", "ce n'est pas un lien"),
    ],
)
def test_why_a_link_opens_nowhere_else_is_said(lien: str, raison: str) -> None:
    assert hors_d_atteinte(lien) == raison


def test_addresses_that_hold_a_public_one_are_public() -> None:
    for adresse in ("[::ffff:8.8.8.8]", "[64:ff9b::8.8.8.8]", "[2002:808:808::]"):
        assert hors_d_atteinte(f"https://{adresse}/x") is None


# Acceptations


@pytest.mark.parametrize(
    ("cible", "message"),
    [
        ("motco2.enrol", "« motco2.enrol » n'est ni une étape ni un champ : vouliez-vous dire « motco2.enrolement » ?"),
        ("psc.datapas", "« psc.datapas » n'est ni une étape ni un champ : vouliez-vous dire « psc.datapass » ?"),
        ("zzzz", "« zzzz » n'est ni une étape ni un champ"),
        ("preuves.A.lienn", "« preuves.A.lienn » n'est ni une étape ni un champ"),
        ("produit.nom.x", "« produit.nom.x » n'est ni une étape ni un champ : vouliez-vous dire « produit.nom » ?"),
        ("a b", "« a b » n'est ni une étape ni un champ"),
    ],
)
def test_a_target_that_is_lost_is_told_what_is_near(cible: str, message: str) -> None:
    [constat] = constats("ACC002", candidature(acceptations=[{"regle": "PSC004", "cible": cible, **MOTIF}]), TODAY)
    assert constat.ecart.message == message


def test_an_unknown_rule_says_nothing_of_its_target() -> None:
    held = candidature(acceptations=[{"regle": "PSC999", "cible": "psc.zzz", **MOTIF}])
    assert [one.regle.id for one in evaluate_on(TODAY, held).constats] == ["ACC001"]


# What was chosen, and the report


@pytest.mark.parametrize("given", [[","], ["CND,"], [""], ["POR"], ["POR001"]])
def test_a_choice_that_would_mean_all_or_nothing_is_refused(given: list[str]) -> None:
    for select, ignore in ((given, []), ([], given)):
        with pytest.raises(SegurctlError):
            choisir(select, ignore)


def situes(held: Candidature, folder: Path) -> list[tuple[str, str]]:
    """The targets of a report with their prints."""
    file = CandidatureFile(folder / "candidature.toml", MINIMAL, held)
    controle = controler(file, evaluate_in(folder, held, TODAY), lambda _id: True)
    return [(one.constat.cible, one.empreinte) for one in controle.constats]


def test_one_champ_told_twice_has_two_prints(tmp_path: Path) -> None:
    held = candidature(etapes={"cnda.inscription": "valide", "convergence.eligibilite": "soumis"})
    prints = [one for cible, one in situes(held, tmp_path) if cible == "editeur.nie"]
    assert len(prints) == len(set(prints)) == 2
    assert {len(one) for one in prints} == {32}
    (tmp_path / "a.pdf").write_bytes(b"a")
    deux = candidature(preuves={"A": {"fichier": "a.pdf", "emplacement": "a.pdf", "sha256": "0"}})
    prints = [one for cible, one in situes(deux, tmp_path) if cible == "preuves.A.sha256"]
    assert len(prints) == len(set(prints)) == 2


def test_the_print_of_an_acceptation_is_of_what_it_accepts_and_not_of_its_rank(tmp_path: Path) -> None:
    perdue = {"regle": "PSC004", "cible": "psc.zzz", **MOTIF}
    autre = {"regle": "PSC003", "cible": "psc.yyy", **MOTIF}
    seule = dict(situes(candidature(acceptations=[perdue]), tmp_path))
    apres = dict(situes(candidature(acceptations=[autre, perdue]), tmp_path))
    assert seule["acceptations.0.cible"] == apres["acceptations.1.cible"]


def test_the_hint_of_a_file_that_cannot_be_read_shows_no_secret() -> None:
    error = SegurctlError("x", hint="mdp=Azerty2026")
    [situe] = illisible(Path("candidature.toml"), error).constats
    assert "Azerty" not in situe.constat.correction


# A second round of mutants


def test_a_target_that_says_nothing_covers_nothing() -> None:
    perdue = {"regle": "ISC001", "cible": "a b", **MOTIF}
    assert evaluate_on(TODAY, candidature(editeur={"siren": "732829321"}, acceptations=[perdue])).acceptes == ()


def test_one_secret_does_not_hide_the_value_of_other_champs() -> None:
    file = lire_avec_son_texte(
        f'{MINIMAL}\n[psc]\ndatapass_demande = "client_secret: 9f8c1d2e7b6a"\ndatapass_habilitation = "X9"\n'
    )
    found = evaluate(file.candidature, parcours(), day(TODAY), Faits(file.text)).constats
    messages = {one.regle.id: one.ecart.message for one in found}
    assert "« X9 »" in messages["PSC003"]
    assert "la valeur n'est pas montrée" in messages["PSC002"]


def test_a_secret_in_a_key_is_not_in_a_command_either() -> None:
    jeton = "ghp_0123456789012345678901234567890123456"
    passee = {jeton: {"avancement": "examen", "date_opposabilite": day("2025-12-31")}}
    [constat] = constats("CND003", candidature(cnda={"demandes": passee}), TODAY)
    assert constat.ecart.commande is not None
    assert jeton not in constat.ecart.commande


def test_a_refusal_with_its_note_is_told_nothing() -> None:
    dossier = {"role": "editeur-logiciel-utilisateur", "statut": "refuse", "note": "incomplet"}
    assert cibles("CVG003", candidature(psc={"dossiers": {"l": dossier}})) == []


def test_an_etape_of_its_own_statut_comes_back_on_it() -> None:
    [constat] = constats("CVG001", candidature(etapes={"convergence.acces": "valide"}), TODAY)
    assert constat.correction.endswith("revenez sur le statut")


def test_nothing_is_proposed_where_nothing_is_near() -> None:
    held = candidature(jalons={"x": {"le": day("2026-03-01"), "etape": "zzzz"}})
    [constat] = constats("DAT002", held, TODAY)
    assert constat.ecart.message == "le jalon x attend « zzzz », qui n'est pas une étape"


@pytest.mark.parametrize(("regle", "fautive"), [("ACC001", {"regle": "PSC999"}), ("ACC002", {"cible": "psc.datapas"})])
def test_only_the_first_twenty_are_told_what_is_near(regle: str, fautive: dict[str, str]) -> None:
    one = {"regle": "PSC004", "cible": "psc.edc", **MOTIF, **fautive}
    found = constats(regle, candidature(acceptations=[one] * 21), TODAY)
    assert len(found) == 21
    assert sum("vouliez-vous" in constat.ecart.message for constat in found) == 20


@pytest.mark.parametrize(("nombre", "reste"), [(20, ""), (21, " et 1 de plus"), (22, " et 2 de plus")])
def test_twenty_chapters_are_named(nombre: int, reste: str) -> None:
    chapitres: dict[str, Any] = {f"c{rang:02}": {} for rang in range(nombre)}
    held = candidature(chapitres=chapitres, preuves={"A": {"numero": "1", "chapitre": "z"}})
    [constat] = constats("PRV009", held, TODAY)
    assert constat.ecart.message.endswith(f"c19{reste})")


def test_what_has_no_scheme_is_a_path_and_not_a_link() -> None:
    held = candidature(preuves={"A": {"fichier": "//interop.esante.gouv.fr/gazelle/x.seam?id=1"}})
    assert cibles("GAZ001", held) == []


def test_a_last_dot_is_no_part_of_a_version() -> None:
    assert same_version("3.", "3.1")


def test_what_is_chosen_is_kept_and_what_is_ignored_is_not() -> None:
    assert choisir(["PSC"], []).garde("PSC001")
    assert not choisir(["PSC"], []).garde("CND001")
    assert not choisir([], ["PSC"]).garde("PSC001")
    assert choisir([], ["PSC"]).garde("CND001")


def test_two_acceptations_of_one_thing_have_two_prints(tmp_path: Path) -> None:
    perdue = {"regle": "PSC004", "cible": "psc.zzz", **MOTIF}
    prints = [one for _, one in situes(candidature(acceptations=[perdue, perdue]), tmp_path)]
    assert len(set(prints)) == 2


def test_a_print_does_not_change_with_the_findings_beside_it(tmp_path: Path) -> None:
    seule = dict(situes(candidature(preuves={"B": {}}), tmp_path))
    avec = dict(situes(candidature(preuves={"A": {}, "B": {}}), tmp_path))
    assert avec["preuves.B"] == seule["preuves.B"]


def test_a_secret_in_a_file_that_cannot_be_read_is_told_where_it_stands() -> None:
    found = illisible(Path("c.toml"), SegurctlError("x"), "a\n\n  mdp=Azerty2026").constats
    assert [(one.ligne, one.colonne, one.constat.regle.id) for one in found] == [(1, 1, "FIC001"), (3, 3, "FIC002")]


def test_the_command_of_a_finding_names_its_file(tmp_path: Path) -> None:
    held = candidature(psc={"datapass_demande": "H12"})
    file = CandidatureFile(tmp_path / "candidature.toml", MINIMAL, held)
    [situe] = controler(file, evaluate_on(TODAY, held), lambda _id: True, "-c x").constats
    assert situe.constat.ecart.commande == "segurctl set psc.datapass_demande=… -c x"
