/* Merkle trees with SHA-256 (RFC 6962 s.2.1): one digest of a list, and short proofs about it.
 *
 * An inclusion proof shows that a leaf stands at an index of a list of that root; a consistency
 * proof, that a longer list begins with all of a shorter one. Leaves are counted from 0. */
#ifndef HIRAKU_PROOF_MERKLE_H
#define HIRAKU_PROOF_MERKLE_H

#include "hiraku/base/slice.h"

#include <stdint.h>

enum { MERKLE_SIZE = 32, MERKLE_HEX_SIZE = 2 * MERKLE_SIZE + 1, MERKLE_PATH_MAX = 64 };

struct merkle_hash {
    uint8_t bytes[MERKLE_SIZE];
};

/* SHA-256(0x00 || data) and SHA-256(0x01 || left || right). */
struct merkle_hash merkle_leaf(struct slice data);
struct merkle_hash merkle_node(const struct merkle_hash *left, const struct merkle_hash *right);

static inline bool merkle_equal(const struct merkle_hash *a, const struct merkle_hash *b)
{
    return memcmp(a->bytes, b->bytes, MERKLE_SIZE) == 0;
}

/* A list that grows, in the memory of its complete subtrees alone, the largest first. */
struct merkle_tree {
    struct merkle_hash heads[MERKLE_PATH_MAX];
    uint64_t size;
};
void merkle_begin(struct merkle_tree *tree);
void merkle_add(struct merkle_tree *tree, struct merkle_hash leaf);
/* Of the leaves so far; of none SHA-256(""). */
struct merkle_hash merkle_root(const struct merkle_tree *tree);

/* The hashes of a proof, in the order of RFC 6962. */
struct merkle_path {
    struct merkle_hash hashes[MERKLE_PATH_MAX];
    size_t count;
};

/* PATH(index, leaves), `index` < `size`, and PROOF(older, leaves), `older` <= `size`; of 0 leaves
 * nothing is to be shown. Each takes time with `size`. */
void merkle_inclusion(const struct merkle_hash *leaves, uint64_t size, uint64_t index,
                      struct merkle_path *path);
void merkle_consistency(const struct merkle_hash *leaves, uint64_t older, uint64_t size,
                        struct merkle_path *path);

/* Whether the proofs hold (RFC 9162 s.2.1.3.2 and s.2.1.4.2, of the same tree). Nothing in them is
 * believed. */
bool merkle_is_included(const struct merkle_hash *leaf, uint64_t index, uint64_t size,
                        const struct merkle_path *path, const struct merkle_hash *root);
bool merkle_is_consistent(uint64_t older, const struct merkle_hash *older_root, uint64_t size,
                          const struct merkle_hash *root, const struct merkle_path *path);

/* Lower-case hexadecimal and back; false: 64 such digits it is not. */
void merkle_hex(const struct merkle_hash *hash, char hex[MERKLE_HEX_SIZE]);
bool merkle_from_hex(struct merkle_hash *hash, struct slice hex);

#endif
