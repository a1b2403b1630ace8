/* figure_writer.h: the same computed rows as items of JSON (RFC 8259) and as CSV (RFC 4180). */
#include "hiraku/exporters/rows/figure_writer.h"

#include "hiraku/base/json_writer.h"
#include "hiraku/base/out.h"
#include "hiraku/service/figures.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static const struct figure_column columns[] = {
    {.name = "name"},
    {.name = "value", .kind = FIGURE_NUMBER},
    {.name = "gap", .kind = FIGURE_NUMBER, .place = FIGURE_IN_TREES},
    {.name = "from", .kind = FIGURE_TEXTS},
    {.name = "unit", .place = FIGURE_IN_TABLES},
};
enum { COLUMNS = sizeof columns / sizeof *columns };

static const struct slice rows[][COLUMNS] = {
    {{"a \"b\"", 5}, {"1.50", 4}, {"true", 4}, {"x yz", 4}, {"kg", 2}},
    {{NULL, 0}, {NULL, 0}, {"false", 5}, {NULL, 0}, {NULL, 0}},
};

static void items_have_every_member_and_null_where_nothing_is_said(void **state)
{
    struct out out;
    (void)state;
    out_open_memory(&out, 4096);
    struct json_writer json = json_compact(&out, JSON_EMPTY_NULL);
    struct figure_writer writer = {
        .columns = columns, .column_count = COLUMNS, .json = &json, .space = "\n"};
    json_begin_array(&json, NULL);
    for (size_t i = 0; i < 2; i++)
        figure_row(&writer, rows[i]);
    json_end(&json);
    out_char(&out, '\0');
    assert_string_equal(
        out.bytes,
        "[\n{\"name\":\"a \\\"b\\\"\",\"value\":1.50,\"gap\":true,\"from\":[\"x\",\"yz\"]},"
        "\n{\"name\":null,\"value\":null,\"gap\":false,\"from\":[]}]");
    assert_int_equal(writer.rows, 2);
    out_close(&out);
}

static void a_table_has_its_own_columns_and_quotes_where_it_must(void **state)
{
    struct out out;
    (void)state;
    out_open_memory(&out, 4096);
    struct figure_writer writer = {.columns = columns, .column_count = COLUMNS, .table = &out};
    figure_header(&writer);
    for (size_t i = 0; i < 2; i++)
        figure_row(&writer, rows[i]);
    out_char(&out, '\0');
    assert_string_equal(out.bytes,
                        "name,value,from,unit\r\n\"a \"\"b\"\"\",1.50,x yz,kg\r\n,,,\r\n");
    out_close(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(items_have_every_member_and_null_where_nothing_is_said),
        cmocka_unit_test(a_table_has_its_own_columns_and_quotes_where_it_must),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
