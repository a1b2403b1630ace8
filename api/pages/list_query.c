/* See list_query.h. */
#include "hiraku/pages/list_query.h"

#include "hiraku/base/out.h"
#include "hiraku/value/iri.h"

enum { LIST_QUERY_BYTES = 128 * 1024 };

bool list_query_next(struct slice *query, struct slice *name, struct slice *value)
{
    if (query->len == 0)
        return false;
    const char *end = memchr(query->at, '&', query->len);
    struct slice one = {query->at, end ? (size_t)(end - query->at) : query->len};
    const char *equals = one.len ? memchr(one.at, '=', one.len) : NULL;
    size_t len = equals ? (size_t)(equals - one.at) : one.len;
    *name = (struct slice){one.at, len};
    *value = slice_from(one, equals ? len + 1 : len);
    *query = slice_from(*query, one.len + (end ? 1 : 0));
    return true;
}

static void list_query_add(struct out *out, struct slice name)
{
    if (out->len > 0)
        out_char(out, '&');
    out_slice(out, name);
    out_char(out, '=');
}

static void list_query_own(struct out *out, const char *name, struct slice value, bool *written)
{
    if (*written || value.len == 0)
        return;
    list_query_add(out, slice_of(name));
    iri_segment(out, value);
    *written = true;
}

struct slice list_query_with(struct arena *arena, struct slice query, const char *own,
                             struct slice own_value)
{
    struct out out;
    struct slice name, value;
    bool written = false;
    out_open_memory(&out, LIST_QUERY_BYTES);
    while (list_query_next(&query, &name, &value)) {
        if (slice_is(name, own))
            continue;
        if (slice_compare(name, slice_of(own)) > 0)
            list_query_own(&out, own, own_value, &written);
        list_query_add(&out, name);
        out_slice(&out, value);
    }
    list_query_own(&out, own, own_value, &written);
    return out_keep(&out, arena);
}

struct slice list_query_of_data(struct arena *arena, struct slice query)
{
    static const char *const pages[] = {"limit", "cursor", "count", "facet", "include", NULL};
    for (size_t i = 0; pages[i]; i++)
        query = list_query_with(arena, query, pages[i], SLICE_NONE);
    return query;
}
