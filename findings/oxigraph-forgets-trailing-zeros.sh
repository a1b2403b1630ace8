#!/bin/sh
# Oxigraph 0.5.11 (npm oxigraph) keeps the value of an xsd:decimal or xsd:integer, not its text: "5.00" comes out as "5", "007" as
# "7", and the dump has another literal than the file that was loaded. Published digits must be counted somewhere else.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --no-audit --no-fund --ignore-scripts --loglevel=error oxigraph@0.5.11 >npm.log 2>&1 || { cat npm.log; exit 2; }

cat >try.mjs <<'END'
import oxigraph from 'oxigraph';
const store = new oxigraph.Store();
store.load('@prefix e: <http://e.example/> . e:a e:value 5.00, 95.10 . e:b e:value 100.0 .', { format: 'text/turtle' });
console.log(store.match().map((quad) => quad.object.value).sort().join(' '));
console.log(store.dump({ format: 'application/n-triples', from_graph_name: oxigraph.defaultGraph() }).trim().split('\n').sort()[0]);
END
node try.mjs | tee seen
cat >expected <<'END'
100 5 95.1
<http://e.example/a> <http://e.example/value> "5"^^<http://www.w3.org/2001/XMLSchema#decimal> .
END

echo
[ "$(cat seen)" = "$(cat expected)" ] && echo "Still so." || { echo "This has changed. It was:"; cat expected; exit 1; }
