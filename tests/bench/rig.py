"""What the benchmarks share: instances, servers, load, medians in turn, memory, the table of results."""

import hashlib
import json
import os
import pathlib
import re
import shutil
import socket
import statistics
import subprocess
import sys
import threading
import time

ROOT = pathlib.Path(__file__).resolve().parents[2]
SAMPLE = ROOT / "contrib/instances/sample"
GENERATOR = ROOT / "tests/bench/make_instance.py"
ROWS = int(os.environ.get("BENCH_ROWS", "1000000"))
ROWS_MAX = int(os.environ.get("BENCH_ROWS_MAX", str(ROWS)))
MIB = 1 << 20
# Nothing is kept, a slow answer is shown and not refused, and nobody hangs up on who waits for the others' turn.
PATIENCE = ("--cache-bytes", "0", "--query-ms", "600000", "--count-ms", "600000", "--idle-seconds", "3600")
NGINX = """worker_processes auto; daemon off; pid {folder}/pid; error_log {folder}/error.log;
events {{ worker_connections 1024; }}
http {{
  access_log {log}; sendfile on; tcp_nopush on; gzip_static on; keepalive_requests 1000000000;
  types {{ application/json json; text/csv csv; }}
  client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxy; fastcgi_temp_path {folder}/fastcgi;
  uwsgi_temp_path {folder}/uwsgi; scgi_temp_path {folder}/scgi;
  server {{ listen 127.0.0.1:{port}; root {folder}/html; }}
}}
"""


def free_port():
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


def seconds(*command, **options):
    begin = time.perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, **options)
    return time.perf_counter() - begin


def resident_kib(pid, kind="RssAnon"):
    """`kind`: RssAnon, or RssFile, which is what it has mapped."""
    try:
        return int(re.search(kind + r":\s+(\d+)", pathlib.Path(f"/proc/{pid}/status").read_text()).group(1))
    except (OSError, AttributeError):
        return 0


class Memory:
    """The largest RssAnon of a process while the block runs, and the largest RssFile."""

    def __init__(self, pid):
        self.pid, self.kib, self.mapped_kib, self.over = pid, 0, 0, threading.Event()
        self.look()

    def look(self):
        self.kib = max(self.kib, resident_kib(self.pid))
        self.mapped_kib = max(self.mapped_kib, resident_kib(self.pid, "RssFile"))

    def __enter__(self):
        self.thread = threading.Thread(target=self.watch)
        self.thread.start()
        return self

    def watch(self):
        while not self.over.wait(0.05):
            self.look()

    def __exit__(self, *unused):
        self.over.set()
        self.thread.join()


class Server:
    """hiraku on a free port; `.started` is the time from its start to its first answer. `program`: another build."""

    def __init__(self, rig, store, *options, log="off", first="/healthz", program=None):
        begin = time.perf_counter()
        output = open(rig.folder / "hiraku.log", "wb") if log != "off" else subprocess.DEVNULL
        self.port = free_port()
        self.process = subprocess.Popen([program or rig.hiraku, "serve", "--store", store, "--listen", f"127.0.0.1:{self.port}",
                                         "--access-log", log, *options], stdout=output, stderr=subprocess.DEVNULL)
        while True:
            try:
                answer = fetch(self.port, first)
                break
            except ConnectionRefusedError:
                if self.process.poll() is not None:
                    raise SystemExit("the server did not start") from None
                time.sleep(0.0005)
        self.started = time.perf_counter() - begin
        assert b" 200 " in answer[:16], answer[:200]
        self.pid = self.process.pid

    def __enter__(self):
        return self

    def __exit__(self, *unused):
        self.process.terminate()
        self.process.wait()


