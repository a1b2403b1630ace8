/* Records on their way into a file without a name and out of it (row_file.h).
 *
 * What is small never reaches the disk. Knows the shape of a row and nothing of tables. */
#include "row_file.h"

#include "hiraku/base/durable_file.h"
#include "hiraku/base/in.h"
#include "hiraku/base/out.h"

#include <errno.h>
#include <stdlib.h>
#include <unistd.h>

enum {
    FOLDER_SIZE = 1024,
    SHORT_MOST = 254,
    LONG = 255,
    RECORD_USUAL = 1024,
    LENGTH_SIZE = sizeof(uint32_t)
};

void row_file_init(struct row_file *file)
{
    *file = (struct row_file){.fd = -1};
}

void row_file_free(struct row_file *file)
{
    if (file->fd >= 0)
        close(file->fd);
    free(file->tail);
    row_file_init(file);
}

/* --- writing ---------------------------------------------------------------------------------- */

/* As databases have their temporary files. */
static int scratch_open(void)
{
    const char *const folders[] = {getenv("TMPDIR"), "/var/tmp", "/tmp"};
    int fd = -1;
    for (size_t i = 0; i < sizeof folders / sizeof *folders && fd < 0; i++)
        if (folders[i] && *folders[i])
            fd = file_nameless(folders[i]);
    return fd;
}

static enum status row_file_flush(struct row_file *file, struct problem *p)
{
    if (file->fd < 0)
        file->fd = scratch_open();
    if (file->fd < 0)
        return problem_errno(p, "/var/tmp");
    enum status status = out_sink_fd(&file->fd, file->tail, file->len, p);
    if (status != STATUS_OK)
        return status;
    file->size += file->len;
    file->len = 0;
    return STATUS_OK;
}

char *row_file_room(struct row_file *file, size_t size, struct problem *p)
{
    if (file->cap - file->len < size) {
        size_t cap = file->cap > 0 ? file->cap : 4096;
        while (cap - file->len < size)
            cap *= 2;
        char *tail = realloc(file->tail, cap);
        if (!tail) {
            problem_memory(p);
            return NULL;
        }
        file->tail = tail;
        file->cap = cap;
    }
    return file->tail + file->len;
}

enum status row_file_added(struct row_file *file, size_t size, struct problem *p)
{
    uint32_t length = (uint32_t)(size - LENGTH_SIZE);
    memcpy(file->tail + file->len, &length, sizeof length);
    file->len += size;
    file->records++;
    return file->len < ROW_FILE_BUFFER ? STATUS_OK : row_file_flush(file, p);
}

enum status row_file_append(struct row_file *file, struct slice record, struct problem *p)
{
    char *room = row_file_room(file, record.len, p);
    if (!room)
        return STATUS_NO_MEMORY;
    memcpy(room, record.at, record.len);
    return row_file_added(file, record.len, p);
}

/* --- reading ---------------------------------------------------------------------------------- */

void row_reader_open(struct row_reader *reader, const struct row_file *file, uint64_t from,
                     uint64_t to)
{
    *reader = (struct row_reader){.file = file, .at = from, .to = to};
}

void row_reader_close(struct row_reader *reader)
{
    free(reader->buffer);
    *reader = (struct row_reader){.file = NULL};
}

/* Bytes of the file, be they on disk or not yet. */
static enum status read_at(const struct row_file *file, uint64_t at, char *to, size_t size,
                           struct problem *p)
{
    size_t stored = at < file->size ? (size_t)(file->size - at) : 0;
    stored = stored < size ? stored : size;
    errno = EIO; /* of a file that is shorter than it was */
    if (stored > 0 && in_bytes_at(file->fd, to, stored, at) != (ssize_t)stored)
        return problem_errno(p, "/var/tmp");
    if (size > stored)
        memcpy(to + stored, file->tail + (at + stored - file->size), size - stored);
    return STATUS_OK;
}

/* Makes `size` bytes be there in the buffer, or all that are left. */
static enum status reader_fill(struct row_reader *reader, size_t size, struct problem *p)
{
    size_t have = reader->end - reader->first;
    uint64_t all = have + (reader->to - reader->at);
    size_t cap = size > ROW_FILE_BUFFER  ? size
                 : all < ROW_FILE_BUFFER ? (size_t)all
                                         : ROW_FILE_BUFFER;
    if (reader->cap < cap) {
        char *buffer = realloc(reader->buffer, cap);
        if (!buffer)
            return problem_memory(p);
        reader->buffer = buffer;
        reader->cap = cap;
    }
    memmove(reader->buffer, reader->buffer + reader->first, have);
    reader->first = 0;
    reader->end = have;
    uint64_t left = reader->to - reader->at;
    size_t want = left < reader->cap - have ? (size_t)left : reader->cap - have;
    enum status status = read_at(reader->file, reader->at, reader->buffer + have, want, p);
    if (status != STATUS_OK)
        return status;
    reader->at += want;
    reader->end += want;
    return STATUS_OK;
}

