"""Which language the program speaks: the option, the environment, the instance."""

import pytest

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
