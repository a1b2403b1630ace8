/* Which table the rows of a sheet are of, which row is its header, and which column each cell of
 * that names.
 *
 * The checker (ingest/header.c) is told the table by the name of the file; here it is sought. What
 * the checker reads, names and titles, is known here, too; synonyms are known here alone, and a
 * draft writes names in their place. */
#include "hiraku/draft/sheet.h"

#include "hiraku/base/text.h"
#include "hiraku/model/model.h"
#include "hiraku/model/registry.h"

#include "header_words.h"

#include <limits.h>

enum { LOOK_ROWS = 20, NAMED_WHOLE = 10, NAMED_PART = 1 };
#define FOLD_MEMORY ((size_t)16 << 20)

/* The rows among which the header is, with their cells folded. */
struct recognise_look {
    const struct header_words *words;
    const struct sheet *sheet;
    struct arena arena;
    struct slice *folded[LOOK_ROWS];
    size_t count;
};

static enum status recognise_fold(struct recognise_look *look, const struct sheet *sheet,
                                  struct problem *p)
{
    look->sheet = sheet;
    arena_init(&look->arena, FOLD_MEMORY);
    for (size_t i = 0; i < sheet->count && i < LOOK_ROWS; i++) {
        const struct sheet_row *row = &sheet->rows[i];
        look->folded[i] = arena_alloc(&look->arena, (row->count + 1) * sizeof(struct slice));
        for (size_t at = 0; look->folded[i] && at < row->count; at++)
            look->folded[i][at] = header_words_fold(&look->arena, text_trim(row->cells[at]));
        look->count++;
    }
    return arena_overflowed(&look->arena) ? problem_memory(p) : STATUS_OK;
}

/* --- a row as the header of a table ----------------------------------------------------------- */

struct recognise_score {
    size_t filled, known, sure; /* `sure`: by name or title */
    uint64_t present;
};

static struct recognise_score recognise_row(const struct recognise_look *look,
                                            const struct resource *resource, size_t index)
{
    struct recognise_score score = {0, 0, 0, 0};
    const struct sheet_row *row = &look->sheet->rows[index];
    for (size_t i = 0; i < row->count; i++) {
        enum sheet_match by;
        struct slice cell = text_trim(row->cells[i]);
        if (cell.len == 0)
            continue;
        score.filled++;
        const struct column *column =
            header_words_find(look->words, resource, cell, look->folded[index][i], &by);
        uint64_t bit = column ? UINT64_C(1) << model_index(resource, column) : 0;
        if (!column || score.present & bit)
            continue;
        score.present |= bit;
        score.known++;
        score.sure += by != SHEET_SYNONYM;
    }
    return score;
}

/* The better the more; INT_MIN: it is no header. */
static int recognise_worth(const struct resource *resource, const struct recognise_score *score)
{
    int missing = 0;
    if (score->known < 2 || score->known * 2 < score->filled)
        return INT_MIN;
    for (size_t i = 0; resource->columns[i].name; i++) {
        const struct column *column = &resource->columns[i];
        missing += column->flags & COL_REQUIRED && column_is_written(column) &&
                   !(score->present & UINT64_C(1) << i);
    }
    return 4 * (int)score->known + (int)score->sure - 4 * (int)(score->filled - score->known) -
           4 * missing;
}

struct recognise_best {
    const struct resource *resource;
    size_t header;
    int worth;
};

static void recognise_table(const struct recognise_look *look, const struct resource *resource,
                            int bonus, struct recognise_best *best)
{
    for (size_t i = 0; i < look->count; i++) {
        const struct recognise_score score = recognise_row(look, resource, i);
        int worth = recognise_worth(resource, &score);
        if (worth != INT_MIN && worth + bonus > best->worth)
            *best = (struct recognise_best){resource, i, worth + bonus};
    }
}

/* A table that the rows do not name, as the checker would look for its header. */
static size_t recognise_any_row(const struct recognise_look *look, const struct resource *resource)
{
    for (size_t i = 0; i < look->count; i++)
        if (recognise_row(look, resource, i).known > 0)
            return i;
    return look->sheet->count;
}

/* --- the name of the file --------------------------------------------------------------------- */

