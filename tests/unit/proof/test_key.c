/* key.h: RFC 8032 s.7.1, the key of the example in C2SP signed-note, and files of private keys. */
#include "hiraku/proof/key.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#define EXAMPLE "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k"

static char folder[64], path[96];

static int make_folder(void **state)
{
    (void)state;
    snprintf(folder, sizeof folder, "/tmp/hiraku-key-XXXXXX");
    snprintf(path, sizeof path, "%s/key", mkdtemp(folder));
    return 0;
}

static int remove_folder(void **state)
{
    (void)state;
    unlink(path);
    return rmdir(folder);
}

static void from_hex(uint8_t *bytes, const char *hex)
{
    for (size_t i = 0; hex[2 * i]; i++) {
        unsigned byte = 0;
        sscanf(hex + 2 * i, "%2x", &byte);
        bytes[i] = (uint8_t)byte;
    }
}

static void signs_as_in_rfc_8032(void **state)
{
    (void)state;
    struct private_key key = {.seed = {0}};
    uint8_t wanted[SIGNATURE_BYTES], signature[SIGNATURE_BYTES];
    from_hex(key.seed, "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb");
    from_hex(key.public.bytes, "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c");
    from_hex(wanted, "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da"
                     "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00");
    key_sign(&key, slice_of("\x72"), signature);
    assert_memory_equal(signature, wanted, sizeof wanted);
    assert_true(key_has_signed(&key.public, slice_of("\x72"), signature));
    assert_false(key_has_signed(&key.public, slice_of("\x73"), signature));
    signature[40] ^= 1;
    assert_false(key_has_signed(&key.public, slice_of("\x72"), signature));
}

static void reads_the_key_of_the_standard(void **state)
{
    (void)state;
    struct public_key key;
    char text[KEY_TEXT_SIZE];
    assert_true(key_parse(&key, slice_of(EXAMPLE)));
    assert_string_equal(key.name, "example.com/foo");
    assert_int_equal(key.kind, KEY_LOG);
    key_write(&key, text);
    assert_string_equal(text, EXAMPLE);
}

static void every_byte_of_a_key_counts(void **state)
{
    (void)state;
    char text[] = EXAMPLE;
    struct public_key key;
    for (size_t i = 0; i < sizeof text - 1; i++) {
        text[i] ^= 1;
        assert_false(key_parse(&key, slice_of(text)));
        text[i] ^= 1;
        assert_false(key_parse(&key, (struct slice){text, i}));
    }
}

static void names_have_no_space_and_no_plus(void **state)
{
    (void)state;
    assert_true(key_name_is_good(slice_of("example.jp/opendata")));
    assert_true(key_name_is_good(slice_of("例え.jp")));
    static const char *const bad[] = {"",
                                      "a b",
                                      "a+b",
                                      "a\tb",
                                      "a\nb",
                                      "a\xC2\xA0z",
                                      "\xFF",
                                      "a\xE3\x80\x80z",
                                      "a\xE2\x80\x83z",
                                      "a\x7F"};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        assert_false(key_name_is_good(slice_of(bad[i])));
}

static void a_key_comes_back_from_its_file(void **state)
{
    (void)state;
    struct private_key key, again;
    struct stat about;
    assert_int_equal(key_make(&key, KEY_WITNESS, slice_of("w.example"), NULL), STATUS_OK);
    assert_int_equal(key_save(&key, path, NULL), STATUS_OK);
    assert_int_equal(stat(path, &about), 0);
    assert_int_equal(about.st_mode & 07777, 0600);
    assert_int_equal(key_load(&again, KEY_WITNESS, path, NULL), STATUS_OK);
    assert_true(key_equal(&key.public, &again.public));
    assert_memory_equal(key.seed, again.seed, KEY_BYTES);
}

static void a_key_of_another_kind_is_none(void **state)
{
    (void)state;
    struct private_key key;
    assert_int_equal(key_make(&key, KEY_WITNESS, slice_of("w.example"), NULL), STATUS_OK);
    assert_int_equal(key_save(&key, path, NULL), STATUS_OK);
    assert_int_equal(key_load(&key, KEY_LOG, path, NULL), STATUS_NO_KEY);
}

static void a_key_is_not_overwritten(void **state)
{
    (void)state;
    struct private_key key;
    assert_int_equal(key_make(&key, KEY_LOG, slice_of("a.example"), NULL), STATUS_OK);
    assert_int_equal(key_save(&key, path, NULL), STATUS_OK);
    assert_int_equal(key_save(&key, path, NULL), STATUS_KEY_THERE);
}

static void a_key_that_others_can_read_is_refused(void **state)
{
    (void)state;
    struct private_key key;
    assert_int_equal(key_make(&key, KEY_LOG, slice_of("a.example"), NULL), STATUS_OK);
    assert_int_equal(key_save(&key, path, NULL), STATUS_OK);
    assert_int_equal(chmod(path, 0640), 0);
    assert_int_equal(key_load(&key, KEY_LOG, path, NULL), STATUS_KEY_OPEN);
}

static void what_is_no_key_is_refused(void **state)
{
    (void)state;
    struct private_key key;
    FILE *file = fopen(path, "w");
    fputs("PRIVATE+KEY+" EXAMPLE "\n", file); /* the public half, marked as a private one */
    fclose(file);
    chmod(path, 0600);
    assert_int_equal(key_load(&key, KEY_LOG, path, NULL), STATUS_NO_KEY);
    assert_int_equal(key_load(&key, KEY_LOG, folder, NULL), STATUS_NO_KEY);
}

int main(void)
{
#define FILED(test) cmocka_unit_test_setup_teardown(test, make_folder, remove_folder)
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(signs_as_in_rfc_8032),
        cmocka_unit_test(reads_the_key_of_the_standard),
        cmocka_unit_test(every_byte_of_a_key_counts),
        cmocka_unit_test(names_have_no_space_and_no_plus),
        FILED(a_key_comes_back_from_its_file),
        FILED(a_key_of_another_kind_is_none),
        FILED(a_key_is_not_overwritten),
        FILED(a_key_that_others_can_read_is_refused),
        FILED(what_is_no_key_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
