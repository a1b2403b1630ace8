/* Columns made of canonical CSV: values in the order of their type, a code for each row, and what
 * is said of values once. Read from the sections, not by what reads them in a server. */
#include "hiraku/store/columns/columns_build.h"

#include "hiraku/model/model.h"
#include "hiraku/model/registry.h"
#include "hiraku/release/layout.h"
#include "hiraku/store/columns/section_file.h"
#include "hiraku/store/columns/table_data.h"

#include <dirent.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>

#include <cmocka.h>

enum { TEXT_SIZE = 1024, FIRST_MONTH = 4 };

struct fixture {
    char dir[64];
    FILE *csv[32]; /* parallel to model_resources */
    struct section_file file;
    struct problem problem;
    const struct resource *listened; /* the table that is being read */
    char heard[TEXT_SIZE];
};

/* --- a release -------------------------------------------------------------------------------- */

static void path_of(const struct fixture *f, const char *name, char path[FILE_PATH_SIZE])
{
    snprintf(path, FILE_PATH_SIZE, "%s/%s", f->dir, name);
}

static int begin(void **state)
{
    struct fixture *f = calloc(1, sizeof *f);
    char path[FILE_PATH_SIZE];
    *state = f;
    snprintf(f->dir, sizeof f->dir, "/tmp/hiraku-columns-XXXXXX");
    if (!mkdtemp(f->dir))
        return -1;
    path_of(f, layout_data, path);
    mkdir(path, 0700);
    for (size_t i = 0; i < model_resource_count; i++) {
        const char *comma = "";
        path_of(f, layout_table_csv(model_resources[i]).text, path);
        f->csv[i] = fopen(path, "w");
        for (const struct column *c = model_resources[i]->columns; c->name; c++)
            if (column_is_written(c)) {
                fprintf(f->csv[i], "%s%s", comma, c->name);
                comma = ",";
            }
        fputs("\r\n", f->csv[i]);
    }
    return 0;
}

static int end(void **state)
{
    struct fixture *f = *state;
    char command[128];
    section_file_close(&f->file);
    for (size_t i = 0; i < model_resource_count; i++)
        if (f->csv[i])
            fclose(f->csv[i]);
    snprintf(command, sizeof command, "rm -rf '%s'", f->dir);
    free(f);
    return system(command);
}

/* A row by `column=cell` separated by |; other cells are empty. */
static void add_row(struct fixture *f, const char *table, const char *cells)
{
    const char *comma = "";
    FILE *csv = NULL;
    const struct resource *resource = model_resource(slice_of(table));
    for (size_t i = 0; i < model_resource_count; i++)
        if (model_resources[i] == resource)
            csv = f->csv[i];
    assert_non_null(csv);
    for (const struct column *c = resource->columns; c->name; c++) {
        if (!column_is_written(c))
            continue;
        fputs(comma, csv);
        comma = ",";
        for (const char *at = cells; at; at = strchr(at, '|') ? strchr(at, '|') + 1 : NULL) {
            size_t len = strcspn(at, "=");
            if (slice_is((struct slice){at, len}, c->name))
                fprintf(csv, "%.*s", (int)strcspn(at + len + 1, "|"), at + len + 1);
        }
    }
    fputs("\r\n", csv);
}

/* A row of the tables that are written to most; `cells` are the others. */
static void add_scheme(struct fixture *f, const char *id, const char *name)
{
    char cells[TEXT_SIZE];
    snprintf(cells, sizeof cells, "id=%s|name_ja=%s", id, name);
    add_row(f, "schemes", cells);
}

static void add_figure(struct fixture *f, const char *period, const char *value)
{
    char cells[TEXT_SIZE];
    snprintf(cells, sizeof cells, "kpi=k|period=%s|value=%s", period, value);
    add_row(f, "observations", cells);
}

static enum status listen_begin(void *context, const struct resource *resource, struct problem *p)
{
    struct fixture *f = context;
    (void)p;
    f->listened = resource;
    f->heard[0] = '\0';
    return STATUS_OK;
}

