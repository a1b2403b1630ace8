"""The n-th allocation fails: no crash, no leak, the right outcome, and everything works afterwards."""

import concurrent.futures
import re

import pytest

import fault

WORKERS = 2
DEPTH = {fault.OWN: 24, fault.LIBRARY: 12}  # callers that are a place
FIRSTS = 8  # calls from a place that fail, and the last: the rest is one for each row
ROUTES = [
    "/", "/index.html", "/healthz", "/readyz", "/v1/instance.json", "/v1/instance.rdf", "/v1/openapi.json",
    "/v1/kpis/hanano-kpi1/series.json", "/v1/kpis/hanano-kpi1/series.csv?derive=difference",
    "/v1/aggregate/observations.json?group=kpi&measure=count",
    "/v1/compare.json?kpi=hanano-kpi1,hanano-snow-survey",
    "/v1/kpis/hanano-kpi1/chart.svg", "/v1/compare/chart.svg?kpi=hanano-kpi1,hanano-snow-survey",
    "/v1/aggregate/observations/chart.svg?group=kpi&measure=count",
    "/v1/aggregate/pilots/chart.svg?group=program,stage&shape=shares",
    "/compare?kpi=hanano-kpi1&find=%E8%8A%B1", "/compare?kpi=hanano-kpi1,hanano-snow-survey",
    "/v1/search.json?q=%E8%8A%B1%E9%87%8E", "/v1/programs.json?q=%E8%8A%B1%E9%87%8E&facet=kind&include=municipality",
    "/v1/observations.json?kpi=hanano-kpi1&value__ge=3&sort=-value&limit=1", "/v1/observations.csv?sort=value",
    "/v1/programs.csv?profile=cp932&substitute=geta", "/v1/observations.csv?profile=sdmx", "/v1/sources.rdf?sort=-id", "/v1/kpis.ndjson?fields=id",
    "/v1/programs.csv", "/v1/programs/hanano-challenge.json", "/v1/programs/hanano-challenge.rdf",
    "/v1/programs/gone.json", "/id/programs/hanano-challenge", "/docs.html", "/docs/dictionary.html", "/docs/listKpis.html", "/docs/getKpiSeries.html?kpi=hanano-kpi1",
    "/docs/getKpi.html?kpi=gone", "/downloads",
    "/docs/style.css", "/docs/script.js", "/ns.ttl", "/catalog.jsonld", "/v1/structures/observations.nt", "/datapackage.json",
    "/sitemap.xml", "/v1/programs.ttl?sort=-id", "/v1/periods.json", "/problems/bad-parameter.json",
    "/v1/programs.json?knd=1", "/nowhere",
    *fault.PAGES,
    '/mcp {"jsonrpc":"2.0","id":"a","method":"tools/call","params":{"name":"query_records","arguments":{"dataset":"observations"}}}',
    '/mcp {"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"describe","arguments":{"dataset":"kpis"}}}',
    '/mcp {"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"summarize","arguments":{"dataset":"observations","measure":"sum"}}}',
    '/mcp {"jsonrpc":"2.0","id":1,"method":"tools/list"}', '/mcp {"jsonrpc":"2.0","id":1,"method":"nothing"}',
    '/api/3/action/datastore_search {"resource_id":"observations-csv","limit":2,"offset":1,"filters":{"value_type":["actual","target"]},"sort":"value desc"}',
    '/api/3/action/package_search {"q":"name:(kpis OR units)","facet.field":["tags"],"rows":1,"fl":["id"]}',
    '/api/3/action/datastore_search {"id":"kpis","filters":"a"}',
    "/api/3/action/package_show?id=kpis", "/api/action/organization_list?all_fields=true", "/api/3/action/datastore_info?id=kpis", "/api/3/action/nothing",
    # of counts that no flush changes meanwhile
    "/v1/usage.json?month=1999-01", "/v1/usage.csv?month=1999-01",
    "/v1/downloads.json", "/v1/downloads/sources.csv", "/v1/downloads/sources.rdf.gz", "/v1/downloads/sorces.csv",
]


def publish_with(kind, numbers, store, instance, folder, **how):
    """Publishes into copies of the store with each allocation failing in turn, in several processes."""
    def work(worker):
        copy = folder / f"store-{worker}"
        page = fault.Page(folder / f"page-{worker}")
        before = fault.snapshot(fault.copy_store(store, copy))
        for number in numbers[worker::WORKERS]:
            page.arm(kind, number)
            done = fault.run(page, "publish", "--store", copy, instance, **how)
            fired = page.disarm()
            failed[worker] += 1 if fired else 0
            what = f"allocation {number} of kind {kind}"
            try:
                assert not re.search("Sanitizer|runtime error|exit 9[89]", done.stderr), f"{what}\n{done.stderr[-6000:]}"
                dirty = fault.check_after(copy, before, instance, done, what)
            except AssertionError as problem:
                lost.append(problem)
                dirty = True
            if dirty:
                before = fault.snapshot(fault.copy_store(store, copy))

    lost, failed = [], [0] * WORKERS
    with concurrent.futures.ThreadPoolExecutor(WORKERS) as pool:
        for result in [pool.submit(work, worker) for worker in range(WORKERS)]:
            result.result()
    fault.totals["allocations"] += sum(failed)
    assert not lost, f"{len(lost)} lost\n" + "\n".join(str(one) for one in lost)
    return sum(failed)


def count_calls(kind, store, instance, folder, **how):
    page = fault.Page(folder / "page")
    copy = fault.copy_store(store, folder / "store")
    page.arm(kind, 0, traced=DEPTH[kind])
    done = fault.run(page, "publish", "--store", copy, instance, **how)
    assert done.returncode == 0, done.stderr
    return page


