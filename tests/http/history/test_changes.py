"""What changed in the releases and why: /v1/releases, /v1/changes, histories of records, data/corrections.csv."""

import csv
import hashlib
import io
import json
import shutil

import pytest
import rdflib

from conftest import ROOT, fetch, publish_directory, publish_result, run_program, serve_store
from rdf_readers import readings

FIGURE = "hanano-kpi1.FY2024.actual.level._._._"
SURVEY = "hanano-snow-survey.2025-02.actual.level.satisfied._._"
PROV = rdflib.Namespace("http://www.w3.org/ns/prov#")
HEADER = ["table", "id", "column", "kind", "note_ja", "note_en", "decided_on"]


def make_instance(folder):
    shutil.copytree(ROOT / "contrib" / "instances" / "template", folder)
    for path in (folder / "examples").glob("*.csv"):
        shutil.copy(path, folder / "data")
    return folder


def edit(folder, table, change):
    """`change` gives each row of a table, a dictionary, back as it is to be; None: it goes."""
    path = folder / "data" / f"{table}.csv"
    with open(path, encoding="utf-8-sig", newline="") as file:
        reader = csv.DictReader(file)
        rows, names = [change(row) for row in reader], reader.fieldnames
    with open(path, "w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, names)
        writer.writeheader()
        writer.writerows(row for row in rows if row)


def set_figure(folder, value):
    edit(folder, "observations", lambda row: {**row, "value": value} if
         (row["kpi"], row["period"], row["value_type"]) == ("hanano-kpi1", "FY2024", "actual") else row)


def drop_survey(folder):
    edit(folder, "observations", lambda row: None if row["kpi"] == "hanano-snow-survey" else row)


def give_reasons(folder, *rows):
    with open(folder / "data" / "corrections.csv", "w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([HEADER, *rows])


CORRECTED = ["observations", FIGURE, "value", "correction", "二件の漏れがあった。", "Two were left out.", "2025-06-01"]
WITHDRAWN = ["observations", SURVEY, "", "withdrawal", "調査を取り下げた。", "", "2025-06-02"]


@pytest.fixture
def instance(tmp_path):
    return make_instance(tmp_path / "instance")


@pytest.fixture(scope="module")
def history(tmp_path_factory):
    """Three releases: a figure is corrected, then a row goes, each with a reason; the title without one."""
    folder = tmp_path_factory.mktemp("history")
    instance, store = make_instance(folder / "instance"), folder / "store"
    publish_directory(store, instance, "--message", "最初")
    set_figure(instance, "6")
    give_reasons(instance, CORRECTED)
    publish_directory(store, instance, "--message", "訂正", "--message-en", "corrected")
    drop_survey(instance)
    give_reasons(instance, CORRECTED, WITHDRAWN)
    settings = instance / "instance.json"
    settings.write_text(settings.read_text(encoding="utf-8").replace("Hanano City open", "Hanano's open", 1),
                        encoding="utf-8")
    publish_directory(store, instance)
    with serve_store(store) as server:
        server.store = store
        yield server


def get(server, path):
    answer = fetch(server, path)
    assert answer.status_code == 200, answer.text
    return answer.json()


# --- releases ---


def test_releases_come_newest_first_with_time_message_counts_and_digest(history):
    found = get(history, "/v1/releases")
    assert [one["number"] for one in found["items"]] == [3, 2, 1]
    assert (found["total"], found["complete"], found["next"]) == (3, True, None)
    second = found["items"][1]
    assert (second["message_ja"], second["message_en"]) == ("訂正", "corrected")
    assert (second["added"], second["removed"], second["modified"]) == (0, 0, 1)
    assert second["tables"]["observations"]["modified"] == 1
    manifest = history.store / "releases" / "2" / "release.json"
    assert second["sha256"] == hashlib.sha256(manifest.read_bytes()).hexdigest()
    assert second["published_at"] == json.loads(manifest.read_bytes())["published_at"]
    assert found["items"][0]["previous_sha256"] == second["sha256"]


def test_releases_have_pages(history):
    first = get(history, "/v1/releases?limit=2")
    assert [one["number"] for one in first["items"]] == [3, 2]
    assert [one["number"] for one in get(history, first["next"])["items"]] == [1]


def test_a_release_by_its_number_and_none_beyond_the_newest(history):
    assert get(history, "/v1/releases/2") == get(history, "/v1/releases")["items"][1]
    answer = fetch(history, "/v1/releases/4")
    assert answer.status_code == 404
    assert answer.json()["errors"][0]["did_you_mean"] == "3"


# --- changes ---


def test_changes_say_what_was_and_what_is_and_why(history):
    found = get(history, "/v1/changes")["items"]
    assert [(one["release"], one["table"], one["change"], one["column"], one["old"], one["new"], one["kind"])
            for one in found] == [
                (3, "observations", "removed", None, None, None, "withdrawal"),
                (3, "instance", "modified", "title_en", found[1]["old"], found[1]["new"], None),
                (2, "observations", "modified", "value", "4", "6", "correction")]
    assert found[2]["id"] == FIGURE and found[2]["kpi"] == "hanano-kpi1"
    assert found[2]["note_ja"] == CORRECTED[4] and found[2]["note_en"] == CORRECTED[5]
    assert found[2]["decided_on"] == "2025-06-01"


@pytest.mark.parametrize("parameters, releases", [
    ("since=2", [3, 3]), ("until=2", [2]), ("since=3", []), ("since=99", []), ("table=instance", [3]),
    ("kpi=hanano-kpi1", [2]), (f"id={SURVEY}", [3]), ("kind=correction", [2]), ("kind__isnull=true", [3]),
    ("column=value&since=0", [2]), ("decided_on__ge=2025-06-02", [3]),
])
def test_changes_are_filtered(history, parameters, releases):
    assert [one["release"] for one in get(history, f"/v1/changes?{parameters}")["items"]] == releases


def test_changes_of_a_release_are_those_of_no_other(history):
    assert get(history, "/v1/releases/2/changes")["items"] == get(history, "/v1/changes?until=2")["items"]
    assert get(history, "/v1/releases/1/changes")["items"] == []


def test_changes_have_pages(history):
    path, seen = "/v1/changes?limit=1", []
    while path:
        page = get(history, path)
        seen += page["items"]
        path = page["next"]
    assert seen == get(history, "/v1/changes")["items"]


def test_a_change_has_an_address_of_its_own(history):
    one = get(history, "/v1/changes?until=2")["items"][0]
    assert get(history, "/v1/changes/" + one["entry"]) == one
    assert fetch(history, "/v1/changes/2-99").status_code == 404
    assert fetch(history, "/v1/changes/nothing").status_code == 404


@pytest.mark.parametrize("parameters, name", [("since=x", "since"), ("table=observation", "table"), ("sort=id", "sort")])
def test_a_parameter_that_cannot_be_is_named(history, parameters, name):
    answer = fetch(history, f"/v1/changes?{parameters}")
    assert answer.status_code == 400
    assert answer.json()["errors"][0]["parameter"] == name


def test_csv_and_ndjson_have_the_same_rows(history):
    items = get(history, "/v1/changes")["items"]
    lines = [json.loads(line) for line in fetch(history, "/v1/changes.ndjson").text.splitlines()]
    assert lines == items
    rows = list(csv.DictReader(io.StringIO(fetch(history, "/v1/changes.csv").content.decode())))
    assert [{key: value or None for key, value in row.items()} for row in rows] == [
        {key: None if value is None else str(value) for key, value in one.items() if key != "url"} for one in items]


@pytest.mark.parametrize("name", ["ttl", "nt", "rdf", "jsonld"])
def test_changes_are_activities_that_used_one_version_and_generated_the_next(history, name):
    for reader, triples in readings(fetch(history, f"/v1/changes.{name}?until=2").content, name):
        graph = rdflib.Graph()
        for triple in triples:
            graph.add(triple)
        activities = list(graph.subjects(rdflib.RDF.type, PROV.Activity))
        assert len(activities) == 1, reader
        assert str(graph.value(activities[0], PROV.used)).endswith(f"/v1/observations/{FIGURE}?release=1")
        assert str(graph.value(activities[0], PROV.generated)).endswith(f"/v1/observations/{FIGURE}?release=2")
        assert graph.value(activities[0], PROV.endedAtTime).datatype == rdflib.XSD.dateTime


# --- histories ---


def test_a_history_goes_back_to_the_first_release(history):
    found = get(history, f"/v1/observations/{FIGURE}/history")["items"]
    assert [(one["release"], one["change"], one["old"], one["new"]) for one in found] == [
        (2, "modified", "4", "6"), (1, "added", None, None)]


def test_a_record_that_is_gone_has_a_history_with_what_it_said(history):
    assert fetch(history, f"/v1/observations/{SURVEY}").status_code == 410
    found = get(history, f"/v1/observations/{SURVEY}/history")["items"]
    assert {one["column"]: one["old"] for one in found if one["release"] == 3}["value"] == "82.5"
    assert found[0]["kind"] == "withdrawal" and found[-1]["change"] == "added"


def test_a_record_that_never_was_has_no_history(history):
    assert fetch(history, "/v1/observations/nothing/history").status_code == 404


# --- reasons ---


def findings(done, rule):
    return [one for one in json.loads(done.stdout)["findings"] if one["rule"] == rule]


def publish(store, instance):
    return run_program("publish", "--json", "--store", store, instance)


def test_a_reason_that_explains_nothing_is_an_error_that_proposes_the_nearest_change(instance, store):
    publish_directory(store, instance)
    set_figure(instance, "6")
    give_reasons(instance, [CORRECTED[0], FIGURE.replace("kpi1", "kpi7"), *CORRECTED[2:]])
    done = publish(store, instance)
    assert done.returncode != 0
    (one,) = findings(done, "reason-unused")
    assert (one["file"], one["line"], one["mended"]) == ("data/corrections.csv", 2, f"observations {FIGURE} value")
    assert not (store / "releases" / "2").exists()


def test_a_reason_answers_the_warning_of_a_figure_and_of_a_row(instance, store):
    publish_directory(store, instance)
    set_figure(instance, "6")
    drop_survey(instance)
    done = run_program("publish", "--json", "--dry-run", "--store", store, instance)
    assert findings(done, "final-changed") and findings(done, "record-removed")
    give_reasons(instance, CORRECTED, WITHDRAWN)
    assert publish_result(store, instance)["warnings"] == 0


def test_reasons_that_were_published_are_passed_over(instance, store):
    publish_directory(store, instance)
    set_figure(instance, "6")
    give_reasons(instance, CORRECTED)
    publish_directory(store, instance)
    publish_directory(store, instance)
    set_figure(instance, "7")
    assert findings(publish(store, instance), "final-changed"), "the old reason is not one of the new change"


def test_a_published_reason_that_is_reworded_is_a_warning(instance, store):
    publish_directory(store, instance)
    set_figure(instance, "6")
    give_reasons(instance, CORRECTED)
    publish_directory(store, instance)
    give_reasons(instance, [*CORRECTED[:4], "別の文。", *CORRECTED[5:]])
    done = publish(store, instance)
    assert done.returncode == 0 and len(findings(done, "reason-reworded")) == 1


def test_reasons_of_the_first_release_are_for_no_later_change(instance, store):
    give_reasons(instance, CORRECTED)
    publish_directory(store, instance)
    set_figure(instance, "6")
    assert findings(publish(store, instance), "final-changed")


def test_a_reason_of_a_whole_row_explains_all_its_changes(instance, store):
    publish_directory(store, instance)
    set_figure(instance, "6")
    give_reasons(instance, [*CORRECTED[:2], "", *CORRECTED[3:]])
    assert publish_result(store, instance)["warnings"] == 0


def test_required_reasons_make_errors_of_figures_and_rows_without_one(instance, store):
    settings = json.loads((instance / "instance.json").read_text(encoding="utf-8"))
    settings["require_reasons"] = True
    (instance / "instance.json").write_text(json.dumps(settings, ensure_ascii=False), encoding="utf-8")
    publish_directory(store, instance)
    set_figure(instance, "6")
    drop_survey(instance)
    done = publish(store, instance)
    assert done.returncode != 0
    assert len(findings(done, "reason-missing")) == 1 and len(findings(done, "reason-missing-row")) == 1
    give_reasons(instance, CORRECTED, WITHDRAWN)
    publish_directory(store, instance)
    assert run_program("rollback", "--store", store, "1").returncode == 0, "an earlier release is its own reason"


@pytest.mark.parametrize("row, rule, mended", [
    (["観測値", *CORRECTED[1:]], "reason-table", "observations"),
    ([*CORRECTED[:2], "値", *CORRECTED[3:]], "reason-column", "value"),
    ([*CORRECTED[:3], "訂正", *CORRECTED[4:]], "bad-code", "correction"),
])
def test_what_people_write_into_a_reason_is_understood(instance, row, rule, mended):
    give_reasons(instance, row)
    done = run_program("check", "--json", instance)
    (one,) = findings(done, rule)
    assert (one["line"], one["mended"]) == (2, mended)


def test_a_changed_reason_is_found_by_verify(instance, store):
    publish_directory(store, instance)
    set_figure(instance, "6")
    give_reasons(instance, CORRECTED)
    publish_directory(store, instance)
    assert run_program("verify", "--store", store).returncode == 0
    path = store / "releases" / "2" / "reasons.csv"
    path.write_text(path.read_text(encoding="utf-8").replace("二件", "三件"), encoding="utf-8")
    assert run_program("verify", "--store", store).returncode != 0
