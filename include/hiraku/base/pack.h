/* DEFLATE (RFC 1951) of large files for download, with what archives say of their members.
 *
 * The same bytes for the same input, whatever pieces it came in, from the same version of zlib.
 * Constant memory. For the content coding of HTTP see out_gzip. */
#ifndef HIRAKU_BASE_PACK_H
#define HIRAKU_BASE_PACK_H

#include "hiraku/base/status.h"

#include <stdint.h>

struct out;
struct pack;

enum pack_form {
    PACK_DEFLATE, /* the bare stream: for archives */
    PACK_GZIP,    /* one member (RFC 1952) without name and time */
};

struct pack *pack_new(struct out *target, enum pack_form form); /* NULL: no memory */

/* An out_sink; the context is a struct pack. */
enum status pack_sink(void *pack, const void *data, size_t len, struct problem *p);

/* All that was packed so far goes to the target, and ends with a whole byte: another stream may
 * follow as its continuation. Nothing more may be packed. */
enum status pack_pause(struct pack *pack, struct problem *p);

/* Ends the stream. The target is neither finished nor closed. */
enum status pack_finish(struct pack *pack, struct problem *p);

/* Of what was packed so far: CRC-32 as gzip and ZIP have it, and bytes. */
uint32_t pack_crc(const struct pack *pack);
uint64_t pack_bytes(const struct pack *pack);

void pack_free(struct pack *pack); /* NULL is allowed */

#endif
