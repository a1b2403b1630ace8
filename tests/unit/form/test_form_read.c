/* Layouts: what is read, what is refused. */
#include "hiraku/form/form.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>

#include <cmocka.h>

static const char good[] =
    "{\"title\": {\"ja\": \"題\", \"en\": \"T\"}, \"sheet\": {\"ja\": \"表\"},"
    " \"columns\": [{\"title\": {\"ja\": \"値\"}, \"value\": \"planned\", \"width\": 12}]}";

static void a_layout_is_read(void **state)
{
    (void)state;
    struct form form;
    assert_int_equal(form_parse(&form, "f", slice_of(good), NULL), STATUS_OK);
    assert_true(slice_is(form.title[LANGUAGE_EN], "T"));
    assert_true(slice_is(form.sheet[LANGUAGE_EN], "表")); /* where there is no English */
    assert_int_equal(form.columns.count, 1);
    assert_int_equal(form.columns.items[0].width, 12);
    assert_int_equal(form.head.count + form.foot.count, 0);
    form_free(&form);
}

static void those_that_come_with_the_program_are_layouts(void **state)
{
    (void)state;
    static const char *const names[] = {"july", "summary"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        struct form form;
        assert_int_equal(form_read(&form, names[i], NULL), STATUS_OK);
        assert_true(form.columns.count > 0);
        form_free(&form);
    }
}

static void what_is_wrong_is_told(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        enum status status;
        const char *where; /* value or subject of the problem */
    } cases[] = {
        {"", STATUS_FORM_BAD, "1"},
        {"{\"title\": {\"ja\": 1}}", STATUS_FORM_BAD, "title"},
        {"{\"title\": {\"ja\": \"\"}, \"sheet\": {}}", STATUS_FORM_BAD, "sheet"},
        {"{\"title\": {\"ja\": \"\"}, \"sheet\": {\"ja\": \"\"}}", STATUS_FORM_BAD, "columns"},
        {"{\"title\": {\"ja\": \"\"}, \"sheet\": {\"ja\": \"\"}, \"columns\": [1]}",
         STATUS_FORM_BAD, "columns[1]"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct form form;
        struct problem p = {.status = STATUS_OK};
        assert_int_equal(form_parse(&form, "f", slice_of(cases[i].text), &p), cases[i].status);
        assert_string_equal(p.value, cases[i].where);
        form_free(&form);
    }
}

static void an_unknown_field_has_a_nearest(void **state)
{
    (void)state;
    struct form form;
    struct problem p = {.status = STATUS_OK};
    assert_int_equal(
        form_parse(&form, "f",
                   slice_of("{\"title\": {\"ja\": \"\"}, \"sheet\": {\"ja\": \"\"},"
                            " \"columns\": [{\"title\": {\"ja\": \"\"}, \"value\": \"planed\"}]}"),
                   &p),
        STATUS_FORM_FIELD);
    assert_string_equal(p.nearest, "planned");
    form_free(&form);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_layout_is_read),
        cmocka_unit_test(those_that_come_with_the_program_are_layouts),
        cmocka_unit_test(what_is_wrong_is_told),
        cmocka_unit_test(an_unknown_field_has_a_nearest),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
