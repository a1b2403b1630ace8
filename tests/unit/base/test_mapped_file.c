/* Mapped files: what is read of one that is whole, and of one that is cut off while it is mapped.
 */
#include "hiraku/base/mapped_file.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

enum { PAGES = 4 };

static char path[] = "/tmp/mapped-XXXXXX";

static size_t page_size(void)
{
    return (size_t)sysconf(_SC_PAGESIZE);
}

/* A file of PAGES pages of the letter x. */
static int make_file(void **state)
{
    char *page = malloc(page_size());
    snprintf(path, sizeof path, "/tmp/mapped-XXXXXX");
    int fd = mkstemp(path);
    (void)state;
    if (!page || fd < 0)
        return -1;
    memset(page, 'x', page_size());
    for (int i = 0; i < PAGES; i++)
        if (write(fd, page, page_size()) != (ssize_t)page_size())
            return -1;
    free(page);
    return close(fd);
}

static int remove_file(void **state)
{
    (void)state;
    return unlink(path);
}

static void a_whole_file_is_read(void **state)
{
    (void)state;
    struct mapped_file file;
    assert_int_equal(mapped_file_open(&file, path, NULL), STATUS_OK);
    assert_int_equal(file.size, PAGES * page_size());
    assert_int_equal(file.bytes[file.size - 1], 'x');
    assert_true(mapped_file_is_whole(&file));
    mapped_file_close(&file);
    assert_null(file.bytes);
}

static void what_is_cut_off_reads_as_zeros(void **state)
{
    (void)state;
    struct mapped_file file, other;
    assert_int_equal(mapped_file_open(&file, path, NULL), STATUS_OK);
    assert_int_equal(mapped_file_open(&other, "/proc/self/exe", NULL), STATUS_OK);
    assert_int_equal(truncate(path, (off_t)page_size()), 0);
    assert_int_equal(file.bytes[0], 'x');
    assert_true(mapped_file_is_whole(&file));
    assert_int_equal(file.bytes[file.size - 1], 0);
    assert_false(mapped_file_is_whole(&file));
    assert_true(mapped_file_is_whole(&other));
    mapped_file_close(&file);
    mapped_file_close(&other);
}

static void a_place_that_was_given_back_is_whole_again(void **state)
{
    (void)state;
    struct mapped_file file;
    assert_int_equal(mapped_file_open(&file, path, NULL), STATUS_OK);
    assert_int_equal(truncate(path, (off_t)page_size()), 0);
    assert_int_equal(file.bytes[file.size - 1], 0);
    mapped_file_close(&file);
    assert_int_equal(mapped_file_open(&file, path, NULL), STATUS_OK);
    assert_true(mapped_file_is_whole(&file));
    mapped_file_close(&file);
}

static void an_empty_file_and_none_are_refused(void **state)
{
    (void)state;
    struct mapped_file file;
    assert_int_equal(truncate(path, 0), 0);
    assert_int_equal(mapped_file_open(&file, path, NULL), STATUS_BAD_RELEASE);
    assert_int_equal(mapped_file_open(&file, "/nonexistent", NULL), STATUS_SYSTEM);
    mapped_file_close(&file);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_whole_file_is_read, make_file, remove_file),
        cmocka_unit_test_setup_teardown(what_is_cut_off_reads_as_zeros, make_file, remove_file),
        cmocka_unit_test_setup_teardown(a_place_that_was_given_back_is_whole_again, make_file,
                                        remove_file),
        cmocka_unit_test_setup_teardown(an_empty_file_and_none_are_refused, make_file, remove_file),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
