#!/bin/sh
# data.table 1.14.8 of R (Debian 12): fread takes the outer quotation marks off a cell and leaves those inside doubled, as they are in
# the file (RFC 4180, 2.7). fwrite doubles them again: a table that is read and written has four where there was one. read.csv is right.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
dpkg-query -W r-cran-data.table >/dev/null 2>&1 || apt-get install -y --no-install-recommends r-cran-data.table >/dev/null
version=$(dpkg-query -W -f '${Version}' r-cran-data.table)
case $version in 1.14.8*) ;; *) echo "r-cran-data.table $version is installed, not 1.14.8 of Debian 12"; exit 2 ;; esac
echo "r-cran-data.table $version"
printf 'id,note\na,"the ""open"" data"\n' >table.csv
cat >try.R <<'END'
library(data.table)
cat("fread:", fread("table.csv")$note, "\n")
cat("read.csv:", read.csv("table.csv")$note, "\n")
fwrite(fread("table.csv"), "out.csv")
cat("read and written:", readLines("out.csv")[2], "\n")
END
Rscript try.R 2>/dev/null | sed 's/ $//' | tee seen
cat >expected <<'END'
fread: the ""open"" data
read.csv: the "open" data
read and written: a,"the """"open"""" data"
END

echo
[ "$(cat seen)" = "$(cat expected)" ] && echo "Still so." || { echo "This has changed. It was:"; cat expected; exit 1; }
