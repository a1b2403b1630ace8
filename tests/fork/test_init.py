"""`hiraku init`: what it writes is whole, is checked, published and served at once, and nothing else is touched."""

import json
import os
import pathlib
import pty
import re
import shutil
import subprocess
import urllib.request

import pytest

import city

REFERENCE = "data/reference/municipalities.csv"
URL, CONTACT = "https://data.init.example", "opendata@init.example"
FILLED = {"README.md", "README.ja.md", "instance.json"}
CITIES = {"kawakaku": city.KAWAKAKU, "kakuminato": city.KAKUMINATO}


def real():
    """A municipality of the table: the first city that has a name of its own."""
    rows = city.read_rows(city.TEMPLATE / REFERENCE)
    names = [row["name_ja"] for row in rows]
    return next(row for row in rows if row["kind"] == "city" and names.count(row["name_ja"]) == 1)


def same_names():
    """Rows of a name that several municipalities have."""
    rows = city.read_rows(city.TEMPLATE / REFERENCE)
    name = next(row["name_ja"] for row in rows if [other["name_ja"] for other in rows].count(row["name_ja"]) > 1)
    return [row for row in rows if row["name_ja"] == name]


def prefecture_of(row):
    return next(other["name_ja"] for other in city.read_rows(city.TEMPLATE / REFERENCE) if other["id"] == row["prefecture"])


def arguments(folder, municipality=None, url=URL, contact=CONTACT, more=()):
    return ["init", "--municipality", municipality or real()["id"], "--base-url", url, "--contact", contact, *more, folder]


def made(run, folder, **how):
    done = run(*arguments(folder, **how))
    assert done.returncode == 0, done.stdout + done.stderr
    return json.loads((folder / "instance.json").read_text(encoding="utf-8"))


def made_up(place, folder):
    return {"municipality": place.code,
            "more": ["--name-ja", place.name_ja, "--name-en", place.name_en, "--name-kana", "カリノシ",
                     "--source-title", f"{place.name_ja}, \"{place.slug}\"", "--source-url", f"https://www.{place.host}/report"],
            "url": place.base_url + "/", "contact": f"https://www.{place.host}/contact/"}


def report_of(run, folder):
    done = run("check", "--json", folder)
    report = json.loads(done.stdout)
    return done.returncode, report["errors"], report["warnings"], report["findings"]


def get(url):
    with urllib.request.urlopen(url, timeout=30) as answer:
        return answer.read().decode("utf-8")


# --- what is written -------------------------------------------------------------------------------


@pytest.mark.parametrize("name", CITIES)
def test_a_made_up_city_is_checked_published_and_served_at_once(name, run, publish, serve, tmp_path):
    place, folder = CITIES[name], tmp_path / "city"
    made(run, folder, **made_up(place, folder))
    assert report_of(run, folder)[:3] == (0, 0, 0)
    publish(tmp_path / "store", folder)
    with serve(tmp_path / "store") as server:
        instance = json.loads(get(server.url + "/v1/instance.json"))
        assert instance["publisher_name_ja"] == place.name_ja and instance["publisher_code"] == place.code
        assert instance["base_url"] == place.base_url and instance["contact_url"] == f"https://www.{place.host}/contact/"
        municipality = json.loads(get(f"{server.url}/v1/municipalities/{place.code}.json"))
        assert [municipality[key] for key in ("name_ja", "name_en", "name_kana", "kind")] == \
            [place.name_ja, place.name_en, "カリノシ", "city"]
        source = json.loads(get(server.url + "/v1/sources.json"))["items"]
        assert [(row["title_ja"], row["document"]) for row in source] == \
            [(f"{place.name_ja}, \"{place.slug}\"", f"https://www.{place.host}/report")]
        page = get(server.url + "/programs?lang=en")
        assert place.name_en in page and "Hanano" not in page and "花野" not in page


def test_a_municipality_of_the_table_has_its_names_from_there(run, publish, serve, tmp_path):
    row = real()
    instance = made(run, tmp_path / "city", municipality=row["id"])
    assert (instance["publisher_code"], instance["publisher_name_ja"]) == (row["id"], row["name_ja"])
    assert row["name_kana"] in (tmp_path / "city/README.ja.md").read_text(encoding="utf-8")
    assert not (tmp_path / "city/data/municipalities.csv").exists()
    assert report_of(run, tmp_path / "city")[:3] == (0, 0, 0)
    publish(tmp_path / "store", tmp_path / "city")
    with serve(tmp_path / "store") as server:
        assert row["name_ja"] in get(server.url + "/programs?lang=ja")


