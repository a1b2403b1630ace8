/* See words_builder.h.
 *
 * Texts that were met lately are known by their bytes, so that most rows of a table that repeats
 * itself cost one look into a hash table. When there are too many all are forgotten, and one that
 * comes again is taken for another one: that costs room in the file and changes no answer. */
#include "hiraku/store/words/words_builder.h"

#include "hiraku/base/arena.h"
#include "hiraku/model/resource.h"
#include "hiraku/query/search.h"
#include "hiraku/store/columns/section_file.h"

#include "byte_table.h"
#include "spill.h"
#include "term_merge.h"
#include "term_runs.h"
#include "words_file.h"

#include <stdlib.h>

/* Texts that are known at a time, and their bytes; terms of one cell. */
enum { KNOWN_TEXTS = 256 << 10, KNOWN_BYTES = 16 << 20, TERMS_MAX = 16 << 20 };

struct words_builder {
    const struct resource *resource;
    struct words_totals totals;
    bool repeated; /* there is a row without a text of its own */
    struct byte_table known;
    struct words_text *about; /* of each known text */
    uint32_t about_room;
    struct out key;              /* of one row */
    struct arena arena;          /* of one cell */
    struct spill codes, texts;   /* uint32_t of each row; struct words_text of each text */
    struct spill terms, spelled; /* as they are in the file */
    struct term_runs runs;
    size_t opened; /* how many of these five */
};

enum { BUILDER_FILES = 5 };

static enum status words_builder_open(struct words_builder *builder, const char *dir,
                                      struct problem *p)
{
    struct spill *const spills[] = {&builder->codes, &builder->texts, &builder->terms,
                                    &builder->spelled};
    enum status status = STATUS_OK;
    for (; builder->opened < BUILDER_FILES - 1; builder->opened++) {
        status = spill_open(spills[builder->opened], dir, p);
        if (status != STATUS_OK)
            return status;
    }
    status = term_runs_open(&builder->runs, dir, p);
    builder->opened += status == STATUS_OK;
    return status;
}

enum status words_builder_new(struct words_builder **result, const struct resource *resource,
                              const char *dir, struct problem *p)
{
    struct words_builder *builder = calloc(1, sizeof *builder);
    if (!builder)
        return problem_memory(p);
    builder->resource = resource;
    out_open_memory(&builder->key, UINT32_MAX);
    arena_init(&builder->arena, TERMS_MAX);
    enum status status = words_builder_open(builder, dir, p);
    if (status == STATUS_OK)
        *result = builder;
    else
        words_builder_free(builder);
    return status;
}

void words_builder_free(struct words_builder *builder)
{
    if (!builder)
        return;
    struct spill *const spills[] = {&builder->codes, &builder->texts, &builder->terms,
                                    &builder->spelled};
    if (builder->opened == BUILDER_FILES)
        term_runs_close(&builder->runs);
    for (size_t i = 0; i < builder->opened && i < BUILDER_FILES - 1; i++)
        spill_close(spills[i]);
    byte_table_free(&builder->known);
    out_close(&builder->key);
    arena_free(&builder->arena);
    free(builder->about);
    free(builder);
}

/* --- rows ------------------------------------------------------------------------------------- */

/* Writes what is known of the texts, and forgets them. */
static void words_builder_forget(struct words_builder *builder)
{
    out_bytes(&builder->texts.out, builder->about, builder->known.count * sizeof *builder->about);
    builder->totals.texts += builder->known.count;
    byte_table_clear(&builder->known);
}

/* The searchable cells of a row, each behind its length; empty where all are. */
static struct slice words_builder_key(struct words_builder *builder, const struct slice *cells)
{
    const struct column *columns = builder->resource->columns;
    bool any = false;
    out_reset(&builder->key);
    for (size_t i = 0; columns[i].name; i++)
        if (columns[i].flags & COL_SEARCH) {
            out_bytes(&builder->key, &cells[i].len, sizeof cells[i].len);
            out_slice(&builder->key, cells[i]);
            any = any || cells[i].len > 0;
        }
    return any ? out_written(&builder->key) : SLICE_NONE;
}

static enum status words_builder_terms(struct words_builder *builder, struct slice cell,
                                       uint32_t *count, struct problem *p)
{
    struct slice term, terms = search_terms(&builder->arena, cell);
    enum status status = STATUS_OK;
    if (!terms.at)
        return problem_memory(p);
    while (status == STATUS_OK && slice_word(&terms, &term)) {
        status = term_runs_term(&builder->runs, term, p);
        ++*count;
    }
    arena_reset(&builder->arena);
    return status;
}

