/* packet.h: packets between two processes. */
#include "hiraku/desk/packet.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cmocka.h>

static int ends[2];

static int pair_make(void **state)
{
    (void)state;
    return socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends);
}

static int pair_close(void **state)
{
    (void)state;
    close(ends[0]);
    return close(ends[1]);
}

static void what_was_sent_arrives(void **state)
{
    static const size_t sizes[] = {0, 1, 32767, 32768, 1000000};
    (void)state;
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        struct out text;
        bool closed = true;
        char *bytes = malloc(sizes[i] + 1);
        assert_non_null(bytes);
        for (size_t at = 0; at < sizes[i]; at++)
            bytes[at] = (char)(at * 7);
        struct slice sent = {bytes, sizes[i]};
        assert_int_equal(packet_send(ends[0], sent, NULL), STATUS_OK);
        out_open_memory(&text, PACKET_MOST);
        assert_int_equal(packet_receive(ends[1], &text, &closed, NULL), STATUS_OK);
        assert_false(closed);
        assert_true(slice_equal(out_written(&text), sent));
        out_close(&text);
        free(bytes);
    }
}

static enum status received(bool *closed)
{
    struct out text;
    out_open_memory(&text, PACKET_MOST);
    enum status status = packet_receive(ends[1], &text, closed, NULL);
    out_close(&text);
    return status;
}

static void the_end_of_the_other_is_seen(void **state)
{
    bool closed = false;
    (void)state;
    shutdown(ends[0], SHUT_RDWR);
    assert_int_equal(received(&closed), STATUS_OK);
    assert_true(closed);
}

static void what_is_no_packet_of_ours_is_refused(void **state)
{
    char large[40000] = "T";
    bool closed;
    (void)state;
    assert_int_equal(send(ends[0], "X{}", 3, 0), 3);
    assert_int_equal(received(&closed), STATUS_BAD_REQUEST);
    assert_int_equal(send(ends[0], "F", 1, 0), 1); /* a file is promised, and none comes */
    assert_int_equal(received(&closed), STATUS_BAD_REQUEST);
    assert_int_equal(send(ends[0], large, sizeof large, 0), (int)sizeof large);
    assert_int_equal(received(&closed), STATUS_BAD_REQUEST);
}

/* A pipe would never end. */
static void a_file_that_is_none_is_refused(void **state)
{
    int pipes[2];
    bool closed;
    char kind = 'F';
    union {
        struct cmsghdr header;
        char bytes[CMSG_SPACE(sizeof(int))];
    } control = {.bytes = {0}};
    struct iovec piece = {&kind, 1};
    struct msghdr message = {.msg_iov = &piece,
                             .msg_iovlen = 1,
                             .msg_control = control.bytes,
                             .msg_controllen = sizeof control.bytes};
    (void)state;
    assert_int_equal(pipe(pipes), 0);
    struct cmsghdr *header = CMSG_FIRSTHDR(&message);
    header->cmsg_level = SOL_SOCKET;
    header->cmsg_type = SCM_RIGHTS;
    header->cmsg_len = CMSG_LEN(sizeof(int));
    memcpy(CMSG_DATA(header), &pipes[0], sizeof(int));
    assert_int_equal(sendmsg(ends[0], &message, 0), 1);
    assert_int_equal(received(&closed), STATUS_TOO_LARGE);
    close(pipes[0]);
    close(pipes[1]);
}

/* A text with a file beside it; who does not ask for one gets the text. */
static void a_file_goes_beside_a_text(void **state)
{
    struct out text;
    bool closed = true;
    int file = -1, sent = memfd_create("test", MFD_CLOEXEC), pipes[2];
    (void)state;
    assert_int_equal(write(sent, "abc", 3), 3);
    for (int asked = 1; asked >= 0; asked--) {
        assert_int_equal(packet_send_beside(ends[0], slice_of("{}"), sent, NULL), STATUS_OK);
        out_open_memory(&text, PACKET_MOST);
        assert_int_equal(asked ? packet_receive_beside(ends[1], &text, &file, &closed, NULL)
                               : packet_receive(ends[1], &text, &closed, NULL),
                         STATUS_OK);
        assert_true(slice_is(out_written(&text), "{}"));
        out_close(&text);
    }
    assert_int_equal(lseek(file, 0, SEEK_END), 3);
    close(file);
    assert_int_equal(pipe(pipes), 0);
    assert_int_equal(packet_send_beside(ends[0], slice_of("{}"), pipes[0], NULL), STATUS_OK);
    out_open_memory(&text, PACKET_MOST);
    assert_int_equal(packet_receive_beside(ends[1], &text, &file, &closed, NULL), STATUS_OK);
    assert_int_equal(file, -1); /* none that could be read to an end */
    out_close(&text);
    close(pipes[0]);
    close(pipes[1]);
    close(sent);
}

int main(void)
{
#define EACH(name) cmocka_unit_test_setup_teardown(name, pair_make, pair_close)
    const struct CMUnitTest tests[] = {
        EACH(what_was_sent_arrives),
        EACH(the_end_of_the_other_is_seen),
        EACH(what_is_no_packet_of_ours_is_refused),
        EACH(a_file_that_is_none_is_refused),
        EACH(a_file_goes_beside_a_text),
    };
#undef EACH
    return cmocka_run_group_tests(tests, NULL, NULL);
}
