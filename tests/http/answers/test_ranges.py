"""Ready files: ranges, digests, resumed downloads, names; what is no ready file has none of these."""

import base64
import datetime
import gzip
import os
import hashlib
import random
import shutil
import socket
import subprocess
import time
import urllib.parse

import pytest
import requests

import small_instance
from http_raw import closes, exchange, get, read_all, status

FILES = ["/v1/programs.csv", "/v1/programs.ndjson", "/v1/programs.rdf"]
MEMORY = ["/v1/programs", "/v1/programs.json?limit=2", "/v1/programs/lip-yokohama", "/", "/v1/openapi.json"]
STREAMS = ["/v1/programs.csv?kind=plan", "/v1/programs.ndjson?sort=-id"]
DAYS = 12000


def fetch(server, path, method="GET", encoding="identity", **headers):
    """The bytes as they are sent: .raw_content is not decoded."""
    fields = {"Accept-Encoding": encoding}
    fields.update({k.replace("_", "-"): v for k, v in headers.items()})
    answer = requests.request(method, server.url + path, headers=fields, timeout=60, stream=True)
    answer.raw_content = answer.raw.read(decode_content=False)
    return answer


def repr_digest(content):
    return f"sha-256=:{base64.b64encode(hashlib.sha256(content).digest()).decode()}:"


def big_rows(changed=""):
    """Observations whose text does not pack well."""
    words = random.Random(45)
    first = datetime.date(1980, 1, 1)
    return [f"rate,{first + datetime.timedelta(days)},actual,level,,,,5.0,,exact,final,report,"
            f"{words.getrandbits(800):x}{changed if days == DAYS - 1 else ''}" for days in range(DAYS)]


@pytest.fixture(scope="module")
def big_instance(tmp_path_factory):
    instance = small_instance.Instance(tmp_path_factory.mktemp("big"))
    instance.observe(*big_rows())
    return instance


@pytest.fixture(scope="module")
def big_store(tmp_path_factory, publish, big_instance):
    """Do not publish into it; copy it."""
    store = tmp_path_factory.mktemp("bigstore") / "store"
    publish(store, big_instance.path)
    return store


@pytest.fixture
def copy_of(tmp_path):
    def copy(store):
        shutil.copytree(store, tmp_path / "store", symlinks=True)
        return tmp_path / "store"
    return copy


def ready_file(store, name):
    """Writable, also where releases are not."""
    path = (store / "current").resolve() / "files" / name
    path.parent.chmod(0o755)
    path.chmod(0o644)
    return path


# --- parts ---

@pytest.mark.parametrize("path", FILES + ["/v1/downloads/programs.csv"])
@pytest.mark.parametrize("encoding", ["identity", "gzip", "gzip, deflate, br, zstd"])
@pytest.mark.parametrize("named", [False, True])
def test_parts_are_the_bytes_of_the_whole(server, path, encoding, named):
    """Of the identity form, whatever is taken; of the form that is named where one is."""
    whole = fetch(server, path, encoding=encoding if named else "identity")
    body, size = whole.raw_content, len(whole.raw_content)
    name = {"If_Range": whole.headers["ETag"]} if named else {}
    assert whole.headers["Accept-Ranges"] == "bytes"
    for field, first, last in (("bytes=0-0", 0, 0), ("bytes=5-9", 5, 9), (f"bytes={size - 1}-", size - 1, size - 1),
                               ("bytes=100-", 100, size - 1), ("bytes=-7", size - 7, size - 1),
                               ("bytes=-99999999999999999999999", 0, size - 1), ("bytes=0-", 0, size - 1),
                               ("Bytes=3-18446744073709551616", 3, size - 1), ("bytes= 1-2 ,", 1, 2)):
        part = fetch(server, path, encoding=encoding, Range=field, **name)
        assert part.status_code == 206, field
        assert part.headers.get("Content-Encoding") == whole.headers.get("Content-Encoding")
        assert part.raw_content == body[first:last + 1], field
        assert part.headers["Content-Range"] == f"bytes {first}-{last}/{size}"
        assert int(part.headers["Content-Length"]) == last - first + 1


