/* table_data.h: codes, texts, ranks and rows of an open release; what is damaged is met and said.
 */
#include "columns_release.h"

#include "hiraku/model/hidden.h"

#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <unistd.h>

#include <cmocka.h>

/* Rows in key order, as publishing writes them. */
static int set_up(void **state)
{
    struct columns_release *release = calloc(1, sizeof *release);
    *state = release;
    if (!release || !columns_release_begin(release))
        return -1;
    columns_release_row(release, "programs", "id=p10|name_ja=乙|kind=plan");
    columns_release_row(release, "programs", "id=p2|name_ja=甲|kind=hub|parent=p10");
    columns_release_row(release, "programs", "id=p3|name_ja=乙|kind=hub|parent=p2");
    columns_release_row(release, "kpis", "id=k1|name_ja=件数|program=p2");
    columns_release_row(release, "observations", "kpi=k1|period=2023|value_type=actual|value=5.00");
    columns_release_row(release, "observations", "kpi=k1|period=2024|value_type=actual|value=-3");
    columns_release_row(release, "observations", "kpi=k1|period=2024-01|value_type=actual|value=5");
    columns_release_row(release, "observations", "kpi=k1|period=FY2023|value_type=actual");
    return columns_release_open(release) == STATUS_OK ? 0 : -1;
}

static int tear_down(void **state)
{
    int code = columns_release_end(*state);
    free(*state);
    return code;
}

static struct slice text_of(struct columns_release *release, const struct column_data *data,
                            uint32_t row)
{
    return data_text(data, data_code(data, row), &release->arena);
}

static void each_row_has_the_code_of_its_text(void **state)
{
    struct columns_release *release = *state;
    const struct column_data *names = columns_release_data(release, "programs", "name_ja");
    static const char *const expected[] = {"乙", "甲", "乙"};
    uint32_t code;
    assert_int_equal(names->table->rows, 3);
    assert_int_equal(names->count, 2);
    for (uint32_t row = 0; row < 3; row++) {
        assert_true(slice_is(text_of(release, names, row), expected[row]));
        assert_true(data_find(names, slice_of(expected[row]), &code));
        assert_int_equal(code, data_code(names, row));
    }
    assert_false(data_find(names, slice_of("丙"), &code));
    assert_false(data_find(names, slice_of(""), &code));
    assert_false(data_has_empty(names));
}

/* -3, then 5 and 5.00, which are one number, in byte order; the empty cell is before them. */
static void numbers_have_the_rank_of_their_value(void **state)
{
    struct columns_release *release = *state;
    const struct column_data *values = columns_release_data(release, "observations", "value");
    static const char *const expected[] = {"", "-3", "5", "5.00"};
    static const uint32_t ranks[] = {0, 1, 2, 2};
    assert_int_equal(values->count, 4);
    assert_true(data_has_empty(values));
    for (uint32_t code = 0; code < 4; code++) {
        assert_true(slice_is(data_text(values, code, &release->arena), expected[code]));
        assert_int_equal(data_rank(values, code), ranks[code]);
    }
}

/* Of the calendar year, its first month and the fiscal year; days since 1970-01-01 by date(1). */
static void periods_have_their_days(void **state)
{
    struct columns_release *release = *state;
    const struct column_data *periods = columns_release_data(release, "observations", "period");
    static const struct {
        const char *text;
        int32_t starts, ends;
    } expected[] = {{"2023", 19358, 19722},
                    {"FY2023", 19448, 19813},
                    {"2024", 19723, 20088},
                    {"2024-01", 19723, 19753}};
    for (size_t i = 0; i < sizeof expected / sizeof *expected; i++) {
        uint32_t code;
        assert_true(data_find(periods, slice_of(expected[i].text), &code));
        assert_int_equal(code, i);
        assert_int_equal(periods->days[code].starts, expected[i].starts);
        assert_int_equal(periods->days[code].ends, expected[i].ends);
    }
}

static void a_reference_leads_to_the_row_of_its_record(void **state)
{
    struct columns_release *release = *state;
    const struct column_data *parents = columns_release_data(release, "programs", "parent");
    uint32_t row = 9, code;
    assert_false(data_follow(parents, 0, &row));
    assert_true(data_follow(parents, 1, &row));
    assert_int_equal(row, 0);
    assert_true(data_follow(parents, 2, &row));
    assert_int_equal(row, 1);
    assert_true(slice_is(text_of(release, parents, 2), "p2"));
    assert_int_equal(text_of(release, parents, 0).len, 0);
    assert_true(data_find(parents, slice_of("p2"), &code));
    assert_int_equal(code, data_code(parents, 2));
    assert_true(data_find(parents, slice_of(""), &code));
    assert_int_equal(code, 0);
    assert_false(data_find(parents, slice_of("p4"), &code));
}

