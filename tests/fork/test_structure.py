"""The shape of the sources that lets a fork follow upstream: who may include, call or name what."""

import functools
import os
import pathlib
import re
import shlex
import subprocess

import pytest

import c_source

EVERYTHING = c_source.sources("api", "exporters", "include")
UNITS = [path for path in EVERYTHING if path.suffix == ".c"]
# Files that turn rows into bytes of a format. openapi*.c describe the model and are not among them.
WRITERS = [path for path in c_source.sources("exporters")
           if not path.name.startswith("openapi")]
# Folders, each above those before it: a call only goes down. Folders of one line still call each other.
FLOORS = [line.split() for line in """
    base
    proof
    value
    usage
    diagnostics
    model/tables
    model
    csv
    workbook
    readability
    release
    query
    store/sqlite
    store/columns
    store/words
    store
    staging
    statistics
    service
    ingest
    plan
    init
    exporters/citation
    exporters/rows
    exporters/rdf
    exporters
    exporters/openapi
    exporters/catalogue
    exporters/downloads
    pages pages/chart
    form
    mcp
    ckan
    publish
    draft
    http/transport
    http/protocol
    http/snapshot
    http/monitoring http/routing
    http/response
    http/exchange
    http/handlers
    http/server
    static_site
    remote
    doctor
    desk
    desk/parent
    desk/face
    command
    .
""".strip().split("\n")]
# What main and the commands see of the server.
SERVER = pathlib.Path("include/hiraku/server.h")
STOREYS = list(dict.fromkeys(line[0].split("/")[0] for line in FLOORS))


HANDLERS = [path for path in UNITS if path.parts[:2] == ("api", "http")]
SERVICES = c_source.sources("api/service", "include/hiraku/service")
PAGES = c_source.sources("api/pages", "include/hiraku/pages")
# Files that describe what is published and who publishes it: they read the instance's keys, as they must.
DESCRIPTIONS = re.compile(r"(archive|workbook|citation(_\w+)?|bibtex|catalogue|dcat(_\w+)?|csvw|datapackage|metadata|schema_org|croissant|dataset)\.[ch]$")
# Words of those specifications that a table or a column has, too.
SPECIFIED = {"source", "sources", "frequency", "reference", "role", "column", "sha256", "month"}
# Types of columns that have the name of a column, in the dictionaries of the files for download.
TYPES = {"text", "period", "corporate_number"}
# Names that JSON puts around the rows (design.md, URLs); some are columns, too.
ENVELOPE = {"total", "returned", "complete", "next", "changed_in", "licence", "attribution", "items",
            "id", "url", "value", "release"}
# Status codes of RFC 9110 that are used by this program or nearly so.
STATUS_NUMBERS = "|".join("""100 200 204 206 301 302 303 304 307 308 400 401 403 404 405 406 408 409 410
    411 412 413 414 415 416 417 421 422 426 428 429 431 500 501 502 503 504 505""".split())


def lines_with(pattern, paths, view=c_source.code):
    return [f"{path}:{number}: {line.strip()}" for path in paths
            for number, line in enumerate(view(path).split("\n"), 1) if re.search(pattern, line)]


@functools.lru_cache(maxsize=None)
def calls():
    """Which of our files needs a function or an object of which other, from their object files."""
    objects = pathlib.Path(os.environ["HIRAKU"]).parent / "obj"
    path_of = {str(objects / path.with_suffix(".o")): path for path in UNITS}
    listed = subprocess.run(["nm", "-A", *path_of], capture_output=True, text=True, check=True).stdout
    needs, owner = {}, {}
    for file, kind, name in re.findall(r"^(.*\.o):.*\b([A-Z]) (\w+)$", listed, re.MULTILINE):
        if kind == "U":
            needs.setdefault(path_of[file], set()).add(name)
        else:
            owner[name] = path_of[file]
    return [(path, owner[name], name) for path in sorted(needs) for name in sorted(needs[path]) if name in owner]


