"""Atom feeds of releases (RFC 4287, archives: RFC 5005 s.4), read by feedparser and held against the rules of the RFC."""

import datetime
import re
import shutil
import time
import xml.etree.ElementTree as ET

import feedparser
import pytest

from conftest import fetch, publish_directory, run_program, serve_store
from small_instance import Instance, OBSERVATION_HEADER

ATOM, HISTORY, XHTML = "{http://www.w3.org/2005/Atom}", "{http://purl.org/syndication/history/1.0}", "{http://www.w3.org/1999/xhtml}"
LAST = 47
BASE = "https://data.example.jp"
REASONS = "table,id,column,kind,note_ja,note_en,decided_on"
LANGUAGES = ["ja", "en"]
ENDING = {"kpi": "visitors", "date": "2030-03-31", "successor": "/v1/kpis/rate", "reason_ja": "定義を改めます。",
          "reason_en": "It is defined anew."}

# What each release does, besides a new figure of `rate`, which every one has.
FIGURES_OF_VISITORS = {4, 9, 30, 35}
ROW_OF_VISITORS = {18}
ENDING_OF_VISITORS = {25}
ROW_OF_FIRST = {12}
CHALLENGE_OF_FIRST = {15, 19, 22}  # it comes, changes, goes over to the other programme
CHALLENGE_OF_SECOND = {22, 41}     # it is there, and gone


def figure(kpi, period):
    return f"{kpi}.{period}.actual.level._._._"


def reason(kpi, period, kind):
    return f"observations,{figure(kpi, period)},value,{kind},訳,why,2025-06-01"


def write_release(instance, number):
    """The folder as release `number` has it, and the options of its publication."""
    later = [number >= one for one in (4, 9, 30, 35)]
    first, second, third = 120 + later[0], 100 + later[1], 80 + later[1]
    instance.observe(f"visitors,FY2020,actual,level,,,,{second},,exact,final,plan,",
                     *([] if later[2] else [f"visitors,FY2021,actual,level,,,,{first},,exact,final,plan,"]),
                     f"visitors,FY2022,actual,level,,,,{third},,exact,final,plan,",
                     *(["visitors,FY2023,actual,level,,,,90,,exact,final,plan,"] if later[3] else []),
                     f"rate,2020,actual,level,,,,{number}.0,,exact,provisional,report,")
    instance.write("kpis", ["id,kind,program,name_ja,name_en,unit_ja,decimals,nature,frequency,source,note_ja",
                            f"visitors,kpi,first,来訪者数,Visitors,人,0,flow,yearly,plan,{'注' if number >= 18 else ''}",
                            "rate,statistic,,割合,,%,1,ratio,irregular,plan,"])
    instance.write("programs", ["id,name_ja,name_en,kind,status,source",
                                f"first,{'新' if number >= 12 else ''}事業,First,plan,running,plan", "second,別事業,,plan,running,plan"])
    program = "second" if number >= 22 else "first"
    instance.write("challenges", ["id,program,title_ja,title_en,source",
                                  *([f"c1,{program},課題{'一' if number >= 19 else ''},,plan"] if 15 <= number < 41 else [])])
    reasons = {4: [reason("visitors", "FY2021", "correction")],
               9: [reason("visitors", "FY2020", "correction"), reason("visitors", "FY2022", "update"), reason("rate", "2020", "update")],
               30: [f"observations,{figure('visitors', 'FY2021')},,withdrawal,訳,why,2025-06-01"]}.get(number)
    instance.write("corrections", [REASONS, *(reasons or [])])
    instance.instance(endings=[ENDING] if number >= 25 else None, title_ja="改題" if number >= 44 else "試験")
    return ["--message", "誤りを<直した>", "--message-en", "mended & done"] if number == 4 else []


def publish_next(store, instance, number):
    publish_directory(store, instance.path, "--no-downloads", *write_release(instance, number))


@pytest.fixture(scope="module")
def history(tmp_path_factory):
    folder = tmp_path_factory.mktemp("feeds")
    instance, store = Instance(folder / "instance"), folder / "store"
    for number in range(1, LAST + 1):
        publish_next(store, instance, number)
        if number == 21:
            shutil.copytree(store, folder / "early", symlinks=True)
    with serve_store(store) as server:
        server.early = folder / "early"
        yield server


