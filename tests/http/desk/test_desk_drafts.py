"""Drafts at the desk: uploads, findings, mending, comparing, approving, publishing; by pages and by programs with a token."""

import io
import json
import os
import pathlib
import re
import signal
import time
import zipfile

import openpyxl
import pytest
import requests

import small_instance
from conftest import clean_environment, publish_directory, run_program
from desk_client import Browser, add_token, add_user, child_of, desk_server, job_end, run_desk_command, wait_for

HEADER = small_instance.OBSERVATION_HEADER
NEW = "visitors,FY2023,actual,level,,,,150,,exact,final,plan,"
CHANGED = "visitors,FY2021,actual,level,,,,121,,exact,final,plan,"
ID = "visitors.FY2021.actual.level._._._"
MULTIPART = "multipart/form-data; boundary=b"


@pytest.fixture
def place(tmp_path):
    instance = small_instance.Instance(tmp_path / "instance")
    publish_directory(tmp_path / "store", instance.path, "--no-downloads")
    add_user(tmp_path / "store")
    add_user(tmp_path / "store", "taro", "editor")
    return tmp_path, instance


@pytest.fixture
def desk(place):
    with desk_server(place[1].path, place[0] / "store", "--no-downloads") as running:
        yield running


class Program:
    """A program with a token of the desk."""

    def __init__(self, desk, name="nightly", role="approver"):
        self.desk, self.fields = desk, {"Authorization": "Bearer " + add_token(desk.store, name, role)}

    def ask(self, method, path, expect=200, **more):
        fields = {**self.fields, **more.pop("headers", {})}
        answer = requests.request(method, self.desk.url + "/desk/v1" + path, headers=fields, timeout=60, **more)
        assert answer.status_code == expect, (method, path, answer.status_code, answer.text)
        return answer.json() if "json" in answer.headers["Content-Type"] else answer

    def job(self, answer):
        return job_end(lambda path: requests.get(self.desk.url + path, headers=self.fields, timeout=60).json(), answer["job"])

    def add(self, *files, path="/drafts"):
        """The draft of some (name, bytes)."""
        job = self.job(self.ask("POST", path, files=[("file", file) for file in files]))
        assert job["state"] == "done", job
        return job["outcome"]["draft"]


@pytest.fixture
def program(desk):
    return Program(desk)


def table(*lines, encoding="utf-8"):
    return ("\r\n".join(lines) + "\r\n").encode(encoding)


def workbook(*rows):
    book, out = openpyxl.Workbook(), io.BytesIO()
    for row in rows:
        book.active.append(row)
    book.save(out)
    return out.getvalue()


def data(place, name):
    return (place[1].path / "data" / f"{name}.csv").read_text("utf-8-sig")


def log_of(desk):
    done = run_desk_command(desk.store, "log", "--json")
    assert done.returncode == 0, done.stderr
    return [(line["who"], line["what"]) for line in json.loads(done.stdout)["log"]]


def test_a_program_takes_a_file_from_upload_to_release(desk, program, place):
    draft = program.add(("来訪者.csv", table(HEADER, CHANGED, NEW.replace("150", "1５0"), encoding="cp932")))
    assert program.ask("GET", "/drafts")["drafts"][0]["id"] == draft
    shown = program.ask("GET", f"/drafts/{draft}")
    assert (shown["files"][0]["name"], shown["files"][0]["table"], shown["status"]) == ("来訪者.csv", "observations", "open")
    found = program.ask("GET", f"/drafts/{draft}/findings")
    proposal = [one for one in found["proposals"] if one["mended"] == "150"][0]
    assert program.ask("POST", f"/drafts/{draft}/accept", json={"rule": proposal["rule"]})["taken"] >= 1
    assert program.ask("GET", f"/drafts/{draft}/findings")["errors"] == 0
    changes = program.ask("GET", f"/drafts/{draft}/diff")
    assert [(one["id"], one["change"], one["difference"]) for one in changes["changes"]] == [
        (ID, "modified", "+1"), ("visitors.FY2023.actual.level._._._", "added", "")]
    assert changes["reasons_missing"] == 1
    program.ask("POST", f"/drafts/{draft}/reasons", json={"table": "observations", "id": ID, "column": "value", "kind": "correction",
                                                           "reason": "集計の誤り"})
    assert program.ask("GET", f"/drafts/{draft}/diff")["reasons_missing"] == 0
    program.ask("POST", f"/drafts/{draft}/propose", json={"message": "来訪者数"})
    job = program.job(program.ask("POST", f"/drafts/{draft}/publish"))
    assert (job["state"], job["outcome"]["release"]) == ("done", 2)
    assert data(place, "observations").splitlines()[-1] == NEW and "集計の誤り" in data(place, "corrections")
    assert program.ask("GET", f"/drafts/{draft}")["status"] == "published"
    assert run_program("verify", "--store", desk.store).returncode == 0
    assert [what for _, what in log_of(desk)][-7:] == [
        "draft_add", "draft_add_done", "draft_accept", "draft_reason", "draft_propose", "draft_publish", "draft_publish_done"]


