/* Which names of files are those of releases. */
#include "api/publish/parts.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static void test_names_as_listed_and_as_kept_are_known(void **state)
{
    static const char *const names[] = {
        "observations.csv",
        "/tmp/x/observations.excel.csv",
        "kpis.rdf.gz",
        "141003_observations_2026-11-22.csv",
        "141003_観測値_2026-11-22.excel.csv",
        "観測値_2026-11-22.xlsx",
        "観測値_2026-11-22 (1).xlsx",
        "kpis(12).ttl",
        "kpis.rdf (1).gz",
        "hiraku-141003-7.zip",
        "hiraku-141003-7 (2).sqlite",
        "141003_試験_公開版7.zip",
    };
    (void)state;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        assert_true(name_is_known(names[i], false));
        assert_true(name_is_known(names[i], true));
    }
}

static void test_members_of_the_archive_are_no_downloads(void **state)
{
    (void)state;
    assert_true(name_is_known("README.txt", false));
    assert_true(name_is_known("x/datapackage (1).json", false));
    assert_false(name_is_known("README.txt", true));
    assert_false(name_is_known("datapackage.json", true));
}

static void test_other_names_are_not_known(void **state)
{
    static const char *const names[] = {
        "kpis.nt",
        "kpis.jsonld",
        "observations",
        ".csv",
        "",
        "141003_観測値_抽出_2026-11-22.csv",
        "14100_kpis.csv",
        "141003_.csv",
        "_2026-11-22.csv",
        "kpis_2026-1-22.csv",
        "(1).csv",
        "kpis().csv",
        "kpis (1)",
        "photo.zip",
        "hiraku-.zip",
        "letters.csv",
        "observations.csv/",
    };
    (void)state;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        assert_false(name_is_known(names[i], false));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_names_as_listed_and_as_kept_are_known),
        cmocka_unit_test(test_members_of_the_archive_are_no_downloads),
        cmocka_unit_test(test_other_names_are_not_known),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
