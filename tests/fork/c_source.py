"""The C sources of the program, split into code, string literals and comments.

Enough of C to look for words: it knows comments, strings and character constants, nothing else.
"""

import functools
import pathlib
import re

ROOT = pathlib.Path(__file__).resolve().parents[2]
TOKEN = re.compile(r"""
    (?P<comment>/\*.*?\*/ | //[^\n]*)
  | (?P<string>"(?:\\.|[^"\\\n])*")
  | (?P<char>'(?:\\.|[^'\\\n])+')
""", re.DOTALL | re.VERBOSE)


def sources(*folders):
    """All .c, .h and .def files below these folders, as paths relative to the repository."""
    found = [path.relative_to(ROOT) for folder in folders for path in (ROOT / folder).rglob("*")
             if path.suffix in (".c", ".h", ".def")]
    assert found, folders
    return sorted(found)


@functools.lru_cache(maxsize=None)
def text(path):
    return (ROOT / path).read_text(encoding="utf-8")


def _blank(match):
    """As many lines as before, and nothing on them."""
    return '""' if match["string"] else "\n" * match[0].count("\n") or " "


@functools.lru_cache(maxsize=None)
def code(path):
    """The text without comments, and with empty string literals; line numbers stay."""
    return TOKEN.sub(_blank, text(path))


@functools.lru_cache(maxsize=None)
def strings(path):
    """(line, text) of every string literal but those of #include; C escapes of bytes are not decoded."""
    found = []
    for match in TOKEN.finditer(text(path)):
        if not match["string"]:
            continue
        start = text(path).rfind("\n", 0, match.start()) + 1
        if not text(path)[start:match.start()].lstrip().startswith("#include"):
            found.append((text(path).count("\n", 0, match.start()) + 1, match["string"][1:-1]))
    return found


def functions(path):
    """(line, name, lines) of every function body: from a brace alone in the first column to the next
    closing one (BraceWrapping of .clang-format)."""
    found, start, name = [], None, ""
    lines = code(path).split("\n")
    for number, line in enumerate(lines, 1):
        if line == "{" and start is None:
            start = number
            head = " ".join(lines[max(0, number - 6):number - 1])
            names = re.findall(r"(\w+)\s*\([^;{}]*$", head) or re.findall(r"(\w+)\s*\(", head)
            name = names[0] if names else "?"
        elif line.startswith("}") and start is not None:
            found.append((start, name, number - start - 1))
            start = None
    return found


def parameters(path):
    """(line, name, number of parameters) of every function; those of functions that are passed count as one."""
    found = []
    lines = code(path).split("\n")
    for start, name, _ in functions(path):
        head = "\n".join(lines[max(0, start - 7):start - 1])
        depth = commas = 0
        for character in re.search(rf".*\b{name}\s*(\(.*)", head, re.DOTALL)[1]:
            depth += {"(": 1, ")": -1}.get(character, 0)
            commas += character == "," and depth == 1
        found.append((start, name, commas + 1))
    return found
