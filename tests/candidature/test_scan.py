"""Where every key is written, in every spelling."""

import pytest

from segurctl.candidature.scan import Position, scan
from segurctl.errors import SegurctlError

TEXT = """\
# a = "[not]"
format = 1
editeur.nie = "EDI" # "comment
"clé \\u00e9" . 'b c' = '''
x = 1
'''

[cnda.demandes.dmp]
statut = "soumis"
  actions.profil = 2025-10-02 12:00:00
liste = [ # [
  "a]", # ]
  { nom = "é", 'x' = [1, 2] },
]
[ cnda ]
dossier = { nom = "n", sous.cle = { a = 1 } }

[[acceptations]]
regle = "PSC002"
[[ acceptations ]]
  "regle" = "PSC003"
[acceptations.auteur]
nom = "x"
"""


@pytest.mark.parametrize(
    ("path", "line", "column"),
    [
        (("format",), 2, 1),
        (("editeur",), 3, 1),
        (("editeur", "nie"), 3, 9),
        (("clé é",), 4, 1),
        (("clé é", "b c"), 4, 16),
        (("cnda",), 15, 3),
        (("cnda", "demandes"), 8, 7),
        (("cnda", "demandes", "dmp"), 8, 16),
        (("cnda", "demandes", "dmp", "statut"), 9, 1),
        (("cnda", "demandes", "dmp", "actions"), 10, 3),
        (("cnda", "demandes", "dmp", "actions", "profil"), 10, 11),
        (("cnda", "demandes", "dmp", "liste", 0), 12, 3),
        (("cnda", "demandes", "dmp", "liste", 1), 13, 3),
        (("cnda", "demandes", "dmp", "liste", 1, "x"), 13, 16),
        (("cnda", "dossier", "sous", "cle", "a"), 16, 37),
        (("acceptations",), 18, 3),
        (("acceptations", 0, "regle"), 19, 1),
        (("acceptations", 1), 20, 4),
        (("acceptations", 1, "regle"), 21, 3),
        (("acceptations", 1, "auteur", "nom"), 23, 1),
    ],
)
@pytest.mark.parametrize("eol", ["\n", "\r\n"])
@pytest.mark.parametrize("bom", ["", "\ufeff"])
def test_a_key_is_found(path: tuple[str | int, ...], line: int, column: int, eol: str, bom: str) -> None:
    document = scan(bom + TEXT.replace("\n", eol))
    assert document.position(path) == Position(line, column)


@pytest.mark.parametrize(
    ("path", "line", "column"),
    [
        (("cnda", "demandes", "dmp", "depuis"), 8, 16),
        (("cnda", "demandes", "autre", "depuis"), 8, 7),
        (("acceptations", 7, "regle"), 18, 3),
        (("psc", "edc"), 1, 1),
        ((), 1, 1),
    ],
)
def test_what_is_not_written_is_placed_at_its_nearest_ancestor(
    path: tuple[str | int, ...], line: int, column: int
) -> None:
    assert scan(TEXT).position(path) == Position(line, column)


def test_a_bom_is_no_column() -> None:
    assert scan("\ufeffa = 1").position(("a",)) == Position(1, 1)


@pytest.mark.parametrize("text", ["", "\ufeff", "\n", "# only", "\r\n", "   "])
def test_a_document_may_hold_nothing(text: str) -> None:
    assert scan(text).position(("a",)) == Position(1, 1)


@pytest.mark.parametrize("text", ["a = '''''x'''''", 'a = """""x"""""', 'a = """\\""""', "a = ''''''", 'a = ""'])
def test_quotes_beside_quotes_end_where_the_parser_says(text: str) -> None:
    entry = scan(f"{text}\nb = 1").sections[0].entries[0]
    assert (entry.start, entry.end) == (4, len(text))


def test_a_table_of_several_lines_is_read() -> None:
    document = scan("a = { # c\n  b = 1, # d\n  c = 2,\n}\nd = 1")
    assert document.position(("a", "c")) == Position(3, 3)
    assert document.position(("d",)) == Position(5, 1)


def test_values_inside_values_have_a_limit() -> None:
    with pytest.raises(SegurctlError, match="64 niveaux"):
        scan("a = " + "[" * 300 + "]" * 300)
