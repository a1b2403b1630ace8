/* See own_files.h. */
#include "hiraku/release/own_files.h"

#include "hiraku/base/durable_file.h"
#include "hiraku/base/in.h"
#include "hiraku/base/out.h"
#include "hiraku/release/layout.h"

#include <stdlib.h>

enum {
    OWN_MEMORY = 64 << 20,
    OWN_FIRST = 16,
    OWN_LIST_MAX = OWN_FILES_MAX * (LAYOUT_NAME_SIZE + DIGEST_SIZE + 2),
    OWN_DIGITS = DIGEST_SIZE - 1,
    OWN_GAP = 2, /* spaces behind a digest */
};

void own_files_init(struct own_files *files)
{
    *files = (struct own_files){.count = 0};
    arena_init(&files->arena, OWN_MEMORY);
}

void own_files_free(struct own_files *files)
{
    free(files->files);
    arena_free(&files->arena);
    *files = (struct own_files){.count = 0};
}

/* Room for one more, which is empty; NULL: there is none. */
static struct own_file *own_files_room(struct own_files *files)
{
    if (files->count % OWN_FIRST == 0) {
        struct own_file *grown =
            realloc(files->files, (files->count + OWN_FIRST) * sizeof *files->files);
        if (!grown)
            return NULL;
        files->files = grown;
    }
    struct own_file *file = &files->files[files->count++];
    *file = (struct own_file){.name = SLICE_NONE};
    return file;
}

static void own_files_hash(struct slice text, char sha256[DIGEST_SIZE])
{
    struct digest digest;
    digest_init(&digest);
    digest_add(&digest, text.at, text.len);
    digest_hex(&digest, sha256);
}

enum status own_files_add(struct own_files *files, struct slice name, struct slice text,
                          struct problem *p)
{
    if (files->count == OWN_FILES_MAX || text.len > OWN_FILE_MAX || name.len >= LAYOUT_NAME_SIZE)
        return problem_set(p, STATUS_TOO_LARGE, name, SLICE_NONE, NULL);
    struct own_file *file = own_files_room(files);
    if (!file)
        return problem_memory(p);
    file->name = arena_copy(&files->arena, name);
    file->text = arena_copy(&files->arena, text);
    own_files_hash(text, file->sha256);
    return arena_overflowed(&files->arena) ? problem_memory(p) : STATUS_OK;
}

const struct own_file *own_files_find(const struct own_files *files, struct slice name)
{
    for (size_t i = 0; i < files->count; i++)
        if (slice_equal(files->files[i].name, name))
            return &files->files[i];
    return NULL;
}

/* --- writing ---------------------------------------------------------------------------------- */

static int own_files_order(const void *left, const void *right)
{
    const struct own_file *a = left, *b = right;
    return slice_compare(a->name, b->name);
}

static void own_files_write_list(struct own_files *files, struct out *out)
{
    if (files->count > 0)
        qsort(files->files, files->count, sizeof *files->files, own_files_order);
    for (size_t i = 0; i < files->count; i++) {
        out_text(out, files->files[i].sha256);
        out_text(out, "  ");
        out_slice(out, files->files[i].name);
        out_char(out, '\n');
    }
}

enum status own_files_digest(struct own_files *files, char sha256[DIGEST_SIZE], struct problem *p)
{
    struct out list;
    out_open_memory(&list, OWN_LIST_MAX);
    own_files_write_list(files, &list);
    enum status status = out_finish(&list, p);
    if (status == STATUS_OK)
        own_files_hash(out_written(&list), sha256);
    out_close(&list);
    return status;
}

/* The folder of a file below DIR is made where it is not there. */
static enum status own_files_folder(const char *dir, struct slice name, char folder[FILE_PATH_SIZE],
                                    struct problem *p)
{
    enum status status = file_path(folder, dir, name.at, p);
    char *slash = status == STATUS_OK ? strrchr(folder, '/') : NULL;
    if (!slash)
        return status;
    *slash = '\0';
    return folder_make(folder, p);
}

static enum status own_files_write_one(const struct own_file *one, const char *dir,
                                       struct problem *p)
{
    char folder[FILE_PATH_SIZE];
    struct file file;
    enum status status = own_files_folder(dir, one->name, folder, p);
    if (status == STATUS_OK)
        status = file_create(&file, dir, one->name.at, p);
    if (status != STATUS_OK)
        return status;
    out_slice(&file.out, one->text);
    status = file_close(&file, NULL, NULL, p);
    return status == STATUS_OK ? folder_sync(folder, p) : status;
}

enum status own_files_write(struct own_files *files, const char *dir, char sha256[DIGEST_SIZE],
                            struct problem *p)
{
    struct file list;
    enum status status = file_create(&list, dir, layout_own_list, p);
    if (status != STATUS_OK)
        return status;
    own_files_write_list(files, &list.out);
    status = file_close(&list, sha256, NULL, p);
    for (size_t i = 0; i < files->count && status == STATUS_OK; i++)
        status = own_files_write_one(&files->files[i], dir, p);
    return status;
}

