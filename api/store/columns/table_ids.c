/* See table_ids.h. */
#include "table_ids.h"

#include <stdlib.h>

enum { ROOM_FIRST = 64 };

static bool table_ids_grow(struct table_ids *ids)
{
    size_t room = ids->room > 0 ? 2 * ids->room : ROOM_FIRST;
    room = room > ids->count ? room : 2 * (size_t)ids->count;
    uint32_t *last = realloc(ids->last, room * sizeof *last);
    if (!last)
        return false;
    for (uint32_t i = 0; !ids->last && i < ids->count; i++)
        last[i] = i;
    ids->last = last;
    ids->room = room;
    return true;
}

/* Until a row is not the last one of its id, each is its own. */
enum status table_ids_row(struct table_ids *ids, bool last, struct problem *p)
{
    bool plain = last && !ids->last;
    if (!plain && ids->count >= ids->room && !table_ids_grow(ids))
        return problem_memory(p);
    if (last && ids->last)
        ids->last[ids->count] = ids->rows;
    ids->count += last;
    ids->rows++;
    return STATUS_OK;
}

void table_ids_free(struct table_ids *ids)
{
    value_set_free(&ids->texts);
    free(ids->last);
    *ids = (struct table_ids){0};
}