def test_workbooks_archives_and_bodies_without_a_form_are_taken(program):
    cells = [HEADER.split(","), NEW.split(",")]
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("a.csv", table(HEADER, NEW))
    for name, body in (("x.xlsx", workbook(*cells)), ("x.zip", packed.getvalue())):
        draft = program.add((name, body))
        assert program.ask("GET", f"/drafts/{draft}")["files"][0]["table"] == "observations"
    job = program.job(program.ask("POST", "/drafts?name=y.csv", data=table(HEADER, NEW), headers={"Content-Type": "text/csv"}))
    shown = program.ask("GET", f"/drafts/{job['outcome']['draft']}")
    assert (shown["files"][0]["name"], shown["tables"][0]["table"]) == ("y.csv", "observations")


def test_rows_have_their_findings_and_a_cell_is_edited_only_as_it_was_seen(program):
    draft = program.add(("x.csv", table(HEADER, NEW.replace("150", "many"))))
    rows = program.ask("GET", f"/drafts/{draft}/tables/observations?row=6")
    at = [column["column"] for column in rows["columns"]].index("value")
    assert [(row["row"], row["cells"][at]) for row in rows["rows"]] == [(6, "many")]
    assert [(one["row"], one["column"], one["severity"]) for one in rows["findings"]] == [(6, "value", "error")]
    cell = {"table": "observations", "row": "6", "column": "value", "value": "151"}
    program.ask("POST", f"/drafts/{draft}/cells", 409, json={**cell, "old": "few"})
    program.ask("POST", f"/drafts/{draft}/cells", json={**cell, "old": "many"})
    assert program.ask("GET", f"/drafts/{draft}/tables/observations?row=6")["findings"] == []
    program.ask("POST", f"/drafts/{draft}/rows/remove", json={"table": "observations", "row": "6"})
    assert program.ask("GET", f"/drafts/{draft}/tables/observations")["count"] == 4


def test_columns_are_mapped_and_files_come_to_a_draft(program):
    draft = program.add(("x.csv", table(HEADER.replace("value,", "いくつ,"), NEW)))
    assert [c["column"] for c in program.ask("GET", f"/drafts/{draft}")["files"][0]["columns"] if c["header"] == "いくつ"] == [""]
    mapped = program.ask("POST", f"/drafts/{draft}/files/1", json={"header": "いくつ", "column": "value"})
    assert [c["column"] for c in mapped["files"][0]["columns"] if c["header"] == "いくつ"] == ["value"]
    assert program.add(("y.csv", table(HEADER, CHANGED)), path=f"/drafts/{draft}/files") == draft
    assert len(program.ask("GET", f"/drafts/{draft}")["files"]) == 2
    program.ask("POST", f"/drafts/{draft}/files/9", 404, json={"table": "observations"})


def test_files_are_given_as_they_came_and_with_findings(program):
    body = table(HEADER, NEW.replace("150", "many"))
    draft = program.add(("来訪者 1.csv", body))
    answer = program.ask("GET", f"/drafts/{draft}/uploads/1")
    assert answer.content == body and "filename*=UTF-8''%E6%9D%A5" in answer.headers["Content-Disposition"]
    book = openpyxl.load_workbook(io.BytesIO(program.ask("GET", f"/drafts/{draft}/workbook").content))
    assert any(cell.comment for sheet in book for row in sheet.iter_rows() for cell in row)
    program.ask("GET", f"/drafts/{draft}/uploads/2", 404)
    program.ask("DELETE", f"/drafts/{draft}")
    program.ask("GET", f"/drafts/{draft}/uploads/1", 404)
    program.ask("POST", f"/drafts/{draft}/propose", 409)
    assert program.ask("GET", "/drafts")["drafts"] == []


