/* Characters that look like ASCII. Decides nothing about where they are a fault. */
#include "hiraku/base/lookalike.h"

#include "hiraku/base/utf8.h"

static const struct {
    int32_t c;
    char ascii;
} lookalikes[] = {
    /* Cyrillic */
    {0x0430, 'a'},
    {0x0435, 'e'},
    {0x043E, 'o'},
    {0x0440, 'p'},
    {0x0441, 'c'},
    {0x0443, 'y'},
    {0x0445, 'x'},
    {0x0455, 's'},
    {0x0456, 'i'},
    {0x0458, 'j'},
    {0x04BB, 'h'},
    {0x0501, 'd'},
    {0x051B, 'q'},
    {0x051D, 'w'},
    {0x0405, 'S'},
    {0x0406, 'I'},
    {0x0408, 'J'},
    {0x0410, 'A'},
    {0x0412, 'B'},
    {0x0415, 'E'},
    {0x041A, 'K'},
    {0x041C, 'M'},
    {0x041D, 'H'},
    {0x041E, 'O'},
    {0x0420, 'P'},
    {0x0421, 'C'},
    {0x0422, 'T'},
    {0x0423, 'Y'},
    {0x0425, 'X'},
    /* Greek */
    {0x03B1, 'a'},
    {0x03B9, 'i'},
    {0x03BA, 'k'},
    {0x03BD, 'v'},
    {0x03BF, 'o'},
    {0x03C1, 'p'},
    {0x03C5, 'u'},
    {0x0391, 'A'},
    {0x0392, 'B'},
    {0x0395, 'E'},
    {0x0396, 'Z'},
    {0x0397, 'H'},
    {0x0399, 'I'},
    {0x039A, 'K'},
    {0x039C, 'M'},
    {0x039D, 'N'},
    {0x039F, 'O'},
    {0x03A1, 'P'},
    {0x03A4, 'T'},
    {0x03A5, 'Y'},
    {0x03A7, 'X'},
    /* Latin */
    {0x0131, 'i'},
    {0x0251, 'a'},
    {0x0261, 'g'},
    /* hyphens, dashes, minus, a line, the long-vowel mark in both widths, the full-width hyphen */
    {0x02D7, '-'},
    {0x2010, '-'},
    {0x2011, '-'},
    {0x2012, '-'},
    {0x2013, '-'},
    {0x2014, '-'},
    {0x2015, '-'},
    {0x2043, '-'},
    {0x2212, '-'},
    {0x2500, '-'},
    {0x30FC, '-'},
    {0xFE58, '-'},
    {0xFE63, '-'},
    {0xFF0D, '-'},
    {0xFF70, '-'},
};

char lookalike_ascii(int32_t c)
{
    for (size_t i = 0; i < sizeof lookalikes / sizeof *lookalikes; i++)
        if (lookalikes[i].c == c)
            return lookalikes[i].ascii;
    return '\0';
}

bool lookalike_hides(struct slice text)
{
    bool found = false, plain = false;
    for (size_t at = 0; at < text.len;) {
        int32_t c = utf8_next(text, &at);
        bool alike = c >= 0x80 && lookalike_ascii(c) != '\0';
        if (c < 0 || (c >= 0x80 && !alike))
            return false;
        found = found || alike;
        plain = plain || !alike;
    }
    return found && plain;
}
