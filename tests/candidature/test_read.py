"""Files that are not what a candidature has to be: one French sentence, its place, and how to mend it.

In the texts, ▶ stands where the message has to point.
"""

from pathlib import Path

import pytest

from segurctl.candidature.paths import KeyPath, format_path
from segurctl.candidature.read import CandidatureFile, parse_candidature, read_candidature
from segurctl.candidature.text import MAX_BYTES
from segurctl.errors import SegurctlError
from segurctl.parcours.load import load_parcours
from support import HEAD, MINIMAL, PRODUIT, champs, foreign_words

FILE = Path("produits/candidature.toml")


def read(text: str) -> CandidatureFile:
    return parse_candidature(FILE, text, load_parcours())


def refusal(text: str) -> SegurctlError:
    """What is said of a text, once its form is found right."""
    with pytest.raises(SegurctlError) as caught:
        read(text)
    error = caught.value
    assert not foreign_words(str(error))
    assert "\n" not in error.message
    assert len(error.message) < 400
    assert error.hint or "il faut" in error.message
    return error


def refusal_at_mark(text: str) -> SegurctlError:
    """What is said of a text, once it is found to point at ▶."""
    before, _, after = text.partition("▶")
    error = refusal(before + after)
    line = before.count("\n") + 1
    assert (error.line, error.column) == (line, len(before) - before.rfind("\n"))
    return error


# --- not TOML ---


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("bonjour▶\n", "« = »"),
        (f"{MINIMAL}[psc▶\nedc = true\n", "« ] »"),
        (f"{MINIMAL}nil = ▶\n", "valeur"),
        (f"{MINIMAL}nil = ▶JUL895988\n", "valeur"),
        (f'{MINIMAL}nil = ▶"JUL895988\n', "n'est pas fermé"),
        (f'{MINIMAL}▶nom = "Encore"\n', "déjà définie à la ligne 6"),
        (f"{MINIMAL}▶[produit]\n", "déjà définie à la ligne 5"),
        (f"{MINIMAL}[editeur]\nkbis_du = ▶2025-02-30\n", "cette date n'existe pas"),
        (f'{MINIMAL}description = "a▶\x1b[31mb"\n', "U+001B"),
        (f"{MINIMAL}# a▶\0\n", "U+0000"),
    ],
)
def test_a_file_that_is_not_toml_is_said_where_it_stops_being(text: str, said: str, tmp_path: Path) -> None:
    before, _, after = text.partition("▶")
    path = tmp_path / "candidature.toml"
    path.write_text(before + after, encoding="utf-8")
    error = refusal_of_file(path)
    assert said in error.message
    assert (error.line, error.column) == (before.count("\n") + 1, len(before) - before.rfind("\n"))


# --- versions ---


def test_an_empty_file_is_no_candidature_and_is_told_its_first_line() -> None:
    error = refusal_at_mark("▶")
    assert error.message == "ce n'est pas un fichier de candidature : « format » manque"
    assert error.hint == "la première ligne d'une candidature : format = 1"


def test_a_toml_file_of_something_else_is_no_candidature() -> None:
    assert "ce n'est pas un fichier de candidature" in refusal_at_mark('▶[project]\nname = "julie"\n').message


def test_a_newer_format_asks_for_a_newer_segurctl() -> None:
    error = refusal_at_mark("# essai\n▶format = 2\n")
    assert error.message == "format 2 inconnu : ce segurctl lit le format 1"
    assert error.hint == "mettez segurctl à jour"


def test_a_newer_format_is_said_before_anything_else_that_is_wrong() -> None:
    assert "format 2" in refusal_at_mark("▶format = 2\nnouveau = true\n[produit]\nnom = 3\n").message


@pytest.mark.parametrize(
    "written", ['"1"', "true", "[1]", "{ a = 1 }", "2025-10-06", "0", "-1", '"un"', "2.0", "1.0", "nan"]
)
def test_a_format_that_is_not_the_number_1_is_told_how_to_write_it(written: str) -> None:
    error = refusal_at_mark(MINIMAL.replace("format = 1", f"▶format = {written}"))
    shown = written.removesuffix(" = 1 }")  # a table is shown by its keys
    assert f"format {shown} " in error.message or f"format = {shown} " in error.message
    assert "format = 1" in str(error.hint) or "un nombre entier, sans guillemets" in error.message