def folder(path):
    """Of a source or a public header: "model/tables", "exporters/rdf", "." of main.c."""
    parent = path.parent
    for root in ("include/hiraku", "api"):
        if parent.is_relative_to(root):
            parent = parent.relative_to(root)
    return str(parent)


def floor(path):
    return next(number for number, line in enumerate(FLOORS) if folder(path) in line)


def storey(path):
    return STOREYS.index(folder(path).split("/")[0])


def goes_up(uses):
    return [f"{path} uses {name} of {used}" for path, used, name in uses if floor(used) > floor(path)]


def test_calls_only_go_down():
    uses = calls()
    assert len(uses) > 1500
    assert goes_up(uses) == []


def test_a_call_upwards_is_seen():
    up = (pathlib.Path("api/value/period.c"), pathlib.Path("api/store/cursor.c"), "store_next")
    assert goes_up([up]) == ["api/value/period.c uses store_next of api/store/cursor.c"]


# The one circle, of data: a programme lists who takes part, and each of these refers to its programme.
CIRCLES = {"api/model/tables/participations.c api/model/tables/programs.c"}


def circles(uses):
    """The files of each circle of calls, direct or through others."""
    called = {}
    for path, used, _ in uses:
        called.setdefault(path, set()).add(used)

    def reach(path):
        seen, todo = set(), [path]
        while todo:
            found = called.get(todo.pop(), set()) - seen
            seen |= found
            todo += found
        return seen

    reached = {path: reach(path) for path in called}
    return {" ".join(sorted(str(other) for other in reached[path] if path in reached.get(other, ())))
            for path in called if path in reached[path]}


def test_calls_go_round_in_no_circle():
    assert circles(use for use in calls() if use[0] != use[1]) == CIRCLES


def test_a_circle_of_calls_is_seen():
    a, b, c, d = (pathlib.Path(name) for name in ("a.c", "b.c", "c.c", "d.c"))
    uses = [(a, b, "b_read"), (b, c, "c_read"), (c, a, "a_name"), (a, d, "d_free")]
    assert circles(uses) == {"a.c b.c c.c"}
    assert circles(uses[:2] + uses[3:]) == set()


def includes():
    """Which file includes which public header."""
    return [(path, pathlib.Path("include", name)) for path in EVERYTHING
            for name in re.findall(r'#include "(hiraku/[^"]+)"', c_source.text(path))]


def includes_up(pairs):
    return [f"{path} includes {header}" for path, header in pairs if storey(header) > storey(path)]


def test_includes_only_go_down():
    """Between the folders of api/, and exporters: a part of one may read the contract of the whole."""
    pairs = [(path, header) for path, header in includes() if header != SERVER and path != SERVER]
    assert len(pairs) > 1000
    assert includes_up(pairs) == []


def includes_up_in_the_server(pairs):
    """There every include goes down, floor by floor: a handler knows no exchange, and what is below no handler."""
    return [f"{path} includes {header}" for path, header in pairs
            if "http/" in folder(path) and header != SERVER and floor(header) > floor(path)]


def test_includes_of_the_server_go_down_floor_by_floor():
    assert includes_up_in_the_server(includes()) == []


@pytest.mark.parametrize("path, header", [("handlers/handle_list.c", "server/server.h"), ("response/stream.c", "exchange/exchange.h"),
                                          ("routing/route.c", "handlers/handlers.h"), ("monitoring/metrics.c", "response/cache.h")])
def test_an_include_upwards_in_the_server_is_seen(path, header):
    pair = (pathlib.Path("api/http", path), pathlib.Path("include/hiraku/http", header))
    assert includes_up_in_the_server([pair]) == [f"{pair[0]} includes {pair[1]}"]


def exchange_seen(pairs):
    return [str(path) for path, header in pairs if header.name == "exchange.h" and folder(path) != "http/exchange"]


def test_only_its_own_folder_knows_an_exchange():
    """Handlers, pages and services see the request."""
    assert exchange_seen(includes()) == []


