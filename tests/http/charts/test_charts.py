"""Pictures of figures, read back: what is drawn is what the API says, at the place where it belongs.

Their text is XML for xmllint, and a picture for librsvg; numbers are compared as decimals.
"""

import base64
import datetime
import fractions
import hashlib
import json
import re
import shutil
import subprocess
import xml.etree.ElementTree

import pytest
import requests

import chart_instance
from conftest import ROOT, SAMPLE, publish_directory, serve_store
from drawn import SVG, bar, groups, numbers, place

PIXEL = 1
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"


@pytest.fixture(scope="module")
def city(tmp_path_factory):
    with chart_instance.served(tmp_path_factory.mktemp("charts")) as server:
        yield server


def get(server, path, **headers):
    return requests.get(server.url + path, headers=headers, timeout=60)


def picture(server, path, **headers):
    answer = get(server, path, **headers)
    assert answer.status_code == 200, answer.text
    assert answer.headers["Content-Type"] == "image/svg+xml"
    return xml.etree.ElementTree.fromstring(answer.content)


def kpis(server):
    items = get(server, "/v1/kpis?limit=1000").json()["items"]
    assert len(items) > 5
    return [item["id"] for item in items]


def figures(server, kpi):
    answer = json.loads(get(server, f"/v1/kpis/{kpi}/series?limit=1000").content, parse_float=str, parse_int=str)
    assert answer["complete"]
    return {item["id"]: item for item in answer["items"]}


# --- what is drawn is what is published ---

@pytest.mark.parametrize("which", ["sample", "made up"])
def test_every_value_is_drawn_as_it_is_published(server, city, which):
    asked = server if which == "sample" else city
    for kpi in kpis(asked):
        rows = figures(asked, kpi)
        drawn = picture(asked, f"/v1/kpis/{kpi}/chart.svg?width=1600")
        if groups(drawn, "hk-crowd"):
            continue  # test_drawn.py
        shown = {group.get("data-id"): group.get("data-value") for group in groups(drawn) + groups(drawn, "hk-missing")
                 if group.get("data-id")}
        assert shown == {key: row["value"] or "" for key, row in rows.items()}, kpi


def test_an_exact_number_keeps_all_its_digits(city):
    shown = {group.get("data-value") for group in groups(picture(city, "/v1/kpis/wide/chart.svg"))}
    assert shown == {"999999999999999999", "0.0000000001", "123456789012.3456"}


def test_what_is_missing_has_its_reason(city):
    drawn = picture(city, "/v1/kpis/supported/chart.svg?lang=en")
    missing, = groups(drawn, "hk-missing")
    assert missing.get("data-place") == "FY2022" and "not collected" in missing.find(SVG + "title").text
    drawn = picture(city, "/v1/kpis/monthly/chart.svg?lang=en")
    assert [group.get("data-place") for group in groups(drawn, "hk-missing")] == ["2023-07", "2023-08"]


def test_a_line_ends_where_a_value_is_missing(city):
    """Of the actual values of 2020, 2021, 2023 and 2024 two parts are left."""
    drawn = picture(city, "/v1/kpis/supported/chart.svg?value_type=actual")
    path, = [one.get("d") for one in drawn.iter(SVG + "path") if "L" in one.get("d") and "hk-stroke hk-c0" == one.get("class")
             and len(numbers(one.get("d"))) > 4]
    assert path.count("M") == 2 and path.count("L") == 2


def test_a_revised_value_shows_what_it_was(city):
    drawn = picture(city, "/v1/kpis/supported/chart.svg?lang=en")
    revised, = [group for group in groups(drawn) if group.get("data-former")]
    assert (revised.get("data-value"), revised.get("data-former")) == ("131", "118")
    assert "before revision 118" in revised.find(SVG + "title").text
    former = revised.find(SVG + "circle")
    by_value = {group.get("data-value"): place(group)[1] for group in groups(drawn)}
    scale = (by_value["220"] - by_value["100"]) / (220 - 100)
    assert abs(fractions.Fraction(former.get("cy")) - scale * (118 - 131)) < PIXEL and former.get("stroke-dasharray")


def test_the_release_before_shows_the_value_of_then(city):
    drawn = picture(city, "/v1/kpis/supported/chart.svg?release=1")
    assert "118" in {group.get("data-value") for group in groups(drawn)}
    answer = get(city, "/v1/kpis/supported/chart.svg?release=1")
    assert "immutable" in answer.headers["Cache-Control"] and answer.headers["Hiraku-Release"] == "1"


