/* query.h: parameters against the model, canonical forms and cursors. */
#include "hiraku/base/arena.h"
#include "hiraku/model/model.h"
#include "hiraku/query/query.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

struct fixture {
    struct arena arena;
    struct query query;
    struct problem problem;
};

static enum status parse(struct fixture *f, const char *table, const char *text, bool paged)
{
    struct parameter parameters[16];
    size_t count;
    arena_init(&f->arena, 1 << 20);
    f->query = (struct query){.resource = model_resource(slice_of(table))};
    f->problem = (struct problem){0};
    enum status status =
        query_split(&f->arena, slice_of(text), parameters, 16, &count, &f->problem);
    if (status == STATUS_OK)
        status =
            query_parse(&f->query, &f->arena, parameters, count,
                        (struct query_rules){paged ? QUERY_PAGES : QUERY_ROWS, 4}, &f->problem);
    return status;
}

static void without_parameters_a_page_has_a_hundred_rows(void **state)
{
    (void)state;
    struct fixture f;
    assert_int_equal(parse(&f, "programs", "", true), STATUS_OK);
    assert_int_equal(f.query.limit, 100);
    assert_int_equal(f.query.filter_count, 0);
    arena_free(&f.arena);
}

static void a_whole_table_has_no_limit(void **state)
{
    (void)state;
    struct fixture f;
    assert_int_equal(parse(&f, "programs", "kind=plan", false), STATUS_OK);
    assert_int_equal(f.query.limit, 0);
    assert_int_equal(f.query.filter_count, 1);
    arena_free(&f.arena);
}

static void an_unknown_parameter_names_the_nearest_column(void **state)
{
    (void)state;
    struct fixture f;
    assert_int_equal(parse(&f, "programs", "kinds=plan", true), STATUS_UNKNOWN_PARAMETER);
    assert_string_equal(f.problem.subject, "kinds");
    assert_string_equal(f.problem.nearest, "kind");
    assert_non_null(strstr(f.problem.allowed, "municipality"));
    arena_free(&f.arena);
}

static void reads_as(const char *text, const char *canonical)
{
    struct fixture f;
    assert_int_equal(parse(&f, "observations", text, true), STATUS_OK);
    struct slice written = query_canonical(&f.query, &f.arena, (struct slice){0});
    char whole[256];
    snprintf(whole, sizeof whole, "%.*s", (int)written.len, written.at);
    assert_string_equal(whole, canonical);
    arena_free(&f.arena);
}

static void a_fiscal_year_is_known_by_its_names(void **state)
{
    (void)state;
    reads_as("fiscal_year=2023", "fiscal_year=2023");
    reads_as("fiscal_year=FY2023", "fiscal_year=2023");
    reads_as("fiscal_year=%E4%BB%A4%E5%92%8C5%E5%B9%B4%E5%BA%A6", "fiscal_year=2023");
    reads_as("fiscal_year=%E5%B9%B3%E6%88%9031%E5%B9%B4%E5%BA%A6", "fiscal_year=2019");
    reads_as("fiscal_year=FY2023,2021", "fiscal_year=2021%2C2023");
    reads_as("fiscal_year__ge=FY2023", "fiscal_year__ge=2023");
}

static void other_periods_and_other_numbers_are_no_fiscal_years(void **state)
{
    static const char *const bad[] = {"fiscal_year=FY2023-H1",     "fiscal_year=2023-04",
                                      "fiscal_year=FY2023/FY2024", "fiscal_year=FY",
                                      "sample_size=FY2023",        "rank=FY2023"};
    (void)state;
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        struct fixture f;
        assert_int_equal(parse(&f, "observations", bad[i], true), STATUS_BAD_PARAMETER);
        arena_free(&f.arena);
    }
}

static void a_date_is_compared_with_the_days_of_a_period(void **state)
{
    (void)state;
    reads_as("starts__lt=2024-04", "starts__lt=2024-04-01");
    reads_as("starts__ge=2024-04", "starts__ge=2024-04-01");
    reads_as("starts__le=2024-02", "starts__le=2024-02-29");
    reads_as("starts__gt=2024-02", "starts__gt=2024-02-29");
    reads_as("ends__le=FY2023", "ends__le=2024-03-31");
    reads_as("ends__ge=2023-04-01/..", "ends__ge=2023-04-01");
    reads_as("starts__lt=2024-04-15", "starts__lt=2024-04-15");
}

