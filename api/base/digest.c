/* SHA-256 with nettle, of bytes, of fields and of files. Compares and stores nothing. */
#include "hiraku/digest.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

enum { READ_SIZE = 32 * 1024 };

void digest_init(struct digest *digest)
{
    sha256_init(&digest->state);
}

void digest_add(struct digest *digest, const void *data, size_t len)
{
    if (len)
        sha256_update(&digest->state, len, data);
}

/* The separator is NUL, which no checked text contains. */
void digest_field(struct digest *digest, struct slice text)
{
    digest_add(digest, text.at, text.len);
    digest_add(digest, "", 1);
}

void digest_hex(struct digest *digest, char hex[DIGEST_SIZE])
{
    static const char digits[] = "0123456789abcdef";
    uint8_t bytes[SHA256_DIGEST_SIZE];
    sha256_digest(&digest->state, sizeof bytes, bytes);
    for (size_t i = 0; i < sizeof bytes; i++) {
        hex[2 * i] = digits[bytes[i] >> 4];
        hex[2 * i + 1] = digits[bytes[i] & 15];
    }
    hex[DIGEST_SIZE - 1] = '\0';
}

enum status digest_file(const char *path, char hex[DIGEST_SIZE], uint64_t *bytes, struct problem *p)
{
    enum status status = STATUS_OK;
    char buffer[READ_SIZE];
    struct digest digest;
    uint64_t total = 0;
    hex[0] = '\0';
    struct stat info;
    int fd =
        open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK); /* a pipe is not waited for */
    if (fd < 0)
        return problem_errno(p, path);
    if (fstat(fd, &info) == 0 && !S_ISREG(info.st_mode))
        status = problem_set(p, STATUS_SYSTEM, slice_of(path), (struct slice){NULL, 0},
                             "not a regular file");
    digest_init(&digest);
    while (status == STATUS_OK) {
        ssize_t len = read(fd, buffer, sizeof buffer);
        if (len < 0 && errno == EINTR)
            continue;
        if (len < 0)
            status = problem_errno(p, path);
        if (len <= 0)
            break;
        digest_add(&digest, buffer, (size_t)len);
        total += (uint64_t)len;
    }
    close(fd);
    if (status != STATUS_OK)
        return status;
    digest_hex(&digest, hex);
    if (bytes)
        *bytes = total;
    return STATUS_OK;
}