def test_an_unknown_edition_is_answered_with_the_known_one() -> None:
    error = refusal_at_mark(MINIMAL.replace("edition", "▶edition").replace("2025-10", "2031-01"))
    assert error.message == "édition « 2031-01 » inconnue de ce segurctl"
    assert error.hint == 'il connaît edition = "2025-10"'


def test_an_unknown_parcours_is_answered_with_the_known_one() -> None:
    error = refusal_at_mark(MINIMAL.replace("parcours", "▶parcours").replace("vague-2", "vague-3"))
    assert error.message == "parcours « segur-vague-3 » inconnu de ce segurctl"
    assert error.hint == 'il connaît parcours = "segur-vague-2"'


# --- required keys ---


@pytest.mark.parametrize(
    ("text", "missing"),
    [
        (f"▶{HEAD}", "produit"),
        (f'{HEAD}[▶produit]\nnom = "Julie"\n', "produit.dispositif"),
        (f'{HEAD}[▶produit]\ndispositif = "LGC"\n', "produit.nom"),
        (f"▶format = 1\nparcours = 'segur-vague-2'\n{PRODUIT}", "edition"),
        (f"▶format = 1\nedition = '2025-10'\n{PRODUIT}", "parcours"),
        (f"{MINIMAL}[psc.dossiers.▶lps]\nnru = 'N1'\n", "psc.dossiers.lps.role"),
        (f"{MINIMAL}[psc.dossiers]\n▶lps = {{ nru = 'N1' }}\n", "psc.dossiers.lps.role"),
        (f"{MINIMAL}[composants.▶lps]\n", "composants.lps.type"),
        (f"{MINIMAL}[jalons.▶preuves]\nsource = 'ANS'\n", "jalons.preuves.le"),
        (f"{MINIMAL}[▶rem]\n", "rem.fichier"),
    ],
)
def test_a_missing_key_is_named_at_the_table_that_lacks_it(text: str, missing: str) -> None:
    error = refusal_at_mark(text)
    assert error.message == f"« {missing} » manque"
    assert error.hint


def test_a_missing_key_of_an_acceptation_is_named_at_its_header() -> None:
    entry = '[[acceptations]]\nregle = "PSC002"\ncible = "x"\nmotif = "y"\npar = "z"\n'
    error = refusal_at_mark(f"{MINIMAL}{entry}[[▶acceptations]]\nregle = 'PSC003'\n")
    assert "cible » manque" in error.message


# --- wrong types ---

WEB = f"{MINIMAL}[tests_intrusion.web]\n"
DATAPASS = f"{MINIMAL}[etapes.psc.datapass]\n"
A_TEXT = "un texte entre guillemets"
A_BOOL = "true ou false, sans guillemets"
A_NUMBER = "un nombre entier, sans guillemets"
A_DATE = "une date sans guillemets, comme 2025-10-06"
A_LIST = "une liste entre crochets"
A_TABLE = "une table"


