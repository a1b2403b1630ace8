/* The instance's folder as it would be with the draft: a folder of links, in which the draft's
 * tables stand at the places of the instance's own.
 *
 * Nothing is copied, so that a check costs no more than that of the instance. The reasons of the
 * draft stand behind those that the instance has. */
#include "draft_parts.h"

#include "hiraku/base/text.h"
#include "hiraku/ingest/ingest.h"
#include "hiraku/model/model.h"
#include "hiraku/model/registry.h"
#include "hiraku/release/layout.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

static const char overlay_folder[] = "overlay.XXXXXX";

enum { OVERLAY_DEPTH = 16 };

struct overlay {
    const struct draft_place *place;
    const struct draft *draft;
    const char *path;                 /* of the folder that is made */
    char instance[DRAFT_PATH_SIZE];   /* absolute */
    char drafts_own[DRAFT_PATH_SIZE]; /* drafts/ID, absolute */
};

static enum status overlay_link(const char *from, const char *to, struct problem *p)
{
    return symlink(from, to) < 0 ? problem_errno(p, to) : STATUS_OK;
}

/* Whether the draft has its own in place of the instance's file. */
static bool overlay_replaces(const struct overlay *overlay, const char *name)
{
    for (size_t i = 0; i < overlay->draft->table_count; i++)
        if (slice_is(overlay->draft->tables[i].path, name))
            return true;
    return false;
}

static enum status overlay_walk(const struct overlay *overlay, const char *name, int depth,
                                struct problem *p);

static enum status overlay_entry(const struct overlay *overlay, const char *name, int depth,
                                 struct problem *p)
{
    char from[DRAFT_PATH_SIZE], to[DRAFT_PATH_SIZE];
    struct stat about;
    enum status status = file_path(from, overlay->instance, name, p);
    if (status == STATUS_OK)
        status = file_path(to, overlay->path, name, p);
    if (status != STATUS_OK || overlay_replaces(overlay, name))
        return status;
    size_t len = strlen(layout_data);
    bool is_data = strncmp(name, layout_data, len) == 0 && (name[len] == '/' || name[len] == '\0');
    if (!is_data || stat(from, &about) < 0 || !S_ISDIR(about.st_mode) || depth > OVERLAY_DEPTH)
        return overlay_link(from, to, p);
    return mkdir(to, 0700) < 0 ? problem_errno(p, to) : overlay_walk(overlay, name, depth + 1, p);
}

/* What the folder `name` ("": the instance itself) holds. */
static enum status overlay_walk(const struct overlay *overlay, const char *name, int depth,
                                struct problem *p)
{
    char path[DRAFT_PATH_SIZE], inner[DRAFT_PATH_SIZE];
    enum status status = STATUS_OK;
    int len = snprintf(path, sizeof path, "%s%s%s", overlay->instance, name[0] ? "/" : "", name);
    DIR *open = len > 0 && (size_t)len < sizeof path ? opendir(path) : NULL;
    if (!open)
        return problem_errno(p, overlay->instance);
    for (const struct dirent *entry = readdir(open); entry && status == STATUS_OK;
         entry = readdir(open)) {
        if (strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0 ||
            strcmp(entry->d_name, ".git") == 0)
            continue;
        if (name[0] == '\0')
            status = overlay_entry(overlay, entry->d_name, depth, p);
        else if ((status = file_path(inner, name, entry->d_name, p)) == STATUS_OK)
            status = overlay_entry(overlay, inner, depth, p);
    }
    closedir(open);
    return status;
}

static enum status overlay_put(const struct overlay *overlay, const char *own, const char *name,
                               struct problem *p)
{
    char from[DRAFT_PATH_SIZE], to[DRAFT_PATH_SIZE], folder[DRAFT_PATH_SIZE];
    enum status status = file_path(from, overlay->drafts_own, own, p);
    if (status == STATUS_OK)
        status = file_path(to, overlay->path, name, p);
    if (status != STATUS_OK)
        return status;
    memcpy(folder, to, sizeof folder);
    *strrchr(folder, '/') = '\0';
    status = folder_make(folder, p);
    unlink(to);
    return status == STATUS_OK ? overlay_link(from, to, p) : status;
}

static enum status overlay_fill(const struct overlay *overlay, struct problem *p)
{
    struct ingest_table_file found = {.count = 0};
    enum status status = overlay_walk(overlay, "", 0, p);
    for (size_t i = 0; i < overlay->draft->table_count && status == STATUS_OK; i++) {
        char own[DRAFT_NAME_SIZE + 8];
        const struct draft_table *table = &overlay->draft->tables[i];
        snprintf(own, sizeof own, "%s/%s.csv", draft_data_folder, table->resource->name);
        if (table->made[0] != '\0')
            status = overlay_put(overlay, own, table->path.at, p);
    }
    if (status != STATUS_OK || overlay->draft->reason_count == 0)
        return status;
    status = ingest_find_table(overlay->place->instance, &corrections_resource, &found, p);
    return status == STATUS_OK ? overlay_put(overlay, draft_reasons_file, found.name, p) : status;
}

