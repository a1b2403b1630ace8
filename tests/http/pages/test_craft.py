"""Pages by keyboard, by finger, enlarged, in forced colours, without movement, on paper, and in one language: WCAG 2.2 (whose
2.1 is JIS X 8341-3), CSS Color Adjustment 1, Media Queries 5.

One browser goes all journeys; craft.js tells what it sees. A page of somebody else's with every fault shows that each
check can fail.
"""

import html.parser
import json
import re
import subprocess

import pytest
import requests

import chart_instance
from conftest import ROOT, clean_environment
from test_browser import PACKAGES, chromium_or_skip, town_site

# 2.5.5 (AAA): 44 CSS pixels high, as targets stand in lines one below the other; 2.5.8 (AA): 24 wide. Links between words are exempt.
HIGH, BROAD = 44, 24
# 2.4.13: a ring of 2 CSS pixels with 3:1 against what is around it.
RING, RING_CONTRAST = 2, 3
# 1.4.4: 200 % of 1280 pixels.
ENLARGED = {"width": 640, "height": 400}
# A4 less the margins of the style sheet, 180 mm at 96 dpi.
PAPER = {"width": 680, "height": 980}

CRAFT = (ROOT / "tests/http/pages/craft.js").read_text(encoding="utf-8").strip()
SAMPLE_PAGES = {"first": "/", "list": "/programs?kind=plan", "record": "/programs/yokohama-overseas-oi", "kpi": "/kpis/yokohama-oi-kpi1", "outcomes": "/outcomes",
                "compare": "/compare?kpi=jetro-2022-open-innovation-obstacles,yokohama-image-2015-known", "operation": "/docs/listPrograms", "downloads": "/downloads"}
WALKED = {"kpi": "/kpis/yokohama-oi-kpi1", "list": "/programs?kind=plan", "compare": "/compare", "operation": "/docs/listPrograms"}
FAULTY = """<!DOCTYPE html><html lang="ja"><head><title>x</title><style>a{outline:none!important;display:block;height:20px;transition:color 2s}
.chart{break-inside:auto}thead{display:table-row-group}body{background:#222;color:#eee}html{scroll-behavior:smooth}nav{width:900px}svg{forced-color-adjust:none}</style>
</head><body><nav><a href="#a" tabindex="2">Programmes</a> <a href="#b" tabindex="1">two</a></nav><main><table><thead><tr><th>Programmes</th></tr></thead></table>
<div class="chart"><svg><g class="hk-series" data-name="a"><rect width="9" height="9" fill="#123456"/></g><g class="hk-series" data-name="b"><rect x="20" width="9" height="9"
fill="#123456"/></g></svg></div></main></body></html>"""


def told(name):
    return ["read", f"{CRAFT}.{name}()"]


def looked(name, url):
    """Everything but the keys, on one page."""
    return {"name": name, "url": url, "locale": "ja-JP", "context": {"colorScheme": "dark"}, "steps": [
        told("targets"), ["media", {"reducedMotion": "reduce"}], told("moving"), ["media", {"forcedColors": "active"}], told("marks"),
        ["media", {"forcedColors": "none"}, ENLARGED], told("width"), ["media", {"media": "print"}, PAPER], told("paper")]}


def walked(name, url):
    return {"name": f"keys {name}", "url": url, "locale": "ja-JP", "context": {"reducedMotion": "reduce"},
            "steps": [told("interactive"), ["walk", "Tab", f"{CRAFT}.focus()"]]}


@pytest.fixture(scope="module")
def read(server, tmp_path_factory):
    with chart_instance.served(tmp_path_factory.mktemp("craft")) as city, town_site(FAULTY) as town:
        asked = [looked(name, server.url + path) for name, path in SAMPLE_PAGES.items()]
        asked += [looked("city", city.url + "/kpis/supported"), looked("beside", city.url + "/compare?kpi=visits-a,visits-b"), looked("faulty", town)]
        asked += [walked(name, server.url + path) for name, path in WALKED.items()] + [walked("faulty", town)]
        done = subprocess.run(["node", ROOT / "tests/http/pages/clicks.cjs"], input=json.dumps({"chromium": chromium_or_skip(), "journeys": asked}),
                              stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8", timeout=400, check=False,
                              env=clean_environment({"NODE_PATH": str(PACKAGES)}))
    assert done.returncode == 0, done.stderr
    ends = json.loads(done.stdout)

    def look(name, number=None):
        assert "failed" not in ends[name], ends[name]
        return ends[name]["read"] if number is None else ends[name]["read"][number]
    return look


