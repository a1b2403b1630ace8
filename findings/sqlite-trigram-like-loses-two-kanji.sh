#!/bin/sh
# SQLite 3.40.1 (Debian 12): LIKE on a column of an FTS5 table with the trigram tokenizer finds nothing for a pattern of two
# characters that take three bytes each, though rows match; two ASCII characters are found. The index is asked for a phrase
# without a trigram. `+name LIKE …` does not use the index, and finds them.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
dpkg-query -W sqlite3 >/dev/null 2>&1 || apt-get install -y --no-install-recommends sqlite3 >/dev/null
version=$(dpkg-query -W -f '${Version}' sqlite3)
case $version in 3.40.1*) ;; *) echo "sqlite3 $version is installed, not 3.40.1 of Debian 12"; exit 2 ;; esac
echo "sqlite3 $version"

sqlite3 :memory: >seen <<'END'
CREATE VIRTUAL TABLE places USING fts5(name, tokenize = 'trigram');
INSERT INTO places VALUES ('防災訓練'), ('市の防災計画'), ('避難所'), ('park');
SELECT '%防災%', count(*) FROM places WHERE name LIKE '%防災%';
SELECT '%防災%, +name', count(*) FROM places WHERE +name LIKE '%防災%';
SELECT '%避難所%', count(*) FROM places WHERE name LIKE '%避難所%';
SELECT '%ar%', count(*) FROM places WHERE name LIKE '%ar%';
END
cat seen
cat >expected <<'END'
%防災%|0
%防災%, +name|2
%避難所%|1
%ar%|1
END

echo
[ "$(cat seen)" = "$(cat expected)" ] && echo "Still so." || { echo "This has changed. It was:"; cat expected; exit 1; }
