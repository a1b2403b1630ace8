"""Pages for people: how much of the processor one takes that nothing has kept, how large it is, how it stands beside JSON of
the same size and beside nginx with the same bytes, and what Lighthouse says of it."""

import datetime
import gzip
import json
import pathlib
import re
import resource
import shutil
import statistics
import subprocess

from rig import ROOT, SAMPLE, Client, Memory, Nginx, Server, body, fetch, field

CONNECTIONS = 32
BROWSER = "Accept: text/html"
KPI, PROGRAM = "/kpis/yokohama-oi-kpi1", "/programs/yokohama-overseas-oi"
PAGES = ("/", KPI, PROGRAM, "/kpis", "/observations", "/outcomes", "/changes", "/releases", "/docs/dictionary",
         "/search?q=%E5%B8%82")
JUDGED = ("/", KPI, PROGRAM, "/observations", "/search")
ONE_MS, ONE_BYTES = 3.0, 20000  # of the processor, and of gzip without the chart
LONG = {1000: 5.0, 3000: None}
TIMES = 40
PACKAGES = "lighthouse"


def sample_store(rig, folder, *more):
    """The sample, with so many made-up days of each of `more`."""
    instance = rig.folder / f"instance-{folder}"
    shutil.rmtree(instance, ignore_errors=True)
    shutil.copytree(SAMPLE, instance)
    for days in more:
        add_days(instance / "data", days)
    store = rig.folder / f"store-{folder}"
    subprocess.run([rig.hiraku, "publish", "--store", store, instance], check=True, stdout=subprocess.DEVNULL,
                   stderr=subprocess.DEVNULL)
    return store


def append(file, row):
    """A row by the names of its columns."""
    text = file.read_text(encoding="utf-8-sig")
    names = text.splitlines()[0].split(",")
    assert set(row) <= set(names), (file.name, names)
    file.write_text(text.rstrip("\n") + "\n" + ",".join(row.get(name, "") for name in names) + "\n", encoding="utf-8")


def add_days(data, days):
    """A KPI with a value a day."""
    kpis, observations = (next(data.rglob(f"{name}.csv")) for name in ("kpis", "observations"))
    source = re.search(r"^([\w-]+),", next(data.rglob("sources.csv")).read_text(encoding="utf-8-sig").splitlines()[1])[1]
    append(kpis, {"id": f"days-{days}", "kind": "statistic", "name_ja": "日々の値", "unit_ja": "人", "unit_code": "NUM",
                  "decimals": "0", "nature": "stock", "frequency": "daily", "source": source})
    names = observations.read_text(encoding="utf-8-sig").splitlines()[0].split(",")
    with open(observations, "a", encoding="utf-8") as file:
        for day in range(days):
            row = {"kpi": f"days-{days}", "period": str(datetime.date(2015, 1, 1) + datetime.timedelta(day)),
                   "value_type": "actual", "accumulation": "level", "value": str(day * 7919 % 500 + day), "qualifier": "exact",
                   "status": "final", "source": source}
            file.write(",".join(row.get(name, "") for name in names) + "\n")


def spent_ms(pid):
    """Of the processor by all threads so far (proc(5), schedstat)."""
    tasks = pathlib.Path(f"/proc/{pid}/task")
    return sum(int((task / "schedstat").read_text().split()[0]) for task in tasks.iterdir()) / 1e6


def take(server, client, target):
    """What one answer takes of the processor of the server."""
    before = spent_ms(server.pid)
    for _ in range(TIMES):
        client.get(target)
    return (spent_ms(server.pid) - before) / TIMES


def cost(rig, server, target):
    """Medians of what a page takes, and the program xmllint reading the same bytes once, as a measure of the machine."""
    page = rig.folder / "page.html"
    page.write_bytes(body(fetch(server.port, target, BROWSER)))

    def read_once():
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run(["xmllint", "--noout", "--html", "--nowarning", page], check=False, stderr=subprocess.DEVNULL)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        return (after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime) * 1000

    with Client(server.port, BROWSER) as client:
        return rig.in_turn(lambda: take(server, client, target), read_once), page.read_bytes()


