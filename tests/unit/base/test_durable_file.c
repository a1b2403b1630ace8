/* durable_file.h: files that are there whole or not at all, in a folder of their own. */
#include "hiraku/base/durable_file.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

static int make_folder(void **state)
{
    static char dir[64];
    strcpy(dir, "/tmp/hiraku-durable-XXXXXX");
    *state = mkdtemp(dir);
    return *state ? 0 : -1;
}

static int remove_folder(void **state)
{
    return folder_remove(*state, NULL) == STATUS_OK ? 0 : -1;
}

/* Of DIR/NAME. */
static void holds(const char *dir, const char *name, const char *expected)
{
    char path[FILE_PATH_SIZE], text[64];
    assert_int_equal(file_path(path, dir, name, NULL), STATUS_OK);
    FILE *file = fopen(path, "rb");
    assert_non_null(file);
    size_t len = fread(text, 1, sizeof text - 1, file);
    text[len] = '\0';
    fclose(file);
    assert_string_equal(text, expected);
}

/* FIPS 180-4, example B.1: the digest of «abc». */
static void a_file_is_closed_with_its_digest_and_length(void **state)
{
    struct file file;
    char digest[DIGEST_SIZE];
    uint64_t bytes;
    assert_int_equal(file_create(&file, *state, "a", NULL), STATUS_OK);
    out_text(&file.out, "abc");
    assert_int_equal(file_close(&file, digest, &bytes, NULL), STATUS_OK);
    assert_string_equal(digest, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    assert_int_equal(bytes, 3);
    holds(*state, "a", "abc");
}

static void a_new_file_takes_no_others_place(void **state)
{
    struct file file;
    struct problem p;
    assert_int_equal(file_replace(*state, "b", slice_of("old"), NULL), STATUS_OK);
    assert_int_equal(file_create(&file, *state, "b", &p), STATUS_SYSTEM);
    holds(*state, "b", "old");
}

static void a_file_aside_takes_the_place_when_it_is_whole(void **state)
{
    struct file file;
    assert_int_equal(file_replace(*state, "c", slice_of("old"), NULL), STATUS_OK);
    assert_int_equal(file_create_aside(&file, *state, "c", NULL), STATUS_OK);
    out_text(&file.out, "new");
    assert_int_equal(file_close(&file, NULL, NULL, NULL), STATUS_OK);
    holds(*state, "c", "old");
    assert_int_equal(file_take_place(&file, *state, "c", NULL), STATUS_OK);
    holds(*state, "c", "new");
    char path[FILE_PATH_SIZE];
    file_path(path, *state, "c.tmp", NULL);
    assert_false(file_exists(path));
}

static void what_is_left_of_an_earlier_try_is_no_obstacle(void **state)
{
    assert_int_equal(file_replace(*state, "d.tmp", slice_of("half"), NULL), STATUS_OK);
    assert_int_equal(file_replace(*state, "d", slice_of("whole"), NULL), STATUS_OK);
    holds(*state, "d", "whole");
}

static void folders_are_made_with_those_above(void **state)
{
    char path[FILE_PATH_SIZE];
    struct stat about;
    file_path(path, *state, "e/f/g", NULL);
    assert_int_equal(folder_make(path, NULL), STATUS_OK);
    assert_int_equal(folder_make(path, NULL), STATUS_OK);
    assert_int_equal(stat(path, &about), 0);
    assert_true(S_ISDIR(about.st_mode));
    assert_int_equal(folder_sync(path, NULL), STATUS_OK);
}

static void a_file_is_no_folder(void **state)
{
    char path[FILE_PATH_SIZE];
    struct problem p;
    file_replace(*state, "h", slice_of(""), NULL);
    file_path(path, *state, "h", NULL);
    assert_int_equal(folder_make(path, &p), STATUS_SYSTEM);
    file_path(path, *state, "h/i", NULL);
    assert_int_equal(folder_make(path, &p), STATUS_SYSTEM);
}

static void a_folder_goes_with_what_is_in_it_and_not_with_what_it_leads_to(void **state)
{
    char kept[FILE_PATH_SIZE], gone[FILE_PATH_SIZE], inner[FILE_PATH_SIZE], link[FILE_PATH_SIZE];
    file_path(kept, *state, "kept", NULL);
    file_path(gone, *state, "gone", NULL);
    file_path(inner, gone, "inner", NULL);
    file_path(link, inner, "link", NULL);
    assert_int_equal(folder_make(kept, NULL), STATUS_OK);
    assert_int_equal(file_replace(kept, "x", slice_of("x"), NULL), STATUS_OK);
    assert_int_equal(folder_make(inner, NULL), STATUS_OK);
    assert_int_equal(symlink(kept, link), 0);
    assert_int_equal(folder_remove(gone, NULL), STATUS_OK);
    assert_false(file_exists(gone));
    holds(kept, "x", "x");
    assert_int_equal(folder_remove(gone, NULL), STATUS_OK);
}

static void a_second_name_leads_to_the_same_bytes(void **state)
{
    char from[FILE_PATH_SIZE], to[FILE_PATH_SIZE];
    file_replace(*state, "j", slice_of("same"), NULL);
    file_path(from, *state, "j", NULL);
    file_path(to, *state, "k", NULL);
    assert_int_equal(file_link(from, to, NULL), STATUS_OK);
    assert_int_equal(unlink(from), 0);
    holds(*state, "k", "same");
}

static void a_path_that_is_too_long_is_none(void **state)
{
    char path[FILE_PATH_SIZE], name[FILE_PATH_SIZE + 1];
    struct problem p;
    memset(name, 'n', FILE_PATH_SIZE);
    name[FILE_PATH_SIZE] = '\0';
    assert_int_not_equal(file_path(path, *state, name, &p), STATUS_OK);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_file_is_closed_with_its_digest_and_length),
        cmocka_unit_test(a_new_file_takes_no_others_place),
        cmocka_unit_test(a_file_aside_takes_the_place_when_it_is_whole),
        cmocka_unit_test(what_is_left_of_an_earlier_try_is_no_obstacle),
        cmocka_unit_test(folders_are_made_with_those_above),
        cmocka_unit_test(a_file_is_no_folder),
        cmocka_unit_test(a_folder_goes_with_what_is_in_it_and_not_with_what_it_leads_to),
        cmocka_unit_test(a_second_name_leads_to_the_same_bytes),
        cmocka_unit_test(a_path_that_is_too_long_is_none),
    };
    return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
