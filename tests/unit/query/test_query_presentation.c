/* query.h: how rows are shown. */
#include "api/query/query_parts.h"
#include "hiraku/model/model.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static enum status read(query_reader *reader, const char *name, const char *value,
                        struct query *query, struct problem *p)
{
    const struct parameter parameter = {slice_of(name), slice_of(value)};
    *p = (struct problem){0};
    return reader(query, NULL, &parameter, p);
}

static void a_profile_is_one_of_three(void **state)
{
    (void)state;
    struct query query = {.resource = model_resource(slice_of("programs"))};
    struct problem p;
    assert_int_equal(read(query_read_profile, "profile", "cp932", &query, &p), STATUS_OK);
    assert_int_equal(query.shown.profile, PROFILE_CP932);
    assert_string_equal(query_profile_name(PROFILE_CP932), "cp932");
    assert_int_equal(read(query_read_profile, "profile", "CP932", &query, &p),
                     STATUS_BAD_PARAMETER);
    assert_string_equal(p.subject, "profile");
    assert_string_equal(p.allowed, "plain, excel, cp932");
    assert_int_equal(read(query_read_profile, "profile", "sdmx", &query, &p), STATUS_BAD_PARAMETER);
}

static void a_cube_has_one_more_that_chooses_the_columns_itself(void **state)
{
    (void)state;
    struct query query = {.resource = model_cube()};
    struct problem p;
    assert_int_equal(read(query_read_profile, "profile", "sdmx", &query, &p), STATUS_OK);
    assert_int_equal(query.shown.profile, PROFILE_SDMX);
    assert_int_equal(query_check_presentation(&query, &p), STATUS_OK);
    query.shown.lang = "ja";
    assert_int_equal(query_check_presentation(&query, &p), STATUS_PARAMETER_ELSEWHERE);
    assert_string_equal(p.subject, "lang");
    query.shown.lang = NULL;
    query.shown.titles = true;
    assert_int_equal(query_check_presentation(&query, &p), STATUS_PARAMETER_ELSEWHERE);
    assert_string_equal(p.subject, "headers");
}

static void headers_are_japanese_or_left_out(void **state)
{
    (void)state;
    struct query query = {0};
    struct problem p;
    assert_int_equal(read(query_read_headers, "headers", "ja", &query, &p), STATUS_OK);
    assert_true(query.shown.titles);
    assert_int_equal(read(query_read_headers, "headers", "en", &query, &p), STATUS_BAD_PARAMETER);
    assert_string_equal(p.allowed, "ja");
}

static void a_language_is_one_of_two(void **state)
{
    (void)state;
    struct query query = {0};
    struct problem p;
    assert_int_equal(read(query_read_lang, "lang", "en", &query, &p), STATUS_OK);
    assert_string_equal(query.shown.lang, "en");
    assert_int_equal(read(query_read_lang, "lang", "de", &query, &p), STATUS_BAD_PARAMETER);
    assert_string_equal(p.allowed, "ja, en");
}

static void geta_goes_with_cp932_only(void **state)
{
    (void)state;
    struct query query = {0};
    struct problem p;
    assert_int_equal(read(query_read_substitute, "substitute", "geta", &query, &p), STATUS_OK);
    assert_int_equal(query_check_presentation(&query, &p), STATUS_BAD_PARAMETER);
    assert_string_equal(p.subject, "substitute");
    query.shown.profile = PROFILE_CP932;
    assert_int_equal(query_check_presentation(&query, &p), STATUS_OK);
}

static void a_chosen_column_speaks_the_language(void **state)
{
    (void)state;
    struct problem p;
    const struct resource *programs = model_resource(slice_of("programs"));
    struct query query = {.resource = programs, .field_count = 1, .shown = {.lang = "ja"}};
    query.fields[0] = model_column(programs, slice_of("name_ja"));
    assert_int_equal(query_check_presentation(&query, &p), STATUS_OK);
    query.shown.lang = "en";
    assert_int_equal(query_check_presentation(&query, &p), STATUS_BAD_PARAMETER);
    assert_string_equal(p.subject, "fields");
    assert_string_equal(p.value, "name_ja");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_profile_is_one_of_three),
        cmocka_unit_test(a_cube_has_one_more_that_chooses_the_columns_itself),
        cmocka_unit_test(headers_are_japanese_or_left_out),
        cmocka_unit_test(a_language_is_one_of_two),
        cmocka_unit_test(geta_goes_with_cp932_only),
        cmocka_unit_test(a_chosen_column_speaks_the_language),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