def test_a_handler_that_knows_the_exchange_is_seen():
    pair = (pathlib.Path("api/http/handlers/handle_list.c"), pathlib.Path("include/hiraku/http/exchange/exchange.h"))
    assert exchange_seen([pair]) == ["api/http/handlers/handle_list.c"]


def handlers_named(text):
    return re.findall(r"\b(?:handle_\w+|\w+_accepts|route_table)\b(?!\.[ch])", text)


@pytest.mark.parametrize("path", [path for path in EVERYTHING if folder(path) in ("http/routing", "http/response", "http/exchange",
                                                                                 "http/monitoring")], ids=str)
def test_what_answers_a_request_names_no_handler(path):
    """The table of routes is given to it."""
    assert handlers_named(c_source.code(path)) == []


def test_a_handler_that_is_named_is_seen():
    assert handlers_named("if (route->plan == handle_list)") == ["handle_list"]


def test_an_include_upwards_is_seen():
    up = (pathlib.Path("api/model/period.c"), pathlib.Path("include/hiraku/store/cursor.h"))
    assert includes_up([up]) == ["api/model/period.c includes include/hiraku/store/cursor.h"]


HEADERS = [path for path in EVERYTHING if path.suffix == ".h"]


def compile_alone(path, source=None):
    """What the compiler says of a header that nothing was included before."""
    flags = subprocess.run(["pkg-config", "--cflags", "libxml-2.0"], capture_output=True, text=True, check=True).stdout.split()
    return subprocess.run([*shlex.split(os.environ.get("CC", "cc")), "-std=c11", "-D_GNU_SOURCE", "-Wall", "-Werror", "-fsyntax-only", "-Iinclude",
                           *flags, "-x", "c", source or path], cwd=c_source.ROOT, capture_output=True, text=True).stderr


@pytest.mark.parametrize("path", HEADERS, ids=str)
def test_a_header_compiles_alone(path):
    assert compile_alone(path) == ""


def test_a_header_that_needs_another_is_seen(tmp_path):
    (tmp_path / "needy.h").write_text("struct slice needy(void);\nbool poor(struct slice text);\n")
    assert "bool" in compile_alone(None, tmp_path / "needy.h")


# Names of files and folders of a release and of a store. Prose that names one is written with spaces or in a .def.
OF_A_RELEASE = re.compile(r"""\S*(store\.(sqlite|columns)|(release|derived|instance)\.json|(changes|retired)\.csv)\S*
                              |(.*%s/|)(data|files)/(%.*|) | (?!/v1/)\S*releases/%.*""", re.VERBOSE)
# Where a word alone is such a name, too: elsewhere it is a key of JSON, a command or another file's ending.
ALONE = re.compile(r"data|releases|current|lock|\S*\.(tmp|old|gz)")
KEEPERS = [("api", "release"), ("api", "store"), ("api", "publish"), ("exporters",)]


def spells_a_path(path, literal):
    if "/v1/" in literal:  # an address of the API
        return False
    keeper = any(path.parts[:len(folder)] == folder for folder in KEEPERS)
    return OF_A_RELEASE.fullmatch(literal) or (keeper and ALONE.fullmatch(literal))


def test_one_place_spells_the_paths_of_a_release():
    assert [(str(path), line, literal) for path in UNITS if path.parts != ("api", "release", "layout.c")
            for line, literal in c_source.strings(path) if spells_a_path(path, literal)] == []


def test_a_path_of_a_release_is_seen():
    path = pathlib.Path("api/publish/prune.c")
    seen = ["store.sqlite", "%s/release.json", "data/%s.csv", "%s/data/%s.csv", "files/", "releases/%llu", "%s.gz", "current"]
    assert [literal for literal in seen if not spells_a_path(path, literal)] == []
    assert [literal for literal in ["/v1/releases/%s", "derived.json is not as it was written", "data/theme", "csv"]
            if spells_a_path(path, literal)] == []
    assert not spells_a_path(pathlib.Path("api/command/releases.c"), "current")


