/* manifest.h: what is written is what is read; when what an output is made of changed. */
#include "hiraku/base/durable_file.h"
#include "hiraku/model/model.h"
#include "hiraku/model/registry.h"
#include "hiraku/release/manifest.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include <cmocka.h>

static const char hex[] = "00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff";

static int make_folder(void **state)
{
    static char path[] = "/tmp/hiraku-test-XXXXXX";
    memcpy(path + sizeof path - 7, "XXXXXX", 6);
    *state = mkdtemp(path);
    return *state ? 0 : -1;
}

static int remove_folder(void **state)
{
    return folder_remove(*state, NULL) == STATUS_OK ? 0 : -1;
}

static struct manifest *sample_manifest(void)
{
    struct manifest *manifest = calloc(1, sizeof *manifest);
    assert_non_null(manifest);
    manifest->number = 42;
    manifest->published_at = 1700000000;
    snprintf(manifest->program, sizeof manifest->program, "%s", release_program());
    memcpy(manifest->model, hex, sizeof hex);
    memcpy(manifest->changes, hex, sizeof hex);
    memcpy(manifest->retired, hex, sizeof hex);
    manifest->counted = true;
    snprintf(manifest->message_en, sizeof manifest->message_en, "figures for July");
    manifest->instance.rows = 1;
    manifest->instance.changed_in = 41;
    manifest->instance.changed_at = 1600000000;
    memcpy(manifest->instance.sha256, hex, sizeof hex);
    for (size_t i = 0; i < model_resource_count; i++) {
        struct table_state *table = &manifest->tables[manifest->table_count++];
        *table = manifest->instance;
        table->resource = model_resources[i];
        table->rows = i;
        table->added = i + 1;
        table->removed = i + 2;
        table->modified = i + 3;
        table->changed_in = i + 1;
    }
    return manifest;
}

static void manifest_comes_back(void **state)
{
    struct manifest *written = sample_manifest(), *read = calloc(1, sizeof *read);
    struct problem p;
    assert_non_null(read);
    assert_int_equal(manifest_write(written, *state, &p), STATUS_OK);
    assert_int_equal(manifest_read(read, *state, &p), STATUS_OK);
    assert_memory_equal(written, read, sizeof *read);
    free(written);
    free(read);
}

static void newest_change_of_inputs(void **state)
{
    (void)state;
    struct manifest *manifest = sample_manifest();
    const struct resource *sources = model_resource(slice_of("sources"));
    assert_int_equal(manifest_changed_in(manifest, sources, COL_HIDDEN | COL_LOOKUP, NULL), 41);
    manifest->instance.changed_in = 1;
    assert_int_equal(manifest_changed_in(manifest, sources, COL_HIDDEN | COL_LOOKUP, NULL),
                     manifest_table(manifest, sources)->changed_in);
    free(manifest);
}

static void newest_change_of_all(void **state)
{
    (void)state;
    time_t at;
    struct manifest *manifest = sample_manifest();
    assert_int_equal(manifest_changed_in(manifest, NULL, 0, &at), 41);
    assert_int_equal(at, 1600000000);
    manifest->tables[manifest->table_count - 1].changed_in = 42;
    manifest->tables[manifest->table_count - 1].changed_at = 1700000000;
    assert_int_equal(manifest_changed_in(manifest, NULL, 0, &at), 42);
    assert_int_equal(at, 1700000000);
    free(manifest);
}

static void unknown_table_is_another_model(void **state)
{
    struct manifest *manifest = sample_manifest();
    struct resource stranger = *model_resources[0];
    struct problem p;
    stranger.name = "strangers";
    manifest->tables[0].resource = &stranger;
    assert_int_equal(manifest_write(manifest, *state, &p), STATUS_OK);
    assert_int_equal(manifest_read(manifest, *state, &p), STATUS_OTHER_TABLES);
    assert_int_equal(manifest_read_any(manifest, *state, &p), STATUS_OK);
    free(manifest);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(manifest_comes_back, make_folder, remove_folder),
        cmocka_unit_test(newest_change_of_inputs),
        cmocka_unit_test(newest_change_of_all),
        cmocka_unit_test_setup_teardown(unknown_table_is_another_model, make_folder, remove_folder),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
