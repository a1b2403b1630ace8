#!/usr/bin/python3
"""usage: bench_query.py HIRAKU FOLDER [SIZE…]

Uncached filtered lists of 100 observations out of 10,000, 100,000 and 1,000,000, with and without counting, beside the same
SELECT by SQLite on the same file; and the anonymous memory of the server while it streams all rows to eight slow clients.
Medians; nothing here is a test. Instances and stores stay in FOLDER for the next run."""

import json
import pathlib
import re
import socket
import sqlite3
import statistics
import subprocess
import sys
import threading
import time
import urllib.request

ROOT = pathlib.Path(__file__).resolve().parents[2]
SIZES = [10000, 100000, 1000000]
TIMES = 51
CLIENTS = 8
QUERIES = {
    "kpi (reference)": ("kpi=kpi-{n:05d}", "kpi='kpi-{n:05d}'"),
    "period (key)": ("period=2022-{m:02d}-{d:02d}", "period='2022-{m:02d}-{d:02d}'"),
    "period__ge": ("period__ge=2023-{m:02d}-{d:02d}", "period__starts>='2023-{m:02d}-{d:02d}'"),
    "value_type (key, all rows)": ("value_type=actual&fields=id,kpi,value&source=source", "value_type='actual'"),
}


def prepare(hiraku, folder, size):
    instance, store = folder / f"instance-{size}", folder / f"store-{size}"
    if not instance.exists():
        subprocess.run([sys.executable, ROOT / "tests/bench/make_instance.py", ROOT / "contrib/instances/sample", instance,
                        str(size)], check=True)
    begin = time.monotonic()
    subprocess.run([hiraku, "publish", "--store", store, instance], check=True, stdout=subprocess.DEVNULL,
                   stderr=subprocess.DEVNULL)
    print(f"  published {size:,} observations (or found them unchanged) in {time.monotonic() - begin:.1f} s")
    return store


def serve(hiraku, store):
    process = subprocess.Popen([hiraku, "serve", "--store", store, "--listen", "127.0.0.1:0", "--access-log", "off"],
                               stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, encoding="utf-8")
    for line in process.stdout:
        found = re.search(r"listening on (http://127\.0\.0\.1:\d+)", line)
        if found:
            return process, found.group(1)
    raise SystemExit("the server did not start")


def milliseconds(work):
    begin = time.perf_counter()
    work()
    return (time.perf_counter() - begin) * 1000


def numbers(run, size):
    return {"n": run * 7 % max(1, size // 1000), "m": run % 12 + 1, "d": run % 28 + 1}


def measure(url, database, size):
    """{query: (count=no, counted, SQLite)} in milliseconds."""
    results = {}
    for name, (parameters, where) in QUERIES.items():
        kinds = {"no": [], "yes": [], "sqlite": []}
        for run in range(TIMES):
            bound = numbers(run, size)
            for count in ("no", "yes"):
                path = f"{url}/v1/observations?{parameters.format(**bound)}&count={count}"
                kinds[count].append(milliseconds(lambda p=path: urllib.request.urlopen(p).read()))
            sql = f"SELECT * FROM observations WHERE {where.format(**bound)} LIMIT 101"
            kinds["sqlite"].append(milliseconds(lambda s=sql: database.execute(s).fetchall()))
        results[name] = tuple(statistics.median(kinds[k]) for k in ("no", "yes", "sqlite"))
    return results


def anonymous_kib(pid):
    return int(re.search(r"RssAnon:\s+(\d+)", pathlib.Path(f"/proc/{pid}/status").read_text()).group(1))


def slow_client(host, port, seconds):
    """Reads a filtered CSV of all rows slowly, then goes away."""
    with socket.create_connection((host, port)) as connection:
        connection.sendall(b"GET /v1/observations.csv?value_type=actual HTTP/1.1\r\nHost: bench\r\n\r\n")
        end = time.monotonic() + seconds
        while time.monotonic() < end and connection.recv(65536):
            time.sleep(0.02)


def stream_memory(process, url, seconds=8):
    host, port = re.search(r"//([\d.]+):(\d+)", url).groups()
    threads = [threading.Thread(target=slow_client, args=(host, int(port), seconds)) for _ in range(CLIENTS)]
    for thread in threads:
        thread.start()
    peak = 0
    while any(thread.is_alive() for thread in threads):
        peak = max(peak, anonymous_kib(process.pid))
        time.sleep(0.05)
    return peak


def main():
    hiraku, folder = sys.argv[1], pathlib.Path(sys.argv[2])
    sizes = [int(size) for size in sys.argv[3:]] or SIZES
    folder.mkdir(parents=True, exist_ok=True)
    figures = {}
    for size in sizes:
        store = prepare(hiraku, folder, size)
        process, url = serve(hiraku, store)
        try:
            database = sqlite3.connect(f"file:{store}/current/store.sqlite?immutable=1", uri=True)
            figures[size] = measure(url, database, size)
            peak = stream_memory(process, url)
        finally:
            process.terminate()
            process.wait()
        print(f"  RssAnon with {CLIENTS} slow streams of {size:,} rows: {peak / 1024:.1f} MiB")
    print(f"\n{'list of 100, median ms':32}" + "".join(f"{size:>12,}" for size in sizes) + "   last/first")
    for name in QUERIES:
        for at, kind in enumerate(("count=no", "counted", "sqlite alone")):
            row = [figures[size][name][at] for size in sizes]
            print(f"{name + ', ' + kind:32.32}" + "".join(f"{ms:12.2f}" for ms in row) + f"{row[-1] / row[0]:13.2f}")
    (folder / "query.json").write_text(json.dumps(figures, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
