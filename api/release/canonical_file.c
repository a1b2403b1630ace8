/* See canonical_file.h.
 *
 * What is unpacked for reading only goes into a file without a name: nothing is left behind. */
#include "hiraku/release/canonical_file.h"

#include "hiraku/base/csv_out.h"
#include "hiraku/base/in.h"
#include "hiraku/model/model.h"
#include "hiraku/release/json_file.h"

#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

/* --- columns and rows ------------------------------------------------------------------------- */

void canonical_columns_of(struct canonical_columns *columns, const struct resource *resource)
{
    columns->count = 0;
    for (size_t i = 0; resource->columns[i].name; i++)
        if (column_is_written(&resource->columns[i]))
            columns->columns[columns->count++] = i;
}

static bool canonical_take_names(struct canonical_columns *columns, const json_t *names,
                                 const struct resource *resource)
{
    columns->count = 0;
    for (size_t i = 0; i < json_array_size(names); i++) {
        const char *name = json_string_value(json_array_get(names, i));
        const struct column *column = model_column(resource, slice_of(name));
        if (!column || columns->count == COLUMNS_MAX)
            return false;
        columns->columns[columns->count++] = model_index(resource, column);
    }
    return columns->count > 0;
}

enum status canonical_columns_read(struct canonical_columns *columns, const char *dir,
                                   const struct resource *resource, struct problem *p)
{
    json_t *root;
    enum status status = json_file(dir, layout_manifest, &root, p);
    if (status != STATUS_OK)
        return status;
    const json_t *table = json_object_get(json_object_get(root, "tables"), resource->name);
    bool good = canonical_take_names(columns, json_object_get(table, "columns"), resource);
    json_decref(root);
    return good ? STATUS_OK
                : problem_set(p, STATUS_BAD_RELEASE, slice_of(dir), slice_of(resource->name),
                              "release.json: its columns are not those of this program");
}

void canonical_header(struct out *out, const struct resource *resource,
                      const struct canonical_columns *columns)
{
    for (size_t i = 0; i < columns->count; i++)
        csv_cell(out, i == 0, slice_of(resource->columns[columns->columns[i]].name));
    csv_end(out);
}

void canonical_row(struct out *out, const struct canonical_columns *columns,
                   const struct slice *cells)
{
    for (size_t i = 0; i < columns->count; i++)
        csv_cell(out, i == 0, cells[columns->columns[i]]);
    csv_end(out);
}

/* --- where it is ------------------------------------------------------------------------------ */

enum status canonical_path(const char *dir, const struct resource *resource,
                           char path[RELEASE_PATH_SIZE], struct problem *p)
{
    return file_path(path, dir, layout_table_csv(resource).text, p);
}

static enum status canonical_packed_path(const char *dir, const struct resource *resource,
                                         char path[RELEASE_PATH_SIZE], struct problem *p)
{
    const struct layout_name name = layout_table_csv(resource);
    return file_path(path, dir, layout_packed(name.text).text, p);
}

bool canonical_is_kept(const char *dir, const struct resource *resource)
{
    char plain[RELEASE_PATH_SIZE], packed[RELEASE_PATH_SIZE];
    return canonical_path(dir, resource, plain, NULL) == STATUS_OK &&
           canonical_packed_path(dir, resource, packed, NULL) == STATUS_OK &&
           (file_exists(plain) || file_exists(packed));
}

enum status canonical_aside(struct canonical_file *file, const char *name, struct problem *p)
{
    FILE *nameless = tmpfile();
    file->fd = nameless ? fcntl(fileno(nameless), F_DUPFD_CLOEXEC, 3) : -1;
    enum status status = file->fd < 0 ? problem_errno(p, name) : STATUS_OK;
    if (nameless)
        fclose(nameless);
    snprintf(file->path, sizeof file->path, "/proc/self/fd/%d", file->fd);
    return status;
}

static enum status canonical_unpack(struct canonical_file *file, const char *packed,
                                    struct problem *p)
{
    struct out out;
    enum status status = canonical_aside(file, packed, p);
    if (status != STATUS_OK)
        return status;
    out_open_sink(&out, out_sink_fd, &file->fd);
    status = in_pour(packed, IN_GZIP, &out, p);
    enum status finished = out_finish(&out, status == STATUS_OK ? p : NULL);
    out_close(&out);
    return status == STATUS_OK ? finished : status;
}

enum status canonical_open(struct canonical_file *file, const char *dir,
                           const struct resource *resource, struct problem *p)
{
    char packed[RELEASE_PATH_SIZE];
    file->fd = -1;
    enum status status = canonical_path(dir, resource, file->path, p);
    if (status != STATUS_OK || file_exists(file->path))
        return status;
    status = canonical_packed_path(dir, resource, packed, p);
    return status == STATUS_OK ? canonical_unpack(file, packed, p) : status;
}

void canonical_leave(struct canonical_file *file)
{
    if (file->fd >= 0)
        close(file->fd);
    file->fd = -1;
}