# --- where it is drawn ---

def days(server, kpi):
    """Of each figure twice the day in the middle of its period."""
    def day(text):
        return datetime.date.fromisoformat(text).toordinal()
    return {key: day(row["starts"]) + day(row["ends"]) + 1 for key, row in figures(server, kpi).items() if row["starts"]}


def is_linear(pairs):
    """Whether all places are within a pixel of the line through the first and the last."""
    (x, a), (y, b) = min(pairs), max(pairs)
    return all(abs(a + (b - a) * (value - x) / (y - x) - at) < PIXEL for value, at in pairs) and a != b


@pytest.mark.parametrize("kpi", ["supported", "close", "wide", "place", "sure", "balance", "invested", "monthly"])
@pytest.mark.parametrize("width", [320, 680, 1600])
def test_places_are_proportional_to_values_and_to_time(city, kpi, width):
    middle = days(city, kpi)
    drawn = picture(city, f"/v1/kpis/{kpi}/chart.svg?width={width}")
    panels = [one for one in groups(drawn, "hk-panel") if len(groups(one)) > 1]
    assert panels
    for panel in panels:
        points = groups(panel)
        assert is_linear([(fractions.Fraction(point.get("data-value")), place(point)[1]) for point in points])
    dated = [point for point in points if point.get("data-id") in middle and not bar(point) and "/" not in point.get("data-place")]
    if kpi not in ("invested", "wide") and dated:
        assert is_linear([(middle[point.get("data-id")], place(point)[0]) for point in dated])


@pytest.mark.parametrize("kpi", ["invested", "balance", "monthly"])
def test_columns_stand_on_zero(city, kpi):
    panel = groups(picture(city, f"/v1/kpis/{kpi}/chart.svg"), "hk-panel")[0]
    ends = [(place(point)[1] + y, place(point)[1] + y + height, fractions.Fraction(point.get("data-value")))
            for point in groups(panel) for x, y, width, height in [bar(point)]]
    zero = {bottom if value >= 0 else top for top, bottom, value in ends}
    assert max(zero) - min(zero) < PIXEL
    zero, = {round(one) for one in zero}
    assert is_linear([(value, top if value >= 0 else bottom) for top, bottom, value in ends] + [(0, zero)])


def test_bars_are_as_long_as_their_values_and_in_order(city):
    panel, = groups(picture(city, "/v1/kpis/answers/chart.svg"), "hk-panel")
    points = groups(panel)
    lengths = [(fractions.Fraction(point.get("data-value")), bar(point)[2]) for point in points]
    assert len(points) == 6 and is_linear(lengths + [(0, 0)])
    for part in (lengths[:3], lengths[3:]):
        assert part == sorted(part, reverse=True)


def test_a_broken_axis_is_marked(city):
    broken = picture(city, "/v1/kpis/close/chart.svg?lang=en")
    assert groups(broken, "hk-broken") and "does not begin at zero" in "".join(broken.itertext())
    assert not groups(picture(city, "/v1/kpis/supported/chart.svg"), "hk-broken")


def test_the_first_place_of_a_ranking_is_on_top(city):
    points = groups(picture(city, "/v1/kpis/place/chart.svg"))
    assert sorted(points, key=lambda point: place(point)[1]) == sorted(points, key=lambda point: int(point.get("data-value")))


@pytest.mark.parametrize("language, told", [("ja", "数が小さいほど上位です"), ("en", "The smaller the number, the higher the place")])
def test_bars_of_a_ranking_begin_with_the_first_place(server, language, told):
    """The survey of the sample states the places of three cities at one time."""
    drawn = picture(server, f"/v1/kpis/japan-city-characteristics-2019-rank/chart.svg?lang={language}")
    bars = sorted(groups(drawn), key=lambda point: bar(point)[1])
    assert [int(point.get("data-value")) for point in bars] == sorted(int(point.get("data-value")) for point in bars) == [2, 17, 22]
    assert told in [said(text) for text in texts(drawn)]


# --- as a picture ---

def texts(drawn):
    return [one for one in drawn.iter(SVG + "text")]


def said(text):
    return "".join(text.itertext())


