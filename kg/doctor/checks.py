"""What a check of the doctor tells, and how one that fails tells why.

Import nothing that could be missing: the doctor has to come when a library is broken.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal, TypeAlias

from kg.errors import KgError, one_line

State: TypeAlias = Literal["ok", "note", "fail"]


@dataclass(frozen=True, slots=True)
class Check:
    """What came of one check.

    Attributes:
        name: of what was looked at.
        state: ok; note (less than could be, but everything needed is there); fail.
        words: what was found.
        advice: what to do; "" where nothing needs to be done.
    """

    name: str
    state: State
    words: str
    advice: str = ""


def attempt(name: str, work: Callable[[], str | Check], *, advice: str) -> Check:
    """Do a piece of real work; whatever it raises is the finding.

    Args:
        name: of what is looked at.
        work: gives the words of a check that is well, or a check of its own.
        advice: what to do where it is not.

    Returns:
        The check; no error of the work goes further.
    """
    try:
        found = work()
    except KgError as error:
        return Check(name, "fail", str(error), advice)
    except Exception as error:  # noqa: BLE001 (a broken library raises anything: that is the finding)
        return Check(name, "fail", f"{type(error).__name__}: {one_line(error)}", advice)
    return found if isinstance(found, Check) else Check(name, "ok", found)
