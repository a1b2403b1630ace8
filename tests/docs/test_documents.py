"""What the documents say must be so.

Shell blocks behind the mark `<!-- run -->` are run, in a folder of their own in which `contrib` and
`build/hiraku` are those of the checkout; http://127.0.0.1:8080 stands for the server of the test. Every
address on it must answer, every relative link must lead somewhere, the two READMEs must say the same.
"""

import os
import pathlib
import re
import subprocess
import urllib.request

import pytest

ROOT = pathlib.Path(__file__).resolve().parents[2]
RUN_BY_TESTS = ["README.md", "README.ja.md", "CONTRIBUTING.md"]
DOCUMENTS = sorted(str(path.relative_to(ROOT)) for path in [
    *ROOT.glob("*.md"), *(ROOT / "contrib").rglob("*.md"), *(ROOT / "findings").glob("*.md")])
PAIRS = [(english, english[:-3] + ".ja.md") for english in DOCUMENTS
         if english[:-3] + ".ja.md" in DOCUMENTS]
ADDRESS = "http://127.0.0.1:8080"
MARKED = re.compile(r"<!-- run -->\n```sh\n(.*?)```", re.DOTALL)
BLOCK = re.compile(r"^```(\w*)\n(.*?)^```", re.DOTALL | re.MULTILINE)


def read(name):
    return (ROOT / name).read_text(encoding="utf-8")


def marked_blocks():
    return [pytest.param(block, id=f"{name}-{number}") for name in RUN_BY_TESTS
            for number, block in enumerate(MARKED.findall(read(name)), 1)]


def addresses():
    """Every address of the service in any document but in comments of code."""
    found = {}
    for name in DOCUMENTS:
        for url in re.findall(re.escape(ADDRESS) + r"[^\s'\"<>)`]*", read(name)):
            found.setdefault(url, name)
    return sorted(found)


def prose(name):
    """The text without code blocks."""
    return BLOCK.sub("", read(name))


def headings(name):
    return [len(marks) for marks in re.findall(r"^(#+) ", prose(name), re.MULTILINE)]


def links(name):
    return re.findall(r"(?<!!)\[[^\]\n]+(?:\n[^\]\n]+)?\]\(([^)\s]+)\)", prose(name))


@pytest.fixture
def checkout(tmp_path, hiraku):
    """A folder that looks like a checkout in which `make` has been run."""
    (tmp_path / "contrib").symlink_to(ROOT / "contrib")
    (tmp_path / "build").mkdir()
    (tmp_path / "build" / "hiraku").symlink_to(hiraku)
    return tmp_path


@pytest.mark.parametrize("block", marked_blocks())
def test_marked_commands_work(block, checkout, server):
    script = "set -euo pipefail\n" + block.replace(ADDRESS, server.url)
    environment = {name: value for name, value in os.environ.items() if not name.startswith("HIRAKU_")}
    environment["PATH"] = "/usr/bin:/bin:" + environment.get("PATH", "")
    done = subprocess.run(["bash", "-c", script], cwd=checkout, env=environment, stdin=subprocess.DEVNULL,
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding="utf-8", timeout=120, check=False)
    assert done.returncode == 0, done.stdout
    assert done.stdout.strip(), "the command says nothing"


def test_five_calls_are_run():
    assert [len(MARKED.findall(read(name))) for name in RUN_BY_TESTS] == [5, 5, 1]


def test_series_call_of_the_readme_shows_the_target_of_the_last_year(server):
    """The figure that the sample is checked by: 95.00, with its two decimals."""
    url = f"{server.url}/v1/kpis/yokohama-oi-kpi1/series.csv"
    assert url.replace(server.url, ADDRESS) in read("README.md")
    with urllib.request.urlopen(url, timeout=30) as answer:
        text = answer.read().decode("utf-8")
    assert re.search(r"FY2025,target,increment,[^\n]*\b95\.00,", text)


@pytest.mark.parametrize("url", addresses())
def test_addresses_of_the_service_answer(url, server):
    with urllib.request.urlopen(url.replace(ADDRESS, server.url), timeout=30) as answer:
        assert answer.status == 200 and answer.read()


# Pages of an instance lead to addresses of its service, which `hiraku check` looks at.
OWN_PAGES = [name for name in DOCUMENTS if "/instances/" in name and "/pages/" in name]


@pytest.mark.parametrize("name", [name for name in DOCUMENTS if name not in OWN_PAGES])
def test_relative_links_lead_to_files(name):
    folder = (ROOT / name).parent
    assert [link for link in links(name) if not re.match(r"[a-z]+:|#", link)
            and not (folder / link.split("#")[0]).exists()] == []


