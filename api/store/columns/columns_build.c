/* See columns_build.h. */
#include "hiraku/store/columns/columns_build.h"

#include "hiraku/base/cp932.h"
#include "hiraku/model/registry.h"
#include "hiraku/release/layout.h"

#include "past.h"
#include "table_builder.h"

#include <unistd.h>

/* Of which releases the rows are. */
static void columns_build_releases(const struct table_work *work)
{
    const uint32_t releases[] = {work->past->first, work->past->last};
    if (work->past->last == 0)
        return;
    section_begin(work->writer, "", "", SECTION_RELEASES, sizeof *releases, 2);
    out_bytes(&work->writer->file.out, releases, sizeof releases);
}

static enum status columns_build_tables(const struct table_work *work, struct problem *p)
{
    struct reference_ids ids = {NULL};
    enum status status = reference_ids_read(&ids, work, p);
    columns_build_releases(work);
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
    struct past past = {0};
    struct table_work work = {.dir = dir,
                              .past = &past,
                              .first_month = first_month,
                              .listener = listener,
                              .writer = &writer};
    enum status status = file_path(path, dir, layout_columns, p);
    if (status == STATUS_OK)
        status = cp932_new(&work.cp932, p);
    if (status != STATUS_OK)
        return status;
    unlink(path);
    status = past_read(&past, dir, p);
    if (status == STATUS_OK)
        status = section_writer_open(&writer, dir, layout_columns, p);
    if (status == STATUS_OK) {
        status = columns_build_tables(&work, p);
        enum status closed = section_writer_close(&writer, status == STATUS_OK ? p : NULL);
        status = status == STATUS_OK ? closed : status;
    }
    past_free(&past);
    cp932_free(work.cp932);
    return status;
}
