/* Drafts (draft/draft.h) of a desk: where they are, and the one that is asked for. */
#ifndef HIRAKU_DESK_PARENT_DESK_DRAFT_H
#define HIRAKU_DESK_PARENT_DESK_DRAFT_H

#include "hiraku/desk/parent/parent.h"

struct desk_draft {
    struct draft_place place;
    struct draft draft;
};

struct draft_place desk_draft_place(const struct desk_setup *setup);

/* That of the argument "draft"; to be closed with desk_draft_close, whatever came of it. */
enum status desk_draft_open(struct desk_draft *desk, const struct desk_setup *setup,
                            const struct question *question, enum draft_use use, struct problem *p);
void desk_draft_close(struct desk_draft *desk);

/* Arguments: a text, NULL where it is empty; a number of at least 1, 0 where it is empty
 * (STATUS_DESK_VALUE); a table, NULL where it is empty (STATUS_DRAFT_NO_TABLE). */
const char *desk_draft_text(const struct question *question, const char *name);
enum status desk_draft_number(const struct question *question, const char *name, uint64_t *number,
                              struct problem *p);
enum status desk_draft_table(const struct question *question, const struct resource **table,
                             struct problem *p);
/* One line of good text that is short enough for a remark. */
enum status desk_draft_line(const char *name, struct slice text, struct problem *p);

/* The files of the request become a new draft, or come to the one of its argument; its id is put
 * into `id`. A new one into which nothing was taken is dropped again. */
enum status desk_draft_take(const struct desk_setup *setup, const struct question *question,
                            char id[DRAFT_ID_SIZE], struct problem *p);

/* Publishes the draft, as its last proposal says. */
enum status desk_draft_publish(const struct desk_setup *setup, const char *id,
                               const struct publish_options *options, struct publish_result *result,
                               struct problem *p);

#endif
