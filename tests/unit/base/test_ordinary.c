/* text.h: text that needs no second look. */
#include "hiraku/base/text.h"

#include "hiraku/base/arena.h"
#include "hiraku/base/invisible.h"
#include "hiraku/base/utf8.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static void words_in_japanese_and_english_are_ordinary(void **state)
{
    (void)state;
    assert_true(text_is_ordinary(slice_of("")));
    assert_true(text_is_ordinary(slice_of("Number of visitors")));
    assert_true(text_is_ordinary(slice_of("延べ9人。同じ人を重ねて数えた（ＫＰＩ）。")));
    assert_true(text_is_ordinary(slice_of("ラーメン※")));
}

static void what_a_rule_tells_of_is_not_ordinary(void **state)
{
    (void)state;
    static const char *const texts[] = {"①",
                                        "髙橋",
                                        "ｱ",
                                        "繧縺",
                                        "a\xE2\x80\x8B"
                                        "b",
                                        "か゛\xE3\x82\x99",
                                        "\xEE\x80\x80",
                                        "\xEF\xBF\xBD",
                                        "a\tb"};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        assert_false(text_is_ordinary(slice_of(texts[i])));
}

static void broken_bytes_are_not_ordinary(void **state)
{
    (void)state;
    static const char *const texts[] = {"\xE3\x81",        "\xE3\x81 ",    "\xE3 \x81",
                                        "\xED\xA0\x80",    "\xE0\x80\xAF", "\x89\xA1",
                                        "\xF0\x9F\x98\x80"};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        assert_false(text_is_ordinary(slice_of(texts[i])));
}

static void assert_nothing_is_told(struct slice text, struct arena *arena)
{
    int32_t first;
    assert_true(utf8_is_valid(text));
    assert_int_equal(text_check(text, NULL), TEXT_GOOD);
    assert_false(text_is_mojibake(text));
    assert_int_equal(text_machine_dependent(text), 0);
    assert_ptr_equal(invisible_strip(arena, text, false, &first).at, text.at);
    assert_true(slice_equal(text_nfc(arena, text), text));
}

/* Every ordinary character of the first plane, between others that are. */
static void of_ordinary_text_no_rule_tells_anything(void **state)
{
    (void)state;
    struct arena arena;
    size_t found = 0;
    int32_t before = 0x6F22;
    arena_init(&arena, 1 << 20);
    for (int32_t c = 1; c < 0x10000; c++) {
        char bytes[16];
        size_t len = utf8_put(c, bytes);
        if (c == ' ' || !text_is_ordinary((struct slice){bytes, len}))
            continue;
        found++;
        len = utf8_put(before, bytes);
        len += utf8_put(c, bytes + len);
        len += utf8_put(before, bytes + len);
        len += utf8_put(c, bytes + len);
        assert_true(text_is_ordinary((struct slice){bytes, len}));
        assert_nothing_is_told((struct slice){bytes, len}, &arena);
        arena_reset(&arena);
        before = c;
    }
    /* ASCII but the space, kana, and the kanji of JIS X 0208 are among them */
    assert_in_range(found, 93 + 83 + 86 + 6355, 0x10000);
    arena_free(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(words_in_japanese_and_english_are_ordinary),
        cmocka_unit_test(what_a_rule_tells_of_is_not_ordinary),
        cmocka_unit_test(broken_bytes_are_not_ordinary),
        cmocka_unit_test(of_ordinary_text_no_rule_tells_anything),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