# --- keys: 2.1.1, 2.1.2, 2.4.3, 2.4.7, 2.4.11, 2.4.13 ---

def out_of_order(interactive, met):
    """Elements that Tab misses, meets twice or in another order than the document has; what only scrolls may be met, too."""
    at = [one["at"] for one in met if one["at"] >= 0 or not one["scrolls"]]
    return [name for i, name in enumerate(interactive) if i >= len(at) or at[i] != i] + ["more"] * (len(at) - len(interactive))


def unseen(met):
    return [one for one in met if one["outline"] < RING or one["contrast"] < RING_CONTRAST or not one["shown"]]


@pytest.mark.parametrize("name", WALKED)
def test_the_tab_key_meets_every_element_once_and_in_order_and_leaves(read, name):
    interactive, met = read(f"keys {name}")
    assert out_of_order(interactive, met) == [] and len(met) > 20


@pytest.mark.parametrize("name", WALKED)
def test_focus_is_seen_wherever_it_is(read, name):
    assert unseen(read(f"keys {name}", 1)) == []


# --- fingers, enlarged ---

def small(targets):
    return [one for one in targets if one["height"] < HIGH - .5 or one["width"] < BROAD]


@pytest.mark.parametrize("name", SAMPLE_PAGES)
def test_targets_can_be_hit(read, name):
    assert small(read(name, 0)) == [] and len(read(name, 0)) > 10


@pytest.mark.parametrize("name", SAMPLE_PAGES)
def test_twice_as_large_nothing_goes_over_the_side(read, name):
    width = read(name, 3)
    assert width["page"] <= width["window"] == ENLARGED["width"]


# --- forced colours ---

def alike(marks):
    """Pairs of series whose marks differ neither in colour nor in dashes nor in shape."""
    looks = {name: {json.dumps(one, sort_keys=True) for one in shapes} for name, shapes in marks["series"].items()}
    return [(one, other) for one in looks for other in looks if one < other and looks[one] == looks[other]]


def foreign(marks):
    """Marks in other colours than those of the system, or in that of the background alone."""
    system = set(marks["system"].values()) | {"none"}
    shown = system - {"none", marks["system"]["Canvas"]}
    return [(name, one) for name, shapes in marks["series"].items() for one in shapes
            if not {one["fill"], one["stroke"]} <= system or not {one["fill"], one["stroke"]} & shown]


@pytest.mark.parametrize("name, least", [("city", 3), ("beside", 2)])
def test_series_stay_apart_in_forced_colours(read, name, least):
    marks = read(name, 2)
    assert len(marks["series"]) >= least and alike(marks) == [] and foreign(marks) == []


# --- movement, paper ---

@pytest.mark.parametrize("name", SAMPLE_PAGES)
def test_nothing_moves_for_who_wants_no_movement(read, name):
    assert read(name, 1) == []


@pytest.mark.parametrize("name", SAMPLE_PAGES)
def test_paper_shows_what_paper_can_use_in_black_on_white(read, name):
    """The scheme of the screen is dark. Heads of columns stay, though a screen can order by them."""
    paper = read(name, 4)
    assert [one for one in paper["screenOnly"] if not one.startswith("th ")] == []
    assert paper["back"] == "rgb(255, 255, 255)" and paper["pale"] == [] and paper["dark"] == []


@pytest.mark.parametrize("name", SAMPLE_PAGES)
def test_nothing_is_cut_on_paper_and_heads_stand_on_every_sheet(read, name):
    paper = read(name, 4)
    assert paper["wide"] == [] and set(paper["heads"]) <= {"table-header-group"} and set(paper["charts"]) <= {"avoid"}


def test_tables_and_charts_were_on_paper(read):
    assert read("kpi", 4)["heads"] and read("kpi", 4)["charts"]


# --- one language: 3.1.2 ---

