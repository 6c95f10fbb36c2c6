"""The HTML report in a real browser: it asks for nothing, everyone can read it, the keyboard does all, it prints."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from navigateur.ouverte import chromium, ouverte
from segurctl.errors import ExitCode
from support import HEAD, run

EXAMPLES = Path(__file__).parents[2] / "examples"
JOURS = {
    "depart": "2025-09-01",
    "en-route": "2025-10-18",
    "pieges": "2026-01-20",
    "preuves": "2026-02-16",
    "portefeuille": "2025-10-18",
}


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as started:
        yield started


def rapport(exemple: str, folder: Path) -> Path:
    """The report of an example, as the command writes it."""
    path = folder / f"{exemple}.html"
    words = ("--format", "html", "--today", JOURS[exemple], "--output", path)
    ended = run("report", *words, cwd=EXAMPLES / exemple)
    assert ended.code == ExitCode.OK
    return path


@pytest.mark.parametrize("exemple", JOURS)
def test_a_report_says_nothing_asks_for_nothing_and_stops_nobody(
    browser: Browser, tmp_path: Path, exemple: str
) -> None:
    path = rapport(exemple, tmp_path)
    for large, couleurs in ((1280, "light"), (375, "dark")):
        with ouverte(browser, path, large, color_scheme=couleurs) as one:
            assert one.deborde == 0
            for details in one.page.locator("details").all():
                details.evaluate("one => { one.open = true }")
            assert one.defauts() == []
            assert one.deborde == 0
            one.page.set_viewport_size({"width": 320, "height": 640})
            assert one.deborde == 0
            assert (one.dits, one.demandes) == ([], [])


def test_the_policy_stops_what_is_slipped_into_a_page(browser: Browser, tmp_path: Path) -> None:
    path = rapport("depart", tmp_path)
    slipped = '<img src="https://mal.exemple/x.png"><script>document.title = "pris"</script><p style="color:red">x</p>'
    path.write_text(path.read_text(encoding="utf-8").replace("</main>", f"{slipped}</main>"), encoding="utf-8")
    with ouverte(browser, path) as one:
        assert one.page.title() != "pris"
        assert len([dit for dit in one.dits if "Content Security Policy" in dit]) == 3
        assert one.page.locator("main > p").evaluate("one => getComputedStyle(one).color") != "rgb(255, 0, 0)"


def test_a_product_whose_name_is_a_script_shows_it_as_text(browser: Browser, tmp_path: Path) -> None:
    nom = "<script>alert(1)</script>"
    text = f'{HEAD}\n[produit]\nnom = "{nom}"\ndispositif = "LGC"\n\n[preuves."{nom}"]\nlien = "javascript:alert(2)"\n'
    (tmp_path / "candidature.toml").write_text(text, encoding="utf-8")
    run("report", "--format", "html", "--today", "2025-10-18", "--output", "r.html", cwd=tmp_path)
    with ouverte(browser, tmp_path / "r.html") as one:
        assert one.page.locator("h1").inner_text() == f"{nom} · LGC"
        expect(one.page.locator("#exigences")).to_contain_text(nom)
        assert (one.dits, one.demandes) == ([], [])


def test_the_table_is_filtered_and_sorted_with_the_keyboard_alone(browser: Browser, tmp_path: Path) -> None:
    with ouverte(browser, rapport("preuves", tmp_path)) as one:
        page = one.page
        rows, count = page.locator("#exigences tbody tr:visible"), page.locator("#filtre-compte")
        expect(count).to_have_text("19 sur 19")
        page.locator('nav a[href="#preuves"]').focus()
        page.keyboard.press("Enter")
        page.keyboard.press("Tab")
        expect(page.get_by_label("Chercher")).to_be_focused()
        page.keyboard.type("conf.01")
        expect(count).to_have_text("1 sur 19")
        expect(rows).to_have_count(1)
        page.keyboard.press("ControlOrMeta+a")
        page.keyboard.press("Delete")
        page.keyboard.press("Tab")
        expect(page.get_by_label("Chapitre", exact=True)).to_be_focused()
        page.keyboard.press("Tab")
        page.keyboard.press("ArrowDown")
        expect(page.get_by_label("État", exact=True)).to_have_value("incomplète")
        expect(rows).to_have_count(1)
        page.keyboard.press("ArrowUp")
        expect(rows).to_have_count(19)
        page.keyboard.press("Tab")  # what scrolls
        page.keyboard.press("Tab")
        heading = page.locator("#exigences thead th").first
        expect(heading.get_by_role("button")).to_be_focused()
        premiers = []
        for ordre in ("ascending", "descending"):
            page.keyboard.press("Enter")
            expect(heading).to_have_attribute("aria-sort", ordre)
            premiers.append(rows.first.locator("th code").inner_text())
        assert premiers == ["INS/va1.53", "SC.SSI/IAM.92"]
        focused = "getComputedStyle(document.activeElement).outlineStyle"
        assert page.evaluate(focused) == "solid"
        assert one.dits == []


def test_without_its_script_a_report_is_whole_and_shows_no_dead_control(browser: Browser, tmp_path: Path) -> None:
    with ouverte(browser, rapport("preuves", tmp_path), java_script_enabled=False) as one:
        expect(one.page.locator("#exigences tbody tr:visible")).to_have_count(19)
        expect(one.page.locator("#filtres")).to_be_hidden()
        expect(one.page.locator("thead button")).to_have_count(0)


def test_the_first_key_leads_past_what_every_report_begins_with(browser: Browser, tmp_path: Path) -> None:
    with ouverte(browser, rapport("depart", tmp_path)) as one:
        one.page.keyboard.press("Tab")
        link = one.page.get_by_text("Aller au contenu")
        expect(link).to_be_focused()
        expect(link).to_be_in_viewport()
        one.page.keyboard.press("Enter")
        expect(one.page.locator("main")).to_be_focused()


def test_it_prints_on_a4_with_all_it_has_and_no_control(browser: Browser, tmp_path: Path) -> None:
    with ouverte(browser, rapport("preuves", tmp_path), large=690) as one:  # an A4 between its margins
        printed = one.page.pdf(format="A4", prefer_css_page_size=True)
        assert printed.startswith(b"%PDF")
        one.page.emulate_media(media="print")
        one.page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
        expect(one.page.locator("#filtres")).to_be_hidden()
        expect(one.page.locator("nav")).to_be_hidden()
        expect(one.page.locator("details table")).to_be_visible()
        assert one.deborde == 0
        assert one.page.locator(".defile").evaluate_all("all => all.every(one => one.scrollWidth <= innerWidth)")
