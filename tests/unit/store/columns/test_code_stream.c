/* Codes come back as they were put, whether they fitted into memory or not. */
#include "api/store/columns/code_stream.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include <cmocka.h>

enum { MANY = 300000 };

static uint32_t code_of(uint32_t row)
{
    return row % 5 < 2 ? UINT32_MAX - row / 5 : row * 2654435761u;
}

/* Asked for in pieces of a length that ends within runs. */
static void expect_codes(struct code_stream *stream, uint32_t count)
{
    uint32_t codes[777];
    assert_int_equal(code_stream_rewind(stream, NULL), STATUS_OK);
    for (uint32_t row = 0; row < count;) {
        uint32_t part = count - row < 777 ? count - row : 777;
        assert_int_equal(code_stream_get(stream, codes, part, NULL), STATUS_OK);
        for (uint32_t i = 0; i < part; i++, row++)
            assert_int_equal(codes[i], code_of(row));
    }
}

static void put_codes(struct code_stream *stream, uint32_t count)
{
    for (uint32_t row = 0; row < count; row++)
        code_stream_put(stream, code_of(row));
}

static void few_codes_stay_in_memory(void **state)
{
    struct code_stream stream;
    (void)state;
    code_stream_init(&stream, "/nonexistent", "a");
    put_codes(&stream, 1000);
    expect_codes(&stream, 1000);
    assert_int_equal(stream.fd, -1);
    code_stream_free(&stream);
}

static void one_code_takes_no_memory_while_it_is_put(void **state)
{
    struct code_stream stream;
    uint32_t codes[2];
    (void)state;
    code_stream_init(&stream, "/nonexistent", "a");
    for (uint32_t row = 0; row < MANY; row++)
        code_stream_put(&stream, 7);
    assert_null(stream.buffer);
    assert_int_equal(code_stream_rewind(&stream, NULL), STATUS_OK);
    assert_int_equal(code_stream_get(&stream, codes, 2, NULL), STATUS_OK);
    assert_int_equal(codes[1], 7);
    code_stream_free(&stream);
}

static void many_codes_go_through_a_file_without_a_name(void **state)
{
    char dir[] = "/tmp/hiraku-stream-XXXXXX";
    struct code_stream stream;
    (void)state;
    assert_non_null(mkdtemp(dir));
    code_stream_init(&stream, dir, "a");
    put_codes(&stream, MANY);
    assert_true(stream.fd >= 0);
    assert_int_equal(rmdir(dir), 0);
    expect_codes(&stream, MANY);
    expect_codes(&stream, MANY);
    code_stream_free(&stream);
}

static void reading_can_begin_again_anywhere(void **state)
{
    struct code_stream stream;
    uint32_t codes[3];
    (void)state;
    code_stream_init(&stream, "/nonexistent", "a");
    put_codes(&stream, 1000);
    for (size_t i = 0; i < 3; i++) {
        assert_int_equal(code_stream_rewind(&stream, NULL), STATUS_OK);
        assert_int_equal(code_stream_get(&stream, codes, i + 1, NULL), STATUS_OK);
        assert_int_equal(codes[0], code_of(0));
    }
    expect_codes(&stream, 1000);
    code_stream_free(&stream);
}

static void a_file_that_cannot_be_made_is_told_when_it_is_read(void **state)
{
    struct code_stream stream;
    struct problem p = {.status = STATUS_OK};
    (void)state;
    code_stream_init(&stream, "/nonexistent", "a");
    put_codes(&stream, MANY);
    assert_int_equal(code_stream_rewind(&stream, &p), STATUS_SYSTEM);
    assert_string_equal(p.subject, "/nonexistent");
    code_stream_free(&stream);
}

static void more_codes_than_were_put_are_a_failure(void **state)
{
    struct code_stream stream;
    uint32_t codes[3];
    (void)state;
    code_stream_init(&stream, "/nonexistent", "a");
    put_codes(&stream, 2);
    assert_int_equal(code_stream_rewind(&stream, NULL), STATUS_OK);
    assert_int_equal(code_stream_get(&stream, codes, 3, NULL), STATUS_SYSTEM);
    code_stream_free(&stream);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(few_codes_stay_in_memory),
        cmocka_unit_test(one_code_takes_no_memory_while_it_is_put),
        cmocka_unit_test(many_codes_go_through_a_file_without_a_name),
        cmocka_unit_test(reading_can_begin_again_anywhere),
        cmocka_unit_test(a_file_that_cannot_be_made_is_told_when_it_is_read),
        cmocka_unit_test(more_codes_than_were_put_are_a_failure),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