enum status row_reader_next(struct row_reader *reader, struct slice *record, struct problem *p)
{
    uint32_t length;
    *record = SLICE_NONE;
    for (size_t size = LENGTH_SIZE;;) {
        size_t have = reader->end - reader->first;
        if (have >= LENGTH_SIZE) {
            memcpy(&length, reader->buffer + reader->first, sizeof length);
            size = LENGTH_SIZE + length;
        }
        if (have >= size && have >= LENGTH_SIZE) {
            *record = (struct slice){reader->buffer + reader->first, size};
            reader->first += size;
            return STATUS_OK;
        }
        if (reader->at == reader->to)
            return STATUS_OK;
        enum status status = reader_fill(reader, size, p);
        if (status != STATUS_OK)
            return status;
    }
}

enum status row_file_get(const struct row_file *file, uint64_t at, char **buffer, size_t *cap,
                         struct slice *record, struct problem *p)
{
    uint64_t left = row_file_end(file) - at;
    size_t size = left < RECORD_USUAL ? (size_t)left : RECORD_USUAL;
    uint32_t length;
    for (size_t have = 0;;) {
        if (*cap < size) {
            char *larger = realloc(*buffer, size);
            if (!larger)
                return problem_memory(p);
            *buffer = larger;
            *cap = size;
        }
        enum status status = read_at(file, at + have, *buffer + have, size - have, p);
        if (status != STATUS_OK)
            return status;
        have = size;
        memcpy(&length, *buffer, sizeof length);
        size = LENGTH_SIZE + length;
        if (size <= have)
            break;
    }
    *record = (struct slice){*buffer, size};
    return STATUS_OK;
}

/* --- rows ------------------------------------------------------------------------------------- */

static char *put_length(char *to, size_t length)
{
    if (length <= SHORT_MOST) {
        *to = (char)length;
        return to + 1;
    }
    uint32_t whole = (uint32_t)length;
    *to = (char)LONG;
    memcpy(to + 1, &whole, sizeof whole);
    return to + 1 + sizeof whole;
}

static const char *take_length(const char *from, size_t *length)
{
    *length = (unsigned char)*from;
    if (*length <= SHORT_MOST)
        return from + 1;
    uint32_t whole;
    memcpy(&whole, from + 1, sizeof whole);
    *length = whole;
    return from + 1 + sizeof whole;
}

enum status row_file_add(struct row_file *file, const struct row_fixed *fixed,
                         const struct staged *row, uint64_t written, struct problem *p)
{
    struct row_fixed head = *fixed;
    size_t size = LENGTH_SIZE + sizeof head;
    head.present = 0;
    head.sorts = 0;
    for (size_t i = 0; i < STAGE_SORTS; i++) {
        head.sorts |= (uint32_t)(row->sorts[i].len > 0) << i;
        size += row->sorts[i].len + 1 + sizeof(uint32_t);
    }
    for (uint64_t left = written; left; left &= left - 1) {
        size_t len = row->cells[__builtin_ctzll(left)].len;
        if (len == 0)
            continue;
        head.present |= left & -left;
        size += len + 1 + sizeof(uint32_t);
    }
    if (size > UINT32_MAX)
        return problem_memory(p);
    char *room = row_file_room(file, size, p);
    if (!room)
        return STATUS_NO_MEMORY;
    char *at = room + LENGTH_SIZE;
    memcpy(at, &head, sizeof head);
    at += sizeof head;
    for (size_t i = 0; i < STAGE_SORTS; i++) {
        if (row->sorts[i].len == 0)
            continue;
        at = put_length(at, row->sorts[i].len);
        memcpy(at, row->sorts[i].at, row->sorts[i].len);
        at += row->sorts[i].len;
    }
    for (uint64_t left = head.present; left; left &= left - 1) {
        const struct slice *cell = &row->cells[__builtin_ctzll(left)];
        at = put_length(at, cell->len);
        memcpy(at, cell->at, cell->len);
        at += cell->len;
    }
    return row_file_added(file, (size_t)(at - room), p);
}

void row_read(struct slice record, uint64_t wanted, size_t columns, struct row_fixed *fixed,
              struct staged *row, struct slice *cells)
{
    const char *at = record.at + LENGTH_SIZE;
    memcpy(fixed, at, sizeof *fixed);
    at += sizeof *fixed;
    row->place = (struct place){"", fixed->line, ""};
    row->number = fixed->number;
    row->bad = fixed->bad;
    row->waits = fixed->waits;
    row->cells = cells;
    for (size_t i = 0; i < STAGE_SORTS; i++) {
        row->sorts[i] = SLICE_NONE;
        if (!(fixed->sorts & UINT32_C(1) << i))
            continue;
        at = take_length(at, &row->sorts[i].len);
        row->sorts[i].at = at;
        at += row->sorts[i].len;
    }
    for (size_t i = 0; i < columns; i++)
        cells[i] = SLICE_NONE;
    for (uint64_t left = fixed->present; left; left &= left - 1) {
        size_t i = (size_t)__builtin_ctzll(left), len;
        at = take_length(at, &len);
        if (wanted & UINT64_C(1) << i)
            cells[i] = (struct slice){at, len};
        at += len;
    }
}
