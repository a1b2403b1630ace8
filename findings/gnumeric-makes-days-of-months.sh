#!/bin/sh
# Gnumeric 1.12.55 (Debian 12; ssconvert): the month 2023-04 of a CSV becomes 2023/04/01, the label "14 June 2011" 2011/06/14, the code
# 011002 11002. What is written again, to CSV too, has the days. ssconvert takes no option that leaves cells as they are; in
# ="2023-04", as CSV for spreadsheets has it, they stay.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
dpkg-query -W gnumeric >/dev/null 2>&1 || apt-get install -y --no-install-recommends gnumeric >/dev/null
version=$(dpkg-query -W -f '${Version}' gnumeric)
case $version in 1.12.55*) ;; *) echo "gnumeric $version is installed, not 1.12.55 of Debian 12"; exit 2 ;; esac
echo "gnumeric $version"
cat >plain.csv <<'END'
code,period,label
011002,2023-04,14 June 2011
012025,2020-H2,2011年6月14日
END
cat >guarded.csv <<'END'
code,period,label
"=""011002""","=""2023-04""","=""14 June 2011"""
END
for name in plain guarded; do
  LC_ALL=C.UTF-8 ssconvert "$name.csv" "$name-again.csv" >/dev/null 2>&1
  sed "s/^/$name: /" "$name-again.csv"
done | tee seen
cat >expected <<'END'
plain: code,period,label
plain: 11002,2023/04/01,2011/06/14
plain: 12025,2020-H2,2011年6月14日
guarded: code,period,label
guarded: 011002,2023-04,"14 June 2011"
END

echo
[ "$(cat seen)" = "$(cat expected)" ] && echo "Still so." || { echo "This has changed. It was:"; cat expected; exit 1; }