@pytest.mark.parametrize("name", ["README.md", "README.ja.md"])
def test_the_readme_has_one_picture_that_loads_soon(name):
    picture, = re.findall(r"!\[[^\]]{20,}\]\(([^)\s]+)\)", prose(name))
    data = (ROOT / picture).read_bytes()
    assert data.startswith(b"\x89PNG\r\n\x1a\n") and len(data) < 150_000


@pytest.mark.parametrize("english, japanese", PAIRS)
def test_both_languages_have_the_same_headings(english, japanese):
    assert headings(english) == headings(japanese)


@pytest.mark.parametrize("english, japanese", PAIRS)
def test_both_languages_show_the_same_commands(english, japanese):
    def commands(name):
        return [code for language, code in BLOCK.findall(read(name)) if language in ("sh", "c")]
    if english == "README.md":
        assert commands(english)
    assert commands(english) == commands(japanese)


@pytest.mark.parametrize("english, japanese", PAIRS)
def test_both_languages_link_to_the_same_places(english, japanese):
    def neutral(name):
        return [re.sub(r"\.ja(?=\.md)|/deed\.ja$|/$", "", link) for link in links(name)]
    assert sorted(neutral(english)) == sorted(neutral(japanese))


def test_pairs_of_languages_are_found():
    assert ("README.md", "README.ja.md") in PAIRS and len(PAIRS) >= 4


def settings():
    return re.findall(r"^SETTING_(TEXT|INT)\((\w+),\s*([^,]+),", read("include/hiraku/base/config.def"), re.MULTILINE)


@pytest.mark.parametrize("language", ["ja", "en"])
def test_every_setting_is_in_the_help_with_its_default(run, language):
    done = run("serve", "--help", "--lang", language)
    assert done.returncode == 0 and len(settings()) > 10
    wrong = []
    for kind, name, default in settings():
        lines = [line for line in done.stdout.split("\n") if re.search(rf"--{name.replace('_', '-')}\b(?!-)", line)]
        if not lines or kind == "INT" and not any(re.search(rf"\b{default}\b", line) for line in lines):
            wrong.append(name)
    assert wrong == []


def test_every_setting_in_the_documents_exists(run):
    known = {name for _, name, _ in settings()}
    options = {"store", "lang", "format", "json", "help", "config", "print_config"}
    for command in ("init", "check", "publish", "verify", "releases", "rollback", "withdraw", "key", "witness", "rebuild", "export", "usage", "pull"):
        options |= {word.replace("-", "_") for word in re.findall(r"--([a-z][a-z-]*)", run(command, "--help").stdout)}
    wrong = []
    for name in [*DOCUMENTS, "contrib/deploy/hiraku.service", "contrib/deploy/hiraku-publish.service", "contrib/deploy/hiraku-witness.service", "contrib/deploy/hiraku-pull.service"]:
        text = read(name)
        wrong += [(name, word) for word in re.findall(r"\bHIRAKU_([A-Z_]+)\b", text)
                  if word.lower() not in known | {"config", "lang", "port"}]
        for line in re.findall(r"hiraku (?:init|serve|publish|check|export|verify|releases|rollback|withdraw|key|witness|rebuild|usage|pull|openapi)\b[^\n`]*", text):
            wrong += [(name, word) for word in re.findall(r"--([a-z][a-z-]*)", line)
                      if word.replace("-", "_") not in known | options]
    assert wrong == []


def test_every_command_in_the_documents_exists(run):
    """`hiraku WORD` in a code span or block is a sub-command that has a help text."""
    words = set()
    for name in DOCUMENTS:
        code = [code for _, code in BLOCK.findall(read(name))] + re.findall(r"`([^`\n]+)`", prose(name))
        words |= set(re.findall(r"\bhiraku ([a-z]+)\b", "\n".join(code)))
    assert {"check", "publish", "serve"} <= words
    assert [word for word in sorted(words) if run(word, "--help").returncode != 0] == []


def test_documents_name_no_file_that_is_not_there():
    """Paths in code spans, such as `api/model/tables.h`; words in capitals stand for a name."""
    wrong = []
    for name in ("README.md", "README.ja.md", "CONTRIBUTING.md"):
        for span in re.findall(r"`((?:api|include|exporters|openapi|contrib|tests)/[\w./-]*)`", prose(name)):
            if not re.search(r"[A-Z]{3}", span) and not (ROOT / span).exists():
                wrong.append((name, span))
    assert wrong == []


@pytest.mark.parametrize("name", ["LICENSE", "CHANGELOG.md"])
def test_release_files_are_there(name):
    assert len(read(name)) > 300


def test_changelog_names_the_version_of_the_program(run):
    done = run("--version")
    assert done.returncode == 0
    version = re.search(r"\d+\.\d+\.\d+", done.stdout)[0]
    assert version in read("CHANGELOG.md")
