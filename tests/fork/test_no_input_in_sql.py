"""No SQL text is made from what somebody sent.

Everything of a query that comes from outside is a `struct slice` and is bound as a parameter; SQL text is put
together from literals and from names of the model, which are C strings. So nothing but out_text, out_char and
out_int may add to it, and what they add is one of these."""

import re

import pytest

import c_source

STORE = [path for path in c_source.sources("api/store", "api/staging") if path.suffix == ".c"]
CALL = re.compile(r"\b(out_\w+)\((&?sql)\b(?:,\s*)?")
# a literal (c_source.code empties it), a macro, or a name that the model or a constant table gives
LITERAL = r'(?:""|[A-Z_]+|\s)+'
NAME = r"(?:\w+(?:\[\w+(?: \+ 1)?\])?(?:->|\.))*(?:name|sql)|(?:\w+->)*dialect->\w+|type_of\(\w+\)->sql"
LOCAL = r"text|table|rest|what"
HARMLESS = {"out_finish", "out_open_memory", "out_close", "out_written", "out_reset", "out_take", "out_fail"}


def calls(path):
    """(line, function, what is added) of every call that adds to `sql`."""
    code = c_source.code(path)
    for match in CALL.finditer(code):
        depth, end = 1, match.end()
        while depth:
            depth += {"(": 1, ")": -1}.get(code[end], 0)
            end += 1
        yield code.count("\n", 0, match.start()) + 1, match[1], " ".join(code[match.end():end - 1].split())


def is_constant(added):
    condition = re.fullmatch(r".*\? (.*) : (.*)", added)
    if condition:
        return all(is_constant(branch) for branch in condition.groups())
    return bool(re.fullmatch(LITERAL, added) or re.fullmatch(NAME, added) or re.fullmatch(LOCAL, added))


@pytest.mark.parametrize("path", STORE, ids=str)
def test_sql_is_made_of_constants_and_names_of_the_model(path):
    wrong = []
    for line, function, added in calls(path):
        if function in HARMLESS or (function == "out_char" and re.fullmatch(r"(.* \? : ?)?(\*c)?", added)):
            continue
        if function == "out_int" or (function == "out_text" and is_constant(added)):
            continue
        wrong.append(f"{path}:{line}: {function}(sql, {added})")
    assert wrong == []


def test_calls_are_seen():
    assert sum(1 for path in STORE for _ in calls(path)) > 60


@pytest.mark.parametrize("line", [
    "out_slice(sql, filter->value);", 'out_text(sql, filter->value.at);', "out_printf(sql, \"%s\", x);",
    "out_text(sql, request->target.at);", 'out_text(sql, a ? "x" : query->match.at);'])
def test_input_in_sql_is_found(line, tmp_path, monkeypatch):
    monkeypatch.setattr(c_source, "code", lambda path: c_source.TOKEN.sub(c_source._blank, line))
    found = [(function, added) for _, function, added in calls("x")]
    assert [one for one in found if one[0] == "out_text" and is_constant(one[1])] == []
    assert found


@pytest.mark.parametrize("path", STORE, ids=str)
def test_local_names_hold_c_strings(path):
    """What is put in by a local name is a `const char *`, never part of a slice."""
    code = c_source.code(path)
    used = {added for _, function, added in calls(path) if function == "out_text" and re.fullmatch(LOCAL, added)}
    for name in used:
        made = re.findall(rf"\bchar \*?(?:const )?\*?{name}\b(?:\[[^\]]*\])?\s*(?:= ([^;]*))?[;,)]", code)
        assert made, f"{path}: where does {name} come from"
        assert not any(".at" in value or "->at" in value for value in made), f"{path}: {name}"


def test_statements_are_prepared_from_that_text_only():
    prepared = [f"{path}: {match[2]}" for path in STORE
                for match in re.finditer(r"\bdb_(prepare|run)\(\s*[\w>.-]+,\s*([^,]+),", c_source.code(path))
                if not re.fullmatch(r'(?:""|[A-Z_]+|\s)+|sql->bytes|sql|const char \*sql', match[2].strip())]
    assert prepared == []
