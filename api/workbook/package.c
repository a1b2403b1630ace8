/* See package.h. The end of the archive is looked at before libzip is asked, which reads the whole
 * list of entries into memory. Entries are only read: no name of one becomes a path. */
#include "package.h"

#include "package_source.h"

#include "hiraku/base/in.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <strings.h>
#include <sys/stat.h>

enum {
    END_SIZE = 22, /* of the end record without a comment (APPNOTE 4.3.16) */
    END_TAIL = 65535 + END_SIZE,
    DIRECTORY_ENTRY_MAX = 1024, /* bytes of the list of entries for each of them */
    RATIO_FROM = 1 << 20,
    OLE_CHUNK = 65536,
};

enum status package_bad(const struct package *package, const char *where, const char *reason,
                        struct problem *p)
{
    char text[384];
    snprintf(text, sizeof text, "%.200s: %.150s", where, reason);
    return problem_set(p, STATUS_BAD_WORKBOOK, slice_of(package->name), SLICE_NONE, text);
}

enum status package_limit(const struct package *package, const char *member, uint64_t limit,
                          struct problem *p)
{
    char text[24];
    snprintf(text, sizeof text, "%" PRIu64, limit);
    return problem_set(p, STATUS_WORKBOOK_LIMIT, slice_of(package->name), slice_of(text), member);
}

/* --- what the file is ------------------------------------------------------------------------- */

static uint64_t package_number(const unsigned char *at, int bytes)
{
    uint64_t number = 0;
    for (int i = bytes; i-- > 0;)
        number = number << 8 | at[i];
    return number;
}

/* Whether an OLE file holds a workbook that is encrypted (MS-OFFCRYPTO 2.3). */
static bool ole_is_locked(int fd, uint64_t size)
{
    static const char word[] = "E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e";
    const size_t len = sizeof word;
    char *bytes = malloc(OLE_CHUNK);
    bool found = false;
    for (uint64_t at = 0; bytes && !found && at < size; at += OLE_CHUNK - len) {
        ssize_t got = in_bytes_at(fd, bytes, OLE_CHUNK, at);
        if (got <= 0)
            break;
        found = memmem(bytes, (size_t)got, word, len) != NULL;
    }
    free(bytes);
    return found;
}

/* One record that may be the archive's end: so many entries, in so many bytes. */
static bool end_is_good(const struct package *package, const unsigned char *end, uint64_t at,
                        uint64_t *entries)
{
    uint64_t bytes = package_number(end + 12, 4);
    *entries = package_number(end + 10, 2);
    if (package_number(end + 16, 4) + bytes > at)
        return true; /* no end of an archive */
    return *entries <= package->limits->entries && bytes <= *entries * DIRECTORY_ENTRY_MAX;
}

/* The same for the record of large archives, which its locator in front of the end names. */
static enum status end_check_large(const struct package *package, int fd, uint64_t at,
                                   struct problem *p)
{
    unsigned char locator[20], end[56];
    if (at < sizeof locator ||
        in_bytes_at(fd, locator, sizeof locator, at - sizeof locator) != sizeof locator ||
        memcmp(locator, "PK\6\7", 4) != 0)
        return STATUS_OK;
    if (in_bytes_at(fd, end, sizeof end, package_number(locator + 8, 8)) != sizeof end ||
        memcmp(end, "PK\6\6", 4) != 0)
        return package_bad(package, "zip", "end of a large archive", p);
    uint64_t entries = package_number(end + 32, 8);
    if (entries > package->limits->entries ||
        package_number(end + 40, 8) > entries * DIRECTORY_ENTRY_MAX)
        return package_limit(package, "entries", package->limits->entries, p);
    return STATUS_OK;
}

