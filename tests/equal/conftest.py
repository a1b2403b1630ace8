"""The fixtures of tests/http, and the line that sums up what was asked."""

import importlib.util
import pathlib
import sys

_HTTP = pathlib.Path(__file__).resolve().parents[1] / "http"
_SPEC = importlib.util.spec_from_file_location("hiraku_support", _HTTP / "conftest.py")
support = importlib.util.module_from_spec(_SPEC)
sys.modules["hiraku_support"] = support
_SPEC.loader.exec_module(support)

summary = []


def pytest_terminal_summary(terminalreporter):
    for line in summary:
        terminalreporter.write_line(line)