static void a_date_is_not_compared_with_an_end_that_is_not_stated(void **state)
{
    static const char *const bad[] = {"ends__le=2023-04-01/..", "starts__lt=../2023-04-01",
                                      "starts=2024-04", "starts__in=2024-04", "starts__lt=soon"};
    (void)state;
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        struct fixture f;
        assert_int_equal(parse(&f, "observations", bad[i], true), STATUS_BAD_PARAMETER);
        arena_free(&f.arena);
    }
}

static void a_hidden_column_is_no_parameter(void **state)
{
    (void)state;
    struct fixture f;
    assert_int_equal(parse(&f, "programs", "_public=true", true), STATUS_UNKNOWN_PARAMETER);
    arena_free(&f.arena);
}

static void a_repeated_parameter_that_is_no_list_is_refused(void **state)
{
    (void)state;
    static const char *const cases[] = {"limit=3&limit=4",
                                        "name_ja=a&name_ja=b",
                                        "kind__ne=plan&kind__ne=hub",
                                        "period__ge=2020&period__ge=2021",
                                        "q=a&q=b",
                                        "website=a&website=b"};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct fixture f;
        assert_int_equal(parse(&f, "programs", cases[i], true), STATUS_REPEATED_PARAMETER);
        arena_free(&f.arena);
    }
}

static void a_list_may_be_written_as_several_parameters(void **state)
{
    (void)state;
    static const struct {
        const char *several, *one;
    } cases[] = {{"kind=plan&kind=hub", "kind=plan,hub"},
                 {"kind[]=plan", "kind=plan"},
                 {"kind%5B%5D=plan&limit=5&kind%5B%5D=hub", "kind=plan,hub&limit=5"},
                 {"kind[0]=plan&kind[1]=hub&kind[12]=survey", "kind=plan,hub,survey"},
                 {"kind=plan,hub&kind[]=survey", "kind=plan,hub,survey"},
                 {"kind__notin=plan&kind__notin=hub", "kind__notin=plan,hub"},
                 {"municipality.kind=city&municipality.kind=town", "municipality.kind=city,town"},
                 {"sort=kind&sort=-id", "sort=kind,-id"},
                 {"fields=id&fields[]=kind", "fields=id,kind"},
                 {"include=parent&include=source", "include=parent,source"},
                 {"facet=kind&facet=status", "facet=kind,status"}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct fixture several, one;
        assert_int_equal(parse(&several, "programs", cases[i].several, true), STATUS_OK);
        assert_int_equal(parse(&one, "programs", cases[i].one, true), STATUS_OK);
        struct slice none = {NULL, 0};
        assert_string_equal(query_canonical(&several.query, &several.arena, none).at,
                            query_canonical(&one.query, &one.arena, none).at);
        arena_free(&several.arena);
        arena_free(&one.arena);
    }
}

static void what_has_brackets_and_is_no_list_is_unknown(void **state)
{
    (void)state;
    static const struct {
        const char *text, *nearest;
    } cases[] = {
        {"limit[]=5", "limit"},     {"kind[eq]=plan", "kind"}, {"filter[kind]=plan", "kind"},
        {"name_ja[]=a", "name_ja"}, {"[]=plan", ""},           {"[0]=plan", ""}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct fixture f;
        assert_int_equal(parse(&f, "programs", cases[i].text, true), STATUS_UNKNOWN_PARAMETER);
        assert_string_equal(f.problem.nearest, cases[i].nearest);
        arena_free(&f.arena);
    }
}