static void a_record_is_found_by_its_id_joined_or_not(void **state)
{
    static const char *const ids[] = {"p10", "p2", "p3"};
    struct columns_release *release = *state;
    const struct table_data *programs = columns_release_table(release, "programs");
    const struct table_data *figures = columns_release_table(release, "observations");
    uint32_t row;
    for (uint32_t i = 0; i < 3; i++) {
        assert_true(table_find(programs, slice_of(ids[i]), &row));
        assert_int_equal(row, i);
    }
    assert_false(table_find(programs, slice_of("p1"), &row));
    assert_false(table_find(programs, slice_of(""), &row));
    assert_false(table_find(programs, slice_of("p30"), &row));
    assert_true(figures->columns[0].joined);
    for (uint32_t i = 0; i < figures->rows; i++) {
        assert_true(table_find(figures, text_of(release, &figures->columns[0], i), &row));
        assert_int_equal(row, i);
    }
    assert_false(table_find(figures, slice_of("k1.2025.actual._._._._"), &row));
}

/* "p10" < "p2" < "p3" by bytes. */
static void a_bound_is_the_first_that_is_not_before(void **state)
{
    struct columns_release *release = *state;
    const struct column_data *ids = columns_release_data(release, "programs", "id");
    static const struct {
        const char *text;
        uint32_t bound;
    } expected[] = {{"", 0}, {"p", 0}, {"p10", 0}, {"p100", 1}, {"p2", 1}, {"p21", 2}, {"p9", 3}};
    for (size_t i = 0; i < sizeof expected / sizeof *expected; i++)
        assert_int_equal(data_lower_bound(ids, slice_of(expected[i].text)), expected[i].bound);
}

static void a_column_that_is_not_stored_is_none(void **state)
{
    struct columns_release *release = *state;
    const struct table_data *table = columns_release_table(release, "observations");
    for (const struct column *c = table->resource->columns; c->name; c++)
        assert_int_equal(table_column(table, c) != NULL, column_is_stored(table->resource, c));
    assert_null(columns_table(&release->columns, NULL));
}

/* --- damage ----------------------------------------------------------------------------------- */

static void expect_damage(struct columns_release *release)
{
    char path[FILE_PATH_SIZE];
    file_path(path, release->dir, layout_columns, NULL);
    assert_int_equal(columns_check(&release->columns, &release->problem), STATUS_BAD_RELEASE);
    assert_string_equal(release->problem.subject, path);
}

/* Writes over a section, which is mapped and shared. */
static void overwrite(struct columns_release *release, const char *table, const char *column,
                      enum section_kind kind)
{
    char path[FILE_PATH_SIZE], bytes[64];
    const struct section_record *record = section_find(&release->columns.file, table, column, kind);
    assert_non_null(record);
    memset(bytes, 0xA5, sizeof bytes);
    size_t size = (size_t)record->count * record->width;
    file_path(path, release->dir, layout_columns, NULL);
    int fd = open(path, O_WRONLY);
    assert_true(size <= sizeof bytes);
    assert_int_equal(pwrite(fd, bytes, size, (off_t)record->offset), size);
    close(fd);
}

static void what_is_whole_is_said_to_be(void **state)
{
    struct columns_release *release = *state;
    assert_int_equal(columns_check(&release->columns, &release->problem), STATUS_OK);
}

static void a_code_that_cannot_be_is_damage(void **state)
{
    struct columns_release *release = *state;
    overwrite(release, "programs", "name_ja", SECTION_CODES);
    const struct column_data *names = columns_release_data(release, "programs", "name_ja");
    assert_int_equal(data_code(names, 0), 0);
    expect_damage(release);
}

static void an_end_that_cannot_be_is_damage(void **state)
{
    struct columns_release *release = *state;
    overwrite(release, "programs", "name_ja", SECTION_ENDS);
    const struct column_data *names = columns_release_data(release, "programs", "name_ja");
    assert_int_equal(data_text(names, 1, NULL).len, 0);
    expect_damage(release);
}

static void without_its_file_a_release_is_damaged(void **state)
{
    struct columns_release *release = *state;
    struct columns columns;
    char path[FILE_PATH_SIZE];
    file_path(path, release->dir, layout_columns, NULL);
    assert_int_equal(unlink(path), 0);
    assert_int_equal(columns_open(&columns, release->dir, 0, &release->problem),
                     STATUS_BAD_RELEASE);
    assert_string_equal(release->problem.subject, path);
}

/* --- as of a release -------------------------------------------------------------------------- */

enum { LAST_RELEASE = 4 };

/* p1 changed in 2 and 4; p2, whose parent is p1, came in 3; p0 was there until 2. */
static int set_up_past(void **state)
{
    struct columns_release *release = calloc(1, sizeof *release);
    *state = release;
    if (!release || !columns_release_begin_number(release, LAST_RELEASE))
        return -1;
    columns_release_row(release, "programs", "id=p1|name_ja=three|kind=plan");
    columns_release_row(release, "programs", "id=p2|name_ja=child|kind=hub|parent=p1");
    columns_release_changes(release, 2, "programs,p1,name_ja,one,two\r\n");
    columns_release_changes(release, 3,
                            "programs,p0,*,,removed\r\nprograms,p0,id,p0,\r\n"
                            "programs,p0,name_ja,zero,\r\nprograms,p2,*,,added\r\n");
    columns_release_changes(release, 4, "programs,p1,name_ja,two,three\r\n");
    return columns_release_open(release) == STATUS_OK ? 0 : -1;
}

