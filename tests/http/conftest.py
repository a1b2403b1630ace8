"""What the tests of the program share: running it, publishing a directory, a server on a free port.

Drives the real program, found through the environment variable HIRAKU (else build/hiraku). Every store
lives in a temporary directory. Does not know a table or a place.
"""

import contextlib
import datetime
import json
import os
import pathlib
import re
import select
import shutil
import signal
import subprocess
import sys
import time
import types

import pytest
import requests

ROOT = pathlib.Path(__file__).resolve().parents[2]
SAMPLE = ROOT / "contrib" / "instances" / "sample"
START_SECONDS = 20
STOP_SECONDS = 20


def program():
    return os.environ.get("HIRAKU") or str(ROOT / "build" / "hiraku")


def is_instrumented():
    """Whether a sanitizer watches the program: it then has no filter of system calls, and memory of the sanitizer's."""
    code = pathlib.Path(program()).read_bytes()
    return b"__asan_init" in code or b"__tsan_init" in code


def open_files(server):
    """What the descriptors of the server lead to; one may be closed while they are listed."""
    links = []
    for one in pathlib.Path(f"/proc/{server.pid}/fd").iterdir():
        with contextlib.suppress(FileNotFoundError):
            links.append(os.readlink(one))
    return links


def clean_environment(extra=None):
    environment = {k: v for k, v in os.environ.items() if not k.startswith(("HIRAKU_", "LC_"))}
    environment["LANG"] = "en_GB.UTF-8"
    environment["HIRAKU_CARDS"] = "0"  # pictures take time, and change no other answer
    environment.update(extra or {})
    return environment


def run_program(*arguments, env=None, timeout=120, **options):
    """Runs the program to its end; texts are str."""
    return subprocess.run(
        [program(), *map(str, arguments)], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
        stderr=subprocess.PIPE, encoding="utf-8", env=clean_environment(env), timeout=timeout,
        check=False, **options)


def publish_directory(store, directory, *options):
    """Publishes and insists on success."""
    done = run_program("publish", "--store", store, *options, directory)
    assert done.returncode == 0, done.stdout + done.stderr
    return done


def publish_result(store, directory, *options, env=None):
    """Publishes and insists on success; the object that --json gives."""
    done = run_program("publish", "--json", "--store", store, *options, directory, env=env)
    assert done.returncode == 0, done.stdout + done.stderr
    return json.loads(done.stdout)


# Of so many observations, a question that takes some milliseconds: it sorts all rows by what is different in each of
# them, and counts what is.
SLOW_ROWS = 100000
SLOW = "/v1/observations?sort=-id&facet=id,kpi,period,value,starts,ends,source"


def publish_many(folder, rows, *options):
    """A store in the folder: the sample with so many made-up observations more."""
    subprocess.run([sys.executable, ROOT / "tests" / "bench" / "make_instance.py", SAMPLE, folder / "instance",
                    str(rows)], check=True)
    publish_directory(folder / "store", folder / "instance", *options)
    return folder / "store"


# What JSON says behind the columns of a record, and around a list: how it is quoted.
CITATION = ["cite_as", "citation_ja", "citation_en"]


def cells_of(record):
    """A record as it stands in a list, which is quoted as a whole."""
    return {name: value for name, value in record.items() if name not in CITATION}


def fetch(server, path, **headers):
    """GET; fields of the request by their names."""
    return requests.get(server.url + path, headers=headers, timeout=60)


def read_until_listening(process):
    """The port from the line «listening on http://127.0.0.1:PORT» on standard output or error."""
    streams = {process.stdout.fileno(): b"", process.stderr.fileno(): b""}
    end = time.monotonic() + START_SECONDS
    while time.monotonic() < end and process.poll() is None:
        for descriptor in select.select(list(streams), [], [], 0.2)[0]:
            streams[descriptor] += os.read(descriptor, 65536)
            found = re.search(rb"listening on http://127\.0\.0\.1:(\d+)\D", streams[descriptor])
            if found:
                return int(found.group(1))
    text = b"\n".join(streams.values()).decode("utf-8", "replace")
    raise AssertionError(f"the server did not start: {process.poll()}\n{text}")