/* Keeps the ids. */
static enum status listen_row(void *context, const struct slice *cells, bool holds,
                              struct problem *p)
{
    struct fixture *f = context;
    size_t len = strlen(f->heard);
    (void)holds, (void)p;
    if (slice_is(slice_of(f->listened->name), "schemes"))
        snprintf(f->heard + len, sizeof f->heard - len, "%.*s ", (int)cells[0].len, cells[0].at);
    return STATUS_OK;
}

static enum status listen_write(void *context, struct section_writer *writer, struct problem *p)
{
    struct fixture *f = context;
    (void)p;
    section_begin(writer, f->listened->name, "", SECTION_WORDS, 1, strlen(f->heard));
    out_text(&writer->file.out, f->heard);
    return STATUS_OK;
}

static enum status try_build(struct fixture *f)
{
    const struct columns_listener listener = {f, listen_begin, listen_row, listen_write};
    for (size_t i = 0; i < model_resource_count; i++) {
        if (f->csv[i])
            fclose(f->csv[i]);
        f->csv[i] = NULL;
    }
    return columns_build(f->dir, FIRST_MONTH, &listener, &f->problem);
}

static void build(struct fixture *f)
{
    char path[FILE_PATH_SIZE];
    assert_int_equal(try_build(f), STATUS_OK);
    path_of(f, layout_columns, path);
    assert_int_equal(section_file_open(&f->file, path, &f->problem), STATUS_OK);
}

/* --- what is in it ---------------------------------------------------------------------------- */

static const void *section(const struct fixture *f, const char *table, const char *name,
                           enum section_kind kind, size_t *count)
{
    const struct section_record *record = section_find(&f->file, table, name, kind);
    *count = record ? (size_t)record->count : 0;
    return record ? section_bytes(&f->file, record) : NULL;
}

/* The texts of a column in the order of their codes, each with a | behind. */
static void expect_texts(const struct fixture *f, const char *table, const char *name, bool folded,
                         const char *expected)
{
    char found[TEXT_SIZE] = "";
    size_t count, size, len = 0;
    const uint32_t *ends =
        section(f, table, name, folded ? SECTION_FOLDED_ENDS : SECTION_ENDS, &count);
    const char *bytes = section(f, table, name, folded ? SECTION_FOLDED : SECTION_TEXT, &size);
    assert_non_null(ends);
    assert_int_equal(bytes[0], '\0');
    for (size_t i = 0, at = 1; i < count; at = ends[i++] + 1) {
        len += (size_t)snprintf(found + len, sizeof found - len, "%s|", bytes + at);
        assert_int_equal(strlen(bytes + at), ends[i] - at);
        assert_int_equal(bytes[ends[i]], '\0');
    }
    assert_string_equal(found, expected);
    assert_int_equal(size, count > 0 ? ends[count - 1] + (size_t)1 : 1);
}

static uint32_t width_of(const struct fixture *f, const char *table, const char *name)
{
    const struct section_record *record = section_find(&f->file, table, name, SECTION_CODES);
    assert_non_null(record);
    return record->width;
}

static uint32_t code_at(const struct fixture *f, const char *table, const char *name, size_t row)
{
    size_t count;
    const void *codes = section(f, table, name, SECTION_CODES, &count);
    assert_true(row < count);
    switch (width_of(f, table, name)) {
    case 0:
        return 0;
    case 1:
        return ((const uint8_t *)codes)[row];
    case 2:
        return ((const uint16_t *)codes)[row];
    default:
        return ((const uint32_t *)codes)[row];
    }
}

static void append_number(char text[TEXT_SIZE], int64_t number)
{
    size_t len = strlen(text);
    snprintf(text + len, TEXT_SIZE - len, "%lld ", (long long)number);
}

/* The codes of the rows, each with a space behind. */
static void expect_codes(const struct fixture *f, const char *table, const char *name,
                         const char *expected)
{
    char found[TEXT_SIZE] = "";
    size_t count;
    section(f, table, name, SECTION_CODES, &count);
    for (size_t i = 0; i < count; i++)
        append_number(found, code_at(f, table, name, i));
    assert_string_equal(found, expected);
}

/* An array of uint32_t; NULL: there is none. */
static void expect_numbers(const struct fixture *f, const char *table, const char *name,
                           enum section_kind kind, const char *expected)
{
    char found[TEXT_SIZE] = "";
    size_t count;
    const uint32_t *numbers = section(f, table, name, kind, &count);
    if (!expected) {
        assert_null(numbers);
        return;
    }
    assert_non_null(numbers);
    for (size_t i = 0; i < count; i++)
        append_number(found, numbers[i]);
    assert_string_equal(found, expected);
}