/* --- reading ---------------------------------------------------------------------------------- */

static enum status own_files_damaged(const char *dir, const char *name, struct problem *p)
{
    return problem_set(p, STATUS_BAD_RELEASE, slice_of(dir), SLICE_NONE, name);
}

/* DIR/NAME, which has this digest; in the arena. */
static enum status own_files_text(struct own_files *files, const char *dir, const char *name,
                                  const char *sha256, struct slice *text, struct problem *p)
{
    struct out out;
    char found[DIGEST_SIZE];
    enum status status = in_whole(&out, dir, name, OWN_FILE_MAX, p);
    if (status == STATUS_OK) {
        own_files_hash(out_written(&out), found);
        *text = arena_copy(&files->arena, out_written(&out));
    }
    out_close(&out);
    if (status != STATUS_OK)
        return status;
    if (strcmp(found, sha256) != 0)
        return own_files_damaged(dir, name, p);
    return arena_overflowed(&files->arena) ? problem_memory(p) : STATUS_OK;
}

/* A name goes on below its folder, and has no `..` in it. */
static bool own_files_name_is_good(struct slice name)
{
    const char *at = name.at;
    for (const char *end = at + name.len; at <= end; at++) {
        size_t len = strcspn(at, "/");
        if (len == 0 || at[0] == '.')
            return false;
        at += len;
    }
    return name.len < LAYOUT_NAME_SIZE;
}

static enum status own_files_line(struct own_files *files, const char *dir, struct slice line,
                                  struct problem *p)
{
    const size_t before = OWN_DIGITS + OWN_GAP;
    struct own_file *file = files->count < OWN_FILES_MAX ? own_files_room(files) : NULL;
    if (!file)
        return files->count < OWN_FILES_MAX ? problem_memory(p)
                                            : own_files_damaged(dir, layout_own_list, p);
    if (line.len <= before)
        return own_files_damaged(dir, layout_own_list, p);
    memcpy(file->sha256, line.at, OWN_DIGITS);
    file->name = arena_copy(&files->arena, slice_from(line, before));
    if (!file->name.at)
        return problem_memory(p);
    return own_files_name_is_good(file->name) ? STATUS_OK
                                              : own_files_damaged(dir, layout_own_list, p);
}

enum status own_files_list(struct own_files *files, const char *dir, const char *sha256,
                           struct problem *p)
{
    struct slice list = SLICE_NONE;
    own_files_init(files);
    if (sha256[0] == '\0')
        return STATUS_OK;
    enum status status = own_files_text(files, dir, layout_own_list, sha256, &list, p);
    while (status == STATUS_OK && list.len > 0) {
        const char *end = memchr(list.at, '\n', list.len);
        struct slice line = {list.at, end ? (size_t)(end - list.at) : list.len};
        status = own_files_line(files, dir, line, p);
        list = slice_from(list, line.len + (end ? 1 : 0));
    }
    return status;
}

enum status own_files_read(struct own_files *files, const char *dir, const char *sha256,
                           struct problem *p)
{
    enum status status = own_files_list(files, dir, sha256, p);
    for (size_t i = 0; i < files->count && status == STATUS_OK; i++) {
        struct own_file *file = &files->files[i];
        status = own_files_text(files, dir, file->name.at, file->sha256, &file->text, p);
    }
    return status;
}

static enum status own_files_link_one(const char *from_dir, const char *to_dir, const char *name,
                                      const char *sha256, struct problem *p)
{
    char from[FILE_PATH_SIZE], to[FILE_PATH_SIZE], found[DIGEST_SIZE];
    enum status status = own_files_folder(to_dir, slice_of(name), to, p);
    if (status == STATUS_OK)
        status = file_path(from, from_dir, name, p);
    if (status == STATUS_OK)
        status = file_path(to, to_dir, name, p);
    if (status == STATUS_OK)
        status = digest_file(from, found, NULL, p);
    if (status == STATUS_OK && strcmp(found, sha256) != 0)
        status = own_files_damaged(from_dir, name, p);
    return status == STATUS_OK ? file_link(from, to, p) : status;
}

enum status own_files_link(const char *from, const char *to, const char *sha256, bool list,
                           struct problem *p)
{
    struct own_files files;
    enum status status = own_files_list(&files, from, sha256, p);
    if (status == STATUS_OK && list && sha256[0] != '\0')
        status = own_files_link_one(from, to, layout_own_list, sha256, p);
    for (size_t i = 0; i < files.count && status == STATUS_OK; i++)
        status = own_files_link_one(from, to, files.files[i].name.at, files.files[i].sha256, p);
    own_files_free(&files);
    return status;
}