def without_chart(page):
    return len(gzip.compress(re.sub(rb"<svg.*?</svg>", b"", page, flags=re.S), 6))


def uncached(rig):
    with Server(rig, sample_store(rig, "pages", *LONG), "--cache-bytes", "0") as server:
        for target, limit in [(target, ONE_MS) for target in PAGES] + [(f"/kpis/days-{days}", most) for days, most in LONG.items()]:
            (ours, theirs), page = cost(rig, server, target)
            rig.line(f"page, not kept, of the processor: {target}", ours, None, "ms", None, at_most=limit)
            rig.line("  xmllint, reading it once", theirs, None, "ms", None)
            rig.line("  gzip without the chart", without_chart(page) / 1000, None, "kB", None, at_most=ONE_BYTES / 1000)
            rig.line("  as it is", len(page) / 1000, None, "kB", None)


def of_the_same_size(server, size):
    """The list of so many observations in JSON that is as large as that, or a little larger."""
    low, high = 1, 1000
    while low < high:
        middle = (low + high) // 2
        if len(body(fetch(server.port, f"/v1/observations.json?limit={middle}"))) < size:
            low = middle + 1
        else:
            high = middle
    return f"/v1/observations.json?limit={low}"


def cached(rig):
    store = sample_store(rig, "pages", *LONG)
    with Server(rig, store) as server, Nginx(rig) as nginx:
        for name, fields in (("", ()), (", gzip", ("Accept-Encoding: gzip",))):
            page = body(fetch(server.port, KPI, BROWSER))
            data = of_the_same_size(server, len(page))
            (nginx.html / "page.json").write_bytes(page)
            (nginx.html / "page.json.gz").write_bytes(body(fetch(server.port, KPI, BROWSER, "Accept-Encoding: gzip")))
            with Memory(server.pid) as memory:
                ours, json_too, theirs = rig.in_turn(lambda f=fields: rig.wrk(server.port, CONNECTIONS, KPI, BROWSER, *f),
                                                     lambda f=fields, d=data: rig.wrk(server.port, CONNECTIONS, d, *f),
                                                     lambda f=fields: rig.wrk(nginx.port, CONNECTIONS, "/page.json", *f))
            rig.line(f"cached page of {len(page) // 1000} kB, beside nginx{name}", ours, theirs, "1/s", 1.0, memory.kib)
            rig.line(f"  beside JSON of the same size{name}", ours, json_too, "1/s", 0.95 if not fields else None, memory.kib)


def pages(rig):
    uncached(rig)
    cached(rig)


def judge(packages, addresses):
    """Of each address the scores of a run, by category."""
    script = ROOT / "tests/bench/lighthouse/look.mjs"
    done = subprocess.run(["node", script, packages, *addresses], capture_output=True, encoding="utf-8", check=False, timeout=900)
    if done.returncode:
        raise SystemExit(done.stderr)
    return [json.loads(line) for line in done.stdout.splitlines() if line.startswith("{")]


def lighthouse(rig):
    """The median of three runs of each category, on five pages."""
    packages = rig.folder / PACKAGES
    if not (packages / "installed").exists() or not shutil.which("node"):
        rig.say("Lighthouse is not installed: pages are not judged")
        return
    with Server(rig, sample_store(rig, "pages", *LONG)) as server:
        runs = [judge(packages, [f"http://127.0.0.1:{server.port}{page}" for page in JUDGED]) for _ in range(3)]
    for page, found in zip(JUDGED, zip(*runs)):
        for category in found[0]["scores"]:
            score = statistics.median(one["scores"][category] or 0 for one in found) * 100
            name = f"Lighthouse, {category}: {page}"
            rig.line(name, score, None, "", None, at_least=95)
            for one in sorted({poor for run in found for poor in run["poor"]}) if score < 95 else ():
                rig.say(one)