/* --- values ----------------------------------------------------------------------------------- */

static void texts_are_in_byte_order_and_empty_ones_first(void **state)
{
    struct fixture *f = *state;
    add_scheme(f, "a", "みかん");
    add_scheme(f, "b", "b");
    add_scheme(f, "c", "");
    add_scheme(f, "d", "ab");
    add_scheme(f, "e", "a");
    add_scheme(f, "f", "b");
    build(f);
    expect_texts(f, "schemes", "name_ja", false, "|a|ab|b|みかん|");
    expect_codes(f, "schemes", "name_ja", "4 3 0 2 1 3 ");
    expect_numbers(f, "schemes", "name_ja", SECTION_RANKS, NULL);
}

/* More than eight bytes in common, and more values than are compared one by one. */
static void long_texts_are_in_byte_order(void **state)
{
    struct fixture *f = *state;
    enum { MANY = 400 };
    for (unsigned i = 0; i < MANY; i++) {
        char id[16], name[64];
        snprintf(id, sizeof id, "s%03u", i);
        snprintf(name, sizeof name, "https://data.example/some/where/%u", i * 7919 % MANY);
        add_scheme(f, id, name);
    }
    build(f);
    size_t count, size;
    const uint32_t *ends = section(f, "schemes", "name_ja", SECTION_ENDS, &count);
    const char *bytes = section(f, "schemes", "name_ja", SECTION_TEXT, &size);
    assert_int_equal(count, MANY);
    for (size_t i = 1; i < MANY; i++)
        assert_true(strcmp(i > 1 ? bytes + ends[i - 2] + 1 : bytes + 1, bytes + ends[i - 1] + 1) <
                    0);
    for (unsigned i = 0; i < MANY; i++) {
        char name[64];
        uint32_t code = code_at(f, "schemes", "name_ja", i);
        snprintf(name, sizeof name, "https://data.example/some/where/%u", i * 7919 % MANY);
        assert_string_equal(code > 0 ? bytes + ends[code - 1] + 1 : bytes + 1, name);
    }
}

static void numbers_are_in_the_order_of_their_values(void **state)
{
    struct fixture *f = *state;
    static const char *const values[] = {"10.00",
                                         "5.00",
                                         "5",
                                         "-3",
                                         "",
                                         "0",
                                         "-20",
                                         "0.05",
                                         "0.5",
                                         "9",
                                         "-0.5",
                                         "100000000000000001",
                                         "100000000000000000"};
    add_row(f, "kpis", "id=k");
    for (size_t i = 0; i < sizeof values / sizeof *values; i++) {
        char period[16];
        snprintf(period, sizeof period, "%zu", 2000 + i);
        add_figure(f, period, values[i]);
    }
    build(f);
    expect_texts(f, "observations", "value", false,
                 "|-20|-3|-0.5|0|0.05|0.5|5|5.00|9|10.00|100000000000000000|100000000000000001|");
    expect_numbers(f, "observations", "value", SECTION_RANKS, "0 1 2 3 4 5 6 7 7 8 9 10 11 ");
}

static void numbers_that_all_differ_have_no_ranks(void **state)
{
    struct fixture *f = *state;
    add_row(f, "kpis", "id=k");
    add_figure(f, "2000", "10");
    add_figure(f, "2001", "9");
    build(f);
    expect_codes(f, "observations", "value", "1 0 ");
    expect_numbers(f, "observations", "value", SECTION_RANKS, NULL);
}

