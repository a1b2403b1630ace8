/* The runs of terms (term_runs.h) as one, in order. */
#ifndef HIRAKU_API_STORE_WORDS_TERM_MERGE_H
#define HIRAKU_API_STORE_WORDS_TERM_MERGE_H

#include "term_runs.h"

/* Where the parts of the index go. */
struct term_outs {
    struct out *places, *terms, *spelled;
    uint64_t places_bytes, spelled_bytes, term_count;
};

/* Writes struct words_term of each term, its bytes, and where it stands; counts what it writes.
 * Errors of writing stay in the streams. STATUS_TOO_LARGE: more than words_file.h has room for. */
enum status term_merge(const struct term_runs *runs, struct term_outs *outs, struct problem *p);

#endif
