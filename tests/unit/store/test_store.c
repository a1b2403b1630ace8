/* store.h: a database filled from canonical CSV gives the same cells back, in order, filtered and
 * page by page. */
#include "hiraku/base/clock.h"
#include "hiraku/model/instance.h"
#include "hiraku/model/model.h"
#include "hiraku/model/registry.h"
#include "hiraku/query/query.h"
#include "hiraku/query/view.h"
#include "hiraku/store/build.h"
#include "hiraku/store/columns/selection.h"
#include "hiraku/store/count.h"
#include "hiraku/store/cursor.h"
#include "hiraku/store/db.h"
#include "hiraku/store/store.h"

#include "api/store/store.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

struct fixture {
    char dir[64];
    struct store *store;
    struct arena arena;
    struct problem problem;
};

/* Rows without their header, per table; the rest of the tables is empty. */
static const struct {
    const char *table, *rows;
} rows[] = {
    {"sources", "s1,出典一,Source one,plan,,,,,,,,\r\n"},
    {"programs", "p1,計画,A plan,plan,,,,,,,,,,ended,,,,,,,s1,,,,\r\n"
                 "p2,拠点,,hub,,p1,,,,,,,,running,,,,,,,s1,line 5,,,\r\n"},
    {"kpis", "k1,KPI①,kpi,p1,,,,,件数,,件,,NUM,,2,flow,,,,,yearly,,,,,,s1,,,,\r\n"},
    {"observations", "k1,FY2023,target,increment,,,,10.00,,exact,final,,,,,,s1,,,,\r\n"
                     "k1,FY2024,target,increment,,,,5.00,,exact,final,,,,,,s1,,,,\r\n"
                     "k1,undated,baseline,level,,,,0.00,,exact,final,,,,,,s1,,,,\r\n"},
};

/* Rows of more than one block of a column. */
enum { MANY = 9000, SOON_MS = 200 };

static void write_many(FILE *file)
{
    for (int i = 0; i < MANY; i++)
        fprintf(file, "c%05d,,name,,\r\n", i);
}

static void write_table(const char *dir, const struct resource *resource)
{
    char path[256];
    snprintf(path, sizeof path, "%s/data/%s.csv", dir, resource->name);
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    const char *comma = "";
    for (const struct column *c = resource->columns; c->name; c++)
        if (column_is_written(c)) {
            fprintf(file, "%s%s", comma, c->name);
            comma = ",";
        }
    fputs("\r\n", file);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (strcmp(rows[i].table, resource->name) == 0)
            fputs(rows[i].rows, file);
    if (strcmp(resource->name, "categories") == 0)
        write_many(file);
    assert_int_equal(fclose(file), 0);
}

static int build(void **state)
{
    static struct fixture fixture;
    struct fixture *f = &fixture;
    struct instance instance = {.first_month = 4};
    char path[128];
    *f = (struct fixture){.dir = "/tmp/hiraku-store-XXXXXX"};
    if (!mkdtemp(f->dir))
        return -1;
    snprintf(path, sizeof path, "%s/data", f->dir);
    mkdir(path, 0700);
    for (size_t i = 0; i < model_resource_count; i++)
        write_table(f->dir, model_resources[i]);
    arena_init(&f->arena, 1 << 20);
    if (store_build(f->dir, &instance, &f->problem) != STATUS_OK ||
        store_open(&f->store, f->dir, 0, &f->problem) != STATUS_OK) {
        print_error("%s: %s\n", f->problem.subject, f->problem.reason);
        return -1;
    }
    *state = f;
    return 0;
}

static int clean(void **state)
{
    struct fixture *f = *state;
    char command[128];
    store_close(f->store);
    arena_free(&f->arena);
    snprintf(command, sizeof command, "rm -rf '%s'", f->dir);
    return system(command);
}

static struct query all_of(const char *table)
{
    return (struct query){.resource = model_resource(slice_of(table))};
}

static void add_filter(struct fixture *f, struct query *query, const char *name, const char *value)
{
    const struct parameter parameter = {slice_of(name), slice_of(value)};
    struct query parsed = {.resource = query->resource};
    assert_int_equal(query_parse(&parsed, &f->arena, &parameter, 1,
                                 (struct query_rules){.form = QUERY_ROWS, .first_month = 4},
                                 &f->problem),
                     STATUS_OK);
    query->filters[query->filter_count++] = parsed.filters[0];
}

