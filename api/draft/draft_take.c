/* A file on its way into a draft: kept byte for byte, looked at, put to its table. */
#include "draft_parts.h"

#include "hiraku/base/text.h"
#include "hiraku/base/utf8.h"
#include "hiraku/csv/csv.h"
#include "hiraku/model/model.h"
#include "hiraku/model/registry.h"
#include "hiraku/workbook/workbook.h"

#include "archive.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

enum { TAKE_BLOCK = 64 << 10, TAKE_NAME_MOST = 300 };

/* --- the bytes -------------------------------------------------------------------------------- */

static enum status draft_pour(int fd, uint64_t most, struct out *out, struct problem *p)
{
    char block[TAKE_BLOCK], number[24];
    uint64_t total = 0;
    for (;;) {
        ssize_t len = read(fd, block, sizeof block);
        if (len < 0 && errno == EINTR)
            continue;
        if (len < 0)
            return problem_errno(p, "upload");
        if (len == 0)
            return STATUS_OK;
        total += (uint64_t)len;
        if (total > most) {
            snprintf(number, sizeof number, "%llu", (unsigned long long)most);
            return problem_set(p, STATUS_DRAFT_TOO_LARGE, SLICE_NONE, slice_of(number), NULL);
        }
        out_bytes(out, block, (size_t)len);
    }
}

static enum status draft_keep_upload(const struct draft_place *place, const struct draft *draft,
                                     int fd, uint64_t upload, struct problem *p)
{
    char dir[DRAFT_PATH_SIZE], name[24];
    struct file file;
    snprintf(name, sizeof name, "%llu", (unsigned long long)upload);
    enum status status = draft_path(place, draft, draft_uploads, dir, p);
    if (status == STATUS_OK)
        status = file_create_aside(&file, dir, name, p);
    if (status != STATUS_OK)
        return status;
    status = draft_pour(fd, place->limits.bytes, &file.out, p);
    enum status closed = file_close(&file, NULL, NULL, status == STATUS_OK ? p : NULL);
    if (status == STATUS_OK)
        status = closed;
    if (status != STATUS_OK) {
        unlink(file.path);
        return status;
    }
    return file_take_place(&file, dir, name, p);
}

/* --- what it is ------------------------------------------------------------------------------- */

/* The name without folders, as text that can be shown and kept. */
static struct slice draft_clean_name(struct draft *draft, const char *name)
{
    struct slice text = utf8_cut(slice_of(name), TAKE_NAME_MOST);
    for (size_t i = text.len; i > 0; i--)
        if (text.at[i - 1] == '/' || text.at[i - 1] == '\\') {
            text = slice_from(text, i);
            break;
        }
    if (!utf8_is_valid(text) || text_check(text, NULL) == TEXT_CONTROL)
        return draft_keep(draft, slice_of("upload"));
    return draft_keep(draft, text);
}

static enum status draft_add_entry(struct draft *draft, const struct draft_file *entry,
                                   struct problem *p)
{
    struct draft_file *files = arena_alloc(&draft->arena, (draft->file_count + 1) * sizeof *files);
    if (!files)
        return problem_memory(p);
    for (size_t i = 0; i < draft->file_count; i++)
        files[i] = draft->files[i];
    files[draft->file_count++] = *entry;
    draft->files = files;
    return STATUS_OK;
}

/* What a file is that holds no table, by its first bytes; NULL: it may be text. */
static const char *draft_foreign(const char *path)
{
    static const struct {
        const char *magic, *what;
    } known[] = {{"%PDF", "PDF"},
                 {"\x89PNG", "PNG"},
                 {"\xFF\xD8\xFF", "JPEG"},
                 {"GIF8", "GIF"},
                 {"\x7F"
                  "ELF",
                  "ELF"},
                 {"Rar!", "RAR"},
                 {"7z\xBC\xAF", "7-Zip"},
                 {"\x1F\x8B", "gzip"}};
    char head[8] = {0};
    FILE *file = fopen(path, "rbe");
    size_t len = file ? fread(head, 1, sizeof head, file) : 0;
    if (file)
        fclose(file);
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (len >= strlen(known[i].magic) &&
            memcmp(head, known[i].magic, strlen(known[i].magic)) == 0)
            return known[i].what;
    return NULL;
}