class Client:
    """One connection that stays open, and one request at a time, with fields of its own."""

    def __init__(self, port, *fields):
        self.fields = "".join(f"{one}\r\n" for one in fields)
        self.connection = socket.create_connection(("127.0.0.1", port), 600)

    def get(self, target):
        """→ milliseconds until the last byte, the body of the 200."""
        begin = time.perf_counter()
        self.connection.sendall(f"GET {target} HTTP/1.1\r\nHost: bench\r\n{self.fields}\r\n".encode())
        answer, end = bytearray(), None
        while end is None or len(answer) < end:
            part = self.connection.recv(1 << 20)
            if not part:
                raise SystemExit(f"{target}: the connection ended")
            answer += part
            if end is None and (head := answer.find(b"\r\n\r\n") + 4) > 3:
                end = head + int(field(bytes(answer[:head]), b"Content-Length"))
        took = (time.perf_counter() - begin) * 1000
        if b" 200 " not in answer[:16]:
            raise SystemExit(f"{target}: {answer[:1000].decode()}")
        return took, bytes(answer[head:])

    def __enter__(self):
        return self

    def __exit__(self, *unused):
        self.connection.close()


class Nginx:
    """nginx with static files under `.html`."""

    def __init__(self, rig, log="off"):
        self.folder, self.port = rig.folder / "nginx", free_port()
        self.html = self.folder / "html"
        shutil.rmtree(self.folder, ignore_errors=True)
        self.html.mkdir(parents=True)
        for folder in [self.folder, *self.folder.parents]:
            if os.access(folder, os.W_OK) and os.stat(folder).st_uid == os.getuid() and folder.is_relative_to(rig.folder):
                folder.chmod(0o755)
        log = log if log == "off" else f"{self.folder}/access.log combined buffer=64k flush=250ms"
        (self.folder / "nginx.conf").write_text(NGINX.format(folder=self.folder, port=self.port, log=log))
        self.process = None

    def __enter__(self):
        # nginx drops root to «nobody», who must be able to read the files
        user = ["-g", "user root;"] if os.getuid() == 0 else []
        self.process = subprocess.Popen(["nginx", "-p", f"{self.folder}/", "-c", "nginx.conf", "-e", "error.log", *user],
                                        stderr=subprocess.DEVNULL)
        for _ in range(200):
            try:
                socket.create_connection(("127.0.0.1", self.port), 1).close()
                return self
            except ConnectionRefusedError:
                time.sleep(0.01)
        raise SystemExit("nginx did not start")

    def __exit__(self, *unused):
        self.process.terminate()
        self.process.wait()


def fetch(port, target, *fields):
    """The whole answer, by a connection of its own."""
    request = "\r\n".join([f"GET {target} HTTP/1.1", "Host: bench", "Connection: close", *fields, "", ""])
    with socket.create_connection(("127.0.0.1", port), 60) as connection:
        connection.sendall(request.encode())
        parts = []
        while part := connection.recv(1 << 20):
            parts.append(part)
        return b"".join(parts)


def field(answer, name):
    return re.search(rb"\r\n" + name + rb": ([^\r]*)", answer.split(b"\r\n\r\n")[0], re.I).group(1).decode()


def body(answer):
    return answer.split(b"\r\n\r\n", 1)[1]


