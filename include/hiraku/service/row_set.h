/* Rows that are kept: what is to be told of all of them together needs each of them twice. */
#ifndef HIRAKU_SERVICE_ROW_SET_H
#define HIRAKU_SERVICE_ROW_SET_H

#include "hiraku/base/arena.h"
#include "hiraku/query/view.h"

struct list;
struct problem;

enum { ROW_SET_MAX = 1000 };

/* Empty: all zero. */
struct row_set {
    struct arena arena;
    const struct view *view; /* of every row; that of the list */
    struct row *rows;        /* without `same` and `members` */
    size_t count, room;
};

/* Takes the rows of an open list, to the end of its page. STATUS_ANSWER_TOO_LARGE beyond
 * ROW_SET_MAX rows or too many bytes; STATUS_NO_MEMORY. row_set_free in any case. */
enum status row_set_read(struct row_set *set, struct list *list, struct problem *p);
void row_set_free(struct row_set *set);

#endif
