/* changes.h: which changes are given, in which order, and what one is about. */
#include "hiraku/service/changes.h"

#include "hiraku/model/model.h"
#include "hiraku/service/service.h"

#include "release/written_store.h"

static const char *const rows_of[] = {
    "",
    "kpis,a,name_ja,x,y\r\nperiods,FY2020,*,,added\r\n",
    "sources,s,*,,removed\r\nsources,s,id,s,\r\nkpis,a,name_ja,y,z\r\nkpis,b,name_ja,1,2\r\n",
    "instance,instance,title_ja,x,y\r\n",
};

enum { RELEASES = sizeof rows_of / sizeof *rows_of };

static void write_releases(const char *store)
{
    for (uint64_t number = 1; number <= RELEASES; number++) {
        char text[1024];
        struct manifest *manifest = written_manifest(number, 0);
        /* the last one changed the instance alone */
        for (size_t i = 0; i < manifest->table_count && number == RELEASES; i++)
            manifest->tables[i].changed_in = 3;
        written_release(store, manifest);
        snprintf(text, sizeof text, "table,key,column,old,new\r\n%s", rows_of[number - 1]);
        written_file(store, number, layout_changes, text);
    }
}

/* The changes as RELEASE.ROW of a range, asked of release `now`. */
static void gives(const char *store, uint64_t now, const struct changes_range *range,
                  const char *expected)
{
    char folder[FILE_PATH_SIZE], text[256] = "";
    struct manifest manifest = {.number = now};
    const struct service service = {.manifest = &manifest, .folder = folder};
    struct logged_change change;
    struct changes *changes;
    bool more = true;
    snprintf(folder, sizeof folder, "%s", store);
    assert_int_equal(changes_open(&changes, &service, range, NULL), STATUS_OK);
    for (;;) {
        assert_int_equal(changes_next(changes, &change, &more, NULL), STATUS_OK);
        if (!more)
            break;
        size_t len = strlen(text);
        assert_int_equal(changes_manifest(changes)->number, change.release);
        snprintf(text + len, sizeof text - len, "%s%d.%d", len > 0 ? " " : "", (int)change.release,
                 (int)change.row);
    }
    changes_close(changes);
    assert_string_equal(text, expected);
}

static void the_newest_release_comes_first_and_its_rows_in_their_order(void **state)
{
    write_releases(*state);
    gives(*state, RELEASES, &(struct changes_range){.newest = 0}, "4.1 3.1 3.3 3.4 2.1");
}

static void cells_of_what_is_gone_are_given_where_they_are_wanted(void **state)
{
    write_releases(*state);
    gives(*state, RELEASES, &(struct changes_range){.cells = true}, "4.1 3.1 3.2 3.3 3.4 2.1");
}

static void nothing_is_given_behind_the_release_that_is_asked(void **state)
{
    write_releases(*state);
    gives(*state, 2, &(struct changes_range){.newest = 0}, "2.1");
    gives(*state, 2, &(struct changes_range){.newest = 9, .row = 7}, "2.1");
    gives(*state, 1, &(struct changes_range){.newest = 0}, "");
}

static void a_range_has_both_ends_and_a_row_to_begin_behind(void **state)
{
    write_releases(*state);
    gives(*state, RELEASES, &(struct changes_range){.newest = 3, .oldest = 3}, "3.1 3.3 3.4");
    gives(*state, RELEASES, &(struct changes_range){.newest = 3, .row = 3}, "3.4 2.1");
    gives(*state, RELEASES, &(struct changes_range){.newest = 3, .row = 4, .oldest = 3}, "");
}

static void of_a_table_or_of_one_record(void **state)
{
    const struct resource *kpis = model_resource(slice_of("kpis"));
    write_releases(*state);
    gives(*state, RELEASES, &(struct changes_range){.table = kpis}, "3.3 3.4 2.1");
    gives(*state, RELEASES, &(struct changes_range){.table = kpis, .id = slice_of("a")}, "3.3 2.1");
    gives(*state, RELEASES, &(struct changes_range){.table = &instance_resource}, "4.1");
}

static void a_release_that_did_not_change_the_table_is_not_read(void **state)
{
    const struct resource *kpis = model_resource(slice_of("kpis"));
    write_releases(*state);
    written_file(*state, RELEASES, layout_changes, "table,key,column,old,new\r\ndamaged\r\n");
    gives(*state, RELEASES, &(struct changes_range){.table = kpis}, "3.3 3.4 2.1");
}

static void what_was_withdrawn_is_left_out(void **state)
{
    struct withdrawal withdrawal = {.reason = "names", .at = 1};
    write_releases(*state);
    memset(withdrawal.release, 'a', DIGEST_SIZE - 1);
    assert_int_equal(withdrawal_write(&withdrawal, written_dir(*state, 3), NULL), STATUS_OK);
    gives(*state, RELEASES, &(struct changes_range){.newest = 0}, "4.1 2.1");
}

static void damage_ends_it(void **state)
{
    struct manifest manifest = {.number = RELEASES};
    const struct service service = {.manifest = &manifest, .folder = *state};
    struct logged_change change;
    struct changes *changes;
    bool more = true;
    write_releases(*state);
    written_file(*state, RELEASES, layout_changes, "table,key,column,old,new\r\ndamaged\r\n");
    assert_int_equal(changes_open(&changes, &service, &(struct changes_range){.newest = 0}, NULL),
                     STATUS_OK);
    assert_int_equal(changes_next(changes, &change, &more, NULL), STATUS_BAD_RELEASE);
    changes_close(changes);
}

static void a_change_is_about_a_table_and_maybe_a_kpi(void **state)
{
    (void)state;
    const struct {
        const char *table, *key, *subject;
    } about[] = {
        {"kpis", "visits", "visits"},
        {"observations", "visits.FY2020.actual.level._._._", "visits"},
        {"sources", "s", ""},
        {"instance", "instance", ""},
        {"of-another-model", "x", ""},
    };
    for (size_t i = 0; i < sizeof about / sizeof *about; i++) {
        const struct change change = {.table = slice_of(about[i].table),
                                      .key = slice_of(about[i].key)};
        struct slice subject = change_subject(&change);
        if (!slice_equal(subject, slice_of(about[i].subject)))
            fail_msg("%s", about[i].table);
        const struct resource *table = change_table(&change);
        assert_int_equal(table != NULL, i < 4);
        assert_true(!table || strcmp(table->name, about[i].table) == 0);
    }
}

#define IN_A_STORE(test) cmocka_unit_test_setup_teardown(test, written_make, written_remove)

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_A_STORE(the_newest_release_comes_first_and_its_rows_in_their_order),
        IN_A_STORE(cells_of_what_is_gone_are_given_where_they_are_wanted),
        IN_A_STORE(nothing_is_given_behind_the_release_that_is_asked),
        IN_A_STORE(a_range_has_both_ends_and_a_row_to_begin_behind),
        IN_A_STORE(of_a_table_or_of_one_record),
        IN_A_STORE(a_release_that_did_not_change_the_table_is_not_read),
        IN_A_STORE(what_was_withdrawn_is_left_out),
        IN_A_STORE(damage_ends_it),
        cmocka_unit_test(a_change_is_about_a_table_and_maybe_a_kpi),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
