/* tree.h: leaves and root of the log, which keys may follow, what is signed and what is refused. */
#include "hiraku/release/tree.h"

#include "written_store.h"

static const char *const manifests[] = {"one", "two", "three"};

static void write_log(const char *store, size_t count)
{
    for (size_t i = 0; i < count; i++)
        written_file(store, i + 1, layout_manifest, manifests[i]);
}

/* Of the texts. */
static struct merkle_hash root_of(size_t count)
{
    struct merkle_tree tree;
    merkle_begin(&tree);
    for (size_t i = 0; i < count; i++)
        merkle_add(&tree, merkle_leaf(slice_of(manifests[i])));
    return merkle_root(&tree);
}

static struct private_key key_named(const char *name)
{
    struct private_key key;
    assert_int_equal(key_make(&key, KEY_LOG, slice_of(name), NULL), STATUS_OK);
    return key;
}

static void leaves_are_the_manifests(void **state)
{
    struct release_tree tree;
    write_log(*state, 3);
    assert_int_equal(release_tree_read(&tree, written_dir(*state, 3), 3, NULL), STATUS_OK);
    for (size_t i = 0; i <= 3; i++) {
        const struct merkle_hash root = release_tree_root(&tree, i), expected = root_of(i);
        assert_true(merkle_equal(&root, &expected));
    }
    release_tree_free(&tree);
}

static void the_last_one_may_still_be_in_the_making(void **state)
{
    struct release_tree tree;
    char dir[FILE_PATH_SIZE];
    write_log(*state, 2);
    assert_int_equal(layout_unfinished(*state, 3, dir, NULL), STATUS_OK);
    assert_int_equal(folder_make(dir, NULL), STATUS_OK);
    assert_int_equal(file_replace(dir, layout_manifest, slice_of("three"), NULL), STATUS_OK);
    assert_int_equal(release_tree_read(&tree, dir, 3, NULL), STATUS_OK);
    const struct merkle_hash root = release_tree_root(&tree, 3), expected = root_of(3);
    assert_true(merkle_equal(&root, &expected));
    release_tree_free(&tree);
}

static void without_a_manifest_there_is_no_log(void **state)
{
    struct release_tree tree;
    char path[FILE_PATH_SIZE];
    write_log(*state, 3);
    assert_int_equal(file_path(path, written_dir(*state, 2), layout_manifest, NULL), STATUS_OK);
    assert_int_equal(remove(path), 0);
    assert_int_equal(release_tree_read(&tree, written_dir(*state, 3), 3, NULL), STATUS_BAD_RELEASE);
    assert_null(tree.leaves);
}

static void a_checkpoint_that_was_kept_is_gone_on_from_or_not(void **state)
{
    const struct {
        uint64_t size;
        size_t root; /* of so many releases */
        enum status expected;
    } kept[] = {
        {0, 0, STATUS_OK},         {1, 1, STATUS_OK},
        {3, 3, STATUS_OK},         {2, 3, STATUS_LOG_REWRITTEN},
        {3, 2, STATUS_LOG_FORKED}, {4, 3, STATUS_LOG_ROLLED_BACK},
    };
    struct release_tree tree;
    struct problem p;
    write_log(*state, 3);
    assert_int_equal(release_tree_read(&tree, written_dir(*state, 3), 3, NULL), STATUS_OK);
    for (size_t i = 0; i < sizeof kept / sizeof *kept; i++) {
        const struct checkpoint checkpoint = {.size = kept[i].size, .root = root_of(kept[i].root)};
        assert_int_equal(release_tree_goes_on(&tree, &checkpoint, "here", &p), kept[i].expected);
        if (kept[i].expected != STATUS_OK)
            assert_string_equal(p.subject, "here");
    }
    release_tree_free(&tree);
}

/* --- keys ------------------------------------------------------------------------------------- */

static void a_signed_release_is_followed_by_a_signed_one(void **state)
{
    (void)state;
    struct manifest *base = written_manifest(1, 0);
    struct release_keys keys = {.key = key_named("a.example")};
    assert_int_equal(release_keys_follow(NULL, NULL, NULL), STATUS_OK);
    assert_int_equal(release_keys_follow(NULL, base, NULL), STATUS_OK);
    assert_int_equal(release_keys_follow(&keys, base, NULL), STATUS_OK);
    key_write(&keys.key.public, base->key);
    assert_int_equal(release_keys_follow(NULL, base, NULL), STATUS_KEY_NEEDED);
    assert_int_equal(release_keys_follow(&keys, base, NULL), STATUS_OK);
    free(base);
}

