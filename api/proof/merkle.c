/* See merkle.h. Reads and writes no file; what a leaf is made of is the caller's affair. */
#include "hiraku/proof/merkle.h"

#include <nettle/sha2.h>

static const uint8_t leaf_mark[1] = {0}, node_mark[1] = {1};

struct merkle_hash merkle_leaf(struct slice data)
{
    struct sha256_ctx state;
    struct merkle_hash hash;
    sha256_init(&state);
    sha256_update(&state, sizeof leaf_mark, leaf_mark);
    if (data.len > 0)
        sha256_update(&state, data.len, (const uint8_t *)data.at);
    sha256_digest(&state, MERKLE_SIZE, hash.bytes);
    return hash;
}

struct merkle_hash merkle_node(const struct merkle_hash *left, const struct merkle_hash *right)
{
    struct sha256_ctx state;
    struct merkle_hash hash;
    sha256_init(&state);
    sha256_update(&state, sizeof node_mark, node_mark);
    sha256_update(&state, MERKLE_SIZE, left->bytes);
    sha256_update(&state, MERKLE_SIZE, right->bytes);
    sha256_digest(&state, MERKLE_SIZE, hash.bytes);
    return hash;
}

/* --- a list that grows ------------------------------------------------------------------------ */

void merkle_begin(struct merkle_tree *tree)
{
    tree->size = 0;
}

/* Each bit of the size is a complete subtree; adding one carries like adding 1. */
void merkle_add(struct merkle_tree *tree, struct merkle_hash leaf)
{
    size_t count = (size_t)__builtin_popcountll(tree->size);
    for (uint64_t left = tree->size; left & 1; left >>= 1)
        leaf = merkle_node(&tree->heads[--count], &leaf);
    tree->heads[count] = leaf;
    tree->size++;
}

struct merkle_hash merkle_root(const struct merkle_tree *tree)
{
    size_t count = (size_t)__builtin_popcountll(tree->size);
    struct merkle_hash root;
    if (count == 0) {
        struct sha256_ctx state;
        sha256_init(&state);
        sha256_digest(&state, MERKLE_SIZE, root.bytes);
        return root;
    }
    root = tree->heads[--count];
    while (count > 0)
        root = merkle_node(&tree->heads[--count], &root);
    return root;
}

/* --- proofs ----------------------------------------------------------------------------------- */

static struct merkle_hash head_of(const struct merkle_hash *leaves, uint64_t from, uint64_t to)
{
    struct merkle_tree tree;
    merkle_begin(&tree);
    for (uint64_t i = from; i < to; i++)
        merkle_add(&tree, leaves[i]);
    return merkle_root(&tree);
}

/* The largest power of two below `size`, which is at least 2. */
static uint64_t merkle_split(uint64_t size)
{
    return UINT64_C(1) << (63 - __builtin_clzll(size - 1));
}

static void path_put(struct merkle_path *path, struct merkle_hash hash)
{
    path->hashes[path->count++] = hash;
}

/* The definitions go from the root down, the proofs from the leaves up. */
static void path_reverse(struct merkle_path *path)
{
    for (size_t i = 0; i < path->count / 2; i++) {
        struct merkle_hash other = path->hashes[i];
        path->hashes[i] = path->hashes[path->count - 1 - i];
        path->hashes[path->count - 1 - i] = other;
    }
}

void merkle_inclusion(const struct merkle_hash *leaves, uint64_t size, uint64_t index,
                      struct merkle_path *path)
{
    uint64_t from = 0, to = size;
    path->count = 0;
    while (to - from > 1) {
        uint64_t middle = from + merkle_split(to - from);
        if (index < middle) {
            path_put(path, head_of(leaves, middle, to));
            to = middle;
        } else {
            path_put(path, head_of(leaves, from, middle));
            from = middle;
        }
    }
    path_reverse(path);
}

