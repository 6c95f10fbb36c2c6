"""The canonical layout of a file: the whole text before and after."""

from textwrap import dedent

import pytest

from segurctl.candidature.format import format_text
from segurctl.candidature.layout import CatalogueLayout
from segurctl.errors import SegurctlError
from segurctl.parcours.load import load_parcours

LAYOUT = CatalogueLayout(load_parcours())


def formatted(text: str) -> str:
    """The canonical text, which is its own canonical text."""
    done = format_text(text, LAYOUT)
    assert format_text(done, LAYOUT) == done
    return done


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("", ""),
        ("\n \n", ""),
        ("edition='x'\nformat  =1", "format = 1\nedition = 'x'\n"),
        ("\n\nformat = 1\n\n\n\nedition = 'x'\n\n", "format = 1\n\nedition = 'x'\n"),
        ("format = 1\n[psc]\nedc = true\n[cnda]", "format = 1\n\n[psc]\nedc = true\n\n[cnda]\n"),
        ("[ psc . 'dossiers' ]\n\tedc\t=\ttrue  \n", "[psc.'dossiers']\nedc = true\n"),
        ("[[ acceptations ]]\n par='x'\n cible='y'\n", "[[acceptations]]\ncible = 'y'\npar = 'x'\n"),
        ('"psc" . edc = true', '"psc".edc = true\n'),
    ],
)
def test_keys_and_tables_are_in_order_and_evenly_spaced(before: str, after: str) -> None:
    assert formatted(before) == after


def test_tables_are_in_the_order_of_the_format_and_etapes_in_that_of_the_catalogue() -> None:
    headers = [
        "editeur",
        "produit",
        "composants.lps",
        "psc",
        "psc.dossiers.a",
        "psc.dossiers.b",
        "cnda.demandes.dmp",
        "etapes.isc.mandataire",
        "etapes.cnda.logiciel",
        "etapes.convergence.eligibilite",
        "etapes.psc.datapass",
        "etapes.psc.datapass.actions",
        "etapes.psc.inconnue",
        'preuves."MSS/CDA.01"',
        'preuves."SC.PSC.01"',
        "convention",
        "inconnue",
    ]
    canonical = "\n".join(f"[{header}]\n" for header in headers)
    assert formatted("\n".join(f"[{header}]\n" for header in reversed(headers))) == canonical


def test_keys_say_what_a_thing_is_then_where_it_stands_and_actions_follow_the_catalogue() -> None:
    before = """\
        [cnda.demandes.dmp]
        statut = "soumis"
        avancement = "examen"
        porteur = "editeur"
        teleservice = "DMP"

        [etapes.psc.datapass]
        actions.proconnect = 2025-09-29
        actions.profil = 2025-09-29
        note = "n"
        depuis = 2025-10-02
        statut = "soumis"
        """
    after = """\
        [cnda.demandes.dmp]
        teleservice = "DMP"
        porteur = "editeur"
        avancement = "examen"
        statut = "soumis"

        [etapes.psc.datapass]
        statut = "soumis"
        depuis = 2025-10-02
        note = "n"
        actions.profil = 2025-09-29
        actions.proconnect = 2025-09-29
        """
    assert formatted(dedent(before)) == dedent(after)


def test_acceptations_keep_their_order_which_is_data() -> None:
    text = "[[acceptations]]\nregle = 'B'\n\n[[acceptations]]\nregle = 'A'\n"
    assert formatted(f"{text}\n[psc]\nedc = true\n") == f"[psc]\nedc = true\n\n{text}"


VALUES = [
    "'''\n  a \n\n\n# no comment \n'''",
    '"""\\\n   a # b"""',
    "[1,2 , 3]",
    "[\n    'x',# un\n\n  'y', # deux\n  ]",
    "{ b=1,  a = 2 }",
    "2025-10-02 12:00:00",
    "0x1F",
]


@pytest.mark.parametrize("value", VALUES)
def test_a_value_stays_as_the_team_wrote_it(value: str) -> None:
    assert formatted(f"[psc]\n  edc={value} # c\n") == f"[psc]\nedc = {value} # c\n"


def test_white_space_at_the_end_of_a_line_goes_where_it_is_not_data() -> None:
    before = "[psc] \nedc = [ \n  'x  ',\t\n  '''y  \n  ''', # c \n]  \n# d \n"
    assert formatted(before) == "[psc]\nedc = [\n  'x  ',\n  '''y  \n  ''', # c\n]\n# d\n"


# --- comments ---


