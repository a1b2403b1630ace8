/* Which record has a name: for proposals only.
 *
 * The names of a table are read once, when the first is asked for, and kept as words (text_word). A
 * table with more records than a person would look through is not read. */
#include "meant.h"

#include "hiraku/base/arena.h"
#include "hiraku/base/text.h"
#include "hiraku/base/utf8.h"
#include "hiraku/model/model.h"
#include "hiraku/staging/stage.h"
#include "hiraku/value/digits.h"

#include "run.h"

#include <stdlib.h>

enum { LABELS_ROWS = 20000, LABELS_WORDS = 3, LABELS_MEMORY = 32 << 20 };

struct label {
    struct slice id, parent;
    struct slice words[LABELS_WORDS]; /* as text_word has them; empty where there are fewer */
    struct slice name;
};

struct label_table {
    struct label *rows;
    size_t count;
    bool read;
    bool places; /* whose names may stand behind their parent's and without 市 or 県 */
};

struct labels {
    struct arena arena;
    struct label_table *tables; /* one per resource of the model */
};

enum status labels_new(struct labels **result, struct problem *p)
{
    struct labels *labels = calloc(1, sizeof *labels);
    struct label_table *tables = calloc(model_resource_count, sizeof *tables);
    *result = labels;
    if (!labels || !tables) {
        free(labels);
        free(tables);
        *result = NULL;
        return problem_memory(p);
    }
    arena_init(&labels->arena, LABELS_MEMORY);
    labels->tables = tables;
    return STATUS_OK;
}

void labels_free(struct labels *labels)
{
    if (!labels)
        return;
    for (size_t i = 0; i < model_resource_count; i++)
        free(labels->tables[i].rows);
    arena_free(&labels->arena);
    free(labels->tables);
    free(labels);
}

static struct label labels_label_of(struct arena *arena, const struct resource *resource,
                                    const struct slice *cells)
{
    struct label label = {.id = arena_copy(arena, cells[0])};
    size_t words = 0;
    for (size_t i = 0; resource->columns[i].name; i++) {
        const struct column *column = &resource->columns[i];
        if (column->flags & COL_PARENT && label.parent.len == 0)
            label.parent = arena_copy(arena, cells[i]);
        if (!(column->flags & COL_LABEL) || cells[i].len == 0 || words == LABELS_WORDS)
            continue;
        if (label.name.len == 0)
            label.name = arena_copy(arena, cells[i]);
        label.words[words++] = text_word(arena, cells[i]);
    }
    return label;
}

static enum status labels_read(const struct meant *meant, const struct resource *resource,
                               struct label_table *table, struct problem *p)
{
    uint64_t rows = stage_rows(meant->run->stage, resource);
    struct stage_cursor *cursor;
    struct staged row;
    table->read = true;
    table->places = resource->columns[0].type == TYPE_MUNICIPALITY_CODE;
    if (rows == 0 || rows > LABELS_ROWS || model_has_joined_id(resource))
        return STATUS_OK;
    table->rows = calloc((size_t)rows, sizeof *table->rows);
    if (!table->rows)
        return problem_memory(p);
    enum status status = stage_select(meant->run->stage, resource, NULL, &cursor, p);
    while (status == STATUS_OK && table->count < rows) {
        bool more;
        status = stage_next(cursor, &row, &more, p);
        if (status != STATUS_OK || !more)
            break;
        if (!(row.bad & 1))
            table->rows[table->count++] =
                labels_label_of(&meant->labels->arena, resource, row.cells);
    }
    stage_close(cursor);
    if (arena_overflowed(&meant->labels->arena))
        table->count = 0;
    return status;
}

static int label_compare(const void *id, const void *label)
{
    return slice_compare(*(const struct slice *)id, ((const struct label *)label)->id);
}

/* Rows stand in the order of their ids. A place whose prefecture is not stated has it in its code.
 */
static const struct label *label_parent(const struct label_table *table, const struct label *label)
{
    char five[] = "00000", code[MUNICIPALITY_CODES_MEANT][7];
    struct slice parent = label->parent;
    if (parent.len == 0 && table->places && label->id.len == 6) {
        memcpy(five, label->id.at, 2);
        if (digits_municipality_meant(slice_of(five), code) > 0)
            parent = slice_of(code[0]);
    }
    if (parent.len == 0 || slice_equal(parent, label->id))
        return NULL;
    return bsearch(&parent, table->rows, table->count, sizeof *table->rows, label_compare);
}

static bool label_ends(struct slice text, struct slice end)
{
    return text.len >= end.len && memcmp(text.at + text.len - end.len, end.at, end.len) == 0;
}

/* What may stand before the name of a place: nothing, the parent's name, and the 郡 in which a town
 * lies (of at most four characters). */
static bool label_may_precede(struct slice before, const struct label *parent)
{
    enum { DISTRICT_LENGTH = 5 };
    static const char district[] = "郡";
    size_t len = sizeof district - 1;
    struct slice name = parent ? parent->words[0] : SLICE_NONE;
    if (name.len > 0 && before.len >= name.len && memcmp(before.at, name.at, name.len) == 0)
        before = (struct slice){before.at + name.len, before.len - name.len};
    return before.len == 0 ||
           (parent && before.len > len && utf8_length(before) <= DISTRICT_LENGTH &&
            memcmp(before.at + before.len - len, district, len) == 0);
}

static bool label_is(const struct label_table *table, const struct label *label, struct slice word)
{
    for (size_t i = 0; i < LABELS_WORDS; i++) {
        struct slice name = label->words[i];
        if (name.len > 0 && slice_equal(word, name))
            return true;
        if (name.len > 0 && table->places && label_ends(word, name) &&
            label_may_precede((struct slice){word.at, word.len - name.len},
                              label_parent(table, label)))
            return true;
    }
    return false;
}

/* 花野 for 花野市: two characters or more. */
static bool label_begins(const struct label *label, struct slice word)
{
    struct slice name = label->words[0];
    if (name.len <= word.len || utf8_length(word) < 2 || memcmp(name.at, word.at, word.len) != 0)
        return false;
    return utf8_length((struct slice){name.at + word.len, name.len - word.len}) == 1;
}

static struct named named_of(const struct meant *meant, const struct label_table *table,
                             const struct label *label)
{
    const struct label *parent = label_parent(table, label);
    struct slice before = parent ? parent->name : SLICE_NONE;
    struct slice name =
        arena_printf(meant->arena, "%.*s%.*s", (int)before.len, before.len > 0 ? before.at : "",
                     (int)label->name.len, label->name.len > 0 ? label->name.at : "");
    return (struct named){label->id, name};
}

enum status labels_find(const struct meant *meant, const struct resource *resource,
                        struct slice name, struct named *found, size_t *count, struct problem *p)
{
    size_t index = 0;
    while (model_resources[index] != resource)
        index++;
    struct label_table *table = &meant->labels->tables[index];
    struct slice word = text_word(meant->arena, name);
    *count = 0;
    if (!table->read) {
        enum status status = labels_read(meant, resource, table, p);
        if (status != STATUS_OK)
            return status;
    }
    for (size_t i = 0; i < table->count && *count < LABELS_MEANT && word.len > 0; i++)
        if (label_is(table, &table->rows[i], word))
            found[(*count)++] = named_of(meant, table, &table->rows[i]);
    bool begins = *count == 0 && table->places && word.len > 0;
    for (size_t i = 0; i < table->count && *count < LABELS_MEANT && begins; i++)
        if (label_begins(&table->rows[i], word))
            found[(*count)++] = named_of(meant, table, &table->rows[i]);
    return STATUS_OK;
}
