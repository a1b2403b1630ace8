/* See site_files.h: which files there are, what they may be called, how large they may be. What is
 * in them is site_png.c, site_svg.c, site_style.c, and of site.json release/site_keys.c. */
#include "site_files.h"

#include "hiraku/base/in.h"
#include "hiraku/base/out.h"
#include "hiraku/base/text.h"
#include "hiraku/ingest/ingest.h"
#include "hiraku/release/layout.h"
#include "hiraku/release/own_files.h"
#include "hiraku/release/site.h"

#include "file_name.h"
#include "own_clean.h"
#include "own_folder.h"

#include <errno.h>
#include <stdio.h>
#include <sys/stat.h>

enum { SITE_FILES_MAX = 16, SITE_FILES_NAMES = 200, SITE_FILES_MEMORY = 8 << 20 };

static void site_files_report(const struct own_check *check, enum rule rule, const char *place,
                              struct slice value, struct slice mended, struct slice expected)
{
    report_at(check->report, rule, (struct place){place, 0, ""}, value, mended, expected);
}

/* --- one file --------------------------------------------------------------------------------- */

static enum status site_files_check_keys(const struct own_check *check, const char *place,
                                         struct slice text, struct problem *p)
{
    struct site site;
    site_init(&site);
    enum status status = site_read_keys(&site, text, place, check->report, p);
    site_free(&site);
    return status;
}

static void site_files_check_size(const struct own_check *check, const char *place,
                                  struct slice text, enum site_form form)
{
    enum { PIXELS_MAX = 4096 };
    unsigned width = 0, height = 0;
    char value[48] = "", expected[16];
    bool known = site_picture_size(text, form, &width, &height);
    if (known && width > 0 && height > 0 && width <= PIXELS_MAX && height <= PIXELS_MAX)
        return;
    snprintf(expected, sizeof expected, "1–%d", PIXELS_MAX);
    snprintf(value, sizeof value, known ? "%u × %u" : "?", width, height);
    site_files_report(check, RULE_SITE_PICTURE_SIZE, place, slice_of(value), SLICE_NONE,
                      slice_of(expected));
}

static enum status site_files_check_picture(const struct own_check *check, enum site_form form,
                                            const char *place, struct slice text, struct problem *p)
{
    uint64_t before = report_count(check->report, SEVERITY_ERROR);
    enum status status = STATUS_OK;
    if (form == SITE_SVG)
        status = site_svg_check(check, place, text, p);
    else
        site_png_check(check, place, text);
    if (report_count(check->report, SEVERITY_ERROR) == before)
        site_files_check_size(check, place, text, form);
    return status;
}

static enum status site_files_check_form(const struct own_check *check, enum site_form form,
                                         const char *place, struct slice text, struct problem *p)
{
    const struct site_style_place style = {place, 1, false};
    switch (form) {
    case SITE_SVG:
    case SITE_PNG:
        return site_files_check_picture(check, form, place, text, p);
    case SITE_CSS:
        site_style_check(check, &style, text);
        return STATUS_OK;
    case SITE_JSON:
        return site_files_check_keys(check, place, text, p);
    }
    return STATUS_OK;
}

/* `name` is that in the folder of the instance. */
static enum status site_files_read(const struct own_check *check, struct own_files *files,
                                   const struct site_file *kind, const char *place,
                                   struct problem *p)
{
    const struct layout_name name = layout_site_file(kind->name);
    struct out out;
    struct arena arena;
    arena_init(&arena, SITE_FILES_MEMORY);
    enum status status = in_whole(&out, check->dir, name.text, OWN_FILE_MAX, p);
    if (status == STATUS_OK) {
        struct slice text = out_written(&out);
        if (kind->form != SITE_PNG)
            text = own_clean(check, place, &arena, text);
        else if (!text.at)
            text = slice_of("");
        if (text.at) {
            status = site_files_check_form(check, kind->form, place, text, p);
            if (status == STATUS_OK)
                status = own_files_add(files, slice_of(name.text), text, p);
        } else if (arena_overflowed(&arena)) {
            status = problem_memory(p);
        }
    }
    out_close(&out);
    arena_free(&arena);
    return status;
}

/* --- the folder ------------------------------------------------------------------------------- */

static void site_files_refuse_name(const struct own_check *check, const char *place,
                                   const char *entry)
{
    struct slice names[SITE_FILES_MAX];
    char known[SITE_FILES_NAMES];
    struct out out;
    size_t count = 0;
    out_open_buffer(&out, known, sizeof known);
    for (const struct site_file *file = site_files; file->name && count < SITE_FILES_MAX; file++) {
        names[count++] = slice_of(file->name);
        out_text(&out, file == site_files ? "" : ", ");
        out_text(&out, file->name);
    }
    struct slice near = text_nearest(slice_of(entry), names, count);
    site_files_report(check, RULE_SITE_NAME, place, slice_of(entry),
                      slice_is(near, entry) ? SLICE_NONE : near, out_written(&out));
}

static enum status site_files_meet(const struct own_check *check, struct own_files *files,
                                   const char *entry, struct problem *p)
{
    char name[FILE_PATH_SIZE], path[FILE_PATH_SIZE], most[24];
    const struct site_file *kind = site_file_of(slice_of(entry));
    struct stat about;
    enum status status = file_path(name, layout_site, entry, p);
    if (status == STATUS_OK)
        status = file_path(path, check->dir, name, p);
    if (status != STATUS_OK)
        return status;
    const char *place = report_name(check->report, slice_of(name));
    if (!place)
        return problem_memory(p);
    int there = stat(path, &about);
    if (there < 0 && errno != ENOENT && errno != ELOOP)
        return problem_errno(p, path);
    if (!kind) {
        site_files_refuse_name(check, place, entry);
        return STATUS_OK;
    }
    if (there < 0 || !S_ISREG(about.st_mode)) {
        site_files_report(check, RULE_NOT_A_FILE, place, slice_of(entry), SLICE_NONE, SLICE_NONE);
        return STATUS_OK;
    }
    if ((uint64_t)about.st_size > check->limits.site_bytes) {
        snprintf(most, sizeof most, "%zu", check->limits.site_bytes);
        site_files_report(check, RULE_SITE_TOO_LARGE, place, slice_of(entry), SLICE_NONE,
                          slice_of(most));
        return STATUS_OK;
    }
    return site_files_read(check, files, kind, place, p);
}

/* Of two pictures for one purpose none is better. */
static enum status site_files_check_twice(const struct own_check *check,
                                          const struct own_files *files, struct problem *p)
{
    for (const struct site_file *one = site_files; one->name; one++)
        for (const struct site_file *other = one + 1; other->name; other++) {
            const struct layout_name first = layout_site_file(one->name);
            const struct layout_name second = layout_site_file(other->name);
            if (one->role != other->role || !own_files_find(files, slice_of(first.text)) ||
                !own_files_find(files, slice_of(second.text)))
                continue;
            const char *place = report_name(check->report, slice_of(second.text));
            if (!place)
                return problem_memory(p);
            site_files_report(check, RULE_SITE_TWICE, place, slice_of(other->name), SLICE_NONE,
                              slice_of(one->name));
        }
    return STATUS_OK;
}

enum status site_files_take(const struct own_check *check, struct own_files *files,
                            struct problem *p)
{
    enum status status = own_folder_walk(check, layout_site, files, site_files_meet, p);
    return status == STATUS_OK ? site_files_check_twice(check, files, p) : status;
}
