"""Files and folders on a disk and elsewhere answer alike: asked here of fsspec's own memory."""

from __future__ import annotations

import os
import pickle
from pathlib import Path

import fsspec
import pytest
from fsspec.implementations.dirfs import DirFileSystem
from fsspec.implementations.local import LocalFileSystem

from kg.building import build
from kg.errors import KgError
from kg.index import UNFINISHED
from kg.locking import held
from kg.places import clear, files_in, is_there, move, place, sizes_in, whole
from kg.remote import Remote, _system

ROOT = Path(__file__).parent.parent
SAMPLES = sorted((ROOT / "samples").glob("*.txt"))


@pytest.fixture(autouse=True)
def locks(tmp_path, monkeypatch):
    """Locks of this machine are kept apart: other tests of it build to the same addresses."""
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr("tempfile.tempdir", None)


class Folders(DirFileSystem):
    """Names without a slash before them, as some have them, and folders that must be made."""

    protocol = "folders"
    root = ""

    def __init__(self, **_):
        super().__init__(path=self.root, fs=LocalFileSystem(auto_mkdir=True))


@pytest.fixture(params=["disk", "memory", "folders"])
def folder(request, tmp_path, monkeypatch):
    """A folder that is not there yet."""
    if request.param == "disk":
        yield tmp_path / "folder"
        return
    if request.param == "folders":
        monkeypatch.setattr(Folders, "root", str(tmp_path))
        fsspec.register_implementation("folders", Folders, clobber=True)
        Folders.clear_instance_cache()
        _system.cache_clear()
        yield place("folders://host/folder")
        return
    yield place("memory://host/folder")
    forget_all()


def forget_all() -> None:
    memory = fsspec.filesystem("memory")
    memory.store.clear()
    memory.pseudo_dirs[:] = [""]


def put(path, data: bytes) -> None:
    with whole(path) as file:
        file.write(data)


# --------------------------------------------------------------------------------------- addresses
@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("texts/a.txt", Path("texts/a.txt")),
        ("/texts", Path("/texts")),
        ("file:///texts/a.txt", Path("/texts/a.txt")),
        ("s3://bucket/texts/", Remote("s3://bucket", "texts")),
        ("s3://bucket", Remote("s3://bucket", "")),
        ("hdfs://name-node:8020/texts/a.txt", Remote("hdfs://name-node:8020", "texts/a.txt")),
        ("hdfs:///texts", Remote("hdfs://", "texts")),
    ],
)
def test_an_address_is_told_by_its_scheme(text, read):
    assert place(text) == read


@pytest.mark.parametrize(
    "text", ["s3://bucket", "s3://bucket/a b/c#1?.txt", "hdfs://name-node:8020/a", "hdfs:///a"]
)
def test_an_address_is_written_as_it_was_given(text):
    assert str(place(text)) == text
    assert place(str(place(text))) == place(text)


def test_an_address_has_the_names_of_a_path():
    path = place("s3://bucket/texts") / "a.en.TXT"
    assert (path.name, path.stem, path.suffix) == ("a.en.TXT", "a.en", ".TXT")
    assert str(path.parent) == "s3://bucket/texts"
    assert path.is_absolute()
    assert pickle.loads(pickle.dumps(path)) == path


def test_a_bucket_is_in_no_folder():
    with pytest.raises(KgError, match=r"^s3://bucket: is all there is; name a folder in it$"):
        _ = place("s3://bucket/").parent


def test_the_web_is_not_read():
    with pytest.raises(KgError, match=r"^https://host: the web is not read from here;"):
        place("https://host/texts/a.pdf?signature=abc")


def test_a_password_in_an_address_is_refused_and_not_repeated():
    with pytest.raises(KgError, match=r"^sftp://…@host: a password in an address") as refused:
        place("sftp://me:my-secret@host/texts")
    assert "my-secret" not in str(refused.value)


@pytest.mark.parametrize("text", ["nonsense://host/texts", "memory+nonsense://host/texts"])
def test_a_scheme_that_nobody_knows_is_named(text):
    with pytest.raises(KgError, match=f"^{text.replace('+', '.')}: Protocol not known"):
        place(text).is_file()


# --------------------------------------------------------------------------------- files in folders
def test_what_is_no_file_is_not_among_the_files_of_a_folder(tmp_path):
    (tmp_path / "a.txt").write_bytes(b"1")
    (tmp_path / "a-link.txt").symlink_to("a.txt")
    (tmp_path / "leads-nowhere.txt").symlink_to("missing")
    (tmp_path / "leads-round").symlink_to(tmp_path)
    (tmp_path / "leads-to-itself.txt").symlink_to("leads-to-itself.txt")
    os.mkfifo(tmp_path / "pipe.txt")
    assert files_in(tmp_path) == ["a-link.txt", "a.txt"]


def test_files_come_in_the_order_of_paths_with_their_sizes(folder):
    for name, data in {
        "b.txt": b"12",
        "a/z.TXT": b"1",
        "a-b/c.txt": b"",
        "a/d.pdf": b"123",
    }.items():
        put(folder / name, data)
    assert files_in(folder) == ["a/d.pdf", "a/z.TXT", "a-b/c.txt", "b.txt"]
    assert files_in(folder, ".txt") == ["a/z.TXT", "a-b/c.txt", "b.txt"]
    assert sizes_in(folder) == {"a/d.pdf": 3, "a/z.TXT": 1, "a-b/c.txt": 0, "b.txt": 2}