def get(server, address):
    """Of an absolute address, which is that of the instance."""
    answer = fetch(server, address.removeprefix(BASE))
    assert answer.status_code == 200, answer.text
    return answer


def links(document, relation):
    return [one["href"] for one in document.feed.links if one["rel"] == relation]


def walk(server, address):
    """The newest page and all archives, the newest first, as feedparser reads them."""
    found = []
    while address:
        document = feedparser.parse(get(server, address).content)
        assert not document.bozo, document.get("bozo_exception")
        found.append(document)
        address = next(iter(links(document, "prev-archive")), None)
    return found


def numbers(documents):
    return [int(entry.id.rsplit("-", 1)[1]) for document in documents for entry in document.entries]


def titles(server, path):
    return {int(entry.id.rsplit("-", 1)[1]): entry.title for document in walk(server, path) for entry in document.entries}


# --- which releases ---


def test_the_newest_page_has_the_newest_twenty_releases(history):
    newest = feedparser.parse(get(history, "/v1/feed.atom").content)
    assert numbers([newest]) == list(range(LAST, LAST - 20, -1))


def test_archives_hold_every_release_of_theirs_once(history):
    newest, *archives = walk(history, "/v1/feed.atom")
    assert [numbers([one]) for one in archives] == [list(range(40, 20, -1)), list(range(20, 0, -1))]
    assert set(numbers([newest, *archives])) == set(range(1, LAST + 1))


def test_archives_lead_forwards_to_the_newest_page(history):
    newest, second, first = walk(history, "/v1/feed.atom")
    assert links(first, "next-archive") == links(second, "self")
    assert links(first, "current") == links(second, "current") == links(newest, "self")
    assert links(first, "prev-archive") == []
    answer = fetch(history, links(second, "next-archive")[0].removeprefix(BASE))
    assert answer.history[0].status_code == 303 and answer.url.removeprefix(history.url) == links(newest, "self")[0].removeprefix(BASE)


@pytest.mark.parametrize("path, expected", [
    ("/v1/feeds/kpis/visitors.atom", {1} | FIGURES_OF_VISITORS | ROW_OF_VISITORS | ENDING_OF_VISITORS),
    ("/v1/feeds/programs/first.atom", {1} | ROW_OF_FIRST | CHALLENGE_OF_FIRST | ROW_OF_VISITORS | FIGURES_OF_VISITORS),
    ("/v1/feeds/programs/second.atom", {1} | CHALLENGE_OF_SECOND),
    ("/v1/feeds/challenges/c1.atom", CHALLENGE_OF_FIRST | CHALLENGE_OF_SECOND),
    ("/v1/feeds/kpis.atom", {1} | ROW_OF_VISITORS),
    ("/v1/feeds/programs.atom", {1} | ROW_OF_FIRST),
    ("/v1/feeds/challenges.atom", {1} | CHALLENGE_OF_FIRST | CHALLENGE_OF_SECOND),
    ("/v1/feeds/observations.atom", set(range(1, LAST + 1))),
])
def test_a_feed_has_the_releases_that_touched_what_it_is_about(history, path, expected):
    newest, *archives = walk(history, path)
    assert set(numbers(archives)) == {one for one in expected if one <= 40}
    assert numbers([newest]) == sorted(expected, reverse=True)[:20]


# --- words ---


@pytest.mark.parametrize("lang, release, said", [
    ("ja", 4, "1件の数値が変わりました（訂正1）"),
    ("en", 4, "1 figure changed (1 correction)"),
    ("ja", 9, "2件の数値が変わりました（訂正1、更新1）"),
    ("en", 9, "2 figures changed (1 correction, 1 update)"),
    ("ja", 18, "「指標」の1行が変わりました"),
    ("ja", 25, "指標 visitorsは2030-03-31で終わります（後継: /v1/kpis/rate）。定義を改めます。"),
    ("en", 25, "KPI visitors ends on 2030-03-31 (in its place: /v1/kpis/rate): It is defined anew."),
    ("ja", 30, "1件の数値がなくなりました（取下げ1）"),
    ("en", 30, "1 figure removed (1 withdrawal)"),
    ("ja", 35, "1件の数値が加わりました"),
    ("ja", 1, "最初の公開"),
])
def test_a_title_says_how_many_figures_changed_and_why(history, lang, release, said):
    assert titles(history, f"/v1/feeds/kpis/visitors.atom?lang={lang}")[release] == said


