#!/bin/sh
# rdflib 6.1.1 (Debian 12): `?v IN (5.0)` compares the texts of numbers, `?v = 5.0` their values. SPARQL 1.1 (17.4.1.9) defines IN
# by `=`, so both should find 5.0 and 5.00, and `?v IN (100.0)` the integer 100.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
dpkg-query -W python3-rdflib >/dev/null 2>&1 || apt-get install -y --no-install-recommends python3-rdflib >/dev/null
version=$(dpkg-query -W -f '${Version}' python3-rdflib)
case $version in 6.1.1*) ;; *) echo "python3-rdflib $version is installed, not 6.1.1 of Debian 12"; exit 2 ;; esac
echo "python3-rdflib $version"

cat >try.py <<'END'
import rdflib
graph = rdflib.Graph().parse(data="@prefix e: <http://e.example/> . e:a e:v 5.00 . e:b e:v 5.0 . e:c e:v 100 .", format="turtle")
for test in ("?v = 5.0", "?v IN (5.0)", "?v = 100.0", "?v IN (100.0)", "?v NOT IN (5.0)"):
    print(test + ":", *sorted(str(row.v) for row in graph.query("SELECT ?v { ?s <http://e.example/v> ?v FILTER(%s) }" % test)))
END
/usr/bin/python3 try.py | tee seen
cat >expected <<'END'
?v = 5.0: 5.0 5.00
?v IN (5.0): 5.0
?v = 100.0: 100
?v IN (100.0):
?v NOT IN (5.0): 100 5.00
END

echo
[ "$(cat seen)" = "$(cat expected)" ] && echo "Still so." || { echo "This has changed. It was:"; cat expected; exit 1; }
