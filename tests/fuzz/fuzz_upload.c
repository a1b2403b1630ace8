/* An upload: rows of text cells are written and read again as they were, a header is one of the
 * rows, rows meet by their keys; members of an archive stay within the limits. */
#include "hiraku/base/out.h"
#include "hiraku/draft/sheet.h"

#include "api/draft/archive.h"
#include "fuzz.h"

#include <sys/stat.h>

enum { UPLOAD_ROWS = 2000, UPLOAD_BYTES = 16 << 20, MEMBERS = 5, MEMBER_BYTES = 100000 };

static enum status read_upload(struct sheet *sheet, const void *data, size_t size)
{
    char path[FUZZ_PATH];
    struct problem p = {.status = STATUS_OK};
    int fd = fuzz_file(data, size, path);
    sheet_init(sheet, UPLOAD_ROWS, UPLOAD_BYTES);
    enum status status = sheet_read(sheet, path, &p);
    close(fd);
    return status;
}

static void look(struct sheet *sheet)
{
    struct recognition found;
    struct sheet_places places;
    struct sheet_keys *keys;
    struct problem p = {.status = STATUS_OK};
    if (sheet_recognise(sheet, slice_of("x.csv"), NULL, &found, &p) != STATUS_OK)
        return;
    ENSURE(found.header <= sheet->count);
    ENSURE(found.resource || found.header == sheet->count);
    if (!found.resource || found.header == sheet->count)
        return;
    ENSURE(found.count == sheet->rows[found.header].count);
    sheet_places(&found, &places);
    if (sheet_keys_new(&keys, sheet, &places, &p) == STATUS_OK)
        for (size_t i = found.header + 1; i < sheet->count; i++) {
            struct slice key = sheet_keys_of(keys, i);
            size_t first = sheet_keys_find(keys, key);
            ENSURE(key.len == 0 ? first == SIZE_MAX : first <= i);
            ENSURE(key.len == 0 || slice_equal(sheet_keys_of(keys, first), key));
        }
    sheet_keys_free(keys);
}

static bool is_blank(const struct sheet_row *row)
{
    return row->count == 1 && row->cells[0].len == 0;
}

static void write_and_read(const struct sheet *sheet)
{
    struct out out;
    struct sheet again = {.rows = NULL};
    size_t at = 0;
    out_open_memory(&out, (size_t)UPLOAD_BYTES * 4);
    sheet_write(sheet, &out);
    if (out.error == STATUS_OK &&
        read_upload(&again, out_written(&out).at, out_written(&out).len) == STATUS_OK) {
        for (size_t i = 0; i < sheet->count; i++) {
            const struct sheet_row *row = &sheet->rows[i];
            if (is_blank(row)) /* which a blank line is, too */
                continue;
            ENSURE(at < again.count && again.rows[at].row == row->row &&
                   again.rows[at].count == row->count);
            for (size_t cell = 0; cell < row->count; cell++)
                ENSURE(slice_equal(row->cells[cell], again.rows[at].cells[cell]));
            at++;
        }
    }
    sheet_free(&again);
    out_close(&out);
}

static enum status take_member(void *context, int fd, const char *name, struct problem *p)
{
    size_t *members = context;
    struct stat about;
    (void)name, (void)p;
    ENSURE(fstat(fd, &about) == 0 && about.st_size <= MEMBER_BYTES);
    ++*members;
    return STATUS_OK;
}

static void unpack(const void *data, size_t size)
{
    char path[FUZZ_PATH];
    size_t members = 0;
    struct problem p = {.status = STATUS_OK};
    const struct archive_limits limits = {MEMBERS, MEMBER_BYTES, (uint64_t)MEMBER_BYTES * 2};
    int fd = fuzz_file(data, size, path);
    archive_kind(path);
    archive_walk(path, "/tmp", &limits, take_member, &members, &p);
    ENSURE(members <= MEMBERS);
    close(fd);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct sheet sheet;
    if (size > 4 && memcmp(data, "PK", 2) == 0) {
        unpack(data, size);
        return 0;
    }
    if (read_upload(&sheet, data, size) == STATUS_OK) {
        bool lossy = sheet.lossy;
        look(&sheet);
        if (!lossy && sheet.count > 0)
            write_and_read(&sheet);
    }
    sheet_free(&sheet);
    return 0;
}
