"""What days a period means, written anew from model.md «Periods»; knows nothing of the program."""

import calendar
import re

ONE = re.compile(r"(FY)?(\d{4})(?:-(H[12]|Q[1-4])|-(\d\d)(?:-(\d\d))?)?")


def _month(year, month):
    return year + (month - 1) // 12, (month - 1) % 12 + 1


def _one(text, first_month):
    """First and last day of one that is no range; "" twice for `..`."""
    if text == "..":
        return "", ""
    fiscal, year, part, month, day = ONE.fullmatch(text).groups()
    year = int(year)
    if day:
        return text, text
    if month:
        begins, months = int(month), 1
    else:
        begins = first_month if fiscal else 1
        months = {None: 12, "H": 6, "Q": 3}[part and part[0]]
        begins += (int(part[1]) - 1) * months if part else 0
    first, last = _month(year, begins), _month(year, begins + months - 1)
    return f"{first[0]:04}-{first[1]:02}-01", f"{last[0]:04}-{last[1]:02}-{calendar.monthrange(*last)[1]:02}"


def days(period, first_month):
    """First and last day as ISO text, "" where there is none or it is open."""
    if period in ("", "undated"):
        return "", ""
    first, _, last = period.partition("/")
    return _one(first, first_month)[0], _one(last or first, first_month)[1]


def is_period(text):
    """One that is written as the canonical form has it, and exists."""
    ends = text.split("/")
    if len(ends) > 2 or (len(ends) == 2 and ends[0] == ends[1]):
        return False
    for one in ends:
        match = ONE.fullmatch(one)
        if one == ".." and len(ends) == 2:
            continue
        if not match or (match[1] and match[4]) or not "1868" <= match[2] <= "2200":
            return False
        if match[4] and not 1 <= int(match[4]) <= 12:
            return False
        if match[5] and not 1 <= int(match[5]) <= calendar.monthrange(int(match[2]), int(match[4]))[1]:
            return False
    return True


def fiscal_year(period, first_month):
    """The fiscal year that holds both ends, or ""."""
    def of(day):
        return int(day[:4]) - (int(day[5:7]) < first_month)
    first, last = days(period, first_month)
    return str(of(first)) if first and last and of(first) == of(last) else ""
