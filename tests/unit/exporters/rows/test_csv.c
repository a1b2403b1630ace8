/* CSV by RFC 4180 s.2: header, CRLF on every line, quotes doubled; and the table of writers. */
#include "hiraku/exporters/writer.h"

#include "exporters/things.h"

#define HEADER                                                                                     \
    "id,name_ja,kind,count,value,open,day,held,period,page,parent,friends,place,number\r\n"

static void rows_follow_the_header(void **state)
{
    (void)state;
    const struct slice *rows[] = {full, sparse};
    char *text = written(&writer_csv, SHAPE_LIST, NULL, &things, rows, 2);
    assert_string_equal(text,
                        HEADER "t-1,\"\"\"<&]]>\n\r\t{x}\xF4\x8F\xBF\xBF\",plain,-3,5.00,true,"
                               "2011-06-14,2011-06,FY2023,https://e.example/?a=1&b=%22,t.2~_,"
                               "t-3 t-4,141003,3000020141003\r\n"
                               "t-2,,,,,,,,,,,,,\r\n");
    free(text);
}

static void commas_and_formulas_stay(void **state)
{
    (void)state;
    struct slice cells[] = {slice_of("141003"), slice_of("=1+1,2"), {NULL, 0}};
    const struct slice *rows[] = {cells};
    char *text = written(&writer_csv, SHAPE_RECORD, NULL, &places, rows, 1);
    assert_string_equal(text, "id,name_ja,within\r\n141003,\"=1+1,2\",\r\n");
    free(text);
}

static void empty_table_has_a_header(void **state)
{
    (void)state;
    char *text = written(&writer_csv, SHAPE_LIST, NULL, &things, NULL, 0);
    assert_string_equal(text, HEADER);
    free(text);
}

static void sink_that_refuses(void **state)
{
    (void)state;
    check_refused(&writer_csv);
}

static void writers_have_names(void **state)
{
    (void)state;
    assert_ptr_equal(writers[0], &writer_json);
    assert_ptr_equal(writer_by_name(slice_of("json")), &writer_json);
    assert_ptr_equal(writer_by_name(slice_of("csv")), &writer_csv);
    assert_ptr_equal(writer_by_name(slice_of("rdf")), &writer_rdfxml);
    assert_null(writer_by_name(slice_of("")));
    assert_null(writer_by_name(slice_of("jso")));
    assert_null(writer_by_name(slice_of("jsonx")));
    assert_string_equal(writer_csv.media_type, "text/csv; charset=utf-8; header=present");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rows_follow_the_header),   cmocka_unit_test(commas_and_formulas_stay),
        cmocka_unit_test(empty_table_has_a_header), cmocka_unit_test(sink_that_refuses),
        cmocka_unit_test(writers_have_names),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
