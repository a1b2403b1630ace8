#!/usr/bin/env bash
# hiraku from the shell (Debian: curl jq).
#
#     ./hiraku.sh table programs                  a whole table, saved as programs.csv
#     ./hiraku.sh list 'kpis?kind=kpi'            a list, whatever its number of pages
#     ./hiraku.sh series yokohama-oi-kpi1         an indicator, drawn as text
#
# The address of the service is one more argument, else HIRAKU_URL, else http://127.0.0.1:8080.
# It does everything, or says what failed and ends with 1: nothing half-finished is left behind.
set -euo pipefail

usage="usage: hiraku.sh table NAME | list QUERY | series KPI  [ADDRESS]"
command=${1:?$usage} what=${2:?$usage} base=${3:-${HIRAKU_URL:-http://127.0.0.1:8080}}
base=${base%/}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

fail() { echo "hiraku: $*" >&2; exit 1; }

# get URL FILE. curl itself notices a connection that breaks off; the body of an error says what is
# wrong and what would be right (RFC 9457).
get() { curl -gsS --fail-with-body -o "$2" "$1" || fail "$1: $(cat "$2" 2>/dev/null)"; }

# table NAME: every cell as published, also to be opened with other programs.
table() {
  get "$base/v1/$1?limit=1" "$work/page"
  get "$base/v1/$1.csv" "$work/table.csv"
  local total rows columns
  total=$(jq .total "$work/page")
  # A cell may hold line ends: a record ends where the number of quotes so far is even.
  rows=$(awk '{ quotes += gsub(/"/, "") } quotes % 2 == 0 { rows++ } END { print rows - 1 }' "$work/table.csv")
  columns=$(awk -F, 'NR == 1 { print NF }' "$work/table.csv")
  [ "$rows" = "$total" ] || fail "$1: $rows rows of $total; load it again"
  mv "$work/table.csv" "$1.csv"
  echo "$1: $rows rows, $columns columns"
}

# load_list QUERY: the answer with the items of all its pages, in $work/list.
load_list() {
  local url origin next
  url=$base/v1/$(jq -rn --arg query "$1" '$query | gsub("(?<c>[^!-~])"; .c | @uri)') # 横 is %E6%A8%AA
  origin=$(sed -E 's|^(https?://[^/]+).*|\1|' <<<"$base")
  : >"$work/pages"
  while [ -n "$url" ]; do
    get "$url" "$work/page"
    # jq 1.6 would read 5.00 as 5: the digits get quotes before they are parsed.
    sed -E 's/"value": *(-?[0-9.]+)/"value":"\1"/g' "$work/page" >>"$work/pages"
    next=$(jq -r '.next // ""' "$work/page") # an absolute path, null on the last page
    url=${next:+$origin$next}
  done
  jq -s '.[0] + {items: map(.items[]), releases: map(.changed_in) | unique | length}' "$work/pages" >"$work/list"
  jq -e '(.items | length) as $count | .releases == 1 and ([.items[].id] | unique | length) == $count
         and (.total // $count) == $count and (.complete or .next != null)' "$work/list" >/dev/null ||
    fail "$1: $(jq -r '"\(.items | length) records of \(.total), of \(.releases) release(s)"' "$work/list")"
}

series() {
  load_list "kpis/$1/series"
  jq -r '
    def left($n): . + " " * ([$n - length, 0] | max) // .;
    def right($n): (" " * ([$n - length, 0] | max) // "") + .;
    ([0, (.items[].value // empty | tonumber)] | max) as $highest    # numbers only to draw
    | "\(.kpi.name_ja) (\(.kpi.id))",
      "unit: \(.kpi.unit_ja) | good direction: \(.kpi.direction // "not stated")",
      (.items[] | [
        (.period | left(21)), (.value_type | left(10)), (.accumulation | left(10)),
        (.value // "" | right(10)),
        (if .value and $highest > 0 then "#" * (20 * (.value | tonumber) / $highest | floor) else null end),
        (.missing // empty | "missing: " + .),                        # a gap is no zero: it says why
        .item, .segment, .area, .qualifier, .status, .certainty
      ] | map(select(. and . != "" and . != "exact" and . != "final")) | join(" ")),
      .attribution' "$work/list"
}

case $command in
  table) table "$what" ;;
  list) load_list "$what"; jq -r '.items[].id' "$work/list" ;;
  series) series "$what" ;;
  *) fail "$usage" ;;
esac