static void expect_name(struct columns_release *release, const char *id, const char *name)
{
    const struct column_data *names = columns_release_data(release, "programs", "name_ja");
    uint32_t row;
    bool found = table_find(names->table, slice_of(id), &row);
    assert_int_equal(found, name != NULL);
    if (found)
        assert_true(slice_is(text_of(release, names, row), name));
}

static void of_a_record_one_version_holds_in_each_release(void **state)
{
    static const char *const expected[LAST_RELEASE][3] = {{"zero", "one", NULL},
                                                          {"zero", "two", NULL},
                                                          {NULL, "two", "child"},
                                                          {NULL, "three", "child"}};
    struct columns_release *release = *state;
    for (uint64_t view = 1; view <= LAST_RELEASE; view++) {
        assert_int_equal(columns_release_look(release, view), STATUS_OK);
        assert_int_equal(release->columns.view, view);
        expect_name(release, "p0", expected[view - 1][0]);
        expect_name(release, "p1", expected[view - 1][1]);
        expect_name(release, "p2", expected[view - 1][2]);
    }
    assert_int_equal(columns_release_look(release, 0), STATUS_OK);
    expect_name(release, "p1", "three");
}

static void a_reference_leads_to_the_version_that_holds(void **state)
{
    static const char *const expected[] = {"two", "three"};
    struct columns_release *release = *state;
    for (uint64_t view = 3; view <= LAST_RELEASE; view++) {
        assert_int_equal(columns_release_look(release, view), STATUS_OK);
        const struct column_data *parents = columns_release_data(release, "programs", "parent");
        const struct column_data *names = columns_release_data(release, "programs", "name_ja");
        uint32_t row, target, code;
        assert_true(table_find(parents->table, slice_of("p2"), &row));
        assert_true(data_follow(parents, row, &target));
        assert_true(slice_is(text_of(release, names, target), expected[view - 3]));
        assert_true(slice_is(text_of(release, parents, row), "p1"));
        assert_true(data_find(parents, slice_of("p1"), &code));
        assert_int_equal(code, data_code(parents, row));
        assert_int_equal(table_last_version(parents->table, target) + 1, code);
    }
}

static void an_id_has_one_code_in_all_versions(void **state)
{
    const struct table_data *table = columns_release_table(*state, "programs");
    static const uint32_t codes[] = {0, 1, 1, 1, 2}, last[] = {0, 3, 4};
    assert_int_equal(table->rows, 5);
    assert_int_equal(table->ids, 3);
    for (uint32_t row = 0; row < table->rows; row++)
        assert_int_equal(data_code(&table->columns[0], row), codes[row]);
    for (uint32_t id = 0; id < table->ids; id++)
        assert_int_equal(table_row_of_id(table, id), last[id]);
    assert_false(columns_release_table(*state, "kpis")->versioned);
}

static void a_release_that_is_not_reached_is_gone(void **state)
{
    struct columns_release *release = *state;
    assert_int_equal(columns_release_look(release, LAST_RELEASE + 1), STATUS_RELEASE_GONE);
    columns_release_changes(release, 3, "instance,instance,fiscal_year_first_month,10,4\r\n");
    const struct instance instance = {.first_month = RELEASE_FIRST_MONTH};
    assert_int_equal(store_build(release->dir, &instance, &release->problem), STATUS_OK);
    assert_int_equal(columns_release_look(release, 2), STATUS_RELEASE_GONE);
    assert_int_equal(columns_release_look(release, 3), STATUS_OK);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
#define PAST(name) cmocka_unit_test_setup_teardown(name, set_up_past, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(each_row_has_the_code_of_its_text),
        TEST(numbers_have_the_rank_of_their_value),
        TEST(periods_have_their_days),
        TEST(a_reference_leads_to_the_row_of_its_record),
        TEST(a_record_is_found_by_its_id_joined_or_not),
        TEST(a_bound_is_the_first_that_is_not_before),
        TEST(a_column_that_is_not_stored_is_none),
        TEST(what_is_whole_is_said_to_be),
        TEST(a_code_that_cannot_be_is_damage),
        TEST(an_end_that_cannot_be_is_damage),
        TEST(without_its_file_a_release_is_damaged),
        PAST(of_a_record_one_version_holds_in_each_release),
        PAST(a_reference_leads_to_the_version_that_holds),
        PAST(an_id_has_one_code_in_all_versions),
        PAST(a_release_that_is_not_reached_is_gone),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
