"""`hiraku doctor`: what is wrong is found where it really is, with the command that mends it, and nothing where all is well."""

import json
import os
import socket
import subprocess
import time

import pytest

import small_instance
from conftest import publish_directory, run_program, serve_store

STATVFS = """
#define _GNU_SOURCE
#include <sys/statvfs.h>
int statvfs(const char *path, struct statvfs *about)
{
    (void)path;
    *about = (struct statvfs){.f_bavail = 10, .f_frsize = 4096};
    return 0;
}
"""


def doctor(*arguments, code=None, env=None):
    """The findings by their names, each with its English text and command."""
    done = run_program("doctor", "--json", *arguments, env=env)
    told = json.loads(done.stdout)
    found = {one["finding"]: (one["text_en"], one["command"]) for one in told["findings"]}
    assert done.returncode == (1 if found else 0) if code is None else code, done.stderr
    assert all(one["text_ja"] != one["text_en"] for one in told["findings"])
    return found


@pytest.fixture
def instance(tmp_path):
    return small_instance.Instance(tmp_path / "instance")


@pytest.fixture
def published(instance, store):
    publish_directory(store, instance.path)
    return store


# --- all is well ---

def test_nothing_is_found_where_all_is_well(instance, published):
    assert doctor(published) == {}
    assert doctor(instance.path) == {}
    assert doctor("--store", published, instance.path) == {}
    done = run_program("doctor", published)
    assert (done.returncode, done.stdout) == (0, f"{published}: nothing is wrong\n")
    with serve_store(published) as server:
        pass
    with serve_store(published, "--listen", f"127.0.0.1:{server.port}", "--base-url", server.url):
        assert doctor("--store", published, server.url + "/") == {}


def test_what_is_not_there_is_a_misuse(tmp_path):
    done = run_program("doctor", tmp_path / "nothing")
    assert done.returncode == 2 and "nothing" in done.stderr


# --- a folder ---

def test_errors_of_the_data(instance):
    instance.observe("visitors,FY2020,actual,level,,,,x,,exact,final,plan,")
    found = doctor(instance.path)
    assert found["data-errors"] == ("The data has 1 errors and cannot be published.", f"hiraku check {instance.path}")


def test_changes_that_are_not_published(instance, published):
    instance.observe("visitors,FY2020,actual,level,,,,101,,exact,revised,plan,")
    found = doctor("--store", published, instance.path)
    assert found["unpublished"][1] == f"hiraku publish --store {published} {instance.path}"


def test_a_setting_that_there_is_not(published):
    found = doctor(published, env={"HIRAKU_LISTN": "8080", "HIRAKU_MAX_AGE": "60"})
    assert set(found) == {"unknown-setting"}
    assert "HIRAKU_LISTN" in found["unknown-setting"][0]


# --- a store ---

def test_a_store_without_a_release(tmp_path):
    (tmp_path / "empty").mkdir()
    assert set(doctor(tmp_path / "empty")) == {"no-release"}


def test_a_file_that_was_cut_and_the_command_that_mends_it(published):
    database = published / "releases/1/store.sqlite"
    database.write_bytes(database.read_bytes()[:4096])
    found = doctor(published)
    assert "store.sqlite" in found["damaged"][0]
    mended = subprocess.run([*found["damaged"][1].replace("hiraku", os.environ["HIRAKU"], 1).split()], check=False)
    assert mended.returncode == 0
    assert doctor(published) == {}


def test_a_manifest_that_is_spoilt(published):
    path = published / "releases/1/release.json"
    path.write_text(path.read_text()[:-20])
    assert "damaged" in doctor(published)


def test_what_was_cut_off_and_the_command_that_clears_it(published):
    (published / "releases/2.tmp").mkdir()
    found = doctor(published)
    assert "2.tmp" in found["leftovers"][0]
    subprocess.run(found["leftovers"][1].replace("hiraku", os.environ["HIRAKU"], 1).split(), check=True)
    assert doctor(published) == {}


def test_a_store_that_anybody_can_write_to(published):
    published.chmod(0o777)
    found = doctor(published)
    assert set(found) == {"open-store"}
    subprocess.run(found["open-store"][1].split(), check=True)
    assert doctor(published) == {}


def test_changes_without_a_reason(instance, published):
    instance.observe("visitors,FY2020,actual,level,,,,101,,exact,revised,plan,")
    publish_directory(published, instance.path)
    assert set(doctor(published)) == {"no-reason"}
    instance.observe("visitors,FY2020,actual,level,,,,102,,exact,revised,plan,")
    publish_directory(published, instance.path, "--message", "数え直した")
    assert doctor(published) == {}


