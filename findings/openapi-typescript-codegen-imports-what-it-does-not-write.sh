#!/bin/sh
# openapi-typescript-codegen 0.31.0 (npm): a $ref to a property of another schema (#/components/schemas/A/properties/b, allowed by
# JSON Schema and OpenAPI 3.1) becomes an import of a file that is not written. The generator exits with 0; tsc does not.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --no-audit --no-fund --ignore-scripts --loglevel=error openapi-typescript-codegen@0.31.0 typescript@5.9.3 >npm.log 2>&1 || { cat npm.log; exit 2; }

cat >api.json <<'END'
{"openapi": "3.1.0", "info": {"title": "t", "version": "1"}, "paths": {"/x": {"get": {"operationId": "getX", "responses": {"200":
 {"description": "x", "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Brief"}}}}}}}},
 "components": {"schemas": {"Program": {"type": "object", "properties": {"status": {"type": "string", "enum": ["running", "ended"]}}},
 "Brief": {"type": "object", "properties": {"status": {"$ref": "#/components/schemas/Program/properties/status"}}}}}}
END
npx openapi --input api.json --output client && echo "the generator: exit $?" >seen
ls client/models | tr '\n' ' ' >>seen
echo >>seen
npx tsc --noEmit --target es2022 --moduleResolution node --lib es2022,dom client/models/Brief.ts | sed 's/ or its corresponding.*//' >>seen || true
cat seen
cat >expected <<'END'
the generator: exit 0
Brief.ts Program.ts 
client/models/Brief.ts(5,48): error TS2307: Cannot find module './Program_properties_status'
END

echo
[ "$(cat seen)" = "$(cat expected)" ] && echo "Still so." || { echo "This has changed. It was:"; cat expected; exit 1; }