def test_a_folder_that_is_not_there_has_no_files(folder):
    assert files_in(folder) == []
    assert sizes_in(folder) == {}
    assert not is_there(folder)
    clear(folder)


def test_a_file_and_a_folder_are_told_apart(folder):
    put(folder / "a.txt", b"words\n")
    assert (folder.is_dir(), folder.is_file()) == (True, False)
    file = folder / "a.txt"
    assert (file.is_dir(), file.is_file(), file.exists(), is_there(file)) == (
        False, True, True, True,
    )  # fmt: skip
    assert file.stat().st_size == 6
    assert file.read_bytes() == b"words\n"


def test_text_is_read_line_by_line_with_its_line_ends(folder):
    put(folder / "a.txt", "é\r\nb\n".encode())
    with (folder / "a.txt").open(encoding="utf-8", newline="") as file:
        assert list(file) == ["é\r\n", "b\n"]
    with (folder / "a.txt").open("rb") as file:
        assert file.read(2) == b"\xc3\xa9"


def test_a_file_that_is_missing_is_told_as_one(folder):
    put(folder / "a.txt", b"")
    with pytest.raises(FileNotFoundError) as told:
        (folder / "b.txt").read_bytes()
    assert told.value.strerror == "No such file or directory"
    assert told.value.filename in (str(folder / "b.txt"), folder / "b.txt")
    with pytest.raises(FileNotFoundError):
        (folder / "b.txt").unlink()
    (folder / "b.txt").unlink(missing_ok=True)


def test_a_file_whose_writing_breaks_off_never_stands(folder):
    put(folder / "a.txt", b"earlier")

    def breaks_off():
        with whole(folder / "a.txt") as file:
            file.write(b"half")
            raise RuntimeError

    with pytest.raises(RuntimeError):
        breaks_off()
    assert (folder / "a.txt").read_bytes() == b"earlier"


def test_files_are_moved_over_others(folder):
    for name in ("a.txt", "sub/b.txt", "stays"):
        put(folder / "from" / name, b"new")
    put(folder / "to" / "a.txt", b"old")
    put(folder / "to" / "other", b"other")
    move(folder / "from", folder / "to", ["a.txt", "sub/b.txt"])
    assert sizes_in(folder) == {
        "from/stays": 3, "to/a.txt": 3, "to/other": 5, "to/sub/b.txt": 3,
    }  # fmt: skip
    assert (folder / "to" / "a.txt").read_bytes() == b"new"


def test_a_folder_is_cleared_of_all_but_what_stays(folder):
    for name in ("a.txt", "b.txt", "sub/a.txt"):
        put(folder / name, b"")
    clear(folder, {"a.txt"})
    assert files_in(folder) == ["a.txt"]
    clear(folder)
    assert files_in(folder) == []


def test_a_lock_is_held_by_one_alone(folder):
    put(folder / "other", b"")
    with (
        held(folder / "lock", "first"),
        pytest.raises(KgError, match=r"^second$"),
        held(folder / "lock", "second"),
    ):
        pass
    with held(folder / "lock", "third"):
        pass


# ------------------------------------------------------------------------------------------- builds
@pytest.fixture
def texts():
    """Three samples in memory."""
    folder = place("memory://host/texts")
    for path in SAMPLES[:3]:
        put(folder / path.name, path.read_bytes())
    yield folder
    forget_all()


def test_where_a_place_fails_the_run_stops_and_the_earlier_graph_stays(texts, monkeypatch):
    out = place("memory://host/out")
    build([texts], out)
    before = {name: (out / name).read_bytes() for name in files_in(out)}

    def fails(*_):
        raise RuntimeError("the line\nis down: http://host/a?signature=abc")

    monkeypatch.setattr(fsspec.get_filesystem_class("memory"), "cat_file", fails)
    with pytest.raises(KgError) as told:
        build([texts], out, force=True)
    monkeypatch.undo()
    assert str(told.value) == (
        f"{texts / SAMPLES[0].name}: the line is down: http://host/a?…; is the address right, "
        "is the place reached from here, and has fsspec the credentials for memory?"
    )
    assert {name: (out / name).read_bytes() for name in files_in(out)} == before
    assert set(files_in(place("memory://host"))) == {
        *(f"texts/{path.name}" for path in SAMPLES[:3]),
        *(f"out/{name}" for name in before),
    }


def test_a_document_that_is_gone_when_it_is_read_is_refused_and_the_rest_is_built(
    texts, monkeypatch
):
    gone = texts / SAMPLES[0].name
    stat = Remote.stat

    def stats(path):
        if path == gone:
            path.unlink(missing_ok=True)
        return stat(path)

    monkeypatch.setattr(Remote, "stat", stats)
    report = build([texts], place("memory://host/out"))
    assert (report.ended("built"), report.ended("refused")) == (2, 1)
    [refused] = (d.reason for d in report.documents if d.ending == "refused")
    assert refused == f"{gone}: cannot be read: No such file or directory"
    assert not (place("memory://host/out") / UNFINISHED).exists()


def test_a_place_whose_library_is_missing_is_named(monkeypatch):
    def without(*_, **__):
        raise ImportError("Install s3fs to access S3")

    monkeypatch.setattr("fsspec.core.url_to_fs", without)
    with pytest.raises(KgError, match=r"^s3://new/a: Install s3fs.*pip install 'unkg\[remote\]'$"):
        place("s3://new/a").exists()
