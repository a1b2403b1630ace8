/* out.h: streams into memory, sinks and descriptors. */
#include "hiraku/base/arena.h"
#include "hiraku/base/out.h"

#include <errno.h>
#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <unistd.h>

#include <cmocka.h>

struct sink {
    size_t calls, bytes, fail_at;
    char last;
};

static enum status take(void *context, const void *data, size_t len, struct problem *p)
{
    struct sink *sink = context;
    sink->calls++;
    if (sink->calls == sink->fail_at)
        return problem_set(p, STATUS_SYSTEM, slice_of("sink"), slice_of(NULL), "full");
    sink->bytes += len;
    sink->last = ((const char *)data)[len - 1];
    return STATUS_OK;
}

static void memory_keeps_what_is_written(void **state)
{
    (void)state;
    struct out out;
    out_open_memory(&out, 1000);
    out_text(&out, "ab");
    out_slice(&out, (struct slice){"cdx", 2});
    out_char(&out, 'e');
    out_bytes(&out, "f", 1);
    assert_int_equal(out_finish(&out, NULL), STATUS_OK);
    assert_true(slice_is(out_written(&out), "abcdef"));
    out_close(&out);
}

static void integers_are_written_in_full(void **state)
{
    (void)state;
    struct out out;
    out_open_memory(&out, 1000);
    out_int(&out, INT64_MIN);
    out_char(&out, ' ');
    out_int(&out, 0);
    out_char(&out, ' ');
    out_int(&out, INT64_MAX);
    assert_true(slice_is(out_written(&out), "-9223372036854775808 0 9223372036854775807"));
    out_close(&out);
}

static void memory_holds_exactly_its_limit(void **state)
{
    (void)state;
    struct out out;
    out_open_memory(&out, 10);
    out_text(&out, "0123456789");
    assert_int_equal(out_finish(&out, NULL), STATUS_OK);
    assert_int_equal(out_written(&out).len, 10);
    out_close(&out);
}

static void one_byte_beyond_the_limit_is_too_large(void **state)
{
    (void)state;
    struct out out;
    struct problem p;
    out_open_memory(&out, 10);
    out_text(&out, "0123456789");
    out_char(&out, 'x');
    assert_int_equal(out_finish(&out, &p), STATUS_TOO_LARGE);
    assert_string_equal(p.value, "10");
    out_close(&out);
}

static void a_buffer_of_the_caller_holds_exactly_its_size(void **state)
{
    (void)state;
    struct out out;
    char bytes[4] = "";
    out_open_buffer(&out, bytes, 3);
    out_text(&out, "abc");
    assert_int_equal(out_finish(&out, NULL), STATUS_OK);
    assert_string_equal(bytes, "abc");
    out_char(&out, 'd');
    assert_int_equal(out_finish(&out, NULL), STATUS_TOO_LARGE);
    assert_string_equal(bytes, "abc");
}

static void after_a_failure_nothing_is_written(void **state)
{
    (void)state;
    struct out out;
    out_open_memory(&out, 4);
    out_text(&out, "too long");
    out_text(&out, "ab");
    assert_int_equal(out_written(&out).len, 0);
    out_close(&out);
}

static void the_first_failure_stays(void **state)
{
    (void)state;
    struct out out;
    struct problem p;
    out_open_memory(&out, 100);
    out_fail(&out, STATUS_DEADLINE, "one");
    out_fail(&out, STATUS_INTERNAL, "two");
    assert_int_equal(out_finish(&out, &p), STATUS_DEADLINE);
    assert_string_equal(p.reason, "one");
    out_close(&out);
}

static void memory_grows(void **state)
{
    (void)state;
    struct out out;
    out_open_memory(&out, 1 << 20);
    for (int i = 0; i < 100000; i++)
        out_text(&out, "abc");
    assert_int_equal(out_finish(&out, NULL), STATUS_OK);
    assert_int_equal(out_written(&out).len, 300000);
    assert_int_equal(out_written(&out).at[299999], 'c');
    out_close(&out);
}

static void reset_forgets_bytes_and_counts_on(void **state)
{
    (void)state;
    struct out out;
    out_open_memory(&out, 100);
    out_text(&out, "abc");
    out_reset(&out);
    out_text(&out, "d");
    assert_true(slice_is(out_written(&out), "d"));
    assert_int_equal(out.total, 4);
    out_close(&out);
}

static void take_gives_the_bytes_away(void **state)
{
    (void)state;
    struct out out;
    size_t len;
    out_open_memory(&out, 100);
    out_text(&out, "abc");
    char *bytes = out_take(&out, &len);
    out_close(&out);
    assert_int_equal(len, 3);
    assert_memory_equal(bytes, "abc", 3);
    free(bytes);
}

static void take_of_an_empty_stream_is_not_null(void **state)
{
    (void)state;
    struct out out;
    size_t len;
    out_open_memory(&out, 100);
    char *bytes = out_take(&out, &len);
    assert_non_null(bytes);
    assert_int_equal(len, 0);
    free(bytes);
    out_close(&out);
}

static void take_of_a_failed_stream_is_null(void **state)
{
    (void)state;
    struct out out;
    size_t len;
    out_open_memory(&out, 1);
    out_text(&out, "abc");
    assert_null(out_take(&out, &len));
    out_close(&out);
}

