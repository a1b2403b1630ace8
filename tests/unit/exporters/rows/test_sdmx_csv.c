/* sdmx_csv.h: header, ids, codes and labels, of a cube made up here; the specification's field
 * guide says how they are written. */
#include "hiraku/base/out.h"
#include "hiraku/exporters/rows/sdmx_csv.h"
#include "hiraku/exporters/writer.h"
#include "hiraku/model/instance.h"
#include "hiraku/query/view.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static void assert_agency(const char *base_url, const char *expected)
{
    char text[256];
    struct out out;
    out_open_buffer(&out, text, sizeof text);
    sdmx_csv_agency(base_url, &out);
    assert_int_equal(out.error, STATUS_OK);
    assert_int_equal(out.len, strlen(expected));
    assert_memory_equal(text, expected, out.len);
}

static void the_agency_is_the_host_backwards(void **state)
{
    (void)state;
    assert_agency("https://data.example.jp", "jp.example.data");
    assert_agency("https://www.example.jp/open/data", "jp.example.www.open.data");
    assert_agency("http://127.0.0.1:8080", "n1.n0.n0.n127.n8080");
    assert_agency("https://open_data.example.jp", "jp.example.open-data");
}

/* clang-format off */
static const struct column columns[] = {
    {.name = "id", .type = TYPE_ID, .predicate = "hk:id"},
    {.name = "kpi", .type = TYPE_TEXT, .predicate = "hk:kpi"},
    {.name = "period", .type = TYPE_PERIOD, .flags = COL_UNDATED, .predicate = "dct:temporal"},
    {.name = "item", .type = TYPE_TEXT, .predicate = "hk:item", .rdf_empty = "hk:_T"},
    {.name = "value", .type = TYPE_DECIMAL, .predicate = "hk:value"},
    {.name = "_unit_code", .type = TYPE_TEXT, .flags = COL_HIDDEN, .predicate = "sdmx-attribute:unitMeasure"},
    {.name = "_unit", .type = TYPE_TEXT, .flags = COL_HIDDEN, .predicate = "sdmx-attribute:unitMeasure"},
    {.name = "_unit_ja", .type = TYPE_TEXT, .flags = COL_HIDDEN, .predicate = "hk:unitLabel", .lang = "ja"},
    {.name = "_unit_en", .type = TYPE_TEXT, .flags = COL_HIDDEN, .predicate = "hk:unitLabel", .lang = "en"},
    {.name = "note_ja", .type = TYPE_TEXT, .predicate = "skos:note", .lang = "ja"},
    {0},
};
/* clang-format on */

static const struct cube_component components[] = {
    {"period", NULL, "sdmx-concept:refPeriod", CUBE_TIME, true},
    {"value", NULL, "sdmx-concept:obsValue", CUBE_MEASURE, true},
    {"_unit_code", NULL, "sdmx-concept:unitMeasure", CUBE_ATTRIBUTE, true},
    {"_unit_ja", NULL, NULL, CUBE_ATTRIBUTE, false},
    {"kpi", NULL, NULL, CUBE_DIMENSION, true},
    {"item", NULL, NULL, CUBE_DIMENSION, true},
    {0},
};
static const struct cube cube = {components, NULL, NULL};
static const struct resource resource = {.name = "figures", .columns = columns, .cube = &cube};
static const struct instance instance = {.base_url = "https://data.example.jp", .first_month = 4};

enum { CELLS = sizeof columns / sizeof *columns - 1 };

#define HEADER                                                                                     \
    "STRUCTURE[;],STRUCTURE_ID,ACTION,TIME_PERIOD,KPI,ITEM,OBS_VALUE,UNIT_MEASURE,"                \
    "UNIT_LABEL[ja;en],REPORTING_YEAR_START_DAY,ID,NOTE_JA\r\n"
#define BEGIN "datastructure,jp.example.data:figures,I,"

/* The message of one row with these cells, in the order of the columns. */
static void assert_row(const char *const cells[CELLS], const char *expected)
{
    struct view view;
    struct out out;
    struct sdmx_csv *sdmx;
    struct slice slices[CELLS];
    view_init(&view, &resource, 0);
    out_open_memory(&out, 4096);
    struct emit emit = {.out = &out, .instance = &instance, .view = &view};
    for (size_t i = 0; i < CELLS; i++)
        slices[i] = slice_of(cells[i]);
    const struct row row = {.view = &view, .cells = slices};
    assert_int_equal(sdmx_csv_new(&sdmx, NULL), STATUS_OK);
    sdmx_csv_begin(sdmx, &emit);
    sdmx_csv_row(sdmx, &emit, &row);
    sdmx_csv_free(sdmx);
    out_char(&out, '\0');
    assert_int_equal(out_finish(&out, NULL), STATUS_OK);
    assert_string_equal(out.bytes, expected);
    out_close(&out);
}

static void components_come_by_role_and_the_rest_behind_them(void **state)
{
    (void)state;
    assert_row((const char *const[]){"a.1", "a", "FY2023", "x", "5.00", "NUM", "人.NUM.0", "人",
                                     "persons", "注, 記"},
               HEADER BEGIN "2023-A1,a,x,5.00,NUM,ja:人;en:persons,--04-01,a.1,\"注, 記\"\r\n");
}

static void an_empty_dimension_is_a_code_and_a_unit_without_one_its_id(void **state)
{
    (void)state;
    assert_row((const char *const[]){"a.1", "a", "2020", "", "", "", "位._.0", "位", "", ""},
               HEADER BEGIN "2020,a,_T,,位._.0,ja:位,,a.1,\r\n");
}

static void a_time_without_a_form_stands_as_published(void **state)
{
    (void)state;
    assert_row((const char *const[]){"a.1", "a", "undated", "x", "0.10", "NUM", "", "", "", ""},
               HEADER BEGIN "undated,a,x,0.10,NUM,,,a.1,\r\n");
    assert_row((const char *const[]){"a.1", "a", "FY2002/..", "x", "0.10", "NUM", "", "", "", ""},
               HEADER BEGIN "FY2002/..,a,x,0.10,NUM,,,a.1,\r\n");
}

static void a_label_with_the_separator_stands_in_quotation_marks(void **state)
{
    (void)state;
    assert_row(
        (const char *const[]){"a.1", "a", "2020", "x", "1", "NUM", "", "人;台", "a \"b\"", ""},
        HEADER BEGIN
        "2020,a,x,1,NUM,\"\"\"ja:人;台\"\";\"\"en:a \"\"\"\"b\"\"\"\"\"\"\",,a.1,\r\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_agency_is_the_host_backwards),
        cmocka_unit_test(components_come_by_role_and_the_rest_behind_them),
        cmocka_unit_test(an_empty_dimension_is_a_code_and_a_unit_without_one_its_id),
        cmocka_unit_test(a_time_without_a_form_stands_as_published),
        cmocka_unit_test(a_label_with_the_separator_stands_in_quotation_marks),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
