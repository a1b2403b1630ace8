#!/bin/sh
# DuckDB 1.5.6 (npm @duckdb/node-api 1.5.6-r.1): read_csv takes the type of a column from the first 20,480 lines. Where the
# first decimal comes later, the column is BIGINT and 5.75 is read as 6, without an error.
# Documented cure: all_varchar = true and a cast of one's own, or sample_size = -1.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --no-audit --no-fund --ignore-scripts --loglevel=error @duckdb/node-api@1.5.6-r.1 >npm.log 2>&1 || { cat npm.log; exit 2; }

cat >try.mjs <<'END'
import fs from 'node:fs';
import { DuckDBInstance } from '@duckdb/node-api';
let text = 'id,value\n';
for (let id = 1; id <= 25000; id++) text += `${id},${id % 10}\n`;
fs.writeFileSync('table.csv', text + '25001,5.75\n25002,0.25\n');
const connection = await (await DuckDBInstance.create()).connect();
for (const options of ['', ', all_varchar = true', ', sample_size = -1']) {
  const rows = await connection.runAndReadAll(`SELECT value FROM read_csv('table.csv'${options}) WHERE CAST(id AS INT) > 25000 ORDER BY id`);
  console.log(`read_csv('table.csv'${options}):`, rows.getRowsJson().map(String).join(' '));
}
END
node try.mjs | tee seen
cat >expected <<'END'
read_csv('table.csv'): 6 0
read_csv('table.csv', all_varchar = true): 5.75 0.25
read_csv('table.csv', sample_size = -1): 5.75 0.25
END

echo
[ "$(cat seen)" = "$(cat expected)" ] && echo "Still so." || { echo "This has changed. It was:"; cat expected; exit 1; }
