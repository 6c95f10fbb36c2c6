"""`calendar`: the dates of every product as an iCalendar file, for the calendars that people already have.

What comes from the files is neutralised and without its secrets before the library escapes it.
"""

import datetime as dt
from collections.abc import Iterable, Iterator
from zoneinfo import ZoneInfo

from icalendar import Alarm, Calendar, Event, Timezone, TimezoneDaylight, TimezoneStandard

from segurctl.candidature.secrets import masquer
from segurctl.evaluation.calendrier import Inscrit
from segurctl.views import words
from segurctl.views.lignes import une_ligne

_PARIS = "Europe/Paris"
_ORIGINE = dt.date(2020, 1, 1)  # what SEQUENCE counts days from: a later file is the newer one
_MATIN = 9  # the hour of alarms
_LOIN, _PRES = (30, 7), (7, 1)  # days before
_PRECIS = ("jalon", "opposabilite")


def agenda_ics(inscrits: Iterable[Inscrit], today: dt.date) -> str:
    """The calendar, whole: one event for each dated thing, gone by or to come; what is of no use any more is cancelled.

    DTSTAMP is `today`, and SEQUENCE grows with it: imported again, an event takes the place of the one it was.
    """
    calendar = Calendar()
    for name, value in (
        ("prodid", "-//segurctl//segurctl//FR"),
        ("version", "2.0"),
        ("calscale", "GREGORIAN"),
        ("method", "PUBLISH"),
        ("name", "Ségur vague 2"),
        ("x-wr-calname", "Ségur vague 2"),
        ("x-wr-timezone", _PARIS),
    ):
        calendar.add(name, value)
    calendar.add_component(_fuseau())
    for one in inscrits:
        calendar.add_component(_evenement(one, today))
    document: bytes = calendar.to_ical(sorted=False)
    return document.decode()


def _evenement(one: Inscrit, today: dt.date) -> Event:
    rendezvous, event = one.rendezvous, Event()
    quoi = "" if rendezvous.genre == "jalon" else f" · {rendezvous.cible}"
    titre = _dit(f"{one.qui} : {'✔ ' if rendezvous.tenu else ''}{rendezvous.titre}{quoi}")
    event.add("uid", one.uid)
    event.add("dtstamp", dt.datetime.combine(today, dt.time(), dt.UTC))
    event.add("sequence", max(0, (today - _ORIGINE).days))
    le = rendezvous.le
    if isinstance(le, dt.datetime):
        event.add("dtstart", le.replace(tzinfo=ZoneInfo(_PARIS)))
    else:
        event.add("dtstart", le)
        if le < dt.date.max:
            event.add("dtend", le + dt.timedelta(days=1))
    event.add("summary", titre)
    event.add("description", "\n".join(_description(one)))
    event.add("categories", [rendezvous.genre])
    event.add("status", "CANCELLED" if rendezvous.annule else "CONFIRMED")
    event.add("transp", "TRANSPARENT")
    if not (rendezvous.annule or rendezvous.tenu) and rendezvous.jour > today:
        for alarm in _alarmes(one, titre):
            event.add_component(alarm)
    return event


def _description(one: Inscrit) -> Iterator[str]:
    rendezvous = one.rendezvous
    quoi = f"{one.etape} ({rendezvous.cible})" if one.etape else rendezvous.cible
    yield _dit(f"{quoi} : {rendezvous.titre}, le {words.date(rendezvous.le)}")
    if rendezvous.tenu:
        yield "Ce que cette date attendait est là."
    if rendezvous.annule:
        yield "Cette date ne sert plus."
    if rendezvous.source:
        yield _dit(f"Source : {rendezvous.source}")


def _alarmes(one: Inscrit, titre: str) -> Iterator[Alarm]:
    """At nine in the morning, in the time of the event, some days before it."""
    le = one.rendezvous.le
    heure = dt.timedelta(hours=le.hour, minutes=le.minute) if isinstance(le, dt.datetime) else dt.timedelta()
    for jours in _LOIN if one.rendezvous.genre in _PRECIS else _PRES:
        alarm = Alarm()
        alarm.add("action", "DISPLAY")
        alarm.add("description", f"{titre} (dans {words.jours(jours)})")
        alarm.add("trigger", dt.timedelta(hours=_MATIN) - heure - dt.timedelta(days=jours))
        yield alarm


def _dit(text: str) -> str:
    return une_ligne(masquer(text))


def _fuseau() -> Timezone:
    """The time of Paris by its rule since 1996, the same whatever time zones the machine knows."""
    zone = Timezone()
    zone.add("tzid", _PARIS)
    for part, nom, debut, avant, apres in (
        (TimezoneDaylight(), "CEST", dt.datetime(1996, 3, 31, 2), 1, 2),  # noqa: DTZ001 - local, by definition
        (TimezoneStandard(), "CET", dt.datetime(1996, 10, 27, 3), 2, 1),  # noqa: DTZ001
    ):
        part.add("dtstart", debut)
        part.add("tzoffsetfrom", dt.timedelta(hours=avant))
        part.add("tzoffsetto", dt.timedelta(hours=apres))
        part.add("tzname", nom)
        part.add("rrule", {"freq": "yearly", "bymonth": debut.month, "byday": "-1su"})
        zone.add_component(part)
    return zone
