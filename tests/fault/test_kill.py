"""kill -9 of the publisher and of the server at any moment, an orderly stop at any moment, many publishes under load."""

import os
import random
import signal
import subprocess
import threading
import time

import fault

KILLS = 200
STOPS = 200
SEED = 20210401
LOAD = ["/v1/sources.json", "/v1/programs.csv", "/v1/observations.ndjson?sort=-id", "/v1/search.json?q=%E8%8A%B1",
        "/v1/observations.json?limit=2", "/readyz"]


class Load:
    """Requests, one after the other, until it ends; what was not answered by a 200."""

    def __init__(self, server):
        self.server, self.failed, self.count, self.ending = server, [], 0, False
        self.thread = threading.Thread(target=self.work)
        self.thread.start()

    def work(self):
        while not self.ending:
            target = LOAD[self.count % len(LOAD)]
            status, body = self.server.ask(target)
            self.count += 1
            if status != 200 or not body:
                self.failed.append((target, status, body[:300]))

    def end(self):
        self.ending = True
        self.thread.join()
        assert not self.failed, f"{self.failed[:5]}\n{self.server.text()}"
        return self.count


def start_publish(store, instance, *options):
    return subprocess.Popen([fault.program(), "publish", *options, "--store", str(store), str(instance)],
                            stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=fault.environment())


def time_publish(store, instance):
    """Seconds of a whole publish here and now; a history that grows and a loaded machine make it longer."""
    began = time.monotonic()
    fault.publish(store, instance)
    return time.monotonic() - began


def test_a_publisher_killed_at_any_moment(published, instance, tmp_path):
    chance = random.Random(SEED)
    store = fault.copy_store(published, tmp_path / "store")
    server = fault.Server(store)
    load = Load(server)
    killed = 0
    titles = {}
    try:
        duration = time_publish(fault.copy_store(published, tmp_path / "other"), instance) * 1.2
        for number in range(KILLS):
            fault.change(instance, f"kill {number}")
            before = fault.current(store)
            process = start_publish(store, instance, "--keep", "2")
            time.sleep(chance.uniform(0, duration))
            process.send_signal(signal.SIGKILL)
            code = process.wait()
            killed += code == -signal.SIGKILL
            after = fault.current(store)
            assert int(after.split("/")[1]) - int(before.split("/")[1]) in (0, 1)
            if code == 0:
                assert after != before
            if number % 10 == 9:
                fault.verify(store)
                duration = time_publish(store, instance) * 1.2
                fault.verify(store)
            if fault.current(store) != before:
                titles[int(fault.current(store).split("/")[1])] = f"報告書 kill {number}"
        fault.publish(store, instance)
        fault.verify(store)
        left = [p.name for p in (store / "releases").iterdir() if not p.name.isdigit()]
        assert left == [] and not os.path.lexists(store / "current.tmp")
        fault.wait_for_release(server, int(fault.current(store).split("/")[1]))
        assert load.end() > KILLS
        assert killed > KILLS // 3
        told = {release: server.ask(f"/v1/sources.csv?release={release}") for release in titles}
        assert len(titles) > KILLS // 10
        assert all(status == 200 and f"{titles[n]},".encode() in body for n, (status, body) in told.items())
        history = (store / "current" / "store.columns").read_bytes()
        assert fault.run(None, "rebuild", "--store", store).returncode == 0
        assert (store / "current" / "store.columns").read_bytes() == history
    finally:
        load.ending = True
        fault.totals["kills"] += killed
        fault.change(instance, 1)
        server.stop()


def test_a_server_killed_starts_again_at_once(published, tmp_path):
    chance = random.Random(SEED)
    store = fault.copy_store(published, tmp_path / "store")
    for _ in range(20):
        server = fault.Server(store)
        load = [threading.Thread(target=server.ask, args=(target,)) for target in LOAD]
        for thread in load:
            thread.start()
        time.sleep(chance.uniform(0, 0.05))
        server.kill()
        for thread in load:
            thread.join()
        fault.totals["kills"] += 1
        began = time.monotonic()
        server = fault.Server(store)
        assert server.ask("/v1/sources.json")[0] == 200
        assert time.monotonic() - began < 5
        assert server.stop() == 0
    fault.verify(store)


def test_a_server_told_to_stop_at_any_moment_under_load_ends_in_order(published, tmp_path):
    chance = random.Random(SEED)
    store = fault.copy_store(published, tmp_path / "store")
    for number in range(STOPS):
        # what is kept keeps the event loops busy, what is not kept the workers
        server = fault.Server(store, options=["--cache-bytes", "0"] if number % 2 else [])
        load = subprocess.Popen([os.environ["HIRAKU_LOAD"], "127.0.0.1", str(server.port), "2", "10",
                                 "/v1/programs?limit=1"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        time.sleep(chance.uniform(0.01, 0.04))
        assert server.stop() == 0, server.text()
        load.wait(10)  # it ends when its connections do


def test_twenty_publishes_in_a_row_fail_no_request(published, instance, tmp_path):
    store = fault.copy_store(published, tmp_path / "store")
    server = fault.Server(store)
    loads = [Load(server) for _ in range(3)]
    try:
        for number in range(20):
            fault.change(instance, f"row {number}")
            fault.publish(store, instance)
        fault.wait_for_release(server, 21)
        assert sum(load.end() for load in loads) > 60
    finally:
        for load in loads:
            load.ending = True
        fault.change(instance, 1)
        assert server.stop() == 0
