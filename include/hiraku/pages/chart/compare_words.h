/* What must be the same for figures to be compared (statistics/compare.h), in words. Pure. */
#ifndef HIRAKU_PAGES_CHART_COMPARE_WORDS_H
#define HIRAKU_PAGES_CHART_COMPARE_WORDS_H

#include "hiraku/base/slice.h"
#include "hiraku/base/status.h"
#include "hiraku/statistics/compare.h"

struct arena;
struct compare;
struct compared;

/* A property as the model calls it. */
struct slice compare_property_title(enum property property, enum language language);

/* Why figures that differ in it are not set against each other: a sentence. */
const char *compare_property_reason(enum property property, enum language language);

/* What a subject has of it: codes in words, texts in the language or, where they are not in it, in
 * the other (`*lang`, else NULL). Empty: nothing is stated. In the arena, which latches. */
struct slice compare_property_words(const struct compare *compare, const struct compared *subject,
                                    enum property property, enum language language,
                                    struct arena *arena, const char **lang);

#endif
