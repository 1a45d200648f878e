"""Tell which file is meant by a name that was written elsewhere, under another folder.

Choose by the end of the path alone; open no file, and guess nothing where two fit equally well.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import takewhile
from typing import TypeAlias

from kg.errors import AnnotationError

_Claims: TypeAlias = dict[str, list[tuple[int, str]]]  # file → (length of the common tail, name)


def same_files(names: Iterable[str], files: Iterable[str]) -> dict[str, str]:
    """The file that each name means: the one with which it shares the longest tail.

    ``fr/a.txt`` is ``/corpus/fr/a.txt`` rather than ``/corpus/en/a.txt``, and ``a.txt`` where that
    is all that is given.

    Args:
        names: of files, as somebody wrote them.
        files: that are there.

    Returns:
        File by name; a name that no file ends in, or whose file another name fits better, is not
        in it.

    Raises:
        AnnotationError: two files fit one name equally well, or two names one file.
    """
    ending: dict[str, list[str]] = defaultdict(list)
    for file in dict.fromkeys(files):
        ending[last_part(file)].append(file)
    claims: _Claims = defaultdict(list)
    for name in dict.fromkeys(names):
        for length, file in _longest(name, ending[last_part(name)]):
            claims[file].append((length, name))
    return dict(_granted(claims))


def last_part(path: str) -> str:
    """The name of a file without its folders."""
    return _parts(path)[-1]


def _longest(name: str, files: Sequence[str]) -> list[tuple[int, str]]:
    tails = [(_tail(_parts(name), _parts(file)), file) for file in files]
    longest = max((length for length, _ in tails), default=0)
    best = [tail for tail in tails if tail[0] == longest]
    if len(best) > 1:
        raise AnnotationError(
            f"{name}: may be {best[0][1]} or {best[1][1]}; give only the folder that is meant"
        )
    return best


def _granted(claims: _Claims) -> Iterator[tuple[str, str]]:
    """Each file goes to the name with the longest tail."""
    for file, claimed in claims.items():
        ranked = sorted(claimed, reverse=True)
        if len(ranked) > 1 and ranked[0][0] == ranked[1][0]:
            one, other = sorted(name for _, name in ranked[:2])
            raise AnnotationError(
                f"{file}: may be {one} or {other}; give the folder in which it stands"
            )
        yield ranked[0][1], file


def _tail(first: Sequence[str], second: Sequence[str]) -> int:
    pairs = zip(reversed(first), reversed(second), strict=False)
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))


def _parts(path: str) -> tuple[str, ...]:
    return tuple(p for p in path.replace("\\", "/").split("/") if p not in ("", ".")) or ("",)
