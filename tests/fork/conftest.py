"""The fixtures of tests/http, for the tests of forks."""

import importlib.util
import pathlib

_PATH = pathlib.Path(__file__).resolve().parents[1] / "http" / "conftest.py"
_SPEC = importlib.util.spec_from_file_location("hiraku_support", _PATH)
support = importlib.util.module_from_spec(_SPEC)
_SPEC.loader.exec_module(support)

hiraku, run, publish, serve = support.hiraku, support.run, support.publish, support.serve
