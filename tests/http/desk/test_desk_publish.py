"""Publishing and taking back at the desk: jobs, reasons, the log, keys of requests, kills."""

import json
import os
import signal
import time

import pytest
import requests

from conftest import is_instrumented, run_program
from desk_client import Browser, add_token, child_of, exists, job_end, run_desk_command, wait_for
from desk_fixtures import change, desk, folder, hanako, taro, two_releases  # noqa: F401


def asking(browser):
    return lambda path: browser.get(path).json()


def restore(browser, release="1", reason="数字が違っていた"):
    answer = browser.post("/desk/restore", {"release": release, "reason": reason})
    assert answer.status_code == 303
    return int(answer.headers["Location"].split("job=")[1])


def log_of(desk):
    done = run_desk_command(desk.store, "log", "--json")
    assert done.returncode == 0, done.stderr
    return [(line["who"], line["what"], line["about"]) for line in json.loads(done.stdout)["log"]]


def test_a_release_is_taken_back_with_a_reason(desk, hanako):
    job = job_end(asking(hanako), restore(hanako))
    assert job["state"] == "done" and job["outcome"]["release"] == 3
    page = hanako.get(f"/desk/job?job={job['job']}").text
    assert "Release 3 is published" in page
    newest = hanako.get("/desk/v1/releases").json()["releases"][0]
    assert (newest["release"], newest["restores"], newest["message"], newest["current"]) == (3, 1, "数字が違っていた", True)
    assert run_program("verify", "--store", desk.store).returncode == 0
    assert log_of(desk)[-2:] == [("hanako", "restore", "1"), ("hanako", "restore_done", "3")]


def test_who_takes_back_is_told_that_the_folder_stays_as_it_is(hanako):
    assert "The folder of the data does not change" in hanako.get("/desk/restore?release=1&lang=en").text


def test_what_cannot_be_taken_back_is_said_at_once(hanako):
    for data, code in (({"release": "2", "reason": "x"}, 422), ({"release": "9", "reason": "x"}, 422),
                       ({"release": "one", "reason": "x"}, 422), ({"release": "1", "reason": ""}, 400), ({"release": "1"}, 400),
                       ({"release": "1", "reason": "a\nb"}, 400), ({"release": "1", "reason": "x" * 501}, 422),
                       ({"release": "1", "reason": "x", "y": "z"}, 400)):
        answer = hanako.post("/desk/restore", data)
        assert answer.status_code == code and "<h1>" in answer.text, data
    assert hanako.get("/desk/v1/status").json()["current"] == 2


def test_the_folder_is_published_with_a_remark(desk, hanako, folder):
    change(folder / "instance", "三")
    started = hanako.post("/desk/publish", {"message": "三つ目"})
    job = job_end(asking(hanako), started.headers["Location"].split("job=")[1])
    assert (job["state"], job["outcome"]["changed"], job["outcome"]["modified"]) == ("done", True, 1)
    assert hanako.get("/desk/v1/releases").json()["releases"][0]["message"] == "三つ目"
    again = job_end(asking(hanako), hanako.post("/desk/publish", {}).headers["Location"].split("job=")[1])
    assert (again["state"], again["outcome"]["changed"]) == ("done", False)


def test_data_with_errors_are_not_published_and_what_is_wrong_is_told(hanako, folder):
    table = folder / "instance" / "data" / "programs.csv"
    table.write_bytes(table.read_bytes().replace(b"2", b"two", 1))
    job = job_end(asking(hanako), hanako.post("/desk/publish", {}).headers["Location"].split("job=")[1])
    assert job["state"] == "failed" and job["outcome"]["errors"] > 0
    page = hanako.get(f"/desk/job?job={job['job']}&lang=ja").text
    assert "programs.csv" in page and "検査の結果" in page
    assert hanako.get("/desk/v1/status").json()["current"] == 2


def test_the_same_key_gives_the_same_answer_and_one_release(desk):
    fields = {"Authorization": "Bearer " + add_token(desk.store), "Idempotency-Key": "2026-12-01"}

    def post(reason, **more):
        return requests.post(desk.url + "/desk/v1/releases/1/restore", json={"reason": reason}, headers={**fields, **more},
                             timeout=30)

    first, again = post("x"), post("x")
    assert first.status_code == 200 and first.json() == again.json()
    other = post("y")
    assert other.status_code == 422 and other.json()["type"] == "/problems/desk-key"
    job_end(lambda path: requests.get(desk.url + path, headers=fields, timeout=30).json(), first.json()["job"])
    assert post("x").json() == first.json()
    assert [line for line in log_of(desk) if line[1] == "restore"] == [("token nightly", "restore", "1")]


