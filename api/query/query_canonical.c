/* The one way to write a query: for ETags, caches and links. */
#include "hiraku/query/query.h"

#include "hiraku/base/out.h"
#include "hiraku/value/iri.h"

#include "query_parts.h"

#include <stdlib.h>

enum { PARTS_MAX = QUERY_FILTERS_MAX + QUERY_OPTIONS_MAX, CANONICAL_MAX = 65536 };

static int query_canonical_by_name(const void *left, const void *right)
{
    return slice_compare(((const struct query_part *)left)->name,
                         ((const struct query_part *)right)->name);
}

/* The canonical values with commas between them. */
static struct slice query_canonical_list_of(const struct filter *filter, struct arena *arena)
{
    struct out out;
    out_open_memory(&out, CANONICAL_MAX);
    for (size_t i = 0; i < filter->value_count; i++) {
        if (i > 0)
            out_char(&out, ',');
        out_slice(&out, filter->values[i]);
    }
    return out_keep(&out, arena);
}

static size_t collect(const struct query *query, struct arena *arena, struct query_part *parts)
{
    size_t count = 0;
    for (size_t i = query->fixed; i < query->filter_count; i++) {
        const struct filter *filter = &query->filters[i];
        struct slice value =
            filter->values ? query_canonical_list_of(filter, arena) : filter->value;
        parts[count++] = (struct query_part){filter->name, value};
    }
    return count + query_option_parts(query, arena, parts + count);
}

static void add_part(struct out *out, struct slice name, struct slice value)
{
    if (out->len > 0)
        out_char(out, '&');
    iri_segment(out, name);
    out_char(out, '=');
    iri_segment(out, value);
}

struct slice query_canonical(const struct query *query, struct arena *arena, struct slice cursor)
{
    struct out out;
    struct query_part parts[PARTS_MAX];
    size_t count = collect(query, arena, parts);
    qsort(parts, count, sizeof *parts, query_canonical_by_name);
    out_open_memory(&out, CANONICAL_MAX);
    for (size_t i = 0; i < count; i++)
        add_part(&out, parts[i].name, parts[i].value);
    if (cursor.len > 0)
        add_part(&out, slice_of("cursor"), cursor);
    return out_keep(&out, arena);
}