static void names_that_other_services_have_lead_to_ours(void **state)
{
    (void)state;
    static const struct {
        const char *text, *nearest;
    } cases[] = {{"page=2", "cursor"},    {"offset=20", "cursor"},        {"$skip=1", "cursor"},
                 {"per_page=5", "limit"}, {"$limit=5", "limit"},          {"rows=5", "limit"},
                 {"pageSize=5", "limit"}, {"order_by=id", "sort"},        {"limti=5", "limit"},
                 {"feilds=id", "fields"}, {"filters=[object Object]", ""}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct fixture f;
        assert_int_equal(parse(&f, "programs", cases[i].text, true), STATUS_UNKNOWN_PARAMETER);
        assert_string_equal(f.problem.nearest, cases[i].nearest);
        arena_free(&f.arena);
    }
}

static void a_number_with_check_digits_has_its_form(void **state)
{
    (void)state;
    struct fixture f;
    assert_int_equal(parse(&f, "municipalities", "id=13104", true), STATUS_BAD_PARAMETER);
    assert_int_equal(parse(&f, "municipalities", "id=131041", true), STATUS_OK);
    assert_int_equal(parse(&f, "municipalities", "id=131041,131042", true), STATUS_BAD_PARAMETER);
    assert_string_equal(f.problem.nearest, "131041");
    assert_int_equal(parse(&f, "startups", "corporate_number=123", true), STATUS_BAD_PARAMETER);
    arena_free(&f.arena);
}

static void an_unknown_code_names_those_there_are(void **state)
{
    (void)state;
    struct fixture f;
    assert_int_equal(parse(&f, "programs", "kind=plans", true), STATUS_BAD_PARAMETER);
    assert_string_equal(f.problem.subject, "kind");
    assert_string_equal(f.problem.nearest, "plan");
    assert_non_null(strstr(f.problem.allowed, "challenge"));
    arena_free(&f.arena);
}

static void limits_outside_1_to_1000_are_refused(void **state)
{
    (void)state;
    const char *const bad[] = {"limit=0", "limit=1001", "limit=-1",
                               "limit=x", "limit=",     "limit=1.0"};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        struct fixture f;
        assert_int_equal(parse(&f, "programs", bad[i], true), STATUS_BAD_PARAMETER);
        arena_free(&f.arena);
    }
}

static void a_parameter_of_pages_is_refused_in_other_forms_and_says_where_it_belongs(void **state)
{
    (void)state;
    struct fixture f;
    assert_int_equal(parse(&f, "programs", "limit=5", false), STATUS_PARAMETER_ELSEWHERE);
    assert_string_equal(f.problem.value, "JSON");
    arena_free(&f.arena);
}

static void a_japanese_period_is_made_canonical(void **state)
{
    (void)state;
    struct fixture f;
    /* 令和5年度, percent-encoded */
    assert_int_equal(
        parse(&f, "observations", "period=%E4%BB%A4%E5%92%8C5%E5%B9%B4%E5%BA%A6", true), STATUS_OK);
    assert_true(slice_is(f.query.filters[0].value, "FY2023"));
    arena_free(&f.arena);
}

static void bad_percent_encoding_is_refused(void **state)
{
    (void)state;
    const char *const bad[] = {"kind=%zz", "kind=%00", "kind=%", "kind=%C3", "%zz=1"};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        struct fixture f;
        assert_int_equal(parse(&f, "programs", bad[i], true), STATUS_BAD_TARGET);
        arena_free(&f.arena);
    }
}

static void the_canonical_form_does_not_depend_on_the_order_of_parameters(void **state)
{
    (void)state;
    struct fixture a, b;
    assert_int_equal(parse(&a, "programs", "status=ended&limit=7&kind=plan", true), STATUS_OK);
    assert_int_equal(parse(&b, "programs", "limit=7&kind=plan&status=ended", true), STATUS_OK);
    struct slice left = query_canonical(&a.query, &a.arena, slice_of(NULL));
    struct slice right = query_canonical(&b.query, &b.arena, slice_of(NULL));
    assert_true(slice_is(left, "kind=plan&limit=7&status=ended"));
    assert_true(slice_equal(left, right));
    arena_free(&a.arena);
    arena_free(&b.arena);
}

static void the_default_limit_is_left_out_of_the_canonical_form(void **state)
{
    (void)state;
    struct fixture f;
    assert_int_equal(parse(&f, "programs", "limit=100", true), STATUS_OK);
    assert_int_equal(query_canonical(&f.query, &f.arena, slice_of(NULL)).len, 0);
    arena_free(&f.arena);
}

