/* service/search.h: words in all tables at once. */
#include "hiraku/query/query.h"
#include "hiraku/service/search.h"

#include "small_release.h"

static enum status ask(struct small_release *r, struct search *search, const char *words)
{
    const struct parameter q = {slice_of("q"), slice_of(words)};
    return search_parse(search, &r->arena, &q, 1, &r->problem);
}

static void records_are_found_with_address_and_snippet(void **state)
{
    struct small_release *r = *state;
    struct search search = {.limit = 0};
    struct small_sink urls = {.column = 2}, snippets = {.column = 5};
    assert_int_equal(ask(r, &search, "割合"), STATUS_OK);
    assert_int_equal(search_find(&search, &r->service, &r->problem), STATUS_OK);
    assert_int_equal(search.total, 1);
    assert_int_equal(search_rows(&search, &r->service, small_take, &urls, &r->problem), STATUS_OK);
    assert_int_equal(search_rows(&search, &r->service, small_take, &snippets, &r->problem),
                     STATUS_OK);
    assert_string_equal(urls.text, "https://data.example/v1/kpis/rate");
    assert_string_equal(snippets.text, "<mark>割合</mark>");
}

static void a_question_without_a_word_is_refused(void **state)
{
    struct search search = {.limit = 0};
    assert_int_equal(ask(*state, &search, " "), STATUS_BAD_WORDS);
}

static void only_what_is_known_may_be_asked(void **state)
{
    struct small_release *r = *state;
    struct search search = {.limit = 0};
    const struct parameter other = {slice_of("query"), slice_of("x")};
    assert_int_equal(search_parse(&search, &r->arena, &other, 1, &r->problem),
                     STATUS_UNKNOWN_PARAMETER);
    assert_string_equal(r->problem.allowed, "q, limit");
}

static void the_canonical_form_leaves_out_what_is_usual(void **state)
{
    struct small_release *r = *state;
    struct search search = {.limit = 0};
    assert_int_equal(ask(r, &search, "a b"), STATUS_OK);
    assert_true(slice_is(search_canonical(&search, &r->arena), "q=a%20b"));
    search.limit = 5;
    assert_true(slice_is(search_canonical(&search, &r->arena), "limit=5&q=a%20b"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(records_are_found_with_address_and_snippet),
        cmocka_unit_test(a_question_without_a_word_is_refused),
        cmocka_unit_test(only_what_is_known_may_be_asked),
        cmocka_unit_test(the_canonical_form_leaves_out_what_is_usual),
    };
    return cmocka_run_group_tests(tests, small_build, small_clean);
}
