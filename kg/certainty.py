"""Tell how sure each way of reading is, as it was measured.

The figures stand in ``kg/certainty.toml``, one entry a way of reading, with the counts that they
come from; no other module holds a number for confidence.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType

from kg.errors import RuleError

FILE = Path(__file__).parent / "certainty.toml"


@dataclass(frozen=True, slots=True)
class Grade:
    """How sure one way of reading is.

    Attributes:
        confidence: from 0 to 1.
        right: how many of those judged by hand or by the editors' links were right.
        of: how many were judged; 0 where the confidence is an estimate.
    """

    confidence: float
    right: int = 0
    of: int = 0


def certainty(grade: str) -> float:
    """The confidence of a way of reading.

    Args:
        grade: its name in ``certainty.toml``.

    Raises:
        KeyError: there is no such grade; a test holds the code to the file.
    """
    return load_grades()[grade].confidence


@cache
def load_grades() -> Mapping[str, Grade]:
    """All grades, by name.

    Raises:
        RuleError: the file is missing or an entry is wrong; names file and entry.
    """
    try:
        rows = tomllib.loads(FILE.read_text(encoding="utf-8"))
    except (OSError, tomllib.TOMLDecodeError) as error:
        raise RuleError(f"{FILE.name}: {error}") from None
    return MappingProxyType({name: _grade(name, row) for name, row in rows.items()})


def _grade(name: str, row: Mapping[str, float]) -> Grade:
    try:
        grade = Grade(row["confidence"], int(row.get("right", 0)), int(row.get("of", 0)))
    except KeyError as missing:
        raise RuleError(f"{FILE.name}: [{name}] lacks {missing}") from None
    if not (0 <= grade.confidence <= 1 and 0 <= grade.right <= grade.of):
        raise RuleError(f"{FILE.name}: [{name}] is no share: {dict(row)}")
    return grade
