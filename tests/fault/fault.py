"""What the tests of faults share: the page of fault.c, stores, what is left of a store after a fault.

HIRAKU is the program; HIRAKU_FAULT_PROGRAM the same with AddressSanitizer, in which our own allocations
and those of SQLite, jansson and libxml2 can fail (wrap.c); HIRAKU_FAULT_LIBRARY the library that makes any
allocation and file operation fail (preload.c). HIRAKU_FAULT_FULL=1 takes every place where otherwise
some are taken. A place is a chain of callers: what is done for each row comes from one place many times, and a
small change moves every number, but not the places."""

import hashlib
import http.client
import json
import mmap
import os
import pathlib
import shutil
import signal
import struct
import subprocess
import time

ROOT = pathlib.Path(__file__).resolve().parents[2]
TEMPLATE = ROOT / "contrib" / "instances" / "template"
OWN, LIBRARY, IO, TRANSFER = 0, 1, 2, 3
# For people: the first page, lists, records with every section, what became of what, changes, releases, words, frames.
PAGES = [
    "/index.html?lang=ja", "/programs", "/programs?q=%E8%8A%B1%E9%87%8E&sort=-id", "/observations?kpi=hanano-kpi1&limit=1",
    "/programs/hanano-challenge", "/kpis/hanano-kpi1", "/kpis/hanano-kpi1?lang=ja&release=1", "/kpis/hanano-snow-survey",
    "/startups/mihon-yukikaki", "/programs/gone", "/outcomes", "/changes", "/changes?limit=1&table=observations", "/releases",
    f"/site/1/{hashlib.sha256((TEMPLATE / 'examples/site/logo.svg').read_bytes()).hexdigest()[:16]}/logo.svg", "/site/1/0/colours.css",
    "/docs/0/style.css", "/releases/2", "/search?q=%E8%8A%B1%E9%87%8E", "/search", "/embed/kpis/hanano-kpi1", "/programs?knd=1",
]
SHORT, KILL = 1000, 1001
EVERYWHERE, IN_CHILDREN, IN_PARENT = 0, 1, 2
FULL = os.environ.get("HIRAKU_FAULT_FULL") == "1"
MACHINE = 3  # the exit code of a failure of the machine

# The sums that the last test prints.
totals = {"allocations": 0, "io": 0, "kills": 0, "lost": 0}


def program():
    return os.environ.get("HIRAKU") or str(ROOT / "build" / "hiraku")


def watched_program():
    return os.environ["HIRAKU_FAULT_PROGRAM"]


def environment(page=None, preload=False):
    result = {k: v for k, v in os.environ.items() if not k.startswith(("HIRAKU", "LC_", "ASAN"))}
    result["LANG"] = "en_GB.UTF-8"
    result["HIRAKU_CARDS"] = "0"
    result["HIRAKU_DOWNLOAD_ZSTD_BYTES"] = "1"
    result["ASAN_OPTIONS"] = "exitcode=99:allocator_may_return_null=1:detect_leaks=1"
    result["UBSAN_OPTIONS"] = "exitcode=98:print_stacktrace=1"
    if page:
        result["HIRAKU_FAULT"] = str(page.path)
    if preload:
        result["LD_PRELOAD"] = os.environ["HIRAKU_FAULT_LIBRARY"]
    return result


class Page:
    """The page of page.h."""

    FORM = struct.Struct("=QQQQQqQQQQQQ")
    TRACED = 524288

    def __init__(self, path):
        self.path = path
        size = self.FORM.size + 4 * self.TRACED
        path.write_bytes(bytes(size))
        with open(path, "r+b") as file:
            self.map = mmap.mmap(file.fileno(), size)

    def arm(self, kind, first, code=1, lasting=0, clock=0, traced=0, where=EVERYWHERE):
        """From here on counts begin at 0 and the `first` call of this kind fails, and each `lasting`-th
        behind it; 0: none does. `traced`: so many callers are a place."""
        self.map[:self.FORM.size] = self.FORM.pack(kind, 0, code, lasting, 0, clock, 0, 0, 0, 0,
                                                 where, traced)
        self.map[8:16] = struct.pack("=Q", first)

    def disarm(self):
        """The number of calls that failed."""
        self.map[8:16] = bytes(8)
        return struct.unpack("=Q", self.map[32:40])[0]

    def count(self, kind):
        return self.FORM.unpack(self.map[:self.FORM.size])[6 + kind]

    def places(self, kind, firsts=1, last=True):
        """The numbers of the first calls and the last one from each place of the program (a place is a
        chain of callers), after a run that was traced."""
        size = self.FORM.size
        traces = struct.unpack(f"={self.TRACED}I", self.map[size:size + 4 * self.TRACED])
        seen, end, numbers = {}, {}, []
        for number in range(1, min(self.count(kind), self.TRACED) + 1):
            place = traces[number - 1]
            seen[place] = seen.get(place, 0) + 1
            end[place] = number
            if seen[place] <= firsts:
                numbers.append(number)
        return sorted({*numbers, *(end.values() if last else ())})


def run(page, *arguments, preload=False, watched=False, timeout=120):
    """The program to its end; with the fault that the page is armed for."""
    return subprocess.run(
        [watched_program() if watched else program(), *map(str, arguments)], stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8", errors="replace",
        env=environment(page, preload), timeout=timeout, check=False)


def small_instance(path):
    """The examples of the template: some twenty rows in sixteen tables."""
    shutil.copytree(TEMPLATE, path)
    for file in (path / "examples").glob("*.csv"):
        shutil.copy(file, path / "data")
    for file in (path / "examples" / "site").iterdir():
        shutil.copy(file, path / "site")
    return path


