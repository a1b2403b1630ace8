"""What every kind of picture draws, read back by the scale of its own axes (drawn.py), is what the API says: each value at
its height, each period at its place, no value left out.
"""

import collections
import datetime
import fractions
import json
import re
import urllib.parse
import xml.etree.ElementTree

import pytest
import requests

import chart_instance
from conftest import fetch
from drawn import SVG, Axis, bar, crowd_columns, crowd_line, groups, lines_of, numbers, place, time_axis, twice_middle, value_axis

PAGE = {"Accept": "text/html", "Accept-Language": "ja"}


@pytest.fixture(scope="module")
def city(tmp_path_factory):
    with chart_instance.served(tmp_path_factory.mktemp("drawn")) as server:
        yield server


def items(server, path):
    answer = json.loads(fetch(server, path).content, parse_float=str, parse_int=str)
    assert answer["complete"], path
    return answer["items"]


def figures(server, kpi):
    return {row["id"]: row for row in items(server, f"/v1/kpis/{kpi}/series?limit=1000")}


def picture(server, path):
    answer = fetch(server, path)
    assert answer.status_code == 200, answer.text
    return xml.etree.ElementTree.fromstring(answer.content)


def pictures(server, path):
    """Those in a page. They are XML, as all pages are."""
    answer = requests.get(server.url + path, headers=PAGE, timeout=60)
    assert answer.status_code == 200, path
    return [xml.etree.ElementTree.fromstring(one) for one in re.findall(r"<svg.*?</svg>", answer.text, re.S)]


# --- over time ---

def where(point, value):
    """The height of a mark: of a column that of its end."""
    x, y = place(point)
    box = bar(point)
    return (x, y) if not box else (x, y + box[1] + (box[3] if value.startswith("-") else 0))


def kind_of(panel):
    """Columns stand on zero; what has come together so far is at the end of its period."""
    points = groups(panel)
    if any(bar(point) for point in points) or any(path.get("class", "").startswith(("hk-fill", "hk-hollow")) for crowd in
                                                   groups(panel, "hk-crowd") for path in crowd.iter(SVG + "path")):
        return "column"
    return "step" if any(".cumulative." in (point.get("data-id") or "") for point in points) else "line"


def expected_time(kind, row):
    last = datetime.date.fromisoformat(row["ends"]).toordinal()
    return 2 * last + 2 if kind == "step" else twice_middle(row)


def crowds(panel, kind):
    """Of each series that is a line only: (role, places, heights)."""
    for crowd in groups(panel, "hk-crowd"):
        if kind == "column":
            marks = [((x + end) / 2, y) for x, end, y in crowd_columns(crowd)]
        else:
            marks = crowd_line(crowd)
        assert len(marks) == int(crowd.get("data-count"))
        yield crowd, marks


def check_panel(panel, rows):
    """The ids and periods of what was drawn; each where it belongs."""
    axis, kind, found, times = value_axis(panel), kind_of(panel), set(), []
    for point in groups(panel):
        row, (x, y) = rows[point.get("data-id")], where(point, point.get("data-value"))
        assert point.get("data-value") == row["value"] and axis.tells(y, row["value"]), (row["id"], float(axis.of(y)))
        found.add(row["id"])
        if row["starts"]:
            times.append((x, expected_time(kind, row)))
    for crowd, marks in crowds(panel, kind):
        told = sorted((row for row in rows.values() if row["value"] and row["value_type"] == crowd.get("data-role")),
                      key=lambda row: row["starts"])
        assert (told[0]["period"], told[-1]["period"], len(told)) == (crowd.get("data-from"), crowd.get("data-to"), len(marks))
        for row, (x, y) in zip(told, marks):
            assert axis.tells(y, row["value"]), (row["id"], float(axis.of(y)))
            times.append((x, expected_time(kind, row)))
            found.add(row["id"])
    if len({x for x, _ in times}) > 1 and kind != "column":
        time_axis(times)  # which insists on a line
    return found


def over_time(drawn):
    return [panel for panel in groups(drawn, "hk-panel") if groups(panel, "hk-values")]