static void periods_are_in_the_order_of_their_first_days(void **state)
{
    struct fixture *f = *state;
    static const char *const periods[] = {"2024",          "2024-01",       "FY2023",
                                          "../1970-01-02", "1970-01-02/..", "undated"};
    static const struct code_days expected[] = {{DAY_OPEN, 1},  {DAY_OPEN, DAY_OPEN},
                                                {1, DAY_OPEN},  {19448, 19813},
                                                {19723, 20088}, {19723, 19753}};
    size_t count;
    add_row(f, "kpis", "id=k");
    for (size_t i = 0; i < sizeof periods / sizeof *periods; i++)
        add_figure(f, periods[i], "1");
    build(f);
    expect_texts(f, "observations", "period", false,
                 "../1970-01-02|undated|1970-01-02/..|FY2023|2024|2024-01|");
    expect_numbers(f, "observations", "period", SECTION_RANKS, "0 0 1 2 3 3 ");
    const struct code_days *days = section(f, "observations", "period", SECTION_DAYS, &count);
    assert_int_equal(count, sizeof expected / sizeof *expected);
    for (size_t i = 0; i < count; i++) {
        assert_int_equal(days[i].starts, expected[i].starts);
        assert_int_equal(days[i].ends, expected[i].ends);
    }
}

static void days_and_the_fiscal_year_follow_from_the_period(void **state)
{
    struct fixture *f = *state;
    add_row(f, "kpis", "id=k");
    add_figure(f, "FY2023", "1");
    add_figure(f, "2024", "1");
    add_figure(f, "2023-04-01/..", "1");
    build(f);
    expect_texts(f, "observations", "starts", false, "2023-04-01|2024-01-01|");
    expect_codes(f, "observations", "starts", "0 1 0 ");
    expect_texts(f, "observations", "ends", false, "|2024-03-31|2024-12-31|");
    expect_codes(f, "observations", "ends", "1 2 0 ");
    expect_texts(f, "observations", "fiscal_year", false, "|2023|");
    expect_codes(f, "observations", "fiscal_year", "1 0 0 ");
}

static void the_form_that_is_searched_is_written_where_it_differs(void **state)
{
    struct fixture *f = *state;
    add_row(f, "schemes", "id=a|name_ja=①ａ|name_en=plain|description_ja=仮名");
    add_row(f, "schemes", "id=b|name_ja=b|name_en=text|description_ja=漢字");
    build(f);
    expect_texts(f, "schemes", "name_ja", false, "b|①ａ|");
    expect_texts(f, "schemes", "name_ja", true, "b|1a|");
    expect_numbers(f, "schemes", "name_en", SECTION_FOLDED_ENDS, NULL);
    expect_numbers(f, "schemes", "description_ja", SECTION_FOLDED_ENDS, NULL);
}

static void what_cp932_lacks_is_said_of_the_row(void **state)
{
    struct fixture *f = *state;
    add_row(f, "schemes", "id=a|name_ja=𠮷野|description_ja=é");
    add_row(f, "schemes", "id=b|name_ja=吉野");
    add_row(f, "schemes", "id=c|name_ja=吉野|description_ja=é");
    build(f);
    expect_texts(f, "schemes", COLUMN_EXTRA, false,
                 "|description_ja U+00E9|name_ja U+20BB7 description_ja U+00E9|");
    expect_codes(f, "schemes", COLUMN_EXTRA, "2 0 1 ");
}

static void a_column_of_one_value_has_no_bytes_for_codes(void **state)
{
    struct fixture *f = *state;
    add_scheme(f, "a", "same");
    add_scheme(f, "b", "same");
    build(f);
    assert_int_equal(width_of(f, "schemes", "name_ja"), 0);
    assert_null(section_find(&f->file, "schemes", "name_ja", SECTION_ZONES));
    expect_texts(f, "schemes", "name_ja", false, "same|");
}

static void a_table_without_rows_has_its_sections(void **state)
{
    struct fixture *f = *state;
    build(f);
    assert_int_equal(section_find(&f->file, "schemes", "", SECTION_ROWS)->count, 0);
    expect_texts(f, "schemes", "name_ja", false, "");
    expect_codes(f, "schemes", "name_ja", "");
}

/* Rows by the thousand, each with another name, in falling order. */
static void build_names(struct fixture *f, unsigned count)
{
    for (unsigned i = 0; i < count; i++) {
        char id[16], name[16];
        snprintf(id, sizeof id, "s%05u", i);
        snprintf(name, sizeof name, "%05u", count - 1 - i);
        add_scheme(f, id, name);
    }
    build(f);
    for (unsigned i = 0; i < count; i++)
        assert_int_equal(code_at(f, "schemes", "name_ja", i), count - 1 - i);
}

