/* record_tree.h: records are the leaves of RFC 6962, wherever the bytes are cut. */
#include "hiraku/proof/record_tree.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

static const char file[] = "id,note\r\na,\"two\r\nlines, \"\"quoted\"\"\"\r\nb,\r\n";
static const char *const records[] = {"id,note\r\n", "a,\"two\r\nlines, \"\"quoted\"\"\"\r\n",
                                      "b,\r\n"};

static struct merkle_hash wanted(size_t count)
{
    struct merkle_tree tree;
    merkle_begin(&tree);
    for (size_t i = 0; i < count; i++)
        merkle_add(&tree, merkle_leaf(slice_of(records[i])));
    return merkle_root(&tree);
}

static void a_record_is_a_leaf(void **state)
{
    (void)state;
    struct merkle_hash root = wanted(3);
    for (size_t piece = 1; piece < sizeof file; piece++) {
        struct record_tree tree;
        record_tree_begin(&tree, NULL, 0);
        for (size_t at = 0; at < sizeof file - 1; at += piece) {
            size_t left = sizeof file - 1 - at;
            record_tree_add(&tree, file + at, left < piece ? left : piece);
        }
        struct merkle_hash found = record_tree_root(&tree);
        assert_int_equal(tree.tree.size, 3);
        assert_true(merkle_equal(&found, &root));
    }
}

static void what_has_no_end_counts(void **state)
{
    (void)state;
    struct record_tree tree;
    struct merkle_hash root = wanted(3);
    record_tree_begin(&tree, NULL, 0);
    record_tree_add(&tree, file, sizeof file - 2);
    struct merkle_hash found = record_tree_root(&tree);
    assert_int_equal(tree.tree.size, 3);
    assert_false(merkle_equal(&found, &root));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_record_is_a_leaf),
        cmocka_unit_test(what_has_no_end_counts),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
