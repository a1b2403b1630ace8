"""Reading a picture back: the values and the days at which its marks stand, by the scale of its own axes.

Knows the SVG that charts are written in (contrib/docs/charts.md) and nothing of what was to be drawn. Lengths are exact
fractions of a pixel; a mark is drawn to a hundredth of one.
"""

import datetime
import fractions
import re

SVG = "{http://www.w3.org/2000/svg}"
STEP = fractions.Fraction(1, 100)


def numbers(text):
    return [fractions.Fraction(number) for number in re.findall(r"-?\d+(?:\.\d+)?", text)]


def groups(element, kind="hk-point"):
    return [one for one in element.iter(SVG + "g") if one.get("class") == kind]


def place(group):
    return numbers(group.get("transform"))


def bar(group):
    rect = group.find(SVG + "rect")
    return rect is not None and [fractions.Fraction(rect.get(name)) for name in ("x", "y", "width", "height")]


class Axis:
    """A line through places on the picture and what stands there; `slack` is what a hundredth of a pixel is worth."""

    def __init__(self, pairs):
        (self.at, self.value), (end, last) = min(pairs), max(pairs)
        self.rate = (last - self.value) / (end - self.at)
        self.slack = abs(self.rate) * STEP
        assert all(abs(self.of(at) - value) <= self.slack * 2 for at, value in pairs), "the axis is not linear"

    def of(self, at):
        return self.value + (at - self.at) * self.rate

    def tells(self, at, value):
        return abs(self.of(at) - fractions.Fraction(value)) <= self.slack * 2


def value_axis(panel):
    """From the numbers beside it, each at the height of its line."""
    ticks, = groups(panel, "hk-values")
    lines = [fractions.Fraction(line.get("y1")) for line in ticks.findall(SVG + "line")]
    texts = [fractions.Fraction(text.text.replace(",", "").replace("−", "-")) for text in ticks.findall(SVG + "text")]
    assert len(lines) == len(texts) > 1
    return Axis(list(zip(lines, texts)))


def time_axis(marks):
    """From (place, twice a day) of what tells its own period."""
    return Axis(list(marks))


def twice_middle(row):
    """Twice the day in the middle of a period; both ends belong to it."""
    first, last = (datetime.date.fromisoformat(row[name]).toordinal() for name in ("starts", "ends"))
    return first + last + 1


def lines_of(group):
    """The corners of each line of a path, one list for each M."""
    found = []
    for path in group.iter(SVG + "path"):
        for step, x, y in re.findall(r"([ML])(-?[\d.]+) (-?[\d.]+)", path.get("d")):
            if step == "M":
                found.append([])
            found[-1].append((fractions.Fraction(x), fractions.Fraction(y)))
    return found


def crowd_line(group):
    """Of a series drawn as one line: the place of each value."""
    corners = [corner for line in lines_of(group) for corner in line]
    assert len(corners) == int(group.get("data-count"))
    return corners


def crowd_columns(group):
    """Of a series drawn as one outline: of each value from where to where, and how high."""
    found = []
    for line in lines_of(group):
        tops = line[1:-1]
        for (x, y), (end, same) in zip(tops[::2], tops[1::2]):
            if y == same:
                found.append((x, end, y))
    return found
