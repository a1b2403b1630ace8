/* What is read of the files of site/: pictures and their size, colours, links. */
#include "hiraku/release/own_files.h"
#include "hiraku/release/site.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#define PNG "\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\1\2\0\0\0\3"

static void expect_size(const char *svg, unsigned width, unsigned height)
{
    unsigned found[2] = {0, 0};
    bool good = site_picture_size(slice_of(svg), SITE_SVG, &found[0], &found[1]);
    if (good != (width > 0) || found[0] != width || found[1] != height)
        fail_msg("%s: %u × %u", svg, found[0], found[1]);
}

static void the_size_of_an_svg_is_that_of_its_first_element(void **state)
{
    (void)state;
    expect_size("<svg width=\"20\" height='10px'>", 20, 10);
    expect_size("<?xml version='1.0'?>\n<!-- <svg width='1' height='1'> -->\n<svg\nviewBox=\"0 0 "
                "64.4,32\" width='100%' height='100%'/>",
                64, 32);
    expect_size("<svg viewBox='-5 -5 7 9'><rect width='1' height='2'/></svg>", 7, 9);
    expect_size("<svg data-width='1' height='2' viewBox='0 0 3 4'>", 3, 4);
    expect_size("<svg width='0' height='0'>", 0, 0);
    expect_size("<svg viewBox='0 0 -1 4'>", 0, 0);
    expect_size("<svg viewBox='0 0 9999999999 4'>", 0, 0);
    expect_size("<svg>", 0, 0);
    expect_size("<svg width='1", 0, 0);
    expect_size("<!-- <svg width='1' height='1'>", 0, 0);
    expect_size("", 0, 0);
}

static void the_size_of_a_png_is_in_its_head(void **state)
{
    (void)state;
    unsigned width = 0, height = 0;
    const struct slice png = {PNG, sizeof PNG - 1};
    assert_true(site_picture_size(png, SITE_PNG, &width, &height));
    assert_int_equal(width, 258);
    assert_int_equal(height, 3);
    for (size_t len = 0; len < png.len; len++)
        assert_false(site_picture_size((struct slice){PNG, len}, SITE_PNG, &width, &height));
}

static void add(struct own_files *files, const char *name, const char *text)
{
    assert_int_equal(own_files_add(files, slice_of(name), slice_of(text), NULL), STATUS_OK);
}

static const char keys[] =
    "{\"colours\": {\"light\": {\"link\": \"#030\", \"nothing\": \"#000\", \"text\": \"red\"}},"
    " \"footer_links\": [{\"label_ja\": \"名\", \"url\": \"https://www.example.jp/\"},"
    " {\"label_ja\": \"名\", \"url\": \"javascript:x\"}, 7, {\"label_en\": \"N\", \"url\": "
    "\"mailto:a@example.jp\"}], \"more\": 1}";

static void what_is_not_good_is_left_out_of_a_release(void **state)
{
    (void)state;
    struct own_files files;
    struct site site;
    own_files_init(&files);
    add(&files, "pages/about.ja.md", "# A\n");
    add(&files, "site/site.json", keys);
    add(&files, "site/favicon.svg", "<svg viewBox='0 0 8 8'/>");
    add(&files, "site/other.svg", "<svg/>");
    assert_int_equal(site_open(&site, &files, NULL), STATUS_OK);
    assert_null(site.logo.file);
    assert_null(site.style);
    assert_string_equal(site.icon.file->name.at, "site/favicon.svg");
    assert_int_equal(site.icon.width, 8);
    assert_true(
        slice_is(site.sheet,
                 "@media screen and (prefers-color-scheme:light){\n:root{--link:#003300;}\n}\n"));
    assert_int_equal(strlen(site.sheet_sha256), 64);
    assert_int_equal(site.link_count, 2);
    assert_true(slice_is(site.links[0].labels[LANGUAGE_JA], "名"));
    assert_int_equal(site.links[0].labels[LANGUAGE_EN].len, 0);
    assert_true(slice_is(site.links[1].url, "mailto:a@example.jp"));
    site_free(&site);
    own_files_free(&files);
}

static void an_instance_without_the_folder_has_nothing(void **state)
{
    (void)state;
    struct own_files files;
    struct site site;
    own_files_init(&files);
    assert_int_equal(site_open(&site, &files, NULL), STATUS_OK);
    assert_null(site.logo.file);
    assert_int_equal(site.sheet.len, 0);
    assert_int_equal(site.link_count, 0);
    site_free(&site);
    own_files_free(&files);
}

static void text_that_is_no_json_is_left_out(void **state)
{
    (void)state;
    static const char *const texts[] = {"",
                                        "{",
                                        "[]",
                                        "7",
                                        "{\"colours\": 7, \"footer_links\": {}}",
                                        "{\"colours\": {\"light\": 7}}"};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        struct site site;
        site_init(&site);
        assert_int_equal(site_read_keys(&site, slice_of(texts[i]), NULL, NULL, NULL), STATUS_OK);
        assert_false(site_palette_is_given(&site.palette));
        assert_int_equal(site.link_count, 0);
        site_free(&site);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_size_of_an_svg_is_that_of_its_first_element),
        cmocka_unit_test(the_size_of_a_png_is_in_its_head),
        cmocka_unit_test(what_is_not_good_is_left_out_of_a_release),
        cmocka_unit_test(an_instance_without_the_folder_has_nothing),
        cmocka_unit_test(text_that_is_no_json_is_left_out),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