def test_a_comment_goes_with_the_key_or_the_table_that_it_precedes() -> None:
    before = """\
        format = 1

        # --- Pro Santé Connect ---

        # of psc
        [psc] # psc
        # of client
        client_id_bas = "c" # client

        # of edc

        edc = true # edc
        [editeur]
        # of nie
        nie = "E"
        siren = "S"
        """
    after = """\
        format = 1

        [editeur]
        siren = "S"
        # of nie
        nie = "E"

        # --- Pro Santé Connect ---

        # of psc
        [psc] # psc
        # of edc

        edc = true # edc
        # of client
        client_id_bas = "c" # client
        """
    assert formatted(dedent(before)) == dedent(after)


def test_comments_below_the_last_key_stay_below_the_last_key() -> None:
    before = """\
        [psc]
        client_id_bas = "c"
        edc = true
          # client_id_prod = "…"
          # later

        [editeur]
        # nothing yet

        # of produit
        [produit]
        """
    after = """\
        [editeur]
        # nothing yet

        # of produit
        [produit]

        [psc]
        edc = true
        client_id_bas = "c"
        # client_id_prod = "…"
        # later
        """
    assert formatted(dedent(before)) == dedent(after)


def test_comments_about_a_whole_table_stay_below_its_header() -> None:
    before = "[psc]\n# ask the vendor\n\nclient_id_bas = 'c'\nedc = true\n"
    after = "[psc]\n# ask the vendor\n\nedc = true\nclient_id_bas = 'c'\n"
    assert formatted(before) == after


@pytest.mark.parametrize(
    "opening",
    [
        "#:schema ./candidature.schema.json\n",
        "# Licence\n# of ours\n\n",
        "#:schema ./candidature.schema.json\n# Licence\n\n",
        "# Licence\n\n# Read me\n\n",
        "\ufeff#:schema x\n\n",
    ],
)
def test_comments_that_open_the_file_and_those_that_end_it_stay_there(opening: str) -> None:
    before = f"{opening}# of edition\nedition = 'e'\nformat = 1\n\n[psc]\n\n[editeur]\n\n\n# the\n# end\n"
    after = f"{opening}format = 1\n# of edition\nedition = 'e'\n\n[editeur]\n\n[psc]\n\n# the\n# end\n"
    assert formatted(before) == after


def test_a_table_below_a_directive_is_set_apart_from_it() -> None:
    assert formatted("#:schema x\n# of psc\n[psc]\n[editeur]\n") == "#:schema x\n\n[editeur]\n\n# of psc\n[psc]\n"


@pytest.mark.parametrize("text", ["# alone\n", "# one\n\n# two\n", "#:schema x\n"])
def test_a_file_of_comments_is_canonical(text: str) -> None:
    assert formatted(f"\n\n{text}\n\n") == text


def test_comments_on_lines_of_their_own_values_stay_in_their_column() -> None:
    before = """\
        [produit]
          version='3'      # the minor
                           # one
          nom    =  'J'    # short
        """
    after = """\
        [produit]
        nom = 'J'          # short
        version = '3'      # the minor
                           # one
        """
    assert formatted(dedent(before)) == dedent(after)


def test_a_comment_without_room_moves_as_little_as_it_can() -> None:
    assert formatted("format=1# c\n") == "format = 1 # c\n"
    assert formatted("format=1  # c\n") == "format = 1 # c\n"


# --- lines ---


def test_line_endings_are_those_of_the_first_line_and_the_byte_order_mark_stays() -> None:
    assert formatted("\ufeffformat=1\r\n[psc]\nedc='''\na\r\n'''") == (
        "\ufeffformat = 1\r\n\r\n[psc]\r\nedc = '''\r\na\r\n'''\r\n"
    )
    assert formatted("format=1\n[psc]\r\n") == "format = 1\n\n[psc]\n"


# --- refusals ---


def test_a_file_that_is_not_toml_is_refused_at_its_line() -> None:
    with pytest.raises(SegurctlError) as caught:
        format_text("format = 1\n<<<<<<< HEAD\n", LAYOUT)
    assert caught.value.line == 2


def test_what_would_change_the_data_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("segurctl.candidature.format._key", lambda *_: "format")
    with pytest.raises(SegurctlError, match="rien n'est écrit"):
        format_text("format = 1\nedition = 'e'\n", LAYOUT)


def test_what_would_lose_a_comment_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("segurctl.candidature.format._lines", lambda _: [])
    with pytest.raises(SegurctlError, match="rien n'est écrit"):
        format_text("format = 1\n# c\nedition = 'e'\n", LAYOUT)


def test_a_space_that_cannot_be_seen_is_kept_at_the_end_of_a_comment() -> None:
    text = "# a\u00a0\nformat = 1 # b\u2003\n"
    assert formatted(text) == text