def change(instance, number):
    """Makes the instance another one: a title of a source, and one more observation."""
    sources = instance / "data" / "sources.csv"
    text = (TEMPLATE / "examples" / "sources.csv").read_text(encoding="utf-8-sig").splitlines()
    cells = text[0].split(",")
    assert "title_ja" in cells
    row = text[1].split(",")
    row[cells.index("title_ja")] = f"報告書 {number}"
    sources.write_text("\n".join([text[0], ",".join(row), *text[2:]]) + "\n", encoding="utf-8")


def revised_store(published, folder):
    """A copy with a second release, in which a figure is revised and a source has another title."""
    instance = small_instance(folder / "revised")
    change(instance, 2)
    figures = instance / "data" / "observations.csv"
    text = figures.read_text(encoding="utf-8-sig")
    row = next(line for line in text.splitlines() if line.startswith("hanano-kpi1,FY2024,target,level,,,,3,"))
    figures.write_text(text.replace(row, row.replace(",,,,3,", ",,,,4,")), encoding="utf-8")
    store = copy_store(published, folder / "store")
    publish(store, instance)
    return store


def snapshot(store):
    """Everything in a store but the text of its lock: path → kind, size, digest."""
    result = {}
    for path in sorted(store.rglob("*")):
        name = str(path.relative_to(store))
        if path.is_symlink():
            result[name] = os.readlink(path)
        elif path.is_file() and name != "lock":
            result[name] = hashlib.sha256(path.read_bytes()).hexdigest()
        elif path.is_dir():
            result[name] = "folder"
    return result


def copy_store(source, target):
    """A copy that shares nothing with its source."""
    shutil.rmtree(target, ignore_errors=True)
    shutil.copytree(source, target, symlinks=True)
    return target


def current(store):
    return os.readlink(store / "current")


def verify(store):
    """Nothing is wrong with any release."""
    done = run(None, "verify", "--store", store)
    assert done.returncode == 0, done.stdout + done.stderr


def publish(store, instance):
    done = run(None, "publish", "--store", store, instance)
    assert done.returncode == 0, done.stdout + done.stderr


def check_after(store, before, instance, done, what):
    """After a publish that met a fault: the old store, or the new release; whole, and the next publish
    works. `before` is a snapshot."""
    problem = f"{what}: exit {done.returncode}\n{done.stdout[-500:]}{done.stderr[-3000:]}"
    assert done.returncode in (0, MACHINE, -signal.SIGKILL), problem
    after = snapshot(store)
    if after == before:
        assert done.returncode != 0, problem
        return False
    kept = {name: value for name, value in after.items() if name in before}
    changed = [name for name in before if kept.get(name) != before[name]]
    assert set(changed) <= {"current"}, f"{problem}\nnot as it was: {changed}"
    if done.returncode == 0:
        assert "current" in changed, problem
    verify(store)
    publish(store, instance)
    verify(store)
    left = [name for name in snapshot(store) if name.endswith((".tmp", ".old"))]
    assert left == [], f"{problem}\nleft: {left}"
    return True


def spread(numbers, most, phase=0):
    """All of them, or about `most`, which are others for each phase: some phases together take all."""
    step = 1 if FULL else max(1, -(-len(numbers) // most))
    return numbers[phase % step::step]


def steps(count, most):
    """1 … count, or about `most` of them spread over the whole."""
    if FULL or count <= most:
        return list(range(1, count + 1))
    return sorted({1 + i * (count - 1) // (most - 1) for i in range(most)})


class Server:
    """The program serving a store on a free port; ended by stop() or kill()."""

    def __init__(self, store, page=None, preload=False, watched=False, options=()):
        self.log = open(store.parent / f"server-{store.name}.log", "w+b")
        self.process = subprocess.Popen(
            [watched_program() if watched else program(), "serve", "--store", str(store), "--listen",
             "127.0.0.1:0", "--access-log", "off", *options],
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=self.log, env=environment(page, preload))
        line = self.process.stdout.readline().decode()
        self.port = int(line.rsplit(":", 1)[1].strip("/\n")) if ":" in line else 0

    def text(self):
        self.log.seek(0)
        return self.log.read().decode("utf-8", "replace")[-4000:]

    def ask(self, target, timeout=30):
        """Status and body; (0, b"") where the connection ended without a whole answer. A target with a space is a path and
        the JSON that is sent to it."""
        path, _, message = target.partition(" ")
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=timeout)
        try:
            connection.request("POST" if message else "GET", path, message or None,
                               {"Accept-Language": "en", **({"Content-Type": "application/json"} if message else {})})
            answer = connection.getresponse()
            return answer.status, answer.read()
        except (http.client.HTTPException, ConnectionError):
            return 0, b""
        finally:
            connection.close()

    def alive(self):
        return self.process.poll() is None

    def stop(self):
        """Ends it in an orderly way; its exit code."""
        self.process.send_signal(signal.SIGTERM)
        code = self.process.wait(30)
        self.process.stdout.close()
        return code

    def kill(self):
        if self.alive():
            self.process.kill()
        self.process.wait()
        self.process.stdout.close()


def wait_for_release(server, number, seconds=10):
    """Until the server has opened a release."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        status, body = server.ask("/readyz")
        if status == 200 and json.loads(body)["release"] == number:
            return
        time.sleep(0.05)
    raise AssertionError(f"release {number} was not opened\n{server.text()}")
