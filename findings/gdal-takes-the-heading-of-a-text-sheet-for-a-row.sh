#!/bin/sh
# GDAL 3.6.2 (Debian 12; QGIS reads workbooks with it): whether the first row of a sheet is a heading is guessed from the types of the
# second. Where all cells are text, as codes, names and dates of a good table are, the columns are called Field1, Field2, and the
# heading becomes a record. With one number in row 2 it is right. --config OGR_XLSX_HEADERS FORCE is right for both.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
dpkg-query -W gdal-bin >/dev/null 2>&1 || apt-get install -y --no-install-recommends gdal-bin >/dev/null
version=$(dpkg-query -W -f '${Version}' gdal-bin)
case $version in 3.6.2*) ;; *) echo "gdal-bin $version is installed, not 3.6.2 of Debian 12"; exit 2 ;; esac
echo "gdal-bin $version"
dpkg-query -W python3-openpyxl >/dev/null 2>&1 || apt-get install -y --no-install-recommends python3-openpyxl >/dev/null
cat >make.py <<'END'
import openpyxl

for name, value in (("text", "5.00"), ("number", 5)):
    workbook = openpyxl.Workbook()
    for row in (["code", "value"], ["011002", value], ["012025", value]):
        workbook.active.append(row)
    workbook.save(name + ".xlsx")
END
/usr/bin/python3 make.py
try() {
  name=$1
  shift
  echo "$name $*: $(ogrinfo -al -so "$@" "$name.xlsx" | sed -n 's/^Feature Count: \(.*\)/\1 records/p; s/^\([A-Za-z0-9]*\): [A-Z][a-z]* (.*/\1/p' | tr '\n' ' ')"
}
{ try text; try number; try text --config OGR_XLSX_HEADERS FORCE; } | sed 's/ :/:/; s/ $//' | tee seen
cat >expected <<'END'
text: 3 records Field1 Field2
number: 2 records code value
text --config OGR_XLSX_HEADERS FORCE: 2 records code value
END

echo
[ "$(cat seen)" = "$(cat expected)" ] && echo "Still so." || { echo "This has changed. It was:"; cat expected; exit 1; }
