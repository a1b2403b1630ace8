"""What a crawler meets that follows every link, as far as pages let it: it comes to an end, every link answers, and no page has two addresses
without saying which one is meant.
"""

import collections
import hashlib
import html
import http.client
import re
import urllib.parse

import pytest

from conftest import fetch

# Beyond so many addresses something makes links without end: a sample of some hundred records is not that large.
BOUND = 20000
# The reference of all local governments is much larger than the rest: so many of its records stand for all.
MANY = re.compile(r"/(v1/)?municipalities/(?!14)\d")
# Data in the forms of programs; test_pages.py asks for all of them.
FORMS = re.compile(r"/[^?]*\.(json|csv|rdf|ttl|nt|jsonld|ndjson|atom|svg|txt|bib|ris|csl)(\?|$)")
DISALLOWED = re.compile(r"/v1/downloads/|/v1/releases/[^/]*/downloads/")


class Crawl:
    """Every address that links lead to, with status, where it led, and of pages their canonical address and content."""

    def __init__(self, server):
        self.connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=60)
        self.status, self.led, self.canonical, self.content, self.hidden = {}, {}, {}, {}, set()
        self.queue = collections.deque(["/"])
        self.seen = {"/"}
        while self.queue:
            assert len(self.seen) < BOUND, "links without end: " + " ".join(list(self.queue)[-5:])
            self.visit(self.queue.popleft())

    def visit(self, target):
        self.connection.request("GET", target, headers={"Accept": "text/html,*/*;q=0.8", "Accept-Language": "ja"})
        answer = self.connection.getresponse()
        body = answer.read()
        self.status[target] = answer.status
        if answer.status in (303, 308):
            self.led[target] = answer.headers["Location"]
            self.follow(target, self.led[target])
        elif answer.headers["Content-Type"].startswith("text/html"):
            self.read(target, body.decode("utf-8"))

    def read(self, target, text):
        canonical = re.findall(r'<link rel="canonical" href="([^"]*)"', text)
        self.canonical[target] = [html.unescape(one) for one in canonical]
        self.content[target] = hashlib.sha256(text.encode()).hexdigest()
        if '<meta name="robots" content="noindex' in text:
            self.hidden.add(target)
        if '<meta name="robots" content="noindex, nofollow"' in text:
            return
        for link in re.findall(r'<a (?:[^>]* )?href="([^"]*)"', text):
            self.follow(target, html.unescape(link))

    def follow(self, target, link):
        address = urllib.parse.urldefrag(urllib.parse.urljoin(target, link))[0]
        if (not address.startswith("/") or address in self.seen or
                any(pattern.match(address) for pattern in (MANY, FORMS, DISALLOWED))):
            return
        self.seen.add(address)
        self.queue.append(address)


@pytest.fixture(scope="module")
def crawl(server):
    return Crawl(server)


def test_a_crawler_comes_to_an_end(crawl, record_property):
    record_property("addresses", len(crawl.seen))
    record_property("pages", len(crawl.content))
    print(f"{len(crawl.seen)} addresses, {len(crawl.content)} pages, {len(crawl.hidden)} of them not for search engines")
    assert len(crawl.content) > 1000 and crawl.queue == collections.deque()


def test_every_link_answers_or_leads_on(crawl):
    assert {target: status for target, status in crawl.status.items() if status not in (200, 303, 308)} == {}


def test_the_same_page_under_two_addresses_says_which_one_is_meant(crawl):
    assert [target for target, canonical in crawl.canonical.items() if len(canonical) != 1] == []
    meant = collections.defaultdict(set)
    for target, content in crawl.content.items():
        meant[content].add(crawl.canonical[target][0])
    assert [addresses for addresses in meant.values() if len(addresses) > 1] == []


def test_the_address_that_is_meant_answers_with_the_page(crawl, server):
    base = fetch(server, "/v1/instance").json()["base_url"]
    for target, canonical in crawl.canonical.items():
        meant = canonical[0][len(base):]
        assert canonical[0].startswith(base) and (meant in crawl.content or fetch(server, meant).status_code == 200), target
