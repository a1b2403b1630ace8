/* past.h: the changes of releases, undone, give the versions of a record. */
#include "api/store/columns/past.h"

#include "columns_release.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

enum { LAST = 5, TEXT_SIZE = 256 };

struct fixture {
    struct columns_release release;
    struct past past;
    struct past_versions versions;
};

static int set_up(void **state)
{
    struct fixture *f = calloc(1, sizeof *f);
    *state = f;
    return f && columns_release_begin_number(&f->release, LAST) ? 0 : -1;
}

static int tear_down(void **state)
{
    struct fixture *f = *state;
    past_free(&f->past);
    past_versions_free(&f->versions);
    int code = columns_release_end(&f->release);
    free(f);
    return code;
}

static void changes(struct fixture *f, int release, const char *rows)
{
    columns_release_changes(&f->release, release, rows);
}

static enum status read_past(struct fixture *f)
{
    return past_read(&f->past, f->release.dir, &f->release.problem);
}

static const struct past_record *record_of(const struct fixture *f, const char *id)
{
    const struct past_records *table = past_table_of(&f->past, model_resource(slice_of("schemes")));
    uint32_t number;
    return table && value_set_find(&table->ids, slice_of(id), &number) ? &table->records[number]
                                                                       : NULL;
}

/* The name that the scheme has now; NULL: it is gone. */
static enum status make(struct fixture *f, const char *id, const char *name)
{
    const struct resource *schemes = model_resource(slice_of("schemes"));
    struct slice cells[COLUMNS_MAX] = {0};
    cells[0] = slice_of(id);
    if (name)
        cells[model_index(schemes, model_column(schemes, slice_of("name_ja")))] = slice_of(name);
    return past_versions_make(&f->versions, &f->past, record_of(f, id), name ? cells : NULL,
                              &f->release.problem);
}

/* `since-until=name`, the newest first. */
static void expect(struct fixture *f, const char *id, const char *name, const char *expected)
{
    const struct resource *schemes = model_resource(slice_of("schemes"));
    size_t at = model_index(schemes, model_column(schemes, slice_of("name_ja"))), len = 0;
    char found[TEXT_SIZE] = "";
    assert_int_equal(make(f, id, name), STATUS_OK);
    for (size_t i = 0; i < f->versions.count; i++) {
        const struct past_version *one = &f->versions.made[i];
        assert_true(slice_is(one->cells[0], id));
        len += (size_t)snprintf(found + len, sizeof found - len, "%u-%u=%.*s ", one->since,
                                one->until, (int)one->cells[at].len, one->cells[at].at);
    }
    assert_string_equal(found, expected);
}

static void a_changed_cell_was_another_one_before(void **state)
{
    struct fixture *f = *state;
    changes(f, 2, "");
    changes(f, 3, "schemes,s,name_ja,one,two\r\n");
    changes(f, 4, "");
    changes(f, 5, "schemes,s,name_ja,two,three\r\nschemes,s,description_ja,,more\r\n");
    assert_int_equal(read_past(f), STATUS_OK);
    assert_int_equal(f->past.first, 1);
    assert_int_equal(f->past.last, LAST);
    expect(f, "s", "three", "5-0=three 3-4=two 1-2=one ");
    assert_null(record_of(f, "other"));
    assert_null(past_table_of(&f->past, model_resource(slice_of("programs"))));
}

static void a_record_that_came_back_was_gone_between(void **state)
{
    struct fixture *f = *state;
    changes(f, 2, "schemes,s,*,,added\r\n");
    changes(f, 3, "schemes,s,*,,removed\r\nschemes,s,id,s,\r\nschemes,s,name_ja,one,\r\n");
    changes(f, 4, "");
    changes(f, 5, "schemes,s,*,,added\r\n");
    assert_int_equal(read_past(f), STATUS_OK);
    expect(f, "s", "two", "5-0=two 2-2=one ");
}

