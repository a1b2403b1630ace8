/* See zip_piece.h. Packs nothing and unpacks nothing. */
#include "zip_piece.h"

#include "hiraku/base/in.h"

#include "zip_file.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

enum { PACKED_MOST = 4 << 20 };

void zip_piece_open(struct zip_piece *piece)
{
    *piece = (struct zip_piece){.fd = -1};
    out_open_memory(&piece->before.packed, PACKED_MOST);
    out_open_memory(&piece->behind.packed, PACKED_MOST);
    zip_error_init(&piece->error);
}

void zip_piece_close(struct zip_piece *piece)
{
    out_close(&piece->before.packed);
    out_close(&piece->behind.packed);
    zip_error_fini(&piece->error);
}

/* --- the source ------------------------------------------------------------------------------- */

static uint64_t piece_size(const struct zip_piece *piece)
{
    return piece->before.packed.len + piece->fd_bytes + piece->behind.packed.len;
}

static zip_int64_t piece_stat(const struct zip_piece *piece, void *data, zip_uint64_t len)
{
    zip_stat_t *result = data;
    if (len < sizeof *result)
        return -1;
    zip_stat_init(result);
    result->size = piece->bytes;
    result->comp_size = piece_size(piece);
    result->comp_method = ZIP_CM_DEFLATE;
    result->crc = piece->crc;
    result->valid = ZIP_STAT_SIZE | ZIP_STAT_COMP_SIZE | ZIP_STAT_COMP_METHOD | ZIP_STAT_CRC;
    return (zip_int64_t)sizeof *result;
}

static zip_int64_t piece_read(struct zip_piece *piece, char *to, zip_uint64_t len)
{
    uint64_t first = piece->before.packed.len, second = first + piece->fd_bytes;
    uint64_t end = piece->at < first ? first : piece->at < second ? second : piece_size(piece);
    size_t now = end - piece->at < len ? (size_t)(end - piece->at) : (size_t)len;
    if (piece->at < first) {
        memcpy(to, piece->before.packed.bytes + piece->at, now);
    } else if (piece->at < second) {
        errno = EIO;
        if (in_bytes_at(piece->fd, to, now, piece->fd_from + (piece->at - first)) != (ssize_t)now) {
            zip_error_set(&piece->error, ZIP_ER_READ, errno);
            return -1;
        }
    } else if (now > 0) {
        memcpy(to, piece->behind.packed.bytes + (piece->at - second), now);
    }
    piece->at += now;
    return (zip_int64_t)now;
}

static zip_int64_t piece_serve(void *context, void *data, zip_uint64_t len,
                               zip_source_cmd_t command)
{
    struct zip_piece *piece = context;
    switch (command) {
    case ZIP_SOURCE_SUPPORTS:
        return zip_source_make_command_bitmap(ZIP_SOURCE_OPEN, ZIP_SOURCE_READ, ZIP_SOURCE_CLOSE,
                                              ZIP_SOURCE_STAT, ZIP_SOURCE_ERROR, ZIP_SOURCE_FREE,
                                              -1);
    case ZIP_SOURCE_STAT:
        return piece_stat(piece, data, len);
    case ZIP_SOURCE_ERROR:
        return zip_error_to_data(&piece->error, data, len);
    case ZIP_SOURCE_OPEN:
        piece->at = 0;
        return 0;
    case ZIP_SOURCE_READ:
        return piece_read(piece, data, len);
    case ZIP_SOURCE_CLOSE:
    case ZIP_SOURCE_FREE:
        return 0;
    default:
        zip_error_set(&piece->error, ZIP_ER_OPNOTSUPP, EINVAL);
        return -1;
    }
}

zip_source_t *zip_piece_source(struct zip_piece *piece, zip_error_t *error)
{
    return zip_source_function_create(piece_serve, piece, error);
}

/* --- of a .gz --------------------------------------------------------------------------------- */

static uint32_t piece_number(const unsigned char *at)
{
    return (uint32_t)at[0] | (uint32_t)at[1] << 8 | (uint32_t)at[2] << 16 | (uint32_t)at[3] << 24;
}