/* The cells of `column` of all rows, joined with spaces. */
static const char *column_of(struct fixture *f, const struct query *query, const char *column,
                             unsigned without)
{
    static char text[512];
    struct view view;
    struct cursor *cursor;
    struct row row;
    bool more = true;
    size_t len = 0;
    view_init(&view, query->resource, without);
    assert_int_equal(store_select(f->store, query, &view, &cursor, &f->problem), STATUS_OK);
    for (;;) {
        assert_int_equal(cursor_next(cursor, &row, &more, &f->problem), STATUS_OK);
        if (!more)
            break;
        struct slice cell = row_cell(&row, column);
        len += (size_t)snprintf(text + len, sizeof text - len, "%s%.*s", len ? " " : "",
                                (int)cell.len, cell.at ? cell.at : "");
    }
    text[len] = '\0';
    cursor_close(cursor);
    return text;
}

static void rows_come_in_key_order(void **state)
{
    struct query query = all_of("programs");
    assert_string_equal(column_of(*state, &query, "id", 0), "p1 p2");
}

static void values_keep_their_digits(void **state)
{
    struct query query = all_of("observations");
    assert_string_equal(column_of(*state, &query, "value", 0), "10.00 5.00 0.00");
}

static void the_id_of_several_keys_is_joined(void **state)
{
    struct query query = all_of("observations");
    query.limit = 1;
    assert_string_equal(column_of(*state, &query, "id", 0), "k1.FY2023.target.increment._._._");
}

static void a_fiscal_year_starts_in_the_instances_month(void **state)
{
    struct query query = all_of("observations");
    query.limit = 1;
    assert_string_equal(column_of(*state, &query, "starts", 0), "2023-04-01");
    assert_string_equal(column_of(*state, &query, "ends", 0), "2024-03-31");
    assert_string_equal(column_of(*state, &query, "fiscal_year", 0), "2023");
}

static void a_filter_keeps_what_is_equal(void **state)
{
    struct query query = all_of("programs");
    add_filter(*state, &query, "kind", "hub");
    assert_string_equal(column_of(*state, &query, "id", 0), "p2");
    uint64_t count;
    struct fixture *f = *state;
    bool complete;
    assert_int_equal(store_count(f->store, &query, 1000, &count, &complete, &f->problem),
                     STATUS_OK);
    assert_int_equal(count, 1);
    assert_true(complete);
    assert_int_equal(store_count(f->store, &query, -1, &count, &complete, &f->problem), STATUS_OK);
    assert_int_equal(count, 1);
}

static void equal_numbers_match_whatever_their_zeros(void **state)
{
    struct query query = all_of("observations");
    add_filter(*state, &query, "value", "5");
    assert_string_equal(column_of(*state, &query, "value", 0), "5.00");
}

static const char *periods_where(void **state, const char *name, const char *value)
{
    struct query query = all_of("observations");
    add_filter(*state, &query, name, value);
    return column_of(*state, &query, "period", 0);
}

static void periods_compare_by_their_days(void **state)
{
    assert_string_equal(periods_where(state, "period__ge", "FY2024"), "FY2024");
    assert_string_equal(periods_where(state, "period__ge", "令和5年度"), "FY2023 FY2024");
    assert_string_equal(periods_where(state, "period__gt", "FY2023"), "FY2024");
    assert_string_equal(periods_where(state, "period__le", "FY2023"), "FY2023");
    assert_string_equal(periods_where(state, "period__lt", "2024-04-01"), "FY2023");
    assert_string_equal(periods_where(state, "period__lt", "FY2023"), "");
    assert_string_equal(periods_where(state, "starts__lt", "2024-04-01"), "FY2023");
}

static void numbers_compare_as_numbers(void **state)
{
    assert_string_equal(periods_where(state, "value__gt", "5"), "FY2023");
    assert_string_equal(periods_where(state, "value__le", "5.0"), "FY2024 undated");
    assert_string_equal(periods_where(state, "value", "10,0"), "FY2023 undated");
    assert_string_equal(periods_where(state, "fiscal_year__le", "2023"), "FY2023");
}

static void conditions_reach_through_two_references(void **state)
{
    assert_string_equal(periods_where(state, "kpi.program", "p1"), "FY2023 FY2024 undated");
    assert_string_equal(periods_where(state, "kpi.program.kind", "plan"), "FY2023 FY2024 undated");
    assert_string_equal(periods_where(state, "kpi.program.kind__ne", "plan"), "");
    assert_string_equal(periods_where(state, "kpi.name_ja__contains", "件"),
                        "FY2023 FY2024 undated");
}

