"""A desk that runs, and a browser of it that keeps cookies by hand: Secure ones are not sent over http by Python's own jar."""

import contextlib
import os
import pathlib
import re
import signal
import subprocess
import threading
import time
import types

import requests

from conftest import clean_environment, program

PASSWORD = "a sentence that is long"
COOKIE = "__Host-hiraku-desk"


@contextlib.contextmanager
def desk_server(instance, store, *options):
    """A desk on a free port: .url, .setup (the path of the first link, or None), .process, .lines."""
    process = subprocess.Popen([program(), "desk", "--instance", str(instance), "--store", str(store), "--listen", "127.0.0.1:0",
                                *map(str, options)], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                               env=clean_environment(), text=True)
    lines, listening = [], threading.Event()

    def read():
        for line in process.stdout:
            lines.append(line)
            if line.startswith("listening on "):
                listening.set()

    reader = threading.Thread(target=read, daemon=True)
    reader.start()
    try:
        assert listening.wait(20), lines
        text = "".join(lines)
        found = re.search(r"set up at http://[^/]+(\S+)", text)
        yield types.SimpleNamespace(url=re.search(r"listening on (\S+)/\n", text)[1], setup=found and found[1], process=process,
                                    lines=lines, store=str(store), instance=instance)
    finally:
        if process.poll() is None:
            process.send_signal(signal.SIGTERM)
        try:
            process.wait(30)
        finally:
            process.kill()
            process.wait()
            reader.join(5)
            process.stdout.close()


def child_of(desk):
    """The process that speaks HTTP, as long as no job runs; None: there is none at the moment."""
    children = pathlib.Path(f"/proc/{desk.process.pid}/task/{desk.process.pid}/children").read_text().split()
    return int(children[0]) if children else None


def wait_for(what, seconds=20):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        found = what()
        if found:
            return found
        time.sleep(0.05)
    raise AssertionError("it did not come")


class Browser:
    """Sends what a browser sends with a form of the desk."""

    def __init__(self, desk, cookie=None):
        self.desk, self.cookie = desk, cookie

    def fields(self, extra):
        fields = {"Sec-Fetch-Site": "same-origin", "Origin": self.desk.url, "Accept-Language": "en"}
        if self.cookie:
            fields["Cookie"] = f"{COOKIE}={self.cookie}"
        fields.update(extra)
        return {name: value for name, value in fields.items() if value is not None}

    def keep(self, answer):
        set_cookie = answer.headers.get("Set-Cookie", "")
        found = re.match(COOKIE + "=([^;]*);", set_cookie)
        if found:
            self.cookie = found[1] or None
        return answer

    def get(self, path, **extra):
        return self.keep(requests.get(self.desk.url + path, headers=self.fields(extra), allow_redirects=False, timeout=30))

    def post(self, path, data=None, headers=None):
        return self.keep(requests.post(self.desk.url + path, data=data or {}, headers=self.fields(headers or {}),
                                       allow_redirects=False, timeout=60))

    def sign_in(self, name="hanako", password=PASSWORD):
        return self.post("/desk/sign-in", {"name": name, "password": password})


def add_user(store, name="hanako", role="approver", password=PASSWORD):
    subprocess.run([program(), "desk", "user", "add", name, "--role", role, "--store", str(store)], input=password + "\n", text=True,
                   check=True, env=clean_environment(), stdout=subprocess.DEVNULL)


def add_token(store, name="nightly", role="approver", until="2099-01-01"):
    done = subprocess.run([program(), "desk", "token", "add", name, "--role", role, "--until", until, "--store", str(store)],
                          text=True, check=True, env=clean_environment(), capture_output=True)
    return re.search(r"hiraku-desk-\w+", done.stdout)[0]


def run_desk_command(store, *arguments):
    return subprocess.run([program(), "desk", *arguments, "--store", str(store)], text=True, env=clean_environment(),
                          capture_output=True, check=False, stdin=subprocess.DEVNULL)


def job_end(ask, number):
    """`ask(path)` gives the JSON of the API."""
    def ended():
        job = ask(f"/desk/v1/jobs/{number}")
        return job if job["state"] != "running" else None
    return wait_for(ended, 60)


def exists(pid):
    with contextlib.suppress(ProcessLookupError):
        os.kill(pid, 0)
        return True
    return False
