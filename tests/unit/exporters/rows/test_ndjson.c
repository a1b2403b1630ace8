/* NDJSON: every line is one record as JSON writes it, ended by LF. */
#include "hiraku/exporters/writer.h"

#include "exporters/things.h"

static void a_line_is_an_item_of_the_list(void **state)
{
    (void)state;
    const struct slice *rows[] = {full};
    char *line = written(&writer_ndjson, SHAPE_LIST, NULL, &things, rows, 1);
    char *record = written(&writer_json, SHAPE_RECORD, NULL, &things, rows, 1);
    assert_string_equal(line, record);
    free(line);
    free(record);
}

static void a_line_feed_in_a_cell_does_not_end_the_line(void **state)
{
    (void)state;
    const struct slice *rows[] = {full, sparse};
    char *text = written(&writer_ndjson, SHAPE_LIST, NULL, &things, rows, 2);
    size_t lines = 0;
    for (const char *at = text; *at; at++)
        lines += *at == '\n';
    assert_int_equal(lines, 2);
    assert_int_equal(text[strlen(text) - 1], '\n');
    free(text);
}

static void an_empty_table_is_empty(void **state)
{
    (void)state;
    char *text = written(&writer_ndjson, SHAPE_LIST, NULL, &things, NULL, 0);
    assert_string_equal(text, "");
    free(text);
}

static void sink_that_refuses(void **state)
{
    (void)state;
    check_refused(&writer_ndjson);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_line_is_an_item_of_the_list),
        cmocka_unit_test(a_line_feed_in_a_cell_does_not_end_the_line),
        cmocka_unit_test(an_empty_table_is_empty),
        cmocka_unit_test(sink_that_refuses),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
