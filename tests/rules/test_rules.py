"""Every rule, with the two files of its own that it comes with; and what all of them have in common."""

from pathlib import Path

import pytest

from builders import JOURS, candidature, constats, day, evaluate_on, example, parcours
from segurctl.candidature.discover import company_of
from segurctl.candidature.editeur import read_editeur
from segurctl.candidature.fields import exists
from segurctl.candidature.model import Candidature
from segurctl.candidature.read import parse_candidature, read_candidature
from segurctl.errors import SegurctlError
from segurctl.evaluation import evaluate
from segurctl.evaluation.porte import constats as constats_de_porte
from segurctl.evaluation.porte import porte
from segurctl.evaluation.rapport import illisible
from segurctl.proofs.disk import gather
from segurctl.proofs.faits import Verification
from segurctl.proofs.links import url_de
from segurctl.rules import fiches
from segurctl.rules.fiches import CONSEILS, DURS, ILLISIBLE, PORTEFEUILLE, Regle, regles
from segurctl.rules.liens import a_verifier
from segurctl.rules.model import Constat
from segurctl.rules.portefeuille import PROPRES, comparer, fiche
from segurctl.rules.registry import searches
from support import HEAD, PRODUIT, compare

TODAY = "2026-01-20"
RULES = list(regles().values())
FICHE = """
[[regles]]
id = "TST001"
titre = "un essai"
gravite = "erreur"
pourquoi = "Parce que."
correction = "rien"
source = "segurctl"
confiance = "A"
verifie_le = 2026-11-23
enfreint = "a"
respecte = "b"
"""
REM = (Path(fiches.__file__).parent / "fiches" / "exemple.json").read_text(encoding="utf-8")
AILLEURS = {ILLISIBLE, DURS, CONSEILS}  # found by who reads the file, and by `check --gate`


def trouves(fragment: str, rule: Regle, folder: Path) -> list[Constat]:
    """What a rule finds in one of its two files, read from a disk that holds what the file names."""
    text = entier(fragment)
    for nom in rule.fichiers:
        (folder / nom).parent.mkdir(parents=True, exist_ok=True)
        (folder / nom).write_text(REM if nom == "referentiels/exemple.json" else nom, encoding="utf-8")
    (folder / ".git").mkdir(parents=True)
    for nom, voisin in rule.voisins.items():
        (folder / nom).write_text(entier(voisin, seul=nom == "editeur.toml"), encoding="utf-8")
    if rule.id.startswith(PORTEFEUILLE):
        (folder / "candidature.toml").write_text(text, encoding="utf-8")
        return entre(rule, folder)
    try:
        above = company_of(folder / "candidature.toml")
        editeur = read_editeur(above, parcours()) if above else None
        file = parse_candidature(folder / "candidature.toml", text, parcours(), editeur)
    except SegurctlError as error:
        if rule.id != ILLISIBLE:
            raise
        return [_illisible(folder, error)]
    faits = gather(file, hashed=True)._replace(liens=reponses(file.candidature, rule))
    evaluation = evaluate(file.candidature, parcours(), day(TODAY), faits)
    gate = porte(evaluation, "psc.client-id-bas", strict=rule.id == CONSEILS)
    found = (*evaluation.constats, *evaluation.reseau)
    found = constats_de_porte(gate) if rule.id in (DURS, CONSEILS) else found
    return [one for one in found if one.regle.id == rule.id]


def entier(fragment: str, *, seul: bool = False) -> str:
    """A fragment with its first lines, and a product unless it stands alone."""
    return HEAD + ("" if seul or "[produit]" in fragment else PRODUIT) + "\n" + fragment


def entre(rule: Regle, folder: Path) -> list[Constat]:
    """What a rule finds in the candidature of a folder, compared with the others."""
    files = [folder / "candidature.toml", *sorted(folder.glob("*.candidature.toml"))]
    ones = [evaluate(read_candidature(one, parcours()).candidature, parcours(), day(TODAY)) for one in files]
    fiches_ = [fiche(path.name, one.contexte) for path, one in zip(files, ones, strict=True)]
    return [one for one in comparer(fiches_, day(TODAY)).get(0, ()) if one.regle.id == rule.id]


def reponses(held: Candidature, rule: Regle) -> dict[str, Verification]:
    """What the network said: the verdict of the rule of each link that its faulty file has, and well of the others."""
    if rule.verdict is None:
        return {}
    vues: dict[str, Verification] = {}
    for _champ, text in a_verifier(held):
        verdict = rule.verdict if text in rule.enfreint else "ok"
        vues[url_de(text)] = Verification(verdict, "dit le réseau", 404, day(TODAY))
    return vues


def _illisible(folder: Path, error: SegurctlError) -> Constat:
    [situe] = illisible(folder / "candidature.toml", error).constats
    return situe.constat


by_id = pytest.mark.parametrize("rule", RULES, ids=[rule.id for rule in RULES])


# Each rule has its two files


def test_every_rule_is_looked_for() -> None:
    entre_produits = {one.regle for one in PROPRES} | {"PTF004"}
    acceptations = {one for one in regles() if one[:3] == "ACC"}
    assert {one.regle for one in searches()} | acceptations | entre_produits | AILLEURS == set(regles())


