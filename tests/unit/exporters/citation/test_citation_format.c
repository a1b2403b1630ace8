/* The table of formats; JSON and plain text. */
#include "exporters/citation/things.h"

static void formats_have_names(void **state)
{
    (void)state;
    assert_ptr_equal(citation_format_named("bib"), &citation_bibtex);
    assert_ptr_equal(citation_format_named("json"), &citation_json);
    assert_null(citation_format_named("docx"));
    assert_null(citation_format_named(""));
}

static void plain_text_has_the_line_that_is_asked_for_first(void **state)
{
    (void)state;
    char *japanese = cited(&citation_text, &hostile, LANGUAGE_JA),
         *english = cited(&citation_text, &hostile, LANGUAGE_EN);
    assert_string_equal(japanese, "一行\nOne line\n");
    assert_string_equal(english, "One line\n一行\n");
    free(japanese);
    free(english);
}

static void json_has_all_parts_in_both_languages(void **state)
{
    (void)state;
    struct citation other = hostile;
    other.collection[LANGUAGE_EN] = SLICE_NONE;
    other.title[LANGUAGE_JA] = slice_of("「\"」");
    char *text = cited(&citation_json, &other, LANGUAGE_JA);
    assert_string_equal(
        text, "{\"cite_as\":\"https://data.example.jp/v1/kpis/a%20B/series.csv?release=3\","
              "\"citation_ja\":\"一行\",\"citation_en\":\"One line\",\"title_ja\":\"「\\\"」\","
              "\"title_en\":\"Visitors\",\"publisher_name_ja\":\"試験市\",\"publisher_name_en\":"
              "\"Test City\","
              "\"collection_ja\":\"数値\",\"collection_en\":null,\"release\":3,"
              "\"released_on\":\"2026-03-07\",\"licence\":\"https://example.org/terms\","
              "\"licence_name_ja\":\"利用条件\",\"licence_name_en\":\"Terms\"}\n");
    free(text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(formats_have_names),
        cmocka_unit_test(plain_text_has_the_line_that_is_asked_for_first),
        cmocka_unit_test(json_has_all_parts_in_both_languages),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
