/* row_source.h: rows that a service makes, as pages of a list. */
#include "hiraku/service/row_source.h"

#include "hiraku/model/instance.h"
#include "hiraku/service/list.h"
#include "hiraku/service/service.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

static const struct column columns[] = {
    {.name = "id", .type = TYPE_ID, .flags = COL_KEY},
    {.name = "number", .type = TYPE_INT},
    {0},
};

static const struct resource numbers = {.name = "numbers", .columns = columns, .on_demand = true};

/* The rows n0 0, n1 1 … up to what is asked. */
struct counting {
    int at, closed;
    char id[16], number[16];
};

static struct counting counting;

static enum status open_counting(struct row_walk *walk, const struct service *service,
                                 const struct query *query, struct problem *p)
{
    (void)service, (void)query, (void)p;
    counting.at = 0;
    walk->state = &counting;
    return STATUS_OK;
}

static enum status next_counting(struct row_walk *walk, bool *more, struct problem *p)
{
    const int *limit = walk->asked;
    (void)p;
    *more = counting.at < *limit;
    snprintf(counting.id, sizeof counting.id, "n%d", counting.at);
    snprintf(counting.number, sizeof counting.number, "%d", counting.at++);
    walk->cells[0] = slice_of(counting.id);
    walk->cells[1] = slice_of(counting.number);
    return STATUS_OK;
}

static void close_counting(struct row_walk *walk)
{
    counting.closed += walk->state != NULL;
}

static const struct row_source source = {
    .resource = &numbers, .open = open_counting, .next = next_counting, .close = close_counting};

struct fixture {
    struct arena arena;
    struct instance instance;
    struct service service;
    struct problem problem;
    struct list list;
};

static int limit;

static void ask(struct fixture *f, const char *text)
{
    struct parameter parameters[8];
    size_t count;
    *f = (struct fixture){.instance = {.first_month = 4}};
    arena_init(&f->arena, 1 << 20);
    f->service = (struct service){.instance = &f->instance, .arena = &f->arena};
    f->list.query.resource = &numbers;
    f->list.walk = (struct row_walk){.source = &source, .asked = &limit};
    assert_int_equal(query_split(&f->arena, slice_of(text), parameters, 8, &count, &f->problem),
                     STATUS_OK);
    assert_int_equal(query_parse(&f->list.query, &f->arena, parameters, count,
                                 (struct query_rules){.form = QUERY_PAGES, .first_month = 4},
                                 &f->problem),
                     STATUS_OK);
}

/* The ids of the page; the list stays open. */
static const char *page_of(struct fixture *f)
{
    static char text[256];
    struct row row;
    bool more = true;
    size_t len = 0;
    *text = '\0';
    assert_int_equal(list_open(&f->list, &f->service, &f->problem), STATUS_OK);
    while (list_next(&f->list, &row, &more, &f->problem) == STATUS_OK && more)
        len += (size_t)snprintf(text + len, sizeof text - len, "%s%.*s", len > 0 ? " " : "",
                                (int)row.cells[0].len, row.cells[0].at);
    return text;
}

static void end(struct fixture *f)
{
    counting.closed = 0;
    list_close(&f->list);
    assert_int_equal(counting.closed, 1);
    arena_free(&f->arena);
}

static void pages_follow_each_other(void **state)
{
    struct fixture f;
    char next[512];
    (void)state;
    limit = 5;
    ask(&f, "limit=2");
    assert_string_equal(page_of(&f), "n0 n1");
    struct slice cursor = list_cursor(&f.list, 1);
    snprintf(next, sizeof next, "limit=2&cursor=%.*s", (int)cursor.len, cursor.at);
    end(&f);
    ask(&f, next);
    assert_string_equal(page_of(&f), "n2 n3");
    cursor = list_cursor(&f.list, 1);
    snprintf(next, sizeof next, "limit=2&cursor=%.*s", (int)cursor.len, cursor.at);
    end(&f);
    ask(&f, next);
    assert_string_equal(page_of(&f), "n4");
    assert_int_equal(list_cursor(&f.list, 1).len, 0);
    end(&f);
}

static void all_rows_are_counted_from_any_page(void **state)
{
    struct fixture f;
    struct list_facts facts;
    (void)state;
    limit = 5;
    ask(&f, "limit=2&number__gt=0");
    assert_string_equal(page_of(&f), "n1 n2");
    assert_int_equal(list_count(&f.list, &f.service, -1, &facts, &f.problem), STATUS_OK);
    assert_int_equal(facts.total, 4);
    end(&f);
}

static void conditions_choose_rows_across_pages(void **state)
{
    struct fixture f;
    char next[512];
    (void)state;
    limit = 9;
    ask(&f, "limit=2&number__in=1,4,7");
    assert_string_equal(page_of(&f), "n1 n4");
    struct slice cursor = list_cursor(&f.list, 1);
    snprintf(next, sizeof next, "limit=2&number__in=1,4,7&cursor=%.*s", (int)cursor.len, cursor.at);
    end(&f);
    ask(&f, next);
    assert_string_equal(page_of(&f), "n7");
    end(&f);
}

static void only_the_columns_that_are_asked_for_are_shown(void **state)
{
    struct fixture f;
    struct row row;
    bool more;
    (void)state;
    limit = 1;
    ask(&f, "fields=number");
    assert_int_equal(list_open(&f.list, &f.service, &f.problem), STATUS_OK);
    assert_int_equal(list_next(&f.list, &row, &more, &f.problem), STATUS_OK);
    assert_true(more);
    assert_int_equal(row.view->count, 1);
    assert_true(slice_is(row.cells[0], "0"));
    end(&f);
}

static void what_needs_stored_rows_is_an_unknown_parameter(void **state)
{
    static const char *const names[] = {"sort", "facet", "include", "q"};
    (void)state;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        struct query query = {.resource = &numbers};
        struct parameter parameter = {slice_of(names[i]), slice_of("number")};
        struct problem problem = {0};
        struct arena arena;
        arena_init(&arena, 1 << 16);
        assert_int_equal(query_parse(&query, &arena, &parameter, 1,
                                     (struct query_rules){.form = QUERY_PAGES, .first_month = 4},
                                     &problem),
                         STATUS_UNKNOWN_PARAMETER);
        assert_null(strstr(problem.allowed, "sort"));
        assert_non_null(strstr(problem.allowed, "number"));
        arena_free(&arena);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(pages_follow_each_other),
        cmocka_unit_test(all_rows_are_counted_from_any_page),
        cmocka_unit_test(conditions_choose_rows_across_pages),
        cmocka_unit_test(only_the_columns_that_are_asked_for_are_shown),
        cmocka_unit_test(what_needs_stored_rows_is_an_unknown_parameter),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
