/* A target against what was reached, as a sentence. Pure. */
#ifndef HIRAKU_PAGES_PROGRESS_WORDS_H
#define HIRAKU_PAGES_PROGRESS_WORDS_H

#include "hiraku/base/slice.h"
#include "hiraku/base/status.h"

struct out;

/* A number as it was published, or why there is none. */
struct progress_figure {
    struct slice value;          /* a canonical decimal (value/decimal.h); empty: see reason */
    struct slice before, behind; /* what stands around it: 約, 以上; may be empty */
    struct slice reason;         /* in words; empty: it is not said why */
    bool exact; /* it is neither about nor a bound: something can be computed with it */
};

enum progress_wish { PROGRESS_NEITHER, PROGRESS_MORE, PROGRESS_LESS };

struct progress {
    enum language language;
    struct progress_figure target, actual; /* the target has a value */
    struct slice unit;                     /* of both, as printed */
    struct slice unit_between;             /* of their difference: points between percentages */
    enum progress_wish wish;               /* which way is good */
};

/* 目標95.00億円に対し実績なし（未公表）; with an actual value the exact difference between both,
 * where both are exact, and whether the target was met, where it is known which way is good. All
 * digits are those that were published; nothing is rounded. */
void progress_words(const struct progress *progress, struct out *out);

#endif