def test_every_own_allocation_of_a_publish_may_fail(published, instance, tmp_path):
    """The first and the last call from each place in the program, or the first few."""
    page = count_calls(fault.OWN, published, instance, tmp_path, watched=True)
    numbers = fault.spread(page.places(fault.OWN, FIRSTS if fault.FULL else 1), 120)
    failed = publish_with(fault.OWN, numbers, published, instance, tmp_path, watched=True)
    assert failed >= len(numbers) * 0.9


def test_allocations_of_watched_libraries_of_a_publish_may_fail(published, instance, tmp_path):
    page = count_calls(fault.LIBRARY, published, instance, tmp_path, watched=True)
    numbers = fault.spread(page.places(fault.LIBRARY, last=False), 80)
    publish_with(fault.LIBRARY, numbers, published, instance, tmp_path, watched=True)


def test_allocations_of_all_libraries_of_a_publish_may_fail(published, instance, tmp_path):
    page = count_calls(fault.LIBRARY, published, instance, tmp_path, preload=True)
    numbers = fault.spread(page.places(fault.LIBRARY, last=False), 80)
    publish_with(fault.LIBRARY, numbers, published, instance, tmp_path, preload=True)


def ask_whole(server, target):
    whole = server.ask(target)
    assert whole[0] in (200, 303, 400, 404, 409), f"{whole}\n{server.text()}"
    return whole


def check_request(server, page, kind, target, number, whole):
    """One request with one fault; whether the fault happened."""
    page.arm(kind, number)
    status, body = server.ask(target)
    fired = page.disarm()
    what = f"{target}, allocation {number} of kind {kind}: {status} {body[:300]!r}"
    assert server.alive(), f"{what}\n{server.text()}"
    if (status, body) != whole:
        assert fired, what
        # the same refusal may say less
        assert status in (0, 503) or status == whole[0] >= 400, f"{what}\n{server.text()}"
    assert server.ask(target) == whole, f"after {what}\n{server.text()}"
    return fired




@pytest.mark.parametrize("target", ROUTES)
def test_every_own_allocation_of_a_request_may_fail(watched_server, target):
    server, page = watched_server
    whole = ask_whole(server, target)
    page.arm(fault.OWN, 0, traced=DEPTH[fault.OWN])
    server.ask(target)
    page.disarm()
    numbers = range(1, page.count(fault.OWN) + 1)
    if len(numbers) > 60:
        numbers = fault.spread(page.places(fault.OWN, FIRSTS if fault.FULL else 1), 20)
    for number in numbers:
        fault.totals["allocations"] += check_request(server, page, fault.OWN, target, number, whole)


@pytest.mark.parametrize("target", ROUTES)
def test_allocations_of_watched_libraries_of_a_request_may_fail(watched_server, target):
    server, page = watched_server
    whole = ask_whole(server, target)
    page.arm(fault.LIBRARY, 0, traced=DEPTH[fault.LIBRARY])
    server.ask(target)
    page.disarm()
    for number in fault.spread(page.places(fault.LIBRARY, last=fault.FULL), 12):
        fault.totals["allocations"] += check_request(server, page, fault.LIBRARY, target, number, whole)


@pytest.mark.parametrize("target", ROUTES)
def test_allocations_of_all_libraries_of_a_request_may_fail(plain_server, target):
    server, page = plain_server
    whole = ask_whole(server, target)
    page.arm(fault.LIBRARY, 0, traced=DEPTH[fault.LIBRARY])
    server.ask(target)
    page.disarm()
    for number in fault.spread(page.places(fault.LIBRARY, last=fault.FULL), 12):
        fault.totals["allocations"] += check_request(server, page, fault.LIBRARY, target, number, whole)


def serving(published, folder, **how):
    page = fault.Page(folder / "page")
    store = fault.revised_store(published, folder)
    # without a cache: a handler makes each answer anew
    server = fault.Server(store, page, options=["--cache-bytes", "0"], **how)
    assert server.port, server.text()
    return server, page


@pytest.fixture(scope="module")
def watched_server(published, tmp_path_factory):
    server, page = serving(published, tmp_path_factory.mktemp("watched"), watched=True)
    yield server, page
    page.disarm()
    code = server.stop()
    assert code == 0 and "Sanitizer" not in server.text(), server.text()


@pytest.fixture(scope="module")
def plain_server(published, tmp_path_factory):
    server, page = serving(published, tmp_path_factory.mktemp("plain"), preload=True)
    yield server, page
    page.disarm()
    assert server.stop() == 0


@pytest.mark.parametrize("kind", [fault.OWN, fault.LIBRARY])
def test_the_start_of_a_server_may_fail(published, tmp_path, kind):
    """It does not start, with exit 3, or it starts and answers."""
    page = fault.Page(tmp_path / "page")
    store = fault.copy_store(published, tmp_path / "store")
    page.arm(kind, 0)
    server = fault.Server(store, page, watched=True)
    count = page.count(kind)
    server.stop()
    for number in fault.steps(count, 60):
        page.arm(kind, number)
        server = fault.Server(store, page, watched=True)
        page.disarm()
        if server.port:
            assert server.ask("/v1/programs.json")[0] == 200, f"{number}: {server.text()}"
            code = server.stop()
            assert code == 0, f"{number}: {code} {server.text()}"
        else:
            code = server.process.wait(20)
            server.process.stdout.close()
            assert code == fault.MACHINE, f"{number}: {code} {server.text()}"
        assert "Sanitizer" not in server.text(), f"{number}: {server.text()}"
        fault.totals["allocations"] += 1
