#!/bin/sh
# Comunica 4.5.0 (npm @comunica/query-sparql): arithmetic with xsd:decimal is that of doubles. A quotient has 17 digits of which
# the last is wrong, and of numbers with more than 15 digits the end is lost, decimals and units. SPARQL 1.1 (17.3) takes these
# operators from XPath, where decimals have at least 18 digits.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --no-audit --no-fund --ignore-scripts --loglevel=error @comunica/query-sparql@4.5.0 >npm.log 2>&1 || { cat npm.log; exit 2; }

cat >try.mjs <<'END'
import { QueryEngine } from '@comunica/query-sparql';
const engine = new QueryEngine();
const sources = [{ type: 'serialized', value: '', mediaType: 'text/turtle', baseIRI: 'urn:x' }];
for (const expression of ['100.0 * 1 / 3', '1234567890123456.78 + 0.01', '12345678901234567890.0 + 1'])
  for (const row of await (await engine.queryBindings(`SELECT (${expression} AS ?x) WHERE {}`, { sources })).toArray())
    console.log(`${expression} = ${row.get('x').value} (${row.get('x').datatype.value.replace(/.*#/, '')})`);
END
node try.mjs | tee seen
cat >expected <<'END'
100.0 * 1 / 3 = 33.333333333333336 (decimal)
1234567890123456.78 + 0.01 = 1234567890123456.8 (decimal)
12345678901234567890.0 + 1 = 12345678901234567000 (decimal)
END

echo
[ "$(cat seen)" = "$(cat expected)" ] && echo "Still so." || { echo "This has changed. It was:"; cat expected; exit 1; }