bool zip_piece_of_gzip(struct zip_piece *piece, const char *path, uint64_t bytes)
{
    enum { HEAD = 10, TAIL = 8 };
    static const unsigned char begins[] = {0x1F, 0x8B, 8, 0};
    unsigned char head[HEAD], tail[TAIL];
    struct stat about;
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        return false;
    bool good = fstat(fd, &about) == 0 && about.st_size > HEAD + TAIL &&
                in_bytes_at(fd, head, HEAD, 0) == HEAD &&
                in_bytes_at(fd, tail, TAIL, (uint64_t)about.st_size - TAIL) == TAIL &&
                memcmp(head, begins, sizeof begins) == 0 &&
                piece_number(tail + 4) == (uint32_t)bytes;
    if (!good) {
        close(fd);
        return false;
    }
    piece->fd = fd;
    piece->fd_from = HEAD;
    piece->fd_bytes = (uint64_t)about.st_size - HEAD - TAIL;
    piece->bytes = bytes;
    piece->crc = piece_number(tail);
    return true;
}

/* --- the copy --------------------------------------------------------------------------------- */

static enum status copy_problem(const char *path, const char *reason, struct problem *p)
{
    return problem_set(p, STATUS_SYSTEM, slice_of(path), SLICE_NONE, reason);
}

static enum status copy_open(zip_t **archive, const char *path, int flags, struct problem *p)
{
    enum status status = STATUS_OK;
    zip_error_t error;
    zip_error_init(&error);
    zip_source_t *source = zip_file_source(path, &error);
    *archive = source ? zip_open_from_source(source, flags, &error) : NULL;
    if (!*archive) {
        status = zip_error_code_zip(&error) == ZIP_ER_MEMORY
                     ? problem_memory(p)
                     : copy_problem(path, zip_error_strerror(&error), p);
        zip_source_free(source);
    }
    zip_error_fini(&error);
    return status;
}

enum status zip_copy_open(zip_t **archive, const char *path, struct problem *p)
{
    return copy_open(archive, path, ZIP_RDONLY, p);
}

/* An entry as the other archive has it, but its time, which is that of no entry: 1980. */
static bool zip_copy_entry(zip_t *to, zip_t *from, zip_uint64_t entry, const char *name,
                           struct zip_piece *piece)
{
    enum { FIRST_DAY = 1 << 5 | 1 };
    zip_uint8_t system;
    zip_uint32_t attributes;
    zip_source_t *source = piece ? zip_piece_source(piece, zip_get_error(to))
                                 : zip_source_zip(to, from, entry, ZIP_FL_COMPRESSED, 0, -1);
    if (!source)
        return false;
    zip_int64_t at = zip_file_add(to, name, source, ZIP_FL_ENC_UTF_8);
    if (at < 0) {
        zip_source_free(source);
        return false;
    }
    return zip_set_file_compression(to, (zip_uint64_t)at, ZIP_CM_DEFLATE, 0) == 0 &&
           zip_file_set_dostime(to, (zip_uint64_t)at, 0, FIRST_DAY, 0) == 0 &&
           zip_file_get_external_attributes(from, entry, 0, &system, &attributes) == 0 &&
           zip_file_set_external_attributes(to, (zip_uint64_t)at, 0, system, attributes) == 0;
}

enum status zip_copy_with(zip_t *from, const char *path, const char *name, struct zip_piece *piece,
                          struct problem *p)
{
    zip_t *to;
    enum status status = copy_open(&to, path, ZIP_CREATE | ZIP_EXCL, p);
    if (status != STATUS_OK)
        return status;
    zip_int64_t count = zip_get_num_entries(from, 0);
    bool good = true;
    for (zip_int64_t i = 0; i < count && good; i++) {
        const char *entry = zip_get_name(from, (zip_uint64_t)i, ZIP_FL_ENC_RAW);
        good = entry && zip_copy_entry(to, from, (zip_uint64_t)i, entry,
                                       strcmp(entry, name) == 0 ? piece : NULL);
    }
    if (good && zip_close(to) == 0)
        return STATUS_OK;
    status = copy_problem(path, zip_strerror(to), p);
    zip_discard(to);
    return status;
}
