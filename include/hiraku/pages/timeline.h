/* What happened when around a record, on an axis of time: a lane for each table, only the days that
 * the data give. What has no time is named beneath. */
#ifndef HIRAKU_PAGES_TIMELINE_H
#define HIRAKU_PAGES_TIMELINE_H

#include "hiraku/pages/chart/chart.h"

#include <stdbool.h>

struct arena;
struct page;
struct page_context;
struct resource;
struct row;

enum { TIMELINE_MAX = 120 };

struct timeline_event {
    const struct resource *table;
    struct slice id, name;
    const char *lang; /* of the name, where that is not the page's; else NULL */
    struct chart_point point;
};

struct timeline {
    const struct page_context *context;
    struct arena *arena; /* holds the texts */
    struct timeline_event events[TIMELINE_MAX];
    size_t count;
    bool more; /* some did not fit */
};

/* Adds every period of a row; a row that has none counts as undated where its table has a column
 * for one. A record that is there already is passed over. */
void timeline_add(struct timeline *timeline, const struct row *row);

/* Nothing where no event has a time. */
void timeline_write(struct page *page, const struct timeline *timeline);

#endif