static void an_operator_that_a_type_has_not_names_those_it_has(void **state)
{
    (void)state;
    struct fixture f;
    assert_int_equal(parse(&f, "programs", "kind__ge=plan", true), STATUS_BAD_OPERATOR);
    assert_string_equal(f.problem.subject, "kind");
    assert_string_equal(f.problem.value, "ge");
    assert_string_equal(f.problem.allowed, "eq, ne, in, notin, isnull");
    arena_free(&f.arena);
}

static void a_name_reaches_through_two_references_at_most(void **state)
{
    (void)state;
    struct fixture f;
    assert_int_equal(parse(&f, "observations", "kpi.program.kind=plan", true), STATUS_OK);
    assert_int_equal(f.query.filters[0].steps, 2);
    arena_free(&f.arena);
    assert_int_equal(parse(&f, "observations", "kpi.program.parent.kind=plan", true),
                     STATUS_TOO_MANY_STEPS);
    arena_free(&f.arena);
    assert_int_equal(parse(&f, "programs", "kind.id=plan", true), STATUS_UNKNOWN_PARAMETER);
    arena_free(&f.arena);
}

static void lists_are_canonical_whatever_their_order(void **state)
{
    (void)state;
    struct fixture f;
    assert_int_equal(parse(&f, "programs", "kind=plan,hub,plan", true), STATUS_OK);
    assert_int_equal(f.query.filters[0].comparison, COMPARISON_IN);
    assert_true(slice_is(query_canonical(&f.query, &f.arena, slice_of(NULL)), "kind=hub%2Cplan"));
    arena_free(&f.arena);
}

static void a_comma_in_text_is_a_comma(void **state)
{
    (void)state;
    struct fixture f;
    assert_int_equal(parse(&f, "programs", "name_ja=a,b", true), STATUS_OK);
    assert_int_equal(f.query.filters[0].comparison, COMPARISON_EQ);
    assert_true(slice_is(f.query.filters[0].value, "a,b"));
    arena_free(&f.arena);
}

static void a_cursor_comes_back_as_it_went_out(void **state)
{
    (void)state;
    struct fixture f;
    assert_int_equal(parse(&f, "observations", "kpi=k1", true), STATUS_OK);
    f.query.order[f.query.order_count++] = model_column(f.query.resource, slice_of("starts"));
    struct position position = {.id = slice_of("k1.2023"), .values = {slice_of("2023-04-01")}};
    struct slice cursor = query_cursor(&f.query, 42, &position, &f.arena);
    assert_true(cursor.len > 0);
    assert_null(memchr(cursor.at, '=', cursor.len));
    assert_int_equal(query_read_cursor(&f.query, cursor, &f.arena, &f.problem), STATUS_OK);
    assert_int_equal(f.query.release, 42);
    assert_true(slice_is(f.query.after.id, "k1.2023"));
    assert_int_equal(f.query.after.given, 0);
    assert_true(slice_is(f.query.after.values[0], "2023-04-01"));
    arena_free(&f.arena);
}

static void a_cursor_of_other_conditions_is_refused(void **state)
{
    (void)state;
    struct fixture f, g;
    assert_int_equal(parse(&f, "programs", "kind=plan", true), STATUS_OK);
    assert_int_equal(parse(&g, "programs", "kind=hub", true), STATUS_OK);
    struct position position = {.id = slice_of("p1")};
    struct slice cursor = query_cursor(&f.query, 1, &position, &f.arena);
    assert_int_equal(query_read_cursor(&g.query, cursor, &g.arena, &g.problem), STATUS_BAD_CURSOR);
    arena_free(&f.arena);
    arena_free(&g.arena);
}

