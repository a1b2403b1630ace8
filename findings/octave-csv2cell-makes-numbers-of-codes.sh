#!/bin/sh
# csv2cell of Octave 7.3.0 with octave-io 2.6.4 (Debian 12) is described as reading a CSV file into a cell array. A cell that looks
# like a number becomes one, unless it is in quotation marks: 011002 is 11002. There is no option for it. textscan with %s
# keeps the text (and the quotation marks).
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
dpkg-query -W octave-io >/dev/null 2>&1 || apt-get install -y --no-install-recommends octave-io >/dev/null
version=$(dpkg-query -W -f '${Version}' octave-io)
case $version in 2.6.4*) ;; *) echo "octave-io $version is installed, not 2.6.4 of Debian 12"; exit 2 ;; esac
echo "octave-io $version"
dpkg-query -W octave >/dev/null 2>&1 || apt-get install -y --no-install-recommends octave >/dev/null
printf 'id,code\na,011002\nb,"011002"\n' >table.csv
cat >try.m <<'END'
pkg load io
cells = csv2cell("table.csv");
printf("csv2cell: %s %s, %s %s\n", class(cells{2,2}), num2str(cells{2,2}), class(cells{3,2}), num2str(cells{3,2}));
file = fopen("table.csv");
columns = textscan(file, "%s %s", "Delimiter", ",", "HeaderLines", 1);
printf("textscan: %s\n", strjoin(columns{2}', " "));
END
octave-cli --norc try.m 2>/dev/null >seen || true
cat seen
cat >expected <<'END'
csv2cell: double 11002, char 011002
textscan: 011002 "011002"
END

echo
[ "$(cat seen)" = "$(cat expected)" ] && echo "Still so." || { echo "This has changed. It was:"; cat expected; exit 1; }
