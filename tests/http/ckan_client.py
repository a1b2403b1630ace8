"""Calls of CKAN's Action API as clients send them."""

import decimal
import json

import requests

API = "/api/3/action/"
JSON = "application/json;charset=utf-8"


def get(server, action, **parameters):
    """With parameters in the URL; a list is repeated."""
    return requests.get(server.url + API + action, params=parameters, headers={"Accept-Language": "en"}, timeout=60)


def post(server, action, body=None, **parameters):
    """As ckanapi and npm's ckan send it: one JSON object."""
    return requests.post(server.url + API + action, params=parameters, data=json.dumps(body or {}).encode(),
                         headers={"Content-Type": "application/json", "Accept-Language": "en"}, timeout=60)


def result(answer):
    """Of a call that succeeds; figures keep their digits."""
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, JSON), answer.text[:500]
    body = json.loads(answer.text, parse_float=decimal.Decimal)
    assert list(body) == ["help", "success", "result"] and body["success"] is True
    return body["result"]


def call(server, action, **parameters):
    return result(post(server, action, parameters))


def refused(answer, number, kind):
    """The error of a call that CKAN refuses with this status and `__type`."""
    assert (answer.status_code, answer.headers["Content-Type"]) == (number, JSON), answer.text[:500]
    body = answer.json()
    assert body["success"] is False and "/api/3/action/help_show?name=" in body["help"]
    assert body["error"].pop("__type") == kind
    return body["error"]
