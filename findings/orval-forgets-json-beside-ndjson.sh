#!/bin/sh
# orval 8.38.0 (npm), client fetch: an operation that answers application/json or application/x-ndjson gets a function that returns
# the stream alone. Its type promises `data` for JSON; at run time there is none, and no error. Without NDJSON the data are there.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --no-audit --no-fund --ignore-scripts --loglevel=error orval@8.38.0 typescript@5.9.3 >npm.log 2>&1 || { cat npm.log; exit 2; }

contract() {
  cat <<END
{"openapi": "3.1.0", "info": {"title": "t", "version": "1"}, "paths": {"/programs": {"get": {"operationId": "listPrograms", "responses":
 {"200": {"description": "all", "content": {"application/json": {"schema": {"\$ref": "#/components/schemas/List"}}$1}}}}}},
 "components": {"schemas": {"List": {"type": "object", "required": ["items"], "properties": {"items": {"type": "array", "items": {"type": "string"}}}}}}}
END
}
contract '' >one.json
contract ', "application/x-ndjson": {"schema": {"type": "string"}}' >two.json
echo "module.exports = { one: { input: './one.json', output: { target: './one.ts', client: 'fetch' } }, \
  two: { input: './two.json', output: { target: './two.ts', client: 'fetch' } } };" >orval.config.cjs
npx orval --config orval.config.cjs >orval.log 2>&1 || { cat orval.log; exit 2; }
npx tsc --target es2022 --module es2022 --moduleResolution bundler --strict one.ts two.ts || exit 2
cat >try.mjs <<'END'
globalThis.fetch = async () => new Response('{"items":["a"]}', { headers: { 'Content-Type': 'application/json' } });
for (const name of ['one', 'two']) {
  const { listPrograms } = await import(`./${name}.js`);
  const answer = await listPrograms();
  console.log(`${name}: keys ${Object.keys(answer).sort().join(' ')}, data ${JSON.stringify(answer.data)}`);
}
END
echo '{"type": "module"}' >package.json
node try.mjs | tee seen
cat >expected <<'END'
one: keys data headers status, data {"items":["a"]}
two: keys headers status stream, data undefined
END

echo
[ "$(cat seen)" = "$(cat expected)" ] && echo "Still so." || { echo "This has changed. It was:"; cat expected; exit 1; }