@pytest.mark.parametrize(
    ("text", "written", "wanted"),
    [
        (f"{MINIMAL}▶nil = 12\n", "produit.nil = 12", A_TEXT),
        (f"{MINIMAL}▶nil = 1.5\n", "produit.nil = 1.5", A_TEXT),
        (f"{MINIMAL}▶version = 3.0\n", "produit.version = 3.0", A_TEXT),
        (f"{MINIMAL}▶nil = true\n", "produit.nil = true", A_TEXT),
        (f"{MINIMAL}▶nil = 2025-10-06\n", "produit.nil = 2025-10-06", A_TEXT),
        (f"{MINIMAL}▶nil = ['JUL895988']\n", 'produit.nil = ["JUL895988"]', A_TEXT),
        (f"{MINIMAL}▶nil = {{ a = 1 }}\n", "produit.nil = { a", A_TEXT),
        (f"{MINIMAL}[produit.▶nil]\na = 1\n", "produit.nil = { a", A_TEXT),
        (f'{MINIMAL}▶referencee_vague1 = "oui"\n', 'produit.referencee_vague1 = "oui"', A_BOOL),
        (f'{MINIMAL}▶referencee_vague1 = "true"\n', 'produit.referencee_vague1 = "true"', A_BOOL),
        (f"{MINIMAL}▶referencee_vague1 = 1\n", "produit.referencee_vague1 = 1", A_BOOL),
        (f'{WEB}▶hautes = "1"\n', 'tests_intrusion.web.hautes = "1"', A_NUMBER),
        (f"{WEB}▶hautes = true\n", "tests_intrusion.web.hautes = true", A_NUMBER),
        (f"{WEB}▶hautes = 1.0\n", "tests_intrusion.web.hautes = 1.0", A_NUMBER),
        (f"{WEB}▶hautes = nan\n", "tests_intrusion.web.hautes = nan", A_NUMBER),
        (f'{WEB}▶realise_le = "2025-09-30"\n', 'tests_intrusion.web.realise_le = "2025-09-30"', A_DATE),
        (f"{WEB}▶realise_le = 20250930\n", "tests_intrusion.web.realise_le = 20250930", A_DATE),
        (f"{WEB}▶realise_le = 2025-09-30T12:00:00\n", "tests_intrusion.web.realise_le = 2025-09-30", A_DATE),
        (f"{WEB}▶realise_le = 12:00:00\n", "tests_intrusion.web.realise_le = 12:00:00", A_DATE),
        (f"{DATAPASS}actions.▶proconnect = 'hier'\n", 'etapes.psc.datapass.actions.proconnect = "hier"', A_DATE),
        (f"{DATAPASS}▶actions = 'proconnect'\n", 'etapes.psc.datapass.actions = "proconnect"', A_TABLE),
        (f'{MINIMAL}▶profils = "Général"\n', 'produit.profils = "Général"', A_LIST),
        (f"{MINIMAL}▶profils = {{ a = 1 }}\n", "produit.profils = { a", A_LIST),
        (f"{MINIMAL}[▶acceptations]\nregle = 'PSC002'\n", "acceptations = { regle", A_LIST),
        (f'{HEAD}▶psc = "oui"\n{PRODUIT}', 'psc = "oui"', A_TABLE),
        (f"{HEAD}▶etapes = []\n{PRODUIT}", "etapes = []", A_TABLE),
        (f"{MINIMAL}[etapes]\n▶psc = true\n", "etapes.psc = true", A_TABLE),
        (f"{MINIMAL}[etapes.psc]\n▶datapass = 'soumis'\n", 'etapes.psc.datapass = "soumis"', A_TABLE),
        (f"{MINIMAL}[cnda.demandes]\n▶dmp = 1\n", "cnda.demandes.dmp = 1", A_TABLE),
    ],
)
def test_a_value_of_another_kind_is_shown_as_it_is_written_with_the_kind_to_write(
    text: str, written: str, wanted: str
) -> None:
    error = refusal_at_mark(text)
    assert error.message.startswith(written)
    assert f" : il faut {wanted}" in error.message


def test_the_item_of_a_list_is_pointed_at_on_its_own_line() -> None:
    error = refusal_at_mark(f'{MINIMAL}profils = [\n  "Général",\n  ▶12,\n]\n')
    assert f" = 12 : il faut {A_TEXT}" in error.message


def test_an_array_of_tables_is_no_table() -> None:
    error = refusal_at_mark(f"{HEAD}[[▶produit]]\nnom = 'Julie'\ndispositif = 'LGC'\n")
    assert error.message.endswith(f"il faut {A_TABLE}")


def test_a_number_among_the_acceptations_is_no_acceptation() -> None:
    error = refusal_at_mark(f"{HEAD}acceptations = [▶3]\n{PRODUIT}")
    assert error.message.endswith(f" = 3 : il faut {A_TABLE}")


@pytest.mark.parametrize("written", ['"2026-05-13"', "20260513", "12:00:00", "true"])
def test_a_jalon_that_is_no_day_is_refused(written: str) -> None:
    error = refusal_at_mark(f"{MINIMAL}[jalons.preuves]\n▶le = {written}\n")
    assert error.message.startswith(f"jalons.preuves.le = {written} : il faut une date")


