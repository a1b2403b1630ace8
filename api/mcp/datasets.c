/* What there is to ask for, from the model: datasets, and the columns of one. A column that is
 * added to the model is here without more. */
#include "hiraku/mcp/rows.h"

#include "hiraku/base/arena.h"
#include "hiraku/base/json_writer.h"
#include "hiraku/base/out.h"
#include "hiraku/mcp/tools.h"
#include "hiraku/model/instance.h"
#include "hiraku/model/model.h"
#include "hiraku/model/registry.h"
#include "hiraku/model/resource.h"
#include "hiraku/model/type.h"
#include "hiraku/release/manifest.h"
#include "hiraku/service/service.h"
#include "hiraku/store/extent.h"

#include <inttypes.h>

enum { DATASET_BYTES = 1 << 16, TENTHS = 1000 };

static const struct table_state *dataset_state(const struct manifest *manifest,
                                               const struct resource *resource)
{
    for (size_t i = 0; i < manifest->table_count; i++)
        if (manifest->tables[i].resource == resource)
            return &manifest->tables[i];
    return NULL;
}

/* Begins a row; false: it stands before the cursor, or there is no room. */
static bool datasets_begin(const struct mcp_question *question, struct mcp_rows *rows,
                           const char *key, bool *begun)
{
    struct slice cursor = mcp_argument_text(question->arguments, "cursor");
    *begun = *begun || cursor.len == 0 || slice_is(cursor, key);
    rows->total++;
    if (!*begun)
        rows->complete = false;
    return *begun && rows->count < MCP_ROWS_MAX;
}

static enum status datasets_end(const struct mcp_question *question, struct mcp_rows *rows,
                                struct out *out, const char *key, struct problem *p)
{
    struct slice kept = out_keep(out, question->arena);
    if (!kept.at)
        return problem_memory(p);
    rows->keys[rows->count] = key;
    rows->items[rows->count++] = kept;
    return STATUS_OK;
}

static enum status datasets_ready(const struct mcp_question *question, struct mcp_rows *rows,
                                  bool begun, struct problem *p)
{
    struct out out;
    out_open_memory(&out, DATASET_BYTES);
    struct json_writer json = json_members(&out, JSON_EMPTY_NULL);
    json_int(&json, "release", (int64_t)question->service->manifest->number);
    json_text(&json, "licence", question->service->instance->licence_url);
    json_text(&json, "attribution", question->service->instance->attribution[question->language]);
    rows->members = out_keep(&out, question->arena);
    if (!rows->members.at)
        return problem_memory(p);
    if (begun)
        return STATUS_OK;
    return problem_set(p, STATUS_BAD_CURSOR, slice_of("cursor"), SLICE_NONE, NULL);
}

/* Titles and meanings are by enum language. */
static void datasets_words(struct json_writer *json, const char *name, const char *const title[2],
                           const char *const meaning[2])
{
    json_text(json, "name", name);
    json_text(json, "title_ja", title[LANGUAGE_JA]);
    json_text(json, "title_en", title[LANGUAGE_EN]);
    json_text(json, "meaning_ja", meaning[LANGUAGE_JA]);
    json_text(json, "meaning_en", meaning[LANGUAGE_EN]);
}

static void datasets_write_dataset(const struct mcp_question *question, const struct resource *list,
                                   struct json_writer *json)
{
    const struct table_state *state = dataset_state(question->service->manifest, list);
    json_begin_object(json, NULL);
    datasets_words(json, list->name, (const char *[]){list->title_ja, list->title_en},
                   (const char *[]){list->doc_ja, list->doc});
    if (state) {
        json_printf(json, "rows", "%" PRIu64, state->rows);
        json_printf(json, "changed_in", "%" PRIu64, state->changed_in);
    }
    json_printf(json, "url", "%s/v1/%s", question->service->instance->base_url, list->name);
    json_end(json);
}

enum status mcp_datasets_make(const struct mcp_question *question, struct mcp_rows *rows,
                              struct problem *p)
{
    bool begun = false;
    enum status status = STATUS_OK;
    rows->complete = true;
    for (size_t i = 0; status == STATUS_OK && mcp_dataset(i); i++) {
        const struct resource *list = mcp_dataset(i);
        struct out out;
        if (!datasets_begin(question, rows, list->name, &begun))
            continue;
        out_open_memory(&out, DATASET_BYTES);
        struct json_writer json = json_compact(&out, JSON_EMPTY_NONE);
        datasets_write_dataset(question, list, &json);
        status = datasets_end(question, rows, &out, list->name, p);
    }
    return status == STATUS_OK ? datasets_ready(question, rows, begun, p) : status;
}

