/* The files that are compiled in are those of contrib, to the byte. */
#include "hiraku/release/template_files.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

static void every_file_is_as_it_is_in_the_tree(void **state)
{
    (void)state;
    static char bytes[1 << 20];
    size_t count = 0;
    for (const struct template_file *file = template_files; file->path; file++, count++) {
        char path[256];
        bool form = strncmp(file->path, "forms/", 6) == 0;
        snprintf(path, sizeof path, "contrib/%s%s", form ? "" : "instances/", file->path);
        FILE *open = fopen(path, "rb");
        assert_non_null(open);
        size_t len = fread(bytes, 1, sizeof bytes, open);
        fclose(open);
        assert_true(slice_equal(file->text, (struct slice){bytes, len}));
    }
    assert_true(count > 40);
}

static void a_file_that_there_is_not_is_empty(void **state)
{
    (void)state;
    assert_int_equal(template_file("template", "nothing").len, 0);
    assert_true(template_file("template", "instance.json").len > 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_file_is_as_it_is_in_the_tree),
        cmocka_unit_test(a_file_that_there_is_not_is_empty),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
