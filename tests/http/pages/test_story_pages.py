"""What became of what, as the pages tell it: compared with the facts of the sample, with a plain join of the tables' CSV, and
with what two made-up cities know of their own startups.
"""

import collections
import datetime
import re

import pytest
import requests

from conftest import fetch
from small_instance import Instance
from test_pages import BROWSER, HOSTILE, LANGUAGES, Page, read, rows

MISSING = {"ja": ("実証の記載なし", "結果の記載なし"), "en": ("no pilot on record", "no result on record")}


def items(page_text, of):
    """The sentences of a page: the text of each item of its list of that class, spaces as one."""
    found = re.search(rf'<ul class="{of}">(.*?)</ul>', page_text, re.S)
    return [" ".join(Page(f"<li>{item}</li>").text.split()) for item in re.findall(r"<li>(.*?)</li>", found[1], re.S)] if found else []


def html_of(server, target, language="ja"):
    answer = requests.get(server.url + target, headers={"Accept": BROWSER, "Accept-Language": language}, timeout=60)
    assert answer.status_code == 200, (target, answer.text[:500])
    return answer.text


def joined(tables):
    """Adoptions, their pilots, the results of these: a left join, as states."""
    for adoption in tables["adoptions"]:
        pilots = [row for row in tables["pilots"] if row["adoption"] == adoption["id"]]
        for pilot in pilots or [None]:
            results = [row for row in tables["results"] if pilot and row["pilot"] == pilot["id"]]
            for result in results or [None]:
                yield adoption, pilot, result


@pytest.fixture(scope="module")
def tables(server):
    return {table: rows(server, table) for table in ("adoptions", "pilots", "results", "startups", "programs")}


# --- what the source says of the two firms that Kumamoto adopted (facts, S1:17-25) ---

@pytest.mark.parametrize("path", ["/outcomes", "/programs/urban-innovation-kumamoto", "/rounds/urban-innovation-kumamoto-2020-h2"])
def test_who_was_adopted_and_what_became_of_each_is_said(server, path):
    first, second = items(html_of(server, path), "trail")
    assert "Civichat：「URBAN INNOVATION KUMAMOTO」（2020年下期）で採択" in first
    assert "段階は「予定」（2021年12月〜2022年2月）" in first and "その後は「不明」（最終報告、3月）" in first
    assert "ワイズ・リーディング：「URBAN INNOVATION KUMAMOTO」（2020年下期）で採択" in second
    assert "施設のオンライン予約システムを皮切りに" in second
    assert "段階は「不明」" in second and "その後は「非公表」（中間報告、3月）" in second


@pytest.mark.parametrize("path", ["/outcomes", "/programs/urban-innovation-kumamoto"])
def test_the_same_is_said_in_english(server, path):
    first, second = items(html_of(server, path, "en"), "trail")
    assert "Civichat: adopted in “URBAN INNOVATION KUMAMOTO” (Second half of 2020)" in first
    assert "planned (December 2021 – February 2022)" in first and "What became of it: unknown (final report, 3月)" in first
    assert "ワイズ・リーディング: adopted in “URBAN INNOVATION KUMAMOTO”" in second
    assert "What became of it: not published (interim report, 3月)" in second


@pytest.mark.parametrize("startup, other", [("civichat", "ワイズ・リーディング"), ("waizu-riidingu", "Civichat")])
def test_a_startup_tells_its_own_story_only(server, startup, other):
    said = items(html_of(server, f"/startups/{startup}"), "trail")
    assert len(said) == 1 and other not in said[0] and "URBAN INNOVATION KUMAMOTO" in said[0]


def test_a_programme_without_adoptions_tells_none(server):
    assert items(html_of(server, "/programs/kumamoto-city-pitch"), "trail") == []


# --- the table and the flow ---

