/* in.h: a whole file of a folder. */
#include "hiraku/base/in.h"

#include "hiraku/base/out.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include <cmocka.h>

static char folder[] = "/tmp/hiraku-in-whole-XXXXXX", path[64];

static int make_file(void **state)
{
    (void)state;
    if (!mkdtemp(folder))
        return -1;
    snprintf(path, sizeof path, "%s/five", folder);
    FILE *file = fopen(path, "w");
    return !file || fputs("12345", file) < 0 || fclose(file) != 0;
}

static int remove_file(void **state)
{
    (void)state;
    return unlink(path) || rmdir(folder);
}

static void a_file_of_a_folder_is_read_whole(void **state)
{
    (void)state;
    struct out out;
    assert_int_equal(in_whole(&out, folder, "five", 5, NULL), STATUS_OK);
    assert_true(slice_is(out_written(&out), "12345"));
    out_close(&out);
}

static void more_than_was_allowed_is_refused(void **state)
{
    (void)state;
    struct out out;
    assert_int_not_equal(in_whole(&out, folder, "five", 4, NULL), STATUS_OK);
    out_close(&out);
}

static void a_missing_file_is_named(void **state)
{
    (void)state;
    struct problem p;
    struct out out;
    assert_int_equal(in_whole(&out, folder, "six", 5, &p), STATUS_SYSTEM);
    assert_non_null(strstr(p.subject, "/six"));
    out_close(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_file_of_a_folder_is_read_whole),
        cmocka_unit_test(more_than_was_allowed_is_refused),
        cmocka_unit_test(a_missing_file_is_named),
    };
    return cmocka_run_group_tests(tests, make_file, remove_file);
}
