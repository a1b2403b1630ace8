/* A .gz file, sent as what it holds: for files that are kept packed only, and clients that do not
 * take gzip.
 *
 * Slice by slice in constant memory. Damage is an error of the stream, which breaks off the
 * connection. */
#include "hiraku/http/response/unpack.h"

#include "hiraku/base/in.h"
#include "hiraku/http/response/representation.h"
#include "hiraku/http/routing/request.h"
#include "hiraku/release/layout.h"

#include <unistd.h>

enum { UNPACK_SLICE = 64 * 1024 };

struct unpack {
    struct in *in;
    unsigned char output[UNPACK_SLICE];
};

static void unpack_close(void *context)
{
    struct unpack *unpack = context;
    in_close(unpack->in);
    unpack->in = NULL;
}

static enum status unpack_source(void *context, struct out *out, bool *more, struct problem *p)
{
    struct unpack *unpack = context;
    size_t len;
    enum status status = in_read(unpack->in, unpack->output, sizeof unpack->output, &len, p);
    *more = status == STATUS_OK && len == sizeof unpack->output;
    if (status == STATUS_OK)
        out_bytes(out, unpack->output, len);
    return status;
}

enum status unpack_open(struct request *request, struct representation *answer, int fd,
                        struct problem *p)
{
    struct unpack *unpack = arena_alloc(&request->arena, sizeof *unpack);
    if (!unpack) {
        close(fd);
        return problem_memory(p);
    }
    enum status status = in_open_fd(&unpack->in, fd, layout_artifacts, IN_GZIP, p);
    if (status != STATUS_OK)
        return status;
    answer->source = unpack_source;
    answer->context = unpack;
    answer->close = unpack_close;
    return STATUS_OK;
}