@pytest.mark.parametrize("language", LANGUAGES)
def test_the_table_is_the_join_of_the_files(server, tables, language):
    shown = [row for row in read(server, "/outcomes", language).rows if row]
    wanted = list(joined(tables))
    assert len(shown) == len(wanted) == 2
    for cells, (adoption, pilot, result) in zip(shown, wanted):
        said = [adoption["startup"], adoption["program"], adoption["round"], adoption["challenge"], adoption["status"]]
        said += [cell for cell in (adoption["adopted_on"], adoption["period"]) if cell]
        said += [cell for cell in (pilot["stage"], pilot["period"], result["outcome"], result["period"]) if cell]
        assert cells == said


def flow(text):
    """The links of the broad picture: {"from → to": count}."""
    return {title.rsplit(" ", 1)[0]: int(title.rsplit(" ", 1)[1])
            for title in re.findall(r'<g class="hk-link"[^>]*><title>([^<]*)</title>', text.split('id="flow-narrow"')[0])}


def test_the_flow_counts_the_join(server):
    assert flow(html_of(server, "/outcomes", "en")) == {"adopted → planned": 1, "adopted → unknown": 1, "planned → unknown": 1,
                                                        "unknown → not published": 1}


def test_conditions_are_those_of_the_list(server, tables):
    one = read(server, "/outcomes?startup=civichat")
    assert [cells[0] for cells in one.rows if cells] == ["civichat"]
    assert [row for row in read(server, "/outcomes?round.period__ge=2022").rows if row] == []
    assert len([row for row in read(server, "/outcomes?round.period__ge=2020&round.period__le=2020").rows if row]) == 2
    assert '<option value="urban-innovation-kumamoto"' in html_of(server, "/outcomes?program=urban-innovation-kumamoto")


def test_the_page_has_one_address_and_a_form_without_script(server):
    answer = requests.get(server.url + "/outcomes?status=adopted&program=urban-innovation-kumamoto", allow_redirects=False,
                          headers={"Accept": BROWSER}, timeout=60)
    assert (answer.status_code, answer.headers["Location"]) == (308, "/outcomes?program=urban-innovation-kumamoto&status=adopted")
    page = read(server, "/outcomes")
    assert page.faults == [] and page.scripts() == [] and page.all("form", action="/outcomes")
    assert requests.get(server.url + "/outcomes?colour=red", headers={"Accept": BROWSER}, timeout=60).status_code == 400
    assert requests.get(server.url + "/outcomes?release=1&lang=en", headers={"Accept": BROWSER}, timeout=60).status_code == 200


# --- the time line ---

def drawn(text):
    """The events of the broad picture: {id: period}."""
    picture = re.search(r'<svg[^>]* id="timeline".*?</svg>', text, re.S)
    groups = re.findall(r'<g [^>]*data-place="[^"]*"[^>]*>', picture[0]) if picture else []
    return {(re.search('data-id="([^"]*)"', group)[1], re.search('data-place="([^"]*)"', group)[1]) for group in groups}


def periods(row):
    return {(row["id"], row[column]) for column in ("period", "adopted_on") if row.get(column)}


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_programme_has_its_dates_and_no_other_on_an_axis(server, tables, language):
    everything = {**tables, **{table: rows(server, table) for table in ("rounds", "events")}}
    pictures = 0
    for programme in tables["programs"]:
        wanted, of = periods(programme), lambda row: row.get("program") == programme["id"]
        adopted = {row["id"] for row in everything["adoptions"] if of(row)}
        tried = {row["id"] for row in everything["pilots"] if row["adoption"] in adopted}
        for table, chosen in (("rounds", of), ("adoptions", of), ("pilots", of), ("events", of),
                              ("results", lambda row: row["pilot"] in tried),
                              ("programs", lambda row: programme["id"] in (row["parent"], row["derived_from"]))):
            wanted = wanted.union(*(periods(row) for row in everything[table] if chosen(row)))
        assert drawn(html_of(server, f"/programs/{programme['id']}", language)) == wanted, programme["id"]
        pictures += bool(wanted)
    assert pictures > 5