static void text_compares_as_nfkc(void **state)
{
    struct query query = all_of("sources");
    add_filter(*state, &query, "title_en__startswith", "Ｓｏｕｒｃｅ");
    assert_string_equal(column_of(*state, &query, "id", 0), "s1");
    query.filter_count = 0;
    add_filter(*state, &query, "title_en", "source one");
    assert_string_equal(column_of(*state, &query, "id", 0), "");
}

static void emptiness_can_be_asked_for(void **state)
{
    struct query query = all_of("programs");
    add_filter(*state, &query, "parent__isnull", "true");
    assert_string_equal(column_of(*state, &query, "id", 0), "p1");
    query.filter_count = 0;
    add_filter(*state, &query, "parent__isnull", "false");
    assert_string_equal(column_of(*state, &query, "id", 0), "p2");
    query.filter_count = 0;
    add_filter(*state, &query, "parent__ne", "p1");
    assert_string_equal(column_of(*state, &query, "id", 0), "p1");
}

static void a_descending_order_continues_on_the_next_page(void **state)
{
    struct query query = all_of("observations");
    query.order[query.order_count] = model_column(query.resource, slice_of("value"));
    query.descending[query.order_count++] = true;
    assert_string_equal(column_of(*state, &query, "value", 0), "10.00 5.00 0.00");
    struct fixture *f = *state;
    struct view view;
    struct cursor *cursor;
    struct row row;
    bool more;
    query.limit = 1;
    view_init(&view, query.resource, 0);
    assert_int_equal(store_select(f->store, &query, &view, &cursor, &f->problem), STATUS_OK);
    assert_int_equal(cursor_next(cursor, &row, &more, &f->problem), STATUS_OK);
    assert_int_equal(cursor_position(cursor, &f->arena, &query.after), STATUS_OK);
    cursor_close(cursor);
    query.limit = 0;
    assert_string_equal(column_of(f, &query, "value", 0), "5.00 0.00");
}

static void words_are_found_in_any_kana_and_width(void **state)
{
    struct query query = all_of("programs");
    const char *const words[] = {"拠点", "点", "ＨＵＢ", "計画 Plan"};
    const char *const found[] = {"p2", "p2", "", "p1"};
    struct fixture *f = *state;
    for (size_t i = 0; i < 4; i++) {
        struct parameter parameter = {slice_of("q"), slice_of(words[i])};
        query = all_of("programs");
        assert_int_equal(query_parse(&query, &f->arena, &parameter, 1,
                                     (struct query_rules){.form = QUERY_ROWS, .first_month = 4},
                                     &f->problem),
                         STATUS_OK);
        assert_string_equal(column_of(f, &query, "id", 0), found[i]);
    }
}

static void an_order_of_time_puts_undated_first_and_pages_continue_it(void **state)
{
    struct fixture *f = *state;
    struct query query = all_of("observations");
    struct view view;
    struct cursor *cursor;
    struct row row;
    bool more;
    query.order[query.order_count++] = model_column(query.resource, slice_of("starts"));
    assert_string_equal(column_of(f, &query, "period", 0), "undated FY2023 FY2024");
    query.limit = 2;
    view_init(&view, query.resource, 0);
    assert_int_equal(store_select(f->store, &query, &view, &cursor, &f->problem), STATUS_OK);
    assert_int_equal(cursor_next(cursor, &row, &more, &f->problem), STATUS_OK);
    assert_int_equal(cursor_next(cursor, &row, &more, &f->problem), STATUS_OK);
    struct position position = {0};
    assert_int_equal(cursor_position(cursor, &f->arena, &position), STATUS_OK);
    cursor_close(cursor);
    query.after = position;
    assert_string_equal(column_of(f, &query, "period", 0), "FY2024");
}

static void a_title_is_looked_up_through_its_reference(void **state)
{
    struct query query = all_of("programs");
    query.limit = 1;
    assert_string_equal(column_of(*state, &query, "source_title_ja", 0), "出典一");
}

static void the_area_of_a_figure_is_the_kpis_where_it_has_none(void **state)
{
    struct query query = all_of("observations");
    query.limit = 1;
    assert_string_equal(column_of(*state, &query, "_unit_ja", 0), "件");
    assert_string_equal(column_of(*state, &query, "_obs_status", 0), "A");
}

static void a_view_without_hidden_columns_shows_none(void **state)
{
    (void)state;
    struct view view;
    view_init(&view, model_resource(slice_of("programs")), COL_HIDDEN | COL_LOOKUP);
    for (size_t i = 0; i < view.count; i++)
        assert_int_not_equal(view.columns[i]->name[0], '_');
    assert_int_equal(view_index(&view, "source_title_ja"), -1);
}

