/* What becomes of what, from table to table: which records lead to which, which column tells how
 * far they came, and how that is said in a sentence. */
#ifndef HIRAKU_MODEL_TRAIL_H
#define HIRAKU_MODEL_TRAIL_H

#include <stddef.h>

struct resource;

enum { TRAIL_STEPS_MAX = 4 };

/* Sentences have `{column}` for a cell in words, `{a|b}` for the first of cells that is filled and
 * `{*}` for what the record is called; `[…]` is left out where a cell in it is empty. */
struct trail_step {
    const struct resource *table;
    const char *subject; /* of the first step: the reference by which readers know its records */
    const char *from;    /* the reference to the record of the step before; NULL: the first step */
    const char *state;   /* the column of codes that tells how far it came */
    const char *open;    /* codes, separated by spaces, that leave it open what became of it */
    const char *said_ja, *said_en;
    const char *none_ja, *none_en;       /* said of a record of the step before that has none */
    const char *missing_ja, *missing_en; /* the same in a word or two */
};

struct trail {
    const char *path; /* of the page of all, without slashes */
    const char *title_ja, *title_en, *doc_ja, *doc;
    const char *cited_ja, *cited_en; /* what it is called where it is quoted */
    /* Of the first step: a reference by which readers always choose, and one with its period whose
     * fiscal year tells when it was. */
    const char *chosen, *year_of, *year, *year_ja, *year_en;
    const char *undated_ja, *undated_en; /* of a record without that period */
    const char *unknown_ja, *unknown_en; /* without that reference */
    struct trail_step steps[TRAIL_STEPS_MAX];
    size_t count;
};

extern const struct trail model_trail;

#endif
