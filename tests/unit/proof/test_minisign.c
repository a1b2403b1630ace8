/* minisign.h: what is written is verified, and every byte of it counts. That minisign itself agrees
 * is shown by tests/http/publish/test_sign.py. */
#include "hiraku/proof/minisign.h"

#include "hiraku/base/out.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

static char written[MINISIGN_SIZE_MAX];
static struct private_key key;
static struct slice signature;

static int sign(void **state)
{
    (void)state;
    struct out out;
    out_open_buffer(&out, written, sizeof written);
    if (key_make(&key, KEY_LOG, slice_of("a.example"), NULL) != STATUS_OK)
        return -1;
    minisign_write(&out, &key, slice_of("{}\n"), "a.example release 3");
    signature = out_written(&out);
    return out.error == STATUS_OK ? 0 : -1;
}

static void the_signature_is_of_the_file(void **state)
{
    (void)state;
    char comment[MINISIGN_COMMENT_MAX + 1];
    assert_true(minisign_has_signed(&key.public, slice_of("{}\n"), signature, comment));
    assert_string_equal(comment, "a.example release 3");
    assert_false(minisign_has_signed(&key.public, slice_of("[]\n"), signature, comment));
}

static void another_key_has_not_signed(void **state)
{
    (void)state;
    char comment[MINISIGN_COMMENT_MAX + 1];
    struct private_key other;
    assert_int_equal(key_make(&other, KEY_LOG, slice_of("a.example"), NULL), STATUS_OK);
    assert_false(minisign_has_signed(&other.public, slice_of("{}\n"), signature, comment));
}

static void every_byte_counts(void **state)
{
    (void)state;
    char comment[MINISIGN_COMMENT_MAX + 1];
    for (size_t i = 0; i < signature.len; i++) {
        written[i] ^= 1;
        assert_false(minisign_has_signed(&key.public, slice_of("{}\n"), signature, comment));
        written[i] ^= 1;
        assert_false(minisign_has_signed(&key.public, slice_of("{}\n"), (struct slice){written, i},
                                         comment));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_signature_is_of_the_file),
        cmocka_unit_test(another_key_has_not_signed),
        cmocka_unit_test(every_byte_counts),
    };
    return cmocka_run_group_tests(tests, sign, NULL);
}
