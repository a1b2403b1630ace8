/* multipart.h: files and fields of a form (RFC 7578). */
#include "hiraku/desk/face/multipart.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static struct multipart_part parts[MULTIPART_PARTS_MAX];
static size_t count;

static enum status keep(void *context, const struct multipart_part *part, struct problem *p)
{
    (void)context, (void)p;
    parts[count++] = *part;
    return STATUS_OK;
}

static enum status read_text(const char *body)
{
    count = 0;
    return multipart_read(slice_of(body), slice_of("b"), keep, NULL, NULL);
}

static void the_boundary_is_in_the_content_type(void **state)
{
    struct slice boundary;
    (void)state;
    assert_true(multipart_boundary(slice_of("multipart/form-data; boundary=a-b"), &boundary));
    assert_true(slice_is(boundary, "a-b"));
    assert_true(multipart_boundary(
        slice_of("Multipart/Form-Data; x=\"; boundary=no\";  BOUNDARY=\"a b\""), &boundary));
    assert_true(slice_is(boundary, "a b"));
    assert_false(multipart_boundary(slice_of("multipart/form-data"), &boundary));
    assert_false(multipart_boundary(slice_of("multipart/form-data; boundary="), &boundary));
    assert_false(multipart_boundary(slice_of("text/csv; boundary=b"), &boundary));
}

static void files_and_fields_are_found(void **state)
{
    static const char body[] =
        "--b\r\nContent-Disposition: form-data; name=\"lang\"\r\n\r\nja\r\n"
        "--b\r\ncontent-disposition: form-data; name=file; filename=\"a;b.csv\"\r\n"
        "Content-Type: text/csv\r\n\r\nx\r\n--c\r\n\r\n--b--\r\n";
    (void)state;
    assert_int_equal(read_text(body), STATUS_OK);
    assert_int_equal(count, 2);
    assert_true(slice_is(parts[0].name, "lang") && slice_is(parts[0].content, "ja"));
    assert_null(parts[0].file_name.at);
    assert_true(slice_is(parts[1].name, "file") && slice_is(parts[1].file_name, "a;b.csv"));
    assert_int_equal(parts[1].length, sizeof "x\r\n--c\r\n" - 1);
    assert_memory_equal(body + parts[1].offset, "x\r\n--c\r\n", parts[1].length);
}

static void what_does_not_end_is_refused(void **state)
{
    static const char *const bad[] = {
        "",
        "--b",
        "--c--",
        "--b\r\n",
        "--b\r\nContent-Disposition: form-data; name=a\r\n\r\nx",
        "--b\r\nContent-Disposition: form-data; name=a\r\n\r\nx\r\n--b",
        "--b\r\nContent-Disposition: form-data\r\n\r\nx\r\n--b--",
        "--b\r\nx\r\n--b--"};
    (void)state;
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        assert_int_equal(read_text(bad[i]), STATUS_BAD_REQUEST);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_boundary_is_in_the_content_type),
        cmocka_unit_test(files_and_fields_are_found),
        cmocka_unit_test(what_does_not_end_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