static void a_sink_is_fed_in_pieces_of_64_kib(void **state)
{
    (void)state;
    struct out out;
    struct sink sink = {0};
    out_open_sink(&out, take, &sink);
    for (int i = 0; i < 65536; i++)
        out_text(&out, "ab");
    assert_int_equal(sink.calls, 2);
    out_text(&out, "z");
    assert_int_equal(out_finish(&out, NULL), STATUS_OK);
    assert_int_equal(sink.calls, 3);
    assert_int_equal(sink.bytes, 131073);
    assert_int_equal(sink.last, 'z');
    assert_int_equal(out.total, 131073);
}

static void a_large_write_reaches_the_sink_in_the_same_pieces(void **state)
{
    (void)state;
    struct out out;
    struct sink sink = {0};
    char *large = calloc(1, 200000);
    assert_non_null(large);
    out_open_sink(&out, take, &sink);
    out_char(&out, 'a');
    out_bytes(&out, large, 200000);
    assert_int_equal(sink.calls, 3);
    assert_int_equal(sink.bytes, 3 * 65536);
    assert_int_equal(out_finish(&out, NULL), STATUS_OK);
    assert_int_equal(sink.bytes, 200001);
    free(large);
}

static void a_sink_s_failure_comes_out_at_the_end(void **state)
{
    (void)state;
    struct out out;
    struct problem p;
    struct sink sink = {.fail_at = 1};
    out_open_sink(&out, take, &sink);
    for (int i = 0; i < 200000; i++)
        out_char(&out, 'a');
    assert_int_equal(sink.calls, 1);
    assert_int_equal(out_finish(&out, &p), STATUS_SYSTEM);
    assert_string_equal(p.reason, "full");
    assert_int_equal(sink.calls, 1);
}

static void an_empty_stream_does_not_call_its_sink(void **state)
{
    (void)state;
    struct out out;
    struct sink sink = {0};
    out_open_sink(&out, take, &sink);
    assert_int_equal(out_finish(&out, NULL), STATUS_OK);
    assert_int_equal(sink.calls, 0);
}

static void a_descriptor_gets_the_bytes(void **state)
{
    (void)state;
    int ends[2];
    char read_back[4] = "";
    struct out out;
    assert_int_equal(pipe(ends), 0);
    out_open_sink(&out, out_sink_fd, &ends[1]);
    out_text(&out, "abc");
    assert_int_equal(out_finish(&out, NULL), STATUS_OK);
    assert_int_equal(read(ends[0], read_back, 3), 3);
    assert_string_equal(read_back, "abc");
    close(ends[0]);
    close(ends[1]);
}

static void a_full_device_is_a_system_error(void **state)
{
    (void)state;
    struct out out;
    struct problem p;
    int fd = open("/dev/full", O_WRONLY);
    if (fd < 0)
        skip();
    out_open_sink(&out, out_sink_fd, &fd);
    out_text(&out, "abc");
    assert_int_equal(out_finish(&out, &p), STATUS_SYSTEM);
    assert_string_equal(p.reason, strerror(ENOSPC));
    close(fd);
}

static void want_of_memory_in_a_stream_latches_the_arena_it_is_kept_in(void **state)
{
    (void)state;
    const enum status failures[] = {STATUS_OK, STATUS_TOO_LARGE, STATUS_NO_MEMORY};
    for (size_t i = 0; i < 3; i++) {
        struct arena arena;
        struct out out;
        arena_init(&arena, 4096);
        out_open_memory(&out, 64);
        out_text(&out, "a");
        out_fail(&out, failures[i], NULL);
        struct slice text = out_keep(&out, &arena);
        assert_int_equal(text.at != NULL, i == 0);
        assert_int_equal(arena_overflowed(&arena), i == 2);
        assert_null(out.bytes);
        arena_free(&arena);
    }
}

static void a_message_has_its_subject_cut_and_clean(void **state)
{
    (void)state;
    char bytes[64];
    struct out out;
    out_open_buffer(&out, bytes, sizeof bytes);
    out_about(&out, "no {subject} here;", slice_of("防災"), 4);
    out_about(&out, " plain;", slice_of("x"), 4);
    out_about(&out, "{subject}", slice_of("a\xff"), 9);
    struct slice written = out_written(&out);
    assert_true(slice_is(written, "no 防 here; plain;a"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(memory_keeps_what_is_written),
        cmocka_unit_test(want_of_memory_in_a_stream_latches_the_arena_it_is_kept_in),
        cmocka_unit_test(integers_are_written_in_full),
        cmocka_unit_test(memory_holds_exactly_its_limit),
        cmocka_unit_test(one_byte_beyond_the_limit_is_too_large),
        cmocka_unit_test(a_buffer_of_the_caller_holds_exactly_its_size),
        cmocka_unit_test(after_a_failure_nothing_is_written),
        cmocka_unit_test(the_first_failure_stays),
        cmocka_unit_test(memory_grows),
        cmocka_unit_test(reset_forgets_bytes_and_counts_on),
        cmocka_unit_test(take_gives_the_bytes_away),
        cmocka_unit_test(take_of_an_empty_stream_is_not_null),
        cmocka_unit_test(take_of_a_failed_stream_is_null),
        cmocka_unit_test(a_sink_is_fed_in_pieces_of_64_kib),
        cmocka_unit_test(a_large_write_reaches_the_sink_in_the_same_pieces),
        cmocka_unit_test(a_sink_s_failure_comes_out_at_the_end),
        cmocka_unit_test(an_empty_stream_does_not_call_its_sink),
        cmocka_unit_test(a_descriptor_gets_the_bytes),
        cmocka_unit_test(a_message_has_its_subject_cut_and_clean),
        cmocka_unit_test(a_full_device_is_a_system_error),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
