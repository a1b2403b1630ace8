"""Which language the program speaks: the option, the environment, the instance."""

import re

import pytest

from conftest import SAMPLE
from small_instance import Instance


@pytest.fixture
def instance(tmp_path):
    return Instance(tmp_path / "town")


@pytest.mark.parametrize("locale", ["C", "C.UTF-8", "POSIX", ""])
@pytest.mark.parametrize("language, word", [("ja", "誤り"), ("en", "Errors")])
def test_without_a_language_in_the_locale_it_is_that_of_the_instance(locale, language, word, run, instance, tmp_path):
    instance.instance(default_language=language)
    assert word in run("check", instance.path, env={"LANG": locale}).stdout
    assert word in run("publish", "--store", tmp_path / "store", instance.path, env={"LANG": locale}).stdout


def test_an_instance_that_names_none_is_japanese(run, instance):
    instance.instance(default_language=None)
    assert "誤り" in run("check", instance.path, env={"LANG": "C.UTF-8"}).stdout


@pytest.mark.parametrize("environment, word", [
    ({"LANG": "C.UTF-8", "HIRAKU_LANG": "en"}, "Errors"), ({"LANG": "ja_JP.UTF-8", "HIRAKU_LANG": "en"}, "Errors"),
    ({"LANG": "en_GB.UTF-8", "LC_MESSAGES": "ja_JP.UTF-8"}, "誤り"), ({"LANG": "C.UTF-8", "LC_ALL": "de_DE.UTF-8"}, "Errors")])
def test_the_environment_is_stronger_than_the_instance(environment, word, run, instance):
    assert word in run("check", instance.path, env=environment).stdout


def test_the_option_is_the_strongest(run, instance):
    environment = {"LANG": "en_GB.UTF-8", "HIRAKU_LANG": "en"}
    assert "誤り" in run("check", "--lang", "ja", instance.path, env=environment).stdout


def test_a_folder_that_is_not_there_is_told_in_japanese_too(run, tmp_path):
    assert "フォルダー" in run("check", tmp_path / "none", env={"LANG": "C"}).stderr


@pytest.mark.parametrize("arguments, said", [
    (["rollback", "--store", "nowhere", "x7"], "x7"),
    (["publish", "--store", "nowhere", "--message", " around ", "SAMPLE"], "--message"),
    (["publish", "--store", "nowhere", "--message", "x" * 501, "SAMPLE"], "500"),
    (["serve", "--store", "nowhere", "--config", "FILE:max_age 60\n"], "max_age 60"),
    (["serve", "--store", "nowhere", "--config", "FILE:queue = 7\nqueue = 8\n"], ":2"),
    (["serve", "--store", "nowhere", "--config", "FILE:max_aeg = 7\n"], "max_age"),
    (["serve", "--store", "nowhere", "--config", "FILE:" + "y" * 3000], ":1"),
    (["verify", "--digest-list", "FILE:{}", "FILE:{}"], "downloads.json"),
])
def test_a_wrong_use_is_told_wholly_in_either_language(run, tmp_path, arguments, said):
    """Nothing of the one is left in the other: in Japanese no sentence of English, in English nothing Japanese."""
    (tmp_path / "file").write_text(next((word[5:] for word in arguments if word.startswith("FILE:")), ""), encoding="utf-8")
    words = [SAMPLE if word == "SAMPLE" else tmp_path / "file" if word.startswith("FILE:") else word for word in arguments]
    japanese, english = (run(*words, "--lang", language) for language in ("ja", "en"))
    assert japanese.returncode == english.returncode == 2
    assert said in japanese.stderr and said in english.stderr
    assert re.search("[ぁ-ん]", japanese.stderr) and not re.search("[ぁ-んァ-ヶ一-龠]", english.stderr)
    assert not re.search(r"\b(the|is|a|no|too|give|must) ", japanese.stderr)


@pytest.mark.parametrize("arguments", [("check", "--dryrun", "x", "--lang", "ja"), ("chekc", "x", "--lang=ja"), ("--alll", "check", "--lang", "ja")])
def test_a_language_behind_a_wrong_word_is_heard(arguments, run):
    done = run(*arguments, env={"LANG": "C.UTF-8"})
    assert done.returncode == 2 and re.search("[ぁ-ん]", done.stderr)