@pytest.mark.parametrize("width", [320, 680])
@pytest.mark.parametrize("language", ["ja", "en"])
def test_it_is_well_formed_and_can_be_rendered(server, city, tmp_path, width, language):
    """By another program, which finds more than the ground."""
    for asked, kpi in [(server, one) for one in kpis(server)[:6]] + [(city, one) for one in kpis(city)]:
        answer = get(asked, f"/v1/kpis/{kpi}/chart.svg?width={width}&lang={language}")
        file = tmp_path / "chart.svg"
        file.write_bytes(answer.content)
        done = subprocess.run(["xmllint", "--noout", "--nonet", file], capture_output=True, check=False)
        assert done.returncode == 0, done.stderr
        done = subprocess.run(["rsvg-convert", file], capture_output=True, check=False)
        assert done.returncode == 0 and done.stdout.startswith(b"\x89PNG"), done.stderr
        assert int.from_bytes(done.stdout[16:20], "big") == width
        blank = re.sub(rb"<(text|g|path)\b.*</svg>", b"</svg>", answer.content, flags=re.S)
        ground = subprocess.run(["rsvg-convert"], input=blank, capture_output=True, check=True)
        assert len(done.stdout) > 2 * len(ground.stdout)


def test_text_is_large_enough_and_stays_inside(city):
    """An ideograph is as wide as it is high; others are narrower."""
    for kpi in kpis(city):
        for width in (320, 680):
            drawn = picture(city, f"/v1/kpis/{kpi}/chart.svg?width={width}")
            for text in texts(drawn):
                assert int(text.get("font-size")) >= 12
                if text.get("text-anchor") is None and float(text.get("x")) > 0:
                    square = sum(1 if ord(c) > 0x2E80 else 0.5 for c in said(text)) * int(text.get("font-size"))
                    assert float(text.get("x")) + square <= width, (kpi, said(text))


def test_labels_do_not_lie_upon_each_other(city):
    def box(text):
        size = int(text.get("font-size"))
        wide = sum(1 if ord(c) > 0x2E80 else 0.5 for c in said(text)) * size
        left = float(text.get("x")) - {"middle": wide / 2, "end": wide}.get(text.get("text-anchor"), 0)
        return left, left + wide, float(text.get("y")) - 0.7 * size, float(text.get("y"))

    for kpi in kpis(city):
        for width in (320, 680):
            drawn = picture(city, f"/v1/kpis/{kpi}/chart.svg?width={width}")
            inside = {id(text) for group in groups(drawn) for text in group.iter(SVG + "text")}
            boxes = [(box(text), said(text)) for text in texts(drawn) if id(text) not in inside and said(text)]
            for i, (a, first) in enumerate(boxes):
                for b, second in boxes[:i]:
                    assert a[1] <= b[0] or b[1] <= a[0] or a[3] <= b[2] or b[3] <= a[2], (kpi, width, first, second)


def test_who_does_not_see_it_is_told(city):
    drawn = picture(city, "/v1/kpis/invested/chart.svg?lang=en")
    ids = [one.get("id") for one in drawn.iter() if one.get("id")]
    assert len(ids) == len(set(ids)) and drawn.get("role") == "img"
    title, description = drawn.get("aria-labelledby").split()
    assert drawn.find(SVG + "title").get("id") == title and drawn.find(SVG + "desc").get("id") == description
    told = drawn.find(SVG + "desc").text
    for row in figures(city, "invested").values():
        assert (row["value"] or "not yet reported") in told


def test_who_does_not_see_groups_is_told(city):
    rows = get(city, "/v1/aggregate/kpis.json?group=id").json()["items"]
    told = picture(city, "/v1/aggregate/kpis/chart.svg?group=kind&lang=en").find(SVG + "desc").text
    assert re.fullmatch(r"rows: [a-z ]+ \d+(, [a-z ]+ \d+)*\. ", told) and sum(map(int, re.findall(r"\d+", told))) == len(rows)


def test_source_licence_and_release_are_in_the_picture(city):
    words = [said(text) for text in texts(picture(city, "/v1/kpis/supported/chart.svg?lang=ja"))]
    assert "資料：計画書" in words and "利用条件：CC BY 4.0" in words
    assert any("公開版 2" in word and "出典: 試験市" in word for word in words)


@pytest.mark.parametrize("language, known, unknown", [
    ("ja", ["実績値", "目標値", "2023年度", "令和5年度", "未報告"], ["actual", "FY2023"]),
    ("en", ["actual", "target", "FY2023", "R5", "not yet reported"], ["年度", "実績", "資料"])])
def test_the_words_are_of_its_language(city, language, known, unknown):
    answer = get(city, f"/v1/kpis/invested/chart.svg?lang={language}")
    told = " ".join(one.text or "" for one in xml.etree.ElementTree.fromstring(answer.content).iter()
                    if one.tag != SVG + "style")
    assert answer.headers["Content-Language"] == language
    for word in known:
        assert word in told, word
    for word in unknown:
        assert word not in told, word