@pytest.mark.parametrize("written", ["2026-05-13T12:00:00Z", "2026-05-13T12:00:00+02:00"])
def test_the_hour_of_a_jalon_is_local_and_has_no_offset(written: str) -> None:
    error = refusal_at_mark(f"{MINIMAL}[jalons.preuves]\n▶le = {written}\n")
    assert "jalon" in error.message
    assert "preuves" in error.message


@pytest.mark.parametrize("written", ["2026-05-13", "2026-05-13T12:00:00", "2026-05-13 12:00:00"])
def test_a_jalon_is_a_day_or_a_local_hour(written: str) -> None:
    assert "preuves" in read(f"{MINIMAL}[jalons.preuves]\nle = {written}\n").candidature.jalons


def test_a_long_value_is_cut_short() -> None:
    error = refusal_at_mark(f"{WEB}▶hautes = '{'x' * 5000}'\n")
    assert "xxx…" in error.message


VALUES = [
    '"texte"',
    "true",
    "3",
    "1.5",
    "2025-10-06",
    "2025-10-06T12:00:00",
    "12:00:00",
    "[]",
    "['a']",
    "{}",
    "{ a = [{ b = 1 }] }",
]
HUGE = f"0x{'f' * 5000}"  # no decimal spelling of it is allowed


@pytest.mark.parametrize("written", [*VALUES, pytest.param(HUGE, id="5000 hex digits")])
def test_any_value_at_any_champ_is_accepted_or_refused_in_french_with_its_line(written: str) -> None:
    for path, _ in champs():
        head = "" if path[0] in {"format", "parcours", "edition"} else HEAD
        produit = "" if path[0] == "produit" else 'produit = { nom = "Julie", dispositif = "LGC" }\n'
        text = f"{head}{format_path(path)} = {written}\n{produit}"
        error = refusal_if_any(text)
        assert error is None or error.line is not None, path
        assert foreign_words(str(error or "")) == [], path


def refusal_if_any(text: str) -> SegurctlError | None:
    try:
        read(text)
    except SegurctlError as error:
        return error
    return None


@pytest.mark.parametrize("written", [HUGE, "9" * 4000, f"-{'9' * 4000}"], ids=["hex", "plus", "minus"])
def test_a_number_that_no_count_reaches_is_refused(written: str) -> None:
    assert refusal(f"{WEB}hautes = {written}\n").line == WEB.count("\n") + 1


# --- words ---


@pytest.mark.parametrize(
    ("text", "champ", "hint"),
    [
        (f"{DATAPASS}▶statut = 'validé'\n", "etapes.psc.datapass.statut", "vouliez-vous dire « valide » ?"),
        (f"{DATAPASS}▶statut = 'Soumis'\n", "etapes.psc.datapass.statut", "vouliez-vous dire « soumis » ?"),
        (
            f"{DATAPASS}▶statut = 'zzz'\n",
            "etapes.psc.datapass.statut",
            "valeurs possibles : a-faire, en-cours, soumis, a-modifier, valide, refuse, sans-objet",
        ),
        (f"{MINIMAL}[composants.x]\n▶type = 'proxi'\n", "composants.x.type", "vouliez-vous dire « proxy » ?"),
        (
            f"{MINIMAL}[psc.dossiers.x]\n▶role = 'operateur'\n",
            "psc.dossiers.x.role",
            "vouliez-vous dire « operateur-proxy » ?",
        ),
        (
            f"{MINIMAL}[cnda.demandes.x]\n▶porteur = 'nous'\n",
            "cnda.demandes.x.porteur",
            "valeurs possibles : editeur, tiers, aucun",
        ),
    ],
)
def test_a_word_that_is_not_of_the_format_is_answered_with_the_nearest_or_with_all(
    text: str, champ: str, hint: str
) -> None:
    error = refusal_at_mark(text)
    assert error.message.endswith(f"n'est pas une valeur de {champ}")
    assert error.hint == hint


