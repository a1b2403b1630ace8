"""How `hiraku check` and `publish` tell people what they found: in order, put together, and all of it on request."""

import pytest

from small_instance import Instance


@pytest.fixture
def instance(tmp_path):
    return Instance(tmp_path / "instance")


def with_many_notes_and_one_error(instance):
    instance.observe("visitors,FY1931,actual,level,,,,many,,exact,final,plan,",
                     *(f"visitors,{1932 + n}年度,actual,level,,,,{n},,exact,final,plan," for n in range(80)))


def test_error_stands_first_and_notes_are_counted(run, instance):
    with_many_notes_and_one_error(instance)
    lines = run("check", "--lang", "ja", instance.path).stdout.splitlines()
    assert "many" in lines[0] and len(lines) < 10
    assert "79" in next(line for line in lines if "normalised" in line)
    assert "参考 80 件" in lines[-1]


def test_all_gives_a_line_a_finding(run, instance):
    with_many_notes_and_one_error(instance)
    done = run("check", "--all", instance.path)
    assert sum("normalised" in line for line in done.stdout.splitlines()) == 80


def test_publish_takes_all_too(run, instance, tmp_path):
    with_many_notes_and_one_error(instance)
    done = run("publish", "--all", "--store", tmp_path / "store", instance.path)
    assert done.returncode == 1
    assert sum("normalised" in line for line in done.stdout.splitlines()) == 80


def test_same_wrong_cell_is_one_line_with_its_rows(run, instance):
    instance.observe(*(f"visitors,FY{1950 + n},actual,level,,,,たくさん,,exact,final,plan," for n in range(40)))
    lines = [line for line in run("check", "--lang", "ja", instance.path).stdout.splitlines() if "bad-number" in line]
    assert len(lines) == 1 and "行 2, 3, 4 ほか 37 行" in lines[0]


def test_progress_is_for_terminals(run, instance):
    assert run("check", instance.path).stderr == ""
