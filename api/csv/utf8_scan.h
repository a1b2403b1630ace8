/* Finding what is no UTF-8 (RFC 3629) in a run of bytes, fast. Private to api/csv. */
#ifndef HIRAKU_API_CSV_UTF8_SCAN_H
#define HIRAKU_API_CSV_UTF8_SCAN_H

#include <stddef.h>

enum utf8_unit {
    UTF8_CHARACTER, /* a whole character */
    UTF8_NUL,       /* U+0000 */
    UTF8_SURROGATE, /* ED A0–BF xx: half of a UTF-16 pair written as three bytes */
    UTF8_BAD, /* a maximal part that cannot begin a character (Unicode 15, s.3.9, U+FFFD practice)
               */
    UTF8_INCOMPLETE, /* could become a character with bytes beyond the end */
};

/* The length of the longest prefix that is whole characters other than U+0000. Adds the number of
 * its characters of three bytes and more to `*wide` (may be NULL). */
size_t utf8_scan(const unsigned char *bytes, size_t len, size_t *wide);

/* What stands at `bytes`, and its length (1–4); `len` > 0. */
enum utf8_unit utf8_classify(const unsigned char *bytes, size_t len, size_t *unit_len);

#endif