static void another_key_needs_the_former_or_its_loss(void **state)
{
    (void)state;
    struct manifest *base = written_manifest(1, 0);
    const struct private_key former = key_named("a.example"), stranger = key_named("a.example");
    struct release_keys keys = {.key = key_named("a.example")};
    key_write(&former.public, base->key);
    assert_int_equal(release_keys_follow(&keys, base, NULL), STATUS_KEY_CHANGED);
    keys.has_former = true;
    keys.former = stranger;
    assert_int_equal(release_keys_follow(&keys, base, NULL), STATUS_KEY_CHANGED);
    keys.former = former;
    assert_int_equal(release_keys_follow(&keys, base, NULL), STATUS_OK);
    keys.has_former = false;
    keys.former_lost = true;
    assert_int_equal(release_keys_follow(&keys, base, NULL), STATUS_OK);
    free(base);
}

static void the_name_of_the_log_stays(void **state)
{
    (void)state;
    struct manifest *base = written_manifest(1, 0);
    const struct private_key former = key_named("a.example");
    struct release_keys keys = {
        .key = key_named("b.example"), .former = former, .has_former = true, .former_lost = true};
    key_write(&former.public, base->key);
    assert_int_equal(release_keys_follow(&keys, base, NULL), STATUS_KEY_ORIGIN);
    free(base);
}

/* --- signing ---------------------------------------------------------------------------------- */

static void what_is_signed_is_the_log_up_to_the_release(void **state)
{
    struct release_keys keys = {.key = key_named("a.example")};
    struct signed_checkpoint signature;
    const struct merkle_hash root = root_of(2);
    write_log(*state, 3);
    assert_int_equal(release_sign(written_dir(*state, 2), 2, &keys, NULL), STATUS_OK);
    assert_int_equal(release_checkpoint_read(&signature, written_dir(*state, 2), NULL), STATUS_OK);
    assert_non_null(signature.bytes);
    assert_int_equal(signature.checkpoint.size, 2);
    assert_true(merkle_equal(&signature.checkpoint.root, &root));
    assert_string_equal(signature.checkpoint.origin, "a.example");
    assert_int_equal(note_verdict(&signature.note, &keys.key.public, NULL), NOTE_SIGNED);
    release_checkpoint_free(&signature);
}

static void both_keys_sign_a_change_of_keys(void **state)
{
    struct release_keys keys = {
        .key = key_named("a.example"), .former = key_named("a.example"), .has_former = true};
    struct signed_checkpoint signature;
    write_log(*state, 1);
    assert_int_equal(release_sign(written_dir(*state, 1), 1, &keys, NULL), STATUS_OK);
    assert_int_equal(release_checkpoint_read(&signature, written_dir(*state, 1), NULL), STATUS_OK);
    assert_int_equal(note_verdict(&signature.note, &keys.key.public, NULL), NOTE_SIGNED);
    assert_int_equal(note_verdict(&signature.note, &keys.former.public, NULL), NOTE_SIGNED);
    release_checkpoint_free(&signature);
}

static void a_history_that_contradicts_the_last_checkpoint_is_not_signed(void **state)
{
    struct release_keys keys = {.key = key_named("a.example")};
    struct signed_checkpoint signature;
    write_log(*state, 3);
    assert_int_equal(release_sign(written_dir(*state, 2), 2, &keys, NULL), STATUS_OK);
    written_file(*state, 1, layout_manifest, "another");
    assert_int_equal(release_sign(written_dir(*state, 3), 3, &keys, NULL), STATUS_BAD_RELEASE);
    assert_int_equal(release_checkpoint_read(&signature, written_dir(*state, 3), NULL), STATUS_OK);
    assert_null(signature.bytes);
}

static void what_is_no_checkpoint_is_damage(void **state)
{
    struct signed_checkpoint signature;
    written_file(*state, 1, layout_checkpoint, "a.example\n1\n");
    assert_int_equal(release_checkpoint_read(&signature, written_dir(*state, 1), NULL),
                     STATUS_BAD_RELEASE);
    assert_null(signature.bytes);
}

#define IN_A_STORE(test) cmocka_unit_test_setup_teardown(test, written_make, written_remove)

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_A_STORE(leaves_are_the_manifests),
        IN_A_STORE(the_last_one_may_still_be_in_the_making),
        IN_A_STORE(without_a_manifest_there_is_no_log),
        IN_A_STORE(a_checkpoint_that_was_kept_is_gone_on_from_or_not),
        cmocka_unit_test(a_signed_release_is_followed_by_a_signed_one),
        cmocka_unit_test(another_key_needs_the_former_or_its_loss),
        cmocka_unit_test(the_name_of_the_log_stays),
        IN_A_STORE(what_is_signed_is_the_log_up_to_the_release),
        IN_A_STORE(both_keys_sign_a_change_of_keys),
        IN_A_STORE(a_history_that_contradicts_the_last_checkpoint_is_not_signed),
        IN_A_STORE(what_is_no_checkpoint_is_damage),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
