/* past_table.h: tables of old releases, exactly or not at all. */
#include "hiraku/release/past_table.h"

#include "hiraku/model/model.h"
#include "hiraku/release/canonical_file.h"

#include "written_store.h"

#define CHANGES_HEADER "table,key,column,old,new\r\n"

static const struct resource *sources(void)
{
    return model_resource(slice_of("sources"));
}

/* The canonical CSV of sources of these ids and titles, in turn; ends with NULL. */
static char *canonical(const char *const *texts)
{
    struct canonical_columns columns;
    struct slice cells[COLUMNS_MAX] = {SLICE_NONE};
    const struct resource *resource = sources();
    struct out out;
    size_t len;
    out_open_memory(&out, 1 << 16);
    canonical_columns_of(&columns, resource);
    canonical_header(&out, resource, &columns);
    for (size_t i = 0; texts[i]; i += 2) {
        cells[model_index(resource, model_column(resource, slice_of("id")))] = slice_of(texts[i]);
        cells[model_index(resource, model_column(resource, slice_of("title_ja")))] =
            slice_of(texts[i + 1]);
        canonical_row(&out, &columns, cells);
    }
    out_char(&out, '\0');
    char *bytes = out_take(&out, &len);
    out_close(&out);
    assert_non_null(bytes);
    return bytes;
}

#define CANONICAL(...) canonical((const char *const[]){__VA_ARGS__, NULL})

/* Release `number`, whose table is that text; it keeps it or not. */
static void write_release(const char *store, uint64_t number, char *text, bool kept)
{
    struct manifest *manifest = written_manifest(number, 0);
    struct digest digest;
    digest_init(&digest);
    digest_add(&digest, text, strlen(text));
    for (size_t i = 0; i < manifest->table_count; i++)
        if (manifest->tables[i].resource == sources()) {
            struct digest copy = digest;
            digest_hex(&copy, manifest->tables[i].sha256);
        }
    if (kept)
        written_file(store, number, layout_table_csv(sources()).text, text);
    written_release(store, manifest);
    free(text);
}

static void write_changes(const char *store, uint64_t number, const char *rows)
{
    char text[2048];
    snprintf(text, sizeof text, CHANGES_HEADER "%s", rows);
    written_file(store, number, layout_changes, text);
}

static enum status restored(const char *store, uint64_t number, char *expected, struct problem *p)
{
    struct out out;
    out_open_memory(&out, 1 << 16);
    enum status status = past_table_restore(written_dir(store, number), sources(), &out, p);
    if (status == STATUS_OK) {
        out_char(&out, '\0');
        assert_string_equal(out.bytes, expected);
    }
    out_close(&out);
    free(expected);
    return status;
}

static void cells_and_records_are_as_they_were(void **state)
{
    write_release(*state, 1, CANONICAL("a", "one", "b", "two", "d", "four"), false);
    write_release(*state, 2, CANONICAL("a", "eins", "c", "three", "d", "four"), true);
    write_changes(*state, 2,
                  "sources,a,title_ja,one,eins\r\nsources,b,*,,removed\r\nsources,b,id,b,\r\n"
                  "sources,b,title_ja,two,\r\nsources,c,*,,added\r\n");
    assert_int_equal(restored(*state, 1, CANONICAL("a", "one", "b", "two", "d", "four"), NULL),
                     STATUS_OK);
}

static void records_come_back_before_and_behind_all_others(void **state)
{
    write_release(*state, 1, CANONICAL("a", "first", "m", "middle", "z", "last"), false);
    write_release(*state, 2, CANONICAL("m", "middle"), true);
    write_changes(*state, 2,
                  "sources,a,*,,removed\r\nsources,a,id,a,\r\nsources,a,title_ja,first,\r\n"
                  "sources,z,*,,removed\r\nsources,z,id,z,\r\nsources,z,title_ja,last,\r\n");
    assert_int_equal(restored(*state, 1, CANONICAL("a", "first", "m", "middle", "z", "last"), NULL),
                     STATUS_OK);
}

