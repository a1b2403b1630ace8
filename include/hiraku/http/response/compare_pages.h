/* The page of a comparison: what is read for it, and lives until it is written. */
#ifndef HIRAKU_HTTP_RESPONSE_COMPARE_PAGES_H
#define HIRAKU_HTTP_RESPONSE_COMPARE_PAGES_H

#include "hiraku/http/response/representation.h"
#include "hiraku/service/compare.h"
#include "hiraku/service/details.h"
#include "hiraku/service/list.h"
#include "hiraku/service/row_set.h"

struct page_compare {
    /* the question */
    struct compare compare;  /* parsed, `choosing` */
    struct slice words;      /* among what has them readers choose; may be empty */
    struct slice parameters; /* of the page, and of the same as data: in the canonical form */
    struct slice data;
    /* the result */
    struct details details[COMPARE_MOST];
    bool too_many; /* figures, for a page */
    struct list picked, found;
    struct row_set picked_rows, found_rows;
};

/* The query of what there is to choose from; page->words is set. STATUS_BAD_PARAMETER of words that
 * cannot be looked for. */
enum status page_compare_choices(struct page_compare *page, struct request *request,
                                 struct problem *p);

/* Spells the parameters: the words stand behind what is compared. */
enum status page_compare_spell(struct page_compare *page, struct request *request,
                               struct problem *p);

/* Writes the page answer->context. The errors of compare_read. */
enum status page_compare_write(struct request *request, struct representation *answer,
                               struct out *out, struct problem *p);

#endif