def test_what_another_release_has_changed_is_shown_and_settled(program, place):
    draft = program.add(("x.csv", table(HEADER, CHANGED)))
    other = program.add(("y.csv", table(HEADER, CHANGED.replace("121", "125"))))
    assert program.job(program.ask("POST", f"/drafts/{other}/publish"))["state"] == "done"
    assert program.ask("GET", f"/drafts/{draft}")["overtaken"] is True
    assert program.job(program.ask("POST", f"/drafts/{draft}/publish"))["outcome"]["problem"]["status"] == "draft-overtaken"
    clashes = program.ask("GET", f"/drafts/{draft}/clashes")["clashes"]
    assert [(one["base"], one["theirs"], one["mine"]) for one in clashes] == [("120", "125", "121")]
    program.ask("POST", f"/drafts/{draft}/rebase", 422, json={"take": "all"})
    program.ask("POST", f"/drafts/{draft}/rebase", json={"take": "mine"})
    assert program.job(program.ask("POST", f"/drafts/{draft}/publish"))["outcome"]["release"] == 3
    assert ",121," in data(place, "observations")


def test_with_two_people_nobody_approves_what_they_proposed(place):
    with desk_server(place[1].path, place[0] / "store", "--no-downloads", "--two-people", "1") as running:
        first, second = Program(running, "first"), Program(running, "second")
        draft = first.add(("x.csv", table(HEADER, NEW)))
        first.ask("POST", f"/drafts/{draft}/propose")
        first.ask("POST", f"/drafts/{draft}/approve", 403)
        assert first.job(first.ask("POST", f"/drafts/{draft}/publish"))["outcome"]["problem"]["status"] == "draft-not-approved"
        second.ask("POST", f"/drafts/{draft}/approve")
        assert first.job(first.ask("POST", f"/drafts/{draft}/publish"))["outcome"]["release"] == 2


def test_an_editor_proposes_and_does_not_publish(desk):
    editor = Program(desk, "reader", "editor")
    draft = editor.add(("x.csv", table(HEADER, NEW)))
    editor.ask("POST", f"/drafts/{draft}/propose")
    editor.ask("POST", f"/drafts/{draft}/approve", 403)
    editor.ask("POST", f"/drafts/{draft}/publish", 403)


def test_the_same_key_makes_one_draft_of_the_same_file(program):
    body, fields = table(HEADER, NEW), {"Idempotency-Key": "1", "Content-Type": "text/csv"}
    first = program.ask("POST", "/drafts", data=body, headers=fields)
    assert program.ask("POST", "/drafts", data=body, headers=fields) == first
    program.job(first)
    program.ask("POST", "/drafts", 422, data=body + b"x", headers=fields)
    assert len(program.ask("GET", "/drafts")["drafts"]) == 1


def test_files_are_taken_from_who_is_signed_in_only(desk):
    for path in ("/desk/v1/drafts", "/desk/v1/drafts/x/files", "/desk/drafts", "/desk/draft/files"):
        answer = requests.post(desk.url + path, files={"file": ("x.csv", table(HEADER, NEW))}, timeout=60,
                               headers=Browser(desk).fields({}))
        assert answer.status_code == 401, path
    cross = requests.post(desk.url + "/desk/drafts", files={"file": ("x.csv", b"a")}, headers={"Sec-Fetch-Site": "cross-site"}, timeout=60)
    assert cross.status_code == 403


def test_a_body_above_the_limit_is_refused_before_it_comes(place):
    with desk_server(place[1].path, place[0] / "store", "--no-downloads", "--draft-bytes", "2000") as running:
        program = Program(running)
        program.ask("POST", "/drafts", 413, data=b"x" * 200000)
        job = program.job(program.ask("POST", "/drafts", data=b"a,b\r\n" * 1000))
        assert (job["state"], job["outcome"]["problem"]["status"]) == ("failed", "draft-file-too-large")
        assert program.ask("GET", "/drafts")["drafts"] == []


def part(head, body=b"x"):
    return b"--b\r\n" + head + b"\r\n\r\n" + body + b"\r\n--b--\r\n"


