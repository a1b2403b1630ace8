/* base64.h: RFC 4648 s.10, and nothing but the canonical form. */
#include "hiraku/proof/base64.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

static void vectors_of_rfc_4648(void **state)
{
    (void)state;
    static const char *const vectors[][2] = {{"f", "Zg=="},         {"fo", "Zm8="},
                                             {"foo", "Zm9v"},       {"foob", "Zm9vYg=="},
                                             {"fooba", "Zm9vYmE="}, {"foobar", "Zm9vYmFy"}};
    for (size_t i = 0; i < sizeof vectors / sizeof *vectors; i++) {
        char text[16] = "";
        uint8_t bytes[8];
        size_t size = strlen(vectors[i][0]);
        base64_write(text, (const uint8_t *)vectors[i][0], size);
        assert_string_equal(text, vectors[i][1]);
        assert_true(base64_read(bytes, size, slice_of(text)));
        assert_memory_equal(bytes, vectors[i][0], size);
    }
}

static void another_spelling_is_refused(void **state)
{
    (void)state;
    static const char *const bad[] = {
        "Zh==", "Zg=", "Zg", "Zg==\n", " Zg==", "Zg=A", "Z===", "Zm8=", ""};
    uint8_t bytes[4];
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        assert_false(base64_read(bytes, 1, slice_of(bad[i])));
    assert_true(base64_read(bytes, 1, slice_of("Zg==")));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(vectors_of_rfc_4648),
        cmocka_unit_test(another_spelling_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
