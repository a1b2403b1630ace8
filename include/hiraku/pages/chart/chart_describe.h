/* A chart in words, for who does not see it. */
#ifndef HIRAKU_PAGES_CHART_CHART_DESCRIBE_H
#define HIRAKU_PAGES_CHART_CHART_DESCRIBE_H

#include "hiraku/base/slice.h"

struct arena;
struct chart;

/* Every value with its period, series by series; of many the first 60, and how many there are. */
struct slice chart_describe(const struct chart *chart, struct arena *arena);

#endif
