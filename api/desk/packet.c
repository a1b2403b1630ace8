/* See packet.h. */
#include "hiraku/desk/packet.h"

#include "hiraku/base/in.h"

#include <errno.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

/* The first byte says where the text is. */
enum { PACKET_INLINE = 'T', PACKET_FILE = 'F', PACKET_SIZE = PACKET_BESIDE };

union packet_control {
    struct cmsghdr header;
    char bytes[CMSG_SPACE(sizeof(int))];
};

/* --- sending ---------------------------------------------------------------------------------- */

static enum status packet_write(int socket, struct msghdr *message, struct problem *p)
{
    ssize_t sent;
    do
        sent = sendmsg(socket, message, MSG_NOSIGNAL);
    while (sent < 0 && errno == EINTR);
    return sent < 0 ? problem_errno(p, "sendmsg") : STATUS_OK;
}

/* The kind, the text and the descriptor of a file. */
static enum status packet_pass(int socket, char kind, struct slice text, int file,
                               struct problem *p)
{
    struct iovec pieces[] = {{&kind, 1}, {(void *)(uintptr_t)text.at, text.len}};
    union packet_control control = {.bytes = {0}};
    struct msghdr message = {.msg_iov = pieces,
                             .msg_iovlen = 2,
                             .msg_control = control.bytes,
                             .msg_controllen = sizeof control.bytes};
    struct cmsghdr *header = CMSG_FIRSTHDR(&message);
    header->cmsg_level = SOL_SOCKET;
    header->cmsg_type = SCM_RIGHTS;
    header->cmsg_len = CMSG_LEN(sizeof file);
    memcpy(CMSG_DATA(header), &file, sizeof file);
    return packet_write(socket, &message, p);
}

static enum status packet_send_file(int socket, struct slice text, struct problem *p)
{
    int file = memfd_create("packet", MFD_CLOEXEC);
    if (file < 0)
        return problem_errno(p, "memfd_create");
    enum status status = out_sink_fd(&file, text.at, text.len, p);
    if (status == STATUS_OK)
        status = packet_pass(socket, PACKET_FILE, SLICE_NONE, file, p);
    close(file);
    return status;
}

enum status packet_send_beside(int socket, struct slice text, int file, struct problem *p)
{
    if (file < 0)
        return packet_send(socket, text, p);
    return text.len < PACKET_SIZE
               ? packet_pass(socket, PACKET_INLINE, text, file, p)
               : problem_set(p, STATUS_TOO_LARGE, slice_of("packet"), SLICE_NONE, NULL);
}

enum status packet_send(int socket, struct slice text, struct problem *p)
{
    char kind = PACKET_INLINE;
    struct iovec pieces[] = {{&kind, 1}, {(void *)(uintptr_t)text.at, text.len}};
    struct msghdr message = {.msg_iov = pieces, .msg_iovlen = 2};
    return text.len < PACKET_SIZE ? packet_write(socket, &message, p)
                                  : packet_send_file(socket, text, p);
}

/* --- receiving -------------------------------------------------------------------------------- */

static int packet_descriptor(struct msghdr *message)
{
    int file = -1;
    struct cmsghdr *header = CMSG_FIRSTHDR(message);
    if (header && header->cmsg_level == SOL_SOCKET && header->cmsg_type == SCM_RIGHTS &&
        header->cmsg_len == CMSG_LEN(sizeof file))
        memcpy(&file, CMSG_DATA(header), sizeof file);
    return file;
}

/* The offset of the writer is shared: it is read from its start. */
static enum status packet_pour(int file, struct out *text, struct problem *p)
{
    struct stat about;
    char bytes[16 * 1024];
    uint64_t at = 0;
    if (fstat(file, &about) != 0)
        return problem_errno(p, "packet");
    if (!S_ISREG(about.st_mode) || about.st_size > PACKET_MOST)
        return problem_set(p, STATUS_TOO_LARGE, slice_of("packet"), SLICE_NONE, NULL);
    for (;;) {
        ssize_t len = in_bytes_at(file, bytes, sizeof bytes, at);
        if (len < 0)
            return problem_errno(p, "packet");
        if (len == 0)
            return STATUS_OK;
        out_bytes(text, bytes, (size_t)len);
        at += (uint64_t)len;
        if (at > PACKET_MOST)
            return problem_set(p, STATUS_TOO_LARGE, slice_of("packet"), SLICE_NONE, NULL);
    }
}

static bool packet_is_regular(int file)
{
    struct stat about;
    return fstat(file, &about) == 0 && S_ISREG(about.st_mode);
}

enum status packet_receive(int socket, struct out *text, bool *closed, struct problem *p)
{
    int file;
    enum status status = packet_receive_beside(socket, text, &file, closed, p);
    if (file >= 0)
        close(file);
    return status;
}

enum status packet_receive_beside(int socket, struct out *text, int *file, bool *closed,
                                  struct problem *p)
{
    *file = -1;
    char bytes[PACKET_SIZE + 1];
    struct iovec piece = {bytes, sizeof bytes};
    union packet_control control = {.bytes = {0}};
    struct msghdr message = {.msg_iov = &piece,
                             .msg_iovlen = 1,
                             .msg_control = control.bytes,
                             .msg_controllen = sizeof control.bytes};
    ssize_t len;
    do
        len = recvmsg(socket, &message, MSG_CMSG_CLOEXEC);
    while (len < 0 && errno == EINTR);
    *closed = len == 0 || (len < 0 && errno == ECONNRESET);
    if (*closed)
        return STATUS_OK;
    if (len < 0)
        return problem_errno(p, "recvmsg");
    int passed = packet_descriptor(&message);
    enum status status = STATUS_OK;
    bool beside = bytes[0] == PACKET_INLINE && passed >= 0 && packet_is_regular(passed);
    if (bytes[0] == PACKET_INLINE && !(message.msg_flags & (MSG_TRUNC | MSG_CTRUNC)))
        out_bytes(text, bytes + 1, (size_t)len - 1);
    else if (bytes[0] == PACKET_FILE && passed >= 0)
        status = packet_pour(passed, text, p);
    else
        status = problem_set(p, STATUS_BAD_REQUEST, slice_of("packet"), SLICE_NONE, NULL);
    if (status == STATUS_OK)
        status = out_finish(text, p);
    if (beside && status == STATUS_OK)
        *file = passed;
    else if (passed >= 0)
        close(passed);
    return status;
}