def test_a_program_publishes_with_a_token(desk, folder):
    change(folder / "instance", "四")
    fields = {"Authorization": "Bearer " + add_token(desk.store)}
    started = requests.post(desk.url + "/desk/v1/publish", headers=fields, timeout=30)
    assert started.status_code == 200
    job = job_end(lambda path: requests.get(desk.url + path, headers=fields, timeout=30).json(), started.json()["job"])
    assert job["outcome"]["release"] == 3
    assert log_of(desk)[-1] == ("token nightly", "publish_done", "3")


def test_the_log_is_a_page_and_csv_and_says_when_it_was_altered(desk, hanako):
    assert "follow each other" in hanako.get("/desk/log").text
    answer = hanako.get("/desk/log.csv")
    assert answer.headers["Content-Type"].startswith("text/csv")
    assert answer.text.split("\r\n")[0] == "number,time,who,what,about,digest"
    path = desk.store + ".desk/log"
    with open(path) as file:
        text = file.read()
    with open(path, "w") as file:
        file.write(text.replace("taro", "jiro"))
    assert "was altered" in hanako.get("/desk/log").text
    refused = hanako.post("/desk/restore", {"release": "1", "reason": "x"})
    assert refused.status_code == 500  # nothing is done that cannot be written down


def test_a_killed_child_is_replaced_and_sessions_live_on(desk, hanako):
    first = child_of(desk)
    os.kill(first, signal.SIGKILL)
    wait_for(lambda: child_of(desk) not in (first, None))
    wait_for(lambda: hanako_is_in(hanako))
    assert any("started again" in line for line in desk.lines)


def hanako_is_in(hanako):
    try:
        return hanako.get("/desk").status_code == 200
    except requests.ConnectionError:
        return False


def test_with_the_parent_the_child_ends_and_nobody_is_signed_in_any_more(desk, hanako):
    child = child_of(desk)
    desk.process.kill()
    desk.process.wait()
    wait_for(lambda: not exists(child))
    with pytest.raises(requests.ConnectionError):
        hanako.get("/desk")


@pytest.mark.parametrize("whom", ["child", "parent"])
@pytest.mark.parametrize("after", [0.02, 0.2])
def test_a_kill_while_a_job_runs_leaves_the_store_whole(desk, hanako, whom, after):
    """Before or after the switch, never between: and the log goes on."""
    child = child_of(desk)
    restore(hanako)
    time.sleep(after)
    os.kill(child if whom == "child" else desk.process.pid, signal.SIGKILL)
    if whom == "child":
        def ended():
            try:
                return hanako.get("/desk/v1/jobs/1").json()["state"] == "done"
            except requests.ConnectionError:
                return False
        wait_for(ended, 60)
    else:
        desk.process.wait()
    releases = json.loads(run_program("releases", "--json", "--store", desk.store).stdout)["releases"]
    assert len(releases) == 3 if whom == "child" else len(releases) in (2, 3)
    assert run_program("verify", "--store", desk.store).returncode == 0
    assert run_desk_command(desk.store, "log").returncode == 0


def test_two_jobs_at_once_are_one_too_many(desk, hanako):
    number = restore(hanako)
    second = hanako.post("/desk/publish", {})
    assert second.status_code in (303, 409)
    job_end(asking(hanako), number)


def test_what_is_wrong_with_a_body_is_told(hanako):
    for body, type_, code in (("{", "application/json", 400), ('{"reason": [1]}', "application/json", 400),
                              ("reason=x", "application/x-www-form-urlencoded", 415), ("x" * 70000, "application/json", 413)):
        answer = requests.post(hanako.desk.url + "/desk/v1/releases/1/restore", data=body, timeout=30,
                               headers=hanako.fields({"Content-Type": type_}))
        assert answer.status_code == code, body[:20]
    assert hanako.post("/desk/restore", "release=%zz").status_code == 415
    assert hanako.post("/desk/restore", "release=%zz", {"Content-Type": "application/x-www-form-urlencoded"}).status_code == 400


@pytest.mark.skipif(is_instrumented(), reason="no filter under a sanitizer")
def test_each_process_has_its_own_filter_and_the_child_has_no_file(desk):
    assert Browser(desk).get("/desk/sign-in").status_code == 200  # it has begun: what it does not need is closed
    child = child_of(desk)
    for pid in (desk.process.pid, child):
        with open(f"/proc/{pid}/status") as file:
            status = file.read()
        assert "Seccomp:\t2" in status and "NoNewPrivs:\t1" in status
    with open(f"/proc/{child}/status") as file:
        assert "Threads:\t1\n" in file.read()
    links = {os.readlink(f"/proc/{child}/fd/{name}") for name in os.listdir(f"/proc/{child}/fd")}
    assert not [link for link in links if desk.store in link]