def test_words_of_another_language_say_so(server):
    """WCAG 2.2, 3.1.2: a place that has no English name is read out as Japanese within English."""
    names = set()
    for kpi in kpis(server):
        drawn = picture(server, f"/v1/kpis/{kpi}/chart.svg?lang=en")
        assert drawn.get("lang") == drawn.get(XML_LANG) == "en"
        for text in texts(drawn):
            marked = [one for one in text if one.tag == SVG + "tspan"]
            assert all(one.get("lang") == one.get(XML_LANG) == "ja" for one in marked)
            assert not re.search("[ぁ-ヿ一-鿿]", "".join([text.text or "", *(one.tail or "" for one in marked)])), (kpi, said(text))
            names |= {one.text for one in marked}
    assert "横浜市" in names
    japanese = picture(server, "/v1/kpis/yokohama-oi-kpi1/chart.svg?lang=ja")
    assert japanese.get(XML_LANG) == "ja" and not list(japanese.iter(SVG + "tspan"))


def test_the_language_is_that_of_the_reader(city):
    answer = get(city, "/v1/kpis/invested/chart.svg", **{"Accept-Language": "en"})
    assert answer.headers["Content-Language"] == "en" and "Accept-Language" in answer.headers["Vary"]


def test_targets_are_told_apart_without_colour(city):
    drawn = picture(city, "/v1/kpis/supported/chart.svg")
    lines = {one.get("stroke-dasharray") for one in drawn.iter(SVG + "path") if len(numbers(one.get("d") or "")) > 6}
    shapes = {}
    for group in groups(drawn):
        shapes.setdefault(group.get("data-role"), set()).update(
            one.tag if one.tag != SVG + "path" else one.get("d") for one in group if one.tag != SVG + "title")
    actual, target, baseline, projection = (shapes[role] for role in ("actual", "target", "baseline", "projection"))
    assert len(lines) >= 2 and not target & actual and not target & baseline and not projection & (target | baseline)


def test_hostile_names_are_text(city):
    drawn = picture(city, "/v1/kpis/hostile/chart.svg?lang=ja")
    assert drawn.find(SVG + "title").text == '<b>&amp;]]> "悪意" <script>'
    assert {one.tag for one in drawn.iter()} <= {SVG + name for name in (
        "svg", "title", "desc", "style", "rect", "text", "tspan", "g", "line", "path", "circle")}
    assert picture(city, "/v1/kpis/hostile/chart.svg?lang=en").find(SVG + "title").text == \
        "</title><script>alert(1)</script>"


def test_nothing_in_it_is_from_elsewhere(city):
    text = get(city, "/v1/kpis/supported/chart.svg").text
    assert not re.search(r"href|url\(|@import|<script|\son\w+=", text)


def test_the_policy_lets_its_style_pass_and_nothing_else(city):
    answer = get(city, "/v1/kpis/supported/chart.svg")
    style = xml.etree.ElementTree.fromstring(answer.content).find(SVG + "style").text
    sha = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    policy = answer.headers["Content-Security-Policy"]
    assert policy.startswith(f"default-src 'none'; style-src 'sha256-{sha}'; ") and "unsafe" not in policy
    assert not re.search(r'\sstyle="', answer.text)
    assert style in get(city, "/docs/style.css").text


# --- as an answer ---

def test_the_same_picture_is_not_sent_again(city):
    answer = get(city, "/v1/kpis/supported/chart.svg")
    assert get(city, "/v1/kpis/supported/chart.svg", **{"If-None-Match": answer.headers["ETag"]}).status_code == 304
    other = get(city, "/v1/kpis/supported/chart.svg?width=400")
    assert other.headers["ETag"] != answer.headers["ETag"]
    assert other.headers["Content-Location"] == "/v1/kpis/supported/chart.svg?width=400"


def test_conditions_are_those_of_the_series(city):
    drawn = picture(city, "/v1/kpis/supported/chart.svg?value_type=target&lang=en")
    assert {group.get("data-role") for group in groups(drawn)} == {"target"}
    answer = get(city, "/v1/kpis/supported/chart.svg?width=400&value_type=target&lang=en")
    assert answer.headers["Content-Location"] == "/v1/kpis/supported/chart.svg?value_type=target&lang=en&width=400"


