/* What is written is what is read; what was changed since is met. */
#include "hiraku/base/durable_file.h"
#include "hiraku/release/own_files.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

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

static void write_two(const char *dir, char sha256[DIGEST_SIZE])
{
    struct own_files files;
    own_files_init(&files);
    assert_int_equal(own_files_add(&files, slice_of("pages/b.ja.md"), slice_of("# B\n"), NULL),
                     STATUS_OK);
    assert_int_equal(own_files_add(&files, slice_of("pages/a.ja.md"), slice_of("# A\n"), NULL),
                     STATUS_OK);
    assert_int_equal(own_files_write(&files, dir, sha256, NULL), STATUS_OK);
    own_files_free(&files);
}

static void files_come_back_sorted(void **state)
{
    char sha256[DIGEST_SIZE];
    struct own_files files;
    write_two(*state, sha256);
    assert_int_equal(own_files_read(&files, *state, sha256, NULL), STATUS_OK);
    assert_int_equal(files.count, 2);
    assert_true(slice_is(files.files[0].name, "pages/a.ja.md"));
    assert_true(slice_is(files.files[1].text, "# B\n"));
    own_files_free(&files);
}

/* As sha256sum(1) takes it of the file. */
static void the_digest_is_that_of_the_list(void **state)
{
    char sha256[DIGEST_SIZE], written[DIGEST_SIZE], path[FILE_PATH_SIZE];
    write_two(*state, sha256);
    snprintf(path, sizeof path, "%s/own.sha256", (const char *)*state);
    assert_int_equal(digest_file(path, written, NULL, NULL), STATUS_OK);
    assert_string_equal(sha256, written);
}

static void a_file_that_was_changed_is_damage(void **state)
{
    char sha256[DIGEST_SIZE];
    struct own_files files;
    write_two(*state, sha256);
    assert_int_equal(file_replace(*state, "pages/a.ja.md", slice_of("# X\n"), NULL), STATUS_OK);
    assert_int_equal(own_files_list(&files, *state, sha256, NULL), STATUS_OK);
    own_files_free(&files);
    assert_int_equal(own_files_read(&files, *state, sha256, NULL), STATUS_BAD_RELEASE);
    own_files_free(&files);
}

static void listed(void **state, const char *list, enum status expected)
{
    char sha256[DIGEST_SIZE], path[FILE_PATH_SIZE];
    struct own_files files;
    assert_int_equal(file_replace(*state, "own.sha256", slice_of(list), NULL), STATUS_OK);
    snprintf(path, sizeof path, "%s/own.sha256", (const char *)*state);
    assert_int_equal(digest_file(path, sha256, NULL, NULL), STATUS_OK);
    assert_int_equal(own_files_list(&files, *state, sha256, NULL), expected);
    own_files_free(&files);
}

#define DIGITS "00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff  "

static void a_list_leads_nowhere_else(void **state)
{
    listed(state, DIGITS "pages/a.ja.md\n", STATUS_OK);
    listed(state, "", STATUS_OK);
    listed(state, DIGITS "../a\n", STATUS_BAD_RELEASE);
    listed(state, DIGITS "/etc/passwd\n", STATUS_BAD_RELEASE);
    listed(state, DIGITS "pages/../../a\n", STATUS_BAD_RELEASE);
    listed(state, DIGITS "pages//a\n", STATUS_BAD_RELEASE);
    listed(state, DIGITS "\n", STATUS_BAD_RELEASE);
    listed(state, "short\n", STATUS_BAD_RELEASE);
}

static void too_large_a_file_is_refused(void **state)
{
    struct own_files files;
    char *text = calloc(1, OWN_FILE_MAX + 1);
    (void)state;
    assert_non_null(text);
    own_files_init(&files);
    assert_int_equal(
        own_files_add(&files, slice_of("a"), (struct slice){text, OWN_FILE_MAX + 1}, NULL),
        STATUS_TOO_LARGE);
    own_files_free(&files);
    free(text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(files_come_back_sorted, make_folder, remove_folder),
        cmocka_unit_test_setup_teardown(the_digest_is_that_of_the_list, make_folder, remove_folder),
        cmocka_unit_test_setup_teardown(a_file_that_was_changed_is_damage, make_folder,
                                        remove_folder),
        cmocka_unit_test_setup_teardown(a_list_leads_nowhere_else, make_folder, remove_folder),
        cmocka_unit_test(too_large_a_file_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