enum status overlay_make(const struct draft_place *place, const struct draft *draft,
                         char path[DRAFT_PATH_SIZE], struct problem *p)
{
    char own[DRAFT_PATH_SIZE], real[PATH_MAX];
    struct overlay overlay = {.place = place, .draft = draft, .path = path};
    enum status status = draft_path(place, draft, overlay_folder, path, p);
    if (status == STATUS_OK && !mkdtemp(path))
        status = problem_errno(p, path);
    if (status == STATUS_OK)
        status = overlay_reasons(place, draft, p);
    if (status == STATUS_OK)
        status = draft_path(place, draft, "", own, p);
    if (status != STATUS_OK)
        return status;
    if (!realpath(place->instance, real) || strlen(real) >= sizeof overlay.instance)
        return problem_errno(p, place->instance);
    snprintf(overlay.instance, sizeof overlay.instance, "%.*s", (int)sizeof overlay.instance - 1,
             real);
    if (!realpath(own, real) || strlen(real) >= sizeof overlay.drafts_own)
        return problem_errno(p, own);
    snprintf(overlay.drafts_own, sizeof overlay.drafts_own, "%.*s",
             (int)sizeof overlay.drafts_own - 1, real);
    return overlay_fill(&overlay, p);
}

/* --- reasons ---------------------------------------------------------------------------------- */

static struct slice overlay_reason_cell(const struct draft_reason *reason, const char *column)
{
    const struct {
        const char *name;
        struct slice value;
    } cells[] = {{"table", reason->table},    {"id", reason->id},
                 {"column", reason->column},  {"decided_on", reason->decided_on},
                 {"kind", reason->kind},      {"note_ja", reason->note_ja},
                 {"note_en", reason->note_en}};
    for (size_t i = 0; i < sizeof cells / sizeof *cells; i++)
        if (strcmp(cells[i].name, column) == 0)
            return cells[i].value;
    return SLICE_NONE;
}

/* The draft's reasons as rows with a header of names. */
static enum status overlay_reason_rows(const struct draft *draft, struct sheet *rows,
                                       struct problem *p)
{
    struct slice cells[COLUMNS_MAX];
    size_t count = 0;
    for (const struct column *column = corrections_resource.columns; column->name; column++)
        cells[count++] = slice_of(column->name);
    enum status status = sheet_add(rows, 1, cells, count, p);
    for (size_t i = 0; i < draft->reason_count && status == STATUS_OK; i++) {
        for (size_t at = 0; at < count; at++)
            cells[at] =
                overlay_reason_cell(&draft->reasons[i], corrections_resource.columns[at].name);
        status = sheet_add(rows, i + 2, cells, count, p);
    }
    return status;
}

static enum status overlay_write_reasons(const struct draft_place *place, const struct draft *draft,
                                         struct sheet *sheet, struct recognition *columns,
                                         struct problem *p)
{
    struct sheet rows;
    struct recognition what;
    struct merge_counts counts;
    char dir[DRAFT_PATH_SIZE];
    sheet_init(&rows, place->limits.rows, place->limits.bytes * 8);
    enum status status = overlay_reason_rows(draft, &rows, p);
    if (status == STATUS_OK)
        status = sheet_recognise(&rows, SLICE_NONE, &corrections_resource, &what, p);
    if (status == STATUS_OK)
        status = merge_rows(sheet, columns, &rows, &what, &counts, p);
    if (status == STATUS_OK)
        status = draft_path(place, draft, "", dir, p);
    if (status == STATUS_OK)
        status = sheet_save(sheet, dir, draft_reasons_file, p);
    sheet_free(&rows);
    return status;
}

enum status overlay_reasons(const struct draft_place *place, const struct draft *draft,
                            struct problem *p)
{
    struct draft_table table = {.resource = &corrections_resource}, *own;
    struct ingest_table_file found;
    struct sheet sheet;
    struct recognition columns;
    if (draft->reason_count == 0)
        return STATUS_OK;
    own = draft_table_of(draft, &corrections_resource);
    enum status status = ingest_find_table(place->instance, &corrections_resource, &found, p);
    if (status == STATUS_OK && found.count > 1)
        status = problem_set(p, STATUS_DRAFT_TABLE_SPLIT, slice_of(table.resource->name),
                             slice_of(found.name), NULL);
    if (status != STATUS_OK)
        return status;
    table.path = slice_of(found.name);
    status = draft_read_table(draft, own ? own : &table, own ? DRAFT_MINE : DRAFT_THEIRS, &sheet,
                              &columns, p);
    if (status == STATUS_OK && sheet.lossy)
        status = draft_lossy(&table, p);
    if (status == STATUS_OK)
        status = overlay_write_reasons(place, draft, &sheet, &columns, p);
    sheet_free(&sheet);
    return status;
}
