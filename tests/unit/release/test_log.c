/* log.h: what of signatures and their order is found in a store. */
#include "hiraku/release/log.h"

#include "hiraku/base/in.h"
#include "hiraku/release/tree.h"

#include "written_store.h"

enum { FILE_MOST = 1 << 20 };

static struct private_key key_named(const char *name)
{
    struct private_key key;
    assert_int_equal(key_make(&key, KEY_LOG, slice_of(name), NULL), STATUS_OK);
    return key;
}

/* Signs a file as minisign does. */
static void sign_file(const char *store, uint64_t number, const struct private_key *key,
                      const char *name, const char *signature)
{
    char comment[MINISIGN_COMMENT_MAX];
    struct out file, out;
    release_comment(&key->public, number, comment);
    assert_int_equal(in_whole(&file, written_dir(store, number), name, FILE_MOST, NULL), STATUS_OK);
    out_open_memory(&out, MINISIGN_SIZE_MAX);
    minisign_write(&out, key, out_written(&file), comment);
    assert_int_equal(file_replace(written_dir(store, number), signature, out_written(&out), NULL),
                     STATUS_OK);
    out_close(&file);
    out_close(&out);
}

/* Release `number`, signed with the keys (NULL: not signed). */
static void write_signed(const char *store, uint64_t number, const struct release_keys *keys)
{
    struct manifest *manifest = written_manifest(number, 0);
    if (keys)
        key_write(&keys->key.public, manifest->key);
    written_release(store, manifest);
    if (!keys)
        return;
    assert_int_equal(release_sign(written_dir(store, number), number, keys, NULL), STATUS_OK);
    written_file(store, number, layout_file_digests, "");
    sign_file(store, number, &keys->key, layout_file_digests, layout_file_digests_signature);
}

/* What was found: the names of the files, with spaces between them. */
static void found(void *context, const struct problem *p)
{
    char *text = context;
    const char *name = strrchr(p->subject, '/');
    size_t len = strlen(text);
    snprintf(text + len, 512 - len, "%s%s", len > 0 ? " " : "", name ? name + 1 : p->subject);
}

static struct release_log verified(const char *store, const struct public_key *trusted,
                                   const char *expected)
{
    struct release_log log;
    char text[512] = "";
    const struct log_report report = {found, text};
    assert_int_equal(release_log_verify(&log, store, trusted, &report, NULL), STATUS_OK);
    assert_string_equal(text, expected);
    assert_int_equal(log.differences > 0, *expected != '\0');
    return log;
}

static void releases_that_are_signed_are_good(void **state)
{
    const struct release_keys keys = {.key = key_named("a.example")};
    write_signed(*state, 1, &keys);
    write_signed(*state, 2, &keys);
    struct release_log log = verified(*state, &keys.key.public, "");
    assert_int_equal(log.releases, 2);
    assert_int_equal(log.signed_since, 1);
    assert_true(log.trusted);
    assert_int_equal(log.published_at, 2 * WRITTEN_DAY);
    assert_false(verified(*state, NULL, "").trusted);
}

static void signing_may_begin_later_and_may_not_end(void **state)
{
    const struct release_keys keys = {.key = key_named("a.example")};
    write_signed(*state, 1, NULL);
    write_signed(*state, 2, &keys);
    assert_int_equal(verified(*state, &keys.key.public, "").signed_since, 2);
    write_signed(*state, 3, NULL);
    verified(*state, &keys.key.public, "release.json");
}

static void without_signatures_there_is_nothing_to_trust(void **state)
{
    const struct private_key key = key_named("a.example");
    write_signed(*state, 1, NULL);
    assert_int_equal(verified(*state, NULL, "").signed_since, 0);
    assert_false(verified(*state, &key.public, "release.json").trusted);
}

static void an_empty_store_has_an_empty_log(void **state)
{
    struct release_log log = verified(*state, NULL, "");
    assert_int_equal(log.releases, 0);
    assert_int_equal(log.signed_since, 0);
}

static void another_key_is_not_the_trusted_one(void **state)
{
    const struct release_keys keys = {.key = key_named("a.example")};
    const struct private_key other = key_named("a.example");
    write_signed(*state, 1, &keys);
    assert_false(verified(*state, &other.public, "release.json").trusted);
}

