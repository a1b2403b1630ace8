/* usage_file.h: a file that is whole at every moment. */
#include "hiraku/usage/usage_file.h"

#include "hiraku/base/status.h"
#include "hiraku/usage/usage_book.h"

#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

static char folder[64], path[128], aside[160];

static int begin(void **state)
{
    (void)state;
    snprintf(folder, sizeof folder, "/tmp/usage-file-XXXXXX");
    if (!mkdtemp(folder))
        return -1;
    snprintf(path, sizeof path, "%s/usage", folder);
    snprintf(aside, sizeof aside, "%s.damaged", path);
    return 0;
}

static int end(void **state)
{
    (void)state;
    unlink(path);
    unlink(aside);
    return rmdir(folder);
}

static void opens(struct usage_file *file, bool expected_damage)
{
    struct problem p;
    bool damaged;
    assert_int_equal(usage_file_open(file, path, &damaged, &p), STATUS_OK);
    assert_int_equal(damaged, expected_damage);
}

/* A text with so many keys. */
static size_t text_of(char *text, size_t size, int keys)
{
    int len = snprintf(text, size, "hiraku usage 1\n");
    for (int i = 0; i < keys; i++)
        len += snprintf(text + len, size - (size_t)len, "k key%06d,,,,\n", i);
    return (size_t)len;
}

static void writes(struct usage_file *file, int keys)
{
    static char text[64 * 1024];
    char hex[DIGEST_SIZE];
    struct digest digest;
    struct problem p;
    size_t len = text_of(text, sizeof text, keys);
    digest_init(&digest);
    digest_add(&digest, text, len);
    digest_hex(&digest, hex);
    assert_int_equal(usage_file_write(file, (struct slice){text, len}, hex, &p), STATUS_OK);
}

static void holds(struct usage_file *file, size_t keys)
{
    struct usage_book *book;
    struct problem p;
    assert_int_equal(usage_file_read(file, &book, &p), STATUS_OK);
    assert_int_equal(book->key_count, keys);
    usage_book_unref(book);
}

static void what_is_written_is_read_by_others(void **state)
{
    (void)state;
    struct usage_file one, two;
    opens(&one, false);
    writes(&one, 3);
    opens(&two, false);
    holds(&two, 3);
    usage_file_close(&one);
    usage_file_close(&two);
}

static void it_stays_small(void **state)
{
    (void)state;
    struct usage_file file;
    struct stat info;
    char text[64 * 1024];
    opens(&file, false);
    for (int keys = 1; keys <= 1000; keys++) {
        writes(&file, keys);
        holds(&file, (size_t)keys);
    }
    fstat(file.fd, &info);
    assert_true((size_t)info.st_size <= 3 * text_of(text, sizeof text, 1000) + 2048);
    writes(&file, 1);
    writes(&file, 1);
    writes(&file, 1);
    fstat(file.fd, &info);
    assert_true(info.st_size < 2048);
    usage_file_close(&file);
}

static void spoil(uint64_t at, const char *bytes)
{
    int fd = open(path, O_WRONLY);
    assert_int_equal(pwrite(fd, bytes, strlen(bytes), (off_t)at), strlen(bytes));
    close(fd);
}

static void where_the_newest_is_damaged_the_one_before_counts(void **state)
{
    (void)state;
    struct usage_file file;
    opens(&file, false);
    writes(&file, 2);
    writes(&file, 3);
    spoil(file.head.at + 20, "#");
    holds(&file, 2);
    writes(&file, 4);
    holds(&file, 4);
    spoil((file.head.number % 2) * 512 + 30, "#");
    usage_file_close(&file);
    opens(&file, false);
    writes(&file, 5);
    holds(&file, 5);
    usage_file_close(&file);
}

/* As a kill leaves it: the text is there, or a part of it, and the head is not. */
static void a_text_without_its_head_changes_nothing(void **state)
{
    (void)state;
    struct usage_file file;
    opens(&file, false);
    writes(&file, 2);
    writes(&file, 3);
    spoil(file.head.at + file.head.len, "hiraku usage 1\nk half");
    spoil(1024, "hiraku usage 1\nk half");
    holds(&file, 3);
    usage_file_close(&file);
}

static void one_without_a_whole_text_is_put_aside(void **state)
{
    (void)state;
    struct usage_file file;
    opens(&file, false);
    usage_file_close(&file);
    spoil(0, "these are no counts");
    opens(&file, true);
    assert_int_equal(access(aside, F_OK), 0);
    holds(&file, 0);
    writes(&file, 1);
    holds(&file, 1);
    usage_file_close(&file);
}

static void only_one_has_the_lock(void **state)
{
    (void)state;
    struct usage_file one, two;
    struct problem p;
    bool locked;
    opens(&one, false);
    opens(&two, false);
    assert_int_equal(usage_file_lock(&one, &locked, &p), STATUS_OK);
    assert_true(locked);
    assert_int_equal(usage_file_lock(&two, &locked, &p), STATUS_OK);
    assert_false(locked);
    usage_file_unlock(&one);
    assert_int_equal(usage_file_lock(&two, &locked, &p), STATUS_OK);
    assert_true(locked);
    usage_file_close(&one);
    usage_file_close(&two);
}

static void a_change_is_seen(void **state)
{
    (void)state;
    struct usage_file one, two;
    struct problem p;
    bool changed;
    opens(&one, false);
    opens(&two, false);
    writes(&one, 1);
    assert_int_equal(usage_file_is_changed(&one, &changed, &p), STATUS_OK);
    assert_false(changed);
    assert_int_equal(usage_file_is_changed(&two, &changed, &p), STATUS_OK);
    assert_true(changed);
    unlink(path);
    assert_int_equal(usage_file_is_changed(&one, &changed, &p), STATUS_NO_USAGE);
    usage_file_close(&one);
    usage_file_close(&two);
}

static void what_is_not_there_is_not_made_by_a_reader(void **state)
{
    (void)state;
    struct usage_file file;
    struct problem p;
    assert_int_equal(usage_file_open_read(&file, path, &p), STATUS_NO_USAGE);
    assert_int_equal(access(path, F_OK), -1);
}

static void a_folder_is_no_file(void **state)
{
    (void)state;
    struct usage_file file;
    struct problem p;
    bool damaged;
    assert_int_not_equal(usage_file_open(&file, folder, &damaged, &p), STATUS_OK);
    assert_int_equal(file.fd, -1);
    assert_int_equal(usage_file_open_read(&file, folder, &p), STATUS_SYSTEM);
}

static void a_device_is_no_file(void **state)
{
    (void)state;
    struct usage_file file;
    struct problem p;
    assert_int_equal(usage_file_open_read(&file, "/dev/null", &p), STATUS_USAGE_NO_FILE);
    assert_int_equal(file.fd, -1);
}

#define IN_A_FOLDER(test) cmocka_unit_test_setup_teardown(test, begin, end)

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_A_FOLDER(what_is_written_is_read_by_others),
        IN_A_FOLDER(it_stays_small),
        IN_A_FOLDER(where_the_newest_is_damaged_the_one_before_counts),
        IN_A_FOLDER(a_text_without_its_head_changes_nothing),
        IN_A_FOLDER(one_without_a_whole_text_is_put_aside),
        IN_A_FOLDER(only_one_has_the_lock),
        IN_A_FOLDER(a_change_is_seen),
        IN_A_FOLDER(what_is_not_there_is_not_made_by_a_reader),
        IN_A_FOLDER(a_folder_is_no_file),
        IN_A_FOLDER(a_device_is_no_file),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
