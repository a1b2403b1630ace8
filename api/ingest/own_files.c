/* What an instance brings beside its tables: which pages there are, what they may be called, how
 * large they may be, whether they are text. What a page says is own_page.c; logo, colours and style
 * are site_files.c. */
#include "hiraku/ingest/ingest.h"

#include "hiraku/base/in.h"
#include "hiraku/base/out.h"
#include "hiraku/model/instance.h"
#include "hiraku/release/layout.h"
#include "hiraku/release/own_files.h"
#include "hiraku/staging/stage.h"

#include "file_name.h"
#include "own_clean.h"
#include "own_folder.h"
#include "own_page.h"
#include "site_files.h"

#include <errno.h>
#include <stdio.h>
#include <sys/stat.h>

enum { OWN_TEXT_MEMORY = 4 << 20, OWN_NUMBER_SIZE = 24 };

static void own_files_report(const struct own_check *check, enum rule rule, struct place place,
                             struct slice value, size_t expected)
{
    char number[OWN_NUMBER_SIZE];
    snprintf(number, sizeof number, "%zu", expected);
    report_at(check->report, rule, place, value, SLICE_NONE,
              expected ? slice_of(number) : SLICE_NONE);
}

/* --- files ------------------------------------------------------------------------------------ */

/* `name` is that in the folder of the instance. */
static enum status own_files_take(const struct own_check *check, struct own_files *files,
                                  const char *name, struct problem *p)
{
    struct out out;
    struct arena arena;
    const char *place = report_name(check->report, slice_of(name));
    if (!place)
        return problem_memory(p);
    arena_init(&arena, OWN_TEXT_MEMORY);
    enum status status = in_whole(&out, check->dir, name, OWN_FILE_MAX, p);
    if (status == STATUS_OK) {
        struct slice text = own_clean(check, place, &arena, out_written(&out));
        if (text.at)
            status = own_files_add(files, slice_of(name), text, p);
        else if (arena_overflowed(&arena))
            status = problem_memory(p);
    }
    out_close(&out);
    arena_free(&arena);
    return status;
}

static enum status own_files_meet(const struct own_check *check, struct own_files *files,
                                  const char *entry, struct problem *p)
{
    char name[FILE_PATH_SIZE], path[FILE_PATH_SIZE];
    struct slice page;
    enum language language;
    struct stat about;
    enum status status = file_path(name, layout_pages, entry, p);
    if (status == STATUS_OK)
        status = file_path(path, check->dir, name, p);
    if (status != STATUS_OK)
        return status;
    const char *kept = report_name(check->report, slice_of(name));
    if (!kept)
        return problem_memory(p);
    const struct place place = {kept, 0, ""};
    if (stat(path, &about) < 0 && errno != ENOENT && errno != ELOOP)
        return problem_errno(p, path);
    if (!layout_page_read(slice_of(name), &page, &language) || stat(path, &about) < 0 ||
        !S_ISREG(about.st_mode))
        own_files_report(check, RULE_PAGE_NAME, place, slice_of(entry), 0);
    else if ((uint64_t)about.st_size > check->limits.page_bytes)
        own_files_report(check, RULE_PAGE_TOO_LARGE, place, slice_of(entry),
                         check->limits.page_bytes);
    else if (files->count == check->limits.pages)
        own_files_report(check, RULE_TOO_MANY_PAGES, place, SLICE_NONE, check->limits.pages);
    else
        return own_files_take(check, files, name, p);
    return STATUS_OK;
}

/* --- pages ------------------------------------------------------------------------------------ */

static enum status own_files_check_page(const struct own_check *check,
                                        const struct own_files *files, const struct own_file *file,
                                        struct problem *p)
{
    struct slice name;
    enum language language;
    const char *place = report_name(check->report, file->name);
    if (!place)
        return problem_memory(p);
    if (!layout_page_read(file->name, &name, &language))
        return STATUS_OK;
    const struct layout_name other =
        layout_page(name, language == LANGUAGE_JA ? LANGUAGE_EN : LANGUAGE_JA);
    if (!own_files_find(files, slice_of(other.text)))
        report_at(check->report, RULE_PAGE_ONE_LANGUAGE, (struct place){place, 0, ""},
                  slice_of(other.text), SLICE_NONE, SLICE_NONE);
    return own_page_check(check, files, file, place, p);
}

enum status ingest_own_files(const struct own_check *check, struct own_files *files,
                             struct problem *p)
{
    enum status status = own_folder_walk(check, layout_pages, files, own_files_meet, p);
    for (size_t i = 0; i < files->count && status == STATUS_OK; i++)
        status = own_files_check_page(check, files, &files->files[i], p);
    if (status == STATUS_OK)
        status = site_files_take(check, files, p);
    if (status == STATUS_OK && report_status(check->report) != STATUS_OK)
        status = problem_memory(p);
    return status;
}

enum status ingest_check_folder(const char *dir, const struct own_limits *limits,
                                struct report *report, const struct progress *progress,
                                struct problem *p)
{
    struct instance instance;
    struct own_files own;
    struct own_check check = {.dir = dir, .report = report, .limits = *limits};
    own_files_init(&own);
    enum status status = ingest_check(dir, &instance, report, progress, &check.stage, p);
    if (status == STATUS_OK)
        status = ingest_own_files(&check, &own, p);
    own_files_free(&own);
    stage_free(check.stage);
    instance_free(&instance);
    return status;
}