@pytest.mark.parametrize("path", FILES)
@pytest.mark.parametrize("encoding", ["identity", "gzip"])
def test_a_part_has_the_fields_of_the_whole(server, path, encoding):
    whole = fetch(server, path, encoding=encoding).headers
    part = fetch(server, path, encoding=encoding, Range="bytes=1-1", If_Range=whole["ETag"]).headers
    own = {"Date", "Content-Length", "Content-Range"}
    assert {k: v for k, v in whole.items() if k not in own} == {k: v for k, v in part.items() if k not in own}
    assert whole["Vary"] == "Accept-Encoding, Accept-Datetime"


@pytest.mark.parametrize("path", FILES)
@pytest.mark.parametrize("encoding", ["identity", "gzip"])
def test_the_digest_is_that_of_the_whole_in_its_encoding(server, path, encoding):
    whole = fetch(server, path, encoding=encoding)
    expected = repr_digest(whole.raw_content)
    for answer in (whole, fetch(server, path, encoding=encoding, Range="bytes=2-3", If_Match=whole.headers["ETag"]),
                   fetch(server, path, "HEAD", encoding=encoding)):
        assert answer.headers["Repr-Digest"] == expected


@pytest.mark.parametrize("path", FILES + ["/v1/downloads/programs.csv"])
def test_a_part_of_the_gzip_is_for_who_names_it(server, path):
    plain, packed = fetch(server, path), fetch(server, path, encoding="gzip")
    size = len(packed.raw_content)
    beyond = f"bytes={size + 1}-"
    assert len(plain.raw_content) > size + 1
    assert fetch(server, path, encoding="gzip", Range=beyond).raw_content == plain.raw_content[size + 1:]
    for name in ("If_Range", "If_Match"):
        named = {name: packed.headers["ETag"]}
        assert fetch(server, path, encoding="gzip", Range=beyond, **named).status_code == 416
        part = fetch(server, path, encoding="gzip", Range="bytes=4-", **named)
        assert part.status_code == 206 and part.raw_content == packed.raw_content[4:]
        assert part.headers["ETag"] == packed.headers["ETag"]
        part = fetch(server, path, encoding="gzip", Range="bytes=4-", **{name: plain.headers["ETag"]})
        assert part.status_code == 206 and part.raw_content == plain.raw_content[4:]
    dated = fetch(server, path, encoding="gzip", Range="bytes=4-", If_Range=packed.headers["Last-Modified"])
    assert dated.raw_content == plain.raw_content[4:]
    only = fetch(server, path, encoding="gzip, identity;q=0", Range="bytes=4-")
    assert only.status_code == 206 and only.raw_content == packed.raw_content[4:]
    head = fetch(server, path, "HEAD", encoding="gzip", Range="bytes=4-")
    assert head.status_code == 200 and head.headers["ETag"] == plain.headers["ETag"]
    several = fetch(server, path, encoding="gzip", Range="bytes=1-2,4-5")
    assert several.status_code == 200 and several.raw_content == packed.raw_content


@pytest.mark.parametrize("wanted, given", [
    ("SHA-512;q=1, SHA-256;q=0.5, SHA;q=0.1", True), ("sha-256", True), ("sha-256;q=0", False), ("md5", False), (None, False)])
def test_the_old_digest_for_who_wants_it(server, wanted, given):
    fields = {} if wanted is None else {"Want-Digest": wanted}
    for path in (FILES[0], "/v1/downloads/programs.xlsx"):
        answer = fetch(server, path, **fields)
        expected = "sha-256=" + base64.b64encode(hashlib.sha256(answer.raw_content).digest()).decode()
        assert answer.headers.get("Digest") == (expected if given else None)
        assert "Digest" in answer.headers["Access-Control-Expose-Headers"].split(", ")


@pytest.mark.parametrize("field", ["bytes=0-1,3-4", "bytes=0-0,-1", "rows=0-9", "bytes=5-4", "bytes=a-b", "bytes=",
                                   "bytes=-", "bytes", "", "0-9", "bytes=0 - 9", "bytes=--1",
                                   "bytes=" + ",".join(f"{n}-{n}" for n in range(800))])
def test_several_ranges_other_units_and_nonsense_give_the_whole(server, field):
    answer = fetch(server, FILES[0], Range=field)
    assert answer.status_code == 200 and "Content-Range" not in answer.headers
    assert answer.raw_content == fetch(server, FILES[0]).raw_content


def test_two_range_fields_give_the_whole(server):
    assert status(exchange(server, get(FILES[0], "Range: bytes=0-1", "Range: bytes=0-1"))) == 200


