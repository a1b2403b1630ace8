#!/bin/sh
# rdflib 6.1.1 (Debian 12): the decimal "5" is written 5.0 in Turtle, as though the source had said tenths. In N-Triples it stays "5", as
# 5.00 and 0.0000001 do in both.
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

for digits in ("5", "5.00", "0.0000001"):
    graph = rdflib.Graph()
    graph.add((rdflib.URIRef("http://e.example/a"), rdflib.RDF.value, rdflib.Literal(digits, datatype=rdflib.XSD.decimal)))
    written = {form: graph.serialize(format=form).strip() for form in ("turtle", "nt")}
    print(f'{digits}: {written["turtle"].split()[-2]} in Turtle,', written["nt"].split()[2].split("^^")[0], "in N-Triples")
END
/usr/bin/python3 try.py 2>/dev/null | tee seen
cat >expected <<'END'
5: 5.0 in Turtle, "5" in N-Triples
5.00: 5.00 in Turtle, "5.00" in N-Triples
0.0000001: 0.0000001 in Turtle, "0.0000001" in N-Triples
END

echo
[ "$(cat seen)" = "$(cat expected)" ] && echo "Still so." || { echo "This has changed. It was:"; cat expected; exit 1; }
