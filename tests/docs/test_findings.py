"""The scripts of findings are whole, named in its table, and stand by themselves. They are run by hand: each installs things."""

import os
import pathlib
import re
import subprocess

import pytest

FOLDER = pathlib.Path(__file__).resolve().parents[2] / "findings"
SCRIPTS = sorted(FOLDER.glob("*.sh"))


def test_the_table_has_every_script_once():
    listed = re.findall(r"^\| \[([\w-]+)\]\(\1\.sh\)", (FOLDER / "README.md").read_text(encoding="utf-8"), re.MULTILINE)
    assert sorted(listed) == [path.stem for path in SCRIPTS] and len(listed) >= 6
    assert sorted(path.name for path in FOLDER.iterdir() if path.suffix != ".sh") == ["README.ja.md", "README.md"]


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.stem)
def test_a_script_stands_by_itself(path):
    text = path.read_text(encoding="utf-8")
    assert os.access(path, os.X_OK) and re.match(r"#!/bin/(ba)?sh\n# ", text)
    assert "hiraku" not in text
    assert "mktemp -d" in text and "rm -rf \"$folder\"" in text
    # the version of everything that is tried is fixed
    assert re.search(r"npm install .*@\d", text) or re.search(r"dpkg-query -W -f .*\n *case \$version", text)
    assert subprocess.run(["bash", "-n", path], check=False).returncode == 0


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.stem)
def test_the_versions_of_the_table_are_those_of_the_script(path):
    row = re.search(rf"^\| \[{path.stem}\].*", (FOLDER / "README.md").read_text(encoding="utf-8"), re.MULTILINE)[0]
    versions = re.findall(r"\d+(?:\.\d+)+|\d{4}c", row.split("|")[2].replace("5.00", "").replace("100.0", "").replace("29.0", "").replace("0.0029", ""))
    text = path.read_text(encoding="utf-8")
    assert versions and [version for version in versions if version not in text] == []