/* --- columns --- */

static const char *column_role(const struct resource *resource, const struct column *column)
{
    static const char *const roles[] = {[CUBE_DIMENSION] = "dimension",
                                        [CUBE_TIME] = "time",
                                        [CUBE_MEASURE] = "measure",
                                        [CUBE_ATTRIBUTE] = "attribute"};
    if (resource->cube)
        for (const struct cube_component *one = resource->cube->components; one->column; one++)
            if (strcmp(one->column, column->name) == 0)
                return roles[one->role];
    return column == resource->columns      ? "id"
           : column->flags & COL_KEY        ? "key"
           : column->flags & COL_PROVENANCE ? "provenance"
           : column->type == TYPE_REF       ? "reference"
           : column->flags & COL_LABEL      ? "label"
           : column->flags & COL_DERIVED    ? "derived"
                                            : "attribute";
}

static void datasets_write_codes(const struct column *column, struct json_writer *json)
{
    if (!column->codes)
        return;
    json_begin_array(json, "codes");
    for (const struct code *code = column->codes; code->value; code++) {
        json_begin_object(json, NULL);
        json_text(json, "value", code->value);
        json_text(json, "ja", code->title_ja);
        json_text(json, "en", code->title_en);
        json_end(json);
    }
    json_end(json);
}

/* What measures it, and what it means that there is nothing. */
static void datasets_write_measure(const struct column *column, struct json_writer *json)
{
    if (!column->measure) {
        if (!(column->flags & (COL_REQUIRED | COL_KEY | COL_DERIVED)))
            json_text(json, "null_means", "出典に記載がない / the source states nothing");
        return;
    }
    const struct measurement *measure = column->measure;
    json_printf(json, "unit", "%s.unit_ja × 10^%s.unit_multiplier", measure->of, measure->of);
    json_printf(json, "null_means",
                "値がなく、理由は列 %s にある。0 ではない / no figure, and the column %s says why; "
                "never zero",
                measure->missing, measure->missing);
    json_printf(json, "qualified_by", "%s", measure->qualifier);
}

static void datasets_write_fill(const struct table_state *state, uint64_t filled,
                                struct json_writer *json)
{
    uint64_t tenths = state->rows ? filled * TENTHS / state->rows : 0;
    json_printf(json, "filled", "%" PRIu64, filled);
    json_printf(json, "rows", "%" PRIu64, state->rows);
    json_printf(json, "fill_rate", "%" PRIu64 ".%" PRIu64 " %%", tenths / 10, tenths % 10);
}

static void datasets_write_column(const struct resource *resource, const struct column *column,
                                  struct json_writer *json)
{
    json_begin_object(json, NULL);
    datasets_words(json, column->name, (const char *[]){column->title_ja, column->title_en},
                   (const char *[]){column->doc_ja, column->doc});
    json_text(json, "type", type_of(column)->name);
    json_text(json, "role", column_role(resource, column));
    if (column->flags & (COL_REQUIRED | COL_KEY))
        json_bool(json, "required", true);
    json_text(json, "refers_to", column->ref ? column->ref->name : NULL);
    datasets_write_codes(column, json);
    datasets_write_measure(column, json);
}

enum status mcp_columns_make(const struct mcp_question *question, struct mcp_rows *rows,
                             struct problem *p)
{
    const struct resource *list =
        mcp_dataset_named(mcp_argument_text(question->arguments, "dataset"));
    const struct table_state *state = dataset_state(question->service->manifest, list);
    struct extent *extent = arena_alloc(question->arena, sizeof *extent);
    bool begun = false;
    enum status status = extent ? STATUS_OK : problem_memory(p);
    if (status == STATUS_OK && state)
        status = store_extent(question->service->store, list, extent, p);
    rows->complete = true;
    for (size_t i = 0; status == STATUS_OK && list->columns[i].name; i++) {
        const struct column *column = &list->columns[i];
        struct out out;
        if (!column_is_published(column) || !datasets_begin(question, rows, column->name, &begun))
            continue;
        out_open_memory(&out, DATASET_BYTES);
        struct json_writer json = json_compact(&out, JSON_EMPTY_NONE);
        datasets_write_column(list, column, &json);
        if (state)
            datasets_write_fill(state, extent->columns[i].filled, &json);
        json_end(&json);
        status = datasets_end(question, rows, &out, column->name, p);
    }
    return status == STATUS_OK ? datasets_ready(question, rows, begun, p) : status;
}