@pytest.mark.parametrize("field", ["bytes={0}-", "bytes={0}-{0}", "bytes=-0", "bytes=18446744073709551616-",
                                   "bytes=99999999999999999999999999-99999999999999999999999999"])
def test_a_range_beyond_the_end_is_416(server, field):
    size = len(fetch(server, FILES[0]).raw_content)
    answer = fetch(server, FILES[0], Range=field.format(size), Accept_Language="en")
    assert answer.status_code == 416
    assert answer.headers["Content-Range"] == f"bytes */{size}"
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert "Repr-Digest" not in answer.headers and "ETag" not in answer.headers
    assert b'"title":"No such range"' in answer.raw_content and str(size).encode() in answer.raw_content


@pytest.mark.parametrize("path", ["/v1/downloads/observations.csv", "/v1/programs.csv?profile=excel", "/v1/kpis.csv"])
@pytest.mark.parametrize("field, value, expected", [("Range", "bytes=99999999-", 416), ("If_Match", '"a"', 412)])
def test_a_refused_part_or_version_names_the_url_itself_as_what_works(server, path, field, value, expected):
    answer = requests.get(server.url + path, headers={field.replace("_", "-"): value}, timeout=60)
    assert answer.status_code == expected
    assert answer.json()["errors"][0]["example"] == path


def test_a_416_leaves_the_connection_usable(server):
    answer = exchange(server, get(FILES[0], "Range: bytes=99999999-", close=False) + get("/healthz"))
    assert status(answer) == 416 and answer.endswith(b'{"status":"ok"}\n')


@pytest.mark.parametrize("field", ["bytes=0-3", "bytes=99999999-"])
def test_head_knows_no_range(server, field):
    plain, asked = fetch(server, FILES[0], "HEAD"), fetch(server, FILES[0], "HEAD", Range=field)
    assert asked.status_code == 200
    assert asked.headers["Content-Length"] == plain.headers["Content-Length"]
    assert "Content-Range" not in asked.headers


@pytest.mark.parametrize("field", ["bytes=0-3", "bytes=99999999-"])
def test_304_comes_before_the_range(server, field):
    etag = fetch(server, FILES[0]).headers["ETag"]
    answer = fetch(server, FILES[0], Range=field, If_None_Match=etag)
    assert answer.status_code == 304 and "Content-Range" not in answer.headers
    assert fetch(server, FILES[0], Range="bytes=0-3", If_None_Match='"x"').status_code == 206


def test_a_304_has_no_fields_of_the_representation(server):
    etag = fetch(server, FILES[0]).headers["ETag"]
    answer = fetch(server, FILES[0], If_None_Match=etag)
    assert not {"Repr-Digest", "Content-Disposition", "Accept-Ranges"} & set(answer.headers)


@pytest.mark.parametrize("path", MEMORY + STREAMS + ["/v1/nothing", "/healthz"])
def test_what_is_no_file_has_no_ranges(server, path):
    plain = fetch(server, path)
    for field in ("bytes=0-1", "bytes=99999999-"):
        answer = fetch(server, path, Range=field)
        assert answer.status_code == plain.status_code and answer.raw_content == plain.raw_content
    assert plain.headers.get("Accept-Ranges") == ("none" if path in STREAMS else None)
    assert "Repr-Digest" not in plain.headers


# --- If-Range ---

def test_if_range_with_the_validators_of_the_file(server):
    fields = fetch(server, FILES[0]).headers
    for validator in (fields["ETag"], fields["Last-Modified"]):
        assert fetch(server, FILES[0], Range="bytes=1-2", If_Range=validator).status_code == 206


def test_if_range_with_anything_else_gives_the_whole(server):
    fields = fetch(server, FILES[0]).headers
    packed = fetch(server, FILES[0], encoding="gzip").headers["ETag"]
    for validator in ('"x"', f"W/{fields['ETag']}", packed, "*", f"{fields['ETag']}, \"x\"",
                      "Sun, 06 Nov 1994 08:49:37 GMT", "Fri, 31 Dec 2100 23:59:59 GMT", "yesterday", ""):
        for asked in ("bytes=1-2", "bytes=99999999-"):
            answer = fetch(server, FILES[0], Range=asked, If_Range=validator)
            assert answer.status_code == 200, validator


