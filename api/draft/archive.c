/* See archive.h. Names of members are shown and never used as paths; what a member says of its size
 * is not believed, what comes out of it is counted. */
#include "archive.h"

#include "hiraku/base/durable_file.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include <zip.h>

enum { ARCHIVE_BLOCK = 64 << 10, ARCHIVE_RATIO = 300, ARCHIVE_SMALL = 1 << 20 };

struct archive_walking {
    zip_t *zip;
    const char *folder;
    const struct archive_limits *limits;
    enum status (*take)(void *context, int fd, const char *name, struct problem *p);
    void *context;
    uint64_t members, unpacked;
};

enum archive_kind archive_kind(const char *path)
{
    int code;
    zip_t *zip = zip_open(path, ZIP_RDONLY, &code);
    if (!zip)
        return ARCHIVE_NONE;
    bool office = zip_name_locate(zip, "[Content_Types].xml", 0) >= 0 ||
                  zip_name_locate(zip, "mimetype", 0) >= 0;
    zip_discard(zip);
    return office ? ARCHIVE_WORKBOOK : ARCHIVE_FILES;
}

/* What systems put into archives for themselves. */
static bool archive_passes(const char *name)
{
    const char *slash = strrchr(name, '/'), *base = slash ? slash + 1 : name;
    return base[0] == '\0' || base[0] == '.' || strncmp(base, "~$", 2) == 0 ||
           strncmp(name, "__MACOSX/", 9) == 0 || strcmp(base, "Thumbs.db") == 0 ||
           strcmp(base, "desktop.ini") == 0;
}

static enum status archive_large(const struct archive_walking *walking, struct problem *p)
{
    char number[24];
    snprintf(number, sizeof number, "%llu", (unsigned long long)walking->limits->unpacked);
    return problem_set(p, STATUS_DRAFT_TOO_LARGE, SLICE_NONE, slice_of(number), NULL);
}

static enum status archive_damaged(const char *name, struct problem *p)
{
    return problem_set(p, STATUS_DRAFT_FILE_TYPE, slice_of(name), slice_of("ZIP"), NULL);
}

/* The bytes of a member into `fd`, packed size `packed`. */
static enum status archive_pour(struct archive_walking *walking, zip_file_t *member,
                                const char *name, uint64_t packed, int fd, struct problem *p)
{
    char block[ARCHIVE_BLOCK];
    uint64_t total = 0;
    zip_int64_t len;
    while ((len = zip_fread(member, block, sizeof block)) > 0) {
        total += (uint64_t)len;
        walking->unpacked += (uint64_t)len;
        bool bomb = total > ARCHIVE_SMALL && total / ARCHIVE_RATIO > packed;
        if (total > walking->limits->bytes || walking->unpacked > walking->limits->unpacked || bomb)
            return archive_large(walking, p);
        enum status status = out_sink_fd(&fd, block, (size_t)len, p);
        if (status != STATUS_OK)
            return status;
    }
    return len < 0 ? archive_damaged(name, p) : STATUS_OK;
}

static enum status archive_member(struct archive_walking *walking, zip_uint64_t index,
                                  const char *name, uint64_t packed, struct problem *p)
{
    char number[24];
    snprintf(number, sizeof number, "%llu", (unsigned long long)walking->limits->entries);
    if (++walking->members > walking->limits->entries)
        return problem_set(p, STATUS_DRAFT_TOO_MANY_FILES, slice_of(name), slice_of(number), NULL);
    zip_file_t *member = zip_fopen_index(walking->zip, index, 0);
    if (!member)
        return archive_damaged(name, p);
    int fd = file_nameless(walking->folder);
    enum status status = fd < 0 ? problem_errno(p, walking->folder)
                                : archive_pour(walking, member, name, packed, fd, p);
    zip_fclose(member);
    if (status == STATUS_OK && lseek(fd, 0, SEEK_SET) < 0)
        status = problem_errno(p, walking->folder);
    if (status == STATUS_OK)
        status = walking->take(walking->context, fd, name, p);
    if (fd >= 0)
        close(fd);
    return status;
}

enum status archive_walk(const char *path, const char *folder, const struct archive_limits *limits,
                         enum status (*take)(void *context, int fd, const char *name,
                                             struct problem *p),
                         void *context, struct problem *p)
{
    int code;
    struct archive_walking walking = {.zip = zip_open(path, ZIP_RDONLY, &code),
                                      .folder = folder,
                                      .limits = limits,
                                      .take = take,
                                      .context = context};
    enum status status = walking.zip ? STATUS_OK : archive_damaged("", p);
    zip_int64_t count = walking.zip ? zip_get_num_entries(walking.zip, 0) : 0;
    for (zip_int64_t i = 0; i < count && status == STATUS_OK; i++) {
        zip_stat_t about;
        if (zip_stat_index(walking.zip, (zip_uint64_t)i, 0, &about) < 0 ||
            !(about.valid & ZIP_STAT_NAME))
            status = archive_damaged("", p);
        else if (!archive_passes(about.name))
            status = archive_member(&walking, (zip_uint64_t)i, about.name,
                                    about.valid & ZIP_STAT_COMP_SIZE ? about.comp_size : 0, p);
    }
    if (walking.zip)
        zip_discard(walking.zip);
    return status;
}
