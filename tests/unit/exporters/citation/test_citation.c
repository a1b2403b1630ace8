/* citation.h: one line for people, in each language. */
#include "hiraku/exporters/citation/citation.h"

#include "hiraku/base/arena.h"
#include "hiraku/model/instance.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#define URL "https://data.example.jp/v1/kpis/visitors/series.json?release=3"

enum { ARENA = 1 << 16, JAPAN = 9 * 3600, MARCH_31_UTC_1430 = 1774967400 };

static struct arena arena;

static int begin(void **state)
{
    (void)state;
    arena_init(&arena, ARENA);
    return 0;
}

static int end(void **state)
{
    (void)state;
    arena_free(&arena);
    return 0;
}

static struct citation citation_new(const char *ja, const char *en)
{
    return (struct citation){.publisher = {slice_of("試験市"), slice_of("Test City")},
                             .collection = {slice_of("試験市の数値"), slice_of("Figures")},
                             .utc_offset = JAPAN,
                             .title = {slice_of(ja), slice_of(en)},
                             .url = slice_of(URL),
                             .release = 3,
                             .published_at = MARCH_31_UTC_1430};
}

#define assert_line(citation, language, text)                                                      \
    assert_string_equal(arena_copy(&arena, (citation).line[language]).at, text)

static void a_line_has_all_parts(void **state)
{
    (void)state;
    struct citation citation = citation_new("来訪者数", "Visitors");
    citation_compose(&citation, &arena);
    assert_line(citation, LANGUAGE_JA,
                "試験市「来訪者数」『試験市の数値』公開版3（2026年3月31日公開）" URL);
    assert_line(citation, LANGUAGE_EN,
                "Test City: Visitors. Figures, release 3, published 31 March 2026. " URL);
}

static void the_day_is_that_of_the_publishers_clocks(void **state)
{
    (void)state;
    struct citation citation = citation_new("来訪者数", "Visitors");
    citation.published_at += 3600; /* 00:30 of the next day in Japan */
    citation_compose(&citation, &arena);
    assert_string_equal(citation.day, "2026-04-01");
    citation.utc_offset = 0;
    citation_compose(&citation, &arena);
    assert_string_equal(citation.day, "2026-03-31");
}

static void a_title_in_one_language_is_the_title_in_both(void **state)
{
    (void)state;
    struct citation citation = citation_new("来訪者数", NULL),
                    other = citation_new(NULL, "Visitors");
    citation_compose(&citation, &arena);
    citation_compose(&other, &arena);
    assert_line(citation, LANGUAGE_EN,
                "Test City: 来訪者数. Figures, release 3, published 31 March 2026. " URL);
    assert_line(other, LANGUAGE_JA,
                "試験市「Visitors」『試験市の数値』公開版3（2026年3月31日公開）" URL);
}

static void without_a_title_it_is_all_of_the_collection(void **state)
{
    (void)state;
    struct citation citation = citation_new(NULL, NULL);
    citation_compose(&citation, &arena);
    assert_line(citation, LANGUAGE_JA, "試験市「試験市の数値」公開版3（2026年3月31日公開）" URL);
    assert_line(citation, LANGUAGE_EN,
                "Test City: Figures. Release 3, published 31 March 2026. " URL);
}

static void a_collection_that_is_called_as_its_publisher_is_not_said_twice(void **state)
{
    (void)state;
    struct citation citation = citation_new("来訪者数", "Visitors");
    citation.collection[LANGUAGE_EN] = slice_of("Test City");
    citation_compose(&citation, &arena);
    assert_int_equal(citation.collection[LANGUAGE_EN].len, 0);
    assert_line(citation, LANGUAGE_EN,
                "Test City: Visitors. Release 3, published 31 March 2026. " URL);
}

static void the_words_of_an_instance_outlive_it(void **state)
{
    (void)state;
    char name[] = "試験市", terms[] = "https://example.org/terms";
    struct instance instance = {.publisher_name = {name, name},
                                .title = {"数値", "Figures"},
                                .licence_url = terms,
                                .utc_offset = JAPAN};
    struct citation citation = {.release = 1};
    citation_of_instance(&citation, &instance, &arena);
    name[0] = terms[0] = '\0';
    assert_true(slice_is(citation.publisher[LANGUAGE_EN], "試験市"));
    assert_true(slice_is(citation.collection[LANGUAGE_EN], "Figures"));
    assert_true(slice_is(citation.licence_url, "https://example.org/terms"));
    assert_int_equal(citation.utc_offset, JAPAN);
}

static void want_of_memory_latches_the_arena(void **state)
{
    (void)state;
    struct arena small;
    struct citation citation = citation_new("来訪者数", "Visitors");
    arena_init(&small, 16);
    citation_compose(&citation, &small);
    assert_true(arena_overflowed(&small));
    arena_free(&small);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_line_has_all_parts),
        cmocka_unit_test(the_day_is_that_of_the_publishers_clocks),
        cmocka_unit_test(a_title_in_one_language_is_the_title_in_both),
        cmocka_unit_test(without_a_title_it_is_all_of_the_collection),
        cmocka_unit_test(a_collection_that_is_called_as_its_publisher_is_not_said_twice),
        cmocka_unit_test(the_words_of_an_instance_outlive_it),
        cmocka_unit_test(want_of_memory_latches_the_arena),
    };
    return cmocka_run_group_tests(tests, begin, end);
}
