"""What `make install` brings, and that the manual pages tell everything that the program's own help does."""

import filecmp
import json
import os
import pathlib
import re
import shutil
import subprocess

import pytest

ROOT = pathlib.Path(__file__).resolve().parents[2]
PREFIX = "/opt/of-hiraku"
COMMANDS = ["init", "check", "import", "publish", "serve", "site", "doctor", "export", "verify", "releases", "rollback", "key", "withdraw", "witness", "usage", "pull", "report", "rebuild",
            "openapi", "desk", "draft", "template"]
ENVIRONMENT = {name: value for name, value in os.environ.items() if not name.startswith(("MAKE", "MFLAGS"))}
PAGES = {"en": "share/man/man1/hiraku.1", "ja": "share/man/ja/man1/hiraku.1"}


def make(target, hiraku, destination):
    """With the program that is tested, which is not built again."""
    build = pathlib.Path(hiraku).resolve().parent
    done = subprocess.run(["make", "-s", "-o", build / "hiraku", target, f"BUILD={build}", f"DESTDIR={destination}", f"PREFIX={PREFIX}"],
                          cwd=ROOT, capture_output=True, text=True, check=False, timeout=120, env=ENVIRONMENT)
    assert done.returncode == 0, done.stdout + done.stderr
    return pathlib.Path(f"{destination}{PREFIX}")


@pytest.fixture(scope="module")
def installed(hiraku, tmp_path_factory):
    return make("install", hiraku, tmp_path_factory.mktemp("destination"))


def test_everything_is_installed_below_the_prefix(installed):
    assert [path.name for path in installed.parents[1].iterdir()] == ["opt"]
    assert sorted(path.name for path in installed.iterdir()) == ["bin", "lib", "share"]
    assert os.access(installed / "bin/hiraku", os.X_OK)
    for name in ("share/hiraku/instances/template/README.ja.md", "share/hiraku/instances/template/data/reference/municipalities.csv",
                 "share/hiraku/docs/operation.md", "share/hiraku/deploy/nginx.conf", "share/hiraku/clients/hiraku.sh", *PAGES.values()):
        assert (installed / name).stat().st_size > 0


def test_nothing_installed_names_another_prefix(installed):
    for path in [*(installed / "lib").rglob("*.*"), *(installed / "share/man").rglob("*.1")]:
        text = path.read_text(encoding="utf-8")
        assert "/usr/local" not in text and not re.search("@[A-Z]+@", text), path
    assert f"ExecStart={PREFIX}/bin/hiraku serve" in (installed / "lib/systemd/system/hiraku.service").read_text()


def test_an_instance_begins_with_the_installed_template(installed, run, tmp_path):
    shutil.copytree(installed / "share/hiraku/instances/template", tmp_path / "city")
    assert run("check", tmp_path / "city").returncode in (0, 1)


def test_make_run_takes_another_port():
    done = subprocess.run(["make", "-n", "run", "PORT=8123"], cwd=ROOT, capture_output=True, text=True, check=True, env=ENVIRONMENT)
    assert "--listen 127.0.0.1:8123\n" in done.stdout


def test_what_runs_on_another_port_names_that_port(tmp_path):
    sample, copy = ROOT / "contrib/instances/sample", tmp_path / "sample-8123"
    plan = subprocess.run(["make", "-n", "run", "PORT=8123", f"BUILD={tmp_path}"], cwd=ROOT, capture_output=True, text=True,
                          check=True, env=ENVIRONMENT).stdout
    store = tmp_path / "store-8123"
    assert f"publish --store {store} {copy}\n" in plan and f"serve --store {store} --listen" in plan
    subprocess.run(["make", copy / "instance.json", f"BUILD={tmp_path}"], cwd=ROOT, check=True, env=ENVIRONMENT)
    old, new = (json.loads((folder / "instance.json").read_text(encoding="utf-8")) for folder in (sample, copy))
    assert new == {**old, "base_url": "http://127.0.0.1:8123"}
    assert not filecmp.dircmp(sample / "data", copy / "data").diff_files


