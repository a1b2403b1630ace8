#!/bin/sh
# openapi-client-axios-typegen 7.8.0 (npm, with its dtsgenerator 3.20.0): an array with "maxItems": 3 becomes a tuple of three
# optional members. Then TypeScript refuses a list of strings in its place, and a list of up to 1,000 is a type of 1,000 lines. In
# JSON Schema (validation, 6.4.1) maxItems is a bound only.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --no-audit --no-fund --ignore-scripts --loglevel=error openapi-client-axios-typegen@7.8.0 @anttiviljami/dtsgenerator@3.20.0 \
    typescript@5.9.3 >npm.log 2>&1 || { cat npm.log; exit 2; }

cat >api.json <<'END'
{"openapi": "3.1.0", "info": {"title": "t", "version": "1"}, "paths": {"/x": {"get": {"operationId": "getX", "responses": {"200":
 {"description": "x", "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Page"}}}}}}}},
 "components": {"schemas": {"Page": {"type": "object", "properties": {"names": {"type": "array", "maxItems": 3,
 "items": {"type": "string"}}}}}}}
END
npx typegen api.json >client.d.ts
sed -n '/interface Page/,/^        }/p' client.d.ts | tee seen
cat >expected <<'END'
        export interface Page {
            names?: [
                string?,
                string?,
                string?
            ];
        }
END

echo
[ "$(cat seen)" = "$(cat expected)" ] && echo "Still so." || { echo "This has changed. It was:"; cat expected; exit 1; }
