/* change_reader.h: which row of changes.csv says what. */
#include "hiraku/release/change_reader.h"

#include "written_store.h"

static struct change_reader *reader_of(const char *dir, const char *rows)
{
    struct change_reader *reader;
    struct out out;
    out_open_memory(&out, 4096);
    out_text(&out, "table,key,column,old,new\r\n");
    out_text(&out, rows);
    assert_int_equal(file_replace(dir, layout_changes, out_written(&out), NULL), STATUS_OK);
    out_close(&out);
    assert_int_equal(change_reader_open(&reader, dir, NULL), STATUS_OK);
    return reader;
}

static void expect_change(struct change_reader *reader, enum change_kind kind, bool first,
                          const char *column)
{
    struct change change;
    bool more;
    assert_int_equal(change_reader_next(reader, &change, &more, NULL), STATUS_OK);
    assert_true(more);
    assert_int_equal(change.kind, kind);
    assert_int_equal(change.first, first);
    assert_true(slice_is(change.column, column));
}

static void cells_of_a_removed_record_are_no_changes_of_cells(void **state)
{
    struct change_reader *reader =
        reader_of(*state, "kpis,a,*,,removed\r\nkpis,a,id,a,\r\nkpis,a,note_ja,x,\r\n"
                          "kpis,b,note_ja,x,\r\nkpis,b,note_en,,y\r\nkpis,c,*,,added\r\n"
                          "sources,c,url,x,\r\n");
    struct change change;
    bool more;
    expect_change(reader, CHANGE_REMOVED, true, "*");
    expect_change(reader, CHANGE_LOST_CELL, false, "id");
    expect_change(reader, CHANGE_LOST_CELL, false, "note_ja");
    expect_change(reader, CHANGE_CELL, true, "note_ja");
    expect_change(reader, CHANGE_CELL, false, "note_en");
    expect_change(reader, CHANGE_ADDED, true, "*");
    expect_change(reader, CHANGE_CELL, true, "url");
    assert_int_equal(change_reader_next(reader, &change, &more, NULL), STATUS_OK);
    assert_false(more);
    change_reader_close(reader);
}

static void a_row_with_other_cells_is_damage(void **state)
{
    struct change_reader *reader = reader_of(*state, "kpis,a,*,removed\r\n");
    struct change change;
    struct problem p;
    bool more;
    assert_int_equal(change_reader_next(reader, &change, &more, &p), STATUS_BAD_RELEASE);
    change_reader_close(reader);
}

/* --- whether they are those that were published ----------------------------------------------- */

static void write_manifest(const char *dir)
{
    struct manifest *manifest = written_manifest(1, 0);
    char path[FILE_PATH_SIZE];
    assert_int_equal(file_path(path, dir, layout_changes, NULL), STATUS_OK);
    assert_int_equal(digest_file(path, manifest->changes, NULL, NULL), STATUS_OK);
    assert_int_equal(manifest_write(manifest, dir, NULL), STATUS_OK);
    free(manifest);
}

static bool is_whole(const char *dir)
{
    struct manifest *manifest = calloc(1, sizeof *manifest);
    bool whole;
    assert_non_null(manifest);
    assert_int_equal(changes_manifest_read(manifest, dir, &whole, NULL), STATUS_OK);
    assert_true(!whole || manifest->number == 1);
    free(manifest);
    return whole;
}

static void changes_are_whole_as_they_were_published(void **state)
{
    change_reader_close(reader_of(*state, "kpis,a,name_ja,x,y\r\n"));
    write_manifest(*state);
    assert_true(is_whole(*state));
}

static void changes_that_were_altered_are_not_whole(void **state)
{
    change_reader_close(reader_of(*state, "kpis,a,name_ja,x,y\r\n"));
    write_manifest(*state);
    change_reader_close(reader_of(*state, "kpis,b,name_ja,x,y\r\n"));
    assert_false(is_whole(*state));
}

static void what_cannot_be_read_is_not_whole(void **state)
{
    char path[FILE_PATH_SIZE];
    change_reader_close(reader_of(*state, ""));
    write_manifest(*state);
    assert_int_equal(file_path(path, *state, layout_changes, NULL), STATUS_OK);
    assert_int_equal(remove(path), 0);
    assert_false(is_whole(*state));
    change_reader_close(reader_of(*state, ""));
    assert_true(is_whole(*state));
    assert_int_equal(file_replace(*state, layout_manifest, slice_of("{"), NULL), STATUS_OK);
    assert_false(is_whole(*state));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(cells_of_a_removed_record_are_no_changes_of_cells),
        cmocka_unit_test(a_row_with_other_cells_is_damage),
        cmocka_unit_test(changes_are_whole_as_they_were_published),
        cmocka_unit_test(changes_that_were_altered_are_not_whole),
        cmocka_unit_test(what_cannot_be_read_is_not_whole),
    };
    return cmocka_run_group_tests(tests, written_make, written_remove);
}
