#!/bin/sh
# rapper 2.0.15 of raptor2-utils (Debian 12) writes the decimal "5" as 5 in Turtle, which is an integer there (Turtle, s.2.5.2): who reads
# it has another literal. 5.00 stays what it is. As N-Triples nothing is lost.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
dpkg-query -W raptor2-utils >/dev/null 2>&1 || apt-get install -y --no-install-recommends raptor2-utils >/dev/null
version=$(dpkg-query -W -f '${Version}' raptor2-utils)
case $version in 2.0.15*) ;; *) echo "raptor2-utils $version is installed, not 2.0.15 of Debian 12"; exit 2 ;; esac
echo "raptor2-utils $version"
cat >try.nt <<'END'
<http://e.example/a> <http://e.example/v> "5"^^<http://www.w3.org/2001/XMLSchema#decimal> .
<http://e.example/b> <http://e.example/v> "5.00"^^<http://www.w3.org/2001/XMLSchema#decimal> .
END
rapper -q -i ntriples -o turtle try.nt >try.ttl
rapper -q -i turtle -o ntriples try.ttl | sort | sed 's/.*\(".*"\).*#\(.*\)> ./\1 is of the type \2/' | tee seen
cat >expected <<'END'
"5" is of the type integer
"5.00" is of the type decimal
END

echo
[ "$(cat seen)" = "$(cat expected)" ] && echo "Still so." || { echo "This has changed. It was:"; cat expected; exit 1; }
