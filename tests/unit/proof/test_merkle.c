/* merkle.h: the leaves, roots and proofs of the reference implementation of RFC 6962
 * (certificate-transparency), and every proof of small trees. */
#include "hiraku/proof/merkle.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

enum { REFERENCE = 8, SMALL = 40 };

static const struct slice inputs[REFERENCE] = {
    {"", 0},         {"\0", 1},
    {"\x10", 1},     {"\x20\x21", 2},
    {"\x30\x31", 2}, {"\x40\x41\x42\x43", 4},
    {"PQRSTUVW", 8}, {"`abcdefghijklmno", 16},
};

static const char *const roots[REFERENCE + 1] = {
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
};

static void reference_leaves(struct merkle_hash leaves[REFERENCE])
{
    for (size_t i = 0; i < REFERENCE; i++)
        leaves[i] = merkle_leaf(inputs[i]);
}

static struct merkle_hash root_of(const struct merkle_hash *leaves, uint64_t size)
{
    struct merkle_tree tree;
    merkle_begin(&tree);
    for (uint64_t i = 0; i < size; i++)
        merkle_add(&tree, leaves[i]);
    return merkle_root(&tree);
}

static void assert_path(const struct merkle_path *path, const char *const *hashes)
{
    char hex[MERKLE_HEX_SIZE];
    size_t count = 0;
    for (; hashes[count]; count++) {
        assert_true(count < path->count);
        merkle_hex(&path->hashes[count], hex);
        assert_string_equal(hex, hashes[count]);
    }
    assert_int_equal(path->count, count);
}

static void roots_are_those_of_the_reference(void **state)
{
    (void)state;
    struct merkle_hash leaves[REFERENCE];
    char hex[MERKLE_HEX_SIZE];
    reference_leaves(leaves);
    for (size_t size = 0; size <= REFERENCE; size++) {
        struct merkle_hash root = root_of(leaves, size);
        merkle_hex(&root, hex);
        assert_string_equal(hex, roots[size]);
    }
}

static void inclusion_is_that_of_the_reference(void **state)
{
    (void)state;
    static const char *const none[] = {NULL};
    static const char *const first[] = {
        "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4", NULL};
    static const char *const sixth[] = {
        "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
        "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7", NULL};
    static const char *const third[] = {
        "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125", NULL};
    static const char *const second[] = {
        "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b", NULL};
    const struct {
        uint64_t index, size;
        const char *const *hashes;
    } proofs[] = {{0, 1, none}, {0, 8, first}, {5, 8, sixth}, {2, 3, third}, {1, 5, second}};
    struct merkle_hash leaves[REFERENCE];
    struct merkle_path path;
    reference_leaves(leaves);
    for (size_t i = 0; i < sizeof proofs / sizeof *proofs; i++) {
        merkle_inclusion(leaves, proofs[i].size, proofs[i].index, &path);
        assert_path(&path, proofs[i].hashes);
    }
}

static void consistency_is_that_of_the_reference(void **state)
{
    (void)state;
    static const char *const none[] = {NULL};
    static const char *const from_one[] = {
        "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4", NULL};
    static const char *const from_six[] = {
        "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
        "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7", NULL};
    static const char *const from_two[] = {
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b", NULL};
    const struct {
        uint64_t older, size;
        const char *const *hashes;
    } proofs[] = {{1, 1, none}, {1, 8, from_one}, {6, 8, from_six}, {2, 5, from_two}};
    struct merkle_hash leaves[REFERENCE];
    struct merkle_path path;
    reference_leaves(leaves);
    for (size_t i = 0; i < sizeof proofs / sizeof *proofs; i++) {
        merkle_consistency(leaves, proofs[i].older, proofs[i].size, &path);
        assert_path(&path, proofs[i].hashes);
    }
}

static void small_leaves(struct merkle_hash leaves[SMALL])
{
    for (size_t i = 0; i < SMALL; i++) {
        char byte = (char)i;
        leaves[i] = merkle_leaf((struct slice){&byte, 1});
    }
}

static void every_leaf_is_included_and_nowhere_else(void **state)
{
    (void)state;
    struct merkle_hash leaves[SMALL];
    struct merkle_path path;
    small_leaves(leaves);
    for (uint64_t size = 1; size <= SMALL; size++) {
        struct merkle_hash root = root_of(leaves, size);
        for (uint64_t index = 0; index < size; index++) {
            merkle_inclusion(leaves, size, index, &path);
            for (uint64_t other = 0; other < size + 2; other++)
                assert_int_equal(merkle_is_included(&leaves[index], other, size, &path, &root),
                                 other == index);
            assert_false(size > 1 && merkle_is_included(&leaves[(index + 1) % size], index, size,
                                                        &path, &root));
        }
    }
}

static void every_beginning_is_consistent_and_no_other(void **state)
{
    (void)state;
    struct merkle_hash leaves[SMALL];
    struct merkle_path path;
    small_leaves(leaves);
    for (uint64_t size = 0; size <= SMALL; size++)
        for (uint64_t older = 0; older <= size; older++) {
            struct merkle_hash root = root_of(leaves, size), old = root_of(leaves, older);
            merkle_consistency(leaves, older, size, &path);
            assert_true(merkle_is_consistent(older, &old, size, &root, &path));
            old.bytes[0] ^= 1;
            assert_false(merkle_is_consistent(older, &old, size, &root, &path));
            old.bytes[0] ^= 1;
            root.bytes[MERKLE_SIZE - 1] ^= 1;
            assert_false(older > 0 && merkle_is_consistent(older, &old, size, &root, &path));
        }
}

static void a_spoilt_proof_does_not_hold(void **state)
{
    (void)state;
    struct merkle_hash leaves[SMALL];
    struct merkle_path path, spoilt;
    small_leaves(leaves);
    struct merkle_hash root = root_of(leaves, SMALL), old = root_of(leaves, 13);
    merkle_consistency(leaves, 13, SMALL, &path);
    for (size_t i = 0; i < path.count; i++) {
        spoilt = path;
        spoilt.hashes[i].bytes[i] ^= 0x80;
        assert_false(merkle_is_consistent(13, &old, SMALL, &root, &spoilt));
    }
    spoilt = path;
    spoilt.count--;
    assert_false(merkle_is_consistent(13, &old, SMALL, &root, &spoilt));
    spoilt.count += 2;
    spoilt.hashes[path.count] = root;
    assert_false(merkle_is_consistent(13, &old, SMALL, &root, &spoilt));
    assert_false(merkle_is_consistent(SMALL, &root, 13, &old, &path));
}

static void hexadecimal_comes_back(void **state)
{
    (void)state;
    struct merkle_hash hash;
    char hex[MERKLE_HEX_SIZE];
    assert_true(merkle_from_hex(&hash, slice_of(roots[3])));
    merkle_hex(&hash, hex);
    assert_string_equal(hex, roots[3]);
    hex[7] = 'G';
    assert_false(merkle_from_hex(&hash, slice_of(hex)));
    hex[7] = 'F';
    assert_false(merkle_from_hex(&hash, slice_of(hex)));
    assert_false(merkle_from_hex(&hash, slice_of("e3b0")));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(roots_are_those_of_the_reference),
        cmocka_unit_test(inclusion_is_that_of_the_reference),
        cmocka_unit_test(consistency_is_that_of_the_reference),
        cmocka_unit_test(every_leaf_is_included_and_nowhere_else),
        cmocka_unit_test(every_beginning_is_consistent_and_no_other),
        cmocka_unit_test(a_spoilt_proof_does_not_hold),
        cmocka_unit_test(hexadecimal_comes_back),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
