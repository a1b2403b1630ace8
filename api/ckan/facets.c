/* How many of the datasets that were found have which value of a field. */
#include "facets.h"

#include "hiraku/base/arena.h"
#include "hiraku/base/json_writer.h"
#include "hiraku/ckan/question.h"

#include <stdlib.h>

enum { FACET_VALUES_MAX = 1000 };

struct facet_value {
    struct slice value;
    size_t count, last; /* `last`: the dataset that counted last, from 1 */
};

struct ckan_facet {
    struct facet_value values[FACET_VALUES_MAX];
    size_t count, dataset;
    struct arena *arena;
};

static void facet_count(void *context, struct slice value)
{
    struct ckan_facet *facet = context;
    size_t i = 0;
    while (i < facet->count && !slice_equal(facet->values[i].value, value))
        i++;
    if (i == FACET_VALUES_MAX)
        return;
    if (i == facet->count)
        facet->values[facet->count++] =
            (struct facet_value){.value = arena_copy(facet->arena, value)};
    facet->values[i].count += facet->values[i].last != facet->dataset;
    facet->values[i].last = facet->dataset;
}

static int facet_compare(const void *left, const void *right)
{
    const struct facet_value *a = left, *b = right;
    return a->count != b->count ? (a->count < b->count) - (a->count > b->count)
                                : slice_compare(a->value, b->value);
}

static int facet_compare_names(const void *left, const void *right)
{
    const struct facet_value *a = left, *b = right;
    return slice_compare(b->value, a->value);
}

struct ckan_facet *ckan_facet(const struct ckan_question *question, struct slice field,
                              const struct dataset *const *sets, size_t count,
                              struct facet_bounds bounds)
{
    struct ckan_facet *facet = arena_alloc(question->arena, sizeof *facet);
    size_t kept = 0;
    if (!facet)
        return NULL;
    facet->arena = question->arena;
    for (size_t i = 0; i < count; i++) {
        facet->dataset = i + 1;
        search_values(question, sets[i], field, facet_count, facet);
    }
    qsort(facet->values, facet->count, sizeof *facet->values, facet_compare);
    while (kept < facet->count && kept < bounds.values && facet->values[kept].count >= bounds.least)
        kept++;
    facet->count = kept;
    return facet;
}

void ckan_facet_write(const struct ckan_facet *facet, struct slice field, struct json_writer *json)
{
    json_begin_object(json, arena_copy(facet->arena, field).at);
    for (size_t i = 0; i < facet->count; i++)
        json_int(json, arena_copy(facet->arena, facet->values[i].value).at,
                 (int64_t)facet->values[i].count);
    json_end(json);
}

void ckan_facet_write_items(const struct ckan_question *question, struct ckan_facet *facet,
                            struct slice field, struct json_writer *json)
{
    qsort(facet->values, facet->count, sizeof *facet->values, facet_compare_names);
    json_begin_object(json, arena_copy(facet->arena, field).at);
    json_slice(json, "title", field);
    json_begin_array(json, "items");
    for (size_t i = 0; i < facet->count; i++) {
        json_begin_object(json, NULL);
        json_slice(json, "name", facet->values[i].value);
        json_slice(json, "display_name", search_display(question, field, facet->values[i].value));
        json_int(json, "count", (int64_t)facet->values[i].count);
        json_end(json);
    }
    json_end(json);
    json_end(json);
}
