"""The cache: whole files under their hash, a manifest that survives whoever is killed."""

from __future__ import annotations

import hashlib
import json

import pytest

from kg.errors import KgError
from kg.fetching.cache import Entry, open_cache

DATA = b"%PDF-1.4\n%%EOF"
SHA = hashlib.sha256(DATA).hexdigest()
HELD = Entry(
    "A/RES/70/1", "en", "held", "2026-03-01T12:00:00+00:00", url="http://h/a", final_url="http://h/b",
    status=200, format="pdf", sha256=SHA, size=14, etag='"1"',
)  # fmt: skip
GONE = Entry("A/RES/70/2", "fr", "absent", "2026-03-01T12:00:00+00:00", status=404, reason="no")


def keep(cache, entry, data=DATA):
    with cache.partial() as partial:
        partial.write_bytes(data)
        cache.keep(entry, partial)


def files(folder):
    return sorted(p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file())


def test_a_document_stands_under_its_hash_and_the_manifest_says_what_it_is(tmp_path):
    with open_cache(tmp_path) as cache:
        keep(cache, HELD)
        cache.keep(GONE)
    assert files(tmp_path) == [f"files/{SHA[:2]}/{SHA}.pdf", "lock", "manifest.jsonl"]
    lines = (tmp_path / "manifest.jsonl").read_text(encoding="utf-8").splitlines()
    assert [json.loads(line) for line in lines] == [
        {
            "symbol": "A/RES/70/1", "language": "en", "kind": "held", "time": "2026-03-01T12:00:00+00:00",
            "url": "http://h/a", "final_url": "http://h/b", "status": 200, "format": "pdf", "sha256": SHA,
            "size": 14, "etag": '"1"', "last_modified": "", "reason": "",
        },
        {
            "symbol": "A/RES/70/2", "language": "fr", "kind": "absent", "time": "2026-03-01T12:00:00+00:00",
            "url": "", "final_url": "", "status": 404, "format": "", "sha256": "", "size": 0, "etag": "",
            "last_modified": "", "reason": "no",
        },
    ]  # fmt: skip


def test_a_cache_that_is_opened_again_knows_what_it_knew(tmp_path):
    with open_cache(tmp_path) as cache:
        keep(cache, HELD)
        cache.keep(GONE)
    with open_cache(tmp_path, writable=False) as cache:
        assert list(cache) == [HELD, GONE]
        assert cache.holds(cache.entry("A/RES/70/1", "en"))
        assert not cache.holds(cache.entry("A/RES/70/2", "fr"))
        assert cache.entry("A/RES/70/1", "fr") is None


def test_the_last_word_on_a_document_counts_and_is_all_that_stays(tmp_path):
    with open_cache(tmp_path) as cache:
        cache.keep(Entry("A/RES/70/1", "en", "busy", "2026-02-01T00:00:00+00:00"))
        keep(cache, HELD)
    with open_cache(tmp_path) as cache:
        assert list(cache) == [HELD]
    assert len((tmp_path / "manifest.jsonl").read_text(encoding="utf-8").splitlines()) == 1


def test_what_a_killed_run_left_is_cleared_away(tmp_path):
    with open_cache(tmp_path) as cache:
        keep(cache, HELD)
    (tmp_path / "partial" / "tmp1").write_bytes(b"%PDF-half")
    with (tmp_path / "manifest.jsonl").open("ab") as manifest:
        manifest.write(b'{"symbol": "A/RES/70/2", "lang')
    with open_cache(tmp_path) as cache:
        assert list(cache) == [HELD]
        cache.keep(GONE)
    assert files(tmp_path) == [f"files/{SHA[:2]}/{SHA}.pdf", "lock", "manifest.jsonl"]
    with open_cache(tmp_path) as cache:
        assert list(cache) == [HELD, GONE]


def test_a_partial_file_that_is_not_kept_is_gone(tmp_path):
    with open_cache(tmp_path) as cache:
        with cache.partial() as partial:
            partial.write_bytes(b"half")
        assert not partial.exists()


DAMAGES = [("shortened", DATA[:-1]), ("altered", b"%PDF-1.5\n%%EOF"), ("emptied", b"")]


@pytest.mark.parametrize("data", [row[1] for row in DAMAGES], ids=[row[0] for row in DAMAGES])
def test_a_damaged_file_is_not_held(tmp_path, data):
    with open_cache(tmp_path) as cache:
        keep(cache, HELD)
        cache.path(HELD).write_bytes(data)
        assert not cache.holds(HELD)


def test_a_file_that_somebody_removed_is_not_held(tmp_path):
    with open_cache(tmp_path) as cache:
        keep(cache, HELD)
        cache.path(HELD).unlink()
        assert not cache.holds(HELD)


def test_two_runs_do_not_write_to_one_cache(tmp_path):
    with (
        open_cache(tmp_path),
        pytest.raises(KgError, match="another kg fetch writes to this cache"),
        open_cache(tmp_path),
    ):
        pass


def test_one_reads_while_another_writes(tmp_path):
    with open_cache(tmp_path) as cache:
        keep(cache, HELD)
        with open_cache(tmp_path, writable=False) as read:
            assert list(read) == [HELD]


def test_a_cache_that_is_read_needs_nothing_and_makes_nothing(tmp_path):
    folder = tmp_path / "none"
    with open_cache(folder, writable=False) as cache:
        assert list(cache) == []
        with pytest.raises(KgError, match="opened to be read"):
            cache.keep(GONE)
    assert not folder.exists()


NO_ENTRIES = [
    b"{}\n",
    b"[]\n",
    b"nonsense\n",
    b'{"symbol": "A", "language": "en", "kind": "held", "time": "", "sha256": "../../etc/passwd"}\n',
    b'{"symbol": "A", "language": "en", "kind": "held", "time": "", "format": "../x", "sha256": "'
    + b"0" * 64
    + b'"}\n',
]


@pytest.mark.parametrize("line", NO_ENTRIES)
def test_a_manifest_that_is_none_is_named_with_its_line(tmp_path, line):
    (tmp_path / "manifest.jsonl").write_bytes(line)
    with (
        pytest.raises(KgError, match=r"manifest\.jsonl: line 1 is no entry"),
        open_cache(tmp_path),
    ):
        pass


def test_a_copy_has_a_name_that_says_what_it_is(tmp_path):
    with open_cache(tmp_path / "cache") as cache:
        keep(cache, HELD)
        copy = cache.copy_out(HELD, tmp_path / "to")
    assert copy == tmp_path / "to" / "A_RES_70_1.en.pdf"
    assert copy.read_bytes() == DATA
    assert files(tmp_path / "to") == ["A_RES_70_1.en.pdf"]


def test_a_copy_that_is_there_stays_and_one_that_differs_is_replaced(tmp_path):
    with open_cache(tmp_path / "cache") as cache:
        keep(cache, HELD)
        copy = cache.copy_out(HELD, tmp_path / "to")
        before = copy.stat().st_mtime_ns
        assert cache.copy_out(HELD, tmp_path / "to").stat().st_mtime_ns == before
        copy.write_bytes(b"other")
        assert cache.copy_out(HELD, tmp_path / "to").read_bytes() == DATA


def test_a_folder_that_cannot_be_made_is_named(tmp_path):
    (tmp_path / "file").write_bytes(b"")
    with (
        pytest.raises(KgError, match=r"file.*cannot be written"),
        open_cache(tmp_path / "file" / "cache"),
    ):
        pass