/* A text that is not known. */
static enum status words_builder_text(struct words_builder *builder, const struct slice *cells,
                                      struct words_text *about, struct problem *p)
{
    const struct column *columns = builder->resource->columns;
    enum status status = term_runs_text(&builder->runs, p);
    *about = (struct words_text){0, 0};
    for (size_t i = 0; columns[i].name && status == STATUS_OK; i++)
        if ((columns[i].flags & COL_SEARCH) && cells[i].len > 0)
            status = words_builder_terms(builder, cells[i], &about->terms, p);
    return status;
}

static bool words_builder_reserve(struct words_builder *builder)
{
    if (builder->known.count < builder->about_room)
        return true;
    uint32_t room = 2 * builder->about_room + 1024;
    struct words_text *about = realloc(builder->about, room * sizeof *about);
    if (!about)
        return false;
    builder->about = about;
    builder->about_room = room;
    return true;
}

enum status words_builder_row(struct words_builder *builder, const struct slice *cells, bool holds,
                              struct problem *p)
{
    uint32_t number, code = 0;
    bool fresh = false;
    enum status status = STATUS_OK;
    struct slice key = words_builder_key(builder, cells);
    if (builder->known.count >= KNOWN_TEXTS || builder->known.used >= KNOWN_BYTES)
        words_builder_forget(builder);
    if (builder->key.error != STATUS_OK || !words_builder_reserve(builder))
        return problem_memory(p);
    if (key.len > 0) {
        if (!byte_table_put(&builder->known, key, &number, &fresh))
            return problem_memory(p);
        if (fresh)
            status = words_builder_text(builder, cells, &builder->about[number], p);
        builder->about[number].rows += holds;
        builder->totals.texts_rows += holds;
        builder->totals.texts_terms += holds ? builder->about[number].terms : 0;
        code = builder->totals.texts + number + 1;
    }
    builder->totals.rows++;
    builder->repeated = builder->repeated || !fresh;
    out_bytes(&builder->codes.out, &code, sizeof code);
    return status;
}

/* --- the file --------------------------------------------------------------------------------- */

static void words_builder_codes(const struct words_builder *builder, struct section_writer *writer)
{
    const struct words_totals *totals = &builder->totals;
    const uint32_t *codes = builder->codes.bytes;
    uint32_t width = totals->texts <= UINT8_MAX ? 1 : totals->texts <= UINT16_MAX ? 2 : 4;
    section_begin(writer, builder->resource->name, "", SECTION_WORDS_ROWS, width, totals->rows);
    for (uint32_t i = 0; i < totals->rows; i++) {
        const uint8_t narrow = (uint8_t)codes[i];
        const uint16_t middle = (uint16_t)codes[i];
        out_bytes(&writer->file.out,
                  width == 1   ? (const void *)&narrow
                  : width == 2 ? (const void *)&middle
                               : (const void *)&codes[i],
                  width);
    }
}

static void words_builder_copy(const struct words_builder *builder, struct section_writer *writer,
                               enum section_kind kind, uint32_t width, const struct spill *spill)
{
    section_begin(writer, builder->resource->name, "", kind, width, spill->size / width);
    out_bytes(&writer->file.out, spill->bytes, spill->size);
}

enum status words_builder_write(struct words_builder *builder, struct section_writer *writer,
                                struct problem *p)
{
    struct out *out = &writer->file.out;
    struct term_outs outs = {
        .places = out, .terms = &builder->terms.out, .spelled = &builder->spelled.out};
    words_builder_forget(builder);
    enum status status = term_runs_end(&builder->runs, p);
    if (status == STATUS_OK)
        status = spill_map(&builder->codes, p);
    if (status == STATUS_OK)
        status = spill_map(&builder->texts, p);
    if (status != STATUS_OK)
        return status;
    section_begin(writer, builder->resource->name, "", SECTION_WORDS, sizeof builder->totals, 1);
    out_bytes(out, &builder->totals, sizeof builder->totals);
    if (builder->repeated)
        words_builder_codes(builder, writer);
    words_builder_copy(builder, writer, SECTION_WORDS_TEXTS, sizeof(struct words_text),
                       &builder->texts);
    section_begin(writer, builder->resource->name, "", SECTION_WORDS_PLACES, 1, 0);
    status = term_merge(&builder->runs, &outs, p);
    section_set_count(writer, outs.places_bytes);
    if (status == STATUS_OK)
        status = spill_map(&builder->terms, p);
    if (status == STATUS_OK)
        status = spill_map(&builder->spelled, p);
    if (status != STATUS_OK)
        return status;
    words_builder_copy(builder, writer, SECTION_WORDS_TERMS, sizeof(struct words_term),
                       &builder->terms);
    words_builder_copy(builder, writer, SECTION_WORDS_SPELLED, 1, &builder->spelled);
    return STATUS_OK;
}
