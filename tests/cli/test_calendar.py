"""`calendar`: what another library than ours reads in it, and what importing it again does to a calendar."""

import datetime as dt
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from ical.calendar import Calendar
from ical.calendar_stream import IcsCalendarStream
from ical.event import Event

from segurctl.errors import ExitCode
from support import HEAD, compare, run

EXAMPLES = Path(__file__).parents[2] / "examples"
SCREENS = Path(__file__).with_name("screens")
PARIS = ZoneInfo("Europe/Paris")
DRIMBOX = f'{HEAD}\n[produit]\nnom = "Boîte"\ndispositif = "DRIMbox"\n'


def calendar(folder: Path, today: str) -> Calendar:
    """What another library reads in the calendar of a folder."""
    ended = run("calendar", "--today", today, cwd=folder)
    assert (ended.code, ended.err) == (ExitCode.OK, "")
    return IcsCalendarStream.calendar_from_ics(ended.out)


def product(folder: Path, text: str, nom: str = "candidature.toml") -> Path:
    (folder / nom).write_text(text, encoding="utf-8")
    return folder


def by_summary(found: Calendar) -> dict[str, Event]:
    return {str(one.summary): one for one in found.events}


def imported(known: dict[str, Event], found: Calendar) -> dict[str, Event]:
    """A calendar after an import: an event takes the place of the one of its name, where it is not older."""
    after = dict(known)
    for one in found.events:
        assert one.uid is not None
        if one.uid not in after or (one.sequence or 0) >= (after[one.uid].sequence or 0):
            after[one.uid] = one
    return after


def test_the_calendar_of_the_portfolio_is_the_one_that_was_read() -> None:
    ended = run("calendar", "--today", "2025-10-18", cwd=EXAMPLES / "portefeuille")
    assert ended.code == ExitCode.OK
    compare(SCREENS / "portefeuille.calendar.ics", ended.out.replace("\r\n", "\n"))
    assert ended.out.count("\r\n") == ended.out.count("\n")
    assert all(len(line.encode()) <= 75 for line in ended.out.split("\r\n"))


def test_the_jalons_of_a_dispositif_are_at_noon_in_paris_summer_and_winter(tmp_path: Path) -> None:
    found = by_summary(calendar(product(tmp_path, DRIMBOX), "2025-09-01"))
    assert found["Boîte : Dossier complet de preuves"].dtstart == dt.datetime(2026, 5, 13, 12, tzinfo=PARIS)
    solde = found["Boîte : Demandes de solde"].dtstart
    assert solde == dt.datetime(2027, 12, 15, 12, tzinfo=PARIS)
    assert isinstance(solde, dt.datetime)
    assert solde.utcoffset() == dt.timedelta(hours=1)


def test_the_stamp_is_the_day_that_is_given(tmp_path: Path) -> None:
    found = calendar(product(tmp_path, DRIMBOX), "2025-09-01")
    assert {one.dtstamp for one in found.events} == {dt.datetime(2025, 9, 1, tzinfo=dt.UTC)}


def test_two_runs_give_the_same_bytes(tmp_path: Path) -> None:
    folder = product(tmp_path, DRIMBOX)
    one = run("calendar", "--today", "2025-09-01", cwd=folder, env={"PYTHONHASHSEED": "1", "TZ": "Asia/Tokyo"})
    assert one == run("calendar", "--today", "2025-09-01", cwd=folder, env={"PYTHONHASHSEED": "2"})


def test_a_date_that_moves_is_imported_over_the_one_it_was(tmp_path: Path) -> None:
    before = imported({}, calendar(product(tmp_path, DRIMBOX), "2025-09-01"))
    moved = f"{DRIMBOX}\n[jalons.preuves]\nle = 2026-07-01T12:00:00\nverifie_le = 2025-09-20\n"
    (tmp_path / "candidature.toml").rename(tmp_path / "boite.candidature.toml")
    after = imported(before, calendar(product(tmp_path, moved, "boite.candidature.toml"), "2025-09-20"))
    assert after.keys() == before.keys()
    (one,) = [one for one in after.values() if one.summary == "Boîte : Dossier complet de preuves"]
    assert one.dtstart == dt.datetime(2026, 7, 1, 12, tzinfo=PARIS)
    assert imported(after, calendar(tmp_path, "2025-09-20")) == after


def test_what_is_of_no_use_any_more_is_cancelled_and_rings_no_more(tmp_path: Path) -> None:
    text = f'{HEAD}\n[produit]\nnom = "J"\ndispositif = "LGC"\n\n[cnda.demandes.dmp]\ndate_opposabilite = 2025-12-31\n'
    opposable = calendar(product(tmp_path, text), "2025-10-18").events
    assert [(one.status, len(one.alarm)) for one in opposable] == [("CONFIRMED", 2)]
    conforme = calendar(product(tmp_path, f'{text}attestation = "preuves/a.pdf"\n'), "2025-10-19").events
    assert [(one.status, len(one.alarm)) for one in conforme] == [("CANCELLED", 0)]
    assert [one.uid for one in conforme] == [one.uid for one in opposable]