static void a_record_is_there_or_not(void **state)
{
    struct fixture *f = *state;
    bool found;
    const struct resource *programs = model_resource(slice_of("programs"));
    assert_int_equal(store_has(f->store, programs, slice_of("p1"), &found, &f->problem), STATUS_OK);
    assert_true(found);
    assert_int_equal(store_has(f->store, programs, slice_of("p9"), &found, &f->problem), STATUS_OK);
    assert_false(found);
}

static void the_nearest_id_is_found(void **state)
{
    struct fixture *f = *state;
    struct slice nearest;
    const struct resource *kpis = model_resource(slice_of("observations"));
    assert_int_equal(store_nearest(f->store, kpis, slice_of("k1.FY2023.target.increment.__._"),
                                   &f->arena, &nearest, &f->problem),
                     STATUS_OK);
    assert_true(slice_is(nearest, "k1.FY2023.target.increment._._._"));
}

static void a_count_stops_when_its_time_is_over(void **state)
{
    struct fixture *f = *state;
    struct query query = all_of("categories");
    const struct selection_context context = {&f->store->columns, 4, NULL};
    struct selection selection;
    uint64_t count;
    bool complete;
    assert_int_equal(selection_open(&selection, &context, &query, &f->problem), STATUS_OK);
    assert_int_equal(selection_count(&selection, 1, &count, &complete, &f->problem), STATUS_OK);
    assert_false(complete);
    assert_in_range(count, 1, MANY - 1);
    assert_int_equal(selection_count(&selection, 0, &count, &complete, &f->problem), STATUS_OK);
    assert_true(complete);
    assert_int_equal(count, MANY);
    selection_close(&selection);
}

/* As a stream gets more time with every piece that is sent. */
static void a_deadline_may_be_put_off_while_rows_are_read(void **state)
{
    struct fixture *f = *state;
    struct query query = all_of("categories");
    struct view view;
    struct cursor *cursor;
    struct row row;
    uint64_t count = 0;
    bool more = true;
    view_init(&view, query.resource, COL_HIDDEN | COL_LOOKUP);
    store_deadline(f->store, clock_monotonic_ms() + SOON_MS);
    assert_int_equal(store_select(f->store, &query, &view, &cursor, &f->problem), STATUS_OK);
    assert_int_equal(cursor_next(cursor, &row, &more, &f->problem), STATUS_OK);
    store_deadline(f->store, 0);
    usleep((SOON_MS + 10) * 1000);
    for (; more; count++)
        assert_int_equal(cursor_next(cursor, &row, &more, &f->problem), STATUS_OK);
    assert_int_equal(count, MANY);
    cursor_close(cursor);
}

static void a_read_stops_at_its_deadline(void **state)
{
    struct fixture *f = *state;
    struct query query = all_of("categories");
    uint64_t count;
    bool complete;
    store_deadline(f->store, 1);
    assert_int_equal(store_count(f->store, &query, -1, &count, &complete, &f->problem),
                     STATUS_DEADLINE);
    store_deadline(f->store, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_count_stops_when_its_time_is_over),
        cmocka_unit_test(a_deadline_may_be_put_off_while_rows_are_read),
        cmocka_unit_test(a_read_stops_at_its_deadline),
        cmocka_unit_test(rows_come_in_key_order),
        cmocka_unit_test(values_keep_their_digits),
        cmocka_unit_test(the_id_of_several_keys_is_joined),
        cmocka_unit_test(a_fiscal_year_starts_in_the_instances_month),
        cmocka_unit_test(a_filter_keeps_what_is_equal),
        cmocka_unit_test(equal_numbers_match_whatever_their_zeros),
        cmocka_unit_test(an_order_of_time_puts_undated_first_and_pages_continue_it),
        cmocka_unit_test(periods_compare_by_their_days),
        cmocka_unit_test(numbers_compare_as_numbers),
        cmocka_unit_test(conditions_reach_through_two_references),
        cmocka_unit_test(text_compares_as_nfkc),
        cmocka_unit_test(emptiness_can_be_asked_for),
        cmocka_unit_test(a_descending_order_continues_on_the_next_page),
        cmocka_unit_test(words_are_found_in_any_kana_and_width),
        cmocka_unit_test(a_title_is_looked_up_through_its_reference),
        cmocka_unit_test(the_area_of_a_figure_is_the_kpis_where_it_has_none),
        cmocka_unit_test(a_view_without_hidden_columns_shows_none),
        cmocka_unit_test(a_record_is_there_or_not),
        cmocka_unit_test(the_nearest_id_is_found),
    };
    return cmocka_run_group_tests(tests, build, clean);
}
