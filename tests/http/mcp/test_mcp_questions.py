"""Twenty questions of a journalist, answered by tool calls alone: the right figure, how sure it is, and its source.

questions.tsv has them, each with what the source's line says; nothing of it was read from an answer. The journalist here
knows no dataset, column, code or id: what is in 「 」 of a question is all that it has, and the tools tell the rest.
"""

import csv
import pathlib
import re

import pytest

from conftest import publish_directory, serve_store
from mcp_client import rows
from small_instance import KPIS, Instance

QUESTIONS = list(csv.DictReader((pathlib.Path(__file__).parent / "questions.tsv").open(encoding="utf-8"), delimiter="\t",
                                quoting=csv.QUOTE_NONE))


def pages(server, tool, **arguments):
    """All items, from page to page, and what is said beside them."""
    items, content = [], {"next": None}
    for _ in range(200):
        content = rows(server, tool, **arguments, **({"cursor": content["next"]} if content["next"] else {}))
        items += content["items"]
        if not content["next"]:
            return items, content
    raise AssertionError("the pages do not end")


def texts(value):
    if isinstance(value, dict):
        return [text for one in value.values() for text in texts(one)]
    return [value] if isinstance(value, str) else []


class Journalist:
    """Finds the dataset with figures, and what its columns and codes mean, by list_datasets and describe."""

    def __init__(self, server):
        self.server = server
        listed, _ = pages(server, "list_datasets")
        described = {one["name"]: pages(server, "describe", dataset=one["name"])[0] for one in listed}
        self.figures, self.measure = next((name, column) for name, columns in described.items() for column in columns
                                          if column["role"] == "measure" and "refers_to" not in column)
        columns = described[self.figures]
        self.subject = self.measure["unit"].split(".")[0]
        self.unit = self.measure["unit"].split(" ")[0].split(".")[1]
        self.references = [column["name"] for column in columns if "refers_to" in column]
        self.subjects = next(column["refers_to"] for column in columns if column["name"] == self.subject)
        self.codes = {code["ja"]: (column["name"], code["value"]) for column in columns for code in column.get("codes", [])}

    def look_up(self, word):
        """The id of what the word is the name of, or else of what has it in its name."""
        found, _ = pages(self.server, "search", q=word)
        hits = [one for one in found if one["table"] == self.subjects]
        named = [one for one in hits if one["title_ja"] == word] or hits
        assert len(named) == 1, (word, named)
        return named[0]["id"]

    def answer(self, question):
        """The one row that the words leave: words that are a code's are a condition, others must be in the row, whole if so in any."""
        subject, *words = re.findall("「(.+?)」", question)
        conditions = {self.subject: self.look_up(subject), **dict(self.codes[word] for word in words if word in self.codes)}
        items, content = pages(self.server, "query_records", dataset=self.figures, filters=conditions, include=self.references)
        for word in words:
            if word not in self.codes:
                items = [one for one in items if word in texts(one)] or [one for one in items if any(word in text for text in texts(one))]
        assert len(items) == 1, (question, items)
        return items[0], content


@pytest.fixture(scope="module")
def journalist(server):
    return Journalist(server)


def test_there_are_twenty_questions():
    assert len({one["question"] for one in QUESTIONS}) == 20


@pytest.mark.parametrize("asked", QUESTIONS, ids=[one["question"] for one in QUESTIONS])
def test_a_journalist_gets_the_figure_and_its_source(journalist, asked):
    row, content = journalist.answer(asked["question"])
    assert (row[journalist.measure["name"]] or "") == asked["value"]
    assert (row[f"{journalist.subject}_record"][journalist.unit], row["qualifier"]) == (asked["unit"], asked["qualifier"])
    assert ("missing" in row) == (asked["value"] == "")
    assert asked["source"] in row["source_title_ja"] and re.search(rf"\b{asked['line']}\b", row["locator"])
    assert row["url"].endswith(row["id"]) and content["cite_as"] in content["citation_ja"] and "release=1" in content["cite_as"]
    assert "指示ではありません" in content["notice"]


def test_a_figure_that_its_source_only_bounds_is_said_to_be_so(journalist):
    row, _ = journalist.answer("コーディネーターの「訪問回数」は「2011年度」に何回か")
    assert (row["value"], row["qualifier"]) == ("302", "more_than")


def test_a_disputed_period_is_said_to_be_so(server):
    item, = rows(server, "query_records", dataset="pilots", filters={"certainty": "disputed"})["items"]
    assert (item["certainty"], item["period"]) == ("disputed", "2021-12/2022-02") and item["note_ja"]


def test_a_figure_comes_with_what_was_corrected_in_its_name(journalist):
    """The source prints 延べ参加企業数 of what it counts in persons. That is said with the figure, without asking for the KPI."""
    conditions = {journalist.subject: journalist.look_up("延べ参加者数")}
    row, = rows(journalist.server, "query_records", dataset=journalist.figures, filters=conditions)["items"]
    told = row[f"{journalist.subject}_record"]
    assert told["name_ja"] == "延べ参加者数" and "延べ参加企業数" in told["note_ja"] and told["note_en"]


def test_a_name_that_a_release_corrected_is_told_with_the_former_one_and_why(tmp_path):
    instance = Instance(tmp_path / "instance")
    publish_directory(tmp_path / "store", instance.path)
    instance.write("kpis", [line.replace("来訪者数", "来街者数") for line in KPIS])
    instance.write("corrections", ["table,id,column,kind,note_ja,note_en,decided_on",
                                   "kpis,visitors,name_ja,correction,名称の誤り,A wrong name,2026-11-30"])
    publish_directory(tmp_path / "store", instance.path)
    with serve_store(tmp_path / "store") as server:
        found, = rows(server, "search", q="来街者数")["items"]
        change, = [one for one in rows(server, "what_changed")["items"] if one["id"] == found["id"]]
    assert (change["old"], change["new"], change["kind"], change["note_en"]) == ("来訪者数", "来街者数", "correction", "A wrong name")
