"""Which file is meant by a name that was written under another folder."""

from __future__ import annotations

import pytest

from kg.errors import AnnotationError
from kg.filenames import same_files


@pytest.mark.parametrize(
    ("name", "file"),
    [
        ("fr/a.txt", "/x/corpus/fr/a.txt"),
        ("fr/a.txt", "fr/a.txt"),
        ("fr/a.txt", "a.txt"),
        ("a.txt", "/x/corpus/fr/a.txt"),
        ("./fr/a.txt", "/x/fr/a.txt"),
        ("fr\\a.txt", "/x/fr/a.txt"),
        ("fr/S_RES_247(1968).txt", "/x/renamed/S_RES_247(1968).txt"),
    ],
)
def test_a_name_means_the_file_whose_path_ends_like_it(name, file):
    assert same_files([name], [file, "/x/corpus/other.txt"]) == {name: file}


def test_the_longest_common_tail_decides():
    files = ["/x/en/a.txt", "/x/fr/a.txt"]
    assert same_files(["fr/a.txt", "en/a.txt"], files) == {
        "fr/a.txt": "/x/fr/a.txt",
        "en/a.txt": "/x/en/a.txt",
    }


def test_a_name_whose_file_fits_another_name_better_is_left_out():
    assert same_files(["fr/a.txt", "en/a.txt"], ["/x/fr/a.txt"]) == {"fr/a.txt": "/x/fr/a.txt"}


def test_a_name_of_no_file_is_left_out():
    assert same_files(["b.txt"], ["/x/a.txt"]) == {}


def test_two_files_that_fit_equally_well_are_refused():
    with pytest.raises(
        AnnotationError, match=r"a\.txt: may be /x/en/a\.txt or /x/fr/a\.txt; give only the folder"
    ):
        same_files(["a.txt"], ["/x/en/a.txt", "/x/fr/a.txt"])


def test_two_names_that_fit_one_file_equally_well_are_refused():
    with pytest.raises(AnnotationError, match=r"a\.txt: may be en/a\.txt or fr/a\.txt; give the"):
        same_files(["fr/a.txt", "en/a.txt"], ["a.txt"])
