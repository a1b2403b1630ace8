#!/bin/sh
# openapi-client-axios-typegen 7.8.0 (npm, with its dtsgenerator 3.20.0): a parameter that is referred to as a component is lost
# from the operation where the component's name holds a full stop, which OpenAPI 3.1 (4.8.7) allows. Nothing is said, exit code 0.
# The name of the parameter itself may hold one.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --no-audit --no-fund --ignore-scripts --loglevel=error openapi-client-axios-typegen@7.8.0 @anttiviljami/dtsgenerator@3.20.0 \
    typescript@5.9.3 >npm.log 2>&1 || { cat npm.log; exit 2; }

cat >api.json <<'END'
{"openapi": "3.1.0", "info": {"title": "t", "version": "1"}, "paths": {"/x": {"get": {"operationId": "getX",
 "parameters": [{"$ref": "#/components/parameters/limit"}, {"$ref": "#/components/parameters/value.gte"},
 {"$ref": "#/components/parameters/value_lte"}], "responses": {"204": {"description": "x"}}}}},
 "components": {"parameters": {"limit": {"name": "limit", "in": "query", "schema": {"type": "integer"}},
 "value.gte": {"name": "value.gte", "in": "query", "schema": {"type": "string"}},
 "value_lte": {"name": "value.lte", "in": "query", "schema": {"type": "string"}}}}}
END
npx typegen api.json >client.d.ts && echo "the generator: exit $?" >seen
sed -n '/namespace GetX/,$p' client.d.ts | sed -n '/interface QueryParameters/,/}/p' >>seen
cat seen
cat >expected <<'END'
the generator: exit 0
        export interface QueryParameters {
            limit?: Parameters.Limit;
            "value.lte"?: Parameters.ValueLte;
        }
END

echo
[ "$(cat seen)" = "$(cat expected)" ] && echo "Still so." || { echo "This has changed. It was:"; cat expected; exit 1; }