static enum status package_check_end(const struct package *package, int fd, uint64_t size,
                                     struct problem *p)
{
    size_t len = size < END_TAIL ? (size_t)size : END_TAIL;
    unsigned char *tail = malloc(END_TAIL);
    enum status status = STATUS_OK;
    uint64_t entries;
    if (!tail)
        return problem_memory(p);
    if (in_bytes_at(fd, tail, len, size - len) != (ssize_t)len)
        status = problem_errno(p, package->name);
    for (size_t i = 0; status == STATUS_OK && i + END_SIZE <= len; i++) {
        if (memcmp(tail + i, "PK\5\6", 4) != 0)
            continue;
        if (!end_is_good(package, tail + i, size - len + i, &entries))
            status = entries == 0xFFFF
                         ? STATUS_OK
                         : package_limit(package, "entries", package->limits->entries, p);
        if (status == STATUS_OK)
            status = end_check_large(package, fd, size - len + i, p);
    }
    free(tail);
    return status;
}

static enum status package_check_kind(const struct package *package, int fd, uint64_t size,
                                      struct problem *p)
{
    unsigned char head[8] = {0};
    if (in_bytes_at(fd, head, sizeof head, 0) < 0)
        return problem_errno(p, package->name);
    if (memcmp(head, "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", 8) == 0)
        return problem_set(p,
                           ole_is_locked(fd, size) ? STATUS_WORKBOOK_LOCKED : STATUS_WORKBOOK_OLD,
                           slice_of(package->name), SLICE_NONE, NULL);
    if (memcmp(head, "PK\3\4", 4) != 0)
        return problem_set(p, STATUS_NOT_A_WORKBOOK, slice_of(package->name), slice_of("?"), NULL);
    return package_check_end(package, fd, size, p);
}

/* --- the archive ------------------------------------------------------------------------------ */

static enum status package_zip_problem(const struct package *package, zip_error_t *error,
                                       struct problem *p)
{
    enum status status = zip_error_code_zip(error) == ZIP_ER_MEMORY
                             ? problem_memory(p)
                             : package_bad(package, "zip", zip_error_strerror(error), p);
    zip_error_fini(error);
    return status;
}

/* What the archive says of its entries. */
static enum status package_check_entries(const struct package *package, struct problem *p)
{
    const struct workbook_limits *limits = package->limits;
    zip_int64_t count = zip_get_num_entries(package->zip, 0);
    uint64_t total = 0;
    if (count > limits->entries)
        return package_limit(package, "entries", limits->entries, p);
    for (zip_int64_t i = 0; i < count; i++) {
        zip_stat_t about;
        const zip_uint64_t needed = ZIP_STAT_SIZE | ZIP_STAT_COMP_SIZE | ZIP_STAT_NAME;
        if (zip_stat_index(package->zip, (zip_uint64_t)i, 0, &about) < 0 ||
            (about.valid & needed) != needed)
            return package_bad(package, "zip", "an entry without a size", p);
        total += about.size < limits->unpacked_bytes ? about.size : limits->unpacked_bytes + 1;
        if (total > limits->unpacked_bytes)
            return package_limit(package, "unpacked_bytes", limits->unpacked_bytes, p);
        if (about.size >= RATIO_FROM && about.size / limits->ratio > about.comp_size)
            return package_limit(package, "ratio", limits->ratio, p);
    }
    return STATUS_OK;
}

enum status package_open(struct package *package, int fd, const char *name,
                         const struct workbook_limits *limits, struct problem *p)
{
    struct stat info;
    zip_error_t error;
    *package = (struct package){.name = name, .limits = limits};
    if (fstat(fd, &info) < 0)
        return problem_errno(p, name);
    if (!S_ISREG(info.st_mode))
        return problem_set(p, STATUS_NOT_A_WORKBOOK, slice_of(name), slice_of("?"), NULL);
    uint64_t size = (uint64_t)info.st_size;
    if (size > limits->file_bytes)
        return package_limit(package, "file_bytes", limits->file_bytes, p);
    enum status status = package_check_kind(package, fd, size, p);
    if (status != STATUS_OK)
        return status;
    zip_source_t *source = package_source_new(fd, size);
    if (!source)
        return problem_memory(p);
    zip_error_init(&error);
    package->zip = zip_open_from_source(source, ZIP_RDONLY, &error);
    if (!package->zip) {
        zip_source_free(source);
        return package_zip_problem(package, &error, p);
    }
    zip_error_fini(&error);
    return package_check_entries(package, p);
}

