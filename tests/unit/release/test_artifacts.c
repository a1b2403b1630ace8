/* artifacts.h: what is written is what is read; the list guards itself. */
#include "hiraku/release/artifacts.h"

#include "hiraku/base/durable_file.h"
#include "hiraku/model/model.h"
#include "hiraku/release/layout.h"

#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include <cmocka.h>

static const char hex[] = "00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff";

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

static void a_list_comes_back_and_guards_itself(void **state)
{
    struct artifacts artifacts = {.files = NULL}, read;
    struct problem p;
    char path[RELEASE_PATH_SIZE], byte;
    struct artifact first = {.path = "files/a.csv.gz", .bytes = 7, .table = "a", .rows = 3};
    struct artifact second = {.path = "files/a.xlsx", .missing = "too-many-rows"};
    memcpy(first.sha256, hex, sizeof hex);
    memcpy(first.plain_sha256, hex, sizeof hex);
    memcpy(artifacts.model, hex, sizeof hex);
    assert_int_equal(artifacts_put(&artifacts, &first, &p), STATUS_OK);
    assert_int_equal(artifacts_put(&artifacts, &second, &p), STATUS_OK);
    assert_int_equal(artifacts_write(&artifacts, *state, &p), STATUS_OK);
    assert_int_equal(artifacts_read(&read, *state, &p), STATUS_OK);
    assert_int_equal(read.count, 2);
    assert_memory_equal(&read.files[0], &first, sizeof first);
    assert_memory_equal(&read.files[1], &second, sizeof second);
    assert_ptr_equal(artifacts_find(&read, "files/a.xlsx"), &read.files[1]);
    assert_null(artifacts_find(&read, "files/a.csv"));
    assert_null(artifacts_find(NULL, "files/a.xlsx"));
    assert_true(artifact_is_there(&read.files[0]) && !artifact_is_there(&read.files[1]));
    artifacts_free(&read);
    artifacts_free(&artifacts);
    assert_int_equal(file_path(path, *state, layout_artifact_list, &p), STATUS_OK);
    int fd = open(path, O_RDWR);
    for (off_t at = 0; pread(fd, &byte, 1, at) == 1; at++) {
        char flipped = (char)(byte ^ 1);
        assert_int_equal(pwrite(fd, &flipped, 1, at), 1);
        assert_int_not_equal(artifacts_read(&read, *state, &p), STATUS_OK);
        assert_int_equal(pwrite(fd, &byte, 1, at), 1);
    }
    close(fd);
}

/* The list of a release as this program makes it, and what of it is taken away. */
static void a_list_of_another_program_is_told_by_its_model_and_what_it_lacks(void **state)
{
    struct artifacts artifacts = {.files = NULL};
    struct artifact file = {.bytes = 1};
    struct problem p;
    (void)state;
    model_digest(artifacts.model);
    for (const char *const *opened = layout_opened; *opened; opened++) {
        assert_int_equal(artifacts_check_program(&artifacts, "s/releases/1", &p),
                         STATUS_OTHER_MODEL);
        assert_string_equal(p.subject, "s/releases/1");
        snprintf(file.path, sizeof file.path, "%s", *opened);
        assert_int_equal(artifacts_put(&artifacts, &file, &p), STATUS_OK);
    }
    assert_int_equal(artifacts_check_program(&artifacts, "s/releases/1", &p), STATUS_OK);
    memcpy(artifacts.model, hex, sizeof hex);
    assert_int_equal(artifacts_check_program(&artifacts, "s/releases/1", &p), STATUS_OTHER_MODEL);
    artifacts_free(&artifacts);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_list_comes_back_and_guards_itself, make_folder,
                                        remove_folder),
        cmocka_unit_test(a_list_of_another_program_is_told_by_its_model_and_what_it_lacks),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
