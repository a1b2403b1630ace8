/* The bytes of a file, read a buffer at a time. */
#include "decoded_files.h"

/* Every character of 1 to 4 bytes at every place around the end of the 64 KiB buffer. */
static void character_may_straddle_the_buffer(void **state)
{
    (void)state;
    static const char tail[] = "é表𠮷z";
    for (size_t pad = 65536 - 12; pad <= 65536 + 1; pad++) {
        char *bytes = malloc(pad + sizeof tail);
        assert_non_null(bytes);
        memset(bytes, 'x', pad);
        memcpy(bytes + pad, tail, sizeof tail);
        expect(bytes, pad + sizeof tail - 1, CSV_UTF8, bytes, pad + sizeof tail - 1, "");
        free(bytes);
    }
}

static void only_regular_files_are_opened(void **state)
{
    (void)state;
    struct decoder *decoder;
    struct problem p = {0};
    assert_int_equal(decoder_new(&decoder, "/tmp", DECODER_TABLE, &p), STATUS_SYSTEM);
    assert_null(decoder);
    assert_int_equal(decoder_new(&decoder, "/tmp/hiraku no such file", DECODER_TABLE, &p),
                     STATUS_SYSTEM);
    assert_string_equal(p.subject, "/tmp/hiraku no such file");
    char path[32];
    temporary(path);
    unlink(path);
    assert_int_equal(mkfifo(path, 0600), 0);
    assert_int_equal(decoder_new(&decoder, path, DECODER_TABLE, &p), STATUS_SYSTEM);
    unlink(path);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(character_may_straddle_the_buffer),
        cmocka_unit_test(only_regular_files_are_opened),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
