/* checkpoint.h: the example of C2SP tlog-checkpoint. */
#include "hiraku/proof/checkpoint.h"

#include "hiraku/base/out.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#define ROOT    "CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I="
#define EXAMPLE "example.com/behind-the-sofa\n20852163\n" ROOT "\n"

static void the_example_of_the_standard_comes_back(void **state)
{
    (void)state;
    struct checkpoint checkpoint;
    char bytes[256];
    struct out out;
    assert_true(checkpoint_read(&checkpoint, slice_of(EXAMPLE)));
    assert_string_equal(checkpoint.origin, "example.com/behind-the-sofa");
    assert_int_equal(checkpoint.size, 20852163);
    out_open_buffer(&out, bytes, sizeof bytes);
    checkpoint_write(&checkpoint, &out);
    assert_true(slice_is(out_written(&out), EXAMPLE));
}

static void further_lines_are_passed_over(void **state)
{
    (void)state;
    struct checkpoint checkpoint;
    assert_true(checkpoint_read(&checkpoint, slice_of(EXAMPLE "more\n")));
    assert_false(checkpoint_read(&checkpoint, slice_of(EXAMPLE "\n")));
    assert_false(checkpoint_read(&checkpoint, slice_of(EXAMPLE "more")));
}

static void what_is_no_checkpoint_is_refused(void **state)
{
    (void)state;
    static const char *const bad[] = {"",
                                      "a\n",
                                      "a\n1\n",
                                      "\n1\n" ROOT "\n",
                                      "a\n01\n" ROOT "\n",
                                      "a\n-1\n" ROOT "\n",
                                      "a\n1e3\n" ROOT "\n",
                                      "a\n9999999999999999999\n" ROOT "\n",
                                      "a\n1\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2J=\n",
                                      "a\n1\n" ROOT};
    struct checkpoint checkpoint;
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        assert_false(checkpoint_read(&checkpoint, slice_of(bad[i])));
}

static void two_keys_sign_the_same_text(void **state)
{
    (void)state;
    struct private_key one, two;
    const struct private_key *const keys[] = {&one, &two};
    struct checkpoint checkpoint;
    struct note note;
    struct out out;
    assert_int_equal(key_make(&one, KEY_LOG, slice_of("a.example"), NULL), STATUS_OK);
    assert_int_equal(key_make(&two, KEY_LOG, slice_of("a.example"), NULL), STATUS_OK);
    assert_true(checkpoint_read(&checkpoint, slice_of("a.example\n7\n" ROOT "\n")));
    out_open_memory(&out, NOTE_SIZE_MAX);
    checkpoint_sign(&checkpoint, keys, 2, &out);
    assert_true(note_read(&note, out_written(&out)));
    assert_true(slice_is(note.text, "a.example\n7\n" ROOT "\n"));
    assert_int_equal(note_verdict(&note, &one.public, NULL), NOTE_SIGNED);
    assert_int_equal(note_verdict(&note, &two.public, NULL), NOTE_SIGNED);
    out_close(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_example_of_the_standard_comes_back),
        cmocka_unit_test(further_lines_are_passed_over),
        cmocka_unit_test(what_is_no_checkpoint_is_refused),
        cmocka_unit_test(two_keys_sign_the_same_text),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
