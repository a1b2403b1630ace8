#!/bin/sh
# csvkit 1.0.7 (Debian 12): csvjson and csvsort write the number 11002 for the code 011002, and csvjson 5.0 for 5.00, though nobody
# asked for a sum. With --no-inference (-I) cells stay as they are.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
dpkg-query -W csvkit >/dev/null 2>&1 || apt-get install -y --no-install-recommends csvkit >/dev/null
version=$(dpkg-query -W -f '${Version}' csvkit)
case $version in 1.0.7*) ;; *) echo "csvkit $version is installed, not 1.0.7 of Debian 12"; exit 2 ;; esac
echo "csvkit $version"
export LC_ALL=C.UTF-8
printf 'code,value\n012025,5.00\n011002,3.10\n' >try.csv
for call in csvjson "csvjson -I" csvsort "csvsort -I"; do
  echo "$call: $($call try.csv 2>/dev/null | tr '\n' ' ' | sed 's/ $//')"
done | tee seen
cat >expected <<'END'
csvjson: [{"code": 12025.0, "value": 5.0}, {"code": 11002.0, "value": 3.1}]
csvjson -I: [{"code": "012025", "value": "5.00"}, {"code": "011002", "value": "3.10"}]
csvsort: code,value 11002,3.10 12025,5.00
csvsort -I: code,value 011002,3.10 012025,5.00
END

echo
[ "$(cat seen)" = "$(cat expected)" ] && echo "Still so." || { echo "This has changed. It was:"; cat expected; exit 1; }
