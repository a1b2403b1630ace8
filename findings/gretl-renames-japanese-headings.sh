#!/bin/sh
# gretl 2022c (Debian 12): headings that are not Latin are turned into names such as aa, aca and caa, in UTF-8 and in a UTF-8 locale,
# with no word about it. Two headings may get names that nobody can tell apart. Latin names stay (year becomes
# the marker of the rows, 年度 does not).
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
dpkg-query -W gretl >/dev/null 2>&1 || apt-get install -y --no-install-recommends gretl >/dev/null
version=$(dpkg-query -W -f '${Version}' gretl)
case $version in 2022c*) ;; *) echo "gretl $version is installed, not 2022c of Debian 12"; exit 2 ;; esac
echo "gretl $version"
printf '年度,実績値,目標値\n2024,5,6\n2025,7,8\n' >ja.csv
printf 'year,actual,target\n2024,5,6\n2025,7,8\n' >en.csv
printf 'open ja.csv --quiet\nvarlist\nopen en.csv --quiet\nvarlist\n' >try.inp
HOME=$folder LC_ALL=C.UTF-8 gretlcli -b try.inp | sed -n 's/^ *0) const *//p' | tr -s ' ' | sed 's/ $//' >seen
cat seen
cat >expected <<'END'
1) aa 2) aca 3) caa
1) actual 2) target
END

echo
[ "$(cat seen)" = "$(cat expected)" ] && echo "Still so." || { echo "This has changed. It was:"; cat expected; exit 1; }
