#!/bin/sh
# jq 1.6 (Debian 12) writes numbers anew though nothing is done with them: `jq .` makes 5 of 5.00 and 1234567890123456800 of
# 1234567890123456789. Numbers that are texts in JSON stay.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
dpkg-query -W jq >/dev/null 2>&1 || apt-get install -y --no-install-recommends jq >/dev/null
version=$(dpkg-query -W -f '${Version}' jq)
case $version in 1.6*) ;; *) echo "jq $version is installed, not 1.6 of Debian 12"; exit 2 ;; esac
echo "jq $version"
for text in '{"value":5.00}' '{"amount":1234567890123456789}' '{"value":"5.00"}'; do
  echo "$text becomes $(printf '%s' "$text" | jq -c .)"
done | tee seen
cat >expected <<'END'
{"value":5.00} becomes {"value":5}
{"amount":1234567890123456789} becomes {"amount":1234567890123456800}
{"value":"5.00"} becomes {"value":"5.00"}
END

echo
[ "$(cat seen)" = "$(cat expected)" ] && echo "Still so." || { echo "This has changed. It was:"; cat expected; exit 1; }