@pytest.mark.parametrize("written", ["1", "true", "['valide']", "{ a = 1 }", "2025-10-06"])
def test_a_statut_that_is_no_word_is_answered_with_the_words(written: str) -> None:
    error = refusal_at_mark(f"{DATAPASS}▶statut = {written}\n")
    assert "a-faire, en-cours, soumis" in str(error)


# --- unknown keys ---


@pytest.mark.parametrize(
    ("text", "key", "table", "near"),
    [
        (f"{MINIMAL}▶nill = 'x'\n", "nill", " dans [produit]", "nil"),
        (f"{MINIMAL}▶Version = '3'\n", "Version", " dans [produit]", "version"),
        (f"{MINIMAL}[▶psk]\nedc = true\n", "psk", "", "psc"),
        (f"{HEAD}▶editon = '2025-10'\n{PRODUIT}", "editon", "", "edition"),
        (f"{MINIMAL}[psc]\n▶edcc = true\n", "edcc", " dans [psc]", "edc"),
        (
            f"{MINIMAL}▶psc.edcc = true\n".replace("\n▶psc", "\n[psc]\n▶").replace("▶.", "▶"),
            "edcc",
            " dans [psc]",
            "edc",
        ),
        (f"{MINIMAL}[psc.dossiers.lps]\n▶rolle = 'x'\n", "rolle", " dans [psc.dossiers.lps]", "role"),
        (f"{MINIMAL}[psc.dossiers]\nlps = {{ ▶rolle = 'x' }}\n", "rolle", " dans [psc.dossiers.lps]", "role"),
        (f"{DATAPASS}▶\"statu\" = 'x'\n", "statu", " dans [etapes.psc.datapass]", "statut"),
        (f"{MINIMAL}[preuves.'SC.01']\n▶lienn = 'x'\n", "lienn", ' dans [preuves."SC.01"]', "lien"),
    ],
)
def test_an_unknown_key_is_answered_with_the_nearest(text: str, key: str, table: str, near: str) -> None:
    error = refusal_at_mark(text)
    assert error.message == f"clé inconnue « {key} »{table}"
    assert error.hint == f"vouliez-vous dire « {near} » ?"


def test_an_unknown_key_near_nothing_is_answered_with_all_of_its_table() -> None:
    error = refusal_at_mark(f"{MINIMAL}[convention]\n▶zzz = 1\n")
    assert error.hint == "clés possibles : signee_ans_le, signee_editeur_le"


def test_an_unknown_key_of_an_acceptation_is_answered_as_any_other() -> None:
    entry = '[[acceptations]]\nregle = "PSC002"\n▶cibl = "x"\ncible = "x"\nmotif = "y"\npar = "z"\n'
    error = refusal_at_mark(MINIMAL + entry)
    assert "clé inconnue « cibl »" in error.message
    assert error.hint == "vouliez-vous dire « cible » ?"


def test_a_mistyped_key_is_said_before_the_one_that_it_leaves_missing() -> None:
    assert "« nomm »" in refusal_at_mark(f'{HEAD}[produit]\n▶nomm = "Julie"\ndispositif = "LGC"\n').message


def test_a_chapter_has_no_avancement() -> None:
    error = refusal_at_mark(f"{MINIMAL}[chapitres.mss]\n▶avancement = 'x'\n")
    assert error.message == "clé inconnue « avancement » dans [chapitres.mss]"


def test_an_endless_key_is_cut_short() -> None:
    refusal_at_mark(f"{MINIMAL}▶{'k' * 40_960} = 1\n")


@pytest.mark.parametrize("key", ["parcours", "edition"])
def test_an_endless_version_is_cut_short(key: str) -> None:
    refusal_at_mark(f"format = 1\n▶{key} = '{'9' * 5000}'\n{PRODUIT}")


def test_an_endless_format_is_cut_short() -> None:
    refusal_at_mark(f"▶format = {'9' * 4000}\n")


# --- what the catalogue does not know ---


