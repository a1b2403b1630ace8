"""Pictures for who shares a link to a page: drawn at publish by another program, which may be missing, fail, hang or write
what is no picture."""

import contextlib
import json
import os
import pathlib
import re
import shutil
import struct
import time
import zlib

import pytest
import requests

from conftest import run_program
from small_instance import Instance

SIZE = (1200, 630)
PNG = b"\x89PNG\r\n\x1a\n"


def drawn(path=None, cards=10):
    """The environment of a publish that makes so many; `path`: where programs are looked for first, and alone."""
    extra = {"HIRAKU_CARDS": str(cards)}
    if path is not None:
        extra["PATH"] = str(path)
    return extra


@pytest.fixture
def town(tmp_path):
    return Instance(tmp_path / "town")


def publish(store, town, env, *options):
    done = run_program("publish", "--store", store, *options, town.path, env=env)
    assert done.returncode == 0, done.stdout + done.stderr
    return done


def listed(store, number=1):
    """The cards of a release, by path, as its list has them; those that are there alone."""
    folder = pathlib.Path(store) / "releases" / str(number)
    files = json.loads((folder / "derived.json").read_text())["files"]
    entries = files.items() if isinstance(files, dict) else [(one["path"], one) for one in files]
    return folder, {path: one for path, one in entries if path.startswith("cards/")}


def size_of(picture):
    assert picture.startswith(PNG) and picture[12:16] == b"IHDR"
    parts, at = [], 8
    while at < len(picture):
        length, kind = struct.unpack(">I4s", picture[at:at + 8])
        body = picture[at + 8:at + 8 + length]
        assert struct.unpack(">I", picture[at + 8 + length:at + 12 + length])[0] == zlib.crc32(kind + body)
        parts += [body] if kind == b"IDAT" else []
        at += 12 + length
    assert len(zlib.decompress(b"".join(parts))) > SIZE[0] * SIZE[1]
    return struct.unpack(">II", picture[16:24])


needs_librsvg = pytest.mark.skipif(not shutil.which("rsvg-convert"), reason="rsvg-convert (librsvg2-bin) is not there")


def image(page):
    return dict(re.findall(r'<meta property="(og:image[^"]*)" content="([^"]*)">', page))


@needs_librsvg
def test_a_page_shows_its_picture_to_who_shares_it(tmp_path, town, serve):
    store = tmp_path / "store"
    publish(store, town, drawn())
    with serve(store) as server:
        base = requests.get(server.url + "/v1/instance.json", timeout=60).json()["base_url"]
        page = requests.get(server.url + "/kpis/visitors", headers={"Accept": "text/html"}, timeout=60).text
        told = image(page)
        assert told["og:image"] == f"{base}/cards/kpis.visitors.png" and told["og:image:alt"]
        assert (told["og:image:width"], told["og:image:height"], told["og:image:type"]) == ("1200", "630", "image/png")
        assert '<meta name="twitter:card" content="summary_large_image">' in page
        answer = requests.get(server.url + told["og:image"][len(base):], timeout=60)
        assert (answer.status_code, answer.headers["Content-Type"]) == (200, "image/png")
        assert size_of(answer.content) == SIZE
        again = requests.get(server.url + "/cards/kpis.visitors.png", headers={"If-None-Match": answer.headers["ETag"]}, timeout=60)
        assert again.status_code == 304
        assert requests.get(server.url + "/cards/kpis.nothing.png", timeout=60).status_code == 404
        assert image(requests.get(server.url + "/sources", headers={"Accept": "text/html"}, timeout=60).text) == {}


@needs_librsvg
def test_the_list_of_the_release_has_its_digest_and_verify_looks(tmp_path, town):
    store = tmp_path / "store"
    publish(store, town, drawn())
    assert run_program("verify", "--store", store).returncode == 0
    folder, cards = listed(store)
    assert "cards/kpis.visitors.png" in cards
    (folder / "cards/kpis.visitors.png").write_bytes(PNG)
    done = run_program("verify", "--store", store)
    assert done.returncode != 0 and "kpis.visitors.png" in done.stdout + done.stderr


