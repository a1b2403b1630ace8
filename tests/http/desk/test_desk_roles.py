"""Role × route × method, of the desk's own API document: who may do what, each asked for."""

import requests

from desk_client import Browser, add_token
from desk_fixtures import desk, folder, hanako, taro, two_releases  # noqa: F401

# What the table of operations says, stated here again by hand: route, method, least role, whether people only.
TABLE = {
    ("/desk/v1/account", "get"): ("editor", False),
    ("/desk/v1/status", "get"): ("editor", False),
    ("/desk/v1/releases", "get"): ("editor", False),
    ("/desk/v1/releases/{release}/restore", "post"): ("approver", False),
    ("/desk/v1/publish", "post"): ("approver", False),
    ("/desk/v1/jobs/{job}", "get"): ("editor", False),
    ("/desk/v1/log", "get"): ("editor", False),
    ("/desk/v1/tokens", "get"): ("approver", True),
    ("/desk/v1/tokens", "post"): ("approver", True),
    ("/desk/v1/tokens/{name}", "delete"): ("approver", True),
    ("/desk/v1/drafts", "get"): ("editor", False),
    ("/desk/v1/drafts", "post"): ("editor", False),
    ("/desk/v1/drafts/{draft}", "get"): ("editor", False),
    ("/desk/v1/drafts/{draft}", "delete"): ("editor", False),
    ("/desk/v1/drafts/{draft}/files", "post"): ("editor", False),
    ("/desk/v1/drafts/{draft}/files/{file}", "post"): ("editor", False),
    ("/desk/v1/drafts/{draft}/findings", "get"): ("editor", False),
    ("/desk/v1/drafts/{draft}/tables/{table}", "get"): ("editor", False),
    ("/desk/v1/drafts/{draft}/cells", "post"): ("editor", False),
    ("/desk/v1/drafts/{draft}/rows/remove", "post"): ("editor", False),
    ("/desk/v1/drafts/{draft}/accept", "post"): ("editor", False),
    ("/desk/v1/drafts/{draft}/diff", "get"): ("editor", False),
    ("/desk/v1/drafts/{draft}/reasons", "post"): ("editor", False),
    ("/desk/v1/drafts/{draft}/clashes", "get"): ("editor", False),
    ("/desk/v1/drafts/{draft}/rebase", "post"): ("editor", False),
    ("/desk/v1/drafts/{draft}/propose", "post"): ("editor", False),
    ("/desk/v1/drafts/{draft}/approve", "post"): ("approver", False),
    ("/desk/v1/drafts/{draft}/publish", "post"): ("approver", False),
    ("/desk/v1/drafts/{draft}/uploads/{upload}", "get"): ("editor", False),
    ("/desk/v1/drafts/{draft}/workbook", "get"): ("editor", False),
}
# Pages that a form is sent to, and who may: an editor gets 403, an approver something else.
FORMS = {"/desk/restore": "approver", "/desk/publish": "approver", "/desk/tokens": "approver", "/desk/tokens/remove": "approver",
         "/desk/draft/approve": "approver", "/desk/draft/publish": "approver", "/desk/drafts": "editor", "/desk/draft/files": "editor",
         "/desk/draft/map": "editor", "/desk/draft/drop": "editor", "/desk/draft/accept": "editor", "/desk/draft/cell": "editor",
         "/desk/draft/remove": "editor", "/desk/draft/reason": "editor", "/desk/draft/rebase": "editor", "/desk/draft/propose": "editor",
         "/desk/password": "editor", "/desk/sign-out": "editor", "/desk/sign-out-everywhere": "editor"}