@pytest.mark.parametrize("written", [lambda row: row["id"], lambda row: row["id"][:5], lambda row: row["name_ja"],
                                     lambda row: prefecture_of(row) + row["name_ja"],
                                     lambda row: "".join(chr(ord(digit) + 0xFEE0) for digit in row["id"])],
                         ids=["six digits", "five digits", "name", "prefecture and name", "wide digits"])
def test_a_municipality_is_found_as_people_write_it(written, run, tmp_path):
    assert made(run, tmp_path / "city", municipality=written(real()))["publisher_code"] == real()["id"]


def test_everything_of_the_template_is_there_and_what_is_not_filled_in_is_as_it_was(run, tmp_path):
    made(run, tmp_path / "city")
    wanted = {str(path.relative_to(city.TEMPLATE)) for path in city.TEMPLATE.rglob("*") if path.is_file()}
    found = {str(path.relative_to(tmp_path / "city")) for path in (tmp_path / "city").rglob("*") if path.is_file()}
    assert found == wanted and {".gitignore", ".github/workflows/publish.yml"} < found
    assert [name for name in sorted(wanted - FILLED)
            if (tmp_path / "city" / name).read_bytes() != (city.TEMPLATE / name).read_bytes()] == []


def test_a_table_with_a_first_row_keeps_its_header(run, tmp_path):
    made(run, tmp_path / "city", more=["--source-title", "報告書", "--source-url", URL])
    path = tmp_path / "city/data/sources.csv"
    assert city.header(path) == city.header(city.TEMPLATE / "data/sources.csv")
    assert path.read_bytes().startswith(city.BOM) and len(city.read_rows(path)) == 1


def test_no_field_is_left_open(run, tmp_path):
    made(run, tmp_path / "city")
    assert [str(path) for path in (tmp_path / "city").rglob("*")
            if path.is_file() and path.suffix != ".yml" and "{{" in path.read_text(encoding="utf-8")] == []


def test_the_first_licence_is_that_of_the_template_and_each_can_be_chosen(run, tmp_path):
    licences = json.loads((city.ROOT / "contrib/instances/init/licences.json").read_text(encoding="utf-8"))
    template = json.loads((city.TEMPLATE / "instance.json").read_text(encoding="utf-8"))
    assert made(run, tmp_path / "default")["licence_url"] == template["licence_url"]
    assert len(licences) > 2
    for number, licence in enumerate(licences):
        written = licence["name"].lower().replace(" ", "-")
        instance = made(run, tmp_path / str(number), more=["--licence", written])
        assert [instance[f"licence_{key}"] for key in ("url", "name_ja", "name_en")] == [licence[key] for key in ("url", "name_ja", "name_en")]
        assert licence["name"] in instance["attribution_ja"]


@pytest.mark.parametrize("language", ["ja", "en"])
def test_the_language_is_that_of_the_instance(language, run, tmp_path):
    assert made(run, tmp_path / "city", more=["--lang", language])["default_language"] == language


def test_the_table_of_municipalities_has_no_quoted_cell():
    """The program splits its lines at commas."""
    assert '"' not in (city.TEMPLATE / REFERENCE).read_text(encoding="utf-8")


# --- what the folder brings ------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["README.md", "README.ja.md"])
def test_the_commands_and_links_of_the_readme_work(name, run, hiraku, tmp_path):
    made(run, tmp_path / "my-city")
    text = (tmp_path / "my-city" / name).read_text(encoding="utf-8")
    blocks = "".join(re.findall(r"```sh\n(.*?)```", text, re.DOTALL))
    assert "serve" in blocks
    script = "\n".join(line for line in blocks.split("\n") if "serve" not in line).replace("hiraku ", f"{hiraku} ")
    done = subprocess.run(["sh", "-e", "-c", script], cwd=tmp_path, capture_output=True, text=True, check=False, timeout=120)
    assert done.returncode == 0, done.stdout + done.stderr
    links = [link for link in re.findall(r"\]\(([^)]+)\)", text) if not link.startswith("http")]
    assert len(links) > 3 and [link for link in links if not (tmp_path / "my-city" / link).exists()] == []


