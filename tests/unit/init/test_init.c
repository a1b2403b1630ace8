/* Answers: what is taken, what is refused, what is still needed. */
#include "hiraku/init/init.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

static enum status take(struct init *init, enum init_answer which, const char *text)
{
    return init_take(init, which, slice_of(text), NULL);
}

static void answers_that_are_refused_change_nothing(void **state)
{
    (void)state;
    static const struct {
        enum init_answer which;
        const char *good, *bad;
        enum init_field field;
        const char *field_text;
        enum status status;
    } cases[] = {
        {INIT_BASE_URL, "https://a.example/b/", "a.example", FIELD_BASE_URL, "https://a.example/b",
         STATUS_INIT_ANSWER},
        {INIT_BASE_URL, "http://127.0.0.1:8080", "https://a.example/#b", FIELD_BASE_URL,
         "http://127.0.0.1:8080", STATUS_INIT_ANSWER},
        {INIT_CONTACT, "a@b.example", "a@b", FIELD_CONTACT_EMAIL, "a@b.example",
         STATUS_INIT_ANSWER},
        {INIT_CONTACT, "https://a.example/", "a", FIELD_CONTACT_URL, "https://a.example/",
         STATUS_INIT_ANSWER},
        {INIT_NAME_EN, " Some City ", "a\x01", FIELD_NAME_EN, "Some City", STATUS_INIT_TEXT},
        {INIT_SOURCE_URL, "https://a.example/r", "r", FIELD_SOURCE_URL, "https://a.example/r",
         STATUS_INIT_ANSWER},
        {INIT_MUNICIPALITY, "991007", "991008", FIELD_CODE, "991007", STATUS_INIT_MUNICIPALITY},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct init init;
        init_open(&init, LANGUAGE_JA);
        assert_int_equal(take(&init, cases[i].which, cases[i].good), STATUS_OK);
        assert_true(slice_is(init.fields[cases[i].field], cases[i].field_text));
        assert_int_equal(take(&init, cases[i].which, cases[i].bad), cases[i].status);
        assert_true(slice_is(init.fields[cases[i].field], cases[i].field_text));
        init_close(&init);
    }
}

static void what_is_needed_is_listed(void **state)
{
    (void)state;
    struct init init;
    struct problem problem;
    init_open(&init, LANGUAGE_JA);
    assert_int_equal(init_complete(&init, &problem), STATUS_INIT_MISSING);
    assert_string_equal(problem.value, "--municipality, --base-url, --contact");
    assert_int_equal(take(&init, INIT_MUNICIPALITY, "991007"), STATUS_OK);
    assert_int_equal(take(&init, INIT_BASE_URL, "https://a.example"), STATUS_OK);
    assert_int_equal(take(&init, INIT_CONTACT, "a@b.example"), STATUS_OK);
    assert_int_equal(take(&init, INIT_SOURCE_URL, "https://a.example/r"), STATUS_OK);
    assert_int_equal(init_complete(&init, &problem), STATUS_INIT_MISSING);
    assert_string_equal(problem.value, "--name-ja, --source-title");
    init_close(&init);
}

static void what_is_left_out_follows_from_the_rest(void **state)
{
    (void)state;
    struct init init;
    init_open(&init, LANGUAGE_EN);
    assert_int_equal(take(&init, INIT_MUNICIPALITY, "991007"), STATUS_OK);
    assert_int_equal(take(&init, INIT_NAME_JA, "架空町"), STATUS_OK);
    assert_int_equal(take(&init, INIT_BASE_URL, "https://a.example"), STATUS_OK);
    assert_int_equal(take(&init, INIT_CONTACT, "a@b.example"), STATUS_OK);
    assert_int_equal(init_complete(&init, NULL), STATUS_OK);
    assert_true(slice_is(init.fields[FIELD_CONTACT_NAME], "架空町"));
    assert_true(slice_is(init.fields[FIELD_PUBLISHER_EN], "架空町"));
    assert_true(slice_is(init.fields[FIELD_NEW_KIND], "town"));
    assert_true(init.fields[FIELD_LICENCE_URL].len > 0);
    assert_int_equal(init.fields[FIELD_SOURCE_ID].len, 0);
    assert_true(slice_is(init.fields[FIELD_LANGUAGE], "en"));
    init_close(&init);
}

/* A union of municipalities is of no kind that the table has: it has no row there. */
static void a_name_of_no_kind_makes_no_municipality(void **state)
{
    (void)state;
    struct init init;
    init_open(&init, LANGUAGE_JA);
    assert_int_equal(take(&init, INIT_MUNICIPALITY, "991007"), STATUS_OK);
    assert_int_equal(take(&init, INIT_NAME_JA, "架空広域連合"), STATUS_OK);
    assert_int_equal(take(&init, INIT_BASE_URL, "https://a.example"), STATUS_OK);
    assert_int_equal(take(&init, INIT_CONTACT, "a@b.example"), STATUS_OK);
    assert_int_equal(init_complete(&init, NULL), STATUS_OK);
    assert_int_equal(init.fields[FIELD_NEW_CODE].len, 0);
    assert_true(slice_is(init.fields[FIELD_CODE], "991007"));
    init_close(&init);
}

static void an_unknown_licence_is_answered_with_the_list(void **state)
{
    (void)state;
    struct init init;
    struct problem problem;
    init_open(&init, LANGUAGE_JA);
    assert_int_equal(init_take(&init, INIT_LICENCE, slice_of("cc-by"), &problem),
                     STATUS_INIT_LICENCE);
    assert_string_equal(problem.allowed, "CC BY 4.0, CC BY-SA 4.0, CC0 1.0, PDL 1.0");
    init_close(&init);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(answers_that_are_refused_change_nothing),
        cmocka_unit_test(what_is_needed_is_listed),
        cmocka_unit_test(what_is_left_out_follows_from_the_rest),
        cmocka_unit_test(a_name_of_no_kind_makes_no_municipality),
        cmocka_unit_test(an_unknown_licence_is_answered_with_the_list),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