def test_if_range_alone_means_nothing(server):
    assert fetch(server, FILES[0], If_Range='"x"').status_code == 200


# --- names ---

def utf8_name(answer):
    field = answer.headers["Content-Disposition"]
    return urllib.parse.unquote(field.split("filename*=UTF-8''")[1])


def test_a_table_is_kept_under_its_publisher_its_title_and_the_day_of_its_data(server):
    answer = fetch(server, "/v1/observations.csv")
    day = time.strftime("%Y-%m-%d", time.strptime(answer.headers["Last-Modified"], "%a, %d %b %Y %H:%M:%S GMT"))
    assert f'attachment; filename="000001_observations_{day}.csv"; ' in answer.headers["Content-Disposition"]
    assert utf8_name(answer) == f"000001_観測値_{day}.csv"


def test_a_part_of_a_table_is_not_named_as_the_whole(server):
    assert "_抽出_" in utf8_name(fetch(server, "/v1/observations.csv?status=final"))
    assert "_抽出_" not in utf8_name(fetch(server, "/v1/observations.csv?headers=ja"))


def test_the_name_is_for_csv(server):
    assert "Content-Disposition" not in fetch(server, "/v1/programs.ndjson").headers


def test_scripts_of_other_origins_may_read_the_fields(server):
    exposed = fetch(server, FILES[0]).headers["Access-Control-Expose-Headers"].split(", ")
    assert {"Accept-Ranges", "Content-Range", "Repr-Digest", "Content-Disposition", "ETag"} <= set(exposed)


# --- files that are kept packed only ---

@pytest.fixture
def packed_only(copy_of, big_store, serve):
    store = copy_of(big_store)
    plain = ready_file(store, "observations.ndjson")
    content = plain.read_bytes()
    plain.unlink()
    with serve(store) as running:
        running.content, running.packed = content, ready_file(store, "observations.ndjson.gz")
        yield running


def test_who_takes_gzip_gets_the_packed_file_with_ranges(packed_only):
    packed = packed_only.packed.read_bytes()
    whole = fetch(packed_only, "/v1/observations.ndjson", encoding="gzip")
    part = fetch(packed_only, "/v1/observations.ndjson", encoding="gzip", Range="bytes=10-99",
                 If_Range=whole.headers["ETag"])
    assert part.status_code == 206 and part.raw_content == packed[10:100]
    assert part.headers["Repr-Digest"] == repr_digest(packed)


def test_who_does_not_gets_it_unpacked(packed_only, serve, big_store):
    unnamed = fetch(packed_only, "/v1/observations.ndjson", encoding="gzip", Range="bytes=10-99")
    assert unnamed.status_code == 200 and unnamed.raw_content == packed_only.content
    answer = fetch(packed_only, "/v1/observations.ndjson", Range="bytes=10-99")
    assert answer.status_code == 200 and answer.raw_content == packed_only.content
    assert answer.headers["Accept-Ranges"] == "none" and "Content-Encoding" not in answer.headers
    assert answer.headers["Repr-Digest"] == repr_digest(packed_only.content)
    with serve(big_store) as other:
        assert fetch(other, "/v1/observations.ndjson", "HEAD").headers["ETag"] == answer.headers["ETag"]


def test_unpacked_answers_know_head_and_304(packed_only):
    head = fetch(packed_only, "/v1/observations.ndjson", "HEAD")
    assert head.status_code == 200 and head.headers["Accept-Ranges"] == "none" and head.raw_content == b""
    again = fetch(packed_only, "/v1/observations.ndjson", If_None_Match=head.headers["ETag"])
    assert again.status_code == 304


def test_nothing_is_behind_the_head_of_an_unpacked_answer(packed_only):
    """RFC 9112 s.6.3: HEAD has no content, no last chunk either. Here the connection closes; a client asks again."""
    target = "/v1/observations.ndjson"
    answer = exchange(packed_only, get(target, method="HEAD", close=False) + get(target))
    head, behind = answer.split(b"\r\n\r\n", 1)
    assert status(head) == 200 and closes(head)
    assert behind == b""


def damage(path, at):
    content = bytearray(path.read_bytes())
    content[at] ^= 0xFF
    path.write_bytes(content)


