"""A store with two releases and a desk in front of it, with an approver (hanako) and an editor (taro)."""

import shutil

import pytest

from conftest import SAMPLE, publish_directory
from desk_client import Browser, add_user, desk_server


def change(instance, text):
    """Another title of the instance: something to publish."""
    path = instance / "instance.json"
    path.write_text(path.read_text().replace('"title_ja": "', f'"title_ja": "{text}', 1))


@pytest.fixture(scope="session")
def two_releases(tmp_path_factory):
    folder = tmp_path_factory.mktemp("desk")
    shutil.copytree(SAMPLE, folder / "instance")
    publish_directory(folder / "store", folder / "instance", "--no-downloads")
    change(folder / "instance", "二")
    publish_directory(folder / "store", folder / "instance", "--no-downloads", "--message", "第二の公開版")
    add_user(folder / "users")
    add_user(folder / "users", "taro", "editor")
    return folder


@pytest.fixture
def folder(two_releases, tmp_path):
    """A copy of its own: .instance and .store below it."""
    shutil.copytree(two_releases, tmp_path / "own", symlinks=True)
    return tmp_path / "own"


@pytest.fixture
def desk(folder):
    (folder / "users.desk").rename(folder / "store.desk")
    with desk_server(folder / "instance", folder / "store", "--no-downloads") as running:
        yield running


@pytest.fixture
def hanako(desk):
    """An approver who is signed in."""
    browser = Browser(desk)
    assert browser.sign_in().status_code == 303
    return browser


@pytest.fixture
def taro(desk):
    """An editor who is signed in."""
    browser = Browser(desk)
    assert browser.sign_in("taro").status_code == 303
    return browser
