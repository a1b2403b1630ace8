/* A source of libzip over one file: every read and write is made until it is whole or has failed
 * for good. Knows nothing of archives. */
#include "zip_file.h"

#include "hiraku/base/in.h"
#include "hiraku/base/out.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

enum { FILE_MODE = 0644 };

struct zip_file_context {
    int in, out;     /* −1: not open */
    zip_uint64_t at; /* where reading is */
    zip_error_t error;
    char path[];
};

static zip_int64_t zip_file_failed(struct zip_file_context *file, int code)
{
    zip_error_set(&file->error, code, errno);
    return -1;
}

static void zip_file_shut(int *fd)
{
    if (*fd >= 0)
        close(*fd);
    *fd = -1;
}

static zip_int64_t zip_file_stat(struct zip_file_context *file, void *data, zip_uint64_t len)
{
    struct stat info;
    zip_stat_t *result = data;
    if (len < sizeof *result)
        return zip_file_failed(file, ZIP_ER_INVAL);
    if (stat(file->path, &info) < 0)
        return zip_file_failed(file, ZIP_ER_READ); /* with ENOENT: it is a new one */
    zip_stat_init(result);
    result->size = (zip_uint64_t)info.st_size;
    result->valid = ZIP_STAT_SIZE;
    return (zip_int64_t)sizeof *result;
}

/* --- reading ---------------------------------------------------------------------------------- */

static zip_int64_t read_begin(struct zip_file_context *file)
{
    file->at = 0;
    file->in = open(file->path, O_RDONLY | O_CLOEXEC);
    return file->in < 0 ? zip_file_failed(file, ZIP_ER_OPEN) : 0;
}

static zip_int64_t read_on(struct zip_file_context *file, void *data, zip_uint64_t len)
{
    ssize_t got = in_bytes_at(file->in, data, len, file->at);
    if (got < 0)
        return zip_file_failed(file, ZIP_ER_READ);
    file->at += (zip_uint64_t)got;
    return got;
}

static zip_int64_t read_seek(struct zip_file_context *file, void *data, zip_uint64_t len)
{
    struct stat info;
    if (fstat(file->in, &info) < 0)
        return zip_file_failed(file, ZIP_ER_SEEK);
    zip_int64_t to = zip_source_seek_compute_offset(file->at, (zip_uint64_t)info.st_size, data, len,
                                                    &file->error);
    if (to < 0)
        return -1;
    file->at = (zip_uint64_t)to;
    return 0;
}

/* --- writing ---------------------------------------------------------------------------------- */

static zip_int64_t write_begin(struct zip_file_context *file)
{
    file->out = open(file->path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, FILE_MODE);
    return file->out < 0 ? zip_file_failed(file, ZIP_ER_TMPOPEN) : 0;
}

static zip_int64_t write_on(struct zip_file_context *file, const void *data, zip_uint64_t len)
{
    if (out_sink_fd(&file->out, data, len, NULL) != STATUS_OK)
        return zip_file_failed(file, ZIP_ER_WRITE);
    return (zip_int64_t)len;
}

static zip_int64_t write_tell(struct zip_file_context *file)
{
    off_t at = lseek(file->out, 0, SEEK_CUR);
    return at < 0 ? zip_file_failed(file, ZIP_ER_TELL) : at;
}

static zip_int64_t write_seek(struct zip_file_context *file, void *data, zip_uint64_t len)
{
    struct stat info;
    zip_int64_t at = write_tell(file);
    if (at < 0)
        return -1;
    if (fstat(file->out, &info) < 0)
        return zip_file_failed(file, ZIP_ER_SEEK);
    zip_int64_t to = zip_source_seek_compute_offset((zip_uint64_t)at, (zip_uint64_t)info.st_size,
                                                    data, len, &file->error);
    if (to < 0)
        return -1;
    return lseek(file->out, to, SEEK_SET) < 0 ? zip_file_failed(file, ZIP_ER_SEEK) : 0;
}