/* A workbook or an archive, or what only its reader can tell not to be one. */
static bool draft_is_packed(const char *path)
{
    char head[4] = {0};
    FILE *file = fopen(path, "rbe");
    size_t len = file ? fread(head, 1, sizeof head, file) : 0;
    if (file)
        fclose(file);
    return len == sizeof head &&
           (memcmp(head, "PK\x03\x04", 4) == 0 || memcmp(head, "\xD0\xCF\x11\xE0", 4) == 0);
}

/* Table, header and columns of an entry whose upload is there. */
enum status draft_look(const struct draft_place *place, struct draft *draft,
                       struct draft_file *file, const struct resource *only, struct problem *p)
{
    struct sheet sheet;
    struct recognition recognition;
    enum status status = draft_read_rows(place, draft, file, &sheet, p);
    if (status == STATUS_OK)
        status = sheet_recognise(&sheet, file->part.len > 0 ? file->part : file->name, only,
                                 &recognition, p);
    if (status == STATUS_OK)
        status = mappings_recall(place->state, only, &recognition, &sheet, p);
    if (status == STATUS_OK) {
        file->resource = recognition.resource;
        file->header_row =
            recognition.header < sheet.count ? sheet.rows[recognition.header].row : 0;
        file->rows = sheet.count;
        status = draft_file_columns(draft, file, &recognition, p);
    }
    sheet_free(&sheet);
    return status;
}

/* Puts an entry that was looked at to its table. */
static enum status draft_take_entry(const struct draft_place *place, struct draft *draft,
                                    const struct draft_file *file, struct problem *p)
{
    enum status status = draft_add_entry(draft, file, p);
    if (status != STATUS_OK)
        return status;
    draft_reopen(draft);
    if (!file->resource)
        return draft_save(place, draft, p);
    const struct draft_table *table = draft_table_of(draft, file->resource);
    return table && table->edits > 0 ? draft_make_more(place, draft, p)
                                     : draft_make(place, draft, file->resource, p);
}

static enum status draft_take_csv(const struct draft_place *place, struct draft *draft,
                                  struct draft_file *file, struct problem *p)
{
    enum status status = draft_look(place, draft, file, NULL, p);
    return status == STATUS_OK ? draft_take_entry(place, draft, file, p) : status;
}

/* --- workbooks -------------------------------------------------------------------------------- */

/* The sheets that hold a table; where none does, the first that is not empty, for somebody to say
 * what it is. Hidden sheets and those of examples
 * are left alone. */
static enum status draft_take_sheets(const struct draft_place *place, struct draft *draft,
                                     const struct draft_file *file, struct workbook_reader *reader,
                                     struct problem *p)
{
    enum status status = STATUS_OK;
    struct draft_file first = {.upload = 0};
    size_t taken = 0;
    for (size_t i = 0; i < workbook_sheets(reader) && status == STATUS_OK; i++) {
        const struct workbook_sheet *sheet = workbook_sheet(reader, i);
        struct draft_file part = *file;
        if (sheet->visibility != WORKBOOK_SHOWN || workbook_is_example(sheet))
            continue;
        part.part = draft_keep(draft, sheet->name);
        status = draft_look(place, draft, &part, NULL, p);
        if (status == STATUS_OK && !part.resource && part.rows > 0 && first.upload == 0)
            first = part;
        if (status != STATUS_OK || !part.resource || part.header_row == 0)
            continue;
        status = draft_take_entry(place, draft, &part, p);
        taken++;
    }
    if (status != STATUS_OK || taken > 0)
        return status;
    return first.upload > 0
               ? draft_take_entry(place, draft, &first, p)
               : problem_set(p, STATUS_DRAFT_FILE_TYPE, file->name, slice_of("XLSX"), NULL);
}

