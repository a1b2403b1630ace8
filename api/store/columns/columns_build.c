/* See columns_build.h. */
#include "hiraku/store/columns/columns_build.h"

#include "hiraku/base/cp932.h"
#include "hiraku/model/registry.h"
#include "hiraku/release/layout.h"

#include "table_builder.h"

#include <unistd.h>

static enum status columns_build_tables(const struct table_work *work, struct problem *p)
{
    struct reference_ids ids = {NULL};
    enum status status = reference_ids_read(&ids, work, p);
    for (size_t i = 0; i < model_resource_count && status == STATUS_OK; i++)
        status = table_build(model_resources[i], &ids, work, p);
    reference_ids_free(&ids);
    return status;
}

enum status columns_build(const char *dir, int first_month, const struct columns_listener *listener,
                          struct problem *p)
{
    char path[FILE_PATH_SIZE];
    struct section_writer writer;
    struct table_work work = {
        .dir = dir, .first_month = first_month, .listener = listener, .writer = &writer};
    enum status status = file_path(path, dir, layout_columns, p);
    if (status == STATUS_OK)
        status = cp932_new(&work.cp932, p);
    if (status != STATUS_OK)
        return status;
    unlink(path);
    status = section_writer_open(&writer, dir, layout_columns, p);
    if (status == STATUS_OK) {
        status = columns_build_tables(&work, p);
        enum status closed = section_writer_close(&writer, status == STATUS_OK ? p : NULL);
        status = status == STATUS_OK ? closed : status;
    }
    cp932_free(work.cp932);
    return status;
}
