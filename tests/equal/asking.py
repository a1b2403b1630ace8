"""Asks one server, or two of different builds, and says where answers differ or are not what plain SQL gives.

Connections are kept; two processes, each with a few threads, ask at the same time. Both servers get a question at the
same moment and their answers are compared to the byte: status, header fields but Date, body."""

import collections
import concurrent.futures
import difflib
import http.client
import json
import multiprocessing
import random
import re
import threading
import time

PROCESSES, THREADS = 2, 3
PAGES = 12
SECONDS = 120
LONGEST = 240
LEFT_OUT = {"date"}
NEXT = re.compile(r'<([^>]*)>; rel="next"')

Answer = collections.namedtuple("Answer", "status headers body")
# kind: "former", "sql" or "busy" (503, or no whole answer)
Finding = collections.namedtuple("Finding", "number kind request text")
Asked = collections.namedtuple("Asked", "findings statuses judged requests slowest")


class Connection:
    def __init__(self, port):
        self.port, self.connection = port, None

    def send(self, path, fields):
        if self.connection is None:
            self.connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=SECONDS)
        self.connection.request("GET", path, headers=fields)

    def receive(self, path, fields, again=True):
        try:
            response = self.connection.getresponse()
        except (http.client.RemoteDisconnected, ConnectionResetError):
            self.connection.close()
            self.connection = None
            if not again:
                return Answer(0, [], b"")
            self.send(path, fields)
            return self.receive(path, fields, False)
        try:
            body = response.read()
        except http.client.IncompleteRead:
            self.connection.close()
            return Answer(0, [], b"")
        return Answer(response.status, [(k, v) for k, v in response.getheaders() if k.lower() not in LEFT_OUT], body)


def ask(connections, path, fields):
    """The answers of all servers, and the seconds until the last."""
    began = time.monotonic()
    for connection in connections:
        try:
            connection.send(path, fields)
        except (BrokenPipeError, ConnectionResetError, http.client.CannotSendRequest):
            connection.connection.close()
            connection.connection = None
            connection.send(path, fields)
    return [connection.receive(path, fields) for connection in connections], time.monotonic() - began


def _lines(answer):
    text = answer.body.decode("utf-8", "backslashreplace")
    lines = re.sub(r"(?<=[,}\]])(?=[\"{\[])", "\n", text).splitlines() if len(text) < 2_000_000 else text.splitlines()
    return [f"status {answer.status}", *(f"{k}: {v}" for k, v in answer.headers), "", *lines]


def _unnamed(answer):
    """A refusal of CP932 without the row that it names: builds that asked a database named any of several."""
    problem = json.loads(answer.body)
    for error in problem["errors"]:
        for name in ("row", "column", "character", "reason"):
            error.pop(name, None)
    problem.pop("detail")
    return [field for field in answer.headers if field[0] != "Content-Length"], problem


def without_validator(answer):
    return answer._replace(headers=[field for field in answer.headers if field[0] != "ETag"])


def difference(former, now):
    """How two answers differ, as a diff of the first places; None: not at all."""
    if former == now:
        return None
    if former.status == now.status == 406 and b'"row"' in former.body and _unnamed(former) == _unnamed(now):
        return None
    lines = difflib.unified_diff(_lines(former), _lines(now), "former", "now", lineterm="", n=1)
    shown = [line[:LONGEST] for _, line in zip(range(24), lines)] or ["the same lines, other line ends"]
    if former.body != now.body:
        at = next((n for n, (a, b) in enumerate(zip(former.body, now.body)) if a != b), min(len(former.body), len(now.body)))
        before, behind = max(0, at - 60), at + 60
        shown.append(f"body, byte {at}:\n  former {former.body[before:behind]!r}\n  now    {now.body[before:behind]!r}")
    return "\n".join(shown)