def test_an_answer_that_came_takes_back_the_date_that_was_given_for_it(tmp_path: Path) -> None:
    def datapass(statut: str, depuis: str, today: str) -> Calendar:
        etape = f'\n[etapes.psc.datapass]\nstatut = "{statut}"\ndepuis = {depuis}\n'
        return calendar(product(tmp_path, DRIMBOX + etape), today)

    def reponses(found: dict[str, Event]) -> list[tuple[str | None, int]]:
        return [(one.status, len(one.alarm)) for one in found.values() if "réponse annoncée" in str(one.summary)]

    waiting = imported({}, datapass("soumis", "2025-10-02", "2025-10-03"))
    assert reponses(waiting) == [("CONFIRMED", 2)]
    answered = imported(waiting, datapass("valide", "2025-10-10", "2025-10-11"))
    assert reponses(answered) == [("CANCELLED", 0)]
    assert reponses(imported({}, datapass("en-cours", "2025-10-10", "2025-10-11"))) == []


def test_a_test_that_was_deposited_has_its_last_day_cancelled(tmp_path: Path) -> None:
    text = f"{DRIMBOX}\n[tests_intrusion.web]\nrealise_le = 2025-09-01\ndepose_le = 2025-09-20\n"
    found = calendar(product(tmp_path, text), "2025-10-01").events
    assert [one.status for one in found if "test-intrusion" in one.categories] == ["CANCELLED"]


def test_a_jalon_that_is_reached_rings_no_more_and_is_not_to_be_read_again(tmp_path: Path) -> None:
    text = (
        f'{HEAD}\n[produit]\nnom = "J"\ndispositif = "LGC"\n'
        '\n[editeur]\nraison_sociale = "E"\nsiren = "732829320"\n'
        '\n[jalons.x]\nle = 2026-01-01\netape = "isc.mandataire"\n'
    )
    waited = calendar(product(tmp_path, text), "2025-10-01").events
    assert [len(one.alarm) for one in waited] == [2]
    assert "DAT003" in run("check", "--today", "2025-10-01", "--select", "DAT003", cwd=tmp_path).out
    (reached,) = calendar(
        product(tmp_path, f'{text}\n[etapes.isc.mandataire]\nstatut = "valide"\n'),
        "2025-10-02",
    ).events
    assert (str(reached.summary), len(reached.alarm), reached.status) == ("J : ✔ jalon x", 0, "CONFIRMED")
    assert "DAT003" not in run("check", "--today", "2025-10-02", "--select", "DAT003", cwd=tmp_path).out


def test_of_an_acceptation_that_was_renewed_the_last_end_counts(tmp_path: Path) -> None:
    def accepted(*ends: str) -> str:
        one = '\n[[acceptations]]\nregle = "PSC002"\ncible = "psc.datapass"\nmotif = "m"\npar = "p"\n'
        return DRIMBOX + "".join(f"{one}{end}\n" for end in ends)

    def fins(text: str) -> list[object]:
        found = calendar(product(tmp_path, text), "2025-10-01").events
        return [one.dtstart for one in found if "acceptation" in one.categories]

    assert fins(accepted("jusqu_au = 2027-06-30", "jusqu_au = 2026-01-31")) == [dt.date(2027, 6, 30)]
    assert fins(accepted("jusqu_au = 2026-01-31", "")) == []


def test_the_card_of_a_product_is_its_own_where_the_etapes_are_the_company_s(tmp_path: Path) -> None:
    """The calendar and the screen of the portfolio say of one date that it is of the same."""
    (tmp_path / "editeur.toml").write_text(
        f'{HEAD}\n[editeur]\nraison_sociale = "Éditeur"\n\n[etapes.igc.cpx-test]\nstatut = "en-cours"\n',
        encoding="utf-8",
    )
    for nom in "ab":
        text = f'{HEAD}\n[produit]\nnom = "{nom}"\ndispositif = "LGC"\n\n[motco2]\ncarte_expire_le = 2028-01-01\n'
        product(tmp_path, text, f"{nom}.candidature.toml")
    cards = [str(one.summary)[:4] for one in calendar(tmp_path, "2025-10-01").events if "carte" in one.categories]
    page = run("report", "--today", "2025-10-01", cwd=tmp_path).out
    assert "Éditeur" in page
    told = [line.partition(" : `")[2][:1] for line in page.splitlines() if "expiration de la carte" in line]
    assert (cards, told) == (["a : ", "b : "], ["a", "b"])


def test_alarms_ring_at_nine_in_the_morning(tmp_path: Path) -> None:
    text = f"{DRIMBOX}\n[tests_intrusion.web]\nrealise_le = 2025-09-01\n"
    found = by_summary(calendar(product(tmp_path, text), "2025-09-01"))
    noon = found["Boîte : Dossier complet de preuves"]
    assert [one.trigger for one in noon.alarm] == [dt.timedelta(days=-30, hours=-3), dt.timedelta(days=-7, hours=-3)]
    day = found["Boîte : dernier jour pour déposer le test d'intrusion · tests_intrusion.web"]
    assert day.dtstart == dt.date(2026, 9, 1)
    assert [one.trigger for one in day.alarm] == [dt.timedelta(days=-7, hours=9), dt.timedelta(days=-1, hours=9)]