def test_the_sample_itself_runs_on_its_own_port():
    plan = subprocess.run(["make", "-n", "run"], cwd=ROOT, capture_output=True, text=True, check=True, env=ENVIRONMENT).stdout
    port = json.loads((ROOT / "contrib/instances/sample/instance.json").read_text(encoding="utf-8"))["base_url"].split(":")[-1]
    assert "publish --store build/store contrib/instances/sample\n" in plan and f"--listen 127.0.0.1:{port}\n" in plan


def test_uninstall_leaves_nothing(hiraku, tmp_path):
    folder = make("install", hiraku, tmp_path)
    make("uninstall", hiraku, tmp_path)
    assert [path for path in folder.rglob("*") if path.is_file()] == []


@pytest.mark.parametrize("unit", ["hiraku.service", "hiraku-publish.service", "hiraku-publish.timer", "hiraku-witness.service", "hiraku-witness.timer", "hiraku-pull.service"])
def test_systemd_understands_the_unit(unit, installed, tmp_path):
    if not shutil.which("systemd-analyze"):
        pytest.skip("systemd-analyze is not installed")
    for path in (installed / "lib/systemd/system").iterdir():  # of a program that is there
        (tmp_path / path.name).write_text(path.read_text().replace(PREFIX, str(installed)))
    done = subprocess.run(["systemd-analyze", "verify", "--man=no", tmp_path / unit], capture_output=True, text=True, check=False)
    assert done.returncode == 0 and done.stdout + done.stderr == ""


def options(text):
    return set(re.findall(r"(?<![\w-])--([a-z][a-z-]*[a-z])", text))


def page(installed, language):
    """As text, without the page's own hyphens at the ends of lines."""
    if not shutil.which("mandoc"):
        pytest.skip("mandoc is not installed")
    done = subprocess.run(["mandoc", "-Tutf8", "-Owidth=1000", installed / PAGES[language]], capture_output=True, encoding="utf-8", check=True)
    return re.sub(".\b", "", done.stdout)


@pytest.mark.parametrize("language", PAGES)
def test_the_manual_has_every_command_and_option_and_no_other(language, installed, run):
    text = page(installed, language)
    helps = {command: run(command, "--help", "--lang", language).stdout for command in COMMANDS}
    commands = set(re.findall(r"^  ([a-z]+) ", run("--help", "--lang", language).stdout, re.MULTILINE))
    assert commands == set(COMMANDS)
    assert [command for command in COMMANDS if not re.search(rf"^ +{command}\b(?! -)", text, re.MULTILINE)] == []
    known = options("".join(helps.values())) | options(run("--help").stdout) | {"version", "config"}
    assert options(text) == known


@pytest.mark.parametrize("language", PAGES)
def test_help_and_manual_tell_the_releases_kept_as_the_settings_have_them(language, installed, run):
    setting = re.search(r"^SETTING_INT\(keep, (\d+), (\d+), (\d+),", (ROOT / "include/hiraku/base/config.def").read_text(), re.MULTILINE)
    page = (installed / PAGES[language]).read_text(encoding="utf-8").split('.BI \\-\\-keep " N"\n')[1].split(".TP")[0]
    told = run("publish", "--help", "--lang", language).stdout
    assert "--keep N" in told
    for text in (page, told.split("--keep N")[-1]):
        assert re.findall(r"\d+", text)[:3] == [setting[2], setting[3], setting[1]]


@pytest.mark.parametrize("language", PAGES)
def test_the_manual_is_well_formed(language, installed):
    if not shutil.which("mandoc"):
        pytest.skip("mandoc is not installed")
    done = subprocess.run(["mandoc", "-Tlint", "-Wwarning", installed / PAGES[language]], capture_output=True, text=True, check=False)
    assert done.stdout + done.stderr == ""


def test_both_manuals_have_the_same_parts(installed):
    def shape(name):
        text = (installed / PAGES[name]).read_text(encoding="utf-8")
        return [line.split()[0] for line in text.splitlines() if re.match(r"\.(SH|TP|PP|nf|fi)\b", line)]
    assert shape("en") == shape("ja")
