/* A small release in a folder of its own, for tests: rows by `column=cell`, then its columns. It
 * may be one of several, of which the others have their changes only. */
#ifndef HIRAKU_TESTS_COLUMNS_RELEASE_H
#define HIRAKU_TESTS_COLUMNS_RELEASE_H

#include "hiraku/base/arena.h"
#include "hiraku/model/instance.h"
#include "hiraku/model/model.h"
#include "hiraku/model/registry.h"
#include "hiraku/release/layout.h"
#include "hiraku/release/manifest.h"
#include "hiraku/store/build.h"
#include "hiraku/store/columns/table_data.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

enum { RELEASE_TABLES_ROOM = 32, RELEASE_FIRST_MONTH = 4 };

struct columns_release {
    char root[64], dir[96];         /* the folder; that of the release, which may be within it */
    FILE *csv[RELEASE_TABLES_ROOM]; /* parallel to model_resources */
    struct columns columns;
    struct arena arena;
    struct problem problem;
};

static inline void columns_release_header(FILE *csv, const struct resource *resource)
{
    const char *comma = "";
    for (const struct column *c = resource->columns; c->name; c++)
        if (column_is_written(c)) {
            fprintf(csv, "%s%s", comma, c->name);
            comma = ",";
        }
    fputs("\r\n", csv);
}

/* Of number 0 it is none of several. False: the folder cannot be made. */
static inline bool columns_release_begin_number(struct columns_release *release, int number)
{
    char path[FILE_PATH_SIZE];
    *release = (struct columns_release){.root = "/tmp/hiraku-release-XXXXXX"};
    arena_init(&release->arena, 1 << 24);
    if (!mkdtemp(release->root))
        return false;
    snprintf(release->dir, sizeof release->dir, number > 0 ? "%s/%d" : "%s", release->root, number);
    if (file_path(path, release->dir, layout_data, NULL) != STATUS_OK ||
        folder_make(path, NULL) != STATUS_OK)
        return false;
    for (size_t i = 0; i < model_resource_count; i++) {
        file_path(path, release->dir, layout_table_csv(model_resources[i]).text, NULL);
        release->csv[i] = fopen(path, "w");
        if (!release->csv[i])
            return false;
        columns_release_header(release->csv[i], model_resources[i]);
    }
    return true;
}

static inline bool columns_release_begin(struct columns_release *release)
{
    return columns_release_begin_number(release, 0);
}

/* What a release changed: rows of changes.csv behind their header. */
static inline void columns_release_changes(struct columns_release *release, int number,
                                           const char *rows)
{
    char dir[FILE_PATH_SIZE], path[FILE_PATH_SIZE];
    snprintf(dir, sizeof dir, "%s/%d", release->root, number);
    if (folder_make(dir, NULL) != STATUS_OK ||
        file_path(path, dir, layout_changes, NULL) != STATUS_OK)
        return;
    FILE *csv = fopen(path, "w");
    if (csv) {
        fprintf(csv, "table,key,column,old,new\r\n%s", rows);
        fclose(csv);
    }
    struct manifest manifest = {.number = (uint64_t)number, .published_at = 1};
    manifest.instance.changed_in = manifest.number;
    digest_file(path, manifest.changes, NULL, NULL);
    file_path(path, dir, layout_manifest, NULL);
    unlink(path);
    manifest_write(&manifest, dir, NULL);
}

/* A row by `column=cell` separated by |, in key order; other cells are empty. */
static inline void columns_release_row(struct columns_release *release, const char *table,
                                       const char *cells)
{
    size_t i = 0;
    const char *comma = "";
    while (strcmp(model_resources[i]->name, table) != 0)
        i++;
    for (const struct column *c = model_resources[i]->columns; c->name; c++) {
        if (!column_is_written(c))
            continue;
        fputs(comma, release->csv[i]);
        comma = ",";
        for (const char *at = cells; at; at = strchr(at, '|') ? strchr(at, '|') + 1 : NULL) {
            size_t len = strcspn(at, "=");
            if (slice_is((struct slice){at, len}, c->name))
                fprintf(release->csv[i], "%.*s", (int)strcspn(at + len + 1, "|"), at + len + 1);
        }
    }
    fputs("\r\n", release->csv[i]);
}

/* Builds what was written and opens its columns, as of a release. */
static inline enum status columns_release_open_view(struct columns_release *release, uint64_t view)
{
    struct instance instance = {.first_month = RELEASE_FIRST_MONTH};
    for (size_t i = 0; i < model_resource_count; i++) {
        fclose(release->csv[i]);
        release->csv[i] = NULL;
    }
    enum status status = store_build(release->dir, &instance, &release->problem);
    return status == STATUS_OK
               ? columns_open(&release->columns, release->dir, view, &release->problem)
               : status;
}

static inline enum status columns_release_open(struct columns_release *release)
{
    return columns_release_open_view(release, 0);
}

/* The same file as of another release. */
static inline enum status columns_release_look(struct columns_release *release, uint64_t view)
{
    columns_close(&release->columns);
    return columns_open(&release->columns, release->dir, view, &release->problem);
}

static inline int columns_release_end(struct columns_release *release)
{
    char command[128];
    for (size_t i = 0; i < model_resource_count; i++)
        if (release->csv[i])
            fclose(release->csv[i]);
    columns_close(&release->columns);
    arena_free(&release->arena);
    snprintf(command, sizeof command, "rm -rf '%s'", release->root);
    return system(command);
}

static inline const struct table_data *columns_release_table(const struct columns_release *release,
                                                             const char *table)
{
    return columns_table(&release->columns, model_resource(slice_of(table)));
}

static inline const struct column_data *columns_release_data(const struct columns_release *release,
                                                             const char *table, const char *column)
{
    const struct table_data *data = columns_release_table(release, table);
    return table_column(data, model_column(data->resource, slice_of(column)));
}

#endif
