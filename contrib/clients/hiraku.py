"""hiraku from Python (Debian: python3-requests python3-pandas).

    python3 hiraku.py table programs                   a whole table
    python3 hiraku.py list 'kpis?kind=kpi'             a list, whatever its number of pages
    python3 hiraku.py series yokohama-oi-kpi1          an indicator, drawn as text

The address of the service is one more argument, else HIRAKU_URL, else http://127.0.0.1:8080. In a
program: `import hiraku`. Each function returns everything there is, or raises an error.
"""
import os
import sys
from decimal import Decimal
from urllib.parse import urljoin

import pandas
import requests

BASE = os.environ.get("HIRAKU_URL") or "http://127.0.0.1:8080"


def get(url):
    answer = requests.get(url, timeout=60)
    if not answer.ok:  # the text says what is wrong and what would be right (RFC 9457)
        raise RuntimeError(f"{url}: {answer.status_code} {answer.text}")
    return answer


def load_table(name, base=BASE):
    """A table as a data frame. Every cell is text, as published: "5.00", "011002", empty is ""."""
    total = get(f"{base}/v1/{name}?limit=1").json()["total"]
    frame = pandas.read_csv(f"{base}/v1/{name}.csv", dtype=str, keep_default_na=False)
    if len(frame) != total:
        raise RuntimeError(f"{name}: {len(frame)} rows of {total}; load it again")
    return frame


def load_list(path, base=BASE):
    """The answer to a query such as "programs?kind=plan", with the items of all its pages."""
    whole, url = None, f"{base}/v1/{path}"
    while url:
        page = get(url).json(parse_float=Decimal)  # 5.00 stays 5.00
        whole = whole or {**page, "items": []}
        if page["changed_in"] != whole["changed_in"]:
            raise RuntimeError(f"{path}: the data changed between two pages; load it again")
        whole["items"] += page["items"]
        url = page["next"] and urljoin(url, page["next"])  # None after the last page
    count, ids = len(whole["items"]), {item["id"] for item in whole["items"]}
    if len(ids) != count or whole["total"] not in (None, count) or not (whole["complete"] or whole["next"]):
        raise RuntimeError(f"{path}: {count} records, {len(ids)} different ones, of {whole['total']}")
    return whole


def print_series(kpi_id, base=BASE):
    series = load_list(f"kpis/{kpi_id}/series", base)
    kpi, items = series["kpi"], series["items"]
    print(f"{kpi['name_ja']} ({kpi['id']})")
    print(f"unit: {kpi['unit_ja']} | good direction: {kpi['direction'] or 'not stated'}")
    highest = max(item["value"] or 0 for item in items) if items else 0
    for item in items:
        value = "" if item["value"] is None else item["value"]
        words = [f"{item['period']:<21} {item['value_type']:<10} {item['accumulation']:<10} {value:>10}",
                 "#" * int(20 * value / highest) if value and highest > 0 else "",
                 item["missing"] and f"missing: {item['missing']}"]  # a gap is no zero: it says why
        words += [item[name] for name in ("item", "segment", "area", "qualifier", "status", "certainty")]
        print(*[word for word in words if word not in (None, "", "exact", "final")])
    print(series["attribution"])


if __name__ == "__main__":
    sys.excepthook = lambda kind, error, trace: print("hiraku:", error, file=sys.stderr)
    command, what, base = (sys.argv[1:] + [BASE])[:3] if len(sys.argv) > 2 else ("", "", BASE)
    base = base.rstrip("/")
    if command == "table":
        print("{}: {} rows, {} columns".format(what, *load_table(what, base).shape))
    elif command == "list":
        print(*[item["id"] for item in load_list(what, base)["items"]], sep="\n")
    elif command == "series":
        print_series(what, base)
    else:
        sys.exit(__doc__)
