#!/bin/sh
# libxlsxwriter 1.1.4 (Debian 12): worksheet_write_string refuses a text of more than 32,767 characters. Excel's limit of a cell is
# 32,767 UTF-16 units, and a kanji beyond the basic plane (𠮟, of JIS X 0213) takes two: 20,000 of them are written without an
# error, a cell of 40,000 units.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
dpkg-query -W libxlsxwriter-dev >/dev/null 2>&1 || apt-get install -y --no-install-recommends libxlsxwriter-dev >/dev/null
version=$(dpkg-query -W -f '${Version}' libxlsxwriter-dev)
case $version in 1.1.4*) ;; *) echo "libxlsxwriter-dev $version is installed, not 1.1.4 of Debian 12"; exit 2 ;; esac
echo "libxlsxwriter-dev $version"
command -v cc >/dev/null || apt-get install -y --no-install-recommends gcc libc6-dev >/dev/null
cat >try.c <<'END'
#include <stdio.h>
#include <string.h>
#include <xlsxwriter.h>

static char text[200000];

static void try(lxw_worksheet *sheet, lxw_row_t row, const char *character, int count)
{
    text[0] = 0;
    for (int i = 0; i < count; i++)
        memcpy(text + (size_t)i * strlen(character), character, strlen(character) + 1);
    printf("%d times %s: %s\n", count, character, lxw_strerror(worksheet_write_string(sheet, row, 0, text, NULL)));
}

int main(void)
{
    lxw_workbook *workbook = workbook_new("try.xlsx");
    lxw_worksheet *sheet = workbook_add_worksheet(workbook, NULL);
    try(sheet, 0, "国", 32767);
    try(sheet, 1, "国", 32768);
    try(sheet, 2, "𠮟", 20000);
    return workbook_close(workbook);
}
END
cc -o try try.c -lxlsxwriter
./try >seen 2>/dev/null
python3 - >>seen <<'END'
import re, zipfile
text = zipfile.ZipFile("try.xlsx").read("xl/sharedStrings.xml").decode("utf-8")
print("UTF-16 units in the cells of the file:", *(len(cell.encode("utf-16-le")) // 2 for cell in re.findall("<t>([^<]*)</t>", text)))
END
cat seen
cat >expected <<'END'
32767 times 国: No error.
32768 times 国: String exceeds Excel's limit of 32,767 characters.
20000 times 𠮟: No error.
UTF-16 units in the cells of the file: 32767 40000
END

echo
[ "$(cat seen)" = "$(cat expected)" ] && echo "Still so." || { echo "This has changed. It was:"; cat expected; exit 1; }
