/* What the tests of plots share: a chart of one plot, written into memory, and looking into it. */
#ifndef TESTS_UNIT_PAGES_CHART_SMALL_CHART_H
#define TESTS_UNIT_PAGES_CHART_SMALL_CHART_H

#include "hiraku/base/out.h"
#include "hiraku/pages/chart/chart.h"
#include "hiraku/pages/chart/svg.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

enum { SMALL_CHART_BYTES = 1 << 20 };

static inline void small_chart(struct out *out, const struct chart_panel *panel, int width)
{
    const struct chart chart = {.id = slice_of("one"),
                                .language = LANGUAGE_JA,
                                .width = width,
                                .title = slice_of("試験"),
                                .panels = panel,
                                .count = 1};
    out_open_memory(out, SMALL_CHART_BYTES);
    chart_document(&chart, NULL, out);
    out_char(out, '\0');
    assert_int_equal(out->error, STATUS_OK);
    /* for who wants to see it */
    if (getenv("SMALL_CHART")) {
        FILE *file = fopen(getenv("SMALL_CHART"), "wx"); /* the first one */
        if (file)
            fputs(out_written(out).at, file);
        if (file)
            fclose(file);
    }
}

static inline bool chart_says(const struct out *out, const char *text)
{
    return strstr(out_written(out).at, text) != NULL;
}

/* The number of a text in the chart. */
static inline size_t chart_times(const struct out *out, const char *text)
{
    size_t count = 0;
    for (const char *at = out_written(out).at; (at = strstr(at, text)) != NULL; at++)
        count++;
    return count;
}

/* In hundredths of a pixel, the number behind `name="` that follows on a text. */
static inline long chart_length_behind(const struct out *out, const char *text, const char *name)
{
    char attribute[32];
    const char *at = strstr(out_written(out).at, text);
    snprintf(attribute, sizeof attribute, " %s=\"", name);
    at = at ? strstr(at, attribute) : NULL;
    assert_non_null(at);
    return (long)(strtod(at + strlen(attribute), NULL) * PX + 0.5);
}

#endif
