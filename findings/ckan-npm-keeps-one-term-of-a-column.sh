#!/bin/sh
# npm's ckan 0.2.3: datastoreQuery takes filters as a list, each a term of a field. Of two terms of one field the last alone is
# sent: "plan or project" becomes "project", and nothing tells of it. An action of CKAN itself takes a list of values.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-audit --no-fund --ignore-scripts ckan@0.2.3 >/dev/null 2>&1 || { echo "npm could not install it"; exit 2; }
node -e 'console.log("ckan", require("ckan/package.json").version)'
cat >try.js <<'END'
const http = require("http");
const { Client } = require("ckan");
const server = http.createServer((request, response) => {
  let body = "";
  request.on("data", (part) => (body += part)).on("end", () => {
    console.log("sent:", JSON.stringify(JSON.parse(body).filters));
    response.setHeader("Content-Type", "application/json");
    response.end(JSON.stringify({ success: true, result: { records: [], fields: [], total: 0 } }));
  });
});
server.listen(0, "127.0.0.1", () => {
  const client = new Client(`http://127.0.0.1:${server.address().port}`);
  const term = (value) => ({ type: "term", field: "kind", term: value });
  client.datastoreQuery({ resource_id: "r", filters: [term("plan"), term("project")] }, () =>
    client.action("datastore_search", { resource_id: "r", filters: { kind: ["plan", "project"] } }, () => server.close()));
});
END
node try.js | tee seen
cat >expected <<'END'
sent: {"kind":"project"}
sent: {"kind":["plan","project"]}
END

echo
[ "$(cat seen)" = "$(cat expected)" ] && echo "Still so." || { echo "This has changed. It was:"; cat expected; exit 1; }
