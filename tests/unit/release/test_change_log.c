/* change_log.h: which reason a change has. */
#include "hiraku/release/change_log.h"

#include "hiraku/base/durable_file.h"
#include "hiraku/release/layout.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

static const char changes[] = "table,key,column,old,new\r\n"
                              "kpis,a,name_ja,x,y\r\n"
                              "kpis,a,value,1,2\r\n"
                              "kpis,b,*,,removed\r\n"
                              "kpis,b,value,3,\r\n"
                              "kpis,c,*,,added\r\n"
                              "kpis,d,value,4,5\r\n";
static const char reasons[] = "table,id,column,kind,note_ja,note_en,decided_on\r\n"
                              "kpis,a,,update,whole,,2026-01-02\r\n"
                              "kpis,a,value,correction,early,,2026-01-01\r\n"
                              "kpis,a,value,correction,late,,2026-01-03\r\n"
                              "kpis,b,,withdrawal,gone,,2026-01-01\r\n"
                              "kpis,d,name_ja,update,other,,2026-01-01\r\n";

static void write_text(const char *dir, const char *name, const char *text)
{
    char path[FILE_PATH_SIZE];
    snprintf(path, sizeof path, "%s/%s", dir, name);
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    assert_true(fputs(text, file) >= 0);
    assert_int_equal(fclose(file), 0);
}

static int make_folder(void **state)
{
    static char path[] = "/tmp/hiraku-test-XXXXXX";
    memcpy(path + sizeof path - 7, "XXXXXX", 6);
    *state = mkdtemp(path);
    return *state ? 0 : -1;
}

static int remove_folder(void **state)
{
    return folder_remove(*state, NULL) == STATUS_OK ? 0 : -1;
}

static void a_change_has_the_reason_of_its_column_or_of_its_record(void **state)
{
    static const char *const expected[] = {"whole", "late", "gone", "gone", "", ""};
    struct change_log *log;
    struct logged_change change;
    bool more = true;
    write_text(*state, layout_changes, changes);
    write_text(*state, layout_reasons, reasons);
    assert_int_equal(change_log_open(&log, *state, 7, NULL), STATUS_OK);
    for (size_t i = 0; i < sizeof expected / sizeof *expected; i++) {
        assert_int_equal(change_log_next(log, &change, &more, NULL), STATUS_OK);
        assert_true(more);
        assert_true(slice_is(change.note_ja, expected[i]));
        assert_int_equal(change.row, i + 1);
        assert_int_equal(change.release, 7);
    }
    assert_int_equal(change_log_next(log, &change, &more, NULL), STATUS_OK);
    assert_false(more);
    change_log_close(log);
}

static void without_the_files_there_is_nothing(void **state)
{
    struct change_log *log;
    struct logged_change change;
    bool more = true;
    assert_int_equal(change_log_open(&log, *state, 1, NULL), STATUS_OK);
    assert_int_equal(change_log_next(log, &change, &more, NULL), STATUS_OK);
    assert_false(more);
    change_log_close(log);
}

static void a_reason_with_too_few_cells_is_damage(void **state)
{
    struct change_log *log;
    write_text(*state, layout_changes, changes);
    write_text(*state, layout_reasons, "table,id\r\nkpis,a\r\n");
    assert_int_equal(change_log_open(&log, *state, 1, NULL), STATUS_BAD_RELEASE);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_change_has_the_reason_of_its_column_or_of_its_record,
                                        make_folder, remove_folder),
        cmocka_unit_test_setup_teardown(without_the_files_there_is_nothing, make_folder,
                                        remove_folder),
        cmocka_unit_test_setup_teardown(a_reason_with_too_few_cells_is_damage, make_folder,
                                        remove_folder),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
