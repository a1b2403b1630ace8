/* A file of columns: one that is opened has every section within it. The first byte says whether
 * the input is a whole file, or only its bodies and, as the greatest number of records that it has
 * room for, its directory: what that says is tried, with a head and a trailer that are right. */
#include "hiraku/base/out.h"

#include "hiraku/store/columns/section_file.h"

#include "fuzz.h"

#include <zlib.h>

enum { WHOLE = 'w' };

static void pad(struct out *file)
{
    while (file->len % SECTION_ALIGNMENT > 0)
        out_char(file, '\0');
}

static void write_whole(struct out *file, struct slice input)
{
    static const uint32_t version[] = {SECTION_VERSION, 0x01020304};
    struct section_trailer trailer = {.records = input.len / sizeof(struct section_record)};
    size_t body = input.len % sizeof(struct section_record);
    out_text(file, "hkcolumn");
    out_bytes(file, version, sizeof version);
    pad(file);
    out_bytes(file, input.at, body);
    pad(file);
    trailer.directory = file->len;
    trailer.size = file->len + input.len - body + sizeof trailer;
    trailer.crc32 = (uint32_t)crc32_z(0, (const unsigned char *)input.at + body, input.len - body);
    memcpy(trailer.magic, "ends", sizeof trailer.magic);
    out_bytes(file, input.at + body, input.len - body);
    out_bytes(file, &trailer, sizeof trailer);
}

static void read_sections(const struct section_file *file)
{
    unsigned char sum = 0;
    for (size_t i = 0; i < file->count; i++) {
        const struct section_record *record = &file->records[i];
        ENSURE(strlen(record->table) < SECTION_NAME_SIZE);
        ENSURE(strlen(record->name) < SECTION_NAME_SIZE);
        const unsigned char *bytes = section_bytes(file, record);
        ENSURE((uintptr_t)bytes % SECTION_ALIGNMENT == 0);
        for (uint64_t at = 0; at < record->count * record->width; at++) {
            ENSURE((const char *)bytes + at < file->bytes + file->size);
            sum ^= bytes[at];
        }
        const struct section_record *found =
            section_find(file, record->table, record->name, (enum section_kind)record->kind);
        ENSURE(!found || (found->kind == record->kind && strcmp(found->name, record->name) == 0 &&
                          strcmp(found->table, record->table) == 0));
    }
    volatile unsigned char kept = sum;
    (void)kept;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct slice input = fuzz_input(data, size);
    char path[FUZZ_PATH];
    struct section_file file;
    struct problem p;
    struct out bytes;
    out_open_memory(&bytes, FUZZ_ARENA);
    if (fuzz_byte(&input) == WHOLE)
        out_slice(&bytes, input);
    else
        write_whole(&bytes, input);
    ENSURE(bytes.error == STATUS_OK);
    int fd = fuzz_file(bytes.bytes, bytes.len, path);
    enum status status = section_file_open(&file, path, &p);
    ENSURE(status == STATUS_OK || status == STATUS_BAD_RELEASE || status == STATUS_OTHER_MODEL);
    if (status == STATUS_OK)
        read_sections(&file);
    section_file_close(&file);
    close(fd);
    out_close(&bytes);
    return 0;
}
