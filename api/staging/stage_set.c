/* Changing rows of a stage before they are published, and which of them may need it.
 *
 * Decides nothing: see publish/resaved.c. */
#include "hiraku/staging/stage.h"

#include "hiraku/base/out.h"
#include "hiraku/store/statement.h"

#include "stage_tables.h"

#include <stdlib.h>

enum { SQL_MAX = 4096 };

enum status stage_add_japanese(struct stage *stage, const struct resource *resource,
                               const char *file, struct problem *p)
{
    const char **files =
        realloc(stage->japanese, (stage->japanese_count + 1) * sizeof *stage->japanese);
    if (!files)
        return problem_memory(p);
    stage->japanese = files;
    files[stage->japanese_count++] = file;
    stage_table(stage, resource)->japanese = true;
    return STATUS_OK;
}

bool stage_is_japanese(const struct stage *stage, const char *file)
{
    for (size_t i = 0; i < stage->japanese_count; i++)
        if (stage->japanese[i] == file)
            return true;
    return false;
}

bool stage_has_japanese(const struct stage *stage, const struct resource *resource)
{
    return stage_table(stage, resource)->japanese;
}

enum status stage_set(struct stage *stage, const struct resource *resource,
                      const struct slice *cells, size_t column, struct slice value,
                      struct problem *p)
{
    struct statement *statement = NULL;
    struct slice values[KEY_MAX + 1] = {value};
    struct out sql;
    int count = 1;
    bool row;
    out_open_memory(&sql, SQL_MAX);
    out_text(&sql, "UPDATE ");
    stage_name(&sql, resource->name);
    out_text(&sql, " SET ");
    stage_name(&sql, resource->columns[column].name);
    out_text(&sql, "=$1");
    for (size_t i = 0; resource->columns[i].name && count <= KEY_MAX; i++) {
        if (!(resource->columns[i].flags & COL_KEY))
            continue;
        out_text(&sql, count == 1 ? " WHERE " : " AND ");
        stage_name(&sql, resource->columns[i].name);
        out_text(&sql, "=$");
        values[count] = cells[i];
        out_int(&sql, ++count);
    }
    enum status status = sql_prepare(stage->db, &sql, &statement, p);
    for (int i = 0; i < count && status == STATUS_OK; i++)
        db_bind(statement, i + 1, values[i]);
    if (status == STATUS_OK)
        status = db_step(statement, &row, p);
    db_finish(statement);
    return status;
}
