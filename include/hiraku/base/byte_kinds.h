/* Which bytes of text XML and the formats of triples cannot write as they are. Private to
 * exporters/. */
#ifndef HIRAKU_BASE_BYTE_KINDS_H
#define HIRAKU_BASE_BYTE_KINDS_H

#include "hiraku/base/slice.h"

enum byte_kind {
    BYTE_CONTROL = 1,   /* no character of XML 1.0 (s.2.2) */
    BYTE_DOUBTFUL = 2,  /* U+FFFE and U+FFFF begin so, which are none either */
    BYTE_STRING = 4,    /* escaped in strings of N-Triples and Turtle */
    BYTE_TEXT = 8,      /* a reference wherever XML has text */
    BYTE_ATTRIBUTE = 16 /* a reference in XML attributes */
};

extern const unsigned char byte_kinds[256]; /* several of them, or 0 */

static inline unsigned byte_kind(struct slice text, size_t at)
{
    return byte_kinds[(unsigned char)text.at[at]];
}

/* Whether at this byte begins what XML 1.0 cannot hold: all formats of triples refuse the same.
 * U+FFFE and U+FFFF are EF BF BE and EF BF BF. Does not check UTF-8. */
static inline bool byte_is_refused(struct slice text, size_t at)
{
    unsigned kind = byte_kind(text, at);
    if (kind != BYTE_DOUBTFUL)
        return kind == BYTE_CONTROL;
    return text.len - at >= 3 && (unsigned char)text.at[at + 1] == 0xBF &&
           (unsigned char)text.at[at + 2] >= 0xBE;
}

#endif