def test_a_title_of_the_instance_counts_all_and_names_tables(history):
    found = titles(history, "/v1/feed.atom")
    assert found[9] == "3件の数値が変わりました（訂正1、更新2）"
    assert found[4] == "2件の数値が変わりました（訂正1、理由なし1）"
    assert found[15] == "1件の数値が変わりました（理由なし1）。「課題」の1行が加わりました"
    assert found[41] == "1件の数値が変わりました（理由なし1）。「課題」の1行がなくなりました（理由なし1）"
    assert found[44] == "1件の数値が変わりました（理由なし1）。公開者の設定が変わりました"
    assert found[1] == "最初の公開（12行）"


def test_the_remark_of_the_publisher_is_the_summary(history):
    for lang, said in (("ja", "誤りを<直した>"), ("en", "mended & done")):
        root = ET.fromstring(get(history, f"/v1/feed.atom?archive=1&lang={lang}").content)
        summaries = {entry.findtext(f"{ATOM}id").rsplit("-", 1)[1]: entry.findtext(f"{ATOM}summary") for entry in root.iter(f"{ATOM}entry")}
        assert {number: text for number, text in summaries.items() if text} == {"4": said}


def test_the_language_follows_the_reader_and_the_parameter(history):
    for lang in LANGUAGES:
        answer = fetch(history, "/v1/feed.atom", **{"Accept-Language": lang})
        assert ET.fromstring(answer.content).get("{http://www.w3.org/XML/1998/namespace}lang") == lang
        assert answer.headers["Content-Language"] == lang and "Accept-Language" in answer.headers["Vary"]
        assert answer.content == get(history, f"/v1/feed.atom?lang={lang}").content


def test_both_languages_have_the_same_ids(history):
    japanese, english = (walk(history, f"/v1/feeds/programs/first.atom?lang={lang}") for lang in LANGUAGES)
    assert [entry.id for one in japanese for entry in one.entries] == [entry.id for one in english for entry in one.entries]


def test_a_record_is_called_by_its_name_of_then(history):
    newest, second, first = walk(history, "/v1/feeds/programs/first.atom")
    assert "新事業" in newest.feed.title and "改題" in newest.feed.title
    assert "事業（試験）" in first.feed.title


# --- links ---


@pytest.mark.parametrize("path", ["/v1/feed.atom", "/v1/feeds/kpis/visitors.atom", "/v1/feeds/programs/first.atom", "/v1/feeds/challenges.atom"])
def test_links_of_entries_lead_to_changes_of_their_release(history, path):
    for document in walk(history, path):
        for entry in document.entries:
            release = int(entry.id.rsplit("-", 1)[1])
            assert entry.link.startswith(f"{BASE}/v1/releases/{release}")
            found = get(history, entry.link).json()
            assert "/changes" not in entry.link or {one["release"] for one in found["items"]} == {release}


def test_an_entry_leads_people_to_a_page_and_programs_to_data(history):
    for entry in feedparser.parse(get(history, "/v1/feed.atom").content).entries:
        related = {one["type"]: one["href"].replace(BASE, "") for one in entry.links if one["rel"] == "related"}
        release = int(entry.id.rsplit("-", 1)[1])
        assert related in ({}, {"text/html": f"/releases/{release}", "application/json": f"/v1/releases/{release}.json"})
        assert all(fetch(history, path).status_code == 200 for path in related.values())


def test_a_kpi_leads_to_its_own_changes_only(history):
    document = feedparser.parse(get(history, "/v1/feeds/kpis/visitors.atom").content)
    entry = next(one for one in document.entries if one.id.endswith("-9"))
    found = get(history, entry.link).json()["items"]
    assert sorted(one["id"] for one in found) == [figure("visitors", "FY2020"), figure("visitors", "FY2022")]
    (inner,) = re.findall(r'href="([^"]+)"', entry.content[0].value)
    assert get(history, inner.replace("&amp;", "&")).json()["items"] == found