def test_what_has_no_time_is_named_beneath(server):
    text = html_of(server, "/programs/urban-innovation-kumamoto")
    undated = re.search(r'<p class="undated">(.*?)</p>', text, re.S)[1]
    assert "/events/uik-sharing-session" in undated and "/adoptions/uik-2020-h2-civichat" in undated
    assert "/pilots/uik-civichat-pilot" not in undated and "participations" not in undated


def test_a_startup_has_its_pilot_on_an_axis(server):
    assert drawn(html_of(server, "/startups/civichat")) == {("uik-civichat-pilot", "2021-12/2022-02")}
    assert drawn(html_of(server, "/startups/waizu-riidingu")) == set()


# --- figures ---

@pytest.mark.parametrize("language", LANGUAGES)
def test_the_figures_of_a_programme_are_those_that_were_published(server, tables, language):
    figures, kpis = collections.defaultdict(set), rows(server, "kpis")
    for row in rows(server, "observations"):
        figures[row["kpi"]].add((row["period"], row["value"]))
    shown = 0
    for programme in tables["programs"]:
        text = html_of(server, f"/programs/{programme['id']}", language)
        cards = re.findall(r"<li><a href=.*?</li>", (re.findall(r'<ul class="cards sparks">(.*?)</ul>', text, re.S) or [""])[0], re.S)
        of = [kpi["id"] for kpi in kpis if kpi["program"] == programme["id"]]
        assert [re.search('/kpis/([^"?]*)', card)[1] for card in cards] == of[:12], programme["id"]
        for card, kpi in zip(cards, of):
            points = set(re.findall(r'data-place="([^"]*)" data-value="([^"]*)"', card))
            said = re.findall(r'<data value="([^"]*)"', card)
            assert points <= figures[kpi] and set(said) <= {value for _, value in figures[kpi]}, kpi
            shown += len(points)
    assert shown > 10


# --- what changed, and why ---

@pytest.fixture(scope="module")
def changed(tmp_path_factory, publish, serve):
    """A city that changed a stage with a reason and a name without one, took a pilot away and added another."""
    path = tmp_path_factory.mktemp("changed")
    town = city(path / "town", "alpha", "anna", "アンナ社")
    publish(path / "store", town.path)
    town.write("pilots", ["id,program,adoption,title_ja,stage,source", "try,alpha,first,試行,completed,plan",
                          "third,alpha,second,三度目,planned,plan"])
    town.write("results", ["id,pilot,kind,outcome,source", "end,try,final,continued,plan"])
    town.write("startups", ["id,name_ja,source", "anna,アンナ株式会社,plan"])
    town.write("corrections", ["table,id,column,decided_on,kind,note_ja,note_en",
                               "results,end,outcome,2024-05-01,correction,継続の誤り。,It goes on."])
    publish(path / "store", town.path, "--message", "直した", "--message-en", "Mended")
    with serve(path / "store") as server:
        yield server


def data_of(page):
    return [row for row in page.rows if row]


CHANGE = ("release", "table", "id", "change", "column", "old", "new", "kind", "decided_on")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("path", ["/changes", "/changes?table=results", "/changes?kind=correction", "/releases/2"])
def test_changes_are_those_of_the_api(changed, path, language):
    api = "/v1/releases/2/changes" if path == "/releases/2" else f"/v1{path}"
    wanted = fetch(changed, api).json()["items"]
    shown = data_of(read(changed, path, language))
    assert wanted and shown == [[str(row[name]) for name in CHANGE if row[name]] for row in wanted]


def test_a_change_says_why_in_the_language_of_the_page(changed):
    japanese, english = read(changed, "/changes"), read(changed, "/changes", "en")
    assert "訂正：継続の誤り。（2024年5月1日決定）" in japanese.text and "理由の記載なし" in japanese.text
    assert "correction: It goes on. (decided on 1 May 2024)" in english.text and "no reason stated" in english.text
    assert "調達・導入" in japanese.text and "procured" in english.text


