"""What numbers say of dates: which organ can have adopted a number on a day.

Sessions and years are bound to each other; a symbol that contradicts them is not believed. Decide,
or say that both readings stand; never choose between two that can be true.
"""

from __future__ import annotations

import bisect
import re
import tomllib
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from functools import cache

from kg.authorities import FOLDER
from kg.symbols import Symbol, roman

_FIRST_GA_YEAR = 1945  # session s opens in September of 1945 + s
_SESSION_ONE = date(1946, 1, 10)  # the General Assembly's first session opened in January
_ROMAN_SESSIONS = 30  # the General Assembly's; ECOSOC went on to LXIII
_ECOSOC_ROMAN_SESSIONS = 63
_HRC_EARLY = {1: (2006, 6), 2: (2006, 9), 3: (2006, 11), 4: (2007, 3), 5: (2007, 6), 6: (2007, 9)}
_HRC_REGULAR = (7, 2008)  # from session 7 on three a year: March, June, September
_HRC_FOUNDED = date(2006, 6, 19)
_FEWEST_GA = 60  # resolutions a session, at the least, before 1976
_MOST_ECOSOC, _MOST_ECOSOC_FIRST = 36, 60  # resolutions a session, at the most, before 1978
# the numbers that resolutions and decisions bear, by organ
_BANDS = {
    "GA": (range(1, 1000), range(301, 1000)),
    "HRC": (range(1, 101), range(101, 200)),
    "ECOSOC": (range(1, 200), range(101, 1000)),
    "CHR": (range(1, 101), range(101, 200)),
}
_LAST_COUNTED = 26_999  # of the Security Council's documents
_CHR_SESSIONS, _CHR_YEAR, _CHR_COUNTED = 62, 1944, 1979
_AHEAD = timedelta(days=366 * 6)  # how far ahead of a document the sessions are that it speaks of
_BACK = timedelta(days=366 * 5)  # how far back those are that need no name
_SLACK = timedelta(days=100)  # resumed parts of a session


def can_be_of(symbol: Symbol, day: date) -> bool:
    """Whether the organ could have adopted this symbol on a day.

    Args:
        symbol: of a resolution or decision.
        day: the date of adoption that the text prints.

    Returns:
        False only where session, number or year contradict the day.
    """
    window = adopted_between(symbol)
    return window is None or window[0] - _SLACK <= day <= window[1] + _SLACK


def can_precede(symbol: Symbol, day: date) -> bool:
    """Whether the symbol can have existed on a day: nothing cites what comes after it."""
    window = adopted_between(symbol)
    return window is None or window[0] - _SLACK <= day


def number_fits(symbol: Symbol) -> bool:
    """Whether an organ can have given its resolution or decision this number in this session.

    Until 1976 the General Assembly, and until 1977 the Economic and Social Council, counted their
    resolutions on from session to session, the Assembly's many a session, the Council's few:
    2145 (XXI) is the Assembly's, 1503 (XLVIII) the Council's. The bounds leave room on both sides;
    in the first sessions both fit. Since then decisions are counted apart, from 301 in the
    Assembly, from 101 in the Economic and Social Council and in Human Rights Council and
    Commission; the Assembly's 56/509 was renamed a resolution.

    Args:
        symbol: of a resolution or decision.
    """
    session = symbol.session or ""
    if not session or symbol.number is None:
        return True
    if set(session) <= set("IVXLC"):
        return _fits_roman_session(symbol.organ, roman(session), symbol.number)
    bands = _BANDS.get(symbol.organ)
    if bands is None or not session[-1].isdecimal():  # S-VI: special sessions went on counting
        return True
    return symbol.number in bands[symbol.series == "DEC"]


def _fits_roman_session(organ: str, count: int, number: int) -> bool:
    if organ == "GA":
        return count <= _ROMAN_SESSIONS and number >= _FEWEST_GA * (count - 1)
    if organ == "ECOSOC":
        return (
            count <= _ECOSOC_ROMAN_SESSIONS and number <= _MOST_ECOSOC * count + _MOST_ECOSOC_FIRST
        )
    return True


def is_decisions_number(organ: str, number: int) -> bool:
    """Whether an organ gives a number to its decisions, where its list holds resolutions too.

    Args:
        organ: key of the organ.
        number: behind the session or year.
    """
    return organ in _BANDS and number in _BANDS[organ][1]


def can_exist(symbol: Symbol) -> bool:
    """Whether a document of the Security Council can bear its number.

    They were counted through, to S/26999 in 1993, and by year since.
    """
    counted = re.fullmatch(r"S/(\d+)", symbol.text.partition("/Add")[0].partition("/Corr")[0])
    return counted is None or int(counted[1]) <= _LAST_COUNTED


