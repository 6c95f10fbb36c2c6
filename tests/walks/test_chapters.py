"""Two hundred exigences, from the éligibilité to every chapter validé, by commands alone."""

import json
from typing import Any

from builders import example_text
from rem_classeurs import classeur
from walks.lead import Lead

ENTETE = (
    *("Périmètre", "ID", "Chapitre", "Exigence", "Nature de l'exigence", "Profil"),
    *("N° scénario", "Scénario de conformité", "N° preuve 1", "Preuve 1", "N° preuve 2", "Preuve 2"),
)
CHAPITRES = {"ins": "Gestion de l'INS", "mssante": "Gestion de la MSSanté", "securite-si": "Sécurité des SI"}
LIEN = "https://interop.referencement.esante.gouv.fr/gazelle/testInstance.seam?id=1234"


def rangee(rang: int, texte: str) -> list[str]:
    """One exigence: a tenth are préconisations, a twentieth expect two proofs."""
    id_, titre = f"SC.EX/CONF.{rang:03}", list(CHAPITRES.values())[rang % len(CHAPITRES)]
    preuves = [f"{id_}.01.01", "capture", *([f"{id_}.01.02", "journal"] if rang % 20 == 1 else ["", ""])]
    nature = "PRECONISATION" if rang % 10 == 0 else "EXIGENCE"
    return ["Vague 2", id_, titre, f"<p>{texte} n&deg; {rang}</p>", nature, "Général", f"{id_}.01", "montrer", *preuves]


def workbook(texte: str = "Le produit fait la chose") -> bytes:
    lignes = [rangee(rang, "Le produit fait mieux" if rang == 2 else texte) for rang in range(1, 201)]
    return classeur({"Exigences REM vague 2": [["REM"], [], ENTETE, *lignes]})


def eligible() -> str:
    """The file of a product whose éligibilité has just been validated."""
    text = example_text("preuves")
    return text[: text.index("[chapitres.documents]")].replace('[rem]\nfichier = "referentiels/lgc-va2.json"\n', "")


def chapitres(lead: Lead) -> dict[str, dict[str, Any]]:
    return {one["id"]: one for one in json.loads(lead.types("chapters --format json"))["chapitres"]}


def slots(lead: Lead, cle: str) -> list[str]:
    """The slots of a chapter that still lack their proof."""
    found = json.loads(lead.types(f"rem list --chapitre {cle} --sans-preuve --format json"))["exigences"]
    return [preuve["id"] for one in found for preuve in one["preuves"] if preuve["etat"] == "vide"]


def commandes(lead: Lead) -> list[str]:
    """What `next` says to type for the deposit of the proofs."""
    prochaines = json.loads(lead.types("next --format json"))["candidatures"][0]["prochaines"]
    return next((one["commandes"] for one in prochaines if one["etape"] == "convergence.preuves"), [])


def test_two_hundred_exigences_are_proved_sent_back_and_validated(lead: Lead) -> None:
    (lead.folder / "candidature.toml").write_text(eligible(), encoding="utf-8")
    (lead.folder / "REM-MDV-LGC-Va2.xlsx").write_bytes(workbook())
    lead.on("2026-01-05")

    # The workbook comes in.
    said = lead.types("rem import REM-MDV-LGC-Va2.xlsx")
    assert "200 exigences (dont 20 préconisations), 200 scénarios, 210 preuves attendues" in said
    assert {cle: one["exigences"] for cle, one in chapitres(lead).items()} == {
        "mssante": 67,
        "securite-si": 67,
        "ins": 66,
    }
    assert "Preuves" in lead.status()
    assert commandes(lead)[0].startswith("segurctl proof add SC.EX/CONF.")

    # One chapter comes from the team's own sheet, one from a test whose link proves all of it, one proof by proof.
    sheet = lead.folder / "preuves.csv"
    sheet.write_text("ID;Numéro;Déposée le\n" + "".join(f"{one};4217;05/01/2026\n" for one in slots(lead, "ins")))
    assert "preuves reprises" in lead.types("proof import preuves.csv")
    lead.types(f"proof add {' '.join(slots(lead, 'mssante'))} --lien {LIEN}")
    vides = slots(lead, "securite-si")
    for one in vides[:5]:
        lead.types(f"proof add {one} --numero 4218")
    lead.types(f"proof add {' '.join(vides[5:-2])} --numero 4219")

    # Submitting without all of them is recorded, and said.
    said = lead.types("mark chapitres.securite-si soumis")
    assert (
        "erreur PRV010 le chapitre securite-si est soumis avec 1 exigence sans aucune preuve : SC.EX/CONF.197" in said
    )
    assert "info PRV012 le chapitre securite-si est soumis avec 1 préconisation sans preuve : SC.EX/CONF.200" in said
    lead.types("check --select PRV010", code=1)
    for one in vides[-2:]:
        lead.types(f"proof add {one} --numero 4218")
    assert lead.types("check --select PRV01") == "rien à signaler dans 1 fichier\n"
    for commande in commandes(lead):
        lead.types(commande.removeprefix("segurctl "))
    assert [one["statut"] for one in chapitres(lead).values()] == ["soumis"] * 3
    assert commandes(lead) == []

    # The ANS validates one, and sends a proof of another back.
    lead.on("2026-02-11").types("mark chapitres.ins valide")
    [premiere, *_] = [
        one["id"] for one in json.loads(lead.types("proof list --chapitre mssante --format json"))["preuves"]
    ]
    lead.types(f"mark {premiere} a-modifier --note Le␣test␣est␣celui␣d'une␣autre␣version.")
    assert "PRV013" in lead.types("check --select PRV013")
    lead.types("mark chapitres.mssante a-modifier")
    assert "à reprendre" in lead.types("next")
    assert commandes(lead) == [f"segurctl proof add {premiere} --fichier …"]
    lead.on("2026-02-12").types(f"proof add {premiere} --lien {LIEN.replace('1234', '1300')}")
    assert commandes(lead) == ["segurctl mark chapitres.mssante soumis"]
    lead.types("mark chapitres.mssante soumis")

    # Meanwhile the REM changes: the proof of what was reworded is to be read again.
    (lead.folder / "REM-MDV-LGC-Va2.xlsx").write_bytes(workbook("Le produit fait bien la chose"))
    said = lead.on("2026-02-20").types("rem import REM-MDV-LGC-Va2.xlsx")
    assert "199 exigences modifiées" in said
    assert "preuves à revoir" in said
    assert lead.types("check --select REM006").count("REM006") == 209

    # And every chapter is validated.
    lead.on("2026-03-02").types("mark chapitres.mssante chapitres.securite-si valide")
    assert lead.etat("convergence.preuves") == "valide"
    assert "200 exigences prouvées sur 200" in lead.types("chapters")
    assert "convergence.convention" in lead.next()