def distinguishes_types(text):
    """Lines that choose by a column's type what a row of api/model/type.c should say: a switch, a table of their own."""
    return re.findall(r"\bcase TYPE_(?!BY_)[A-Z]\w*|\[TYPE_(?!BY_)[A-Z]\w*\]\s*=", text)


def test_what_a_type_is_stands_in_its_row():
    """No file is excepted: who asks for one type alone writes an if."""
    assert distinguishes_types(c_source.code("api/model/type.c"))
    assert [(str(path), found) for path in UNITS if str(path) != "api/model/type.c"
            for found in distinguishes_types(c_source.code(path))] == []


@pytest.mark.parametrize("text", ["switch (column->type) {\n    case TYPE_INT:\n", '[TYPE_REF] = "reference"'])
def test_a_switch_over_types_is_seen(text):
    assert distinguishes_types(text)
    assert not distinguishes_types("[TYPE_BY_DAYS] = days; return column->type == TYPE_REF")


def begins_member(literal):
    """A name of JSON with its colon, behind which a value would follow by hand."""
    return re.search(r'\\":\s*$', literal)


def test_one_writer_writes_json():
    """Two serialisers of rows know their own ends: jsonld.c has triples as they come, which are no tree; json.c is the hot
    path, where one more call for a member was measured to cost a fifth."""
    assert [(str(path), line, literal) for path in UNITS if path.name not in ("jsonld.c", "json.c")
            for line, literal in c_source.strings(path) if begins_member(literal)] == []


@pytest.mark.parametrize("literal", [',\\"total\\":', '{\\n  \\"files\\": '])
def test_json_by_hand_is_seen(literal):
    assert begins_member(literal)


def test_private_headers_stay_in_their_folder():
    """What another folder needs stands in include/hiraku. main.c has no folder."""
    assert [f"{path}: {name}" for path in EVERYTHING if path.name != "main.c"
            for name in re.findall(r'#include "([^"]+)"', c_source.text(path))
            if not name.startswith("hiraku/") and "/" in name] == []


def test_only_the_driver_knows_sqlite():
    """One file includes its header and calls it, whatever else is linked."""
    found = lines_with(r"#\s*include\s*[<\"]sqlite3|\bsqlite3_\w|\bSQLITE_[A-Z]", EVERYTHING,
                       c_source.text)
    assert {line.split(":")[0] for line in found} == {"api/store/sqlite/driver.c"}


# What only one database understands, in SQL.
DATABASE_WORDS = re.compile(r"fts5|\browid\b|\bOR (REPLACE|IGNORE)\b|\bx'[0-9a-f]|\b(PRAGMA|MATCH|WITHOUT ROWID)\b|"
                            r"\b(nfkc|instr|strpos|group_concat|string_agg|ifnull|total)\(", re.IGNORECASE)
# The file that people download is one of SQLite, whatever keeps the releases.
SQLITE_FILE = "api/store/download.c"


def database_words(literals):
    """Of (path, line, text): the literals with such a word."""
    return [f"{path}:{line}: {text}" for path, line, text in literals if DATABASE_WORDS.search(text)]


def test_words_of_a_database_stand_in_its_dialect():
    literals = [(path, line, text) for path in c_source.sources("api/store", "api/staging", "api/query", "api/model")
                if str(path) != SQLITE_FILE for line, text in c_source.strings(path)]
    found = database_words(literals)
    assert any(one.startswith("api/store/sqlite/dialect.c") for one in found)
    assert [one for one in found if not one.startswith("api/store/sqlite/")] == []


@pytest.mark.parametrize("text", ["SELECT t.rowid", "INSERT OR REPLACE INTO ", "<$1||x'f4'", " USING fts5(terms",
                                  "PRAGMA cache_size=1", "_text MATCH ", "ifnull(a,'')", "group_concat(i,' ')"])
def test_a_word_of_a_database_is_seen(text):
    assert database_words([("api/store/store.c", 1, text)])


