"""A store of objects that speaks S3, on the loopback address, and what stands in its buckets."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import fsspec
import pytest
import requests

from kg import remote

KEY, SECRET = "a-key-of-the-tests", "a-secret-of-the-tests"


@contextmanager
def s3() -> Iterator[str]:
    """Run a server, and let fsspec find it in the environment; gives its address."""
    from moto.server import ThreadedMotoServer

    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    url = f"http://{host}:{port}"
    with pytest.MonkeyPatch.context() as patch:
        for name, value in {
            "AWS_ENDPOINT_URL": url,
            "AWS_ACCESS_KEY_ID": KEY,
            "AWS_SECRET_ACCESS_KEY": SECRET,
            "AWS_DEFAULT_REGION": "us-east-1",
            "AWS_CONFIG_FILE": os.devnull,
            "AWS_SHARED_CREDENTIALS_FILE": os.devnull,
            "AWS_EC2_METADATA_DISABLED": "true",
            "NO_PROXY": "127.0.0.1",
        }.items():
            patch.setenv(name, value)
        _forget()
        requests.post(f"{url}/moto-api/reset", timeout=60).raise_for_status()
        yield url
        _forget()
    server.stop()


def _forget() -> None:
    """Let no connection to an earlier server be used for a later one."""
    fsspec.get_filesystem_class("s3").clear_instance_cache()
    remote._system.cache_clear()


@contextmanager
def asking_for_keys(url: str) -> Iterator[None]:
    """Let the server refuse all whom it does not know, and it knows nobody."""
    requests.post(f"{url}/moto-api/reset-auth", data="0", timeout=60).raise_for_status()
    try:
        yield
    finally:
        requests.post(f"{url}/moto-api/reset-auth", data="inf", timeout=60).raise_for_status()


def make_bucket(name: str) -> None:
    """A bucket with nothing in it."""
    fsspec.filesystem("s3").mkdir(name)


def upload(folder: Path, address: str) -> None:
    """The files of a folder, and no others."""
    system, root = fsspec.url_to_fs(address, use_listings_cache=False)
    for path in system.find(root):
        system.rm_file(path)
    for path in sorted(folder.iterdir()):
        system.put_file(str(path), f"{root}/{path.name}")


def contents(address: str) -> dict[str, bytes]:
    """What stands below an address."""
    system, root = fsspec.url_to_fs(address, use_listings_cache=False)
    return {path[len(root) + 1 :]: system.cat_file(path) for path in system.find(root)}


def written(address: str) -> dict[str, object]:
    """When each file below an address was written."""
    system, root = fsspec.url_to_fs(address, use_listings_cache=False)
    return {path: system.modified(path) for path in system.find(root)}
