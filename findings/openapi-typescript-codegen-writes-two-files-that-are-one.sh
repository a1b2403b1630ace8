#!/bin/sh
# openapi-typescript-codegen 0.31.0 and typescript 5.9.3 (npm): a description may have a schema `Release` and a parameter `release`, for
# components are kept apart by kind and by case (OpenAPI 3.1.0, s.4.8.7). The generator writes a model for each of both, Release.ts and
# release.ts, and exports them side by side: TypeScript refuses that index (TS1149), and where the file system does not
# tell case apart the second file takes the place of the first. The generator ends with 0.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --no-audit --no-fund --ignore-scripts --loglevel=error openapi-typescript-codegen@0.31.0 typescript@5.9.3 >npm.log 2>&1 || { cat npm.log; exit 2; }
cat >api.json <<'END'
{"openapi": "3.1.0", "info": {"title": "Releases", "version": "1"},
 "paths": {"/releases": {"get": {"operationId": "listReleases",
   "parameters": [{"$ref": "#/components/parameters/release"}],
   "responses": {"200": {"description": "A release.", "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Release"}}}}}}}},
 "components": {
   "parameters": {"release": {"name": "release", "in": "query", "schema": {"type": "integer"}}},
   "schemas": {"Release": {"type": "object", "properties": {"number": {"type": "integer"}}}}}}
END
node node_modules/openapi-typescript-codegen/bin/index.js --input api.json --output client
{
  echo "the generator ended with $?"
  (cd client/models && ls | LC_ALL=C sort)
  node_modules/.bin/tsc --noEmit --skipLibCheck --target es2022 --lib es2022,dom --moduleResolution node client/index.ts | grep -o 'TS1149' | sort -u
} | tee seen
cat >expected <<'END'
the generator ended with 0
Release.ts
release.ts
TS1149
END

echo
[ "$(cat seen)" = "$(cat expected)" ] && echo "Still so." || { echo "This has changed. It was:"; cat expected; exit 1; }