void package_close(struct package *package)
{
    if (package->zip)
        zip_discard(package->zip);
    package->zip = NULL;
}

static const char *package_entry_name(const struct package *package, zip_int64_t entry)
{
    const char *name = zip_get_name(package->zip, (zip_uint64_t)entry, ZIP_FL_ENC_RAW);
    return name ? name : "";
}

enum status package_find(const struct package *package, const char *name, zip_int64_t *entry,
                         struct problem *p)
{
    zip_int64_t count = zip_get_num_entries(package->zip, 0);
    *entry = -1;
    for (zip_int64_t i = 0; i < count; i++) {
        if (strcasecmp(package_entry_name(package, i), name) != 0)
            continue;
        if (*entry >= 0)
            return package_bad(package, name, "is there twice", p);
        *entry = i;
    }
    return STATUS_OK;
}

bool package_has(const struct package *package, const char *begins, const char *ends)
{
    zip_int64_t count = zip_get_num_entries(package->zip, 0);
    for (zip_int64_t i = 0; i < count; i++) {
        const char *name = package_entry_name(package, i);
        size_t len = strlen(name), end = strlen(ends);
        if (strncasecmp(name, begins, strlen(begins)) == 0 && len >= end &&
            strcasecmp(name + len - end, ends) == 0)
            return true;
    }
    return false;
}

/* --- parts ------------------------------------------------------------------------------------ */

enum status part_open(struct part *part, const struct package *package, zip_int64_t entry,
                      struct problem *p)
{
    zip_stat_t about;
    *part = (struct part){.package = package, .problem = p};
    const char *name = package_entry_name(package, entry);
    if (zip_stat_index(package->zip, (zip_uint64_t)entry, 0, &about) < 0)
        return package_bad(package, name, "cannot be read", p);
    if (about.comp_method != ZIP_CM_STORE && about.comp_method != ZIP_CM_DEFLATE)
        return package_bad(package, name, "is packed in another way than deflate", p);
    part->size = about.size;
    part->packed = about.comp_size;
    part->file = zip_fopen_index(package->zip, (zip_uint64_t)entry, 0);
    if (!part->file)
        return zip_error_code_zip(zip_get_error(package->zip)) == ZIP_ER_MEMORY
                   ? problem_memory(p)
                   : package_bad(package, name, zip_strerror(package->zip), p);
    return STATUS_OK;
}

zip_int64_t part_read(struct part *part, void *to, size_t size)
{
    const struct workbook_limits *limits = part->package->limits;
    zip_int64_t got = part->status == STATUS_OK ? zip_fread(part->file, to, size) : -1;
    if (part->status != STATUS_OK)
        return -1;
    if (got < 0) {
        zip_error_t *error = zip_file_get_error(part->file);
        part->status =
            zip_error_code_zip(error) == ZIP_ER_MEMORY
                ? problem_memory(part->problem)
                : package_bad(part->package, "zip", zip_error_strerror(error), part->problem);
        return -1;
    }
    part->read += (uint64_t)got;
    if (part->read > part->size)
        part->status =
            package_bad(part->package, "zip", "an entry is larger than it says", part->problem);
    else if (part->read >= RATIO_FROM && part->read / limits->ratio > part->packed)
        part->status = package_limit(part->package, "ratio", limits->ratio, part->problem);
    return part->status == STATUS_OK ? got : -1;
}

void part_close(struct part *part)
{
    if (part->file)
        zip_fclose(part->file);
    part->file = NULL;
}