static struct slice recognise_stem(struct slice file)
{
    size_t from = 0, to = file.len;
    for (size_t i = 0; i < file.len; i++)
        if (file.at[i] == '/' || file.at[i] == '\\')
            from = i + 1;
    for (size_t i = file.len; i > from + 1; i--)
        if (file.at[i - 1] == '.') {
            to = i - 1;
            break;
        }
    return (struct slice){file.at + from, to - from};
}

/* What the name adds to the worth of a table. */
static int recognise_names(struct slice stem, const struct resource *resource)
{
    size_t len = strlen(resource->title_ja);
    if (slice_is(stem, resource->name) || slice_is(stem, resource->title_ja) ||
        slice_is(stem, resource->title_en))
        return NAMED_WHOLE;
    bool part = memmem(stem.at, stem.len, resource->name, strlen(resource->name)) ||
                (len > 0 && memmem(stem.at, stem.len, resource->title_ja, len));
    return part ? NAMED_PART : 0;
}

/* --- all together ----------------------------------------------------------------------------- */

/* Whether the checker reads the header as the title (header.c): in another width, but as written.
 */
static bool recognise_is_read(struct arena *arena, const struct column *column, struct slice header)
{
    struct slice text = text_nfkc(arena, header);
    return slice_equal(text, text_nfkc(arena, slice_of(column->title_ja))) ||
           slice_equal(text, text_nfkc(arena, slice_of(column->title_en)));
}

/* Names and titles first: a synonym stands for a column that nothing else names. */
static enum status recognise_columns(struct recognise_look *look, struct sheet *sheet,
                                     struct recognition *recognition, struct problem *p)
{
    const struct sheet_row *row = &sheet->rows[recognition->header];
    uint64_t present = 0;
    recognition->count = row->count;
    recognition->columns =
        arena_alloc(&sheet->arena, (row->count + 1) * sizeof *recognition->columns);
    if (!recognition->columns)
        return problem_memory(p);
    for (size_t pass = SHEET_NAME; pass <= SHEET_SYNONYM; pass++)
        for (size_t i = 0; i < row->count; i++) {
            struct sheet_column *column = &recognition->columns[i];
            enum sheet_match by;
            column->header = text_trim(row->cells[i]);
            const struct column *found =
                header_words_find(look->words, recognition->resource, column->header,
                                  look->folded[recognition->header][i], &by);
            uint64_t bit = found ? UINT64_C(1) << model_index(recognition->resource, found) : 0;
            if (!found || by != pass || (by == SHEET_SYNONYM && present & bit))
                continue;
            present |= bit;
            column->column = found;
            column->by = by;
            if (by == SHEET_TITLE && !recognise_is_read(&look->arena, found, column->header))
                column->by = SHEET_SYNONYM;
        }
    return STATUS_OK;
}

static enum status recognise_sheet(struct recognise_look *look, struct sheet *sheet,
                                   struct slice stem, struct recognition *recognition,
                                   struct problem *p)
{
    struct recognise_best best = {NULL, 0, INT_MIN};
    const struct resource *named = recognition->resource;
    for (size_t i = 0; model_input(i); i++) {
        const struct resource *resource = model_input(i);
        if (!resource->computed && (!named || resource == named))
            recognise_table(look, resource, recognise_names(stem, resource), &best);
    }
    recognition->resource = best.resource ? best.resource : named;
    if (!recognition->resource)
        return STATUS_OK;
    recognition->header =
        best.resource ? best.header : recognise_any_row(look, recognition->resource);
    return recognition->header < sheet->count ? recognise_columns(look, sheet, recognition, p)
                                              : STATUS_OK;
}

enum status sheet_recognise(struct sheet *sheet, struct slice file, const struct resource *only,
                            struct recognition *recognition, struct problem *p)
{
    struct header_words *words;
    struct recognise_look look = {.count = 0};
    struct slice stem = recognise_stem(file);
    const struct resource *named = only ? only : model_input_as(stem);
    *recognition = (struct recognition){.resource = named && !named->computed ? named : NULL,
                                        .header = sheet->count};
    enum status status = header_words_new(&words, p);
    look.words = words;
    if (status == STATUS_OK)
        status = recognise_fold(&look, sheet, p);
    if (status == STATUS_OK)
        status = recognise_sheet(&look, sheet, stem, recognition, p);
    arena_free(&look.arena);
    header_words_free(words);
    return status;
}