static zip_int64_t write_commit(struct zip_file_context *file)
{
    int code = close(file->out);
    file->out = -1;
    return code < 0 ? zip_file_failed(file, ZIP_ER_WRITE) : 0;
}

static zip_int64_t write_roll_back(struct zip_file_context *file)
{
    zip_file_shut(&file->out);
    unlink(file->path);
    return 0;
}

/* --- the source ------------------------------------------------------------------------------- */

static zip_int64_t zip_file_free(struct zip_file_context *file)
{
    zip_file_shut(&file->in);
    zip_file_shut(&file->out);
    zip_error_fini(&file->error);
    free(file);
    return 0;
}

static zip_int64_t zip_file_supports(void)
{
    return zip_source_make_command_bitmap(
        ZIP_SOURCE_OPEN, ZIP_SOURCE_READ, ZIP_SOURCE_CLOSE, ZIP_SOURCE_STAT, ZIP_SOURCE_ERROR,
        ZIP_SOURCE_FREE, ZIP_SOURCE_SEEK, ZIP_SOURCE_TELL, ZIP_SOURCE_BEGIN_WRITE,
        ZIP_SOURCE_COMMIT_WRITE, ZIP_SOURCE_ROLLBACK_WRITE, ZIP_SOURCE_WRITE, ZIP_SOURCE_SEEK_WRITE,
        ZIP_SOURCE_TELL_WRITE, ZIP_SOURCE_REMOVE, -1);
}

static zip_int64_t zip_file_serve_write(struct zip_file_context *file, void *data, zip_uint64_t len,
                                        zip_source_cmd_t command)
{
    switch (command) {
    case ZIP_SOURCE_BEGIN_WRITE:
        return write_begin(file);
    case ZIP_SOURCE_WRITE:
        return write_on(file, data, len);
    case ZIP_SOURCE_TELL_WRITE:
        return write_tell(file);
    case ZIP_SOURCE_SEEK_WRITE:
        return write_seek(file, data, len);
    case ZIP_SOURCE_COMMIT_WRITE:
        return write_commit(file);
    case ZIP_SOURCE_ROLLBACK_WRITE:
        return write_roll_back(file);
    case ZIP_SOURCE_REMOVE:
        return unlink(file->path) < 0 ? zip_file_failed(file, ZIP_ER_REMOVE) : 0;
    default:
        errno = EINVAL;
        return zip_file_failed(file, ZIP_ER_OPNOTSUPP);
    }
}

static zip_int64_t zip_file_serve(void *context, void *data, zip_uint64_t len,
                                  zip_source_cmd_t command)
{
    struct zip_file_context *file = context;
    switch (command) {
    case ZIP_SOURCE_SUPPORTS:
        return zip_file_supports();
    case ZIP_SOURCE_STAT:
        return zip_file_stat(file, data, len);
    case ZIP_SOURCE_ERROR:
        return zip_error_to_data(&file->error, data, len);
    case ZIP_SOURCE_OPEN:
        return read_begin(file);
    case ZIP_SOURCE_READ:
        return read_on(file, data, len);
    case ZIP_SOURCE_SEEK:
        return read_seek(file, data, len);
    case ZIP_SOURCE_TELL:
        return (zip_int64_t)file->at;
    case ZIP_SOURCE_CLOSE:
        zip_file_shut(&file->in);
        return 0;
    case ZIP_SOURCE_FREE:
        return zip_file_free(file);
    default:
        return zip_file_serve_write(file, data, len, command);
    }
}

zip_source_t *zip_file_source(const char *path, zip_error_t *error)
{
    size_t size = strlen(path) + 1;
    struct zip_file_context *file = malloc(sizeof *file + size);
    if (!file) {
        zip_error_set(error, ZIP_ER_MEMORY, ENOMEM);
        return NULL;
    }
    file->in = file->out = -1;
    file->at = 0;
    zip_error_init(&file->error);
    memcpy(file->path, path, size);
    zip_source_t *source = zip_source_function_create(zip_file_serve, file, error);
    if (!source)
        free(file);
    return source;
}