static void a_cursor_of_a_ranked_search_counts_the_rows_given(void **state)
{
    (void)state;
    struct fixture f;
    assert_int_equal(parse(&f, "programs", "q=plan", true), STATUS_OK);
    struct position position = {.given = 200};
    struct slice cursor = query_cursor(&f.query, 1, &position, &f.arena);
    assert_int_equal(query_read_cursor(&f.query, cursor, &f.arena, &f.problem), STATUS_OK);
    assert_int_equal(f.query.after.given, 200);
    position = (struct position){.id = slice_of("p1")};
    cursor = query_cursor(&f.query, 1, &position, &f.arena);
    assert_int_equal(query_read_cursor(&f.query, cursor, &f.arena, &f.problem), STATUS_BAD_CURSOR);
    arena_free(&f.arena);
}

/* What 0.1.0 answered to /v1/programs?limit=1, without and with sort=-name_ja. */
static void a_cursor_with_the_number_of_a_row_is_of_an_earlier_version(void **state)
{
    (void)state;
    const char *const old[] = {
        "cursor=MSAxIDc5YjgwODc4ZDZiNDgzZWIgMSA",
        "cursor=MSAxIDBjMjg5NzU0MDhmMzdhMTEgOCA1MTrnpZ7miLjluILjga7jgrnjgr_jg7zjg4jjgqLjg4Pjg5fm"
        "lK_mj7Tjga7mnqDntYTjgb8",
    };
    for (size_t i = 0; i < sizeof old / sizeof *old; i++) {
        struct fixture f;
        assert_int_equal(parse(&f, "programs", old[i], true), STATUS_OLD_CURSOR);
        arena_free(&f.arena);
    }
}

static void what_is_no_cursor_is_refused(void **state)
{
    (void)state;
    const char *const bad[] = {"cursor=", "cursor=abc", "cursor=MQ", "cursor=%21%21",
                               "cursor=MSAxIDA="};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        struct fixture f;
        assert_int_equal(parse(&f, "programs", bad[i], true), STATUS_BAD_CURSOR);
        arena_free(&f.arena);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(without_parameters_a_page_has_a_hundred_rows),
        cmocka_unit_test(a_whole_table_has_no_limit),
        cmocka_unit_test(an_unknown_parameter_names_the_nearest_column),
        cmocka_unit_test(a_fiscal_year_is_known_by_its_names),
        cmocka_unit_test(other_periods_and_other_numbers_are_no_fiscal_years),
        cmocka_unit_test(a_date_is_compared_with_the_days_of_a_period),
        cmocka_unit_test(a_date_is_not_compared_with_an_end_that_is_not_stated),
        cmocka_unit_test(a_hidden_column_is_no_parameter),
        cmocka_unit_test(a_repeated_parameter_that_is_no_list_is_refused),
        cmocka_unit_test(a_list_may_be_written_as_several_parameters),
        cmocka_unit_test(what_has_brackets_and_is_no_list_is_unknown),
        cmocka_unit_test(names_that_other_services_have_lead_to_ours),
        cmocka_unit_test(a_number_with_check_digits_has_its_form),
        cmocka_unit_test(an_unknown_code_names_those_there_are),
        cmocka_unit_test(limits_outside_1_to_1000_are_refused),
        cmocka_unit_test(a_parameter_of_pages_is_refused_in_other_forms_and_says_where_it_belongs),
        cmocka_unit_test(a_japanese_period_is_made_canonical),
        cmocka_unit_test(bad_percent_encoding_is_refused),
        cmocka_unit_test(the_canonical_form_does_not_depend_on_the_order_of_parameters),
        cmocka_unit_test(the_default_limit_is_left_out_of_the_canonical_form),
        cmocka_unit_test(an_operator_that_a_type_has_not_names_those_it_has),
        cmocka_unit_test(a_name_reaches_through_two_references_at_most),
        cmocka_unit_test(lists_are_canonical_whatever_their_order),
        cmocka_unit_test(a_comma_in_text_is_a_comma),
        cmocka_unit_test(a_cursor_comes_back_as_it_went_out),
        cmocka_unit_test(a_cursor_of_other_conditions_is_refused),
        cmocka_unit_test(a_cursor_of_a_ranked_search_counts_the_rows_given),
        cmocka_unit_test(a_cursor_with_the_number_of_a_row_is_of_an_earlier_version),
        cmocka_unit_test(what_is_no_cursor_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
