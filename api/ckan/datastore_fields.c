/* Columns as the DataStore describes them, and datastore_info. Figures are numeric: their JSON
 * literals are the published digits. */
#include "hiraku/base/json_writer.h"
#include "hiraku/ckan/question.h"
#include "hiraku/model/instance.h"
#include "hiraku/model/type.h"
#include "hiraku/release/artifacts.h"
#include "hiraku/release/layout.h"

#include "datastore.h"
#include "package.h"

static const char *field_type(const struct column *column)
{
    static const struct {
        const char *table, *type; /* of Table Schema, and of PostgreSQL */
    } types[] = {{"integer", "int"}, {"number", "numeric"}, {"boolean", "bool"}, {"date", "date"}};
    if (!column)
        return "int";
    for (size_t i = 0; i < sizeof types / sizeof *types; i++)
        if (strcmp(type_of(column)->table, types[i].table) == 0)
            return types[i].type;
    return "text";
}

static void field_schema(const struct column *column, struct json_writer *json)
{
    bool key = !column || column->type == TYPE_ID;
    json_begin_object(json, "schema");
    json_text(json, "native_type", field_type(column));
    json_number(json, "index_name", SLICE_NONE);
    json_bool(json, "is_index", false);
    json_bool(json, "notnull", key || column->flags & (COL_REQUIRED | COL_KEY));
    json_bool(json, "uniquekey", key);
    json_end(json);
}

void datastore_field_write(const struct ckan_question *question, const struct column *column,
                           bool whole, struct json_writer *json)
{
    bool ja = question->instance->language == LANGUAGE_JA;
    json_begin_object(json, NULL);
    json_text(json, "id", column ? column->name : RECORDS_NUMBER);
    json_text(json, "type", field_type(column));
    if (column) {
        json_begin_object(json, "info");
        json_text(json, "label", ja ? column->title_ja : column->title_en);
        json_text(json, "notes", ja ? column->doc_ja : column->doc);
        json_text(json, "type_override", "");
        json_end(json);
    }
    if (whole)
        field_schema(column, json);
    json_end(json);
}

static void information_meta(const struct ckan_question *question, const struct table_state *state,
                             struct json_writer *json)
{
    const char *name = state->resource->name;
    const struct artifact *file =
        artifacts_find(question->catalogue->artifacts, layout_table_artifact(name, "csv").text);
    json_begin_object(json, "meta");
    json_printf(json, "id", "%s-csv", name);
    json_int(json, "count", (int64_t)state->rows);
    json_text(json, "table_type", "BASE TABLE");
    json_int_or_null(json, "size", file ? (int64_t)file->bytes : 0, file != NULL);
    json_begin_array(json, "aliases");
    json_text(json, NULL, name);
    json_end(json);
    json_end(json);
}

enum status ckan_datastore_info(struct ckan_question *question, struct json_writer *json,
                                struct problem *p)
{
    struct slice id = ckan_text(question->call, "resource_id");
    const struct table_state *state = NULL;
    if (!id.len)
        id = ckan_text(question->call, "id");
    if (!id.len)
        return ckan_refuse(question->call, CKAN_MISSING, "resource_id", SLICE_NONE, p);
    const struct resource *table = ckan_datastore_table(id);
    for (size_t i = 0; table && i < question->catalogue->count; i++)
        if (question->catalogue->tables[i].state->resource == table)
            state = question->catalogue->tables[i].state;
    if (!state)
        return ckan_refuse(question->call, CKAN_NO_RESOURCE, "", id, p);
    json_begin_object(json, "result");
    if (ckan_flag(question->call, "include_meta", true))
        information_meta(question, state, json);
    bool schema = ckan_flag(question->call, "include_fields_schema", true);
    json_begin_array(json, "fields");
    for (const struct column *column = table->columns; column->name; column++)
        if (column_is_published(column))
            datastore_field_write(question, column, schema, json);
    json_end(json);
    json_end(json);
    return STATUS_OK;
}
