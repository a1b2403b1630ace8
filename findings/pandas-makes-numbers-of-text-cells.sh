#!/bin/sh
# pandas 1.5.3 (Debian 12): the cells of a workbook know whether they are texts, and openpyxl tells it; read_excel makes numbers of texts
# all the same, where a whole column looks like them: the code 011002 is 11002. With dtype=str they stay.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
dpkg-query -W python3-pandas python3-openpyxl >/dev/null 2>&1 || apt-get install -y --no-install-recommends python3-pandas python3-openpyxl >/dev/null
version=$(dpkg-query -W -f '${Version}' python3-pandas)
case $version in 1.5.3*) ;; *) echo "python3-pandas $version is installed, not 1.5.3 of Debian 12"; exit 2 ;; esac
echo "python3-pandas $version"
cat >try.py <<'END'
import openpyxl
import pandas

workbook = openpyxl.Workbook()
for row in (["code", "place"], ["011002", "札幌市"], ["012025", "函館市"]):
    workbook.active.append(row)
workbook.save("try.xlsx")
cell = openpyxl.load_workbook("try.xlsx").active["A2"]
print("in the workbook:", cell.data_type, repr(cell.value))
print("read_excel:", pandas.read_excel("try.xlsx")["code"].tolist())
print("with dtype=str:", pandas.read_excel("try.xlsx", dtype=str)["code"].tolist())
END
/usr/bin/python3 try.py | tee seen
cat >expected <<'END'
in the workbook: s '011002'
read_excel: [11002, 12025]
with dtype=str: ['011002', '012025']
END

echo
[ "$(cat seen)" = "$(cat expected)" ] && echo "Still so." || { echo "This has changed. It was:"; cat expected; exit 1; }