def test_age_and_clock(instance, store, tmp_path, publish_at):
    publish_at("2024-01-01T00:00:00+00:00", store, instance.path)
    assert set(doctor(store)) == {"stale"}
    ahead = time.strftime("%Y-%m-%dT00:00:00+00:00", time.gmtime(time.time() + 5 * 86400))
    publish_at(ahead, tmp_path / "ahead", instance.path)
    assert set(doctor(tmp_path / "ahead")) == {"clock"}


def test_counts_of_use_that_cannot_be_read(published):
    (published.parent / (published.name + ".usage")).write_bytes(b"not a book of counts\n" * 100)
    found = doctor(published)
    assert set(found) == {"usage-file"}
    subprocess.run(found["usage-file"][1].split(), check=True)
    assert doctor(published) == {}


def test_a_disk_that_is_nearly_full(published, tmp_path):
    (tmp_path / "disk.c").write_text(STATVFS)
    subprocess.run(["gcc", "-shared", "-fPIC", "-o", tmp_path / "disk.so", tmp_path / "disk.c"], check=True)
    found = doctor(published, env={"LD_PRELOAD": str(tmp_path / "disk.so")})
    assert set(found) == {"disk"}


# --- on line ---

def test_nobody_is_there():
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{free.getsockname()[1]}"
    assert set(doctor(url)) == {"not-reached"}


def test_the_base_url_of_another_place(published):
    with serve_store(published) as server:
        found = doctor(server.url)
    assert set(found) == {"other-base"}
    assert small_instance.INSTANCE["base_url"] in found["other-base"][0]
    assert f"--base-url {server.url}" in found["other-base"][1]


def test_a_server_that_has_an_older_release(instance, published, tmp_path):
    with serve_store(published) as server:
        pass
    with serve_store(published, "--listen", f"127.0.0.1:{server.port}", "--base-url", server.url):
        other = tmp_path / "other"
        publish_directory(other, instance.path)
        instance.observe("visitors,FY2020,actual,level,,,,101,,exact,revised,plan,")
        publish_directory(other, instance.path, "--message", "x")
        found = doctor("--store", other, server.url)
    assert found["other-release"][0] == f"{server.url} serves release 1, the newest is 2."


NGINX = """
daemon off; pid {folder}/pid; error_log {folder}/error.log;
events {{}}
http {{
  access_log off; client_body_temp_path {folder}/b; proxy_temp_path {folder}/p; fastcgi_temp_path {folder}/f;
  uwsgi_temp_path {folder}/u; scgi_temp_path {folder}/s;
  server {{
    listen 127.0.0.1:{port} ssl; ssl_certificate {folder}/cert.pem; ssl_certificate_key {folder}/key.pem;
    location / {{ proxy_pass {behind}; proxy_hide_header ETag; }}
  }}
}}
"""


def test_a_certificate_that_ends_soon_behind_a_proxy_that_takes_fields_away(published, tmp_path):
    folder = tmp_path / "nginx"
    folder.mkdir()
    subprocess.run(["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "9", "-subj", "/CN=localhost",
                    "-keyout", folder / "key.pem", "-out", folder / "cert.pem"], check=True, capture_output=True)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    url = f"https://127.0.0.1:{port}"
    with serve_store(published, "--base-url", url) as server:
        (folder / "conf").write_text(NGINX.format(folder=folder, port=port, behind=server.url))
        nginx = subprocess.Popen(["nginx", "-c", folder / "conf", "-e", folder / "error.log"])
        try:
            for _ in range(100):
                with socket.socket() as probe:
                    if probe.connect_ex(("127.0.0.1", port)) == 0:
                        break
                time.sleep(0.1)
            found = doctor(url)
        finally:
            nginx.terminate()
            nginx.wait()
    assert set(found) == {"untrusted", "certificate", "proxy"}
    assert "in 8 days" in found["certificate"][0] or "in 9 days" in found["certificate"][0]
    assert "etag" in found["proxy"][0]


def test_another_kind_of_server(tmp_path):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    other = subprocess.Popen(["python3", "-m", "http.server", "--bind", "127.0.0.1", str(port)], cwd=tmp_path,
                             stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        for _ in range(100):
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.1)
        found = doctor(f"http://127.0.0.1:{port}")
    finally:
        other.terminate()
        other.wait()
    assert found["not-hiraku"][0].endswith("(HTTP 404).")
