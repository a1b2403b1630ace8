#!/bin/sh
# Oxigraph 0.5.11 (npm oxigraph): operators of one level are taken from right to left. `?a / ?b * 100` is computed as
# ?a / (?b * 100), `?a - ?b + 100` as ?a - (?b + 100). SPARQL 1.1 (19.8, rules 116 and 117) has them from left to right: 29 and 29,
# not 0.0029 and -171. A percentage is wrong by a factor of 10,000. `100.0 * ?a / ?b` is right in any order.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --no-audit --no-fund --ignore-scripts --loglevel=error oxigraph@0.5.11 >npm.log 2>&1 || { cat npm.log; exit 2; }

cat >try.mjs <<'END'
import oxigraph from 'oxigraph';
const store = new oxigraph.Store();
for (const expression of ['?a / ?b * 100', '(?a / ?b) * 100', '100.0 * ?a / ?b', '?a - ?b + 100'])
  for (const row of store.query(`SELECT (${expression} AS ?x) WHERE { VALUES (?a ?b) { (29.0 100.0) } }`))
    console.log(`${expression} = ${row.get('x').value}`);
END
node try.mjs | tee seen
cat >expected <<'END'
?a / ?b * 100 = 0.0029
(?a / ?b) * 100 = 29
100.0 * ?a / ?b = 29
?a - ?b + 100 = -171
END

echo
[ "$(cat seen)" = "$(cat expected)" ] && echo "Still so." || { echo "This has changed. It was:"; cat expected; exit 1; }
