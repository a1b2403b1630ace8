/* copy_list.h: what another machine says of its releases is read, or refused. */
#include "hiraku/release/copy_list.h"

#include "hiraku/base/out.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#define DIGITS        "00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff"
#define FILE_OF(path) "{\"path\":\"" path "\",\"bytes\":5,\"sha256\":\"" DIGITS "\"}"

static void paths_are_those_of_a_release(void **state)
{
    (void)state;
    static const char *const good[] = {
        "release.json",      "SHA256SUMS.minisig", "data/programs.csv",  "data/kpis.csv.gz",
        "pages/about.ja.md", "site/logo.svg",      "files/hiraku-1.zip", "cards/kpis.a-b.png"};
    static const char *const bad[] = {"",
                                      "store.sqlite",
                                      "store.columns",
                                      "data",
                                      "data/",
                                      "data/.hidden",
                                      "data/../x",
                                      "data/a/b",
                                      "../release.json",
                                      "/release.json",
                                      "release.json/",
                                      "lock",
                                      "current",
                                      "files/a b",
                                      "files/\xE3\x81\x82",
                                      "x/y"};
    for (size_t i = 0; i < sizeof good / sizeof *good; i++)
        assert_true(copy_path_is_known(good[i]));
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        assert_false(copy_path_is_known(bad[i]));
}

static void a_list_is_read_as_it_was_written(void **state)
{
    (void)state;
    static const char text[] =
        "{\"number\":3,\"files\":[" FILE_OF("release.json") "," FILE_OF("data/kpis.csv") "]}";
    struct copy_list list, again;
    struct out out;
    bool good;
    assert_int_equal(copy_list_read(&list, slice_of(text), &good, NULL), STATUS_OK);
    assert_true(good);
    assert_int_equal(list.number, 3);
    assert_int_equal(list.count, 2);
    assert_int_equal(list.files[1].bytes, 5);
    assert_ptr_equal(copy_list_find(&list, "data/kpis.csv"), &list.files[1]);
    assert_null(copy_list_find(&list, "data/other.csv"));
    out_open_memory(&out, 1 << 16);
    copy_list_write(&list, &out);
    assert_int_equal(copy_list_read(&again, out_written(&out), &good, NULL), STATUS_OK);
    assert_true(good);
    assert_memory_equal(list.files, again.files, 2 * sizeof *list.files);
    copy_list_free(&list);
    copy_list_free(&again);
    out_close(&out);
}

static void lists_that_are_none_are_refused(void **state)
{
    (void)state;
    static const char *const texts[] = {
        "",
        "[]",
        "{}",
        "{\"number\":1}",
        "{\"number\":1,\"files\":{}}",
        "{\"number\":\"1\",\"files\":[]}",
        "{\"number\":-1,\"files\":[]}",
        "{\"number\":1,\"files\":[1]}",
        "{\"number\":1,\"files\":[{}]}",
        "{\"number\":1,\"files\":[" FILE_OF("../x") "]}",
        "{\"number\":1,\"files\":[" FILE_OF("changes.csv") "," FILE_OF("changes.csv") "]}",
        "{\"number\":1,\"files\":[{\"path\":\"changes.csv\",\"bytes\":1.5,\"sha256\":\"" DIGITS
        "\"}]}",
        "{\"number\":1,\"files\":[{\"path\":\"changes.csv\",\"bytes\":1,\"sha256\":\"00\"}]}",
        "{\"number\":1,\"number\":2,\"files\":[]}"};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        struct copy_list list;
        bool good = true;
        assert_int_equal(copy_list_read(&list, slice_of(texts[i]), &good, NULL), STATUS_OK);
        assert_false(good);
        assert_null(list.files);
    }
}

static void releases_are_read(void **state)
{
    (void)state;
    static const char text[] = "{\"newest\":4,\"sha256\":\"" DIGITS
                               "\",\"withdrawn\":[{\"release\":2,\"sha256\":\"" DIGITS "\"}]}";
    struct copy_releases releases;
    bool good;
    assert_int_equal(copy_releases_read(&releases, slice_of(text), &good, NULL), STATUS_OK);
    assert_true(good);
    assert_int_equal(releases.newest, 4);
    assert_int_equal(releases.count, 1);
    assert_int_equal(releases.withdrawn[0].number, 2);
    copy_releases_free(&releases);
}

static void releases_that_cannot_be_are_refused(void **state)
{
    (void)state;
#define ONE(n)  "{\"release\":" n ",\"sha256\":\"" DIGITS "\"}"
#define HEAD(n) "{\"newest\":" n ",\"sha256\":\"" DIGITS "\",\"withdrawn\":["
    static const char *const texts[] = {"",
                                        "{}",
                                        HEAD("0") "]}",
                                        HEAD("5000000000") "]}",
                                        HEAD("4") ONE("4") "]}",
                                        HEAD("4") ONE("0") "]}",
                                        HEAD("4") ONE("2") "," ONE("2") "]}",
                                        HEAD("4") ONE("3") "," ONE("2") "]}",
                                        "{\"newest\":1,\"sha256\":\"x\",\"withdrawn\":[]}"};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        struct copy_releases releases;
        bool good = true;
        assert_int_equal(copy_releases_read(&releases, slice_of(texts[i]), &good, NULL), STATUS_OK);
        assert_false(good);
        assert_null(releases.withdrawn);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(paths_are_those_of_a_release),
        cmocka_unit_test(a_list_is_read_as_it_was_written),
        cmocka_unit_test(lists_that_are_none_are_refused),
        cmocka_unit_test(releases_are_read),
        cmocka_unit_test(releases_that_cannot_be_are_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
