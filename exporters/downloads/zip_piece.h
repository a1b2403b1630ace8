/* An entry of an archive that was packed elsewhere, and a copy of an archive that has it. Private
 * to exporters/downloads. */
#ifndef HIRAKU_EXPORTERS_DOWNLOADS_ZIP_PIECE_H
#define HIRAKU_EXPORTERS_DOWNLOADS_ZIP_PIECE_H

#include "hiraku/base/out.h"

#include <zip.h>

/* A part of it that is in memory. */
struct zip_piece_text {
    struct out packed;
    uint64_t bytes; /* unpacked */
    uint32_t crc;
};

/* One stream of DEFLATE in three parts: memory, a part of a file, memory. */
struct zip_piece {
    struct zip_piece_text before, behind;
    int fd; /* borrowed; −1: none */
    uint64_t fd_from, fd_bytes;
    uint64_t bytes; /* of all, unpacked */
    uint32_t crc;
    uint64_t at; /* where the library reads */
    zip_error_t error;
};

void zip_piece_open(struct zip_piece *piece);
void zip_piece_close(struct zip_piece *piece);

/* Makes the piece of a .gz that was packed without name and time (RFC 1952 s.2.3) and holds so many
 * bytes; the piece's fd is the caller's to close. False, and no fd, where it is another file. */
bool zip_piece_of_gzip(struct zip_piece *piece, const char *path, uint64_t bytes);

/* The piece for the library; it must live until the archive is closed. NULL: no memory. */
zip_source_t *zip_piece_source(struct zip_piece *piece, zip_error_t *error);

/* An archive to be read; `*archive` NULL on failure. The caller discards it. */
enum status zip_copy_open(zip_t **archive, const char *path, struct problem *p);

/* Writes the archive `path`, which must not exist: the entries of another in their order and as
 * they are packed there, but for the one that the piece takes the place of. */
enum status zip_copy_with(zip_t *from, const char *path, const char *name, struct zip_piece *piece,
                          struct problem *p);

#endif