@pytest.mark.parametrize("query, problem", [
    ("width=319", "bad-parameter"), ("width=1601", "bad-parameter"), ("width=wide", "bad-parameter"),
    ("lang=fr", "bad-parameter"), ("lang=ja&lang=en", "repeated-parameter"), ("colour=red", "unknown-parameter"),
    ("limit=5", "unknown-parameter"), ("value_type=wish", "bad-parameter")])
def test_what_it_does_not_understand_is_refused(city, query, problem):
    answer = get(city, "/v1/kpis/supported/chart.svg?" + query)
    assert answer.status_code == 400 and answer.json()["type"].endswith(problem), answer.text


def test_an_unknown_kpi_is_not_found(city):
    answer = get(city, "/v1/kpis/suported/chart.svg")
    assert answer.status_code == 404 and "supported" in answer.text


@pytest.mark.parametrize("name", ["charts.md", "charts.ja.md"])
def test_the_calls_of_the_documents_work(server, name):
    text = (ROOT / "contrib" / "docs" / name).read_text(encoding="utf-8")
    calls = re.findall(r"https?://[\w.:]+(/v1/[^'\"` ]*)", text)
    assert len(calls) >= 2
    for call in calls:
        picture(server, call)


# --- two cities ---

def test_two_cities_have_nothing_of_each_other(city, tmp_path):
    """The sample under another name, beside the made-up one."""
    shutil.copytree(SAMPLE, tmp_path / "other")
    publish_directory(tmp_path / "store", tmp_path / "other")
    with serve_store(tmp_path / "store") as other:
        kpi = kpis(other)[0]
        theirs = get(other, f"/v1/kpis/{kpi}/chart.svg").text
    ours = get(city, "/v1/kpis/invested/chart.svg").text
    assert "試験市" in ours and "試験市" not in theirs
    assert "hiraku サンプル" in theirs and "サンプル" not in ours and "127.0.0.1" not in ours


# --- side by side ---

def test_what_can_be_compared_is_in_one_plot(city):
    drawn = picture(city, "/v1/compare/chart.svg?kpi=visits-a,visits-b&lang=en")
    panel, = groups(drawn, "hk-panel")
    rows = {**figures(city, "visits-a"), **figures(city, "visits-b")}
    points = {group.get("data-id"): group for group in groups(panel)}
    assert {key: group.get("data-value") for key, group in points.items()} == {key: row["value"] for key, row in rows.items()}
    assert is_linear([(fractions.Fraction(row["value"]), place(points[key])[1]) for key, row in rows.items()])
    assert get(city, "/v1/compare.json?kpi=visits-a,visits-b").json()["comparable"] is True


def test_what_cannot_be_compared_is_told_and_not_laid_upon_each_other(city):
    drawn = picture(city, "/v1/compare/chart.svg?kpi=balance,close&lang=en&width=900")
    differences = get(city, "/v1/compare.json?kpi=balance,close").json()["differences"]
    bold = " ".join(said(text) for text in texts(drawn) if text.get("font-weight"))
    assert "Not drawn in one plot" in bold and "unit" in bold and "nature" in bold and {one["property"] for one in differences} >= {"unit", "nature"}
    panels = groups(drawn, "hk-panel")
    assert len(panels) == 2
    for panel, kpi in zip(panels, ("balance", "close")):
        assert {group.get("data-id") for group in groups(panel)} == set(figures(city, kpi))


def test_many_series_are_small_multiples_with_the_same_axis(city):
    panels = groups(picture(city, "/v1/kpis/divided/chart.svg?width=680"), "hk-panel")
    rows = figures(city, "divided")
    assert len(panels) == 9
    pairs = []
    for panel in panels:
        top = min(float(line.get("y1")) for line in panel.iter(SVG + "line"))
        pairs += [(fractions.Fraction(group.get("data-value")), place(group)[1] - round(top)) for group in groups(panel)]
    assert len(pairs) == len(rows) and is_linear(pairs)
    narrow = groups(picture(city, "/v1/kpis/divided/chart.svg?width=320"), "hk-panel")
    assert len({next(panel.iter(SVG + "text")).get("x") for panel in narrow}) == 1
    assert len({next(panel.iter(SVG + "text")).get("x") for panel in panels}) == 2