class Rig:
    """`.former`: another build to compare with (BENCH_FORMER), or None."""

    def __init__(self, hiraku, folder, runs, seconds):
        self.hiraku, self.folder, self.runs, self.seconds = hiraku, pathlib.Path(folder).resolve(), runs, seconds
        self.former = os.environ.get("BENCH_FORMER") or None
        self.lines = []
        self.folder.mkdir(parents=True, exist_ok=True)
        help_text = subprocess.run([hiraku, "publish", "--help"], capture_output=True, encoding="utf-8", check=False).stdout
        self.no_downloads = ["--no-downloads"] if "--no-downloads" in help_text else []

        # part of the name of what is kept: another generator makes other rows
        self.generator = hashlib.sha256(GENERATOR.read_bytes()).hexdigest()[:8]

    # --- instances and stores, kept for the next run

    def instance(self, rows):
        path = self.folder / f"instance-{rows}-{self.generator}"
        if not path.exists():
            unready = path.with_suffix(".tmp")
            shutil.rmtree(unready, ignore_errors=True)
            subprocess.run([sys.executable, GENERATOR, SAMPLE, unready, str(rows)], check=True)
            unready.rename(path)
        return path

    def store(self, rows, downloads=True, former=False):
        """`former`: published by the other build, into a store of its own."""
        options = [] if downloads else self.no_downloads
        path = self.folder / (f"store-{rows}-{self.generator}" + ("-former" if former else "") + ("-plain" if options else ""))
        self.say(f"publishing {rows:,} observations (or finding them unchanged)")
        subprocess.run([self.former if former else self.hiraku, "publish", *options, "--store", path, self.instance(rows)],
                       check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        return path

    # --- measuring

    def load(self, port, connections, target, *fields, status="200"):
        done = subprocess.run([self.folder / "load", "127.0.0.1", str(port), str(connections), str(self.seconds),
                               target, *fields], capture_output=True, encoding="utf-8", check=False)
        if done.returncode:
            raise SystemExit(done.stderr)
        figures = json.loads(done.stdout)
        assert status is None or list(figures["statuses"]) == [status], (target, figures)
        return figures

    def wrk(self, port, connections, target, *fields):
        options = [part for one in fields for part in ("-H", one)]
        done = subprocess.run(["wrk", "-t1", f"-c{connections}", f"-d{self.seconds}s", *options, f"http://127.0.0.1:{port}{target}"],
                              capture_output=True, encoding="utf-8", check=True).stdout
        assert "Non-2xx" not in done and "Socket errors" not in done, done
        return float(re.search(r"Requests/sec:\s+([\d.]+)", done).group(1))

    def in_turn(self, *works, runs=None):
        """Each of the works in turn, once to warm up and then as often as there are runs: their medians, of a work with
        several figures that of each. `runs`: so often and without warming up, for what takes many minutes."""
        figures = [[] for _ in works]
        for run in range(runs or self.runs + 1):
            for figure, work in zip(figures, works):
                value = work()
                if run or runs:
                    figure.append(value)
        return [tuple(map(statistics.median, zip(*figure))) if isinstance(figure[0], tuple) else statistics.median(figure)
                for figure in figures]

    # --- results

    def say(self, text):
        print(f"  … {text}", file=sys.stderr, flush=True)

    def line(self, name, ours, theirs, unit, target, kib=0, more_is_better=True, at_most=None, at_least=None):
        """One line of the table. `target`: the least ratio of ours to theirs, as a speed; `at_most`: the most that ours may
        be, or times theirs where there is one; `at_least`: the least; all None: only printed."""
        ratio = None
        if theirs:
            ratio = ours / theirs if more_is_better or at_most else theirs / ours
        met = None
        if target is not None:
            met = ratio >= target
        elif at_most is not None:
            met = (ratio if theirs else ours) <= at_most
        elif at_least is not None:
            met = ours >= at_least
        self.record(name, ours, theirs, unit, ratio, target if at_least is None else at_least, at_most, met, kib)
        least = target if at_least is None else at_least
        wanted = f"≥ {least}" if least is not None else f"≤ {at_most:.4g}" if at_most is not None else "–"
        verdict = {True: "met", False: "MISSED", None: ""}[met]
        print(f"{name:58.58} {ours:12,.2f} {theirs or 0:12,.2f} {unit:6} {ratio or 0:7.2f} {wanted:>7} {verdict:7}"
              f"{kib / 1024:7.1f} MiB", flush=True)

    def record(self, name, ours, theirs, unit, ratio, at_least, at_most, met, kib=0):
        """What of a printed line is kept in bench.json and decides how the whole ends."""
        self.lines.append({"name": name, "ours": ours, "theirs": theirs, "unit": unit, "ratio": ratio, "at_least": at_least,
                           "at_most": at_most, "met": met, "rss_anon_kib": kib})

    def heading(self):
        print(f"{'':58} {'hiraku':>12} {'other':>12} {'':6} {'ratio':>7} {'target':>7} {'':7}RssAnon")