@pytest.mark.parametrize("language", LANGUAGES)
def test_when_a_release_came_is_told_by_the_clocks_of_the_publisher(changed, language):
    """The made-up cities name none: Japan Standard Time (contrib/docs/old-releases.md)."""
    at = fetch(changed, "/v1/releases").json()["items"][0]["published_at"]
    there = datetime.datetime.fromisoformat(at.replace("Z", "+00:00")) + datetime.timedelta(hours=9)
    day = f"{there.year}年{there.month}月{there.day}日" if language == "ja" else f"{there.day} {there:%B} {there.year}"
    told = f"{day} {there:%H:%M}" if language == "ja" else f"{day}, {there:%H:%M}"
    assert day in read(changed, "/", language).text
    for path in ("/changes", "/releases", "/releases/2"):
        assert told in read(changed, path, language).text, path


def test_a_record_leads_to_all_that_changed_in_it(changed):
    link, = [link for link in read(changed, "/results/end").links if link.startswith("/changes?")]
    rows = data_of(read(changed, link))
    assert rows and {tuple(cells[1:3]) for cells in rows} == {("results", "end")}
    text = read(changed, "/changes?id=end&table=results").text
    assert "表：results" in text and "table：" not in text


def test_what_is_stated_in_one_language_is_not_kept_from_the_other(tmp_path, publish, serve, run):
    town = city(tmp_path / "town", "alpha", "anna", "アンナ社")
    publish(tmp_path / "store", town.path)
    town.write("startups", ["id,name_ja,source", "anna,アンナ株式会社,plan"])
    publish(tmp_path / "store", town.path, "--message", "直した")
    done = run("withdraw", "--store", tmp_path / "store", "--reason", "個人の名前があった", "1")
    assert done.returncode == 0, done.stderr
    with serve(tmp_path / "store") as server:
        for language in LANGUAGES:
            text = read(server, "/releases", language).text
            assert "個人の名前があった" in text and "直した" in text, language
        blocked = requests.get(server.url + "/startups/anna?release=1", headers={"Accept": BROWSER}, timeout=60)
        assert blocked.status_code == 451 and "/startups/anna" in Page(blocked.text).links


def test_a_page_is_quoted_by_its_own_title(server):
    kpi = "yokohama-oi-kpi1"
    for path, titles in ((f"/observations/{kpi}.FY2025.target.increment._._._", ("海外とのオープンイノベーションを通じた投資呼込額", "Investment attracted")),
                         ("/outcomes", ("採択された提案がその後どうなったか", "What became of the proposals that were adopted"))):
        for language, title in zip(LANGUAGES, titles):
            line = re.search(r"<blockquote[^>]*>.*?</blockquote>", html_of(server, path, language), re.S)[0]
            assert title in line and "?." not in line


def test_a_change_leads_to_its_record_unless_that_is_gone(changed):
    links = read(changed, "/changes").links
    assert {"/results/end", "/startups/anna", "/pilots/third", "/releases/2"} <= set(links) and "/pilots/retry" not in links


def test_changes_go_on_page_by_page(changed):
    seen, path = [], "/changes?limit=2"
    while path:
        page = read(changed, path)
        seen += data_of(page)
        path = next((link for link in page.links if "cursor=" in link and link.startswith("/changes")), None)
    assert len(seen) == 4 and seen == data_of(read(changed, "/changes"))


@pytest.mark.parametrize("path, field", [("/changes", "id"), ("/releases/2", "table"), ("/releases", "added"), ("/outcomes", "id")])
def test_a_page_with_a_look_of_its_own_shows_the_same_whatever_fields_are_chosen_for_its_data(changed, path, field):
    whole, chosen = (re.findall(r"<tr>.*?</tr>", html_of(changed, path + asked), re.S) for asked in ("", f"?fields={field}"))
    strip = [re.sub(r' href="[^"]*"', "", row) for row in chosen]
    assert whole and strip == [re.sub(r' href="[^"]*"', "", row) for row in whole]