@pytest.mark.parametrize("query", ["group=kind&measure=count", "group=municipality,kind", "group=nature,frequency&kind=statistic"])
def test_groups_are_bars_with_the_figures_of_the_aggregate(city, query):
    rows = get(city, "/v1/aggregate/kpis.json?" + query).json()["items"]
    names = query.split("group=")[1].split("&")[0].split(",")
    drawn = picture(city, "/v1/aggregate/kpis/chart.svg?" + query)
    shown = {group.get("data-place"): group.get("data-value") for group in groups(drawn)}
    assert shown == {",".join(row[name] or "" for name in names): str(row["count"]) for row in rows}
    assert is_linear([(int(group.get("data-value")), bar(group)[2]) for group in groups(drawn)] + [(0, 0)])


@pytest.mark.parametrize("group", ["kind", "nature,kind"])
def test_numbers_of_rows_are_shares_of_one_bar(city, group):
    """Each part is as wide as its share of the rows of its heading, less the gap behind it; parts of one name have one colour."""
    rows = get(city, f"/v1/aggregate/kpis.json?group={group}").json()["items"]
    drawn = picture(city, f"/v1/aggregate/kpis/chart.svg?group={group}&shape=shares&width=680")
    bars, colours = {}, {}
    for part in groups(drawn):
        *heading, name = part.get("data-place").split(",")
        rect = part.find(SVG + "rect")
        bars.setdefault(tuple(heading), []).append((int(part.get("data-value")), float(rect.get("width"))))
        colours.setdefault(name, set()).add(rect.get("class"))
    assert sorted(value for parts in bars.values() for value, _ in parts) == sorted(row["count"] for row in rows)
    assert len(bars) == (len({row["nature"] for row in rows}) if "," in group else 1)
    for parts in bars.values():
        whole = sum(value for value, _ in parts)
        assert all(abs(width - (648 * value / whole - 1)) < 0.02 for value, width in parts)
    assert len(colours) > 1 and all(len(used) == 1 for used in colours.values())
    assert len(set.union(*colours.values())) == min(len(colours), 6)


@pytest.mark.parametrize("query, allowed", [("group=kpi&measure=sum&shape=shares", "count"), ("group=kpi&shape=pie", "shares")])
def test_what_adds_up_to_nothing_has_no_shares(city, query, allowed):
    answer = get(city, "/v1/aggregate/observations/chart.svg?" + query)
    assert answer.status_code == 400 and answer.json()["errors"][0]["allowed"] == [allowed], answer.text


def test_sums_of_figures_have_their_unit_and_their_order_is_that_of_time(city):
    path = "/v1/aggregate/observations/chart.svg?kpi=invested&value_type=actual&accumulation=increment&group=fiscal_year&measure=sum"
    drawn = picture(city, path + "&lang=en")
    assert [(group.get("data-place"), group.get("data-value")) for group in groups(drawn)] == [
        ("2020", "4.25"), ("2021", "11.50"), ("2022", "18.00"), ("2023", "52.75")]
    words = " ".join(said(text) for text in texts(drawn))
    assert "sum (100 million yen)" in words and "Rows without a value are left out" in words


def test_records_are_called_by_their_names(city):
    words = [said(text) for text in texts(picture(city, "/v1/aggregate/kpis/chart.svg?group=municipality&lang=ja"))]
    assert "横浜市" in words and "141003" not in words


@pytest.mark.parametrize("path, status", [
    ("/v1/compare/chart.svg?kpi=visits-a", 400), ("/v1/compare/chart.svg?kpi=visits-a,nothing", 404),
    ("/v1/compare/chart.svg?kpi=visits-a,visits-b&width=1", 400), ("/v1/aggregate/kpis/chart.svg?group=nothing", 400),
    ("/v1/aggregate/observations/chart.svg?group=id", 400), ("/v1/aggregate/nothing/chart.svg", 404),
    ("/v1/aggregate/kpis/chart.svg?measure=sum", 400)])
def test_what_cannot_be_drawn_is_refused(city, path, status):
    answer = get(city, path)
    assert answer.status_code == status and answer.headers["Content-Type"].startswith("application/problem+json")


@pytest.mark.parametrize("path", ["/v1/compare/chart.svg?kpi=visits-b,visits-a&lang=en",
                                  "/v1/aggregate/kpis/chart.svg?group=kind&measure=count"])
def test_all_pictures_are_cached_and_pinned_alike(city, path):
    answer = get(city, path)
    assert answer.headers["Content-Location"] == path
    assert get(city, path, **{"If-None-Match": answer.headers["ETag"]}).status_code == 304
    pinned = get(city, path + "&release=1")
    assert pinned.status_code == 200 and "immutable" in pinned.headers["Cache-Control"]
    assert pinned.headers["Content-Location"].endswith("release=1")