@pytest.mark.parametrize(
    ("text", "etape", "hint"),
    [
        (f"{MINIMAL}[etapes.psc.▶datapas]\nstatut = 'valide'\n", "psc.datapas", "vouliez-vous dire « psc.datapass » ?"),
        (
            f"{MINIMAL}[etapes.▶ppsc]\ndatapass.statut = 'valide'\n",
            "ppsc.datapass",
            "vouliez-vous dire « psc.datapass » ?",
        ),
        (f"{MINIMAL}[etapes]\npsc.▶datapas = {{ }}\n", "psc.datapas", "vouliez-vous dire « psc.datapass » ?"),
        (f"{MINIMAL}[etapes.zz.▶zzzzzzzz]\n", "zz.zzzzzzzz", f"étapes : {', '.join(load_parcours().etapes)}"),
    ],
)
def test_an_unknown_etape_is_answered_with_the_nearest(text: str, etape: str, hint: str) -> None:
    before, _, after = text.partition("▶")
    error = refusal(before + after)
    assert error.message == f"étape inconnue « {etape} »"
    assert error.line == before.count("\n") + 1 + (1 if "ppsc" in etape else 0)
    assert error.hint == hint


@pytest.mark.parametrize(
    ("text", "action"),
    [
        (f"{DATAPASS}actions.▶proconnet = 2025-10-06\n", "proconnet"),
        (f"{DATAPASS}actions = {{ ▶proconnet = 2025-10-06 }}\n", "proconnet"),
        (f"{MINIMAL}[etapes.psc.datapass.actions]\n▶proconnet = 2025-10-06\n", "proconnet"),
    ],
)
def test_an_unknown_action_is_answered_with_the_nearest(text: str, action: str) -> None:
    error = refusal_at_mark(text)
    assert error.message == f"action inconnue « psc.datapass/{action} »"
    assert error.hint == "vouliez-vous dire « proconnect » ?"


def test_an_unknown_action_near_nothing_is_answered_with_those_of_the_etape() -> None:
    error = refusal_at_mark(f"{DATAPASS}actions.▶zzz = 2025-10-06\n")
    assert str(error.hint).startswith("actions de psc.datapass : ")
    assert "proconnect" in str(error.hint)


def test_an_action_of_another_etape_is_unknown() -> None:
    assert (
        "isc.mandataire/proconnect"
        in refusal_at_mark(f"{MINIMAL}[etapes.isc.mandataire]\nactions.▶proconnect = 2025-10-06\n").message
    )


@pytest.mark.parametrize(
    ("table", "stage", "hint"),
    [
        ("cnda.demandes.dmp", "pre-exam", "vouliez-vous dire « pre-examen » ?"),
        ("cnda.demandes.dmp", "zzz", "stades : initialisation, pre-examen, examen, finalisation, conforme"),
        ("psc.dossiers.lps", "preuve", "vouliez-vous dire « preuves » ?"),
        ("psc.dossiers.lps", "zzz", "stades : guichet, administratif, preuves, college, habilite"),
    ],
)
def test_an_unknown_stage_is_answered_with_the_nearest_or_with_all(table: str, stage: str, hint: str) -> None:
    role = "role = 'editeur-proxy'\n" if table.startswith("psc") else ""
    error = refusal_at_mark(f"{MINIMAL}[{table}]\n{role}▶avancement = '{stage}'\n")
    assert f"« {stage} » n'est pas un stade" in error.message
    assert error.hint == hint


def test_the_title_of_a_suivi_agrees_with_its_article() -> None:
    error = refusal(f"{MINIMAL}[cnda.demandes.dmp]\navancement = 'zzz'\n")
    assert "d'un demande" not in error.message


@pytest.mark.parametrize(
    "etape", [etape.id for etape in load_parcours().etapes.values() if etape.derive], ids=lambda id_: id_
)
def test_the_statut_of_a_derived_etape_is_not_written(etape: str) -> None:
    error = refusal_at_mark(f"{MINIMAL}[etapes.{etape}]\n▶statut = 'valide'\n")
    assert error.message.startswith(f"le statut de {etape} se déduit de ")
    assert "segurctl set " in str(error.hint)
    assert "segurctl mark " in str(error.hint)


def test_a_derived_etape_takes_notes_and_ticks() -> None:
    actions = load_parcours().etapes["psc.guichet"].actions
    text = f"{MINIMAL}[etapes.psc.guichet]\nnote = 'vu'\nactions.{actions[0].nom} = 2025-10-06\n"
    assert read(text).candidature.etapes["psc"]["guichet"].note == "vu"