@pytest.mark.parametrize("language", LANGUAGES)
def test_releases_are_those_of_the_api(changed, language):
    rows_of = fetch(changed, "/v1/releases").json()["items"]
    names = ("number", "published_at", "message_ja" if language == "ja" else "message_en", "rows", "added", "removed", "modified")
    assert data_of(read(changed, "/releases", language)) == [[str(row[name]) for name in names if row[name] is not None] for row in rows_of]
    facts = read(changed, "/releases/2", language).facts
    assert facts == {name: str(cell) for name, cell in rows_of[0].items() if cell is not None and name in facts}
    assert {"number", "message_ja", "message_en", "sha256"} <= set(facts)


@pytest.mark.parametrize("language, words", [("ja", "最初の公開版には比べる前の版がないため"), ("en", "there is none before it")])
def test_a_first_release_says_why_nothing_changed_in_it(server, changed, language, words):
    """Of two releases, /changes has the changes of the second; /releases/1 has none for ever."""
    for one, path, told in ((server, "/changes", True), (server, "/releases/1", True), (changed, "/releases/1", True),
                            (changed, "/changes?kind=withdrawal", False), (changed, "/changes", False)):
        answer = requests.get(f"{one.url}{path}", params={"lang": language}, timeout=60)
        assert answer.status_code == 200 and (words in answer.text) == told, path


def test_every_link_of_these_pages_answers(changed):
    wrong = []
    for page in ("/changes", "/releases", "/releases/1", "/releases/2", "/outcomes", "/changes?kind=correction&lang=en"):
        for link in set(read(changed, page).links):
            if link.startswith("/"):
                answer = requests.get(changed.url + link, headers={"Accept": BROWSER}, timeout=60)
                wrong += [(page, link, answer.status_code)] if answer.status_code != 200 else []
    assert wrong == []


@pytest.mark.parametrize("asked, page", [
    ("/v1/changes", "/changes"), ("/v1/changes?table=results", "/changes?table=results"), ("/v1/releases", "/releases"),
    ("/v1/releases/2", "/releases/2"), ("/v1/releases/2/changes?table=results", "/releases/2?table=results")])
def test_a_browser_is_led_to_the_page_and_a_program_gets_data(changed, asked, page):
    """So are links of feeds, which name the data."""
    answer = requests.get(changed.url + asked, headers={"Accept": BROWSER}, timeout=60)
    assert (answer.status_code, answer.url) == (200, changed.url + page) and Page(answer.text).faults == []
    assert fetch(changed, asked).headers["Content-Type"].startswith("application/json")


@pytest.mark.parametrize("path, status", [("/releases/9", 404), ("/releases/x", 404), ("/changes?table=zzz", 400),
                                          ("/changes?colour=red", 400), ("/releases?zzz=1", 400)])
def test_what_is_wrong_is_said(changed, path, status):
    answer = requests.get(changed.url + path, headers={"Accept": BROWSER}, timeout=60)
    assert answer.status_code == status and Page(answer.text).faults == []


# --- two made-up cities ---

def city(path, name, startup, what):
    """A city that adopted a firm twice: one proposal was tried twice, of the other nothing is on record."""
    town = Instance(path)
    town.write("programs", ["id,name_ja,kind,status,source", f"{name},{name}計画,challenge,running,plan"])
    town.write("startups", ["id,name_ja,source", f"{startup},{what},plan"])
    town.write("adoptions", ["id,program,startup,status,source", f"first,{name},{startup},adopted,plan",
                             f"second,{name},{startup},applied,plan"])
    town.write("pilots", ["id,program,adoption,title_ja,stage,source", f"try,{name},first,試行,completed,plan",
                          f"retry,{name},first,再試行,running,plan"])
    town.write("results", ["id,pilot,kind,outcome,source", "end,try,final,procured,plan"])
    return town


