"""Days after days, and how they are said; past the end of the calendar, its last day."""

import calendar
import datetime as dt

_MOIS = ("janv.", "févr.", "mars", "avril", "mai", "juin", "juil.", "août", "sept.", "oct.", "nov.", "déc.")


def en_clair(day: dt.date) -> str:
    """A day as French people write it: « 1er janv. 2026 »."""
    return f"{'1er' if day.day == 1 else day.day} {_MOIS[day.month - 1]} {day.year}"


def apres(day: dt.date, jours: int) -> dt.date:
    """The day some days later."""
    try:
        return day + dt.timedelta(days=jours)
    except OverflowError:  # a file may say 9999-12-31
        return dt.date.max


def apres_mois(day: dt.date, mois: int) -> dt.date:
    """The same day some months later, or the last day of a shorter month."""
    year, month = divmod(day.year * 12 + day.month - 1 + mois, 12)
    if year > dt.MAXYEAR:
        return dt.date.max
    return dt.date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))