void merkle_consistency(const struct merkle_hash *leaves, uint64_t older, uint64_t size,
                        struct merkle_path *path)
{
    uint64_t from = 0, to = size;
    bool is_root = true; /* what is left of the shorter list is its root, which is known */
    path->count = 0;
    if (older == 0)
        return;
    while (older != to) {
        uint64_t middle = from + merkle_split(to - from);
        if (older <= middle) {
            path_put(path, head_of(leaves, middle, to));
            to = middle;
        } else {
            path_put(path, head_of(leaves, from, middle));
            from = middle;
            is_root = false;
        }
    }
    if (!is_root)
        path_put(path, head_of(leaves, from, to));
    path_reverse(path);
}

/* --- whether they hold ------------------------------------------------------------------------ */

bool merkle_is_included(const struct merkle_hash *leaf, uint64_t index, uint64_t size,
                        const struct merkle_path *path, const struct merkle_hash *root)
{
    if (index >= size)
        return false;
    uint64_t at = index, last = size - 1;
    struct merkle_hash hash = *leaf;
    for (size_t i = 0; i < path->count; i++) {
        if (last == 0)
            return false;
        if (at & 1 || at == last) {
            hash = merkle_node(&path->hashes[i], &hash);
            while (!(at & 1) && at != 0) {
                at >>= 1;
                last >>= 1;
            }
        } else {
            hash = merkle_node(&hash, &path->hashes[i]);
        }
        at >>= 1;
        last >>= 1;
    }
    return last == 0 && merkle_equal(&hash, root);
}

/* The shorter list's root and the longer one's, each computed from the same hashes. */
static bool hashes_meet(uint64_t older, const struct merkle_hash *older_root, uint64_t size,
                        const struct merkle_hash *root, const struct merkle_path *path)
{
    uint64_t at = older - 1, last = size - 1;
    /* of a power of two, the root itself begins the path */
    bool is_whole = (older & (older - 1)) == 0;
    size_t next = is_whole ? 0 : 1;
    if (path->count < next)
        return false;
    struct merkle_hash old = is_whole ? *older_root : path->hashes[0], now = old;
    while (at & 1) {
        at >>= 1;
        last >>= 1;
    }
    for (; next < path->count; next++) {
        const struct merkle_hash *hash = &path->hashes[next];
        if (last == 0)
            return false;
        if (at & 1 || at == last) {
            old = merkle_node(hash, &old);
            now = merkle_node(hash, &now);
            while (!(at & 1) && at != 0) {
                at >>= 1;
                last >>= 1;
            }
        } else {
            now = merkle_node(&now, hash);
        }
        at >>= 1;
        last >>= 1;
    }
    return last == 0 && merkle_equal(&old, older_root) && merkle_equal(&now, root);
}

bool merkle_is_consistent(uint64_t older, const struct merkle_hash *older_root, uint64_t size,
                          const struct merkle_hash *root, const struct merkle_path *path)
{
    if (older > size)
        return false;
    if (older == size)
        return path->count == 0 && merkle_equal(older_root, root);
    if (older == 0) {
        struct merkle_tree empty;
        merkle_begin(&empty);
        struct merkle_hash none = merkle_root(&empty);
        return path->count == 0 && merkle_equal(older_root, &none);
    }
    return hashes_meet(older, older_root, size, root, path);
}

/* --- as text ---------------------------------------------------------------------------------- */

void merkle_hex(const struct merkle_hash *hash, char hex[MERKLE_HEX_SIZE])
{
    static const char digits[] = "0123456789abcdef";
    for (size_t i = 0; i < MERKLE_SIZE; i++) {
        hex[2 * i] = digits[hash->bytes[i] >> 4];
        hex[2 * i + 1] = digits[hash->bytes[i] & 15];
    }
    hex[MERKLE_HEX_SIZE - 1] = '\0';
}

static int hex_digit(char digit)
{
    return digit >= '0' && digit <= '9'   ? digit - '0'
           : digit >= 'a' && digit <= 'f' ? digit - 'a' + 10
                                          : -1;
}

bool merkle_from_hex(struct merkle_hash *hash, struct slice hex)
{
    if (hex.len != 2UL * MERKLE_SIZE)
        return false;
    for (size_t i = 0; i < MERKLE_SIZE; i++) {
        int high = hex_digit(hex.at[2 * i]), low = hex_digit(hex.at[2 * i + 1]);
        if (high < 0 || low < 0)
            return false;
        hash->bytes[i] = (uint8_t)(high << 4 | low);
    }
    return true;
}