@pytest.mark.parametrize("version", ["HTTP/1.1", "HTTP/1.0"])
def test_a_damaged_packed_file_breaks_the_answer_off(packed_only, version):
    damage(packed_only.packed, packed_only.packed.stat().st_size - 6)  # of the CRC
    with socket.create_connection(("127.0.0.1", packed_only.port), 30) as connection:
        connection.sendall(get("/v1/observations.ndjson", version=version).encode())
        received, broken = b"", False
        try:
            while chunk := connection.recv(65536):
                received += chunk
        except ConnectionResetError:
            broken = True
    assert received.startswith(b"HTTP/1.1 200")
    assert broken or not received.endswith(b"0\r\n\r\n")
    if version == "HTTP/1.0":
        assert broken


def test_a_small_damaged_file_makes_the_release_bad(copy_of, sample_store, serve):
    store = copy_of(sample_store)
    ready_file(store, "programs.csv").unlink()
    packed = ready_file(store, "programs.csv.gz")
    damage(packed, packed.stat().st_size // 2)
    with serve(store) as running:
        assert fetch(running, "/v1/programs.csv").status_code == 503


def test_a_file_of_another_size_is_not_sent(copy_of, sample_store, serve, server):
    store = copy_of(sample_store)
    for name in ("programs.csv", "programs.csv.gz"):
        with ready_file(store, name).open("ab") as file:
            file.write(b"more")
    with serve(store) as running:
        for encoding in ("identity", "gzip"):
            answer = fetch(running, "/v1/programs.csv", encoding=encoding)
            assert answer.headers["Accept-Ranges"] == "none" and "Repr-Digest" not in answer.headers
            content = answer.raw_content if encoding == "identity" else gzip.decompress(answer.raw_content)
            assert content == fetch(server, "/v1/programs.csv").raw_content


def test_a_pipe_in_the_place_of_a_file_is_not_waited_for(copy_of, sample_store, serve, server):
    store = copy_of(sample_store)
    for name in ("programs.csv", "programs.csv.gz"):
        ready_file(store, name).unlink()
        os.mkfifo((store / "current").resolve() / "files" / name)
    with serve(store) as running:
        assert fetch(running, "/v1/programs.csv").raw_content == fetch(server, "/v1/programs.csv").raw_content


# --- downloads that break off ---

def broken_off(server, path, least):
    """The first bytes of the body, and the fields; the connection is cut."""
    with socket.socket() as connection:
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 16384)
        connection.settimeout(30)
        connection.connect(("127.0.0.1", server.port))
        connection.sendall(get(path).encode())
        received = b""
        while len(received) < least:
            received += connection.recv(4096)
    head, _, body = received.partition(b"\r\n\r\n")
    return body, dict(line.split(": ", 1) for line in head.decode().split("\r\n")[1:])


def test_curl_resumes_to_the_same_bytes(serve, big_store, tmp_path):
    with serve(big_store) as running:
        begun, _ = broken_off(running, "/v1/observations.csv", 500000)
        part = tmp_path / "observations.csv"
        part.write_bytes(begun)
        done = subprocess.run(["curl", "-sS", "-f", "-C", "-", "-o", part, running.url + "/v1/observations.csv"],
                              capture_output=True, timeout=60, check=False)
        assert done.returncode == 0, done.stderr
        whole = fetch(running, "/v1/observations.csv")
        assert part.read_bytes() == whole.raw_content
        assert repr_digest(part.read_bytes()) == whole.headers["Repr-Digest"]


def test_a_resumed_download_goes_on_only_in_the_same_file(serve, publish, copy_of, big_store, tmp_path):
    store = copy_of(big_store)
    path = "/v1/observations.csv"
    instance = small_instance.Instance(tmp_path / "instance")
    with serve(store) as running:
        begun, fields = broken_off(running, path, 300000)
        old = fetch(running, path).raw_content
        resumed = {"Range": f"bytes={len(begun)}-", "If_Range": fields["ETag"]}
        instance.observe(*big_rows())
        instance.write("sources", small_instance.SOURCES + ["paper,新聞,report"])
        publish(store, instance.path)
        await_release(running, 2)
        same = fetch(running, path, **resumed)
        assert same.status_code == 206 and begun + same.raw_content == old
        instance.observe(*big_rows(changed="x"))
        publish(store, instance.path)
        await_release(running, 3)
        for validator in (fields["ETag"], fields["Last-Modified"]):
            other = fetch(running, path, **{**resumed, "If_Range": validator})
            assert other.status_code == 200 and other.raw_content != old
            assert other.headers["Repr-Digest"] == repr_digest(other.raw_content)


