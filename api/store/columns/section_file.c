/* See section_file.h. */
#include "hiraku/store/columns/section_file.h"

#include <stdio.h>
#include <stdlib.h>
#include <zlib.h>

enum { ROOM_FIRST = 256 };

static const char section_magic[8] = {'h', 'k', 'c', 'o', 'l', 'u', 'm', 'n'};
static const char section_end_magic[4] = {'e', 'n', 'd', 's'};

struct section_head {
    char magic[8];
    uint32_t version, order;
};

static const struct section_head section_head_of_this_machine = {
    {'h', 'k', 'c', 'o', 'l', 'u', 'm', 'n'}, SECTION_VERSION, 0x01020304};

/* --- reading ---------------------------------------------------------------------------------- */

static bool section_lies_inside(const struct section_record *record, uint64_t end)
{
    return record->offset <= end && record->offset % SECTION_ALIGNMENT == 0 &&
           (record->width == 0 || record->count <= (end - record->offset) / record->width) &&
           memchr(record->table, '\0', SECTION_NAME_SIZE) &&
           memchr(record->name, '\0', SECTION_NAME_SIZE);
}

static uint32_t section_crc32(const struct section_record *records, size_t count)
{
    return (uint32_t)crc32_z(0, (const unsigned char *)records, count * sizeof *records);
}

/* Whether another program or machine wrote the file. */
static bool section_file_is_foreign(const struct section_file *file)
{
    return file->size >= sizeof(struct section_head) &&
           memcmp(file->bytes, section_magic, sizeof section_magic) == 0 &&
           memcmp(file->bytes, &section_head_of_this_machine, sizeof(struct section_head)) != 0;
}

/* NULL, or why the file is none of ours. */
static const char *section_file_fault(struct section_file *file)
{
    struct section_trailer trailer;
    if (file->size < sizeof(struct section_head) + sizeof trailer ||
        memcmp(file->bytes, section_magic, sizeof section_magic) != 0)
        return "it is no file of columns";
    uint64_t end = file->size - sizeof trailer;
    memcpy(&trailer, file->bytes + end, sizeof trailer);
    if (memcmp(trailer.magic, section_end_magic, sizeof section_end_magic) != 0 ||
        trailer.size != file->size || trailer.directory > end ||
        trailer.directory % SECTION_ALIGNMENT != 0 ||
        trailer.records != (end - trailer.directory) / sizeof(struct section_record))
        return "its columns are cut off";
    file->records = (const struct section_record *)(const void *)(file->bytes + trailer.directory);
    file->count = trailer.records;
    if (section_crc32(file->records, file->count) != trailer.crc32)
        return "the directory of its columns is damaged";
    for (size_t i = 0; i < file->count; i++)
        if (!section_lies_inside(&file->records[i], trailer.directory))
            return "the directory of its columns is damaged";
    return NULL;
}

enum status section_file_open(struct section_file *file, const char *path, struct problem *p)
{
    *file = (struct section_file){0};
    enum status status = mapped_file_open(&file->mapped, path, p);
    if (status != STATUS_OK)
        return status;
    file->bytes = file->mapped.bytes;
    file->size = file->mapped.size;
    bool foreign = section_file_is_foreign(file);
    const char *fault = foreign ? "" : section_file_fault(file);
    if (!mapped_file_is_whole(&file->mapped))
        fault = "it cannot be read";
    if (!fault) {
        snprintf(file->path, sizeof file->path, "%s", path);
        return STATUS_OK;
    }
    section_file_close(file);
    return foreign ? problem_set(p, STATUS_OTHER_MODEL, slice_of(path), SLICE_NONE, NULL)
                   : problem_set(p, STATUS_BAD_RELEASE, slice_of(path), SLICE_NONE, fault);
}

void section_file_close(struct section_file *file)
{
    mapped_file_close(&file->mapped);
    *file = (struct section_file){0};
}

/* The order of the directory. */
static int section_compare(const void *a, const void *b)
{
    const struct section_record *left = a, *right = b;
    int order = strcmp(left->table, right->table);
    if (order == 0)
        order = strcmp(left->name, right->name);
    return order ? order : (left->kind > right->kind) - (left->kind < right->kind);
}

const struct section_record *section_find(const struct section_file *file, const char *table,
                                          const char *name, enum section_kind kind)
{
    struct section_record key = {.kind = kind};
    if (strlen(table) >= sizeof key.table || strlen(name) >= sizeof key.name)
        return NULL;
    memcpy(key.table, table, strlen(table));
    memcpy(key.name, name, strlen(name));
    return bsearch(&key, file->records, file->count, sizeof key, section_compare);
}

/* --- writing ---------------------------------------------------------------------------------- */

enum status section_writer_open(struct section_writer *writer, const char *dir, const char *name,
                                struct problem *p)
{
    writer->records = NULL;
    writer->count = writer->room = 0;
    enum status status = file_create(&writer->file, dir, name, p);
    if (status == STATUS_OK)
        out_bytes(&writer->file.out, &section_head_of_this_machine,
                  sizeof section_head_of_this_machine);
    return status;
}

static void section_align(struct out *out)
{
    static const char zeros[SECTION_ALIGNMENT];
    out_bytes(out, zeros, (SECTION_ALIGNMENT - out->total % SECTION_ALIGNMENT) % SECTION_ALIGNMENT);
}

static struct section_record *section_add(struct section_writer *writer)
{
    if (writer->count == writer->room) {
        size_t room = writer->room ? 2 * writer->room : ROOM_FIRST;
        struct section_record *records = realloc(writer->records, room * sizeof *records);
        if (!records)
            return NULL;
        writer->records = records;
        writer->room = room;
    }
    return &writer->records[writer->count++];
}

void section_begin(struct section_writer *writer, const char *table, const char *name,
                   enum section_kind kind, uint32_t width, uint64_t count)
{
    struct out *out = &writer->file.out;
    struct section_record *record = section_add(writer);
    if (!record || strlen(table) >= SECTION_NAME_SIZE || strlen(name) >= SECTION_NAME_SIZE) {
        out_fail(out, record ? STATUS_INTERNAL : STATUS_NO_MEMORY, name);
        return;
    }
    section_align(out);
    *record =
        (struct section_record){.kind = kind, .width = width, .count = count, .offset = out->total};
    snprintf(record->table, sizeof record->table, "%s", table);
    snprintf(record->name, sizeof record->name, "%s", name);
}

void section_set_count(struct section_writer *writer, uint64_t count)
{
    if (writer->count > 0)
        writer->records[writer->count - 1].count = count;
}

enum status section_writer_close(struct section_writer *writer, struct problem *p)
{
    struct out *out = &writer->file.out;
    struct section_trailer trailer = {.records = writer->count};
    if (writer->count > 0)
        qsort(writer->records, writer->count, sizeof *writer->records, section_compare);
    section_align(out);
    trailer.directory = out->total;
    trailer.size = out->total + writer->count * sizeof *writer->records + sizeof trailer;
    trailer.crc32 = section_crc32(writer->records, writer->count);
    memcpy(trailer.magic, section_end_magic, sizeof trailer.magic);
    out_bytes(out, writer->records, writer->count * sizeof *writer->records);
    out_bytes(out, &trailer, sizeof trailer);
    free(writer->records);
    writer->records = NULL;
    return file_close(&writer->file, NULL, NULL, p);
}