class Asker:
    """One thread's connections, first the server under test."""

    def __init__(self, maker, ports, same_model):
        self.maker, self.plain, self.same_model = maker, maker.plain, same_model
        self.connections = [Connection(port) for port in ports]
        self.findings, self.statuses, self.judged = [], collections.Counter(), collections.Counter()
        self.requests, self.slowest = 0, []

    def get(self, number, path, fields):
        answers, seconds = ask(self.connections, path, fields)
        self.requests += 1
        self.slowest = sorted([*self.slowest, (round(seconds, 2), path)])[-5:]
        now = answers[0]
        self.statuses[now.status] += 1
        if len(answers) == 2:
            former, now_too = (answers[1], now) if self.same_model else map(without_validator, (answers[1], now))
            text = difference(former, now_too)
            if text:
                self.findings.append(Finding(number, "former", path, text))
        if any(answer.status in (0, 500, 503) for answer in answers):
            self.findings.append(Finding(number, "busy", path, f"status {[answer.status for answer in answers]}"))
        return now

    def question(self, number):
        question = self.maker.question(number)
        rng = random.Random(f"asking {self.maker.seed} {number}")
        first = self.get(number, question.path, question.fields)
        fields = dict(first.headers)
        if first.status == 200 and "ETag" in fields and rng.random() < 0.05 and self.same_model:
            self.get(number, question.path, {**question.fields, "If-None-Match": fields["ETag"]})
        bodies = [first.body]
        whole = first.status == 200 and (not question.follow or self.follow(number, question, first, rng, bodies))
        if whole and question.judgement and "gzip" not in question.fields.values():
            text = self.plain.judge(question.judgement, bodies)
            self.judged[question.judgement.form] += 1
            if text:
                self.findings.append(Finding(number, "sql", question.path, text))

    def follow(self, number, question, answer, rng, bodies):
        """Walks to the end where it is near, else a page or two, and uses a cursor where it does not belong. False if
        an answer was none."""
        page = self.next_page(answer)
        if not page:
            return True
        if rng.random() < 0.1:
            self.get(number, rng.choice([page + "&sort=-id", page + "&limit=3", page[:-2], page + "A", page.replace("&", "&count=no&", 1)]), {})
        most = PAGES if self.is_near(answer) else 2
        while page and len(bodies) < most:
            answer = self.get(number, page, question.fields)
            if answer.status != 200:
                return False
            bodies.append(answer.body)
            page = self.next_page(answer)
        return True

    @staticmethod
    def next_page(answer):
        return next((found[1] for name, value in answer.headers if name == "Link" for found in [NEXT.search(value)] if found), None)

    @staticmethod
    def is_near(answer):
        total = re.match(rb'\{"total":(\d+),"returned":(\d+)', answer.body)
        return bool(total) and int(total[1]) <= int(total[2]) * PAGES


def _ask_some(maker, ports, same_model, numbers, queue):
    """A process: its threads take the next question each until there are none."""
    waiting, lock = iter(numbers), threading.Lock()

    def run():
        asker = Asker(maker.again(), ports, same_model)
        while True:
            with lock:
                number = next(waiting, None)
            if number is None:
                return asker
            asker.question(number)
    with concurrent.futures.ThreadPoolExecutor(THREADS) as pool:
        futures = [pool.submit(run) for _ in range(THREADS)]
        for future in futures:
            asker = future.result()
            queue.append(Asked(asker.findings, asker.statuses, asker.judged, asker.requests, asker.slowest))


def ask_all(maker, ports, same_model, numbers):
    """Everything that came of the questions with these numbers. Validators differ unless the builds have the same model."""
    context = multiprocessing.get_context("fork")
    with context.Manager() as manager:
        queue = manager.list()
        processes = [context.Process(target=_ask_some, args=(maker, ports, same_model, numbers[n::PROCESSES], queue)) for n in range(PROCESSES)]
        for process in processes:
            process.start()
        for process in processes:
            process.join()
        assert all(process.exitcode == 0 for process in processes), "a process that asked did not end well"
        parts = list(queue)
    statuses, judged = collections.Counter(), collections.Counter()
    for part in parts:
        statuses.update(part.statuses)
        judged.update(part.judged)
    findings = sorted((finding for part in parts for finding in part.findings), key=lambda finding: finding.number)
    slowest = sorted(one for part in parts for one in part.slowest)[-3:]
    return Asked(findings, statuses, judged, sum(part.requests for part in parts), slowest)


def document(port):
    """The API document of a server."""
    connection = Connection(port)
    return json.loads(ask([connection], "/v1/openapi.json", {})[0][0].body)
