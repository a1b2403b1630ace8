/* JSON: the envelope and the members of a record as design.md has them. */
#include "hiraku/exporters/citation/citation.h"
#include "hiraku/exporters/writer.h"
#include "hiraku/query/view.h"

#include "exporters/things.h"

#define FULL                                                                                       \
    "{\"id\":\"t-1\",\"url\":\"https://city.example/v1/things/t-1\","                              \
    "\"name_ja\":\"\\\"<&]]>\\n\\r\\t{x}\xF4\x8F\xBF\xBF\",\"kind\":\"plain\",\"count\":-3,"       \
    "\"value\":5.00,\"open\":true,\"day\":\"2011-06-14\",\"held\":\"2011-06\","                    \
    "\"period\":\"FY2023\",\"page\":\"https://e.example/?a=1&b=%22\",\"parent\":\"t.2~_\","        \
    "\"parent_url\":\"https://city.example/v1/things/t.2~_\",\"friends\":\"t-3 t-4\","             \
    "\"friends_url\":[\"https://city.example/v1/things/t-3\","                                     \
    "\"https://city.example/v1/things/t-4\"],\"place\":\"141003\","                                \
    "\"place_url\":\"https://city.example/v1/places/141003\",\"number\":\"3000020141003\","        \
    "\"place_name\":\"横浜市\"}"

#define SPARSE                                                                                     \
    "{\"id\":\"t-2\",\"url\":\"https://city.example/v1/things/t-2\",\"name_ja\":null,"             \
    "\"kind\":null,\"count\":null,\"value\":null,\"open\":null,\"day\":null,\"held\":null,"        \
    "\"period\":null,\"page\":null,\"parent\":null,\"parent_url\":null,\"friends\":null,"          \
    "\"friends_url\":null,\"place\":null,\"place_url\":null,\"number\":null,"                      \
    "\"place_name\":null}"

#define TERMS  "\"licence\":\"https://licence.example/by\",\"attribution\":\"出典: \\\"市\\\"\","
#define CREDIT TERMS "\"cite_as\":null,\"citation_ja\":null,\"citation_en\":null,"
#define CITED                                                                                      \
    "\"cite_as\":\"https://city.example/v1/"                                                       \
    "things?release=3\",\"citation_ja\":\"市「\\\"物\\\"」\","                                 \
    "\"citation_en\":\"City: Things.\""

static const struct citation citation = {
    .url = {"https://city.example/v1/things?release=3", 40},
    .line = {{"市「\"物\"」", 14}, {"City: Things.", 13}},
};

static void record_is_the_object(void **state)
{
    (void)state;
    const struct slice *rows[] = {full};
    char *text = written(&writer_json, SHAPE_RECORD, NULL, &things, rows, 1);
    assert_string_equal(text, FULL "\n");
    free(text);
}

static void list_has_its_envelope(void **state)
{
    (void)state;
    const struct slice *rows[] = {full, sparse};
    struct envelope envelope = {.total = 7,
                                .returned = 2,
                                .next = slice_of("/v1/things?kind=\"&cursor=x"),
                                .changed_in = 42};
    char *text = written(&writer_json, SHAPE_LIST, &envelope, &things, rows, 2);
    assert_string_equal(text, "{\"total\":7,\"returned\":2,\"complete\":false,"
                              "\"next\":\"/v1/things?kind=\\\"&cursor=x\",\"changed_in\":42," CREDIT
                              "\"items\":[\n" FULL ",\n" SPARSE "\n]}\n");
    free(text);
}

static void a_list_that_stays_says_how_it_is_quoted(void **state)
{
    (void)state;
    struct envelope envelope = {.citation = &citation};
    char *text = written(&writer_json, SHAPE_LIST, &envelope, &things, NULL, 0);
    assert_non_null(strstr(text, TERMS CITED ",\"items\":["));
    free(text);
}

static void a_record_that_stays_says_it_behind_its_columns(void **state)
{
    (void)state;
    struct envelope envelope = {.citation = &citation};
    const struct slice *rows[] = {full};
    char *text = written(&writer_json, SHAPE_RECORD, &envelope, &things, rows, 1);
    assert_non_null(strstr(text, "\"place_name\":\"横浜市\"," CITED "}\n"));
    free(text);
}

static void empty_list_uncounted(void **state)
{
    (void)state;
    struct envelope envelope = {
        .total = -1, .total_at_least = -1, .complete = true, .changed_in = 1};
    char *text = written(&writer_json, SHAPE_LIST, &envelope, &things, NULL, 0);
    assert_string_equal(text, "{\"total\":null,\"returned\":0,\"complete\":true,\"next\":null,"
                              "\"changed_in\":1," CREDIT "\"items\":[\n]}\n");
    free(text);
}

static void counted_in_part(void **state)
{
    (void)state;
    struct envelope envelope = {.total = -1, .total_at_least = 4096, .changed_in = 1};
    char *text = written(&writer_json, SHAPE_LIST, &envelope, &things, NULL, 0);
    assert_non_null(strstr(text, "{\"total\":null,\"total_at_least\":4096,\"returned\":0,"));
    free(text);
}

static void list_about_a_record(void **state)
{
    (void)state;
    struct view view = view_of(&places, COL_HIDDEN);
    struct slice cells[] = {slice_of("141003"), slice_of("横浜市"), slice_of("140007")};
    struct row about = {.view = &view, .cells = cells};
    struct envelope envelope = {.complete = true, .about = &about, .about_name = "place"};
    char *text = written(&writer_json, SHAPE_LIST, &envelope, &things, NULL, 0);
    assert_string_equal(text, "{\"total\":0,\"returned\":0,\"complete\":true,\"next\":null,"
                              "\"changed_in\":0," CREDIT "\"place\":{\"id\":\"141003\","
                              "\"url\":\"https://city.example/v1/places/141003\","
                              "\"name_ja\":\"横浜市\",\"within\":\"140007\","
                              "\"within_url\":\"https://city.example/v1/places/140007\"},"
                              "\"items\":[\n]}\n");
    free(text);
}

static void ids_are_percent_encoded(void **state)
{
    (void)state;
    struct slice cells[] = {slice_of("a/b?"), {NULL, 0}, slice_of("あ\"")};
    const struct slice *rows[] = {cells};
    char *text = written(&writer_json, SHAPE_RECORD, NULL, &places, rows, 1);
    assert_string_equal(text,
                        "{\"id\":\"a/b?\",\"url\":\"https://city.example/v1/places/a%2Fb%3F\","
                        "\"name_ja\":null,\"within\":\"あ\\\"\","
                        "\"within_url\":\"https://city.example/v1/places/%E3%81%82%22\"}\n");
    free(text);
}

static void sink_that_refuses(void **state)
{
    (void)state;
    check_refused(&writer_json);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(record_is_the_object),
        cmocka_unit_test(list_has_its_envelope),
        cmocka_unit_test(empty_list_uncounted),
        cmocka_unit_test(counted_in_part),
        cmocka_unit_test(list_about_a_record),
        cmocka_unit_test(ids_are_percent_encoded),
        cmocka_unit_test(sink_that_refuses),
        cmocka_unit_test(a_list_that_stays_says_how_it_is_quoted),
        cmocka_unit_test(a_record_that_stays_says_it_behind_its_columns),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
