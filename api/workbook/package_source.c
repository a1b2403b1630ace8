/* See package_source.h. Reading only; the descriptor's own place is left alone, so that several
 * readers may share it. */
#include "package_source.h"

#include "hiraku/base/in.h"

#include <errno.h>
#include <stdlib.h>

struct package_source {
    int fd;
    uint64_t at, size;
    zip_error_t error;
};

static zip_int64_t package_source_fail(struct package_source *source, int code)
{
    zip_error_set(&source->error, code, errno);
    return -1;
}

static zip_int64_t package_source_read(struct package_source *source, void *data, zip_uint64_t len)
{
    uint64_t left = source->size - source->at;
    ssize_t got = in_bytes_at(source->fd, data, len < left ? len : left, source->at);
    if (got < 0)
        return package_source_fail(source, ZIP_ER_READ);
    source->at += (uint64_t)got;
    return got;
}

static zip_int64_t package_source_seek(struct package_source *source, void *data, zip_uint64_t len)
{
    zip_int64_t to =
        zip_source_seek_compute_offset(source->at, source->size, data, len, &source->error);
    if (to >= 0)
        source->at = (uint64_t)to;
    return to < 0 ? -1 : 0;
}

static zip_int64_t package_source_stat(struct package_source *source, void *data, zip_uint64_t len)
{
    zip_stat_t *result = data;
    if (len < sizeof *result)
        return package_source_fail(source, ZIP_ER_INVAL);
    zip_stat_init(result);
    result->size = source->size;
    result->valid = ZIP_STAT_SIZE;
    return (zip_int64_t)sizeof *result;
}

static zip_int64_t package_source_answer(void *context, void *data, zip_uint64_t len,
                                         zip_source_cmd_t command)
{
    struct package_source *source = context;
    switch (command) {
    case ZIP_SOURCE_OPEN:
        source->at = 0;
        return 0;
    case ZIP_SOURCE_READ:
        return package_source_read(source, data, len);
    case ZIP_SOURCE_SEEK:
        return package_source_seek(source, data, len);
    case ZIP_SOURCE_TELL:
        return (zip_int64_t)source->at;
    case ZIP_SOURCE_STAT:
        return package_source_stat(source, data, len);
    case ZIP_SOURCE_CLOSE:
        return 0;
    case ZIP_SOURCE_ERROR:
        return zip_error_to_data(&source->error, data, len);
    case ZIP_SOURCE_FREE:
        free(source);
        return 0;
    case ZIP_SOURCE_SUPPORTS:
        return zip_source_make_command_bitmap(
            ZIP_SOURCE_OPEN, ZIP_SOURCE_READ, ZIP_SOURCE_CLOSE, ZIP_SOURCE_STAT, ZIP_SOURCE_ERROR,
            ZIP_SOURCE_FREE, ZIP_SOURCE_SEEK, ZIP_SOURCE_TELL, ZIP_SOURCE_SUPPORTS, -1);
    default:
        return package_source_fail(source, ZIP_ER_OPNOTSUPP);
    }
}

zip_source_t *package_source_new(int fd, uint64_t size)
{
    struct package_source *source = calloc(1, sizeof *source);
    if (!source)
        return NULL;
    source->fd = fd;
    source->size = size;
    zip_error_init(&source->error);
    zip_source_t *result = zip_source_function_create(package_source_answer, source, NULL);
    if (!result)
        free(source);
    return result;
}
