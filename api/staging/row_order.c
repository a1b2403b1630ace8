/* The keys of rows (row_order.h).
 *
 * A text ends with two bytes 0, and a byte 0 in it is followed by FF: no text is the beginning of
 * another, and a shorter one comes first. Where an order descends all bits are turned over. */
#include "row_order.h"

#include "hiraku/model/model.h"
#include "hiraku/model/resource.h"
#include "hiraku/staging/stage.h"

#include <stdlib.h>

struct row_field row_field_named(const struct resource *resource, const char *name)
{
    struct row_field field = {.descending = *name == '-'};
    name += field.descending;
    const struct column *column = model_column(resource, slice_of(name));
    field.sort = !column;
    field.at = column ? model_index(resource, column) : (size_t)(name[1] - '1');
    return field;
}

struct slice row_field_of(const struct row_field *field, const struct staged *row)
{
    return field->sort ? row->sorts[field->at] : row->cells[field->at];
}

static void order_add(struct row_order *order, struct row_field field)
{
    if (order->count == ROW_ORDER_MAX)
        return;
    order->fields[order->count++] = field;
    order->cells |= field.sort ? 0 : UINT64_C(1) << field.at;
}

void row_order_init(struct row_order *order, const struct resource *resource, const char *const *by)
{
    *order = (struct row_order){.count = 0};
    for (size_t i = 0; by && by[i]; i++)
        order_add(order, row_field_named(resource, by[i]));
    for (size_t i = 0; !by && resource->columns[i].name; i++)
        if (resource->columns[i].flags & COL_KEY)
            order_add(order, (struct row_field){.at = i});
}

static size_t order_put_text(char *to, struct slice text)
{
    size_t len = 0;
    if (text.len > 0 && !memchr(text.at, 0, text.len)) {
        memcpy(to, text.at, text.len);
        len = text.len;
    } else {
        for (size_t i = 0; i < text.len; i++) {
            to[len++] = text.at[i];
            if (text.at[i] == 0)
                to[len++] = (char)0xFF;
        }
    }
    to[len++] = 0;
    to[len++] = 0;
    return len;
}

bool row_key_make(struct row_key *key, const struct row_order *order, const struct staged *row)
{
    size_t size = 0;
    for (size_t i = 0; i < order->count; i++)
        size += 2 * row_field_of(&order->fields[i], row).len + 2;
    if (key->cap < size) {
        char *bytes = realloc(key->bytes, size);
        if (!bytes)
            return false;
        key->bytes = bytes;
        key->cap = size;
    }
    key->len = 0;
    for (size_t i = 0; i < order->count; i++) {
        size_t from = key->len;
        key->len += order_put_text(key->bytes + from, row_field_of(&order->fields[i], row));
        for (size_t at = from; order->fields[i].descending && at < key->len; at++)
            key->bytes[at] = (char)~key->bytes[at];
    }
    return true;
}

void row_key_free(struct row_key *key)
{
    free(key->bytes);
    *key = (struct row_key){.bytes = NULL};
}
