/* See layout.h. */
#include "layout.h"

#include "markup.h"

#include "hiraku/base/arena.h"

#include <stdlib.h>

enum { LAYOUT_ROWS = 1048576, LAYOUT_COLUMNS = 16384, LAYOUT_ARENA = 4 << 20 };

bool layout_cell(struct slice text, uint32_t *row, uint32_t *column)
{
    size_t at = 0;
    uint32_t letters = 0, number = 0;
    for (; at < text.len && at < 3 && text.at[at] >= 'A' && text.at[at] <= 'Z'; at++)
        letters = letters * 26 + (uint32_t)(text.at[at] - 'A' + 1);
    if (at == 0 || text.len - at > 7)
        return false;
    for (; at < text.len; at++) {
        if (text.at[at] < '0' || text.at[at] > '9')
            return false;
        number = number * 10 + (uint32_t)(text.at[at] - '0');
    }
    *row = number;
    *column = letters - 1;
    return number >= 1 && number <= LAYOUT_ROWS && letters <= LAYOUT_COLUMNS;
}

bool layout_range(struct slice text, struct workbook_range *range)
{
    const char *colon = text.len > 0 ? memchr(text.at, ':', text.len) : NULL;
    struct slice first = {text.at, colon ? (size_t)(colon - text.at) : text.len};
    struct slice last = colon ? slice_from(text, first.len + 1) : first;
    return layout_cell(first, &range->first_row, &range->first_column) &&
           layout_cell(last, &range->last_row, &range->last_column) &&
           range->first_row <= range->last_row && range->first_column <= range->last_column;
}

static enum status layout_add(const struct markup *markup, struct workbook_range **list,
                              size_t *count, size_t *cap, struct problem *p)
{
    const struct workbook_limits *limits = markup->part.package->limits;
    if (*count >= limits->merges)
        return package_limit(markup->part.package, "merges", limits->merges, p);
    if (*count == *cap) {
        size_t more = *cap ? *cap * 2 : 16;
        struct workbook_range *grown = realloc(*list, more * sizeof **list);
        if (!grown)
            return problem_memory(p);
        *list = grown;
        *cap = more;
    }
    (*count)++;
    return STATUS_OK;
}

static enum status layout_add_merge(struct layout *layout, const struct markup *markup,
                                    struct problem *p)
{
    struct workbook_range range;
    if (!layout_range(markup_attribute(markup, "ref"), &range))
        return markup_bad(markup, "a merged range that is none", p);
    enum status status =
        layout_add(markup, &layout->merges, &layout->known.merge_count, &layout->merge_cap, p);
    if (status == STATUS_OK)
        layout->merges[layout->known.merge_count - 1] = range;
    return status;
}

static enum status layout_add_columns(struct layout *layout, const struct markup *markup,
                                      struct problem *p)
{
    uint64_t first = markup_number(markup, "min", LAYOUT_COLUMNS, 0),
             last = markup_number(markup, "max", LAYOUT_COLUMNS, 0);
    if (!markup_is_true(markup, "hidden") || first < 1 || last < first)
        return STATUS_OK;
    enum status status =
        layout_add(markup, &layout->hidden, &layout->known.hidden_count, &layout->hidden_cap, p);
    if (status == STATUS_OK)
        layout->hidden[layout->known.hidden_count - 1] = (struct workbook_range){
            .first_column = (uint32_t)first - 1, .last_column = (uint32_t)last - 1};
    return status;
}

/* A drawing's anchors, each of a picture, a chart or a shape. */
static enum status layout_count_objects(struct layout *layout, const struct package *package,
                                        const char *part, struct problem *p)
{
    struct markup markup;
    enum markup_event event = MARKUP_START;
    bool there;
    enum status status = markup_open(&markup, package, part, false, &there, p);
    while (status == STATUS_OK && there && event != MARKUP_END) {
        status = markup_next(&markup, &event, p);
        if (status == STATUS_OK && event == MARKUP_START && markup.depth == 1)
            layout->known.objects++;
    }
    markup_close(&markup);
    return status;
}

/* Of the sheet's own text: everything but rows. */
static enum status layout_read_sheet(struct layout *layout, struct markup *markup,
                                     struct problem *p)
{
    enum markup_event event = MARKUP_START;
    for (;;) {
        enum status status = markup_next(markup, &event, p);
        if (status != STATUS_OK || event == MARKUP_END)
            return status;
        if (event != MARKUP_START || markup->depth < 1)
            continue;
        if (markup->depth == 2 && markup_is(markup, "mergeCell"))
            status = layout_add_merge(layout, markup, p);
        else if (markup->depth == 2 && markup_is(markup, "col"))
            status = layout_add_columns(layout, markup, p);
        else if (markup_is(markup, "control") || markup_is(markup, "oleObject"))
            layout->known.objects++;
        if (status != STATUS_OK)
            return status;
    }
}

static int layout_compare(const void *a, const void *b)
{
    const struct workbook_range *one = a, *other = b;
    if (one->first_row != other->first_row)
        return one->first_row > other->first_row ? 1 : -1;
    return (one->first_column > other->first_column) - (one->first_column < other->first_column);
}

static int layout_compare_ends(const void *a, const void *b, void *context)
{
    const struct workbook_range *merges = context;
    uint32_t one = merges[*(const uint32_t *)a].last_row,
             other = merges[*(const uint32_t *)b].last_row;
    return (one > other) - (one < other);
}

static enum status layout_sort(struct layout *layout, struct problem *p)
{
    size_t count = layout->known.merge_count;
    layout->known.merges = layout->merges;
    layout->known.hidden = layout->hidden;
    if (count == 0)
        return STATUS_OK;
    layout->by_end = malloc(count * sizeof *layout->by_end);
    if (!layout->by_end)
        return problem_memory(p);
    qsort(layout->merges, count, sizeof *layout->merges, layout_compare);
    for (size_t i = 0; i < count; i++)
        layout->by_end[i] = (uint32_t)i;
    qsort_r(layout->by_end, count, sizeof *layout->by_end, layout_compare_ends, layout->merges);
    return STATUS_OK;
}

static enum status layout_read_drawings(struct layout *layout, const struct package *package,
                                        const char *part, struct problem *p)
{
    struct relations relations;
    struct arena arena;
    arena_init(&arena, LAYOUT_ARENA);
    enum status status = relations_read(&relations, package, part, &arena, p);
    for (size_t i = 0; status == STATUS_OK && i < relations.count; i++) {
        const struct relation *relation = &relations.list[i];
        layout->known.has_comments |= slice_is(relation->type, "comments");
        if (slice_is(relation->type, "drawing") && relation->part)
            status = layout_count_objects(layout, package, relation->part, p);
    }
    arena_free(&arena);
    return status;
}

enum status layout_read(struct layout *layout, const struct package *package, const char *part,
                        struct problem *p)
{
    struct markup markup;
    bool there;
    *layout = (struct layout){.merges = NULL};
    enum status status = markup_open(&markup, package, part, true, &there, p);
    if (status == STATUS_OK && !there)
        status = package_bad(package, part, "is not there", p);
    if (status == STATUS_OK)
        status = layout_read_sheet(layout, &markup, p);
    markup_close(&markup);
    if (status == STATUS_OK)
        status = layout_sort(layout, p);
    return status == STATUS_OK ? layout_read_drawings(layout, package, part, p) : status;
}

void layout_free(struct layout *layout)
{
    free(layout->merges);
    free(layout->hidden);
    free(layout->by_end);
    *layout = (struct layout){.merges = NULL};
}
