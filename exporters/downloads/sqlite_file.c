/* The database of all tables. What is in it is store/download.c. */
#include "hiraku/exporters/artifact_format.h"

#include "hiraku/store/download.h"

static enum status sqlite_file_make(struct store *store, const struct artifact_input *input,
                                    struct problem *p)
{
    return store_download(store, input->instance, input->manifest, input->path, p);
}

const struct artifact_format artifact_sqlite = {
    .suffix = "sqlite",
    .media_type = "application/vnd.sqlite3",
    .file_type = "SQLITE",
    .title_ja = "すべての表（SQLite）",
    .title_en = "All tables (SQLite)",
    .scope = ARTIFACT_ALL,
    .weight = 5,
    .make = sqlite_file_make,
};
