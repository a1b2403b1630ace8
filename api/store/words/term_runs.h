/* The terms of texts, gathered into runs that lie in order in a file without a name.
 *
 * Of a run, for each term in byte order, numbers as in words_file.h: the term's length and its
 * bytes; the first text that has it and how often; the last one; the bytes of its other texts and
 * those of all its places; then these two. */
#ifndef HIRAKU_API_STORE_WORDS_TERM_RUNS_H
#define HIRAKU_API_STORE_WORDS_TERM_RUNS_H

#include "hiraku/base/status.h"

#include "byte_table.h"
#include "spill.h"

struct term_runs {
    struct spill spill;
    uint64_t *starts; /* of each run, and where the last one ends */
    size_t count;
    /* the run that is being gathered */
    struct byte_table terms;
    uint32_t *words; /* a term's number or, before a text's first term, TERM_RUNS_TEXT */
    size_t used, room;
    uint32_t first, texts; /* the run's first text; how many there are in all */
};

/* The folder takes the file. Must be closed if and only if this succeeded; must not be moved. */
enum status term_runs_open(struct term_runs *runs, const char *dir, struct problem *p);
void term_runs_close(struct term_runs *runs);

/* Begins the next text, which the terms from now on are of. */
enum status term_runs_text(struct term_runs *runs, struct problem *p);
enum status term_runs_term(struct term_runs *runs, struct slice term, struct problem *p);

/* Ends the last run, and maps the file. */
enum status term_runs_end(struct term_runs *runs, struct problem *p);

#endif
