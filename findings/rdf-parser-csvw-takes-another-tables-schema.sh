#!/bin/sh
# rdf-parser-csvw 1.1.0 (npm, with jsonld 9.0.0 and n3 2.13.12 for its metadata) reads a table by the first csvw:tableSchema that
# it finds. Where the metadata describe a group of tables, the records of programs.csv get the addresses of another table.
# With metadata of one table they are right.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --no-audit --no-fund --ignore-scripts --loglevel=error rdf-parser-csvw@1.1.0 jsonld@9.0.0 n3@2.13.12 >npm.log 2>&1 || { cat npm.log; exit 2; }

cat >try.mjs <<'END'
import { Readable } from 'node:stream';
import jsonld from 'jsonld';
import { Parser, Store } from 'n3';
import Csvw from 'rdf-parser-csvw';

const ns = 'http://www.w3.org/ns/csvw#';
const context = { '@vocab': ns, url: { '@id': `${ns}url`, '@type': '@id' }, tables: { '@id': `${ns}table`, '@type': '@id' },
  tableSchema: { '@id': `${ns}tableSchema`, '@type': '@id' }, columns: { '@id': `${ns}column`, '@type': '@id', '@container': '@list' } };
const table = (name) => ({ url: `${name}.csv`, tableSchema: { aboutUrl: `http://e.example/${name}/{id}`, columns: [{ name: 'id', titles: 'id' }] } });

async function recordOf(name, ...described) {
  const quads = await jsonld.toRDF({ '@context': context, tables: described.map(table) }, { base: 'http://e.example/', format: 'application/n-quads' });
  const metadata = new Store(new Parser({ format: 'N-Quads' }).parse(quads));
  const subjects = new Set();
  for await (const quad of new Csvw({ metadata, baseIRI: `http://e.example/${name}.csv` }).import(Readable.from(['id\nx\n'])))
    if (quad.subject.termType === 'NamedNode') subjects.add(quad.subject.value);
  console.log(`${name}.csv, described: ${described.join(' and ')}: ${[...subjects].join(' ')}`);
}
await recordOf('programs', 'programs');
await recordOf('kpis', 'kpis', 'programs');
await recordOf('programs', 'kpis', 'programs');
END
node try.mjs | tee seen
cat >expected <<'END'
programs.csv, described: programs: http://e.example/programs/x
kpis.csv, described: kpis and programs: http://e.example/kpis/x
programs.csv, described: kpis and programs: http://e.example/kpis/x
END

echo
[ "$(cat seen)" = "$(cat expected)" ] && echo "Still so." || { echo "This has changed. It was:"; cat expected; exit 1; }
