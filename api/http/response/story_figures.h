/* The figures on the page of a record: those of the subjects (KPIs) that refer to it; and on the
 * first page. */
#ifndef HIRAKU_API_HTTP_RESPONSE_STORY_FIGURES_H
#define HIRAKU_API_HTTP_RESPONSE_STORY_FIGURES_H

#include "hiraku/pages/spark_cards.h"
#include "hiraku/service/details.h"

struct list;
struct problem;
struct record_asked;

enum { STORY_FIGURES_MAX = 12 };

struct story_figures {
    struct details details[STORY_FIGURES_MAX];
    struct spark_card cards[STORY_FIGURES_MAX];
    size_t read, count; /* details that were begun, cards that are complete */
};

/* Reads the first ones; `list` is used and closed. story_figures_close in any case. */
enum status story_figures_read(struct story_figures *figures, const struct record_asked *asked,
                               struct list *list, struct problem *p);
/* Those of the subjects that `list`, whose query is set, gives; of `asked` without a record. It is
 * closed; story_figures_close in any case. */
enum status story_figures_list(struct story_figures *figures, const struct record_asked *asked,
                               struct list *list, struct problem *p);
void story_figures_close(struct story_figures *figures);

#endif