def test_pages_name_the_feed(history):
    for lang in LANGUAGES:
        page = fetch(history, f"/docs?lang={lang}").text
        (link,) = re.findall(r'<link rel="alternate" type="application/atom\+xml" href="([^"]+)">', page)
        assert feedparser.parse(get(history, link).content).feed.language == lang
    assert fetch(history, "/").json()["feed"] == "/v1/feed.atom"
    assert 'href="/v1/feeds/kpis.atom"' in fetch(history, "/v1/datasets/kpis.html").text


@pytest.mark.parametrize("path", ["/v1/feed.atom", "/v1/feeds/kpis.atom", "/v1/feeds/kpis/visitors.atom"])
def test_a_feed_leads_to_the_page_of_its_subject_which_leads_back(history, path):
    for lang in LANGUAGES:
        document = feedparser.parse(get(history, f"{path}?lang={lang}").content)
        page = fetch(history, document.feed.link.removeprefix(BASE), Accept="text/html")
        assert page.status_code == 200 and page.headers["Content-Language"] == lang
        assert re.findall(r'<link rel="alternate" type="application/atom\+xml" href="([^"]+)">', page.text) == [f"{path}?lang={lang}"]


# --- RFC 4287 ---

ONCE = {"feed": ["id", "title", "updated"], "entry": ["id", "title", "updated"]}
AT_MOST_ONCE = {"feed": ["generator", "icon", "logo", "rights", "subtitle"], "entry": ["content", "published", "rights", "source", "summary"]}
MANY = {"feed": ["author", "category", "contributor", "link", "entry"], "entry": ["author", "category", "contributor", "link"]}
DATE = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)")  # s.3.3: T and Z in upper case


def is_absolute(address):
    return re.fullmatch(r"https?://[^\s<>\"{}|\\^`/]+(/[^\s<>\"{}|\\^`]*)?", address) is not None


def broken_rules(element):
    """The MUSTs of RFC 4287 s.3 and s.4 that a feed or an entry breaks."""
    kind, wrong = element.tag.removeprefix(ATOM), []
    own = [one.tag.removeprefix(ATOM) for one in element if one.tag.startswith(ATOM)]
    wrong += [f"{name} not once" for name in ONCE[kind] if own.count(name) != 1]
    wrong += [f"{name} twice" for name in AT_MOST_ONCE[kind] if own.count(name) > 1]
    wrong += [f"no {name} of Atom" for name in own if name not in ONCE[kind] + AT_MOST_ONCE[kind] + MANY[kind]]
    wrong += [f"{one.text} is no date" for name in ("updated", "published") for one in element.findall(ATOM + name) if not DATE.fullmatch(one.text)]
    wrong += [f"{one.text} is no IRI" for one in element.findall(ATOM + "id") if not is_absolute(one.text)]
    wrong += ["a link without an absolute address" for one in element.findall(ATOM + "link") if not is_absolute(one.get("href", ""))]
    alternates = [(one.get("type"), one.get("hreflang")) for one in element.findall(ATOM + "link") if one.get("rel", "alternate") == "alternate"]
    wrong += ["alternates of one type and language"] if len(set(alternates)) < len(alternates) else []
    for text in [one for name in ("title", "summary", "rights", "content") for one in element.findall(ATOM + name)]:
        if text.get("type", "text") == "text":
            wrong += ["elements in text"] if len(text) else []
        elif text.get("type") == "xhtml":
            wrong += ["not one div"] if [one.tag for one in text] != [XHTML + "div"] else []
    for author in element.findall(ATOM + "author"):
        wrong += ["an author without one name"] if len(author.findall(ATOM + "name")) != 1 else []
    if kind == "feed":
        wrong += ["no author"] if not element.findall(ATOM + "author") and any(not one.findall(ATOM + "author") for one in element.findall(ATOM + "entry")) else []
        ids = [one.findtext(ATOM + "id") for one in element.findall(ATOM + "entry")]
        wrong += ["an id twice"] if len(set(ids)) < len(ids) else []
        for entry in element.findall(ATOM + "entry"):
            wrong += broken_rules(entry)
    elif "content" not in own and not alternates:
        wrong.append("neither content nor alternate")
    return wrong