def test_one_file_chooses_the_driver():
    including = {str(path) for path, header in includes() if header == pathlib.Path("include/hiraku/store/sqlite.h")}
    assert including == {"api/store/drivers.c", "api/store/sqlite/driver.c", SQLITE_FILE}



def test_nobody_but_the_store_asks_the_driver():
    asking = {line.split(":")[0] for line in lines_with(r"\bdb_(open|run|prepare)\s*\(", UNITS)}
    assert asking and all(path.startswith(("api/store/", "api/staging/")) for path in asking)


def test_sql_is_written_in_the_store_only():
    statement = re.compile(r"\b(SELECT .+ FROM|INSERT INTO|CREATE (TABLE|INDEX)|DELETE FROM)\b")
    assert [(str(path), line) for path in UNITS if path.parts[:2] not in (("api", "store"), ("api", "staging"))
            for line, literal in c_source.strings(path) if statement.search(literal)] == []


def test_one_place_of_each_server_queues_responses():
    found = lines_with(r"\bMHD_queue_response\s*\(", EVERYTHING)
    assert {line.split(":")[0] for line in found} == {"api/http/exchange/respond.c", "api/desk/face/visit_send.c"}


def test_the_formats_know_no_http_and_the_model_knows_neither():
    assert lines_with(r"#\s*include\s*[<\"](microhttpd|hiraku/http)", [
        path for path in EVERYTHING if path != SERVER and storey(path) < STOREYS.index("http")],
        c_source.text) == []


def speaks_http(source):
    """What a service must not know: who asks, over which protocol, and in which form the answer is written."""
    return re.findall(r"(?i)\bmicrohttpd|hiraku/(?:http/|base/json)\w*|\bMHD_\w+|\bjson_\w+|"
                      r"\bstruct (?:request|reply)\b|\"(?:application|text)/[\w.+-]+|\bHTTP/\d", source)


@pytest.mark.parametrize("path", SERVICES, ids=str)
def test_the_services_know_no_http(path):
    assert speaks_http(c_source.text(path)) == []


def test_a_service_that_speaks_http_is_seen():
    source = '#include "hiraku/http/routing/request.h"\njson_text(out);\nreturn "text/csv; charset=utf-8";'
    assert speaks_http(source) == ["hiraku/http/routing", "json_text", '"text/csv']


def asks_over_http(source):
    """What a page must not know: who asks, and with which request."""
    return re.findall(r"(?i)\bmicrohttpd|hiraku/http/\w*|\bMHD_\w+|\bstruct (?:request|reply|representation)\b", source)


@pytest.mark.parametrize("path", PAGES, ids=str)
def test_the_pages_know_no_http(path):
    """They take a struct page_context."""
    assert asks_over_http(c_source.text(path)) == []


def test_a_page_that_asks_over_http_is_seen():
    source = '#include "hiraku/http/routing/request.h"\nvoid page(const struct request *request, int MHD_YES);'
    assert asks_over_http(source) == ["hiraku/http/routing", "struct request", "MHD_YES"]


def spells_tag(literal):
    """A piece of a tag of HTML."""
    return re.search(r"</?(?:a|body|br|code|d[dlt]|div|h[1-6]|head|html|li|main|nav|p|section|span|t(?:able|body|[dhr]|head)|ul)[ >]",
                     literal)


def test_the_element_writer_alone_spells_tags():
    """It closes what was opened, and escapes what stands between."""
    assert [(str(path), line, literal) for path in UNITS for line, literal in c_source.strings(path) if spells_tag(literal)] == []


@pytest.mark.parametrize("literal", ["</td><td>", '<a href=\\"', "<p>", "a<br>"])
def test_a_tag_by_hand_is_seen(literal):
    assert spells_tag(literal)


