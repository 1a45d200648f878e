"""No garbage is looked for in a piece of work, and it is looked for again behind it."""

from __future__ import annotations

import gc

import pytest

from kg.garbage import none_looked_for


def test_none_is_looked_for_inside_and_again_behind():
    assert gc.isenabled()
    with none_looked_for():
        assert not gc.isenabled()
    assert gc.isenabled()


def test_it_is_looked_for_again_where_the_work_fails():
    with pytest.raises(ValueError, match="broken"), none_looked_for():
        raise ValueError("broken")
    assert gc.isenabled()


def test_who_looks_for_none_is_left_in_peace():
    gc.disable()
    try:
        with none_looked_for():
            pass
        assert not gc.isenabled()
    finally:
        gc.enable()
