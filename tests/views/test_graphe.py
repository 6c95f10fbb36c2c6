"""`graph`: each étape once, the arêtes that hold, the états of `status`; what the file holds stays in its label."""

import json
import re
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator, FormatChecker

import support
from builders import JOURS, candidature, day, evaluate_example, evaluate_on, parcours, stable
from on_a_terminal import on_a_terminal
from segurctl.candidature.model import Candidature
from segurctl.evaluation import Evaluation
from segurctl.evaluation.critique import critique
from segurctl.evaluation.graphe import aretes
from segurctl.views.critique_text import critique_text
from segurctl.views.documents import status_json
from segurctl.views.graphe_dot import graphe_dot
from segurctl.views.graphe_json import graphe_json
from segurctl.views.graphe_labels import COULEURS
from segurctl.views.graphe_mermaid import graphe_mermaid
from segurctl.views.graphe_text import graphe_text
from segurctl.views.words import ETATS, etat

HERE = Path("candidature.toml")
SCREENS = Path(__file__).with_name("graph_screens")
SCHEMA = Draft202012Validator(
    json.loads((Path(__file__).parents[2] / "docs" / "schemas" / "graph.schema.json").read_text(encoding="utf-8")),
    format_checker=FormatChecker(),
)
every_example = pytest.mark.parametrize("nom", sorted(JOURS))

# All that a line of ours may be, in each language: a name that broke out of its label would make another.
TEXTE = r'"[^"\n]*"'
MERMAID = [
    r"flowchart LR",
    rf"  subgraph \w+ \[{TEXTE}\]",
    rf"    (?P<id>\w+)\[(?P<label>{TEXTE})\]:::(?P<etat>\w+)",
    r"  end",
    r"  (?P<de>\w+) (?P<trait>-->|-\.->|==>) (?P<a>\w+)",
    r"  classDef \w+ fill:#\w{6},stroke:#\w{6},color:#\w{6}(,stroke-dasharray:4 3)?",
]
QUOTED = r'"(?:[^"\\\n]|\\.)*"'
ATTRS = rf"\[\w+={QUOTED}(?:, \w+={QUOTED})*\]"
DOT = [
    r"digraph parcours \{",
    rf"  (graph|node|edge) {ATTRS};",
    rf"  subgraph {QUOTED} \{{",
    rf"    label={QUOTED};",
    rf"    (?P<id>{QUOTED}) (?P<attrs>{ATTRS});",
    r"  \}",
    rf"  (?P<de>{QUOTED}) -> (?P<a>{QUOTED})(?P<trait> \[\w+={QUOTED}\])?;",
    r"\}",
]


@cache
def evaluation(nom: str) -> Evaluation:
    """An example on its day."""
    return evaluate_example(nom)


def read(document: str, grammar: list[str]) -> list[re.Match[str]]:
    """The lines of a document, each of which is one that its grammar knows."""
    found = []
    assert document.endswith("\n")
    for line in document.removesuffix("\n").split("\n"):
        matches = [match for rule in grammar if (match := re.fullmatch(rule, line))]
        assert len(matches) == 1, line
        found += matches
    return found


def groups(matches: list[re.Match[str]], *names: str) -> list[tuple[str, ...]]:
    """What the lines that have them say under some names."""
    return [tuple(one[name] or "" for name in names) for one in matches if set(names) <= one.groupdict().keys()]


def mermaid_id(id_: str) -> str:
    return re.sub(r"\W", "_", id_)


def texte(one: Evaluation) -> str:
    return "".join(f"{line.text}\n" for line in graphe_text(one))


def status(one: Evaluation) -> dict[str, str]:
    """The état of each étape, as `status --format json` gives it."""
    [found] = json.loads(status_json([(HERE, one)]))["candidatures"]
    return {etape["id"]: etape["etat"] for etape in found["etapes"]}


# Each étape once, with its état, and the arêtes that hold


@every_example
def test_the_mermaid_has_each_etape_once_with_the_etat_of_status(nom: str) -> None:
    one = evaluation(nom)
    found = groups(read(graphe_mermaid(one), MERMAID), "id", "etat")
    drawn = [pair for pair in found if not pair[0].startswith("legende_")]
    assert drawn == [(mermaid_id(id_), mermaid_id(status(one)[id_])) for id_ in _par_plateforme(one)]


