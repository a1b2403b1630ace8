/* in.h: bytes of files, plain and packed, whatever interrupts the reading. */
#include "hiraku/base/in.h"
#include "hiraku/base/out.h"

#include <pthread.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/time.h>
#include <unistd.h>

#include <cmocka.h>

enum { LARGE = 300000 };

/* A gzip member of the text; to be freed. */
static char *packed(struct slice text, size_t *len)
{
    struct out target;
    out_open_memory(&target, 1 << 20);
    struct out_gzip *gzip = out_gzip_new(&target, 6);
    assert_non_null(gzip);
    assert_int_equal(out_sink_gzip(gzip, text.at, text.len, NULL), STATUS_OK);
    assert_int_equal(out_gzip_finish(gzip, NULL), STATUS_OK);
    out_gzip_free(gzip);
    return out_take(&target, len);
}

/* A file of these bytes, open and without a name. */
static struct in *file_of(const char *bytes, size_t len, enum in_form form)
{
    char path[] = "/tmp/hiraku-in-XXXXXX";
    struct in *in;
    int fd = mkstemp(path);
    assert_true(fd >= 0);
    unlink(path);
    assert_int_equal(write(fd, bytes, len), len);
    assert_int_equal(lseek(fd, 0, SEEK_SET), 0);
    assert_int_equal(in_open_fd(&in, fd, "the file", form, NULL), STATUS_OK);
    return in;
}

/* Reads it to its end in pieces of `piece`; what was read must be `expected`. */
static void assert_holds(struct in *in, size_t piece, struct slice expected)
{
    char *text = malloc(expected.len + piece);
    size_t total = 0, len;
    assert_non_null(text);
    do {
        assert_int_equal(in_read(in, text + total, piece, &len, NULL), STATUS_OK);
        total += len;
        assert_true(total <= expected.len);
    } while (len > 0);
    assert_int_equal(total, expected.len);
    assert_memory_equal(text, expected.at, total);
    free(text);
    in_close(in);
}

static enum status read_all(struct in *in)
{
    char buffer[1000];
    size_t len = 1;
    enum status status = STATUS_OK;
    while (status == STATUS_OK && len > 0)
        status = in_read(in, buffer, sizeof buffer, &len, NULL);
    in_close(in);
    return status;
}

static char *sample(void)
{
    char *text = malloc(LARGE);
    assert_non_null(text);
    for (size_t i = 0; i < LARGE; i++)
        text[i] = "abcdefgh"[(i * i / 7 + i / 100) % 8];
    return text;
}

static void a_plain_file_is_read_as_it_is(void **state)
{
    (void)state;
    char *text = sample();
    assert_holds(file_of(text, LARGE, IN_PLAIN), 7777, (struct slice){text, LARGE});
    assert_holds(file_of(text, LARGE, IN_EITHER), 100000, (struct slice){text, LARGE});
    assert_holds(file_of(NULL, 0, IN_EITHER), 10, slice_of(""));
    free(text);
}

static void a_packed_file_is_unpacked(void **state)
{
    (void)state;
    size_t len;
    char *text = sample(), *gzip = packed((struct slice){text, LARGE}, &len);
    assert_holds(file_of(gzip, len, IN_GZIP), 7777, (struct slice){text, LARGE});
    assert_holds(file_of(gzip, len, IN_EITHER), 1 << 20, (struct slice){text, LARGE});
    assert_holds(file_of(gzip, len, IN_PLAIN), 7777, (struct slice){gzip, len});
    free(gzip);
    free(text);
}

static void members_follow_each_other(void **state)
{
    (void)state;
    char bytes[1000];
    size_t first, second;
    char *one = packed(slice_of("first,"), &first), *two = packed(slice_of("second"), &second);
    memcpy(bytes, one, first);
    memcpy(bytes + first, two, second);
    assert_holds(file_of(bytes, first + second, IN_GZIP), 4, slice_of("first,second"));
    free(one);
    free(two);
}

static void what_is_not_gzip_to_its_end_is_damage(void **state)
{
    (void)state;
    char bytes[1000];
    size_t len;
    char *gzip = packed(slice_of("hello"), &len);
    memcpy(bytes, gzip, len);
    bytes[len] = 'x';
    free(gzip);
    assert_int_equal(read_all(file_of(bytes, len, IN_GZIP)), STATUS_OK);
    assert_int_equal(read_all(file_of(bytes, len + 1, IN_GZIP)), STATUS_BAD_RELEASE);
    for (size_t cut = 0; cut < len; cut++)
        assert_int_equal(read_all(file_of(bytes, cut, IN_GZIP)), STATUS_BAD_RELEASE);
    bytes[len - 6] ^= 1; /* of the CRC */
    assert_int_equal(read_all(file_of(bytes, len, IN_GZIP)), STATUS_BAD_RELEASE);
    assert_int_equal(read_all(file_of("plain", 5, IN_GZIP)), STATUS_BAD_RELEASE);
}

