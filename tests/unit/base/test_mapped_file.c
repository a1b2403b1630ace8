/* Mapped files: what is read of one that is whole, and of one that is cut off while it is mapped.
 */
#include "hiraku/base/mapped_file.h"

#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
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

/* 0: as it must be; else the number of the line that is not. */
#define MUST(condition)                                                                            \
    if (!(condition))                                                                              \
    return __LINE__ % 100 + 1

static int cut_off(void)
{
    struct mapped_file file, other;
    MUST(mapped_file_open(&file, path, NULL) == STATUS_OK);
    MUST(mapped_file_open(&other, "/proc/self/exe", NULL) == STATUS_OK);
    MUST(truncate(path, (off_t)page_size()) == 0);
    MUST(file.bytes[0] == 'x' && mapped_file_is_whole(&file));
    MUST(file.bytes[file.size - 1] == 0 && !mapped_file_is_whole(&file));
    MUST(mapped_file_is_whole(&other));
    mapped_file_close(&other);
    mapped_file_close(&file);
    MUST(mapped_file_open(&file, path, NULL) == STATUS_OK && mapped_file_is_whole(&file));
    mapped_file_close(&file);
    return 0;
}

static void what_is_cut_off_reads_as_zeros(void **state)
{
    int code;
    (void)state;
    pid_t child = fork();
    if (child == 0) {
        signal(SIGBUS, SIG_DFL);
        _exit(cut_off());
    }
    assert_int_equal(waitpid(child, &code, 0), child);
    assert_int_equal(code, 0);
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
        cmocka_unit_test_setup_teardown(what_is_cut_off_reads_as_zeros, make_file, remove_file),
        cmocka_unit_test_setup_teardown(a_whole_file_is_read, make_file, remove_file),
        cmocka_unit_test_setup_teardown(an_empty_file_and_none_are_refused, make_file, remove_file),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