@pytest.mark.parametrize("path", ["/v1/feed.atom", "/v1/feed.atom?archive=1", "/v1/feed.atom?archive=2&lang=en", "/v1/feeds/kpis/visitors.atom",
                                  "/v1/feeds/kpis/rate.atom?archive=1", "/v1/feeds/programs/second.atom?archive=1", "/v1/feeds/sources.atom?archive=2"])
def test_a_feed_keeps_the_rules_of_atom(history, path):
    answer = get(history, path)
    assert answer.headers["Content-Type"] == "application/atom+xml"
    root = ET.fromstring(answer.content)
    assert root.tag == ATOM + "feed" and broken_rules(root) == []
    is_archive = "archive=" in path
    assert bool(root.findall(HISTORY + "archive")) == is_archive
    relations = [one.get("rel") for one in root.findall(ATOM + "link")]
    assert relations.count("self") == 1 and relations.count("license") == 1
    assert relations.count("current") == is_archive
    newest = max((one.findtext(ATOM + "updated") for one in root.findall(ATOM + "entry")), default=root.findtext(ATOM + "updated"))
    assert root.findtext(ATOM + "updated") == newest


def test_a_broken_rule_is_seen():
    entry = "<entry><id>a</id><title>t<b/></title><updated>2026-11-30 00:00:00Z</updated><link href='/x'/><link href='/x'/></entry>"
    root = ET.fromstring(f"<feed xmlns='{ATOM[1:-1]}'><title>t</title><title>t</title><updated>2026-11-30T00:00:00Z</updated>{entry}</feed>")
    assert broken_rules(root) == ["id not once", "title not once", "no author", "2026-11-30 00:00:00Z is no date", "a is no IRI",
                                  *["a link without an absolute address"] * 2, "alternates of one type and language", "elements in text"]


def test_the_publisher_is_the_author_and_the_licence_the_rights(history):
    feed = feedparser.parse(get(history, "/v1/feed.atom").content).feed
    assert feed.author_detail.name == "試験市"
    assert "https://creativecommons.org/licenses/by/4.0/" in feed.rights
    assert links(feedparser.FeedParserDict(feed=feed), "license") == ["https://creativecommons.org/licenses/by/4.0/"]


def test_times_are_those_of_the_releases(history):
    published = {one["number"]: one["published_at"] for one in fetch(history, "/v1/releases?limit=100").json()["items"]}
    for document in walk(history, "/v1/feed.atom"):
        assert [(entry.published, entry.updated) for entry in document.entries] == [(published[n], published[n]) for n in numbers([document])]


# --- caches ---


def test_a_feed_that_is_the_same_is_304(history):
    for path in ("/v1/feed.atom", "/v1/feeds/kpis/visitors.atom?archive=2"):
        answer = get(history, path)
        again = fetch(history, path, **{"If-None-Match": answer.headers["ETag"]})
        assert again.status_code == 304 and again.content == b""
        assert fetch(history, path, **{"If-Modified-Since": answer.headers["Last-Modified"]}).status_code == 304
    moment = datetime.datetime.strptime(get(history, "/v1/feed.atom").headers["Last-Modified"], "%a, %d %b %Y %H:%M:%S GMT")
    assert feedparser.parse(get(history, "/v1/feed.atom").content).feed.updated == f"{moment.isoformat()}Z"


# --- what is not there ---


@pytest.mark.parametrize("path, status, said", [
    ("/v1/feed.atom?archive=4", 404, "2"), ("/v1/feed.atom?archive=0", 400, "archive"), ("/v1/feed.atom?archive=1&archive=1", 400, "archive"),
    ("/v1/feed.atom?lang=de", 400, "lang"), ("/v1/feed.atom?page=1", 400, "archive"), ("/v1/feeds/kpis/visitor.atom", 404, "visitors"),
    ("/v1/feeds/kpi.atom", 404, "kpis"), ("/v1/feeds/periods.atom", 404, "/v1/feed.atom"), ("/v1/feed.csv", 406, ".atom"),
])
def test_what_is_not_there_is_said_with_what_is(history, path, status, said):
    answer = fetch(history, path)
    assert answer.status_code == status and said in answer.text