def ask(desk, path, method, **fields):
    """With arguments that are there and wrong: whoever is let in gets 404 or 422, and nothing is changed."""
    bodies = {"/cells": {"table": "observations", "row": "1", "column": "value"}, "/remove": {"table": "observations", "row": "1"},
              "/accept": {"rule": "x"}, "/rebase": {"take": "mine"},
              "/reasons": {"table": "observations", "id": "x", "kind": "correction", "reason": "x"}}
    for placeholder in ("{draft}", "{file}", "{table}", "{upload}"):
        path = path.replace(placeholder, "nothing")
    if "/drafts/" in path and method == "post" and not path.endswith("/files"):
        body = bodies.get("/" + path.rsplit("/", 1)[1])
        return requests.request(method, desk.url + path, json=body, headers=fields, timeout=30, allow_redirects=False)
    path = path.replace("{release}", "999").replace("{job}", "999").replace("{name}", "nothing")
    body = {"reason": "x"} if path.endswith("/restore") else {"message": "\n"} if path.endswith("/publish") else \
        {"name": "A", "role": "editor", "until": "2099-01-01"} if path.endswith("/tokens") and method == "post" else None
    return requests.request(method, desk.url + path, json=body, headers=fields, timeout=30, allow_redirects=False)


def test_roles_routes_and_methods(desk, hanako, taro):
    document = requests.get(desk.url + "/desk/v1/openapi.json", timeout=30).json()
    stated = {(path, method): (operation["x-role"], {"token": []} not in operation["security"])
              for path, operations in document["paths"].items() for method, operation in operations.items()}
    assert stated == TABLE
    who = {"nobody": {}, "editor": hanako_or(taro), "approver": hanako_or(hanako),
           "editor token": {"Authorization": "Bearer " + add_token(desk.store, "reader", "editor")},
           "approver token": {"Authorization": "Bearer " + add_token(desk.store, "writer", "approver")}}
    for (path, method), (role, people) in TABLE.items():
        for name, fields in who.items():
            answer = ask(desk, path, method, **fields)
            if name == "nobody":  # a write of nobody in particular is no write of a page, either
                assert answer.status_code == (401 if method == "get" else 403), (path, method, name)
            elif role == "approver" and name.startswith("editor") or people and name.endswith("token"):
                assert answer.status_code == 403, (path, method, name)
            else:
                assert answer.status_code in (200, 404, 422) or (answer.status_code == 400 and "file" in answer.text), (
                    path, method, name, answer.text)
    assert hanako.get("/desk/v1/status").json()["current"] == 2


def hanako_or(browser):
    return browser.fields({})


def test_forms_of_approvers_are_not_for_editors_and_none_is_for_nobody(desk, taro):
    for path, role in FORMS.items():
        if role == "approver":
            answer = taro.post(path, {})
            assert answer.status_code == 403 and "approver" in answer.text, path
        assert Browser(desk).post(path, {}).status_code == 401, path


def test_other_methods_are_refused_with_those_that_there_are(desk, hanako):
    for method, path, allowed in (("PUT", "/desk", "GET, HEAD, POST, DELETE"), ("POST", "/desk/v1/status", "GET"),
                                  ("GET", "/desk/restore-nothing", None), ("DELETE", "/desk/v1/tokens", "GET, POST"),
                                  ("GET", "/desk/publish", "POST")):
        answer = requests.request(method, desk.url + path, headers=hanako.fields({}), timeout=30)
        assert (answer.status_code, answer.headers.get("Allow")) == (405 if allowed else 404, allowed), (method, path)


def test_a_token_is_refused_once_it_is_removed(desk, hanako):
    made = hanako.post("/desk/tokens", {"name": "nightly", "role": "editor", "until": "2099-01-01"})
    token = made.text.split("<code>")[1].split("</code>")[0]
    fields = {"Authorization": f"Bearer {token}"}
    assert ask(desk, "/desk/v1/account", "get", **fields).json() == {"who": "token nightly", "role": "editor"}
    assert token not in hanako.get("/desk/account").text
    assert hanako.post("/desk/tokens/remove", {"name": "nightly"}).status_code == 303
    assert ask(desk, "/desk/v1/account", "get", **fields).status_code == 401


def test_what_is_no_token_is_refused_even_with_a_session(hanako):
    for given in ("Bearer", "Bearer ", "Bearer x", "Basic aGFuYWtvOng=", "Bearer hiraku-desk-" + "0" * 64):
        assert hanako.get("/desk/v1/account", Authorization=given).status_code == 401, given


def test_a_token_is_none_for_pages(desk):
    """They are for people: a token in the field does not open them."""
    fields = {"Authorization": "Bearer " + add_token(desk.store)}
    answer = requests.get(desk.url + "/desk", headers=fields, timeout=30, allow_redirects=False)
    assert answer.status_code == 303
