/* Words in all tables at once, the most relevant records first. */
#ifndef HIRAKU_SERVICE_SEARCH_H
#define HIRAKU_SERVICE_SEARCH_H

#include "hiraku/service/figures.h"
#include "hiraku/store/search.h"

struct arena;
struct inputs;
struct parameter;
struct problem;
struct service;

enum { SEARCH_LIMIT = 20, SEARCH_LIMIT_MAX = SEARCH_HITS_MAX };

struct search {
    struct slice words, match; /* as in struct query */
    size_t limit;
    /* the result */
    struct search_found found;
    uint64_t total;
};

/* Reads `q` and `limit` into an empty search; other parameters are unknown. */
enum status search_parse(struct search *search, struct arena *arena,
                         const struct parameter *parameters, size_t count, struct problem *p);
/* The parameters in the canonical form; want of memory latches the arena. */
struct slice search_canonical(const struct search *search, struct arena *arena);
void search_inputs(struct inputs *inputs);
/* Finds and counts. */
enum status search_find(struct search *search, const struct service *service, struct problem *p);

/* table, id, url, title_ja, title_en, snippet (HTML with `mark`, as search_snippet makes it) */
enum { SEARCH_COLUMNS = 6 };
extern const struct figure_column search_columns[SEARCH_COLUMNS];
/* Gives every hit. */
enum status search_rows(const struct search *search, const struct service *service,
                        figure_sink *sink, void *context, struct problem *p);

#endif
