/* digest.h: SHA-256. */
#include "hiraku/base/digest.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <unistd.h>

#include <cmocka.h>

static void abc_as_in_fips_180(void **state)
{
    (void)state;
    struct digest digest;
    char hex[DIGEST_SIZE];
    digest_init(&digest);
    digest_add(&digest, "abc", 3);
    digest_hex(&digest, hex);
    assert_string_equal(hex, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

static void nothing_as_in_fips_180(void **state)
{
    (void)state;
    struct digest digest;
    char hex[DIGEST_SIZE];
    digest_init(&digest);
    digest_add(&digest, NULL, 0);
    digest_hex(&digest, hex);
    assert_string_equal(hex, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
}

static void hex_starts_anew(void **state)
{
    (void)state;
    struct digest digest;
    char hex[DIGEST_SIZE];
    digest_init(&digest);
    digest_add(&digest, "x", 1);
    digest_hex(&digest, hex);
    digest_add(&digest, "abc", 3);
    digest_hex(&digest, hex);
    assert_string_equal(hex, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

static void fields_are_kept_apart(void **state)
{
    (void)state;
    struct digest digest;
    char one[DIGEST_SIZE], two[DIGEST_SIZE];
    digest_init(&digest);
    digest_field(&digest, slice_of("ab"));
    digest_field(&digest, slice_of("c"));
    digest_hex(&digest, one);
    digest_field(&digest, slice_of("a"));
    digest_field(&digest, slice_of("bc"));
    digest_hex(&digest, two);
    assert_string_not_equal(one, two);
}

static void an_empty_field_counts(void **state)
{
    (void)state;
    struct digest digest;
    char one[DIGEST_SIZE], two[DIGEST_SIZE];
    digest_init(&digest);
    digest_field(&digest, slice_of("a"));
    digest_hex(&digest, one);
    digest_field(&digest, slice_of("a"));
    digest_field(&digest, slice_of(""));
    digest_hex(&digest, two);
    assert_string_not_equal(one, two);
}

static void a_file_is_digested_and_measured(void **state)
{
    (void)state;
    char path[] = "/tmp/hiraku-digest-XXXXXX", hex[DIGEST_SIZE];
    uint64_t bytes = 0;
    int fd = mkstemp(path);
    assert_true(fd >= 0);
    for (int i = 0; i < 1000; i++)
        assert_int_equal(write(fd, memset((char[1000]){0}, 'a', 1000), 1000), 1000);
    close(fd);
    assert_int_equal(digest_file(path, hex, &bytes, NULL), STATUS_OK);
    unlink(path);
    /* a million times a, as in FIPS 180 */
    assert_string_equal(hex, "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
    assert_int_equal(bytes, 1000000);
}

static void a_missing_file_is_named(void **state)
{
    (void)state;
    struct problem p;
    char hex[DIGEST_SIZE];
    assert_int_equal(digest_file("/nowhere/x", hex, NULL, &p), STATUS_SYSTEM);
    assert_string_equal(p.subject, "/nowhere/x");
}

static void a_folder_is_no_file(void **state)
{
    (void)state;
    char hex[DIGEST_SIZE];
    assert_int_equal(digest_file("/tmp", hex, NULL, NULL), STATUS_SYSTEM);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(abc_as_in_fips_180),
        cmocka_unit_test(nothing_as_in_fips_180),
        cmocka_unit_test(hex_starts_anew),
        cmocka_unit_test(fields_are_kept_apart),
        cmocka_unit_test(an_empty_field_counts),
        cmocka_unit_test(a_file_is_digested_and_measured),
        cmocka_unit_test(a_missing_file_is_named),
        cmocka_unit_test(a_folder_is_no_file),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