static void lines_end_with_lf_or_the_file(void **state)
{
    (void)state;
    static const char text[] = "one\n\nlonger than it may be\nlast";
    static const char *const expected[] = {"one", "", "longer t", "last"};
    struct in *in = file_of(text, sizeof text - 1, IN_PLAIN);
    char buffer[8];
    struct slice line;
    bool more;
    for (size_t i = 0; i < 4; i++) {
        assert_int_equal(in_line(in, buffer, sizeof buffer, &line, &more, NULL), STATUS_OK);
        assert_true(more);
        assert_true(slice_is(line, expected[i]));
    }
    assert_int_equal(in_line(in, buffer, sizeof buffer, &line, &more, NULL), STATUS_OK);
    assert_false(more);
    in_close(in);
}

static void a_whole_file_is_poured(void **state)
{
    (void)state;
    char path[] = "/tmp/hiraku-in-XXXXXX", *text = sample(), *bytes;
    size_t len;
    struct out out;
    int fd = mkstemp(path);
    assert_true(fd >= 0);
    bytes = packed((struct slice){text, LARGE}, &len);
    assert_int_equal(write(fd, bytes, len), len);
    out_open_memory(&out, 1 << 20);
    assert_int_equal(in_pour(path, IN_GZIP, &out, NULL), STATUS_OK);
    assert_int_equal(out.len, LARGE);
    assert_memory_equal(out.bytes, text, LARGE);
    out_close(&out);
    unlink(path);
    assert_int_equal(in_pour(path, IN_GZIP, &out, NULL), STATUS_SYSTEM);
    close(fd);
    free(bytes);
    free(text);
}

static void a_file_that_is_not_there_is_told(void **state)
{
    (void)state;
    struct in *in;
    struct problem problem;
    assert_int_equal(in_open(&in, "/nowhere/at all", IN_PLAIN, &problem), STATUS_SYSTEM);
    assert_string_equal(problem.subject, "/nowhere/at all");
    assert_null(in);
}

/* --- interruptions ---------------------------------------------------------------------------- */

static void on_alarm(int number)
{
    (void)number;
}

struct drip {
    int fd;
    struct slice bytes;
};

/* Writes a little at a time, so that the reader must wait and is interrupted. */
static void *drip(void *context)
{
    struct drip *source = context;
    sigset_t alarms;
    sigemptyset(&alarms);
    sigaddset(&alarms, SIGALRM);
    pthread_sigmask(SIG_BLOCK, &alarms, NULL);
    for (size_t at = 0; at < source->bytes.len; at += 1000) {
        size_t len = source->bytes.len - at < 1000 ? source->bytes.len - at : 1000;
        usleep(3000);
        assert_int_equal(write(source->fd, source->bytes.at + at, len), len);
    }
    close(source->fd);
    return NULL;
}

static void a_signal_ends_nothing(void **state)
{
    (void)state;
    size_t len;
    char *text = sample(), *gzip = packed((struct slice){text, LARGE}, &len);
    struct sigaction action = {.sa_handler = on_alarm}, before; /* without SA_RESTART */
    struct itimerval often = {{0, 700}, {0, 700}}, never = {{0, 0}, {0, 0}};
    struct in *in;
    int ends[2];
    pthread_t thread;
    assert_int_equal(pipe(ends), 0);
    struct drip source = {ends[1], {gzip, len}};
    sigaction(SIGALRM, &action, &before);
    assert_int_equal(pthread_create(&thread, NULL, drip, &source), 0);
    setitimer(ITIMER_REAL, &often, NULL);
    assert_int_equal(in_open_fd(&in, ends[0], "pipe", IN_GZIP, NULL), STATUS_OK);
    assert_holds(in, 5000, (struct slice){text, LARGE});
    setitimer(ITIMER_REAL, &never, NULL);
    pthread_join(thread, NULL);
    sigaction(SIGALRM, &before, NULL);
    free(gzip);
    free(text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_plain_file_is_read_as_it_is),
        cmocka_unit_test(a_packed_file_is_unpacked),
        cmocka_unit_test(members_follow_each_other),
        cmocka_unit_test(what_is_not_gzip_to_its_end_is_damage),
        cmocka_unit_test(lines_end_with_lf_or_the_file),
        cmocka_unit_test(a_whole_file_is_poured),
        cmocka_unit_test(a_file_that_is_not_there_is_told),
        cmocka_unit_test(a_signal_ends_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