def test_what_is_not_on_record_is_said(tmp_path, publish, serve):
    town = city(tmp_path / "town", "alpha", "anna", "アンナ社")
    publish(tmp_path / "store", town.path)
    with serve(tmp_path / "store") as server:
        for language in LANGUAGES:
            text = html_of(server, "/outcomes", language)
            assert all(words in text for words in MISSING[language])
            pilot, result = MISSING[language]
            counted = collections.Counter()
            for adoption, tried, ended in joined({table: rows(server, table) for table in ("adoptions", "pilots", "results")}):
                counted[tried["stage"] if tried else pilot, ended["outcome"] if ended else result] += 1
            assert counted == {("completed", "procured"): 1, ("running", result): 1, (pilot, result): 1}
            assert len([row for row in Page(text).rows if row]) == 3
        assert flow(html_of(server, "/outcomes", "en")) == {
            "adopted → completed": 1, "adopted → running": 1, "applied → no pilot on record": 1,
            "completed → procured": 1, "running → no result on record": 1}
        said = items(html_of(server, "/startups/anna"), "trail")
        assert "その後は「調達・導入」" in said[0] and "結果の記載はなく" in said[0] and "実証実験の記載はない。" in said[1]


def test_no_city_speaks_of_another(tmp_path, publish, serve):
    for name, other in (("alpha", "beta"), ("beta", "alpha")):
        town = city(tmp_path / name, name, f"{name}-firm", f"{name}株式会社")
        publish(tmp_path / f"store-{name}", town.path)
        with serve(tmp_path / f"store-{name}") as server:
            for path in ("/outcomes", f"/programs/{name}", f"/startups/{name}-firm"):
                text = html_of(server, path)
                assert name in text and other not in text and "熊本" not in text and "KUMAMOTO" not in text, path


def test_hostile_text_stays_text(tmp_path, publish, serve):
    cell = '"' + HOSTILE.replace('"', '""') + '"'
    town = city(tmp_path / "town", "alpha", "anna", "アンナ社")
    publish(tmp_path / "store", town.path)
    town.write("startups", ["id,name_ja,source", f"anna,{cell},plan"])
    town.write("corrections", ["table,id,column,decided_on,kind,note_ja,note_en",
                               f"startups,anna,name_ja,2024-05-01,correction,{cell},{cell}"])
    publish(tmp_path / "store", town.path, "--message", HOSTILE)
    with serve(tmp_path / "store") as server:
        for path in ("/outcomes", "/startups/anna", "/programs/alpha", "/changes", "/releases", "/releases/2"):
            page = read(server, path)
            assert page.faults == page.scripts() == page.all("img") == [] and HOSTILE in page.text, path


# --- the first page ---

@pytest.mark.parametrize("language, words", [("ja", "目標値"), ("en", "target")])
def test_the_first_page_draws_each_key_indicator_with_its_newest_value(server, language, words):
    page = html_of(server, "/", language)
    cards = re.search(r'<ul class="cards sparks">(.*?)</ul>', page, re.S)[1].split("<li>")[1:]
    kpis = [row for row in rows(server, "kpis") if row["kind"] == "kpi"]
    assert len(cards) == len(kpis) > 0
    for kpi in kpis:
        card = next(card for card in cards if f'href="/kpis/{kpi["id"]}' in card)
        assert kpi[f"name_{language}"] in Page(card).text and "<svg" in card
        values = [row for row in rows(server, "observations") if row["kpi"] == kpi["id"] and row["value_type"] == "target"
                  and row["value"] and re.fullmatch(r"FY\d{4}", row["period"])]
        last = max(values, key=lambda row: row["period"])
        assert f'{float(last["value"]):,.2f}' in Page(card).text and words in Page(card).text
    assert re.search(r'href="/kpis\?kind=kpi"', page)
