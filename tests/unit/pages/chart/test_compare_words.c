/* pages/chart/compare_words.h: what must be the same, in words. */
#include "hiraku/pages/chart/compare_words.h"

#include "hiraku/base/arena.h"
#include "hiraku/model/model.h"
#include "hiraku/service/compare.h"

#include "small_chart.h"

static void each_property_has_a_title_and_a_reason_in_both_languages(void **state)
{
    (void)state;
    for (int i = 0; i < PROPERTIES; i++) {
        enum property property = (enum property)i;
        assert_string_not_equal(compare_property_reason(property, LANGUAGE_JA),
                                compare_property_reason(property, LANGUAGE_EN));
        assert_true(compare_property_title(property, LANGUAGE_EN).len > 0);
        assert_false(slice_equal(compare_property_title(property, LANGUAGE_JA),
                                 compare_property_title(property, LANGUAGE_EN)));
    }
}

static void a_title_does_not_say_in_which_language_its_column_is(void **state)
{
    (void)state;
    assert_true(slice_is(compare_property_title(PROPERTY_UNIT, LANGUAGE_JA), "単位"));
    assert_true(slice_is(compare_property_title(PROPERTY_UNIT, LANGUAGE_EN), "unit"));
}

static void codes_and_sets_are_in_words(void **state)
{
    (void)state;
    struct arena arena;
    const char *lang;
    struct compare compare = {.query = {.resource = model_cube()}};
    /* bits of fiscal_year, the first kind of period, and of month, the seventh */
    struct compared subject = {
        .comparand = {.nature = slice_of("stock"), .bases = 1u << 0 | 1u << 6}};
    arena_init(&arena, 1 << 16);
    assert_true(slice_is(
        compare_property_words(&compare, &subject, PROPERTY_NATURE, LANGUAGE_JA, &arena, &lang),
        "時点の量"));
    assert_true(slice_is(compare_property_words(&compare, &subject, PROPERTY_PERIOD_BASIS,
                                                LANGUAGE_EN, &arena, &lang),
                         "fiscal years, months"));
    assert_null(lang);
    assert_int_equal(
        compare_property_words(&compare, &subject, PROPERTY_COUNTING, LANGUAGE_EN, &arena, &lang)
            .len,
        0);
    arena_free(&arena);
}

static void a_text_in_the_other_language_is_marked(void **state)
{
    (void)state;
    struct arena arena;
    const char *lang;
    struct compare compare = {.query = {.resource = model_cube()}};
    struct compared subject = {.cells = {[SUBJECT_QUESTION_JA] = slice_of("満足か"),
                                         [SUBJECT_UNIT_JA] = slice_of("人"),
                                         [SUBJECT_UNIT_EN] = slice_of("persons")}};
    arena_init(&arena, 1 << 16);
    assert_true(slice_is(
        compare_property_words(&compare, &subject, PROPERTY_QUESTION, LANGUAGE_EN, &arena, &lang),
        "満足か"));
    assert_string_equal(lang, "ja");
    assert_true(slice_is(
        compare_property_words(&compare, &subject, PROPERTY_UNIT, LANGUAGE_EN, &arena, &lang),
        "persons"));
    assert_null(lang);
    arena_free(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_property_has_a_title_and_a_reason_in_both_languages),
        cmocka_unit_test(a_title_does_not_say_in_which_language_its_column_is),
        cmocka_unit_test(codes_and_sets_are_in_words),
        cmocka_unit_test(a_text_in_the_other_language_is_marked),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