@needs_librsvg
def test_the_same_data_gives_the_same_picture(tmp_path, town):
    pictures = []
    for name in ("one", "other"):
        publish(tmp_path / name, town, drawn())
        pictures.append((tmp_path / name / "releases/1/cards/kpis.visitors.png").read_bytes())
    assert run_program("rebuild", "--store", tmp_path / "other", env=drawn()).returncode == 0
    pictures.append((tmp_path / "other/releases/1/cards/kpis.visitors.png").read_bytes())
    assert pictures[0] == pictures[1] == pictures[2]


@needs_librsvg
def test_what_is_drawn_alike_in_the_next_release_is_not_drawn_again(tmp_path, town):
    store = tmp_path / "store"
    publish(store, town, drawn())
    town.write("sources", ["id,title_ja,kind", "plan,計画書,plan", "report,報告書,report", "more,もう一つ,plan"])
    (tmp_path / "empty").mkdir()
    publish(store, town, drawn(tmp_path / "empty"))
    before, after = (store / f"releases/{number}/cards/kpis.visitors.png" for number in (1, 2))
    assert before.stat().st_ino == after.stat().st_ino
    assert listed(store, 2)[1] == listed(store, 1)[1] != {}


@needs_librsvg
def test_what_is_drawn_otherwise_is_drawn_anew(tmp_path, town):
    store = tmp_path / "store"
    publish(store, town, drawn())
    town.add("visitors,FY2023,actual,level,,,,150,,exact,final,plan,")
    publish(store, town, drawn())
    before, after = (store / f"releases/{number}/cards/kpis.visitors.png" for number in (1, 2))
    assert before.read_bytes() != after.read_bytes()
    assert (before.parent / "kpis.rate.png").stat().st_ino == (after.parent / "kpis.rate.png").stat().st_ino


@needs_librsvg
def test_no_more_are_drawn_than_are_wanted(tmp_path, town):
    for wanted in (0, 1):
        store = tmp_path / f"store-{wanted}"
        publish(store, town, drawn(cards=wanted))
        assert len(listed(store)[1]) == wanted


def test_without_the_program_there_is_none_and_nothing_is_said(tmp_path, town, serve):
    store = tmp_path / "store"
    (tmp_path / "empty").mkdir()
    done = publish(store, town, drawn(tmp_path / "empty"))
    assert listed(store)[1] == {} and "cards-not-made" not in done.stdout
    with serve(store) as server:
        page = requests.get(server.url + "/kpis/visitors", headers={"Accept": "text/html"}, timeout=60).text
        assert image(page) == {} and '<meta name="twitter:card" content="summary">' in page


# Seconds that no other process sleeps.
HANG = f"600.{os.getpid()}"


def hanging():
    """The processes that the one that hangs has left."""
    found = []
    for one in pathlib.Path("/proc").glob("[0-9]*/cmdline"):
        with contextlib.suppress(OSError):
            found += [one] if HANG.encode() in one.read_bytes() else []
    return found


FAULTS = {
    "fails": "exit 3",
    "is killed": "kill -9 $$",
    "writes nothing": "exit 0",
    "writes garbage": "head -c 100000 /dev/zero",
    "writes without end": "cat /dev/zero",
    "takes too much memory": "exec /usr/bin/python3 -c 'bytearray(2 << 30); print(1)'",
    "writes half a picture": r"printf '\211PNG\r\n\032\n\000\000\000\015IHDR\000\000\004\260\000\000\002\166'",
    "hangs": f"sleep {HANG} & wait",
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_program_that_fails_is_a_warning_and_no_picture(tmp_path, town, fault):
    fake, store = tmp_path / "bin", tmp_path / "store"
    fake.mkdir()
    (fake / "rsvg-convert").write_text("#!/bin/sh\n" + FAULTS[fault] + "\n")
    (fake / "rsvg-convert").chmod(0o755)
    env = drawn(f"{fake}:/usr/bin:/bin", cards=1)
    begun = time.monotonic()
    done = publish(store, town, env, "--json")
    assert time.monotonic() - begun < 60
    told = [one for one in json.loads(done.stdout)["findings"] if one["rule"] == "cards-not-made"]
    assert len(told) == 1 and told[0]["severity"] == "warning"
    assert "librsvg2-bin" in told[0]["message_ja"] and "librsvg2-bin" in told[0]["message_en"]
    assert listed(store)[1] == {} and list((store / "releases/1/cards").iterdir()) == []
    assert run_program("verify", "--store", store).returncode == 0
    assert hanging() == []
