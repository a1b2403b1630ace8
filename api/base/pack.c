/* The writer of DEFLATE streams (pack.h): a block is what the buffer takes.
 *
 * Matches are pack_match.c, blocks pack_block.c. Reads no DEFLATE. */
#include "hiraku/base/pack.h"

#include "hiraku/base/out.h"

#include "pack_state.h"

#include <stdlib.h>
#include <zlib.h>

/* The window before what comes next. */
static void pack_slide(struct pack *pack)
{
    size_t drop = pack->end > WINDOW ? pack->end - WINDOW : 0;
    memmove(pack->buffer, pack->buffer + drop, pack->end - drop);
    pack->base += (uint32_t)drop;
    pack->end -= drop;
    pack->first = pack->end;
}

static void pack_write_block(struct pack *pack, enum pack_end end)
{
    pack->to = pack->packed;
    pack_divide(pack);
    pack_put_block(pack, end);
    out_bytes(pack->target, pack->packed, (size_t)(pack->to - pack->packed));
    pack_slide(pack);
}

/* --- the stream ------------------------------------------------------------------------------- */

struct pack *pack_new(struct out *target, enum pack_form form)
{
    static const unsigned char head[] = {0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 0xFF};
    struct pack *pack = calloc(1, sizeof *pack);
    if (!pack)
        return NULL;
    pack->target = target;
    pack->form = form;
    pack->base = WINDOW + 1; /* 0 in the tables is no byte */
    if (form == PACK_GZIP)
        out_bytes(target, head, sizeof head);
    return pack;
}

void pack_free(struct pack *pack)
{
    free(pack);
}

uint32_t pack_crc(const struct pack *pack)
{
    return pack->crc;
}

uint64_t pack_bytes(const struct pack *pack)
{
    return pack->bytes;
}

static enum status pack_status(const struct pack *pack, struct problem *p)
{
    if (pack->target->error != STATUS_OK && p)
        *p = pack->target->problem;
    return pack->target->error;
}

enum status pack_sink(void *context, const void *data, size_t len, struct problem *p)
{
    struct pack *pack = context;
    const unsigned char *from = data;
    pack->crc = (uint32_t)crc32_z(pack->crc, data, len);
    pack->bytes += len;
    while (len > 0) {
        size_t room = ROOM - pack->end, now = len < room ? len : room;
        memcpy(pack->buffer + pack->end, from, now);
        pack->end += now;
        from += now;
        len -= now;
        if (now == room)
            pack_write_block(pack, PACK_MORE);
    }
    return pack_status(pack, p);
}

static void put_little(struct out *out, uint32_t number)
{
    for (int i = 0; i < 4; i++)
        out_char(out, (char)(number >> 8 * i));
}

enum status pack_pause(struct pack *pack, struct problem *p)
{
    pack_write_block(pack, PACK_PAUSE);
    return pack_status(pack, p);
}

enum status pack_finish(struct pack *pack, struct problem *p)
{
    pack_write_block(pack, PACK_LAST);
    if (pack->form == PACK_GZIP) {
        put_little(pack->target, pack->crc);
        put_little(pack->target, (uint32_t)pack->bytes);
    }
    return pack_status(pack, p);
}
