/* See record_name.h. */
#include "hiraku/pages/record_name.h"

#include "hiraku/base/out.h"
#include "hiraku/model/model.h"
#include "hiraku/pages/page.h"
#include "hiraku/pages/shown_cell.h"
#include "hiraku/query/view.h"

#include <stdio.h>

enum { RECORD_NAME_COLUMN = 96 };

/* The label in the language of the page if that is filled, else in another; -1: none. */
static int record_name_label(const struct page_context *context, const struct row *row)
{
    const struct view *view = row->view;
    int found = -1;
    for (size_t i = 0; i < view->count; i++) {
        if (view->through[i] || !(view->columns[i]->flags & COL_LABEL) || row->cells[i].len == 0)
            continue;
        if (found < 0 || column_speaks(view->columns[i], page_word(context, "ja", "en")))
            found = (int)i;
    }
    return found;
}

/* What a row is known by where it has no name of its own: its key, or what its table asks for. */
static bool record_name_known_by(const struct resource *table, const struct column *column)
{
    return column->flags & (model_has_joined_id(table) ? COL_KEY : COL_REQUIRED) &&
           (column->ref || column->codes || column->type == TYPE_PERIOD);
}

struct record_name record_name_of(const struct page_context *context, const struct row *row,
                                  const struct column *without)
{
    struct record_name name = {.count = 0};
    const struct view *view = row->view;
    int label = record_name_label(context, row);
    if (label >= 0)
        return (struct record_name){{(size_t)label}, 1, true};
    for (size_t i = 0; i < view->count && name.count < NAME_COLUMNS_MAX; i++)
        if (!view->through[i] && view->columns[i] != without && row->cells[i].len > 0 &&
            record_name_known_by(view->resource, view->columns[i]))
            name.columns[name.count++] = i;
    return name;
}

void record_name_write(const struct page_context *context, const struct row *row,
                       const struct column *without, struct out *out, const char **lang)
{
    struct record_name name = record_name_of(context, row, without);
    int id = view_index(row->view, "id");
    const char *own = name.own ? row->view->columns[name.columns[0]]->lang : NULL;
    *lang = own && strcmp(own, page_word(context, "ja", "en")) != 0 ? own : NULL;
    for (size_t i = 0; i < name.count; i++) {
        out_text(out, i ? " · " : "");
        shown_text(context, row, name.columns[i], out);
    }
    if (name.count == 0 && id >= 0)
        out_slice(out, row->cells[id]);
}

struct slice record_name_reading(const struct row *row)
{
    static const char ending[] = "_ja", reading[] = "_kana";
    const struct view *view = row->view;
    for (size_t i = 0; i < view->count; i++) {
        struct slice name = slice_of(view->columns[i]->name);
        char wanted[RECORD_NAME_COLUMN];
        size_t stem = name.len > strlen(ending) ? name.len - strlen(ending) : 0;
        if (view->through[i] || !(view->columns[i]->flags & COL_LABEL) ||
            !slice_is(slice_from(name, stem), ending))
            continue;
        snprintf(wanted, sizeof wanted, "%.*s%s", (int)stem, name.at, reading);
        int at = view_index(view, wanted);
        return at >= 0 ? row->cells[at] : SLICE_NONE;
    }
    return SLICE_NONE;
}
