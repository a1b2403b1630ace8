/* See record_tree.h. Finds where records end; what is in them is nobody's affair here. */
#include "hiraku/proof/record_tree.h"

/* SHA-256(0x00 || record), as merkle_leaf has it. */
static void record_begin(struct record_tree *records)
{
    static const uint8_t mark[1] = {0};
    sha256_init(&records->record);
    sha256_update(&records->record, sizeof mark, mark);
    records->begun = false;
}

static void record_end(struct record_tree *records)
{
    struct merkle_hash leaf;
    sha256_digest(&records->record, MERKLE_SIZE, leaf.bytes);
    if (records->leaves && records->tree.size < records->room)
        records->leaves[records->tree.size] = leaf;
    merkle_add(&records->tree, leaf);
    record_begin(records);
}

void record_tree_begin(struct record_tree *records, struct merkle_hash *leaves, uint64_t room)
{
    records->leaves = leaves;
    records->room = room;
    merkle_begin(&records->tree);
    records->quoted = false;
    record_begin(records);
}

void record_tree_add(struct record_tree *records, const void *bytes, size_t len)
{
    const char *at = bytes, *from = at, *end = at + len;
    for (; at < end; at++) {
        if (*at == '"')
            records->quoted = !records->quoted;
        if (*at != '\n' || records->quoted)
            continue;
        sha256_update(&records->record, (size_t)(at + 1 - from), (const uint8_t *)from);
        record_end(records);
        from = at + 1;
    }
    if (from < end) {
        sha256_update(&records->record, (size_t)(end - from), (const uint8_t *)from);
        records->begun = true;
    }
}

struct merkle_hash record_tree_root(struct record_tree *records)
{
    if (records->begun)
        record_end(records);
    return merkle_root(&records->tree);
}
