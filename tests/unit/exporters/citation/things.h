/* A citation whose title holds what each format reads otherwise. */
#ifndef TESTS_CITATION_THINGS_H
#define TESTS_CITATION_THINGS_H

#include "hiraku/exporters/citation/citation_format.h"

#include "hiraku/base/out.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#define WORDS(text)                                                                                \
    {                                                                                              \
        text, sizeof text - 1                                                                      \
    }
#define HOSTILE "A {B} } 100% \"q\" 「x」 \\y & #1 $z a_b ^ ~\n<x>"

static const struct citation hostile = {
    .publisher = {WORDS("試験市"), WORDS("Test City")},
    .collection = {WORDS("数値"), WORDS("Figures")},
    .licence_url = WORDS("https://example.org/terms"),
    .licence_name = {WORDS("利用条件"), WORDS("Terms")},
    .title = {WORDS(HOSTILE), WORDS("Visitors")},
    .url = WORDS("https://data.example.jp/v1/kpis/a%20B/series.csv?release=3"),
    .release = 3,
    .day = "2026-03-07",
    .line = {WORDS("一行"), WORDS("One line")},
};

/* What a format makes of it, to be freed. */
static inline char *cited(const struct citation_format *format, const struct citation *citation,
                          enum language language)
{
    struct out out;
    size_t len;
    out_open_memory(&out, 1 << 16);
    format->write(citation, language, &out);
    out_char(&out, '\0');
    assert_int_equal(out_finish(&out, NULL), STATUS_OK);
    return out_take(&out, &len);
}

#endif