JAPANESE = re.compile("[ぁ-ゖァ-ヺ一-龥々]")
LITERAL = r'"((?:[^"\\\n]|\\.)*)"'
PAIR = re.compile(rf"{LITERAL}(?=,\s*(?:\.\w+ = )?{LITERAL})")
LANGUAGE_PAGES = [*SAMPLE_PAGES.values(), "/observations?limit=20", "/changes", "/docs", "/about", "/releases", "/programs/nothing"]
# What programs read: names of an API, of a vocabulary, of a place in a file.
FOR_PROGRAMS = {"code", "script", "style"}


def word_tables():
    """Japanese and English words of the program, which stand side by side in its source; those of both languages left out."""
    japanese, english, both = set(), set(), set()
    for path in [*ROOT.glob("api/**/*.[ch]"), *ROOT.glob("include/**/*.[hd]*"), *ROOT.glob("exporters/**/*.[ch]")]:
        for one, other in PAIR.findall(path.read_text(encoding="utf-8")):
            if JAPANESE.search(one) and not JAPANESE.search(other) and re.search("[a-z]{2}", other) and not re.search(r"\w:\w", other):
                japanese.add(one)
                english.add(other)
            elif one == other:
                both.add(one)
    return {"ja": japanese - both, "en": english - both}


class Spoken(html.parser.HTMLParser):
    """Texts, also of attributes, with the language that is said of them and the elements they are within."""

    def __init__(self, text):
        super().__init__(convert_charrefs=True)
        self.open, self.texts, self.value = [], [], None
        self.feed(text)

    def add(self, within, language, text):
        self.texts += [(within, language, text.strip())] if text.strip() else []

    def handle_starttag(self, tag, attributes):
        attributes = dict(attributes)
        language = attributes.get("lang") or (self.open[-1][1] if self.open else None)
        self.value = attributes.get("value")
        self.open.append((tag, language))
        for name in ("aria-label", "title", "placeholder", "alt"):
            self.add([*(one for one, _ in self.open), "@"], language, attributes.get(name, ""))
        if tag in ("meta", "link", "br", "input", "hr", "img"):
            self.open.pop()

    def handle_endtag(self, tag):
        self.open.pop()

    def handle_data(self, data):
        within = [one for one, _ in self.open]
        if within[-1:] != ["option"] or data != self.value:  # an option whose text is its value is a word of the API
            self.add(within, self.open[-1][1] if self.open else None, data)


def words_of_another(text, language, tables):
    """But names for programs, also where a label repeats one."""
    other, texts = tables["en" if language == "ja" else "ja"], Spoken(text).texts
    names = {one for within, _, one in texts if "code" in within}
    return sorted({one for within, said, one in texts if said == language and one in other and not FOR_PROGRAMS & set(within)
                   and not (within[-1] == "@" and one in names)})


@pytest.mark.parametrize("language", ["ja", "en"])
def test_a_page_speaks_one_language(server, language):
    tables, found = word_tables(), {}
    for path in LANGUAGE_PAGES:
        text = requests.get(server.url + path, headers={"Accept": "text/html", "Accept-Language": language}, timeout=60).text
        assert f'<html lang="{language}"' in text
        found |= {path: words for words in [words_of_another(text, language, tables)] if words}
    assert found == {} and min(map(len, tables.values())) > 500


def test_words_of_another_language_would_be_found():
    tables = word_tables()
    assert words_of_another(FAULTY, "ja", tables) == ["Programmes"]
    assert words_of_another('<html lang="en"><p>Programmes</p><p title="事業">x</p><p lang="ja">指標</p></html>', "en", tables) == ["事業"]


# --- checks that can fail ---

def test_what_is_wrong_would_be_seen(read):
    targets, moving, marks, width, paper = read("faulty")
    interactive, met = read("keys faulty")
    assert len(small(targets)) == 2 and width["page"] > width["window"]
    assert moving and alike(marks) == [("a", "b")] and len(foreign(marks)) == 2
    assert len(out_of_order(interactive, met)) == 2 and len(unseen(met)) == 2
    assert paper["screenOnly"] and paper["pale"] and paper["dark"] and paper["wide"]
    assert paper["heads"] == ["table-row-group"] and paper["charts"] == ["auto"]