static enum status draft_take_workbook(const struct draft_place *place, struct draft *draft,
                                       const struct draft_file *file, const char *path,
                                       struct problem *p)
{
    struct workbook_reader *reader;
    const struct workbook_limits limits = draft_workbook_limits(place);
    enum status status = workbook_open(&reader, path, &limits, p);
    if (status != STATUS_OK)
        return status;
    status = draft_take_sheets(place, draft, file, reader, p);
    workbook_free(reader);
    return status;
}

/* --- any file --------------------------------------------------------------------------------- */

struct draft_unpacking {
    const struct draft_place *place;
    struct draft *draft;
};

static enum status draft_take_one(const struct draft_place *place, struct draft *draft, int fd,
                                  const char *name, bool packed, struct problem *p);

static enum status draft_take_member(void *context, int fd, const char *name, struct problem *p)
{
    const struct draft_unpacking *unpacking = context;
    return draft_take_one(unpacking->place, unpacking->draft, fd, name, true, p);
}

static enum status draft_take_archive(const struct draft_place *place, struct draft *draft,
                                      const struct draft_file *file, const char *path,
                                      struct problem *p)
{
    char folder[DRAFT_PATH_SIZE];
    size_t before = draft->file_count;
    struct draft_unpacking unpacking = {place, draft};
    const struct archive_limits limits = {place->limits.files - draft->file_count,
                                          place->limits.bytes, place->limits.unpacked};
    enum status status = draft_path(place, draft, draft_uploads, folder, p);
    if (status == STATUS_OK)
        status = archive_walk(path, folder, &limits, draft_take_member, &unpacking, p);
    return status == STATUS_OK && draft->file_count == before
               ? problem_set(p, STATUS_DRAFT_FILE_TYPE, file->name, slice_of("ZIP"), NULL)
               : status;
}

/* `packed`: a member of an archive, which is none itself. */
static enum status draft_take_kept(const struct draft_place *place, struct draft *draft,
                                   struct draft_file *file, const char *path, bool packed,
                                   struct problem *p)
{
    const char *foreign = draft_foreign(path);
    if (foreign)
        return problem_set(p, STATUS_DRAFT_FILE_TYPE, file->name, slice_of(foreign), NULL);
    if (!draft_is_packed(path))
        return draft_take_csv(place, draft, file, p);
    if (archive_kind(path) != ARCHIVE_FILES)
        return draft_take_workbook(place, draft, file, path, p);
    return packed ? problem_set(p, STATUS_DRAFT_FILE_TYPE, file->name, slice_of("ZIP"), NULL)
                  : draft_take_archive(place, draft, file, path, p);
}

/* Where a step fails, what came before it stays: the file is then not among those of the draft. */
static enum status draft_take_one(const struct draft_place *place, struct draft *draft, int fd,
                                  const char *name, bool packed, struct problem *p)
{
    char path[DRAFT_PATH_SIZE], number[32];
    struct draft_file file = {.upload = ++draft->uploads, .name = draft_clean_name(draft, name)};
    if (draft->file_count >= place->limits.files) {
        snprintf(number, sizeof number, "%llu", (unsigned long long)place->limits.files);
        return problem_set(p, STATUS_DRAFT_TOO_MANY_FILES, file.name, slice_of(number), NULL);
    }
    enum status status = draft_keep_upload(place, draft, fd, file.upload, p);
    snprintf(number, sizeof number, "%s/%llu", draft_uploads, (unsigned long long)file.upload);
    if (status == STATUS_OK)
        status = draft_path(place, draft, number, path, p);
    if (status != STATUS_OK)
        return status;
    size_t before = draft->file_count;
    status = draft_take_kept(place, draft, &file, path, packed, p);
    if (status != STATUS_OK && draft->file_count == before)
        unlink(path);
    return status;
}

enum status draft_take(const struct draft_place *place, struct draft *draft, int fd,
                       const char *name, struct problem *p)
{
    return draft_take_one(place, draft, fd, name, false, p);
}