def test_the_workflow_checks_and_publishes(run, hiraku, tmp_path):
    """Its two last commands, in the folder, with the variables that its head names."""
    made(run, tmp_path / "city")
    text = (tmp_path / "city/.github/workflows/publish.yml").read_text(encoding="utf-8")
    commands = re.findall(r"run: (hiraku .+)", text)
    assert [command.split()[1] for command in commands] == ["check", "publish"]
    environment = {**os.environ, "HIRAKU_STORE": str(tmp_path / "store"), "PATH": f"{pathlib.Path(hiraku).parent}:{os.environ['PATH']}"}
    for command in commands:
        done = subprocess.run(["sh", "-c", command], cwd=tmp_path / "city", env=environment, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout + done.stderr
    assert (tmp_path / "store/current").exists()


def test_what_git_ignores_are_releases_and_keys_and_no_data(run, tmp_path):
    made(run, tmp_path / "city")
    if not shutil.which("git"):
        pytest.skip("git is not installed")
    subprocess.run(["git", "init", "-q"], cwd=tmp_path / "city", check=True)
    (tmp_path / "city/my-store").mkdir()
    for name in ("my-store/current", "city.key", "~$sources.xlsx"):
        (tmp_path / "city" / name).write_text("", encoding="utf-8")
    listed = subprocess.run(["git", "ls-files", "-o", "--exclude-standard"], cwd=tmp_path / "city", capture_output=True, text=True, check=True).stdout.split()
    wanted = [str(path.relative_to(city.TEMPLATE)) for path in city.TEMPLATE.rglob("*") if path.is_file()]
    assert sorted(listed) == sorted(wanted)


# --- refusals --------------------------------------------------------------------------------------

REFUSALS = {
    "no such name": ({"municipality": "花野"}, "init-municipality"),
    "wrong check digit": ({"municipality": "991001"}, "init-municipality"),
    "several": ({"municipality": same_names()[0]["name_ja"]}, "init-same-name"),
    "code of nobody": ({"municipality": "991007"}, "init-missing"),
    "no scheme": ({"url": "data.init.example"}, "init-answer"),
    "another scheme": ({"url": "ftp://data.init.example"}, "init-answer"),
    "a question mark": ({"url": "https://data.init.example/?a"}, "init-answer"),
    "no address": ({"contact": "企画課"}, "init-answer"),
    "half an address": ({"contact": "a@b"}, "init-answer"),
    "unknown licence": ({"more": ["--licence", "mine"]}, "init-licence"),
    "a source without URL": ({"more": ["--source-title", "報告書"]}, "init-missing"),
    "a control character": ({"more": ["--name-en", "a\x01b"]}, "init-text"),
}


@pytest.mark.parametrize("case", REFUSALS)
def test_what_cannot_be_used_is_refused_and_leaves_nothing(case, run, tmp_path):
    how, slug = REFUSALS[case]
    done = run(*arguments(tmp_path / "city", **how, ), "--json")
    assert done.returncode == 2 and json.loads(done.stdout)["error"]["status"] == slug
    assert list(tmp_path.iterdir()) == []


def test_a_slip_in_a_name_is_answered_with_the_nearest(run, tmp_path):
    row = real()
    for written in (row["name_ja"][:-1], row["name_ja"][:-2] + "々" + row["name_ja"][-1]):
        done = run(*arguments(tmp_path / "city", municipality=written), "--lang", "ja")
        assert done.returncode == 2 and f"{row['id']} {prefecture_of(row)}{row['name_ja']}" in done.stderr


def test_municipalities_of_one_name_are_listed_and_each_can_be_named(run, tmp_path):
    rows = same_names()
    done = run(*arguments(tmp_path / "city", municipality=rows[0]["name_ja"]))
    assert [row["id"] for row in rows if row["id"] not in done.stderr] == []
    for row in rows:
        instance = made(run, tmp_path / row["id"], municipality=prefecture_of(row) + row["name_ja"])
        assert instance["publisher_code"] == row["id"]


def test_a_wrong_check_digit_is_answered_with_the_code_that_was_meant(run, tmp_path):
    code = real()["id"]
    done = run(*arguments(tmp_path / "city", municipality=code[:5] + str((int(code[5]) + 1) % 10)))
    assert done.returncode == 2 and f"{code} " in done.stderr


@pytest.mark.parametrize("language, word", [("ja", "要ります"), ("en", "needs")])
def test_without_a_terminal_the_options_that_are_needed_are_named(language, word, run, tmp_path):
    done = run("init", "--lang", language, tmp_path / "city")
    assert done.returncode == 2 and word in done.stderr and list(tmp_path.iterdir()) == []
    assert [option for option in ("--municipality", "--base-url", "--contact") if option not in done.stderr] == []
    done = run("init", "--lang", language, "--contact", CONTACT, tmp_path / "city")
    assert "--base-url" in done.stderr and "--contact" not in done.stderr


def test_the_address_of_the_template_is_found_by_the_check_and_nothing_is_left(run, tmp_path):
    template = json.loads((city.TEMPLATE / "instance.json").read_text(encoding="utf-8"))
    done = run(*arguments(tmp_path / "city", url=template["base_url"]))
    assert done.returncode == 1 and "placeholder" in done.stdout and list(tmp_path.iterdir()) == []


def test_a_folder_that_holds_anything_is_left_as_it_is(run, tmp_path):
    (tmp_path / "city").mkdir()
    (tmp_path / "city/.hidden").write_text("mine", encoding="utf-8")
    (tmp_path / "file").write_text("mine", encoding="utf-8")
    for name in ("city", "file"):
        done = run(*arguments(tmp_path / name), "--json")
        assert done.returncode == 2 and json.loads(done.stdout)["error"]["status"] == "init-target"
    assert sorted(str(path.relative_to(tmp_path)) for path in tmp_path.rglob("*")) == ["city", "city/.hidden", "file"]


def test_an_empty_folder_keeps_its_rights(run, tmp_path):
    (tmp_path / "city").mkdir(mode=0o750)
    made(run, tmp_path / "city")
    assert (tmp_path / "city").stat().st_mode & 0o777 == 0o750
    assert [path.name for path in tmp_path.iterdir()] == ["city"]


def test_the_folder_where_one_is_is_refused_with_what_to_do(run, tmp_path):
    done = run(*arguments("."), cwd=tmp_path)
    assert done.returncode == 2 and f"hiraku init {tmp_path.name}" in done.stderr and list(tmp_path.iterdir()) == []


def test_the_folder_above_has_to_be_there(run, tmp_path):
    done = run(*arguments(tmp_path / "a/b"), "--json")
    assert done.returncode == 2 and json.loads(done.stdout)["error"]["subject"] == str(tmp_path / "a") + "/"


# --- a person at the terminal ----------------------------------------------------------------------


def typed(hiraku, folder, *lines, language="ja"):
    """(exit code, what the terminal showed) of a person who types these lines."""
    ours, theirs = pty.openpty()
    with subprocess.Popen([hiraku, "init", "--lang", language, folder], stdin=theirs, stdout=theirs, stderr=theirs, close_fds=True) as process:
        os.close(theirs)
        os.write(ours, "".join(line + "\n" for line in lines).encode() + b"\x04")
        shown = b""
        while True:
            try:
                piece = os.read(ours, 65536)
            except OSError:
                break
            if not piece:
                break
            shown += piece
        code = process.wait(timeout=60)
    os.close(ours)
    return code, shown.decode("utf-8", "replace")


def test_a_person_is_asked_and_asked_again(hiraku, run, tmp_path):
    row = real()
    code, shown = typed(hiraku, tmp_path / "city", "花野", row["name_ja"], "Some City", "data.init.example", URL, "",
                        "企画課", CONTACT, "", "報告書", URL + "/report")
    assert code == 0, shown
    instance = json.loads((tmp_path / "city/instance.json").read_text(encoding="utf-8"))
    assert (instance["publisher_code"], instance["publisher_name_en"], instance["base_url"]) == (row["id"], "Some City", URL)
    assert instance["contact_email"] == CONTACT and instance["contact_name_ja"] == row["name_ja"]
    assert [source["title_ja"] for source in city.read_rows(tmp_path / "city/data/sources.csv")] == ["報告書"]
    assert shown.count("問い合わせ先のメールアドレスか URL") == 2 and "CC BY 4.0" in shown
    assert report_of(run, tmp_path / "city")[:3] == (0, 0, 0)


def test_a_person_who_names_a_code_of_nobody_is_asked_for_its_name(hiraku, tmp_path):
    place = city.KAWAKAKU
    code, shown = typed(hiraku, tmp_path / "city", place.code, place.name_ja, place.name_en, "カワ", place.base_url, "", CONTACT, "", "", language="en")
    assert code == 0, shown
    assert city.read_rows(tmp_path / "city/data/municipalities.csv")[0]["name_kana"] == "カワ"
    assert "Name in Japanese" in shown


def test_a_person_who_gives_up_leaves_nothing(hiraku, tmp_path):
    code, shown = typed(hiraku, tmp_path / "city", real()["name_ja"])
    assert code == 2 and "--base-url" in shown and list(tmp_path.iterdir()) == []


def test_a_person_is_told_of_the_folder_before_the_questions(hiraku, tmp_path):
    (tmp_path / "city").mkdir()
    (tmp_path / "city/a").write_text("", encoding="utf-8")
    code, shown = typed(hiraku, tmp_path / "city")
    assert code == 2 and "上書き" in shown and "[ ]" not in shown