def model_names():
    """Names of tables and columns, read from the model's files. A list on demand is no table: its path is its handler's."""
    tables, columns = set(), set()
    for path in c_source.sources("api/model/tables"):
        source = c_source.text(path)
        if ".on_demand = true" not in source:  # whose routes and services are their own
            tables.update(re.findall(r"struct resource (\w+)_resource = \{", source))
        columns.update(re.findall(r'\.name = "(\w+)"', source))
        columns.update(re.findall(r'COLUMN_(?:TEXT|ENUM|REF|PERIOD|DATE|INT|IRI|LOOKUP)\("(\w+)"', source))
        for stem in re.findall(r'COLUMN_TWINS\("(\w+)"', source):
            columns.update((stem + "_ja", stem + "_en"))
    return tables, columns


def instance_keys():
    source = c_source.text("api/model/tables/instance.c")
    return set(re.findall(r'(?:\.name = |TEXT\(|IRI\()"(\w+)"', source))


def test_the_names_of_the_model_are_found():
    tables, columns = model_names()
    assert len(tables) >= 16 and {"observations", "municipalities"} <= tables
    assert {"value", "name_ja", "corporate_number", "starts", "source"} <= columns


@pytest.mark.parametrize("path", WRITERS, ids=str)
def test_no_format_names_a_table_or_a_column(path):
    tables, columns = model_names()
    named = (tables | columns) - ENVELOPE
    if DESCRIPTIONS.match(path.name):
        named -= instance_keys() | SPECIFIED | TYPES
    # A format's own name, suffix and path are not names of the model.
    assert [(line, literal) for line, literal in c_source.strings(path)
            if literal in named or any(re.search(rf"/{table}\b", literal) for table in tables)] == []


# The routes of the figures, and the examples of paths that compare or embed them.
ROUTES = {"/v1/kpis/{kpi}/series", "/v1/kpis/{kpi}/vintages", "/v1/kpis/{kpi}/chart", "/v1/kpis", "/embed/kpis/{kpi}", "/kpis",
          "/observations"}


@pytest.mark.parametrize("path", HANDLERS + [path for path in SERVICES if path.suffix == ".c"], ids=str)
def test_no_handler_names_a_table(path):
    """A table that is added needs no handler. Of figures the model tells: the cube, and what its key refers to."""
    tables = model_names()[0] - {"instance"}
    assert [(line, literal) for line, literal in c_source.strings(path)
            if (literal in tables or any(re.search(rf"/{table}\b", literal) for table in tables))
            and literal not in ROUTES] == []


def test_numbers_are_never_floating_point():
    """A workbook has no other numbers: there the published text is compared with what it would show. How relevant a row is
    to words is never shown. How well two colours are told apart has powers of 2.4 (WCAG 2.2), and is no figure of anybody."""
    exact = [path for path in EVERYTHING if not re.match(r"(workbook(_cell)?|words_rank|colour|site_palette)\.[ch]", path.name)
             if path != SERVER and storey(path) < STOREYS.index("http")]
    assert lines_with(r"\b(double|float|strtod|atof|sqlite3_column_double|json_real\w*)\b", exact) == []


def test_http_status_numbers_stand_in_one_table():
    http = [path for path in EVERYTHING if path.parts[:2] == ("api", "http")
            and path.name != "respond.c"]
    macro = r"\bMHD_HTTP_(?!HEADER|METHOD|VERSION|POST|MIME)[A-Z]+"
    number = rf"(?:->http|\bstatus_code|\bcode)\s*[=!<>]=?\s*(?:{STATUS_NUMBERS})\b"
    assert lines_with(macro, [path for path in EVERYTHING if path.name != "respond.c"]) == []
    assert lines_with(number, http) == []


@pytest.mark.parametrize("path", EVERYTHING, ids=str)
def test_a_file_has_at_most_450_lines(path):
    assert c_source.text(path).count("\n") <= 450


def long_handlers(lines):
    """Of {path: lines}: the handlers with 80 lines or more."""
    return {path.name for path, count in lines.items() if folder(path) == "http/handlers" and count >= 80}