def test_every_kind_of_date_is_there(tmp_path: Path) -> None:
    text = f"""{HEAD}
[produit]
nom = "J"
dispositif = "DRIMbox"

[cnda.demandes.dmp]
date_opposabilite = 2025-12-31

[tests_intrusion.web]
realise_le = 2025-09-01

[motco2]
carte_expire_le = 2028-01-01

[etapes.psc.datapass]
statut = "soumis"
depuis = 2025-10-02

[[acceptations]]
regle = "PSC002"
cible = "psc.dossiers.lps.nru"
motif = "m"
par = "p"
jusqu_au = 2026-01-31
"""
    found = calendar(product(tmp_path, text), "2025-10-18").events
    assert {category for one in found for category in one.categories} == {
        "jalon",
        "opposabilite",
        "test-intrusion",
        "carte",
        "reponse",
        "acceptation",
    }


def test_no_two_events_have_one_name_even_of_two_files_of_one_product(tmp_path: Path) -> None:
    product(tmp_path, DRIMBOX, "a.candidature.toml")
    found = calendar(product(tmp_path, DRIMBOX, "b.candidature.toml"), "2025-09-01").events
    assert len({one.uid for one in found}) == len(found) == 12


@pytest.mark.parametrize(
    "nom",
    [
        "x\\r\\nEND:VEVENT\\r\\nBEGIN:VEVENT",
        "; , : \\\\ \\\\n",
        "🎉" * 200,
        "[bold]x[/bold]",
    ],
)
def test_a_name_is_text_whatever_it_holds(tmp_path: Path, nom: str) -> None:
    found = calendar(product(tmp_path, DRIMBOX.replace("Boîte", nom)), "2025-09-01").events
    assert len(found) == 6
    assert all(str(one.summary).endswith((" : Dossier administratif", *TITRES)) for one in found)


TITRES = (
    " : Dossier complet de preuves",
    " : Fin des échanges avec l'ANS pour la validation",
    " : Demandes de financement et d'avance",
    " : Prestations réalisées",
    " : Demandes de solde",
)


def test_a_secret_in_a_name_is_not_given_to_calendars(tmp_path: Path) -> None:
    jalon = '\n[jalons.x]\nle = 2026-01-01\nsource = "mdp=Abcd1234efgh"\n'
    ended = run("calendar", cwd=product(tmp_path, DRIMBOX.replace("Boîte", "mdp=Abcd1234efgh") + jalon))
    assert "Source : " in ended.out
    assert "Abcd1234" not in ended.out.replace("\r\n ", "")


def test_a_withdrawn_product_has_its_dates_cancelled(tmp_path: Path) -> None:
    text = DRIMBOX.replace("\n[produit]", 'retiree_le = 2025-08-01\nmotif_retrait = "x"\n\n[produit]')
    assert {one.status for one in calendar(product(tmp_path, text), "2025-09-01").events} == {"CANCELLED"}


def test_a_jalon_that_the_team_enters_has_the_words_of_the_one_it_names(tmp_path: Path) -> None:
    text = f'{HEAD}\n[produit]\nnom = "J"\ndispositif = "LGC"\n'
    folder = product(tmp_path, text)
    ended = run("set", "jalons.preuves.le=2026-06-10T12:00:00", "jalons.preuves.verifie_le=2025-09-01", cwd=folder)
    assert ended.code == ExitCode.OK, ended.err
    assert set(by_summary(calendar(folder, "2025-09-01"))) == {"J : Dossier complet de preuves"}
    status = run("status", "--today", "2025-09-01", cwd=folder).out
    assert "Prochaine date : 10 juin 2026 à 12 h (dans 282 jours), Dossier complet de preuves" in status
    old = run("check", "--today", "2025-12-01", "--select", "DAT003", cwd=folder)
    assert (old.code, "vérifié il y a 91 jours" in old.out) == (ExitCode.OK, True)
    assert "segurctl set jalons.preuves.verifie_le=2025-12-01" in old.out


def test_it_is_written_where_it_is_asked_for_and_a_broken_file_is_told(tmp_path: Path) -> None:
    product(tmp_path, "x = = 1", "a.candidature.toml")
    product(tmp_path, DRIMBOX, "b.candidature.toml")
    ended = run("calendar", "--today", "2025-09-01", "--output", "segur.ics", cwd=tmp_path)
    assert (ended.code, ended.out) == (ExitCode.USAGE, "segur.ics écrit\n")
    assert ended.err.startswith("a.candidature.toml:1:5: ")
    assert (tmp_path / "segur.ics").read_bytes().count(b"BEGIN:VEVENT\r\n") == 6