static void a_record_that_is_gone_has_the_cells_that_it_lost(void **state)
{
    struct fixture *f = *state;
    changes(f, 2, "");
    changes(f, 3, "schemes,s,name_ja,one,two\r\n");
    changes(f, 4, "schemes,s,*,,removed\r\nschemes,s,id,s,\r\nschemes,s,name_ja,two,\r\n");
    changes(f, 5, "");
    assert_int_equal(read_past(f), STATUS_OK);
    expect(f, "s", NULL, "3-3=two 1-2=one ");
}

static void what_the_model_does_not_have_makes_no_version(void **state)
{
    struct fixture *f = *state;
    changes(f, 2, "schemes,s,name_ja,one,two\r\n");
    changes(f, 3, "schemes,s,colour,red,blue\r\nnothing,x,name_ja,a,b\r\n");
    changes(f, 4, "");
    changes(f, 5, "");
    assert_int_equal(read_past(f), STATUS_OK);
    expect(f, "s", "two", "2-0=two 1-1=one ");
}

static void the_past_begins_behind_what_cannot_be_undone(void **state)
{
    static const char *const rows[] = {
        NULL, /* no file */
        "instance,instance,fiscal_year_first_month,4,10\r\n",
    };
    struct fixture *f = *state;
    changes(f, 2, "schemes,s,name_ja,zero,one\r\n");
    changes(f, 4, "");
    changes(f, 5, "schemes,s,name_ja,one,two\r\n");
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        past_free(&f->past);
        if (rows[i])
            changes(f, 3, rows[i]);
        assert_int_equal(read_past(f), STATUS_OK);
        assert_int_equal(f->past.first, 3);
        expect(f, "s", "two", "5-0=two 3-4=one ");
    }
}

/* As version 0.1.0 wrote them. */
static void the_past_begins_behind_what_does_not_tell_all(void **state)
{
    struct fixture *f = *state;
    char path[FILE_PATH_SIZE];
    changes(f, 3, "schemes,s,name_ja,zero,one\r\n");
    changes(f, 4, "schemes,t,*,,removed\r\n");
    changes(f, 5, "schemes,s,name_ja,one,two\r\n");
    snprintf(path, sizeof path, "%s/4/release.json", f->release.root);
    FILE *manifest = fopen(path, "w");
    assert_non_null(manifest);
    fputs("{\"number\": 4}", manifest);
    fclose(manifest);
    assert_int_equal(read_past(f), STATUS_OK);
    assert_int_equal(f->past.first, 4);
    expect(f, "s", "two", "5-0=two 4-4=one ");
}

static void changes_that_do_not_lead_to_the_record_are_an_error(void **state)
{
    struct fixture *f = *state;
    changes(f, 4, "schemes,s,*,,removed\r\nschemes,s,id,s,\r\nschemes,s,name_ja,one,\r\n");
    changes(f, 5, "schemes,t,*,,added\r\n");
    assert_int_equal(read_past(f), STATUS_OK);
    assert_int_equal(make(f, "s", "still there"), STATUS_BAD_RELEASE);
    assert_int_equal(make(f, "t", NULL), STATUS_BAD_RELEASE);
}

static void a_folder_that_is_no_release_has_no_past(void **state)
{
    struct fixture *f = *state;
    assert_int_equal(past_read(&f->past, f->release.root, NULL), STATUS_OK);
    assert_int_equal(f->past.first, 0);
    assert_int_equal(f->past.last, 0);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        TEST(a_changed_cell_was_another_one_before),
        TEST(a_record_that_came_back_was_gone_between),
        TEST(a_record_that_is_gone_has_the_cells_that_it_lost),
        TEST(what_the_model_does_not_have_makes_no_version),
        TEST(the_past_begins_behind_what_cannot_be_undone),
        TEST(the_past_begins_behind_what_does_not_tell_all),
        TEST(changes_that_do_not_lead_to_the_record_are_an_error),
        TEST(a_folder_that_is_no_release_has_no_past),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