@by_id
def test_the_file_that_breaks_the_rule_is_found(rule: Regle, tmp_path: Path) -> None:
    assert trouves(rule.enfreint, rule, tmp_path)


@by_id
def test_the_file_that_keeps_the_rule_is_not(rule: Regle, tmp_path: Path) -> None:
    assert trouves(rule.respecte, rule, tmp_path) == []


@by_id
def test_an_empty_candidature_breaks_no_rule(rule: Regle) -> None:
    assert constats(rule.id, candidature(), TODAY) == []


# What a rule is


def test_ids_are_unique_and_in_order() -> None:
    ids = [rule.id for rule in RULES]
    assert ids == sorted(set(ids))


@by_id
def test_an_id_is_three_capitals_and_three_digits(rule: Regle) -> None:
    assert rule.id[:3].isupper()
    assert rule.id[3:].isdigit()
    assert len(rule.id) == 6


@by_id
def test_only_what_is_certain_may_be_an_error(rule: Regle) -> None:
    assert rule.gravite != "erreur" or rule.source.confiance == "A"


@pytest.mark.parametrize("confiance", ["B", "C"])
def test_a_rule_that_is_not_certain_cannot_even_be_read_as_an_error(confiance: str, tmp_path: Path) -> None:
    text = FICHE.replace('"A"', f'"{confiance}"')
    (tmp_path / "test.toml").write_text(text, encoding="utf-8")
    with pytest.raises(ValueError, match="TST001"):
        regles(tmp_path)


def test_two_rules_cannot_have_one_id(tmp_path: Path) -> None:
    for nom in ("a", "b"):
        (tmp_path / f"{nom}.toml").write_text(FICHE, encoding="utf-8")
    with pytest.raises(ValueError, match="TST001"):
        regles(tmp_path)


def test_a_key_that_no_rule_knows_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.toml").write_text(f'{FICHE}severite = "info"\n', encoding="utf-8")
    with pytest.raises(TypeError, match="severite"):
        regles(tmp_path)


@by_id
def test_what_is_malformed_by_itself_is_an_error(rule: Regle) -> None:
    assert not rule.malforme or rule.gravite == "erreur"


@by_id
def test_a_rule_says_what_it_is_why_how_to_mend_it_and_where_it_comes_from(rule: Regle) -> None:
    for text in (rule.titre, rule.pourquoi, rule.correction, rule.source.texte):
        assert text.strip()
        assert "\n" not in text
    assert rule.pourquoi.endswith(".")
    assert not rule.correction.endswith(".")


def test_a_rule_explains_itself_to_who_reads_the_code() -> None:
    for one in searches():
        assert one.cherche.__doc__, one.regle


# What a finding says


def test_every_finding_is_said_as_its_reader_would_want(tmp_path: Path) -> None:
    """All the messages in one file, to be read in a review: place, sentence, and the command that mends it."""
    lines = []
    for rule in RULES:
        for one in trouves(rule.enfreint, rule, tmp_path / rule.id):
            commande = f" → {one.ecart.commande}" if one.ecart.commande else ""
            lines.append(f"{rule.id} {one.gravite} [{one.cible}] {one.ecart.message}{commande}\n")
    compare(Path(__file__).parent / "messages.txt", "".join(lines))


@by_id
def test_the_message_is_one_line(rule: Regle, tmp_path: Path) -> None:
    for constat in trouves(rule.enfreint, rule, tmp_path):
        assert constat.ecart.message == " ".join(constat.ecart.message.split())


@by_id
def test_the_champ_is_one_that_the_format_has(rule: Regle, tmp_path: Path) -> None:
    for constat in trouves(rule.enfreint, rule, tmp_path):
        champ = tuple(map(str, constat.ecart.champ))
        if champ[:1] != ("acceptations",):
            exists(champ)


@by_id
def test_the_etape_named_is_one_of_the_catalogue(rule: Regle, tmp_path: Path) -> None:
    for constat in trouves(rule.enfreint, rule, tmp_path):
        assert constat.ecart.etape is None or constat.ecart.etape in parcours().etapes


# Their order


def test_the_gravest_come_first_then_by_rule_and_champ() -> None:
    found = evaluate_on(JOURS["pieges"], example("pieges")).constats
    keys = [(one.gravite, one.regle.id, one.ecart.champ) for one in found]
    gravites = ["erreur", "avertissement", "info"]
    assert keys == sorted(keys, key=lambda key: (gravites.index(key[0]), key[1], tuple(map(str, key[2]))))


def test_the_order_of_the_tables_in_the_file_does_not_change_that_of_the_findings() -> None:
    passee = {"avancement": "examen", "date_opposabilite": day("2025-12-31")}
    one, other = (candidature(cnda={"demandes": dict.fromkeys(noms, passee)}) for noms in (["b", "a"], ["a", "b"]))
    assert evaluate_on(TODAY, one).constats == evaluate_on(TODAY, other).constats
    assert [constat.ecart.champ[2] for constat in constats("CND003", one, TODAY)] == ["a", "b"]


def test_two_runs_find_the_same() -> None:
    held = example("pieges")
    assert evaluate_on(TODAY, held).constats == evaluate_on(TODAY, held).constats
