/* Fields filled into texts, keys and rows. */
#include "api/init/fields.h"

#include <jansson.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>

#include <cmocka.h>

static struct init made(void)
{
    struct init init;
    init_open(&init, LANGUAGE_EN);
    init.fields[FIELD_NAME_JA] = slice_of("川\"架空\"市");
    init.fields[FIELD_CODE] = slice_of("992011");
    init.fields[FIELD_BASE_URL] = slice_of("https://data.kawakaku.example");
    return init;
}

static void texts(void **state)
{
    (void)state;
    static const struct {
        const char *pattern, *filled;
        bool lacks;
    } cases[] = {
        {"", "", false},
        {"plain", "plain", false},
        {"{{code}}", "992011", false},
        {"a{{code}}b{{language}}", "a992011ben", false},
        {"{{name_en}} x", " x", true},
        {"{{nothing}} {{code", "{{nothing}} {{code", false},
        {"{{{code}}}", "{992011}", false},
        {"{", "{", false},
    };
    struct init init = made();
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        bool lacks = false;
        struct slice text = fields_fill(&init, slice_of(cases[i].pattern), &lacks);
        assert_true(slice_is(text, cases[i].filled));
        assert_int_equal(lacks, cases[i].lacks);
    }
    init_close(&init);
}

static void what_is_filled_in_is_not_read_again(void **state)
{
    (void)state;
    struct init init = made();
    init.fields[FIELD_NAME_EN] = slice_of("{{code}}");
    assert_true(slice_is(fields_fill(&init, slice_of("{{name_en}}"), NULL), "{{code}}"));
    init_close(&init);
}

static void keys_without_a_field_are_left_out(void **state)
{
    (void)state;
    struct init init = made();
    struct slice text;
    assert_int_equal(fields_instance(&init, &text, NULL), STATUS_OK);
    json_t *instance = json_loadb(text.at, text.len, JSON_REJECT_DUPLICATES, NULL);
    assert_string_equal(json_string_value(json_object_get(instance, "publisher_name_ja")),
                        "川\"架空\"市");
    assert_string_equal(json_string_value(json_object_get(instance, "default_language")), "en");
    assert_null(json_object_get(instance, "publisher_name_en"));
    assert_null(json_object_get(instance, "contact_url"));
    /* what is not replaced is that of the template */
    assert_int_equal(json_integer_value(json_object_get(instance, "fiscal_year_first_month")), 4);
    json_decref(instance);
    init_close(&init);
}

static void a_row_has_the_columns_of_the_header(void **state)
{
    (void)state;
    struct init init = made();
    struct slice header, row;
    init.fields[FIELD_NEW_CODE] = init.fields[FIELD_CODE];
    init.fields[FIELD_NEW_KIND] = slice_of("city");
    assert_int_equal(fields_record(&init, "municipalities", &header, &row, NULL), STATUS_OK);
    assert_true(slice_is(header, "\xef\xbb\xbfid,name_ja,name_en,name_kana,kind,prefecture,"
                                 "corporate_number,website"));
    assert_true(slice_is(row, "992011,\"川\"\"架空\"\"市\",,,city,,,\n"));
    init_close(&init);
}

static void a_row_without_id_is_none(void **state)
{
    (void)state;
    struct init init = made();
    struct slice header, row;
    assert_int_equal(fields_record(&init, "sources", &header, &row, NULL), STATUS_OK);
    assert_int_equal(row.len, 0);
    assert_int_equal(fields_record(&init, "programs", &header, &row, NULL), STATUS_OK);
    assert_int_equal(row.len, 0);
    init_close(&init);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(texts),
        cmocka_unit_test(what_is_filled_in_is_not_read_again),
        cmocka_unit_test(keys_without_a_field_are_left_out),
        cmocka_unit_test(a_row_has_the_columns_of_the_header),
        cmocka_unit_test(a_row_without_id_is_none),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
