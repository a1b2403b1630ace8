/* See table_reader.h. */
#include "hiraku/store/columns/table_reader.h"

#include "hiraku/release/layout.h"

static enum status table_reader_bad(const struct table_reader *reader, const char *reason,
                                    struct problem *p)
{
    return problem_set(p, STATUS_BAD_RELEASE, slice_of(reader->path), SLICE_NONE, reason);
}

/* The canonical header is the written columns in model order. */
static enum status table_reader_header(struct table_reader *reader, struct problem *p)
{
    struct csv_record record;
    bool more;
    enum status status = csv_next(reader->csv, &record, &more, p);
    if (status != STATUS_OK)
        return status;
    bool same = more && record.count == reader->count;
    for (size_t i = 0; same && i < reader->count; i++)
        same = slice_is(record.cells[i], reader->resource->columns[reader->columns[i]].name);
    return same ? STATUS_OK
                : problem_set(p, STATUS_OTHER_TABLES, slice_of(reader->path), SLICE_NONE, NULL);
}

enum status table_reader_open(struct table_reader *reader, const char *dir,
                              const struct resource *resource, struct problem *p)
{
    *reader = (struct table_reader){.resource = resource};
    for (size_t i = 0; resource->columns[i].name; i++)
        if (column_is_written(&resource->columns[i]))
            reader->columns[reader->count++] = i;
    enum status status = file_path(reader->path, dir, layout_table_csv(resource).text, p);
    if (status == STATUS_OK)
        status = csv_open(&reader->csv, reader->path, resource->name, NULL, p);
    return status == STATUS_OK ? table_reader_header(reader, p) : status;
}

enum status table_reader_next(struct table_reader *reader, bool *more, struct problem *p)
{
    struct csv_record record;
    enum status status = csv_next(reader->csv, &record, more, p);
    if (status != STATUS_OK || !*more)
        return status;
    if (record.count != reader->count)
        return table_reader_bad(reader, "a record has not as many cells as the header", p);
    for (size_t i = 0; i < record.count; i++)
        reader->cells[reader->columns[i]] = record.cells[i];
    return STATUS_OK;
}

void table_reader_close(struct table_reader *reader)
{
    csv_close(reader->csv);
    reader->csv = NULL;
}