def adopted_between(symbol: Symbol) -> tuple[date, date] | None:
    """The days between which a resolution with this symbol was adopted; None where unknown."""
    if not symbol.is_adopted or symbol.session is None:
        return None
    if symbol.year is not None:
        return _year(symbol.organ, symbol.year)
    if symbol.organ == "GA" and symbol.session[0].isdigit():
        return _ga_session(int(symbol.session))
    if symbol.organ == "HRC" and symbol.session.isdigit():
        return hrc_session(int(symbol.session))
    if symbol.organ == "HRC":  # a special session: any day since the Council exists
        return _HRC_FOUNDED, date.max - timedelta(days=366)
    if symbol.organ in ("GA", "ECOSOC") and set(symbol.session) <= set("IVXLC"):
        return _roman_session(symbol.organ, roman(symbol.session))
    return None


def _year(organ: str, year: int) -> tuple[date, date] | None:
    if not date.min.year <= year <= date.max.year:  # an OCR slip: 0000
        return None
    if organ != "CHR":
        return date(year, 1, 1), date(year, 12, 31)
    # it met from February to April; it is over since 2006, and counted by year since 1979
    if not _CHR_COUNTED <= year <= _CHR_YEAR + _CHR_SESSIONS:
        return date.max, date.max
    return date(year, 1, 1), date(year, 1, 31)  # the slack of resumed sessions reaches to May


def security_council_year(number: int) -> int | None:
    """The year in which the Security Council adopted its resolution of this number.

    Args:
        number: counted since 1946.

    Returns:
        The year; None for a number that the table does not reach for certain.
    """
    years, firsts = _security_council()
    if not 1 <= number < firsts[-1] + 120:
        return None
    return years[bisect.bisect_right(firsts, number) - 1]


def hrc_session(number: int) -> tuple[date, date] | None:
    """The window of a regular session of the Human Rights Council."""
    if number in _HRC_EARLY:
        year, month = _HRC_EARLY[number]
    elif number >= _HRC_REGULAR[0]:
        years, third = divmod(number - _HRC_REGULAR[0], 3)
        year, month = _HRC_REGULAR[1] + years, (3, 6, 9)[third]
    else:
        return None
    if year > date.max.year - 1:
        return None
    opened = date(year, month, 1)
    return opened - timedelta(days=10), opened + timedelta(days=60)


def session_plausible(organ: str, number: int, day: date) -> bool:
    """Whether a document of a day can speak of this session, past or a few years ahead.

    Args:
        organ: key of the organ; of those that are not counted here, any session is plausible.
        number: of the session.
        day: of the document.
    """
    if organ == "SC":  # it has meetings, and no sessions
        return False
    if organ not in _SESSIONS:
        return True
    window = _SESSIONS[organ](number)
    return window is not None and window[0] <= day + _AHEAD


def sessions_counted(organ: str) -> bool:
    """Whether it is known when an organ's sessions were, so that a number can be checked."""
    return organ in _SESSIONS


def session_near(organ: str, number: int, day: date) -> bool:
    """Whether a session is so near to a document's day that its organ need not be said.

    A resolution of 2013 that says "at its fourteenth session" means another body's: the Assembly's
    was in 1959.
    """
    if not session_plausible(organ, number, day):
        return False
    window = _SESSIONS[organ](number) if organ in _SESSIONS else None
    return window is None or day - _BACK <= window[1]


def _ga_session(number: int) -> tuple[date, date] | None:
    if not 1 <= number < date.max.year - _FIRST_GA_YEAR:
        return None
    opened = date(_FIRST_GA_YEAR + number, 9, 1)
    return (_SESSION_ONE if number == 1 else opened), date(_FIRST_GA_YEAR + number + 1, 9, 30)


def _roman_session(organ: str, number: int) -> tuple[date, date] | None:
    if organ == "GA":
        return _ga_session(number) if number <= _ROMAN_SESSIONS else (date.max, date.max)
    if number > _ECOSOC_ROMAN_SESSIONS:
        return None
    year = 1946 + number // 2  # two sessions a year
    return date(year - 1, 1, 1), date(year + 1, 12, 31)


def _chr_session(number: int) -> tuple[date, date] | None:
    """The Commission on Human Rights met once a year, for the sixty-first time in 2005."""
    if not 1 <= number <= _CHR_SESSIONS:
        return None
    year = _CHR_YEAR + number
    return date(year - 1, 1, 1), date(year + 1, 12, 31)  # in its first years now and then twice


def _ecosoc_session(number: int) -> tuple[date, date] | None:
    return _roman_session("ECOSOC", number)


_SESSIONS: Mapping[str, Callable[[int], tuple[date, date] | None]] = {
    "GA": _ga_session,
    "HRC": hrc_session,
    "CHR": _chr_session,
    "ECOSOC": _ecosoc_session,
}


@cache
def _security_council() -> tuple[list[int], list[int]]:
    rows = tomllib.loads((FOLDER / "security_council.toml").read_text(encoding="utf-8"))["first"]
    return [year for year, _ in rows], [first for _, first in rows]
