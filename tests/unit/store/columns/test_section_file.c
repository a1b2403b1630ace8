/* A file of sections: what was written is found, at places that suit it; what is not whole is not
 * opened. */
#include "hiraku/store/columns/section_file.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include <cmocka.h>

enum { FILE_MOST = 4096 };

struct fixture {
    char dir[64], path[128];
    struct problem problem;
};

static void write_sections(struct fixture *f)
{
    static const uint32_t numbers[] = {7, 8, 9};
    struct section_writer writer;
    assert_int_equal(section_writer_open(&writer, f->dir, "file", &f->problem), STATUS_OK);
    section_begin(&writer, "t", "", SECTION_ROWS, 0, 3);
    section_begin(&writer, "t", "a", SECTION_TEXT, 1, 5);
    out_bytes(&writer.file.out, "hello", 5);
    section_begin(&writer, "t", "a", SECTION_RANKS, sizeof *numbers, 3);
    out_bytes(&writer.file.out, numbers, sizeof numbers);
    assert_int_equal(section_writer_close(&writer, &f->problem), STATUS_OK);
}

static int set_up(void **state)
{
    struct fixture *f = calloc(1, sizeof *f);
    *state = f;
    snprintf(f->dir, sizeof f->dir, "/tmp/hiraku-sections-XXXXXX");
    if (!mkdtemp(f->dir))
        return -1;
    snprintf(f->path, sizeof f->path, "%s/file", f->dir);
    write_sections(f);
    return 0;
}

static int tear_down(void **state)
{
    struct fixture *f = *state;
    unlink(f->path);
    int code = rmdir(f->dir);
    free(f);
    return code;
}

static size_t read_file(const struct fixture *f, char bytes[FILE_MOST])
{
    FILE *file = fopen(f->path, "rb");
    assert_non_null(file);
    size_t len = fread(bytes, 1, FILE_MOST, file);
    assert_int_equal(fclose(file), 0);
    return len;
}

static void write_file(const struct fixture *f, const char *bytes, size_t len)
{
    FILE *file = fopen(f->path, "wb");
    assert_non_null(file);
    assert_int_equal(fwrite(bytes, 1, len, file), len);
    assert_int_equal(fclose(file), 0);
}

/* Opening fails, and leaves nothing open. */
static void expect_status(struct fixture *f, enum status status)
{
    struct section_file file;
    assert_int_equal(section_file_open(&file, f->path, &f->problem), status);
    assert_null(file.bytes);
}

static void expect_refusal(struct fixture *f)
{
    expect_status(f, STATUS_BAD_RELEASE);
}

static void sections_are_found_with_their_bytes(void **state)
{
    struct fixture *f = *state;
    struct section_file file;
    assert_int_equal(section_file_open(&file, f->path, &f->problem), STATUS_OK);
    const struct section_record *text = section_find(&file, "t", "a", SECTION_TEXT);
    const struct section_record *ranks = section_find(&file, "t", "a", SECTION_RANKS);
    assert_non_null(text);
    assert_non_null(ranks);
    assert_int_equal(text->count, 5);
    assert_memory_equal(section_bytes(&file, text), "hello", 5);
    assert_int_equal(ranks->width, sizeof(uint32_t));
    assert_int_equal(((const uint32_t *)section_bytes(&file, ranks))[2], 9);
    assert_int_equal(section_find(&file, "t", "", SECTION_ROWS)->count, 3);
    section_file_close(&file);
}

static void what_was_not_written_is_not_found(void **state)
{
    struct fixture *f = *state;
    struct section_file file;
    assert_int_equal(section_file_open(&file, f->path, &f->problem), STATUS_OK);
    assert_null(section_find(&file, "t", "b", SECTION_TEXT));
    assert_null(section_find(&file, "u", "a", SECTION_TEXT));
    assert_null(section_find(&file, "t", "a", SECTION_DAYS));
    section_file_close(&file);
}

static void every_section_begins_where_any_type_may_lie(void **state)
{
    struct fixture *f = *state;
    struct section_file file;
    assert_int_equal(section_file_open(&file, f->path, &f->problem), STATUS_OK);
    for (size_t i = 0; i < file.count; i++)
        assert_int_equal((uintptr_t)section_bytes(&file, &file.records[i]) % SECTION_ALIGNMENT, 0);
    section_file_close(&file);
}

static void a_file_cut_off_anywhere_is_refused(void **state)
{
    struct fixture *f = *state;
    char bytes[FILE_MOST];
    size_t len = read_file(f, bytes);
    for (size_t cut = 0; cut < len; cut++) {
        write_file(f, bytes, cut);
        expect_refusal(f);
    }
}

static void bytes_behind_the_end_are_refused(void **state)
{
    struct fixture *f = *state;
    char bytes[FILE_MOST] = {0};
    size_t len = read_file(f, bytes);
    write_file(f, bytes, len + 1);
    expect_refusal(f);
}

static void a_bit_that_flips_in_the_directory_is_found(void **state)
{
    struct fixture *f = *state;
    char bytes[FILE_MOST];
    size_t len = read_file(f, bytes);
    struct section_trailer trailer;
    memcpy(&trailer, bytes + len - sizeof trailer, sizeof trailer);
    for (size_t at = trailer.directory; at < len; at++) {
        bytes[at] ^= 1;
        write_file(f, bytes, len);
        expect_refusal(f);
        bytes[at] ^= 1;
    }
}

/* The version stands behind the eight bytes of the magic, then the byte order. */
static void a_file_of_another_version_or_byte_order_is_of_another_program(void **state)
{
    struct fixture *f = *state;
    char bytes[FILE_MOST];
    size_t len = read_file(f, bytes);
    for (size_t at = 0; at < 16; at++) {
        bytes[at] ^= 1;
        write_file(f, bytes, len);
        expect_status(f, at < 8 ? STATUS_BAD_RELEASE : STATUS_OTHER_MODEL);
        bytes[at] ^= 1;
    }
}

static void a_file_that_is_not_there_is_no_damage(void **state)
{
    struct fixture *f = *state;
    struct section_file file;
    assert_int_equal(section_file_open(&file, "/nonexistent/columns", &f->problem), STATUS_SYSTEM);
    assert_null(file.bytes);
}

static void a_name_that_does_not_fit_fails(void **state)
{
    struct fixture *f = *state;
    struct section_writer writer;
    unlink(f->path);
    assert_int_equal(section_writer_open(&writer, f->dir, "file", &f->problem), STATUS_OK);
    section_begin(&writer, "t", "a name that is as long as the room for it", SECTION_ROWS, 0, 0);
    assert_int_equal(section_writer_close(&writer, &f->problem), STATUS_INTERNAL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(sections_are_found_with_their_bytes, set_up, tear_down),
        cmocka_unit_test_setup_teardown(what_was_not_written_is_not_found, set_up, tear_down),
        cmocka_unit_test_setup_teardown(every_section_begins_where_any_type_may_lie, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(a_file_cut_off_anywhere_is_refused, set_up, tear_down),
        cmocka_unit_test_setup_teardown(bytes_behind_the_end_are_refused, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_bit_that_flips_in_the_directory_is_found, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(
            a_file_of_another_version_or_byte_order_is_of_another_program, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_file_that_is_not_there_is_no_damage, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_name_that_does_not_fit_fails, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