static void codes_are_as_narrow_as_their_number_lets_them(void **state)
{
    static const struct {
        unsigned values, width;
    } cases[] = {{2, 1}, {256, 1}, {257, 2}, {65536, 2}, {65537, 4}};
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        void *made;
        assert_int_equal(begin(&made), 0);
        build_names(made, cases[i].values);
        assert_int_equal(width_of(made, "schemes", "name_ja"), cases[i].width);
        assert_int_equal(end(&made), 0);
    }
}

static void zones_hold_the_least_and_greatest_codes(void **state)
{
    struct fixture *f = *state;
    size_t count;
    build_names(f, 2 * ZONE_ROWS + 1);
    const struct zone *zones = section(f, "schemes", "name_ja", SECTION_ZONES, &count);
    assert_int_equal(count, 3);
    assert_int_equal(zones[0].low, ZONE_ROWS + 1);
    assert_int_equal(zones[0].high, 2 * ZONE_ROWS);
    assert_int_equal(zones[1].low, 1);
    assert_int_equal(zones[1].high, ZONE_ROWS);
    assert_int_equal(zones[2].low, 0);
    assert_int_equal(zones[2].high, 0);
}

static void nothing_is_left_beside_the_file(void **state)
{
    struct fixture *f = *state;
    build_names(f, 50000);
    DIR *dir = opendir(f->dir);
    assert_non_null(dir);
    for (const struct dirent *entry; (entry = readdir(dir));)
        assert_true(entry->d_name[0] == '.' || strcmp(entry->d_name, layout_data) == 0 ||
                    strcmp(entry->d_name, layout_columns) == 0);
    closedir(dir);
}

/* --- references and ids ----------------------------------------------------------------------- */

static void a_reference_is_a_row_from_one(void **state)
{
    struct fixture *f = *state;
    add_row(f, "programs", "id=a|parent=c");
    add_row(f, "programs", "id=b");
    add_row(f, "programs", "id=c|parent=a");
    build(f);
    expect_codes(f, "programs", "parent", "3 0 1 ");
    assert_int_equal(section_find(&f->file, "programs", "parent", SECTION_REFERENCE)->count, 3);
    assert_null(section_find(&f->file, "programs", "parent", SECTION_TEXT));
}

static void a_reference_that_leads_nowhere_is_damage(void **state)
{
    struct fixture *f = *state;
    add_row(f, "programs", "id=a|parent=b");
    assert_int_equal(try_build(f), STATUS_BAD_RELEASE);
}

static void ids_in_order_need_no_codes(void **state)
{
    struct fixture *f = *state;
    add_scheme(f, "a", "");
    add_scheme(f, "b", "");
    build(f);
    expect_texts(f, "schemes", "id", false, "a|b|");
    assert_null(section_find(&f->file, "schemes", "id", SECTION_CODES));
    expect_numbers(f, "schemes", "", SECTION_BY_ID, NULL);
}

static void ids_in_another_order_lead_to_their_rows(void **state)
{
    struct fixture *f = *state;
    add_scheme(f, "c", "");
    add_scheme(f, "a", "");
    add_scheme(f, "b", "");
    build(f);
    expect_texts(f, "schemes", "id", false, "a|b|c|");
    expect_codes(f, "schemes", "id", "2 0 1 ");
    expect_numbers(f, "schemes", "", SECTION_BY_ID, "1 2 0 ");
}

static void two_records_of_one_id_are_damage(void **state)
{
    struct fixture *f = *state;
    add_row(f, "events", "id=a");
    add_row(f, "events", "id=a");
    assert_int_equal(try_build(f), STATUS_BAD_RELEASE);
}

/* Of the keys a and a-b the first comes first, of the ids a.… and a-b.… the second. */
static void ids_that_are_joined_have_an_order_and_no_text(void **state)
{
    struct fixture *f = *state;
    add_row(f, "kpis", "id=a");
    add_row(f, "kpis", "id=a-b");
    add_row(f, "observations", "kpi=a|period=../2024|value=1");
    add_row(f, "observations", "kpi=a|period=2024|value=2");
    add_row(f, "observations", "kpi=a-b|period=2024-01|value_type=actual|value=3");
    add_row(f, "observations", "kpi=a-b|period=2024|value=4");
    build(f);
    assert_null(section_find(&f->file, "observations", "id", SECTION_ENDS));
    /* a-b.2024-01.actual… a-b.2024._… a.2024._… a.~_2024._… */
    expect_numbers(f, "observations", "", SECTION_BY_ID, "2 3 1 0 ");
    expect_codes(f, "observations", "id", "3 2 0 1 ");
}