def hostile():
    deep = io.BytesIO()
    with zipfile.ZipFile(deep, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("../../etc/x.csv", table(HEADER, NEW))
        archive.writestr("zeros.csv", b"0," * 3000000)
    book = workbook(["=HYPERLINK(\"http://x\")", "a"], HEADER.split(","))
    bodies = {"nothing": b"", "zip bomb": deep.getvalue(), "half a zip": deep.getvalue()[:300], "half a book": book[:len(book) // 2],
              "zeros": bytes(100000), "quotes": b'"' * 9999, "commas": b"," * 50000, "lines": b"\n" * 50000,
              "formula": table(HEADER, NEW.replace("150", "=cmd|x")), "pdf": b"%PDF-1.7\n" + os.urandom(2000), "html": b"<script>alert(1)</script>",
              "noise": bytes(i * 7919 % 251 for i in range(20000)), "ole": bytes.fromhex("d0cf11e0a1b11ae1") + bytes(4000),
              "utf-16": table(HEADER, NEW).decode().encode("utf-16"), "long cell": table(HEADER, NEW + "x" * 1000000)}
    for i in range(0, len(book), max(1, len(book) // 12)):
        bodies[f"book with a broken byte {i}"] = book[:i] + b"\xff" + book[i + 1:]
    return bodies


def test_hostile_files_are_refused_or_harmless(desk, program):
    """Nothing answers 5xx, nothing ends, nothing is published."""
    for name, body in hostile().items():
        answer = requests.post(desk.url + "/desk/v1/drafts?name=" + requests.utils.quote("../" + name + ".csv"), data=body, timeout=60,
                               headers={**program.fields, "Content-Type": "application/octet-stream"})
        assert answer.status_code in (200, 400), name
        if answer.status_code == 200:
            job = program.job(answer.json())
            problem = job["outcome"].get("problem")
            assert problem is None or not problem["status"] in ("internal", "system"), (name, problem)
            if job["outcome"]["draft"]:
                for path in ("", "/findings", "/diff", "/workbook"):
                    found = requests.get(f"{desk.url}/desk/v1/drafts/{job['outcome']['draft']}{path}", headers=program.fields, timeout=60)
                    assert found.status_code < 500, (name, path, found.text)
    assert desk.process.poll() is None and not any("started again" in line for line in desk.lines)
    assert program.ask("GET", "/status")["current"] == 1


@pytest.mark.parametrize("type_, body, code", [
    (MULTIPART, b"", 400), (MULTIPART, b"--b", 400), (MULTIPART, b"--b--", 400), (MULTIPART, b"--b\r\n\r\n\r\n--b--", 400),
    (MULTIPART, part(b'Content-Disposition: form-data; name="file"; filename="x.csv"')[:-7], 400),
    (MULTIPART, part(b'Content-Disposition: form-data; filename="x.csv"'), 400), (MULTIPART, part(b"x" * 9000), 400),
    (MULTIPART, part(b'Content-Disposition: form-data; name="other"'), 400),
    (MULTIPART, part(b'Content-Disposition: form-data; name="file"; filename=""', b""), 400),
    ("multipart/form-data; boundary=" + "b" * 71, b"x", 200), ("multipart/form-data", b"x", 200),
    (MULTIPART, b"--b\r\nContent-Disposition: form-data; name=f; filename=x.csv\r\n\r\nx\r\n" * 33 + b"--b--", 413),
    (MULTIPART, part(b'Content-Disposition: form-data; name="file"; filename="\xff\xfe.csv"'), 200),
])
def test_what_is_wrong_with_a_form_of_files_is_told(desk, program, type_, body, code):
    answer = requests.post(desk.url + "/desk/v1/drafts", data=body, headers={**program.fields, "Content-Type": type_}, timeout=60)
    assert answer.status_code == code, answer.text
    if code == 200:
        assert program.job(answer.json())["state"] in ("done", "failed")


def test_ids_that_are_none_are_not_found(program):
    for draft in ("x", "..", "%2e%2e", "..%2f..%2fetc", "%00", "a" * 300, "%ff"):
        answer = requests.get(program.desk.url + f"/desk/v1/drafts/{draft}", headers=program.fields, timeout=60)
        assert answer.status_code in (400, 404), (draft, answer.text)


@pytest.mark.parametrize("whom", ["child", "parent"])
@pytest.mark.parametrize("what", ["upload", "publish"])
@pytest.mark.parametrize("after", [0.0, 0.02, 0.15])
def test_a_kill_leaves_store_and_draft_whole(place, whom, what, after):
    """Also while another process of the same desk is at work: the log goes on, no release is half there."""
    body = table(HEADER, *(f"visitors,{1900 + i},actual,level,,,,{i},,exact,final,plan," for i in range(100)))
    with desk_server(place[1].path, place[0] / "store", "--no-downloads") as running:
        program = Program(running)
        draft = program.add(("x.csv", table(HEADER, NEW)))
        before = data(place, "observations")
        if what == "upload":
            program.ask("POST", f"/drafts/{draft}/files", files={"file": ("y.csv", body)})
        else:
            program.ask("POST", f"/drafts/{draft}/publish")
        time.sleep(after)
        os.kill(child_of(running) if whom == "child" else running.process.pid, signal.SIGKILL)
        if whom == "parent":
            running.process.wait()
    with desk_server(place[1].path, place[0] / "store", "--no-downloads") as running:
        program = Program(running, "again")
        shown = program.ask("GET", f"/drafts/{draft}")
        current = program.ask("GET", "/status")["current"]
        assert (shown["status"], current) in (("open", 1), ("published", 2))
        assert (data(place, "observations") == before) == (current == 1)
        assert len(shown["files"]) in (1, 2)
        if current == 1:
            assert program.job(program.ask("POST", f"/drafts/{draft}/publish"))["outcome"]["release"] == 2
        assert run_program("verify", "--store", running.store).returncode == 0
        assert run_desk_command(running.store, "log").returncode == 0


def test_pages_lead_from_an_upload_to_a_release(desk, place):
    """Without a script, as an editor and an approver."""
    taro, hanako = Browser(desk), Browser(desk)
    taro.sign_in("taro")
    hanako.sign_in()
    sent = requests.post(desk.url + "/desk/drafts", files=[("file", ("x.csv", table(HEADER, CHANGED, NEW.replace("150", "1５0"))))],
                         headers=taro.fields({}), allow_redirects=False, timeout=60)
    assert sent.status_code == 303, sent.text
    job = job_end(lambda path: taro.get(path).json(), sent.headers["Location"].split("job=")[1])
    draft = job["outcome"]["draft"]
    assert f"draft={draft}" in taro.get(f"/desk/job?job={job['job']}").text
    assert f"/desk/draft/check?draft={draft}" in taro.get("/desk").text
    page = taro.get(f"/desk/draft/check?draft={draft}").text
    rule = re.search(r'name="rule" value="([^"]+)"', page)[1]
    assert taro.post("/desk/draft/accept", {"draft": draft, "rule": rule}).headers["Location"] == f"/desk/draft/check?draft={draft}"
    assert "0 errors" in taro.get(f"/desk/draft/check?draft={draft}").text
    rows = taro.get(f"/desk/draft/rows?draft={draft}&table=observations").text
    assert f"/desk/draft/cell?draft={draft}&amp;table=observations&amp;row=2&amp;column=value" in rows
    assert 'value="100"' in taro.get(f"/desk/draft/cell?draft={draft}&table=observations&row=2&column=value").text
    moved = taro.post("/desk/draft/cell", {"draft": draft, "table": "observations", "row": "6", "column": "value", "value": "152",
                                           "old": "150"})
    assert moved.headers["Location"] == f"/desk/draft/rows?draft={draft}&table=observations&row=6"
    assert "+1" in taro.get(f"/desk/draft/compare?draft={draft}").text
    taro.post("/desk/draft/reason", {"draft": draft, "table": "observations", "id": ID, "column": "value", "kind": "correction",
                                     "reason": "集計の誤り"})
    assert taro.post("/desk/draft/propose", {"draft": draft, "message": "x"}).status_code == 303
    assert taro.post("/desk/draft/publish", {"draft": draft}).status_code == 403
    started = hanako.post("/desk/draft/publish", {"draft": draft})
    job = job_end(lambda path: hanako.get(path).json(), started.headers["Location"].split("job=")[1])
    assert "Release 2 is published" in hanako.get(f"/desk/job?job={job['job']}").text
    assert "It is release 2" in hanako.get(f"/desk/draft/publish?draft={draft}").text
    assert ",152," in data(place, "observations")
    assert ("taro", "draft_edit") in log_of(desk) and ("hanako", "draft_publish_done") in log_of(desk)
