/* SHA-256 with nettle, of bytes, of fields and of files. Compares and stores nothing. */
#include "hiraku/base/digest.h"

#include "hiraku/base/in.h"

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

/* All that is left of it. */
static enum status digest_rest(struct in *in, char hex[DIGEST_SIZE], uint64_t *bytes,
                               struct problem *p)
{
    char buffer[READ_SIZE];
    struct digest digest;
    size_t len;
    digest_init(&digest);
    do {
        enum status status = in_read(in, buffer, sizeof buffer, &len, p);
        if (status != STATUS_OK)
            return status;
        digest_add(&digest, buffer, len);
        *bytes += len;
    } while (len > 0);
    digest_hex(&digest, hex);
    return STATUS_OK;
}

enum status digest_file(const char *path, char hex[DIGEST_SIZE], uint64_t *bytes, struct problem *p)
{
    struct stat info;
    struct in *in;
    uint64_t total = 0;
    hex[0] = '\0';
    /* a pipe is not waited for */
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK);
    if (fd < 0)
        return problem_errno(p, path);
    if (fstat(fd, &info) == 0 && !S_ISREG(info.st_mode)) {
        close(fd);
        return problem_set(p, STATUS_SYSTEM, slice_of(path), SLICE_NONE, "not a regular file");
    }
    enum status status = in_open_fd(&in, fd, path, IN_PLAIN, p);
    if (status == STATUS_OK)
        status = digest_rest(in, hex, &total, p);
    in_close(in);
    if (bytes && status == STATUS_OK)
        *bytes = total;
    return status;
}

enum status digest_packed(const char *path, char hex[DIGEST_SIZE], struct problem *p)
{
    struct in *in;
    uint64_t bytes = 0;
    hex[0] = '\0';
    enum status status = in_open(&in, path, IN_GZIP, p);
    if (status == STATUS_OK)
        status = digest_rest(in, hex, &bytes, p);
    in_close(in);
    return status;
}
