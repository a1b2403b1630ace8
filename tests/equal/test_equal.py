"""Thousands of random questions: every answer is what plain SQL gives, and to the byte what a former build answered.

HIRAKU_EQUAL_COUNT questions (default 240), HIRAKU_EQUAL_SEED, HIRAKU_EQUAL_ROWS observations in the made-up instance, and
HIRAKU_EQUAL_FORMER, the former build's program: without it answers are not compared, and the run says so. A question is
asked again by itself with HIRAKU_EQUAL_ONLY=INSTANCE:NUMBER. Stores are made by each build from the same folder; only
the times at which they were made are written alike."""

import contextlib
import json
import os
import pathlib
import re
import shutil
import subprocess

import pytest

import asking
import conftest
import many_kinds
import model as models
import questions
from conftest import support
from plain_sql import Plain

COUNT = int(os.environ.get("HIRAKU_EQUAL_COUNT") or 240)
SEED = os.environ.get("HIRAKU_EQUAL_SEED") or "1"
ROWS = int(os.environ.get("HIRAKU_EQUAL_ROWS") or 4000)
FORMER = os.environ.get("HIRAKU_EQUAL_FORMER")
ONLY = os.environ.get("HIRAKU_EQUAL_ONLY", "")
TEMPLATE = support.ROOT / "contrib" / "instances" / "template"
SHARES = {"sample": 0.3, "template": 0.15, "many": 0.55}
SETTINGS = ["--query-ms", "120000", "--count-ms", "60000", "--access-log", "off", "--idle-seconds", "600"]
SHOWN = 12
TIME = re.compile(r'("(?:changed|published)_at": )"[^"]*"')


def write_instance(name, target):
    if name == "sample":
        shutil.copytree(support.SAMPLE, target)
    elif name == "template":
        shutil.copytree(TEMPLATE, target)
        for path in (target / "examples").glob("*.csv"):
            shutil.copy(path, target / "data" / path.name)
    else:
        target.mkdir()
        many_kinds.write(target, ROWS)


def run_all(commands):
    """All at the same time, to their ends."""
    running = [subprocess.Popen([str(word) for word in command], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                                env=support.clean_environment()) for command in commands]
    for process in running:
        text = process.communicate(timeout=900)[0].decode()
        assert process.returncode == 0, text


def publish_all(programs, folder, name):
    """A store for each program, with downloads where they are small; the time of the release is that of every run."""
    stores = [folder / f"store-{n}" for n in range(len(programs))]
    run_all([program, "publish", "--no-downloads", "--store", store, folder / "instance"] for program, store in zip(programs, stores))
    for store in stores:
        manifest = store / "current" / "release.json"
        manifest.write_text(TIME.sub(r'\1"2026-01-02T03:04:05Z"', manifest.read_text(encoding="utf-8")), encoding="utf-8")
    options = ["--no-downloads"] if name == "many" else []
    run_all([program, "rebuild", *options, "--store", store] for program, store in zip(programs, stores))
    return stores


@contextlib.contextmanager
def serve_with(program, store):
    """Of a program that need not be the one under test."""
    before = os.environ.get("HIRAKU")
    os.environ["HIRAKU"] = program
    try:
        with support.serve_store(store, *SETTINGS) as server:
            if before is None:
                del os.environ["HIRAKU"]
            else:
                os.environ["HIRAKU"] = before
            yield server
    finally:
        if before is not None:
            os.environ["HIRAKU"] = before


def numbers_of(name):
    instance, _, number = ONLY.partition(":")
    if ONLY:
        return [int(number)] if instance == name else []
    return list(range(max(1, round(COUNT * SHARES[name]))))


@pytest.fixture(scope="module", params=list(SHARES))
def asked(request, tmp_path_factory):
    """What came of all questions to one instance."""
    name, folder = request.param, tmp_path_factory.mktemp(request.param)
    numbers = numbers_of(name)
    if not numbers:
        pytest.skip("not asked for")
    write_instance(name, folder / "instance")
    programs = [support.program(), *([FORMER] if FORMER else [])]
    stores = publish_all(programs, folder, name)
    with contextlib.ExitStack() as stack:
        servers = [stack.enter_context(serve_with(program, store)) for program, store in zip(programs, stores)]
        model = models.tables(asking.document(servers[0].port))
        month = many_kinds.FIRST_MONTH if name == "many" else 4
        plain = Plain.fill(folder / "plain.sqlite", model, stores[0] / "current" / "data", month)
        same = len({json.loads((store / "current" / "release.json").read_text(encoding="utf-8"))["model"] for store in stores}) == 1
        result = asking.ask_all(questions.Maker(model, plain, month, SEED), [server.port for server in servers], same, numbers)
    conftest.summary.append(
        f"{name}: seed {SEED}, {len(numbers)} questions, {result.requests} requests, statuses {dict(sorted(result.statuses.items()))}, "
        f"judged {dict(sorted(result.judged.items()))}, slowest {', '.join(f'{seconds} s {path[:160]}' for seconds, path in result.slowest[-2:])}"
        + ("" if same else "; another model: without ETag") + ("" if FORMER else "; not compared with a former build (FORMER=program)"))
    yield name, result


def report(name, findings):
    """The first of them, each with how to ask it again."""
    again = f"make check-equal SEED={SEED} ROWS={ROWS} ONLY={name}:"
    texts = [f"\n{again}{one.number}\n  {one.request}\n{one.text}" for one in findings[:SHOWN]]
    return f"{len(findings)} findings" + "\n".join(texts)


def none(asked, kind):
    name, result = asked
    found = [one for one in result.findings if one.kind == kind]
    if found:
        pytest.fail(report(name, found), pytrace=False)


def test_every_answer_is_what_plain_sql_gives(asked):
    none(asked, "sql")


@pytest.mark.skipif(not FORMER, reason="no former build to compare with: FORMER=/path/to/hiraku")
def test_every_answer_is_that_of_the_former_build(asked):
    none(asked, "former")


def test_every_question_is_answered(asked):
    none(asked, "busy")


def test_many_questions_have_an_answer_that_is_judged(asked):
    if ONLY:
        pytest.skip("one question only")
    _, result = asked
    assert result.statuses[200] > result.requests / 3
    assert sum(result.judged.values()) > 0
