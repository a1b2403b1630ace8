/* Whether rows can be had in CP932: known before the first byte, from what was noted at publish. */
#include "hiraku/exporters/export.h"

#include "hiraku/base/arena.h"
#include "hiraku/base/cp932.h"
#include "hiraku/base/utf8.h"
#include "hiraku/query/view.h"
#include "hiraku/store/unencodable.h"

#include <stdio.h>

enum { ID_BYTES = 4096, NAME_SIZE = 160 };

static enum status encodable_refuse(const struct unencodable *found, struct problem *p)
{
    char name[NAME_SIZE], utf8[4], character[32];
    size_t len = utf8_put(found->character, utf8);
    snprintf(name, sizeof name, "%s%s%s", found->through ? found->through->name : "",
             found->through ? "__" : "", found->column->name);
    snprintf(character, sizeof character, "%.*s (U+%04X)", (int)len, utf8,
             (unsigned)found->character);
    return problem_set(p, STATUS_UNENCODABLE, found->id, slice_of(name), character);
}

enum status export_check(struct store *store, const struct query *query, const struct view *view,
                         struct problem *p)
{
    struct unencodable found;
    struct arena arena;
    if (query->shown.profile != PROFILE_CP932 || query->shown.substituted)
        return STATUS_OK;
    arena_init(&arena, ID_BYTES);
    enum status status = store_unencodable(store, query, view, &arena, &found, p);
    if (status == STATUS_OK && found.column)
        status = encodable_refuse(&found, p);
    arena_free(&arena);
    return status;
}

enum status export_check_row(struct cp932 *cp932, const struct row *row, struct problem *p)
{
    struct unencodable found = {.id = row->view->count ? row->cells[0] : SLICE_NONE};
    for (size_t i = 0; i < row->view->count; i++) {
        found.column = row->view->columns[i];
        found.character = cp932_lacking(cp932, row->cells[i]);
        if (found.character >= 0)
            return encodable_refuse(&found, p);
    }
    return STATUS_OK;
}
