/* Which proposals of the checker are taken without a person, and where they belong.
 *
 * A rule says whether its proposals are certain (rule.def). Of the others those are taken that
 * change nothing but the width of characters and what cannot be seen, and codes that one word alone
 * stands for. */
#include "fix.h"

#include "hiraku/base/text.h"
#include "hiraku/base/utf8.h"
#include "hiraku/ingest/ingest.h"
#include "hiraku/model/code_words.h"
#include "hiraku/model/model.h"
#include "hiraku/model/registry.h"
#include "hiraku/model/resource.h"

#include <stdlib.h>

enum { FIXES_FIRST = 256 };
#define FIXES_MEMORY ((size_t)1 << 30)

void fixes_init(struct fixes *fixes, struct report *report)
{
    *fixes = (struct fixes){.report = report};
    arena_init(&fixes->arena, FIXES_MEMORY);
}

void fixes_free(struct fixes *fixes)
{
    arena_free(&fixes->arena);
    free(fixes->items);
}

/* --- what is certain -------------------------------------------------------------------------- */

/* Soft hyphen, zero-width spaces and joiners, word joiner, variation selectors, byte order mark. */
static bool is_unseen(int32_t c)
{
    return c == 0xAD || (c >= 0x200B && c <= 0x200F) || (c >= 0x202A && c <= 0x202E) ||
           (c >= 0x2060 && c <= 0x2064) || (c >= 0x2066 && c <= 0x2069) ||
           (c >= 0xFE00 && c <= 0xFE0F) || c == 0xFEFF;
}

static struct slice seen_part(struct arena *arena, struct slice text)
{
    char *bytes = arena_alloc(arena, text.len + 1);
    size_t len = 0, at = 0;
    while (bytes && at < text.len) {
        size_t from = at;
        int32_t c = utf8_next(text, &at);
        if (c < 0)
            return SLICE_NONE;
        if (is_unseen(c))
            continue;
        memcpy(bytes + len, text.at + from, at - from);
        len += at - from;
    }
    return (struct slice){bytes, bytes ? len : 0};
}

/* Whether a proposal is only another way of writing the value: width, characters that nobody sees,
 * space around it. Both are UTF-8. */
static bool fix_is_notation(struct arena *arena, struct slice value, struct slice mended)
{
    struct slice plain = text_nfkc(arena, seen_part(arena, value));
    if (!plain.at || !mended.at)
        return false;
    plain = text_trim(plain);
    return plain.len > 0 && slice_equal(plain, mended);
}

static const struct resource *resource_of(const char *file)
{
    const char *slash = strrchr(file, '/');
    struct slice stem = slice_of(slash ? slash + 1 : file);
    if (stem.len <= 4)
        return NULL;
    stem.len -= 4;
    return model_input_as(stem);
}

/* The only code that has the text as its title or as another word for it. */
static bool is_word_of_code(struct arena *arena, const struct finding *finding)
{
    enum { MEANT_MAX = 2 };
    const struct code *meant[MEANT_MAX];
    const struct resource *resource = resource_of(finding->place.file);
    const struct column *column =
        resource ? model_column(resource, slice_of(finding->place.column)) : NULL;
    return column && column->codes &&
           column_codes_meant(column, finding->value, arena, meant, MEANT_MAX) == 1 &&
           slice_is(finding->mended, meant[0]->value);
}

static bool is_certain(struct arena *arena, const struct finding *finding)
{
    if (finding->mended.len == 0 || finding->place.line == 0 || finding->place.column[0] == '\0')
        return false;
    return rule_is_certain(finding->rule) ||
           fix_is_notation(arena, finding->value, finding->mended) ||
           (finding->rule == RULE_BAD_CODE && is_word_of_code(arena, finding));
}

/* --- keeping ---------------------------------------------------------------------------------- */

static bool fixes_grow(struct fixes *fixes)
{
    if (fixes->count < fixes->cap)
        return true;
    size_t cap = fixes->cap ? fixes->cap * 2 : FIXES_FIRST;
    struct fix *items = realloc(fixes->items, cap * sizeof *items);
    if (!items)
        return false;
    fixes->items = items;
    fixes->cap = cap;
    return true;
}

bool ingest_is_certain(const struct finding *finding)
{
    enum { JUDGE_MEMORY = 1 << 20 };
    struct arena arena;
    arena_init(&arena, JUDGE_MEMORY);
    bool certain = is_certain(&arena, finding);
    arena_free(&arena);
    return certain;
}

void fixes_see(void *context, const struct finding *finding)
{
    struct fixes *fixes = context;
    if (!ingest_is_certain(finding))
        return;
    struct fix fix = {
        .file = report_name(fixes->report, slice_of(finding->place.file)),
        .row = finding->place.line,
        .column = report_name(fixes->report, slice_of(finding->place.column)),
        .value = arena_copy(&fixes->arena, finding->value),
        .mended = arena_copy(&fixes->arena, finding->mended),
        .rule = finding->rule,
    };
    if (!fix.file || !fix.column || arena_overflowed(&fixes->arena) || !fixes_grow(fixes))
        fixes->status = STATUS_NO_MEMORY;
    else
        fixes->items[fixes->count++] = fix;
}

static int by_place(const void *left, const void *right)
{
    const struct fix *a = left, *b = right;
    int order = strcmp(a->file, b->file);
    if (order == 0)
        order = (a->row > b->row) - (a->row < b->row);
    return order == 0 ? strcmp(a->column, b->column) : order;
}

void fixes_sort(struct fixes *fixes)
{
    if (fixes->count > 0)
        qsort(fixes->items, fixes->count, sizeof *fixes->items, by_place);
}

const struct fix *fixes_of_row(const struct fixes *fixes, const char *file, uint64_t row,
                               size_t *count)
{
    size_t low = 0, high = fixes->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        const struct fix *fix = &fixes->items[middle];
        int order = strcmp(fix->file, file);
        if (order < 0 || (order == 0 && fix->row < row))
            low = middle + 1;
        else
            high = middle;
    }
    *count = 0;
    while (low + *count < fixes->count && fixes->items[low + *count].row == row &&
           strcmp(fixes->items[low + *count].file, file) == 0)
        ++*count;
    return fixes->items + low;
}
