#!/bin/sh
# frictionless-ckan-mapper-js 1.0.0 reads the value of each extra, which is a text in CKAN, as JSON: the code 141003 becomes a number,
# 011002 stays a text, the edition 5.00 becomes 5 and "null" nothing. Of one column of codes some are numbers then.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-audit --no-fund --ignore-scripts frictionless-ckan-mapper-js@1.0.0 >/dev/null 2>&1 || { echo "npm could not install it"; exit 2; }
node -e 'console.log("frictionless-ckan-mapper-js", require("frictionless-ckan-mapper-js/package.json").version)'
cat >try.js <<'END'
const mapper = require("frictionless-ckan-mapper-js");
const extra = (key, value) => ({ key, value });
const extras = [extra("city", "141003"), extra("other_city", "011002"), extra("edition", "5.00"), extra("remark", "null")];
const made = mapper.packageCkanToFrictionless({ name: "a", extras, resources: [] });
for (const { key, value } of extras) console.log(`${key}: "${value}" becomes ${JSON.stringify(made[key])}`);
END
node try.js | tee seen
cat >expected <<'END'
city: "141003" becomes 141003
other_city: "011002" becomes "011002"
edition: "5.00" becomes 5
remark: "null" becomes null
END

echo
[ "$(cat seen)" = "$(cat expected)" ] && echo "Still so." || { echo "This has changed. It was:"; cat expected; exit 1; }
