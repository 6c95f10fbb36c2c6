"""The text of a cell, and the keys and headers that are made of it."""

from unicodedata import normalize

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders import stable
from segurctl.rem.cellules import extrait, texte
from segurctl.rem.chapitres import chapitres, cle_de_chapitre
from segurctl.rem.identifiants import est_attendu, est_identifiant
from segurctl.rem.noms import plier
from segurctl.rem.roles import cle_d_entete, role_d_entete

FRAGMENTS = [
    *("<p>", "</p>", "<br/>", "<li>", "&amp;", "&lt;", "&#0;", "&nbsp;", "_x000D_", "_xD800_", "\n", "\r", " ", "\xa0"),
    *(
        "<a href='x'>",
        "<valeur>",
        "< b",
        "é",
        "e\u0301",
        "\u200b",
        "\u202e",
        "\x00",
        "\x07",
        "\u2028",
        "x",
        "<",
        "&",
        ">",
    ),
]


@pytest.mark.parametrize(
    ("brut", "lu"),
    [
        ("<p>Un</p>\n<p>Deux</p>", "Un\nDeux"),
        ("<P CLASS='a' id=b>Un<BR><BR/>Deux</P><br>", "Un\n\nDeux"),
        ("Un :<ul><li>a</li><li><b>b</b></li></ul>Fin", "Un :\n- a\n- b\nFin"),
        ("<table><tr><td>a</td><td>b</td></tr></table>", "a b"),
        ("si a < b, <valeur> ou <b et c> : x<y>z", "si a < b, <valeur> ou <b et c> : x<y>z"),
        ("&eacute;&nbsp;&#233;&#xE9; R&D &inconnue; &amp;lt;p&amp;gt;", "é éé R&D &inconnue; &lt;p&gt;"),
        ("&lt;p&gt;", "<p>"),
        ("a_x000D_\nb_x0009_c _x005F_x0041_ _xZZZZ_", "a\nb c _x0041_ _xZZZZ_"),
        ("a\r\nb\rc\u2028d\x0be\x85f", "a\nb\nc\nd\ne\nf"),
        ("\u202eabc\u200b\u2060\ufeff\xad\x00\x1b[31m", "abc[31m"),
        (" a\xa0 \u2003b \n \n\n\n c ", "a b\n\nc"),
        ("e\u0301 ﬁ", "é ﬁ"),
        ("_xD83D__xDE00_\ud800", ""),
        ("a" + "\u0301" * 99, normalize("NFC", "a" + "\u0301" * 30)),
    ],
)
def test_a_cell_is_read_as_a_person_would(brut: str, lu: str) -> None:
    assert texte(brut) == lu


@stable
@given(st.one_of(st.text(), st.lists(st.sampled_from(FRAGMENTS)).map("".join)))
def test_any_text_becomes_one_that_can_be_written_and_read_again(brut: str) -> None:
    lu = texte(brut)
    lu.encode()
    assert lu == lu.strip()
    assert "\n\n\n" not in lu
    assert "  " not in lu
    assert not set(lu) & set("\r\t\x00\x07\xa0\u200b\u202e")
    assert normalize("NFC", lu) == lu


@stable
@given(st.text())
def test_a_plain_text_that_is_clean_stays_as_it_is(brut: str) -> None:
    lu = texte(brut.translate(dict.fromkeys(map(ord, "<&_"))))
    assert texte(lu) == lu


@stable
@given(st.lists(st.sampled_from(FRAGMENTS)).map("".join), st.lists(st.sampled_from(FRAGMENTS)).map("".join))
def test_what_precedes_a_paragraph_is_read_alone(avant: str, apres: str) -> None:
    if not avant.rstrip().endswith(("<", "&", "_", "a href='x'")):
        assert texte(f"{avant}</p><p>{apres}").split() == [*texte(avant).split(), *texte(apres).split()]


