/* The Merkle tree of the records of a CSV file as canonical files are written (RFC 4180): leaf 0 is
 * the header, each leaf the bytes of one record with its CRLF. So one row can be shown to stand in
 * a table without the rest of it. */
#ifndef HIRAKU_PROOF_RECORD_TREE_H
#define HIRAKU_PROOF_RECORD_TREE_H

#include "hiraku/proof/merkle.h"

#include <nettle/sha2.h>

struct record_tree {
    struct merkle_tree tree;
    struct sha256_ctx record; /* the one that is being read */
    bool quoted, begun;
    struct merkle_hash *leaves; /* NULL, or room for each leaf */
    uint64_t room;
};

/* `leaves` (NULL: not wanted) takes the first `room` leaves. */
void record_tree_begin(struct record_tree *records, struct merkle_hash *leaves, uint64_t room);
/* The next bytes of the file. */
void record_tree_add(struct record_tree *records, const void *bytes, size_t len);
/* Of all records so far; what has no end counts as one. */
struct merkle_hash record_tree_root(struct record_tree *records);

#endif
