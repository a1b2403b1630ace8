/* What is served of site/: files by their digest, and the style sheet that site.json stands for. */
#include "hiraku/release/site_asset.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include <cmocka.h>

static char path[] = "/tmp/hiraku-test-XXXXXX";

static void write_file(const char *text)
{
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    fputs(text, file);
    fclose(file);
}

static int make_file(void **state)
{
    (void)state;
    int fd = mkstemp(path);
    return fd >= 0 && close(fd) == 0 ? 0 : -1;
}

static int remove_file(void **state)
{
    (void)state;
    return unlink(path);
}

static void only_files_that_are_shown_are_assets(void **state)
{
    (void)state;
    struct layout_name source;
    assert_true(site_asset_source(slice_of("logo.svg"), &source));
    assert_string_equal(source.text, "site/logo.svg");
    assert_true(site_asset_source(slice_of("colours.css"), &source));
    assert_string_equal(source.text, "site/site.json");
    assert_false(site_asset_source(slice_of("site.json"), &source));
    assert_false(site_asset_source(slice_of("../instance.json"), &source));
    assert_false(site_asset_source(slice_of(""), &source));
}

/* sha256sum: ba7816bf 8f01cfea … of "abc" (FIPS 180-2, B.1). */
static void a_file_has_its_digest(void **state)
{
    (void)state;
    struct site_asset asset;
    write_file("abc");
    assert_int_equal(site_asset_read(&asset, path, slice_of("logo.png"), NULL), STATUS_OK);
    assert_string_equal(asset.media_type, "image/png");
    assert_true(site_asset_has(&asset, slice_of("ba7816bf8f01cfea")));
    assert_false(site_asset_has(&asset, slice_of("ba7816bf8f01cfe")));
    assert_false(site_asset_has(&asset, slice_of("ba7816bf8f01cfeb")));
    site_asset_free(&asset);
    site_asset_free(&asset);
}

static void colours_become_a_sheet(void **state)
{
    (void)state;
    struct site_asset asset;
    char hash[SITE_HASH_SIZE];
    write_file("{\"colours\": {\"light\": {\"link\": \"#030\"}}}");
    assert_int_equal(site_asset_read(&asset, path, slice_of("colours.css"), NULL), STATUS_OK);
    assert_string_equal(asset.media_type, "text/css; charset=utf-8");
    assert_non_null(memmem(asset.text.at, asset.text.len, "--link:#003300", 14));
    site_hash(asset.sha256, hash);
    assert_true(site_asset_has(&asset, slice_of(hash)));
    site_asset_free(&asset);
    write_file("{}");
    assert_int_equal(site_asset_read(&asset, path, slice_of("colours.css"), NULL), STATUS_OK);
    site_hash(asset.sha256, hash);
    assert_false(site_asset_has(&asset, slice_of(hash))); /* there is none */
    site_asset_free(&asset);
}

static void a_file_that_is_gone_is_a_problem(void **state)
{
    (void)state;
    struct site_asset asset;
    assert_int_not_equal(site_asset_read(&asset, "/nowhere", slice_of("logo.svg"), NULL),
                         STATUS_OK);
    site_asset_free(&asset);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(only_files_that_are_shown_are_assets),
        cmocka_unit_test(a_file_has_its_digest),
        cmocka_unit_test(colours_become_a_sheet),
        cmocka_unit_test(a_file_that_is_gone_is_a_problem),
    };
    return cmocka_run_group_tests(tests, make_file, remove_file);
}
