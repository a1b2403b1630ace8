#!/bin/sh
# SheetJS (npm xlsx 0.18.5) looks for dates in the cells of a CSV: the month 2023-04 becomes a serial number of its first day (45017), "1-2"
# of 2 January 2001, "14 June 2011" of that day; 2020-H2 and 6月14日 stay. Written again the column has 4/1/23. With raw: true all
# cells stay as they are.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-audit --no-fund --ignore-scripts xlsx@0.18.5 >/dev/null 2>&1 || { echo "npm could not install it"; exit 2; }
node -e 'console.log("xlsx", require("xlsx").version)'
cat >try.js <<'END'
const XLSX = require("xlsx");
const text = "period\n2023-04\n2020-H2\n14 June 2011\n6月14日\n1-2\n";
for (const options of [{}, { raw: true }]) {
  const { Sheets } = XLSX.read(text, { type: "string", ...options });
  console.log(JSON.stringify(options), JSON.stringify(XLSX.utils.sheet_to_json(Sheets.Sheet1).map((row) => row.period)));
}
END
TZ=UTC node try.js | tee seen
cat >expected <<'END'
{} [45017,"2020-H2",40708,"6月14日",36893]
{"raw":true} ["2023-04","2020-H2","14 June 2011","6月14日","1-2"]
END

echo
[ "$(cat seen)" = "$(cat expected)" ] && echo "Still so." || { echo "This has changed. It was:"; cat expected; exit 1; }
