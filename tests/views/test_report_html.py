"""The HTML report as a text: whole, well formed, under a policy that its own style and script satisfy."""

import base64
import hashlib
import re
from collections import Counter
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path

import pytest

from segurctl.errors import ExitCode
from support import HEAD, TODAY, run

EXAMPLES = Path(__file__).parents[2] / "examples"
JOURS = {
    "depart": "2025-09-01",
    "en-route": "2025-10-18",
    "pieges": "2026-01-20",
    "preuves": "2026-02-16",
    "referencee": "2026-10-05",
    "portefeuille": "2025-10-18",
}
VIDES = {"meta", "link", "br", "input", "path", "rect"}


class Lue(HTMLParser):
    """What a page is made of; every element that begins ends, and in its place."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.ouverts: list[str] = []
        self.balises: list[tuple[str, dict[str, str | None]]] = []
        self.textes: list[str] = []
        self.feed(page)
        self.close()
        assert self.ouverts == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.balises.append((tag, dict(attrs)))
        if tag not in VIDES:
            self.ouverts.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag not in VIDES:
            assert self.ouverts.pop() == tag

    def handle_data(self, data: str) -> None:
        self.textes.append(data)


def page(folder: Path, today: str, **env: str) -> str:
    ended = run("report", "--format", "html", "--today", today, cwd=folder, env=env)
    assert (ended.code, ended.err) == (ExitCode.OK, "")
    return ended.out


def produit(folder: Path, nom: str, rest: str = "") -> Path:
    text = f"{HEAD}\n[produit]\nnom = '{nom}'\ndispositif = \"LGC\"\n{rest}"
    (folder / "candidature.toml").write_text(text, encoding="utf-8")
    return folder


@pytest.mark.parametrize("exemple", JOURS)
def test_a_page_is_well_formed_and_names_each_of_its_parts_once(exemple: str) -> None:
    lue = Lue(page(EXAMPLES / exemple, JOURS[exemple]))
    ids = Counter(attrs["id"] for _, attrs in lue.balises if "id" in attrs)
    assert [one for one, count in ids.items() if count > 1] == []
    ancres = {attrs["href"] for tag, attrs in lue.balises if tag == "a" and str(attrs.get("href")).startswith("#")}
    assert {f"#{one}" for one in ids} >= ancres
    titres = [int(tag[1]) for tag, _ in lue.balises if re.fullmatch("h[1-6]", tag)]
    assert titres[0] == 1
    assert titres.count(1) == 1
    assert all(apres - avant <= 1 for avant, apres in pairwise(titres))


@pytest.mark.parametrize("exemple", JOURS)
def test_the_policy_of_a_page_lets_in_its_own_style_and_script_and_nothing_else(exemple: str) -> None:
    whole = page(EXAMPLES / exemple, JOURS[exemple])
    politique = re.search(r'http-equiv="Content-Security-Policy" content="([^"]*)"', whole)
    assert politique is not None
    for balise in ("style", "script"):
        (contenu,) = re.findall(f"<{balise}>(.*?)</{balise}>", whole, re.DOTALL)
        empreinte = base64.b64encode(hashlib.sha256(contenu.encode()).digest()).decode()
        assert f"{balise}-src 'sha256-{empreinte}'" in politique[1]
    assert "default-src 'none'" in politique[1]
    lue = Lue(whole)
    assert not [attrs for _, attrs in lue.balises if any(name.startswith("on") or name == "style" for name in attrs)]
    assert {tag for tag, attrs in lue.balises if "src" in attrs} == set()
    assert [attrs["href"] for tag, attrs in lue.balises if tag == "link"] == ["data:,"]


@pytest.mark.parametrize(
    "nom",
    ["<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "{{ 7 * 7 }}", "&lt;b&gt;", "</title><b>", "[b]x"],
)
def test_a_name_is_text_whatever_it_holds(tmp_path: Path, nom: str) -> None:
    lue = Lue(page(produit(tmp_path, nom), "2025-10-18"))
    assert "".join(lue.textes).count(nom) >= 5
    assert [tag for tag, _ in lue.balises if tag in ("img", "b")] == []
    assert [tag for tag, _ in lue.balises].count("script") == 1


def test_a_link_that_is_not_of_the_web_is_not_followed(tmp_path: Path) -> None:
    preuve = '\n[preuves."SC.PSC.01.01.01"]\nlien = "javascript:alert(1)"\n'
    lue = Lue(page(produit(tmp_path, "Julie", preuve), "2025-10-18"))
    assert "javascript:alert(1)" in "".join(lue.textes)
    assert not [attrs for tag, attrs in lue.balises if tag == "a" and not str(attrs["href"]).startswith("#")]


def test_secrets_are_masked(tmp_path: Path) -> None:
    assert "Abcd1234" not in page(produit(tmp_path, "mdp=Abcd1234efgh x"), "2025-10-18")


def test_a_mask_goes_over_no_sign_that_closes_what_holds_a_value(tmp_path: Path) -> None:
    """The key of a preuve that ends as a secret begins: its attribute, its cell and its heading still close."""
    produit(
        tmp_path,
        "password=abc1",
        '[preuves."a1password="]\nremarque = "token=Abcdefgh12345678"\nlien = "https://ok.example/x"\n',
    )
    html = page(tmp_path, TODAY)
    assert 'data-tri="a1password="><code>a1password=</code></th>' in html
    assert "<h1>password=abc1 · " in html
    assert "Abcdefgh12345678" not in html
    assert "‹masqué›" in html


def test_a_line_is_drawn_only_where_an_etape_still_waits_for_another() -> None:
    """Every étape of `referencee` has what it waits for; in `depart` some have nothing."""
    assert 'class="lien"' not in page(EXAMPLES / "referencee", JOURS["referencee"])
    assert 'class="lien"' in page(EXAMPLES / "depart", JOURS["depart"])


def test_a_stage_is_called_as_status_calls_it() -> None:
    html = page(EXAMPLES / "en-route", JOURS["en-route"])
    assert "</code> pré-examen, en cours" in html
    assert "pre-examen" not in html


def test_two_runs_give_the_same_bytes() -> None:
    une = page(EXAMPLES / "portefeuille", "2025-10-18", PYTHONHASHSEED="1")
    assert une == page(EXAMPLES / "portefeuille", "2025-10-18", PYTHONHASHSEED="2")


def test_a_withdrawn_product_says_so(tmp_path: Path) -> None:
    produit(tmp_path, "Julie")
    fichier = tmp_path / "candidature.toml"
    text = fichier.read_text(encoding="utf-8").replace(
        "\n[produit]", 'retiree_le = 2025-10-01\nmotif_retrait = "arrêt"\n\n[produit]'
    )
    fichier.write_text(text, encoding="utf-8")
    whole = "".join(Lue(page(tmp_path, "2025-10-18")).textes)
    assert "Candidature retirée le 1er oct. 2025 : arrêt." in whole


def test_a_file_that_cannot_be_read_is_told_on_the_page(tmp_path: Path) -> None:
    (tmp_path / "a.candidature.toml").write_text("x = = 1", encoding="utf-8")
    (tmp_path / "b.candidature.toml").write_text(
        f'{HEAD}\n[produit]\nnom = "J"\ndispositif = "LGC"\n', encoding="utf-8"
    )
    ended = run("report", "--format", "html", "--today", "2025-10-18", cwd=tmp_path)
    assert ended.code == ExitCode.USAGE
    assert "1 fichier n'a pas pu être lu" in "".join(Lue(ended.out).textes)