@pytest.mark.parametrize("width", [320, 760])
@pytest.mark.parametrize("which", ["sample", "made up"])
def test_every_value_stands_at_its_height_and_at_its_time(server, city, which, width):
    asked = server if which == "sample" else city
    seen = crowded = 0
    for kpi in [row["id"] for row in items(asked, "/v1/kpis?limit=1000")]:
        rows, drawn = figures(asked, kpi), picture(asked, f"/v1/kpis/{kpi}/chart.svg?width={width}")
        panels = over_time(drawn)
        found = [check_panel(panel, rows) for panel in panels if groups(panel) or groups(panel, "hk-crowd")]
        if len(panels) == len(groups(drawn, "hk-panel")):
            assert set().union(*found) == {key for key, row in rows.items() if row["value"]}, kpi
        seen += sum(map(len, found))
        crowded += len(groups(drawn, "hk-crowd"))
    assert seen > 10 and (which == "sample" or crowded >= 2)


def test_fiscal_years_below_the_axis_stand_below_their_values(city):
    rows = figures(city, "supported")
    drawn = picture(city, "/v1/kpis/supported/chart.svg?lang=en&width=900")
    places = {rows[point.get("data-id")]["period"]: place(point)[0] for point in groups(drawn)}
    ticks, = groups(drawn, "hk-times")
    labels = {text.text: fractions.Fraction(text.get("x")) for text in ticks.iter(SVG + "text") if text.text in places}
    assert len(labels) > 4 and all(abs(x - places[label]) < 20 for label, x in labels.items())
    lines = {fractions.Fraction(line.get("x1")) for line in ticks.findall(SVG + "line")}
    assert {places[label] for label in labels} <= lines


def test_a_day_without_a_value_parts_the_line_of_a_crowd(city):
    """The made-up months of «daily» have 28 days; 12 of them are a year of 1,000 days."""
    crowd, = groups(picture(city, "/v1/kpis/daily/chart.svg"), "hk-crowd")
    rows = sorted(figures(city, "daily").values(), key=lambda row: row["starts"])
    days = [datetime.date.fromisoformat(row["starts"]).toordinal() for row in rows]
    parts = 1 + sum(after - before > 1 for before, after in zip(days, days[1:]))
    assert parts > 20 and len(lines_of(crowd)) == parts


def test_what_has_a_sign_stands_out_of_a_crowd(city):
    points = groups(picture(city, "/v1/kpis/hits/chart.svg"))
    rows = sorted(figures(city, "hits").values(), key=lambda row: row["starts"])
    about, = [row["id"] for row in rows if row["qualifier"] == "approximate"]
    assert {about, rows[-1]["id"]} <= {point.get("data-id") for point in points} and len(points) < 10
    crowd, = groups(picture(city, "/v1/kpis/hits/chart.svg?lang=en"), "hk-crowd")
    assert "693 values" in crowd.find(SVG + "title").text and len(rows) == 693


def test_a_reader_of_places_notices_one_that_is_wrong(city):
    """One column of numbers beside the axis is another: then nothing fits."""
    drawn = picture(city, "/v1/kpis/supported/chart.svg")
    panel, = over_time(drawn)
    check_panel(panel, figures(city, "supported"))
    moved = groups(panel)[1]
    x, y = place(moved)
    moved.set("transform", f"translate({float(x)} {float(y) + 0.5})")
    with pytest.raises(AssertionError):
        check_panel(panel, figures(city, "supported"))


# --- bars ---

@pytest.mark.parametrize("path", ["/v1/kpis/answers/chart.svg", "/v1/aggregate/kpis/chart.svg?group=kind&measure=count"])
def test_a_bar_is_as_long_as_its_value(city, path):
    bars = [(fractions.Fraction(point.get("data-value")), bar(point)) for point in groups(picture(city, path))]
    axis = Axis([(0, 0), max((box[2], value) for value, box in bars)])
    assert len({box[0] + place(point)[0] for point, (_, box) in zip(groups(picture(city, path)), bars)}) == 1
    assert len(bars) > 2 and all(axis.tells(box[2], value) for value, box in bars)


# --- sparks, which have no axes: values are on a line, and columns stand on zero ---

