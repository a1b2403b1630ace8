/* Points of a series for the tests of what is made from one. */
#ifndef HIRAKU_TEST_POINTS_H
#define HIRAKU_TEST_POINTS_H

#include "hiraku/statistics/series.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

enum { POINTS_MAX = 16 };

/* A series under test. */
struct fixture {
    struct point points[POINTS_MAX];
    char periods[POINTS_MAX][32], starts[POINTS_MAX][DATE_TEXT_SIZE],
        ends[POINTS_MAX][DATE_TEXT_SIZE];
    struct series series;
};

static inline void begin(struct fixture *f, const char *nature, const char *frequency)
{
    *f = (struct fixture){.series = {0}};
    f->series = (struct series){.points = f->points,
                                .nature = slice_of(nature),
                                .step = series_step(slice_of(frequency)),
                                .first_month = 4};
}

/* value "": missing; "~10": about 10. */
static inline void point(struct fixture *f, const char *type, const char *accumulation,
                         const char *period, const char *value)
{
    struct slice cells[POINT_CELLS] = {{NULL, 0}};
    struct period read;
    size_t i = f->series.count++;
    snprintf(f->periods[i], sizeof f->periods[i], "%s", period);
    if (period_parse(slice_of(period), 4, &read) == PERIOD_GOOD && !read.open_start) {
        date_format(read.starts, f->starts[i]);
        if (!read.open_end)
            date_format(read.ends, f->ends[i]);
    }
    cells[POINT_VALUE_TYPE] = slice_of(type);
    cells[POINT_ACCUMULATION] = slice_of(accumulation);
    cells[POINT_PERIOD] = slice_of(f->periods[i]);
    cells[POINT_STARTS] = slice_of(f->starts[i]);
    cells[POINT_ENDS] = slice_of(f->ends[i]);
    cells[POINT_ID] = slice_of(f->periods[i]);
    cells[POINT_QUALIFIER] = slice_of(*value == '~' ? "approximate" : "exact");
    if (*value == '\0')
        cells[POINT_MISSING] = slice_of("not_collected");
    else
        cells[POINT_VALUE] = slice_of(value + (*value == '~'));
    point_read(&f->points[i], cells, 4);
}

static inline void level(struct fixture *f, const char *period, const char *value)
{
    point(f, "actual", "level", period, value);
}

#endif