def await_release(server, number):
    end = time.monotonic() + 10
    while fetch(server, "/v1/instance").headers["Hiraku-Release"] != str(number):
        assert time.monotonic() < end
        time.sleep(0.1)


def test_a_download_outlives_its_release(serve, publish, copy_of, big_store, tmp_path):
    store = copy_of(big_store)
    instance = small_instance.Instance(tmp_path / "instance")
    path = "/v1/observations.ndjson"
    with serve(store) as running, socket.socket() as connection:
        old = fetch(running, path).raw_content
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 16384)
        connection.settimeout(60)
        connection.connect(("127.0.0.1", running.port))
        connection.sendall(get(path).encode())
        received = connection.recv(4096)
        for number in (2, 3, 4):
            instance.instance(title_ja=f"試験{number}")
            publish(store, instance.path, "--keep", "1")
            await_release(running, number)
        received += read_all(connection)
        assert received.partition(b"\r\n\r\n")[2] == old


# --- the access log ---

UNACKNOWLEDGED = 2 * 65536  # received, but two segments may wait for their acknowledgement (RFC 9293 s.3.8.6.3)


def test_the_log_tells_the_part_and_what_was_really_sent(serve, big_store, tmp_path):
    with (tmp_path / "log").open("wb") as log, serve(big_store, log=log) as running:
        assert len(fetch(running, "/v1/observations.csv", Range="bytes=10-29").raw_content) == 20
        size = len(fetch(running, "/v1/observations.ndjson").raw_content)
        begun, _ = broken_off(running, "/v1/observations.ndjson", 400000)
        time.sleep(0.5)
    lines = [line for line in (tmp_path / "log").read_text().splitlines() if '"GET ' in line]
    assert '" 206 20 "' in lines[0]
    assert f'" 200 {size} "' in lines[1]
    sent = int(lines[2].split('" 200 ')[1].split(" ")[0])
    assert len(begun) - UNACKNOWLEDGED <= sent < size


# --- heads ---

LONG = "/v1/programs.csv?name_ja__ne="


@pytest.mark.parametrize("path", [LONG, "/v1/programs?limit=1&name_ja__ne="])
@pytest.mark.parametrize("letter", ["a", "東"])
def test_the_longest_url_has_its_answer(server, path, letter):
    width = len(letter.encode())
    target = path.encode() + letter.encode() * ((4096 - len(path)) // width)
    fields = (f"Cookie: {'; '.join(f'session{n}={n:030}' for n in range(20))}", f"User-Agent: {'u' * 1000}",
              "Range: bytes=0-", 'If-Range: "x"', "Accept-Encoding: identity", "Origin: https://example.jp")
    answer = exchange(server, get("TARGET", *fields).encode().replace(b"TARGET", target))
    assert status(answer) == 200
    head = answer.partition(b"\r\n\r\n")[0]
    assert b"\r\nContent-Location: " not in head and b'rel="next"' not in head
    assert b"\r\nLink: " in head and b"\r\nETag: " in head


@pytest.mark.parametrize("bytes_", [*range(10000, 15501, 250), *range(15520, 15881, 20), *range(16250, 20001, 250)])
def test_a_head_of_any_length_has_an_answer(server, bytes_):
    """But for one that leaves no room for the shortest answer: then the library closes."""
    answer = exchange(server, get("/v1/programs.csv", "X: " + "a" * bytes_))
    assert status(answer) == (200 if bytes_ <= 12000 else 431)


@pytest.mark.parametrize("count", [*range(20, 181, 20), *range(240, 401, 20)])
def test_many_cookies_are_no_reason_to_close(server, count):
    cookies = "; ".join(f"k{n}=v" for n in range(count))
    assert status(exchange(server, get("/v1/programs", "Cookie: " + cookies))) == (200 if count <= 140 else 431)


@pytest.mark.parametrize("target", ["/v1/programs?q=a b", "/a b", "/v1/programs?q=a ", "/ /"])
def test_a_space_in_the_target_is_400(server, target):
    answer = exchange(server, get(target))
    assert status(answer) == 400 and b"application/problem+json" in answer
