/* What names in data/ say, as Windows, macOS, LibreOffice and people write them. */
#include "hiraku/model/registry.h"

#include "api/ingest/file_name.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

static void expect(const char *name, enum file_class class, const char *table)
{
    struct file_name file = file_name_read(name);
    if (file.class != class)
        fail_msg("%s: class %d", name, (int)file.class);
    if (!table && file.resource)
        fail_msg("%s: %s", name, file.resource->name);
    if (table)
        assert_string_equal(file.resource ? file.resource->name : "", table);
}

static void tables_are_tables(void **state)
{
    (void)state;
    for (size_t i = 0; i < model_resource_count; i++) {
        char name[128];
        snprintf(name, sizeof name, "%s.csv", model_resources[i]->name);
        expect(name, FILE_TABLE, model_resources[i]->name);
    }
}

static void what_systems_leave_behind_is_passed_over(void **state)
{
    (void)state;
    static const char *const names[] = {".DS_Store",     "._pilots.csv", ".~lock.pilots.csv#",
                                        ".#pilots.csv",  "THUMBS.DB",    "Desktop.ini",
                                        "~$pilots.xlsx", "Icon\r",       "__MACOSX",
                                        "README.md",     "$RECYCLE.BIN", ".pilots.csv.swp",
                                        "readme.txt",    "LICENSE"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        expect(names[i], FILE_PASSED, NULL);
    expect("licenses.csv", FILE_MISNAMED, NULL);
}

static void names_of_tables_in_other_letters_are_recognised(void **state)
{
    (void)state;
    expect("Pilots.CSV", FILE_MISNAMED, "pilots");
    expect("ｐｉｌｏｔｓ．ｃｓｖ", FILE_MISNAMED, "pilots");
    expect("pilots.csv.csv", FILE_MISNAMED, "pilots");
    expect("pilots.csv.txt", FILE_MISNAMED, "pilots");
    expect("pilot.csv", FILE_MISNAMED, "pilots");
    expect("municipality.csv", FILE_MISNAMED, "municipalities");
    expect("実証実験.csv", FILE_MISNAMED, "pilots");
    expect("採択企業.csv", FILE_MISNAMED, "startups");
    expect("募集回.csv", FILE_MISNAMED, "rounds");
    expect("pilots", FILE_MISNAMED, "pilots");
    expect("zzzzzzzz.csv", FILE_MISNAMED, NULL);
}

static void copies_are_versions_of_their_table(void **state)
{
    (void)state;
    static const char *const names[] = {
        "pilots のコピー.csv", "コピー ～ pilots.csv", "pilots - コピー.csv", "pilots (2).csv",
        "pilots_20240331.csv", "Copy of pilots.csv",   "PILOTS-old.csv",      "最新版pilots.csv"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        expect(names[i], FILE_VERSION, "pilots");
    expect("copilots.csv", FILE_MISNAMED, "pilots"); /* a letter or two away, not the word */
}

static void backups_are_told_by_their_end(void **state)
{
    (void)state;
    expect("rounds.csv.bak", FILE_SPARE, "rounds");
    expect("rounds.csv~", FILE_SPARE, "rounds");
    expect("rounds.csv.old", FILE_SPARE, "rounds");
    expect("~WRD0001.tmp", FILE_SPARE, NULL);
    expect("#rounds.csv#", FILE_SPARE, "rounds");
}

static void other_kinds_are_told_by_their_end(void **state)
{
    (void)state;
    expect("events.XLSX", FILE_WORKBOOK, "events");
    expect("催事一覧.xls", FILE_WORKBOOK, "events");
    expect("events.ods", FILE_WORKBOOK, "events");
    expect("events.tsv", FILE_TEXT, "events");
    expect("events.csv.zip", FILE_ARCHIVE, "events");
    expect("plan.pdf", FILE_OTHER, NULL);
    expect("events.json", FILE_OTHER, "events");
    expect("\xFF\xFE.csv", FILE_MISNAMED, NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(tables_are_tables),
        cmocka_unit_test(what_systems_leave_behind_is_passed_over),
        cmocka_unit_test(names_of_tables_in_other_letters_are_recognised),
        cmocka_unit_test(copies_are_versions_of_their_table),
        cmocka_unit_test(backups_are_told_by_their_end),
        cmocka_unit_test(other_kinds_are_told_by_their_end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