@pytest.mark.parametrize(
    "motif",
    [
        *("<p ", "<p a=", "<a b=c ", "<p a='", "&", "&#1", "_x", " ", "\n", " \n", "<", "<p>", "</", "\x00", "\u200b"),
        *("e\u0301", "\u0327\u0301", "<li>", "&amp;", "a ", "- ", "\r\n", "_x005F_"),
    ],
)
def test_a_text_of_any_length_is_read(motif: str) -> None:
    """Time is not measured: where it grew with the square of the length, this would take hours."""
    assert len(texte(motif * 200_000)) <= 200_000 * len(motif)


def test_a_long_text_is_cut_in_a_message() -> None:
    assert extrait("a\n b") == "a b"
    assert extrait("a" * 70) == "a" * 60 + "…"


@pytest.mark.parametrize(
    ("titre", "cle"),
    [
        ("Gestion de l'INS", "ins"),
        ("Gestion et partage des documents de santé", "partage-documents-sante"),
        ("Identification électronique & ProSanté Connect", "identification-electronique-prosante"),
        ("Consultation et alimentation du DMP / Mon espace santé", "consultation-alimentation-dmp-mon-espace"),
        ("Sécurité des SI", "securite-si"),
        ("Œuvre", "oeuvre"),
        ("x" * 50, "x" * 40),
        ("De la…", "chapitre"),
        ("", "chapitre"),
    ],
)
def test_the_key_of_a_chapter_is_what_its_title_says(titre: str, cle: str) -> None:
    assert cle_de_chapitre(titre) == cle


@stable
@given(st.lists(st.text(max_size=60)))
def test_the_keys_of_chapters_are_short_and_each_of_one(titres: list[str]) -> None:
    trouves = chapitres(titres)
    cles = [one.cle for one in trouves.values()]
    assert len(set(cles)) == len(cles)
    assert all(0 < len(one) <= 40 and set(one) <= set("abcdefghijklmnopqrstuvwxyz0123456789-") for one in cles)
    assert all(plier(one) in trouves for one in titres)


def test_chapters_of_one_key_are_numbered() -> None:
    titres = ["INS", "L'INS", "Les INS", "INS 2", "INS-2"]
    assert [one.cle for one in chapitres(titres).values()] == ["ins", "ins-2", "ins-3", "ins-2-2", "ins-2-3"]


@pytest.mark.parametrize(
    ("entete", "role"),
    [
        ("N° exigence", "identifiant"),
        ("No d'exigence", "identifiant"),
        ("Énoncé", "texte"),
        ("Enoncé de l'exigence… (en gras)", "texte"),
        ("ÉNONCÉ DU SCÉNARIO", "scenario"),
        ("Profils", "profil"),
        ("Preuve attendue", "preuve"),
        ("Domaine (Chantier)", "chapitre"),
        ("ID Section", None),
        ("Exigence conditionnelle OUI/NON", None),
        ("Profil historique", None),
        ("Preuve 123", None),
        ("Exigence 2", None),
        ("VA N-1", None),
        ("…", None),
    ],
)
def test_a_header_is_taken_for_what_it_says(entete: str, role: str | None) -> None:
    found = role_d_entete(entete)
    assert (found and found[0].nom) == role


@stable
@given(st.text(max_size=80))
def test_any_header_is_compared(entete: str) -> None:
    assert cle_d_entete(cle_d_entete(entete)) == cle_d_entete(entete) or entete.lower().count("s")
    role_d_entete(entete)


@pytest.mark.parametrize(
    "id_",
    [
        *("SC.MSS/CONF.01", "LGC.MDV.06", "SC.DMP/ALI/PROG.10", "SC.SSI/GEN.02 BIS", "INS/va1.53", "SENTINELLE.20"),
        *("AMBU.MSS/va1.02", "LGC.DMP/UX.10.01", "SC.PSC.01.02.03", "LABEL.06", "MS.CDM/VT.01"),
    ],
)
def test_published_ids_are_of_the_expected_form(id_: str) -> None:
    assert est_identifiant(id_)
    assert est_attendu(id_)


@pytest.mark.parametrize("id_", ["", "Total", "12.3", "A.1 TOUS", "A;1", "a" * 64 + "1", "-1", "A.1\n"])
def test_other_texts_are_no_ids(id_: str) -> None:
    assert not est_identifiant(id_)