def test_sparks_draw_the_figures_in_proportion(server):
    rows, seen = {row["id"]: row for row in items(server, "/v1/observations?limit=1000")}, 0
    for program in items(server, "/v1/programs?limit=1000"):
        for drawn in pictures(server, f"/programs/{program['id']}"):
            points = [point for point in groups(drawn) if point.get("data-id") in rows and point.get("data-value")]
            if "hk-spark" not in drawn.get("class") or len(points) < 2:
                continue
            heights = [(place(point)[1], fractions.Fraction(rows[point.get("data-id")]["value"])) for point in points]
            columns = [(place(point)[1] + bar(point)[1] + bar(point)[3], 0) for point in points if bar(point) and
                       fractions.Fraction(rows[point.get("data-id")]["value"]) >= 0]
            if len({value for _, value in heights + columns}) > 1:
                Axis(heights + columns)
                seen += len(points)
    assert seen > 5


# --- the time line ---

def days_of(period):
    """The first and the last day of a period in ISO 8601 or of a fiscal year from April; an open end is the other one."""
    def day(text, last):
        if text.startswith("FY"):
            year = int(text[2:6]) + last
            return datetime.date(year, 3, 31) if last else datetime.date(year, 4, 1)
        if "-H" in text:
            year, half = map(int, text.split("-H"))
            text = f"{year}-{half * 6 if last else half * 6 - 5:02d}"
        parts = [int(part) for part in text.split("-")]
        if len(parts) == 3:
            return datetime.date(*parts)
        year, month = (parts + [12 if last else 1])[:2]
        first = datetime.date(year, month, 1)
        return (first + datetime.timedelta(31)).replace(day=1) - datetime.timedelta(1) if last else first

    first, _, last = period.partition("/")
    if first == "..":
        return day(last, True), day(last, True)
    if last == "..":
        return day(first, False), day(first, False)
    return day(first, False), day(last or first, True)


def test_an_event_begins_and_ends_at_its_days(server):
    """The axis has a line at the first day of a year, and the year below it."""
    seen = 0
    for program in items(server, "/v1/programs?limit=1000"):
        for drawn in [one for one in pictures(server, f"/programs/{program['id']}") if one.get("id") == "timeline"]:
            panel, = groups(drawn, "hk-panel")
            lines = [fractions.Fraction(line.get("x1")) for line in panel.findall(SVG + "line") if line.get("x1") == line.get("x2")]
            years = [int(text.text[:4]) for text in panel.findall(SVG + "text") if re.fullmatch(r"\d{4}年", text.text or "")]
            if len(years) < 2:
                continue
            axis = Axis([(x, datetime.date(year, 1, 1).toordinal()) for x, year in zip(lines, years)])
            for event in groups(drawn) + groups(drawn, "hk-missing"):
                first, last = days_of(event.get("data-place"))
                box = event.find(SVG + "rect")
                assert axis.tells(place(event)[0], first.toordinal()), event.get("data-id")
                if box is not None:
                    assert axis.tells(place(event)[0] + fractions.Fraction(box.get("width")), last.toordinal() + 1), event.get("data-id")
                seen += 1
    assert seen > 5


# --- what became of what ---

def test_a_band_is_as_broad_as_the_number_that_took_it(server):
    drawn = next(one for one in pictures(server, "/outcomes") if one.get("id") == "flow")
    bands = collections.defaultdict(set)
    for link in groups(drawn, "hk-link"):
        corners = numbers(link.find(SVG + "path").get("d"))
        # M x y, C with three places, L x y: from the one edge at the end to the other
        bands[int(link.get("data-value"))].add(corners[9] - corners[7] if corners[8] == corners[6] else None)
    assert len({width / count for count, widths in bands.items() for width in widths}) == 1


def test_the_numbers_of_the_flow_are_those_of_the_lists(server):
    drawn = next(one for one in pictures(server, "/outcomes") if one.get("id") == "flow")
    counted = collections.Counter(row["status"] for row in items(server, "/v1/adoptions?limit=1000"))
    nodes = [int(node.get("data-value")) for node in groups(drawn, "hk-node")]
    assert sum(counted.values()) == sum(nodes[:len(counted)])


def test_an_address_of_a_record_is_what_it_is_called(server):
    """Marks name their records as the API does."""
    kpi = items(server, "/v1/kpis?limit=1000")[0]["id"]
    for point in groups(picture(server, f"/v1/kpis/{kpi}/chart.svg"))[:3]:
        path = "/v1/observations/" + urllib.parse.quote(point.get("data-id"), safe="")
        assert fetch(server, path).json()["period"] == point.get("data-place")
