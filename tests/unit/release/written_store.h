/* A store in a folder of its own, whose releases are written file by file. */
#ifndef HIRAKU_TEST_WRITTEN_STORE_H
#define HIRAKU_TEST_WRITTEN_STORE_H

#include "hiraku/base/digest.h"
#include "hiraku/base/durable_file.h"
#include "hiraku/base/out.h"
#include "hiraku/base/slice.h"
#include "hiraku/base/status.h"
#include "hiraku/model/registry.h"
#include "hiraku/release/layout.h"
#include "hiraku/release/manifest.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>

#include <cmocka.h>

/* Release N was published on the N-th day of 1970. */
enum { WRITTEN_DAY = 86400 };

static int written_make(void **state)
{
    static char store[] = "/tmp/hiraku-test-XXXXXX";
    char path[FILE_PATH_SIZE];
    memcpy(store + sizeof store - 7, "XXXXXX", 6);
    *state = mkdtemp(store);
    return *state && file_path(path, store, layout_releases, NULL) == STATUS_OK ? mkdir(path, 0700)
                                                                                : -1;
}

static int written_remove(void **state)
{
    return folder_remove(*state, NULL) == STATUS_OK ? 0 : -1;
}

/* The folder of a release, which is made. The last one asked for. */
static const char *written_dir(const char *store, uint64_t number)
{
    static char dir[FILE_PATH_SIZE];
    layout_release_dir(store, number, dir);
    assert_int_equal(folder_make(dir, NULL), STATUS_OK);
    return dir;
}

__attribute__((unused)) static void written_file(const char *store, uint64_t number,
                                                 const char *name, const char *text)
{
    char path[FILE_PATH_SIZE];
    assert_int_equal(file_path(path, written_dir(store, number), layout_data, NULL), STATUS_OK);
    assert_int_equal(folder_make(path, NULL), STATUS_OK);
    assert_int_equal(file_replace(written_dir(store, number), name, slice_of(text), NULL),
                     STATUS_OK);
}

/* A manifest that says of each table that it last changed in `changed_in`, 0: in this release. */
__attribute__((unused)) static struct manifest *written_manifest(uint64_t number,
                                                                 uint64_t changed_in)
{
    static const char hex[] = "00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff";
    struct manifest *manifest = calloc(1, sizeof *manifest);
    assert_non_null(manifest);
    manifest->number = number;
    manifest->published_at = (time_t)number * WRITTEN_DAY;
    manifest->counted = true;
    snprintf(manifest->program, sizeof manifest->program, "%s", release_program());
    memcpy(manifest->model, hex, sizeof hex);
    memcpy(manifest->changes, hex, sizeof hex);
    memcpy(manifest->retired, hex, sizeof hex);
    if (number > 1)
        memcpy(manifest->previous, hex, sizeof hex);
    manifest->instance.rows = 1;
    manifest->instance.changed_in = changed_in ? changed_in : number;
    manifest->instance.changed_at = (time_t)manifest->instance.changed_in * WRITTEN_DAY;
    memcpy(manifest->instance.sha256, hex, sizeof hex);
    for (size_t i = 0; i < model_resource_count; i++) {
        struct table_state *table = &manifest->tables[manifest->table_count++];
        *table = manifest->instance;
        table->resource = model_resources[i];
    }
    return manifest;
}

/* Writes it, and frees it. */
__attribute__((unused)) static void written_release(const char *store, struct manifest *manifest)
{
    assert_int_equal(manifest_write(manifest, written_dir(store, manifest->number), NULL),
                     STATUS_OK);
    free(manifest);
}

#endif