static void ids_that_are_joined_from_text_are_texts(void **state)
{
    struct fixture *f = *state;
    add_row(f, "units", "unit_ja=件|unit_code=NUM");
    add_row(f, "units", "unit_ja=%");
    build(f);
    expect_texts(f, "units", "id", false, "%._._|件.NUM._|");
    expect_numbers(f, "units", "", SECTION_BY_ID, "1 0 ");
}

/* --- files ------------------------------------------------------------------------------------ */

static void who_listens_gets_the_rows_and_writes_behind_them(void **state)
{
    struct fixture *f = *state;
    size_t count;
    add_scheme(f, "b", "");
    add_scheme(f, "a", "");
    build(f);
    const char *heard = section(f, "schemes", "", SECTION_WORDS, &count);
    assert_int_equal(count, 4);
    assert_memory_equal(heard, "b a ", 4);
}

static void the_same_rows_give_the_same_bytes(void **state)
{
    struct fixture *f = *state;
    char path[FILE_PATH_SIZE];
    struct section_file again;
    add_scheme(f, "a", "①");
    add_scheme(f, "b", "x");
    build(f);
    assert_int_equal(try_build(f), STATUS_OK);
    path_of(f, layout_columns, path);
    assert_int_equal(section_file_open(&again, path, &f->problem), STATUS_OK);
    assert_ptr_not_equal(again.bytes, f->file.bytes);
    assert_int_equal(again.size, f->file.size);
    assert_memory_equal(again.bytes, f->file.bytes, again.size);
    section_file_close(&again);
}

static void a_header_of_another_model_is_told_from_damage(void **state)
{
    struct fixture *f = *state;
    char path[FILE_PATH_SIZE];
    assert_int_equal(try_build(f), STATUS_OK);
    path_of(f, layout_table_csv(model_resource(slice_of("schemes"))).text, path);
    FILE *file = fopen(path, "w");
    fputs("id,name\r\n", file);
    assert_int_equal(fclose(file), 0);
    assert_int_equal(try_build(f), STATUS_OTHER_TABLES);
}

static void a_row_with_too_few_cells_is_damage(void **state)
{
    struct fixture *f = *state;
    add_scheme(f, "a", "x");
    for (size_t i = 0; i < model_resource_count; i++)
        if (model_resources[i] == model_resource(slice_of("schemes")))
            fputs("b,y\r\n", f->csv[i]);
    assert_int_equal(try_build(f), STATUS_BAD_RELEASE);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, begin, end)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(texts_are_in_byte_order_and_empty_ones_first),
        TEST(long_texts_are_in_byte_order),
        TEST(numbers_are_in_the_order_of_their_values),
        TEST(numbers_that_all_differ_have_no_ranks),
        TEST(periods_are_in_the_order_of_their_first_days),
        TEST(days_and_the_fiscal_year_follow_from_the_period),
        TEST(the_form_that_is_searched_is_written_where_it_differs),
        TEST(what_cp932_lacks_is_said_of_the_row),
        TEST(a_column_of_one_value_has_no_bytes_for_codes),
        TEST(a_table_without_rows_has_its_sections),
        cmocka_unit_test(codes_are_as_narrow_as_their_number_lets_them),
        TEST(zones_hold_the_least_and_greatest_codes),
        TEST(nothing_is_left_beside_the_file),
        TEST(a_reference_is_a_row_from_one),
        TEST(a_reference_that_leads_nowhere_is_damage),
        TEST(ids_in_order_need_no_codes),
        TEST(ids_in_another_order_lead_to_their_rows),
        TEST(two_records_of_one_id_are_damage),
        TEST(ids_that_are_joined_have_an_order_and_no_text),
        TEST(ids_that_are_joined_from_text_are_texts),
        TEST(who_listens_gets_the_rows_and_writes_behind_them),
        TEST(the_same_rows_give_the_same_bytes),
        TEST(a_header_of_another_model_is_told_from_damage),
        TEST(a_row_with_too_few_cells_is_damage),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