@every_example
def test_the_mermaid_has_the_aretes_with_advice_dotted(nom: str) -> None:
    one = evaluation(nom)
    assert groups(read(graphe_mermaid(one), MERMAID), "de", "trait", "a") == [
        (mermaid_id(each.de), "-->" if each.dur else "-.->", mermaid_id(each.a)) for each in aretes(one)
    ]


@every_example
def test_the_dot_has_each_etape_once_and_the_aretes(nom: str) -> None:
    one = evaluation(nom)
    lines = read(graphe_dot(one), DOT)
    assert [id_ for (id_,) in groups(lines, "id") if "légende" not in id_] == [f'"{i}"' for i in _par_plateforme(one)]
    assert groups(lines, "de", "trait", "a") == [
        (f'"{each.de}"', "" if each.dur else ' [style="dashed"]', f'"{each.a}"') for each in aretes(one)
    ]


@every_example
def test_the_text_has_each_etape_once_with_its_etat_in_words(nom: str) -> None:
    one = evaluation(nom)
    found = re.findall(rf"(?m)^  [✔◐!✘○·–] ({'|'.join({*ETATS.values(), 'faite'})}) +(\S+)   ", texte(one))
    assert found == [
        (etat(one.etapes[id_].etat, validateur=one.etapes[id_].etape.validateur is not None), id_)
        for id_ in _par_plateforme(one)
    ]


@every_example
def test_the_text_names_every_arete(nom: str) -> None:
    one = evaluation(nom)
    named = set()
    for bloc in re.findall(r"(?m)^  \S [^\n]+\n(?: {10,}[^\n]+\n)*", texte(one)):
        ids = re.findall(r"[a-z0-9]+\.[a-z0-9-]+", re.sub(r"\([^)]*\)", "", bloc))
        named |= {(de, ids[0]) for de in ids[1:] if de in one.etapes}
    assert named == {(each.de, each.a) for each in aretes(one)}


@every_example
def test_the_document_is_that_of_its_schema_and_says_what_status_says(nom: str) -> None:
    one = evaluation(nom)
    found = json.loads(graphe_json(HERE, one, critique(one)))
    SCHEMA.validate(found)
    assert {etape["id"]: etape["etat"] for etape in found["etapes"]} == status(one)
    assert [(each["de"], each["a"]) for each in found["aretes"]] == [(each.de, each.a) for each in aretes(one)]


def test_each_id_stays_one_of_its_own_in_mermaid() -> None:
    assert len({mermaid_id(id_) for id_ in parcours().etapes}) == len(parcours().etapes)


def _par_plateforme(one: Evaluation) -> list[str]:
    return [each.etape.id for plateforme in parcours().plateformes.values() for each in one.de(plateforme)]


# What the file holds is data

HOSTILES = [
    '"]; click a "javascript:alert(1)"',
    "x\n  end\n  a --> b",
    "%%{init: {}}%%",
    "`**x**`",
    "<img src=x onerror=alert(1)>",
    'a\\" -> "b',
    "\\N \\G &lt;b&gt;",
    "#quot;#",
    "\x1b[2J\u202e",
    "subgraph end style x fill:#fff;",
]


def hostile(nom: str) -> Candidature:
    """A product and a demande that carry a name."""
    demande = {"avancement": "examen", "statut": "soumis", "depuis": day("2025-10-02")}
    return candidature(produit={"nom": nom, "dispositif": nom}, cnda={"demandes": {nom: demande}})


@pytest.mark.parametrize("nom", HOSTILES)
def test_a_hostile_name_stays_in_its_label(nom: str) -> None:
    held = evaluate_on("2025-10-18", hostile(nom))
    sage = evaluate_on("2025-10-18", hostile("dmp"))
    for draw, grammar in ((graphe_mermaid, MERMAID), (graphe_dot, DOT)):
        lines, plain = (read(draw(one, critique(one)), grammar) for one in (held, sage))
        assert [line.re for line in lines] == [line.re for line in plain]


