"""A draft whose process ends at any of its file operations: store, instance and draft are as they were or as they are to be."""

import json
import shutil

import fault

MOST = 8  # kills of an action, where not all
HEADER = "kpi,period,value_type,accumulation,item,segment,area,value,missing,qualifier,status,source\n"


def draft(page, place, *arguments):
    done = fault.run(page, "draft", *arguments, "--instance", place / "instance", "--store", place / "store", "--json",
                     preload=page is not None)
    return done, json.loads(done.stdout) if done.returncode == 0 else None


def begun(published, instance, folder):
    """A place with a draft of one more observation, proposed."""
    place = folder / "before"
    shutil.copytree(instance, place / "instance")
    fault.copy_store(published, place / "store")
    text = (instance / "data" / "observations.csv").read_text("utf-8-sig").splitlines()
    row = dict(zip(text[0].split(","), text[1].split(",")))
    row.update(period="FY2031", value_type="target", accumulation="level", value="9", missing="", area="", item="", segment="")
    path = folder / "one.csv"
    path.write_text(HEADER + ",".join(row[name] for name in HEADER.strip().split(",")) + "\n", "utf-8")
    done, state = draft(None, place, "add", path)
    assert done.returncode == 0, done.stdout + done.stderr
    name = state["draft"]["id"]
    done, _ = draft(None, place, "propose", name)
    assert done.returncode == 0, done.stdout + done.stderr
    return place, name


def killed(folder, before, *arguments):
    """The place after each of some kills of an action, spread over all its file operations."""
    place = folder / "place"
    page = fault.Page(folder / "page")
    shutil.copytree(before, place, symlinks=True)
    page.arm(fault.IO, 0, fault.KILL)
    done, _ = draft(page, place, *arguments)
    assert done.returncode == 0, done.stdout + done.stderr
    for number in fault.steps(page.count(fault.IO), MOST):
        shutil.rmtree(place)
        shutil.copytree(before, place, symlinks=True)
        page.arm(fault.IO, number, fault.KILL)
        draft(page, place, *arguments)
        fault.totals["kills"] += page.disarm()
        yield place


def test_publishing_that_is_killed_is_finished_or_undone(published, instance, tmp_path):
    before, name = begun(published, instance, tmp_path)
    old = (before / "instance" / "data" / "observations.csv").read_text("utf-8-sig")
    seen = set()
    for place in killed(tmp_path, before, "publish", name, "--no-downloads"):
        done, state = draft(None, place, "recover")
        assert done.returncode == 0, done.stdout + done.stderr
        status = state["drafts"][0]["status"]
        seen.add(status)
        now = (place / "instance" / "data" / "observations.csv").read_text("utf-8-sig")
        assert status in ("proposed", "published")
        assert (now == old) == (status == "proposed")
        assert fault.current(place / "store") == ("releases/1" if status == "proposed" else "releases/2")
        fault.verify(place / "store")
        if status == "proposed":
            done, _ = draft(None, place, "publish", name, "--no-downloads")
            assert done.returncode == 0, done.stdout + done.stderr
        done = fault.run(None, "publish", "--no-downloads", "--store", place / "store", place / "instance")
        assert done.returncode == 0, done.stderr  # the folder holds what was published: no third release
        assert fault.current(place / "store") == "releases/2"
    assert seen == {"proposed", "published"}


def test_a_cell_that_is_changed_is_changed_or_not(published, instance, tmp_path):
    before, name = begun(published, instance, tmp_path)
    rows = len((before / "store.desk" / "drafts" / name / "data" / "observations.csv").read_text("utf-8-sig").splitlines())
    seen = set()
    for place in killed(tmp_path, before, "set", name, "--table", "observations", "--row", rows, "--column", "value", "--value", "8"):
        done, state = draft(None, place, "show", name)
        assert done.returncode == 0, done.stdout + done.stderr
        cell = (place / "store.desk" / "drafts" / name / "data" / "observations.csv").read_text("utf-8-sig").splitlines()[-1]
        changed = ",8," in cell
        seen.add(changed)
        # what was proposed is never another text than what was looked at
        assert (state["draft"]["status"] == "proposed") == (not changed)
        done, _ = draft(None, place, "publish", name, "--no-downloads")
        assert done.returncode == 0, done.stdout + done.stderr
    assert seen == {True, False}
