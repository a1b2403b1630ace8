/* See pack.h: zlib's stream with the sums that archives want beside it. */
#include "hiraku/base/pack.h"

#include "hiraku/base/out.h"

#include <stdlib.h>
#define ZLIB_CONST
#include <zlib.h>

/* Level 1: rows are much like those before them, and what higher levels save takes them thrice as
 * long. */
enum { PACK_LEVEL = 1, PACK_BUFFER = 1 << 16, PACK_MEMORY = 8, GZIP_WRAPPER = 16 };

struct pack {
    z_stream stream;
    struct out *target;
    enum pack_form form;
    uint32_t crc; /* of a bare stream; zlib takes that of gzip itself */
    uint64_t bytes;
    unsigned char buffer[PACK_BUFFER];
};

struct pack *pack_new(struct out *target, enum pack_form form)
{
    int window = form == PACK_GZIP ? MAX_WBITS + GZIP_WRAPPER : -MAX_WBITS;
    struct pack *pack = calloc(1, sizeof *pack);
    if (pack && deflateInit2(&pack->stream, PACK_LEVEL, Z_DEFLATED, window, PACK_MEMORY,
                             Z_DEFAULT_STRATEGY) != Z_OK) {
        free(pack);
        return NULL;
    }
    if (pack) {
        pack->target = target;
        pack->form = form;
    }
    return pack;
}

void pack_free(struct pack *pack)
{
    if (pack)
        deflateEnd(&pack->stream);
    free(pack);
}

uint32_t pack_crc(const struct pack *pack)
{
    return pack->form == PACK_GZIP ? (uint32_t)pack->stream.adler : pack->crc;
}

uint64_t pack_bytes(const struct pack *pack)
{
    return pack->bytes;
}

/* Gives the target what zlib has, until it has no more (RFC 1951). */
static enum status pack_drain(struct pack *pack, int flush, struct problem *p)
{
    do {
        pack->stream.next_out = pack->buffer;
        pack->stream.avail_out = PACK_BUFFER;
        deflate(&pack->stream, flush);
        out_bytes(pack->target, pack->buffer, PACK_BUFFER - pack->stream.avail_out);
    } while (pack->stream.avail_out == 0);
    if (pack->target->error != STATUS_OK && p)
        *p = pack->target->problem;
    return pack->target->error;
}

enum status pack_sink(void *context, const void *data, size_t len, struct problem *p)
{
    struct pack *pack = context;
    const unsigned char *from = data;
    enum status status = STATUS_OK;
    if (pack->form == PACK_DEFLATE)
        pack->crc = (uint32_t)crc32_z(pack->crc, from, len);
    pack->bytes += len;
    while (len > 0 && status == STATUS_OK) {
        uInt now = len < UINT32_MAX ? (uInt)len : (uInt)UINT32_MAX;
        pack->stream.next_in = from;
        pack->stream.avail_in = now;
        status = pack_drain(pack, Z_NO_FLUSH, p);
        from += now;
        len -= now;
    }
    return status;
}

enum status pack_pause(struct pack *pack, struct problem *p)
{
    return pack_drain(pack, Z_SYNC_FLUSH, p);
}

enum status pack_finish(struct pack *pack, struct problem *p)
{
    return pack_drain(pack, Z_FINISH, p);
}
