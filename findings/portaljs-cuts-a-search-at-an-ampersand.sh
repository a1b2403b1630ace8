#!/bin/sh
# @portaljs/ckan 0.1.0 (with React 18.3.1): packageSearch puts what is searched for into the URL as it is. Of "R&D" the service is asked
# for "R" and told of a parameter D, which package_search refuses. Whoever escapes it first, encodeURIComponent, is asked for right.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-audit --no-fund --ignore-scripts @portaljs/ckan@0.1.0 react@18.3.1 react-dom@18.3.1 >/dev/null 2>&1 ||
  { echo "npm could not install it"; exit 2; }
sed -n 's/^  "version": "\(.*\)",/@portaljs\/ckan \1/p' node_modules/@portaljs/ckan/package.json
cat >try.mjs <<'END'
import http from "node:http";
import { CKAN } from "@portaljs/ckan";
const server = http.createServer((request, response) => {
  const { searchParams } = new URL(request.url, "http://localhost");
  console.log("asked for:", JSON.stringify(searchParams.get("q")), [...searchParams.keys()].sort().join(" "));
  response.setHeader("Content-Type", "application/json");
  response.end(JSON.stringify({ success: true, result: { results: [], count: 0 } }));
});
server.listen(0, "127.0.0.1", async () => {
  const ckan = new CKAN(`http://127.0.0.1:${server.address().port}`);
  for (const query of ["R&D", encodeURIComponent("R&D")])
    await ckan.packageSearch({ offset: 0, limit: 2, tags: [], groups: [], orgs: [], query });
  server.close();
});
END
node try.mjs | tee seen
cat >expected <<'END'
asked for: "R" D q rows start
asked for: "R&D" q rows start
END

echo
[ "$(cat seen)" = "$(cat expected)" ] && echo "Still so." || { echo "This has changed. It was:"; cat expected; exit 1; }