# --- time goes on ---


@pytest.fixture
def grown(history, tmp_path):
    """The store as it was with 21 releases, to go on with."""
    shutil.copytree(history.early, tmp_path / "store", symlinks=True)
    return Instance(tmp_path / "instance"), tmp_path / "store"


ARCHIVES = ["/v1/feed.atom?archive=1", "/v1/feeds/kpis/visitors.atom?archive=1", "/v1/feeds/programs/first.atom?archive=1&lang=en",
            "/v1/feeds/challenges/c1.atom?archive=1"]


def test_an_archive_never_changes_and_ids_stay_when_the_instance_moves(grown, tmp_path):
    instance, store = grown
    with serve_store(store) as server:
        before = {path: get(server, path) for path in ARCHIVES}
        ids = [entry.id for entry in feedparser.parse(get(server, "/v1/feed.atom").content).entries]
    for number in range(22, 45):
        publish_next(store, instance, number)
    with serve_store(store) as server:
        after = {path: get(server, path) for path in ARCHIVES}
        assert {path: one.content for path, one in after.items()} == {path: one.content for path, one in before.items()}
    with serve_store(store, "--base-url", "https://new.example.jp/data") as server:
        moved = feedparser.parse(fetch(server, "/v1/feed.atom?archive=1").content)
        assert [entry.id for entry in moved.entries] == ids[1:] + [one for one in [f"{BASE}/v1/feed#release-1"] if one not in ids]
        assert all(entry.link.startswith("https://new.example.jp/data/v1/releases/") for entry in moved.entries)


def test_a_withdrawn_release_tells_only_that_and_why(grown):
    _, store = grown
    time.sleep(1.1)  # times are told in whole seconds
    assert run_program("withdraw", "--store", store, "--reason", "個人名があった", "--reason-en", "it named a person", "4").returncode == 0
    with serve_store(store) as server:
        for path in ("/v1/feed.atom?archive=1", "/v1/feeds/kpis/visitors.atom", "/v1/feeds/observations.atom"):
            document = feedparser.parse(get(server, path).content)
            entry = next(one for one in document.entries if one.id.endswith("-4"))
            assert entry.title == "公開版4は取り下げられました" and entry.summary == "個人名があった"
            assert "数値" not in entry.content[0].value and "直した" not in str(entry)
            assert entry.updated > entry.published and document.feed.updated >= entry.updated
            assert get(server, entry.link).json()["withdrawn_ja"] == "個人名があった"


def test_a_release_that_restores_an_earlier_one_says_so(grown):
    _, store = grown
    assert run_program("rollback", "--store", store, "3").returncode == 0
    with serve_store(store) as server:
        newest = feedparser.parse(get(server, "/v1/feed.atom?lang=en").content).entries[0]
        assert newest.title.startswith("Back to the data of release 3; ")


def test_a_very_large_release_is_told_by_the_rows_of_its_manifest(tmp_path):
    instance, store = Instance(tmp_path / "instance"), tmp_path / "store"
    days = [datetime.date(1960, 1, 1) + datetime.timedelta(days=one) for one in range(20000)]
    for number in (1, 2):
        instance.observe(*(f"rate,{day},actual,level,,,,{number}.0,,exact,provisional,report,{str(number) * 150}" for day in days))
        publish_directory(store, instance.path, "--no-downloads")
    assert (store / "releases" / "2" / "changes.csv").stat().st_size > 4 << 20
    with serve_store(store) as server:
        for path in ("/v1/feed.atom?lang=en", "/v1/feeds/observations.atom?lang=en"):
            entry = feedparser.parse(get(server, path).content).entries[0]
            assert entry.title == "20000 rows changed in Observations"
        assert titles(server, "/v1/feeds/kpis/rate.atom?lang=en") == {1: "First release", 2: "Changed in a large release (not counted)"}