static void trust_follows_a_change_that_both_keys_signed(void **state)
{
    const struct release_keys former = {.key = key_named("a.example")};
    const struct release_keys change = {
        .key = key_named("a.example"), .former = former.key, .has_former = true};
    const struct release_keys now = {.key = change.key};
    write_signed(*state, 1, &former);
    write_signed(*state, 2, &change);
    write_signed(*state, 3, &now);
    assert_true(verified(*state, &former.key.public, "").trusted);
    assert_true(verified(*state, &now.key.public, "").trusted);
}

static void trust_ends_where_the_former_key_was_lost(void **state)
{
    const struct release_keys former = {.key = key_named("a.example")};
    const struct release_keys lost = {.key = key_named("a.example"), .former_lost = true};
    write_signed(*state, 1, &former);
    write_signed(*state, 2, &lost);
    assert_false(verified(*state, &former.key.public, "release.json").trusted);
    assert_true(verified(*state, &lost.key.public, "").trusted);
}

static void each_file_of_a_signature_is_missed(void **state)
{
    const struct release_keys keys = {.key = key_named("a.example")};
    write_signed(*state, 1, &keys);
    for (size_t i = 0; i < LAYOUT_SIGNATURES; i++) {
        char path[FILE_PATH_SIZE], log_path[FILE_PATH_SIZE];
        char text[512] = "";
        struct release_log log;
        const struct log_report report = {found, text};
        assert_int_equal(file_path(path, written_dir(*state, 1), layout_signatures[i], NULL),
                         STATUS_OK);
        assert_int_equal(file_path(log_path, *state, "aside", NULL), STATUS_OK);
        assert_int_equal(rename(path, log_path), 0);
        enum status status = release_log_verify(&log, *state, NULL, &report, NULL);
        if (status == STATUS_OK && log.differences == 0)
            fail_msg("%s", layout_signatures[i]);
        assert_int_equal(rename(log_path, path), 0);
    }
    verified(*state, NULL, "");
}

static void an_older_checkpoint_in_the_place_of_a_newer_is_found(void **state)
{
    const struct release_keys keys = {.key = key_named("a.example")};
    struct out older;
    write_signed(*state, 1, &keys);
    write_signed(*state, 2, &keys);
    assert_int_equal(in_whole(&older, written_dir(*state, 1), layout_checkpoint, FILE_MOST, NULL),
                     STATUS_OK);
    assert_int_equal(
        file_replace(written_dir(*state, 2), layout_checkpoint, out_written(&older), NULL),
        STATUS_OK);
    out_close(&older);
    verified(*state, &keys.key.public, "checkpoint");
}

static void a_line_of_somebody_else_in_a_checkpoint_is_found(void **state)
{
    const struct release_keys keys = {.key = key_named("a.example")};
    const struct private_key other = key_named("b.example");
    struct signed_checkpoint signature;
    struct out out;
    write_signed(*state, 1, &keys);
    assert_int_equal(release_checkpoint_read(&signature, written_dir(*state, 1), NULL), STATUS_OK);
    out_open_memory(&out, NOTE_SIZE_MAX);
    out_bytes(&out, signature.bytes, signature.len);
    note_sign(&out, signature.note.text, &other, 0);
    assert_int_equal(
        file_replace(written_dir(*state, 1), layout_checkpoint, out_written(&out), NULL),
        STATUS_OK);
    out_close(&out);
    release_checkpoint_free(&signature);
    verified(*state, &keys.key.public, "checkpoint");
}

#define IN_A_STORE(test) cmocka_unit_test_setup_teardown(test, written_make, written_remove)

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_A_STORE(releases_that_are_signed_are_good),
        IN_A_STORE(signing_may_begin_later_and_may_not_end),
        IN_A_STORE(without_signatures_there_is_nothing_to_trust),
        IN_A_STORE(an_empty_store_has_an_empty_log),
        IN_A_STORE(another_key_is_not_the_trusted_one),
        IN_A_STORE(trust_follows_a_change_that_both_keys_signed),
        IN_A_STORE(trust_ends_where_the_former_key_was_lost),
        IN_A_STORE(each_file_of_a_signature_is_missed),
        IN_A_STORE(an_older_checkpoint_in_the_place_of_a_newer_is_found),
        IN_A_STORE(a_line_of_somebody_else_in_a_checkpoint_is_found),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