# A library that stands before the one of the system: the clock says what TEST_TIME says.
CLOCK = """
#include <stdlib.h>
#include <time.h>
time_t time(time_t *out)
{
    time_t now = atoll(getenv("TEST_TIME"));
    if (out)
        *out = now;
    return now;
}
"""


@contextlib.contextmanager
def serve_store(store, *options, env=None, log=None):
    """A server on a free port; .url (http://127.0.0.1:PORT), .base (the same), .port, .pid, .process.

    What it writes after it has started goes to `log` (an open binary file) or away. Stopped by
    SIGTERM; .returncode afterwards. Leaves with a failure if it had to be killed."""
    listen = [] if "--listen" in options else ["--listen", "127.0.0.1:0"]
    process = subprocess.Popen(
        [program(), "serve", "--store", str(store), *listen, *map(str, options)],
        stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        env=clean_environment(env))
    drains = []
    server = None
    try:
        port = read_until_listening(process)
        target = log if log is not None else subprocess.DEVNULL
        for stream in (process.stdout, process.stderr):
            drains.append(subprocess.Popen(["cat"], stdin=stream, stdout=target))
        url = f"http://127.0.0.1:{port}"
        server = types.SimpleNamespace(url=url, base=url, port=port, pid=process.pid, process=process,
                                       store=store, returncode=None)
        yield server
    finally:
        if process.poll() is None:
            os.kill(process.pid, signal.SIGTERM)
        try:
            process.wait(STOP_SECONDS)
            stopped = True
        except subprocess.TimeoutExpired:
            stopped = False
            process.kill()
            process.wait()
        for drain in drains:
            drain.wait()
        process.stdout.close()
        process.stderr.close()
        if server is not None:
            server.returncode = process.returncode
        assert stopped, "the server did not stop after SIGTERM"


@pytest.fixture(scope="session")
def hiraku():
    """The path of the program."""
    return program()


@pytest.fixture(scope="session")
def run():
    """run(*arguments) → CompletedProcess with .returncode .stdout .stderr."""
    return run_program


@pytest.fixture(scope="session")
def publish():
    """publish(store, directory, *options): must succeed."""
    return publish_directory


@pytest.fixture(scope="session")
def publish_at(tmp_path_factory):
    """publish_at(time, store, directory, *options): publishes while the clock stands at an RFC 3339 time."""
    if is_instrumented():
        pytest.skip("the clock is set by a library that sanitizers do not let in")
    folder = tmp_path_factory.mktemp("clock")
    (folder / "clock.c").write_text(CLOCK)
    subprocess.run(["gcc", "-shared", "-fPIC", "-o", folder / "clock.so", folder / "clock.c"], check=True)

    def publish_then(moment, store, directory, *options):
        seconds = int(datetime.datetime.fromisoformat(moment).timestamp())
        return publish_result(store, directory, *options,
                              env={"LD_PRELOAD": str(folder / "clock.so"), "TEST_TIME": str(seconds)})

    return publish_then


@pytest.fixture(scope="session")
def serve():
    """with serve(store, *options) as server: …"""
    return serve_store


@pytest.fixture
def tmp_path(tmp_path, request):
    """Away after a test that passed: of thousands the stores take gigabytes, in memory where make puts them."""
    failed = request.session.testsfailed
    yield tmp_path
    if request.session.testsfailed == failed:
        shutil.rmtree(tmp_path, ignore_errors=True)


@pytest.fixture
def store(tmp_path):
    """Where a test may publish."""
    return tmp_path / "store"


@pytest.fixture(scope="session")
def sample_store(tmp_path_factory):
    """A store with the sample instance published once, and signed. Do not publish into it."""
    folder = tmp_path_factory.mktemp("sample")
    run_program("key", "new", folder / "key", "--name", "sample.example")
    publish_directory(folder / "store", SAMPLE, "--key", folder / "key")
    return folder / "store"


@pytest.fixture(scope="session")
def server(sample_store):
    """One server of the sample instance for the whole run."""
    with serve_store(sample_store) as running:
        yield running