# --- control characters, and what only looks like them ---

COMMANDS = [
    ("\\u001b", "U+001B"),
    ("\\u0000", "U+0000"),
    ("\\u0007", "U+0007"),
    ("\\b", "U+0008"),
    ("\\u007f", "U+007F"),
    ("\\u009b", "U+009B"),
    ("\u009b", "U+009B"),
    ("\\u202e", "U+202E"),
    ("\u202e", "U+202E"),
    ("\\u2066", "U+2066"),
    ("\\u2069", "U+2069"),
]


@pytest.mark.parametrize(("written", "code"), COMMANDS, ids=ascii)
def test_a_character_that_commands_the_terminal_is_refused_in_a_name(written: str, code: str) -> None:
    error = refusal_at_mark(f'{HEAD}[produit]\n▶nom = "Ju{written}[31mlie"\ndispositif = "LGC"\n')
    assert error.message == f"caractère de commande {code} dans produit.nom"
    assert error.hint == "retapez ce texte sans ce caractère"


@pytest.mark.parametrize(("written", "code"), COMMANDS, ids=ascii)
def test_a_character_that_commands_the_terminal_is_refused_in_a_key(written: str, code: str) -> None:
    error = refusal_at_mark(f'{MINIMAL}[composants.▶"l{written}ps"]\ntype = "principal"\n')
    assert code in error.message


def test_a_character_that_commands_the_terminal_is_refused_in_an_item_of_a_list() -> None:
    error = refusal_at_mark(f'{MINIMAL}profils = [\n  "Général",\n  ▶"a\\u001bb",\n]\n')
    assert "U+001B" in error.message


@pytest.mark.parametrize(
    "name",
    [
        "[bold]Julie[/bold]",
        "[/]",
        "[link=https://exemple.fr]ici[/link]",
        ":warning:",
        "{braces} {0} {name!r}",
        "%s %(nom)s %",
        "$HOME `id` ~",
        "« Julie »",
        "l’Œuvre – été",
        "🩺👩‍⚕️",
        "日本語",
        "e\u0301",
        "a\u00a0b",
        "<b>&amp;</b>",
        "\t",
        "#",
        "'",
        '\\"',
        "\\\\",
        "=HYPERLINK()",
        " ",
    ],
    ids=ascii,
)
def test_any_other_text_is_data(name: str) -> None:
    held = read(f'{HEAD}[produit]\nnom = "{name}"\ndispositif = "LGC"\n').candidature.produit.nom
    assert held == name.replace('\\"', '"').replace("\\\\", "\\")


def test_a_description_has_as_many_lines_as_it_needs() -> None:
    held = read(f'{MINIMAL}description = """\nun\n\n\tdeux\n"""\n').candidature.produit.description
    assert held == "un\n\n\tdeux\n"


def test_a_description_may_have_the_line_ends_of_its_file() -> None:
    text = f'{MINIMAL}description = """\nun\ndeux"""\n'.replace("\n", "\r\n")
    assert "deux" in str(read(text).candidature.produit.description)


# --- spellings of a file ---


@pytest.mark.parametrize(
    "text",
    [
        f"\ufeff{MINIMAL}",
        MINIMAL.replace("\n", "\r\n"),
        f"\ufeff{MINIMAL}".replace("\n", "\r\n"),
        MINIMAL.rstrip("\n"),
        f"# commentaire\n\n{MINIMAL}\n\n\n# fin",
        f'produit.nom = "Julie"\nproduit.dispositif = "LGC"\n{HEAD}'.rstrip("\n"),
        f'{HEAD}produit = {{ nom = "Julie", dispositif = "LGC" }}\n',
        f"{HEAD}[ \"produit\" ]\n'nom' = '''Julie'''\n\"dispositif\" = \"\\u004cGC\"\n",
    ],
    ids=["bom", "crlf", "bom and crlf", "no last newline", "comments", "dotted", "inline", "quoted"],
)
def test_every_spelling_of_a_candidature_is_read_and_its_text_kept(text: str) -> None:
    file = read(text)
    assert (file.candidature.produit.nom, file.candidature.produit.dispositif) == ("Julie", "LGC")
    assert file.text == text


