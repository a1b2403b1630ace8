/* See release_tables.h. */
#include "hiraku/exporters/rows/release_tables.h"

#include "hiraku/base/json_writer.h"
#include "hiraku/model/resource.h"
#include "hiraku/release/manifest.h"

void release_tables_json(struct out *out, const struct manifest *manifest)
{
    struct json_writer json = json_members(out, JSON_EMPTY_NULL);
    json_begin_object(&json, "tables");
    for (size_t i = 0; i < manifest->table_count; i++) {
        const struct table_state *state = &manifest->tables[i];
        if (state->resource->computed)
            continue;
        json_begin_object(&json, state->resource->name);
        json_int(&json, "rows", (int64_t)state->rows);
        json_int(&json, "added", (int64_t)state->added);
        json_int(&json, "removed", (int64_t)state->removed);
        json_int(&json, "modified", (int64_t)state->modified);
        json_int(&json, "changed_in", (int64_t)state->changed_in);
        json_end(&json);
    }
    json_end(&json);
}