def test_a_handler_plans_and_writes_only():
    """What it finds out stands in a service, what it shows in a page, what answers have in common in http/response."""
    assert long_handlers({path: c_source.text(path).count("\n") for path in UNITS}) == set()


def test_a_long_handler_is_seen():
    path = pathlib.Path("api/http/handlers/handle_list.c")
    assert long_handlers({path: 80, pathlib.Path("api/pages/page.c"): 400}) == {"handle_list.c"}
    assert long_handlers({path: 79}) == set()


@pytest.mark.parametrize("path", UNITS, ids=str)
def test_a_function_is_shorter_than_60_lines(path):
    assert [found for found in c_source.functions(path) if found[2] >= 60] == []


# What a library calls, as it wants to call it.
CALLED_BY_LIBRARIES = {"answer_call", "face_call"}


@pytest.mark.parametrize("path", UNITS, ids=str)
def test_a_function_has_at_most_six_parameters(path):
    assert [found for found in c_source.parameters(path)
            if found[2] > 6 and found[1] not in CALLED_BY_LIBRARIES] == []


def test_parameters_are_counted():
    found = {name: count for path in UNITS for _, name, count in c_source.parameters(path)}
    assert found["answer_call"] == 8 and found["report_watch"] == 3 and found["model_digest"] == 1


def test_a_function_has_a_name_of_its_own():
    """So that grep, a debugger and a profiler tell the truth: static functions carry the name of their module."""
    owners = {}
    for path in UNITS:
        for _, name, _ in c_source.functions(path):
            owners.setdefault(name, []).append(str(path))
    assert {name: paths for name, paths in owners.items() if len(paths) > 1} == {}


def test_functions_are_seen():
    found = [name for path in UNITS for _, name, _ in c_source.functions(path)]
    assert len(found) > 300 and "period_part_read" in found


def test_nothing_but_constants_has_file_scope():
    """Globals: constant tables, the stop flag, the places of mapped files (a signal has no context), locks around what
    libraries share, and what allocators without a context have of their thread (failed, pool) or give to a library
    (functions)."""
    allowed = re.compile(r"stop|signal|ready|one_closes|failed|mapped|markdown_pool|markdown_functions")
    wrong = []
    for path in UNITS:
        for number, line in enumerate(c_source.code(path).split("\n"), 1):
            match = re.match(r"static (?!inline|const\b|.*\bconst\b)[\w\s*]+?(\w+)(\[[^\]]*\])?\s*(=|;)", line)
            if match and not allowed.search(match[1]):
                wrong.append(f"{path}:{number}: {line}")
    assert wrong == []


# Floors whose files are tested one by one, without a release.
TESTED = {"base", "value", "csv", "query", "statistics"}
UNIT_TESTS = c_source.sources("tests/unit")
# What the database plans to do for every filter: of no file alone.
OF_NO_FILE = {"store/plan"}


def under_test(path):
    """Of a unit test: its folder and the name of the file that it tests."""
    return f"{path.parent.relative_to('tests/unit')}/{path.stem.removeprefix('test_')}"


def unit_named(path):
    """Of a source or a header: as its unit test is named."""
    return f"{folder(path)}/{path.stem}"


def without_a_test(names):
    """Of those of these floors."""
    tested = {under_test(path) for path in UNIT_TESTS if path.suffix == ".c"}
    return [name for name in names if name.rsplit("/", 1)[0] in TESTED and name not in tested]


def test_a_unit_test_is_named_after_the_file_it_tests():
    """tests/unit/FOLDER/test_FILE.c: whether FILE is tested needs no search."""
    files = {unit_named(path) for path in EVERYTHING}
    assert [str(path) for path in UNIT_TESTS if path.suffix == ".c" and under_test(path) not in files | OF_NO_FILE] == []


def test_each_file_of_the_lower_floors_has_a_unit_test():
    assert without_a_test(unit_named(path) for path in UNITS) == []


def test_a_file_without_a_unit_test_is_seen():
    assert without_a_test(["base/out", "base/new", "publish/new"]) == ["base/new"]
