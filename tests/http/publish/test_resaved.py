"""A table that comes back in another encoding, as a spreadsheet saves it, is no correction."""

import json

import pytest

from small_instance import Instance

# what Windows makes of these in CP932, and reads back as another character of Unicode
MICROSOFT = str.maketrans({"〜": "～", "−": "－", "‖": "∥", "—": "―", "¢": "￠", "£": "￡", "¬": "￢"})
NAMES = ["みほん〜ためし", "△5−3", "甲‖乙", "—（未定）—", "5¢と£3", "¬記号", "変わらない名前"]


@pytest.fixture
def instance(tmp_path):
    return Instance(tmp_path / "instance")


def write(instance, names, codec):
    text = "\r\n".join(["id,name_ja,source", *[f"firm-{i},{name},plan" for i, name in enumerate(names)], ""])
    (instance.path / "data" / "startups.csv").write_bytes(text.encode(codec))


def publish(run, instance, store, *options):
    done = run("publish", "--store", store, "--lang", "en", *options, instance.path)
    assert done.returncode == 0, done.stdout + done.stderr
    return done


def names(run, store):
    done = run("export", "--store", store, "--format", "json", "startups")
    return [item["name_ja"] for item in sorted(json.loads(done.stdout)["items"], key=lambda item: item["id"])]


@pytest.mark.parametrize("codec", ["cp932", "euc_jp"])
def test_the_same_in_another_encoding_makes_no_release(run, instance, tmp_path, codec):
    store = tmp_path / "store"
    write(instance, NAMES, "utf-8")
    publish(run, instance, store)
    again = [name.translate(MICROSOFT) if codec == "cp932" else name.replace("—", "―") for name in NAMES]
    write(instance, again, codec)
    publish(run, instance, store)
    assert (store / "current").resolve().name == "1"
    assert names(run, store) == NAMES


def test_a_correction_beside_it_is_the_only_one(run, instance, tmp_path):
    store = tmp_path / "store"
    write(instance, NAMES, "utf-8")
    publish(run, instance, store)
    write(instance, [*[name.translate(MICROSOFT) for name in NAMES[:-1]], "変わった～名前"], "cp932")
    publish(run, instance, store)
    changes = (store / "current" / "changes.csv").read_text().splitlines()[1:]
    assert changes == ["startups,firm-6,name_ja,変わらない名前,変わった～名前"]
    assert names(run, store) == [*NAMES[:-1], "変わった～名前"]


def test_another_character_in_utf8_is_a_correction(run, instance, tmp_path):
    store = tmp_path / "store"
    write(instance, NAMES, "utf-8")
    publish(run, instance, store)
    write(instance, [name.translate(MICROSOFT) for name in NAMES], "utf-8")
    publish(run, instance, store)
    assert (store / "current").resolve().name == "2"
    assert len((store / "current" / "changes.csv").read_text().splitlines()) == len(NAMES)


def test_the_cells_that_keep_their_form_are_counted(run, instance, tmp_path):
    store = tmp_path / "store"
    write(instance, NAMES, "utf-8")
    publish(run, instance, store)
    write(instance, [name.translate(MICROSOFT) for name in NAMES], "cp932")
    done = publish(run, instance, store)
    assert "resaved" in done.stdout + done.stderr