def test_a_bom_does_not_move_the_columns() -> None:
    error = refusal("\ufeffformat = 2\n")
    assert (error.line, error.column) == (1, 1)


def test_crlf_does_not_move_the_lines() -> None:
    error = refusal(f"{MINIMAL}nill = 'x'\n".replace("\n", "\r\n"))
    assert (error.line, error.column) == (8, 1)


@pytest.mark.parametrize(
    ("path", "line", "column"),
    [
        (("produit", "nom"), 6, 1),
        (("produit",), 5, 2),
        (("produit", "nil"), 5, 2),
        (("etapes", "psc", "datapass", "statut"), 9, 1),
        (("etapes", "psc", "datapass", "note"), 8, 13),
        (("convention", "signee_ans_le"), 1, 1),
    ],
)
def test_a_champ_has_the_place_of_its_key_or_of_the_nearest_table(path: KeyPath, line: int, column: int) -> None:
    place = read(f"{DATAPASS}statut = 'soumis'\n").position(path)
    assert (place.line, place.column) == (line, column)


# --- files that cannot be read ---


def refusal_of_file(path: Path) -> SegurctlError:
    with pytest.raises(SegurctlError) as caught:
        read_candidature(path, load_parcours())
    error = caught.value
    assert error.path == path
    assert not foreign_words(error.message)
    assert error.hint
    return error


def test_a_file_that_is_not_there_is_said(tmp_path: Path) -> None:
    assert "n'existe pas" in refusal_of_file(tmp_path / "absente.toml").message


def test_a_folder_in_the_place_of_the_file_is_said(tmp_path: Path) -> None:
    assert "c'est un dossier" in refusal_of_file(tmp_path).message


def test_a_link_that_leads_to_itself_is_said(tmp_path: Path) -> None:
    link = tmp_path / "candidature.toml"
    link.symlink_to(link)
    assert "en rond" in refusal_of_file(link).message


def test_a_name_that_is_too_long_is_said(tmp_path: Path) -> None:
    assert "trop long" in refusal_of_file(tmp_path / ("a" * 300)).message


def test_a_file_used_as_a_folder_is_said(tmp_path: Path) -> None:
    (tmp_path / "fichier").write_text("", encoding="utf-8")
    assert "dossier" in refusal_of_file(tmp_path / "fichier" / "candidature.toml").message


def test_a_file_that_is_not_utf_8_is_said_at_its_first_wrong_byte(tmp_path: Path) -> None:
    path = tmp_path / "candidature.toml"
    path.write_bytes(MINIMAL.encode() + "nil = 'été".encode() + b"\xe9'\n")
    error = refusal_of_file(path)
    assert error.message == "l'octet 0xe9 n'est pas de l'UTF-8"
    assert (error.line, error.column) == (8, 11)
    assert "UTF-8" in str(error.hint)


def test_a_file_in_utf_16_is_said_to_be_in_another_encoding(tmp_path: Path) -> None:
    path = tmp_path / "candidature.toml"
    path.write_bytes(MINIMAL.encode("utf-16"))
    assert "n'est pas de l'UTF-8" in refusal_of_file(path).message


def test_a_file_of_one_mebibyte_is_read(tmp_path: Path) -> None:
    path = tmp_path / "candidature.toml"
    path.write_bytes(MINIMAL.encode() + b"#" * (MAX_BYTES - len(MINIMAL.encode())))
    assert read_candidature(path, load_parcours()).candidature.produit.nom == "Julie"


def test_a_byte_over_one_mebibyte_is_refused_unread(tmp_path: Path) -> None:
    path = tmp_path / "candidature.toml"
    path.write_bytes(MINIMAL.encode() + b"#" * (MAX_BYTES - len(MINIMAL.encode()) + 1))
    assert "1024 Kio" in refusal_of_file(path).message


@pytest.mark.parametrize("device", ["/dev/zero", "/dev/null"])
def test_a_device_is_no_candidature(device: str) -> None:
    assert "ordinaire" in refusal_of_file(Path(device)).message