static void several_releases_are_undone_one_after_the_other(void **state)
{
    write_release(*state, 1, CANONICAL("a", "one"), false);
    write_release(*state, 2, CANONICAL("a", "two"), false);
    write_release(*state, 3, CANONICAL("b", "new"), false);
    write_release(*state, 4, CANONICAL("a", "back", "b", "new"), true);
    write_changes(*state, 2, "sources,a,title_ja,one,two\r\n");
    write_changes(*state, 3,
                  "sources,a,*,,removed\r\nsources,a,id,a,\r\nsources,a,title_ja,two,\r\n"
                  "sources,b,*,,added\r\n");
    write_changes(*state, 4, "sources,a,*,,added\r\n");
    assert_int_equal(restored(*state, 3, CANONICAL("b", "new"), NULL), STATUS_OK);
    assert_int_equal(restored(*state, 2, CANONICAL("a", "two"), NULL), STATUS_OK);
    assert_int_equal(restored(*state, 1, CANONICAL("a", "one"), NULL), STATUS_OK);
}

static void changes_of_other_tables_are_none_of_this_one(void **state)
{
    write_release(*state, 1, CANONICAL("a", "one"), false);
    write_release(*state, 2, CANONICAL("a", "one"), true);
    write_changes(*state, 2, "kpis,a,title_ja,x,y\r\ninstance,instance,title_ja,x,y\r\n");
    assert_int_equal(restored(*state, 1, CANONICAL("a", "one"), NULL), STATUS_OK);
}

/* The bytes would be others than those that were published. */
static void what_is_not_exact_is_refused(void **state)
{
    struct problem p;
    write_release(*state, 1, CANONICAL("a", "one"), false);
    write_release(*state, 2, CANONICAL("a", "two"), true);
    write_changes(*state, 2, "sources,a,title_ja,eins,two\r\n");
    assert_int_equal(restored(*state, 1, CANONICAL("a", "one"), &p), STATUS_BAD_RELEASE);
    assert_non_null(strstr(p.reason, "sources"));
    assert_non_null(strstr(p.subject, "/1"));
}

static void a_lost_row_of_changes_is_seen(void **state)
{
    write_release(*state, 1, CANONICAL("a", "one"), false);
    write_release(*state, 2, CANONICAL("a", "two"), true);
    write_changes(*state, 2, "");
    assert_int_equal(restored(*state, 1, CANONICAL("a", "one"), NULL), STATUS_BAD_RELEASE);
}

static void where_no_release_behind_keeps_it_it_is_lost(void **state)
{
    write_release(*state, 1, CANONICAL("a", "one"), false);
    write_release(*state, 2, CANONICAL("a", "one"), false);
    write_changes(*state, 2, "");
    assert_int_equal(restored(*state, 1, CANONICAL("a", "one"), NULL), STATUS_BAD_RELEASE);
}

static void a_file_that_is_kept_is_not_made(void **state)
{
    struct canonical_file file;
    write_release(*state, 1, CANONICAL("a", "one"), true);
    assert_int_equal(past_table_find(&file, written_dir(*state, 1), sources(), NULL), STATUS_OK);
    assert_non_null(strstr(file.path, "/1/data/sources.csv"));
    canonical_leave(&file);
}

static void one_that_is_not_is_made_aside(void **state)
{
    struct canonical_file file;
    char bytes[512] = "";
    char *expected = CANONICAL("a", "one");
    write_release(*state, 1, CANONICAL("a", "one"), false);
    write_release(*state, 2, CANONICAL("a", "two"), true);
    write_changes(*state, 2, "sources,a,title_ja,one,two\r\n");
    assert_int_equal(past_table_find(&file, written_dir(*state, 1), sources(), NULL), STATUS_OK);
    FILE *made = fopen(file.path, "r");
    assert_non_null(made);
    assert_true(fread(bytes, 1, sizeof bytes - 1, made) > 0);
    fclose(made);
    assert_string_equal(bytes, expected);
    free(expected);
    canonical_leave(&file);
}

#define IN_A_STORE(test) cmocka_unit_test_setup_teardown(test, written_make, written_remove)

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_A_STORE(cells_and_records_are_as_they_were),
        IN_A_STORE(records_come_back_before_and_behind_all_others),
        IN_A_STORE(several_releases_are_undone_one_after_the_other),
        IN_A_STORE(changes_of_other_tables_are_none_of_this_one),
        IN_A_STORE(what_is_not_exact_is_refused),
        IN_A_STORE(a_lost_row_of_changes_is_seen),
        IN_A_STORE(where_no_release_behind_keeps_it_it_is_lost),
        IN_A_STORE(a_file_that_is_kept_is_not_made),
        IN_A_STORE(one_that_is_not_is_made_aside),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
