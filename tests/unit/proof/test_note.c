/* note.h: the example of C2SP signed-note, and what is no note. */
#include "hiraku/proof/note.h"

#include "hiraku/base/out.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#define DASH "\xE2\x80\x94 "
#define KEY  "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k"
#define TEXT "This is an example message.\n"
#define CODE                                                                                       \
    "Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM="
#define LINE    DASH "example.com/foo " CODE "\n"
#define EXAMPLE TEXT "\n" LINE

static enum note_verdict verdict_of(const char *bytes)
{
    struct public_key key;
    struct note note;
    assert_true(key_parse(&key, slice_of(KEY)));
    assert_true(note_read(&note, slice_of(bytes)));
    return note_verdict(&note, &key, NULL);
}

static void the_example_of_the_standard_is_signed(void **state)
{
    (void)state;
    struct note note;
    assert_true(note_read(&note, slice_of(EXAMPLE)));
    assert_true(slice_is(note.text, TEXT));
    assert_int_equal(note.count, 1);
    assert_int_equal(verdict_of(EXAMPLE), NOTE_SIGNED);
}

static void another_text_is_forged(void **state)
{
    (void)state;
    assert_int_equal(verdict_of("This is an example messagE.\n\n" LINE), NOTE_FORGED);
}

static void lines_of_others_are_passed_over(void **state)
{
    (void)state;
    assert_int_equal(verdict_of(TEXT "\n" DASH "other.example AAAA\n" LINE), NOTE_SIGNED);
    assert_int_equal(verdict_of(TEXT "\n" DASH "other.example " CODE "\n"), NOTE_UNSIGNED);
    assert_int_equal(verdict_of(TEXT "\n" DASH "example.com/foo AAAAAAAA\n"), NOTE_UNSIGNED);
}

static void a_forged_line_beside_a_good_one_is_seen(void **state)
{
    (void)state;
    assert_int_equal(verdict_of(EXAMPLE DASH "example.com/foo Uw2QOkn8\n"), NOTE_FORGED);
}

/* Each byte of the note: it is none any more, not signed, or forged. */
static void every_byte_counts(void **state)
{
    (void)state;
    char bytes[] = EXAMPLE;
    struct public_key key;
    struct note note;
    assert_true(key_parse(&key, slice_of(KEY)));
    for (size_t i = 0; i < sizeof bytes - 1; i++)
        for (int bit = 0; bit < 8; bit++) {
            bytes[i] ^= (char)(1 << bit);
            assert_false(note_read(&note, (struct slice){bytes, sizeof bytes - 1}) &&
                         note_verdict(&note, &key, NULL) == NOTE_SIGNED);
            bytes[i] ^= (char)(1 << bit);
        }
}

static void what_is_no_note_is_refused(void **state)
{
    (void)state;
    static const char *const bad[] = {"",
                                      TEXT,
                                      TEXT "\n",
                                      TEXT LINE,
                                      TEXT "\n" DASH "example.com/foo " CODE,
                                      TEXT "\n- example.com/foo " CODE "\n",
                                      TEXT "\n" DASH "example.com/foo\n",
                                      TEXT "\n" DASH "a+b " CODE "\n",
                                      "a\tb\n\n" LINE,
                                      "a\xFF\n\n" LINE};
    struct note note;
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        assert_false(note_read(&note, slice_of(bad[i])));
}

static void empty_lines_stand_in_the_text(void **state)
{
    (void)state;
    struct note note;
    assert_true(note_read(&note, slice_of("a\n\nb\n\n" LINE)));
    assert_true(slice_is(note.text, "a\n\nb\n"));
}

static void sixteen_signatures_are_read_and_not_any_number(void **state)
{
    (void)state;
    struct out out;
    struct note note;
    out_open_memory(&out, NOTE_SIZE_MAX);
    out_text(&out, TEXT "\n");
    for (size_t i = 0; i < 16; i++)
        out_text(&out, LINE);
    assert_true(note_read(&note, out_written(&out)));
    assert_int_equal(note.count, 16);
    for (size_t i = 16; i <= NOTE_SIGNATURES_MAX; i++)
        out_text(&out, LINE);
    assert_false(note_read(&note, out_written(&out)));
    out_close(&out);
}

static void a_cosignature_tells_its_time(void **state)
{
    (void)state;
    struct private_key key;
    struct public_key log;
    struct note note;
    struct out out;
    int64_t when = 0;
    assert_true(key_parse(&log, slice_of(KEY)));
    assert_int_equal(key_make(&key, KEY_WITNESS, slice_of("w.example"), NULL), STATUS_OK);
    out_open_memory(&out, NOTE_SIZE_MAX);
    out_text(&out, EXAMPLE);
    note_sign(&out, slice_of(TEXT), &key, 1679315147);
    assert_true(note_read(&note, out_written(&out)));
    assert_int_equal(note_verdict(&note, &key.public, &when), NOTE_SIGNED);
    assert_int_equal(when, 1679315147);
    assert_int_equal(note_verdict(&note, &log, NULL), NOTE_SIGNED);
    out.bytes[0] ^= 1;
    assert_int_equal(note_verdict(&note, &key.public, &when), NOTE_FORGED);
    out_close(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_example_of_the_standard_is_signed),
        cmocka_unit_test(another_text_is_forged),
        cmocka_unit_test(lines_of_others_are_passed_over),
        cmocka_unit_test(a_forged_line_beside_a_good_one_is_seen),
        cmocka_unit_test(every_byte_counts),
        cmocka_unit_test(what_is_no_note_is_refused),
        cmocka_unit_test(empty_lines_stand_in_the_text),
        cmocka_unit_test(sixteen_signatures_are_read_and_not_any_number),
        cmocka_unit_test(a_cosignature_tells_its_time),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