@stable
@given(st.text(min_size=1, max_size=12))
def test_no_name_breaks_out_of_a_drawing(nom: str) -> None:
    held = evaluate_on("2025-10-18", hostile(nom))
    for document, grammar in ((graphe_mermaid(held), MERMAID), (graphe_dot(held), DOT)):
        read(document, grammar)


@pytest.mark.parametrize("nom", HOSTILES)
def test_a_label_of_mermaid_holds_no_markup_but_our_breaks(nom: str) -> None:
    for (label,) in groups(read(graphe_mermaid(evaluate_on("2025-10-18", hostile(nom))), MERMAID), "label"):
        assert not re.search(r"[<>`{}%&\\]|#(?!\d+;)", label.replace("<br/>", ""))


# The chain


def test_the_chain_is_thick_and_in_words() -> None:
    one = evaluation("en-route")
    chemin = critique(one)
    lines = read(graphe_mermaid(one, chemin), MERMAID)
    assert {(de, a) for de, trait, a in groups(lines, "de", "trait", "a") if trait == "==>"} == {
        (mermaid_id(de), mermaid_id(a)) for de, a in chemin.liens
    }
    assert {id_ for id_, label in groups(lines, "id", "label") if "chemin critique" in label} == {
        *(mermaid_id(each.id) for each in chemin.chaine),
        "legende_traits",
    }
    epais = [attrs for _, attrs in groups(read(graphe_dot(one, chemin), DOT), "id", "attrs") if "penwidth" in attrs]
    assert len(epais) == len(chemin.chaine)


def test_every_step_of_a_chain_is_an_arete() -> None:
    for nom in JOURS:
        one = evaluation(nom)
        assert critique(one).liens <= {(each.de, each.a) for each in aretes(one)}


def test_the_chain_as_text_says_that_it_is_an_estimate_and_what_it_leaves_out() -> None:
    one = evaluation("depart")
    page = "".join(f"{line.text}\n" for line in critique_text(one, critique(one)))
    assert "Tout le parcours, au plus tôt : le 22 sept. 2025, 21 jours après le 1er sept. 2025" in page
    for said in ("au plus tôt, et rien de plus", "personne ne publie", "l'équipe", "modification", "collèges"):
        assert said in page


def test_a_candidature_withdrawn_or_finished_says_so() -> None:
    retiree = evaluate_on("2025-10-18", candidature(retiree_le=day("2025-10-01")))
    fini = evaluation("referencee")
    assert "candidature retirée" in critique_text(retiree, critique(retiree))[1].text
    assert "le parcours est terminé" in critique_text(fini, critique(fini))[1].text
    for drawn in (texte(retiree), graphe_mermaid(retiree), graphe_dot(retiree)):
        assert "candidature retirée" in drawn


# Screens, colours, the same bytes


@pytest.mark.parametrize("colonnes", [60, 80, 120])
def test_the_screens(colonnes: int) -> None:
    one = evaluation("en-route")
    pages = (graphe_text(one), critique_text(one, critique(one)))
    support.compare(SCREENS / f"{colonnes}.txt", "\n".join(on_a_terminal(page, colonnes) for page in pages))


@pytest.mark.parametrize(("draw", "suffixe"), [(graphe_mermaid, "mmd"), (graphe_dot, "dot")])
def test_the_drawings(draw: object, suffixe: str) -> None:
    one = evaluation("en-route")
    assert callable(draw)
    support.compare(SCREENS / f"en-route.{suffixe}", draw(one, critique(one)))
    assert draw(one, critique(one)) == draw(one, critique(one))


def luminance(couleur: str) -> float:
    """As WCAG reckons it."""
    parts = [int(couleur[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    lineaire = [part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return sum(poids * part for poids, part in zip((0.2126, 0.7152, 0.0722), lineaire, strict=True))


@pytest.mark.parametrize("nom", sorted(COULEURS))
def test_the_text_of_a_node_reads_on_its_own_ground(nom: str) -> None:
    couleur = next(one for each, one in COULEURS.items() if each == nom)
    clair, sombre = sorted((luminance(couleur.fond), luminance(couleur.texte)), reverse=True)
    assert (clair + 0.05) / (sombre + 0.05) >= 4.5
