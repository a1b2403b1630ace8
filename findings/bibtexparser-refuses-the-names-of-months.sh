#!/bin/sh
# bibtexparser 1.1.0 (Debian 12): `month = nov` raises UndefinedString. The names of months are macros that the standard styles of
# BibTeX define, so entries have them without a definition of their own. The error names no entry, and of the file none is read.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
dpkg-query -W python3-bibtexparser >/dev/null 2>&1 || apt-get install -y --no-install-recommends python3-bibtexparser >/dev/null
version=$(dpkg-query -W -f '${Version}' python3-bibtexparser)
case $version in 1.1.0*) ;; *) echo "python3-bibtexparser $version is installed, not 1.1.0 of Debian 12"; exit 2 ;; esac
echo "python3-bibtexparser $version"

cat >two.bib <<'END'
@misc{one, title = {Figures of 2025}, year = 2025, month = 11}
@misc{two, title = {Figures of 2026}, year = 2026, month = nov}
END
cat >try.py <<'END'
import bibtexparser
from bibtexparser.bparser import BibTexParser
text = open("two.bib", encoding="utf-8").read()
try:
    print("loads:", len(bibtexparser.loads(text).entries), "entries")
except Exception as error:
    print("loads:", type(error).__name__, error)
entries = bibtexparser.loads(text, BibTexParser(common_strings=True)).entries
print("with common_strings=True:", [entry["month"] for entry in entries])
END
/usr/bin/python3 try.py | tee seen
cat >expected <<'END'
loads: UndefinedString 'nov'
with common_strings=True: ['11', 'November']
END

echo
[ "$(cat seen)" = "$(cat expected)" ] && echo "Still so." || { echo "This has changed. It was:"; cat expected; exit 1; }
