/* out.h: gzip members. */
#include "hiraku/base/out.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <zlib.h>

#include <cmocka.h>

/* Compresses `text` in pieces of `piece` bytes; the caller frees. */
static char *compressed(struct slice text, size_t piece, size_t *len)
{
    struct out target;
    out_open_memory(&target, 1 << 20);
    struct out_gzip *gzip = out_gzip_new(&target, 6);
    assert_non_null(gzip);
    for (size_t at = 0; at < text.len; at += piece)
        assert_int_equal(
            out_sink_gzip(gzip, text.at + at, piece < text.len - at ? piece : text.len - at, NULL),
            STATUS_OK);
    assert_int_equal(out_gzip_finish(gzip, NULL), STATUS_OK);
    out_gzip_free(gzip);
    char *bytes = out_take(&target, len);
    assert_non_null(bytes);
    return bytes;
}

static char *sample(size_t len)
{
    char *text = malloc(len);
    assert_non_null(text);
    for (size_t i = 0; i < len; i++)
        text[i] = "abcdefgh"[(i * i / 7 + i / 100) % 8];
    return text;
}

static void the_header_has_no_name_no_time_and_no_system(void **state)
{
    (void)state;
    size_t len;
    char *bytes = compressed(slice_of("abc"), 3, &len);
    /* RFC 1952 s.2.3: ID1 ID2 CM FLG MTIME(4) XFL OS */
    assert_memory_equal(bytes, "\x1F\x8B\x08\x00\x00\x00\x00\x00", 8);
    assert_int_equal((unsigned char)bytes[9], 255);
    free(bytes);
}

static void the_trailer_has_crc_and_length(void **state)
{
    (void)state;
    size_t len;
    char *bytes = compressed(slice_of("123456789"), 9, &len);
    /* the check value of CRC-32 is CBF43926 */
    assert_memory_equal(bytes + len - 8, "\x26\x39\xF4\xCB\x09\x00\x00\x00", 8);
    free(bytes);
}

static void what_was_compressed_comes_back(void **state)
{
    (void)state;
    size_t len, size = 300000;
    char *text = sample(size), *back = malloc(size + 1);
    assert_non_null(back);
    char *bytes = compressed((struct slice){text, size}, 70000, &len);
    z_stream stream = {.next_in = (unsigned char *)bytes,
                       .avail_in = (unsigned)len,
                       .next_out = (unsigned char *)back,
                       .avail_out = (unsigned)size + 1};
    assert_int_equal(inflateInit2(&stream, 15 + 16), Z_OK);
    assert_int_equal(inflate(&stream, Z_FINISH), Z_STREAM_END);
    assert_int_equal(stream.total_out, size);
    assert_memory_equal(back, text, size);
    inflateEnd(&stream);
    free(bytes);
    free(back);
    free(text);
}

static void the_same_input_gives_the_same_bytes(void **state)
{
    (void)state;
    size_t len, again, size = 300000;
    char *text = sample(size);
    char *one = compressed((struct slice){text, size}, size, &len);
    char *two = compressed((struct slice){text, size}, size, &again);
    assert_int_equal(len, again);
    assert_memory_equal(one, two, len);
    free(one);
    free(two);
    free(text);
}

static void a_stream_through_gzip_does_not_depend_on_how_it_is_written(void **state)
{
    (void)state;
    size_t size = 300000, len[2];
    char *text = sample(size), *bytes[2];
    for (size_t i = 0; i < 2; i++) {
        struct out target, out;
        out_open_memory(&target, 1 << 20);
        struct out_gzip *gzip = out_gzip_new(&target, 6);
        out_open_sink(&out, out_sink_gzip, gzip);
        for (size_t at = 0, piece = i ? 1 : size; at < size; at += piece)
            out_bytes(&out, text + at, piece);
        assert_int_equal(out_finish(&out, NULL), STATUS_OK);
        assert_int_equal(out_gzip_finish(gzip, NULL), STATUS_OK);
        out_gzip_free(gzip);
        bytes[i] = out_take(&target, &len[i]);
        assert_non_null(bytes[i]);
    }
    assert_int_equal(len[0], len[1]);
    assert_memory_equal(bytes[0], bytes[1], len[0]);
    free(bytes[0]);
    free(bytes[1]);
    free(text);
}

static void nothing_gives_a_whole_empty_member(void **state)
{
    (void)state;
    size_t len;
    char *bytes = compressed((struct slice){NULL, 0}, 1, &len);
    assert_int_equal(len, 20); /* header 10, empty deflate block 2, trailer 8 */
    free(bytes);
}

static void the_target_s_failure_comes_back(void **state)
{
    (void)state;
    struct out target;
    struct problem p;
    out_open_memory(&target, 5);
    struct out_gzip *gzip = out_gzip_new(&target, 6);
    out_sink_gzip(gzip, "abc", 3, NULL);
    assert_int_equal(out_gzip_finish(gzip, &p), STATUS_TOO_LARGE);
    assert_int_equal(p.status, STATUS_TOO_LARGE);
    out_gzip_free(gzip);
    out_close(&target);
}

static void a_level_that_does_not_exist_gives_no_stream(void **state)
{
    (void)state;
    struct out target;
    out_open_memory(&target, 5);
    assert_null(out_gzip_new(&target, 77));
    out_gzip_free(NULL);
    out_close(&target);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_header_has_no_name_no_time_and_no_system),
        cmocka_unit_test(the_trailer_has_crc_and_length),
        cmocka_unit_test(what_was_compressed_comes_back),
        cmocka_unit_test(the_same_input_gives_the_same_bytes),
        cmocka_unit_test(a_stream_through_gzip_does_not_depend_on_how_it_is_written),
        cmocka_unit_test(nothing_gives_a_whole_empty_member),
        cmocka_unit_test(the_target_s_failure_comes_back),
        cmocka_unit_test(a_level_that_does_not_exist_gives_no_stream),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
