/* remote_log.h: what is read as a checkpoint, who signed it, and what is known without asking. */
#include "hiraku/remote/remote_log.h"

#include "hiraku/base/out.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include <cmocka.h>

static struct private_key key_named(const char *name)
{
    struct private_key key;
    assert_int_equal(key_make(&key, KEY_LOG, slice_of(name), NULL), STATUS_OK);
    return key;
}

/* A signed checkpoint of so many releases, whose root is made of one byte. */
static struct checkpoint checkpoint_of(uint64_t size, uint8_t byte)
{
    struct checkpoint checkpoint = {.origin = "a.example", .size = size};
    memset(checkpoint.root.bytes, byte, sizeof checkpoint.root.bytes);
    return checkpoint;
}

static char *signed_text(const struct private_key *key, size_t *len)
{
    const struct checkpoint checkpoint = checkpoint_of(3, 1);
    struct out out;
    out_open_memory(&out, NOTE_SIZE_MAX);
    checkpoint_sign(&checkpoint, &key, 1, &out);
    char *bytes = out_take(&out, len);
    out_close(&out);
    return bytes;
}

static void a_checkpoint_is_read_with_who_signed_it(void **state)
{
    (void)state;
    struct remote_checkpoint read;
    const struct private_key key = key_named("a.example"), stranger = key_named("a.example");
    struct problem p;
    size_t len;
    char *bytes = signed_text(&key, &len);
    assert_int_equal(remote_checkpoint_take(&read, bytes, len, "there", NULL), STATUS_OK);
    assert_ptr_equal(read.bytes, bytes);
    assert_int_equal(read.checkpoint.size, 3);
    assert_int_equal(remote_check_key(&read, &key.public, "there", NULL), STATUS_OK);
    assert_int_equal(remote_check_key(&read, &stranger.public, "there", &p), STATUS_CHECKPOINT_KEY);
    assert_string_equal(p.subject, "there");
    remote_checkpoint_free(&read);
    assert_null(read.bytes);
}

static void the_key_of_another_log_does_not_count(void **state)
{
    (void)state;
    struct remote_checkpoint read;
    const struct private_key other = key_named("b.example");
    size_t len;
    char *bytes = signed_text(&other, &len); /* by b, of the log of a */
    assert_int_equal(remote_checkpoint_take(&read, bytes, len, "there", NULL), STATUS_OK);
    assert_int_equal(remote_check_key(&read, &other.public, "there", NULL), STATUS_CHECKPOINT_KEY);
    remote_checkpoint_free(&read);
}

static void what_is_no_checkpoint_is_said_and_freed(void **state)
{
    (void)state;
    static const char *const bad[] = {"", "<html>", "a.example\n3\n", "a.example\n3\nAAAA\n\n"};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        struct remote_checkpoint read;
        struct problem p;
        assert_int_equal(remote_checkpoint_take(&read, strdup(bad[i]), strlen(bad[i]), "there", &p),
                         STATUS_NO_CHECKPOINT);
        assert_string_equal(p.subject, "there");
        assert_null(read.bytes);
    }
}

static void without_bytes_there_is_no_memory(void **state)
{
    (void)state;
    struct remote_checkpoint read;
    assert_int_equal(remote_checkpoint_take(&read, NULL, 0, "there", NULL), STATUS_NO_MEMORY);
}

static enum status read_text(const char *text, size_t len, struct remote_checkpoint *read)
{
    char path[] = "/tmp/hiraku-checkpoint-XXXXXX";
    int fd = mkstemp(path);
    assert_true(fd >= 0);
    assert_int_equal(write(fd, text, len), (ssize_t)len);
    close(fd);
    enum status status = remote_checkpoint_read(read, path, NULL);
    unlink(path);
    return status;
}

static void one_that_was_kept_in_a_file_is_read(void **state)
{
    (void)state;
    struct remote_checkpoint read;
    const struct private_key key = key_named("a.example");
    size_t len;
    char *bytes = signed_text(&key, &len);
    assert_int_equal(read_text(bytes, len, &read), STATUS_OK);
    assert_int_equal(read.len, len);
    assert_int_equal(remote_check_key(&read, &key.public, "file", NULL), STATUS_OK);
    remote_checkpoint_free(&read);
    free(bytes);
}

static void a_file_that_is_too_large_is_none(void **state)
{
    (void)state;
    struct remote_checkpoint read;
    char *text = calloc(1, NOTE_SIZE_MAX + 1);
    assert_non_null(text);
    assert_int_equal(read_text(text, NOTE_SIZE_MAX + 1, &read), STATUS_NO_CHECKPOINT);
    assert_null(read.bytes);
    free(text);
}

static void without_a_file_there_is_nothing(void **state)
{
    (void)state;
    struct remote_checkpoint read;
    assert_int_equal(remote_checkpoint_read(&read, "/tmp/hiraku-no-such-file", NULL),
                     STATUS_SYSTEM);
    assert_null(read.bytes);
}

/* Of these nobody is asked: the address leads nowhere. */
static void a_log_that_is_not_longer_is_judged_by_its_root(void **state)
{
    (void)state;
    static const char nowhere[] = "http://127.0.0.1:1";
    const struct checkpoint before = checkpoint_of(3, 1), same = checkpoint_of(3, 1),
                            fork = checkpoint_of(3, 2), shorter = checkpoint_of(2, 1),
                            longer = checkpoint_of(4, 1);
    assert_int_equal(remote_check_consistency(&before, &same, nowhere, NULL), STATUS_OK);
    assert_int_equal(remote_check_consistency(&before, &fork, nowhere, NULL), STATUS_LOG_FORKED);
    assert_int_equal(remote_check_consistency(&before, &shorter, nowhere, NULL),
                     STATUS_LOG_ROLLED_BACK);
    assert_int_equal(remote_check_consistency(&before, &longer, nowhere, NULL), STATUS_REMOTE);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_checkpoint_is_read_with_who_signed_it),
        cmocka_unit_test(the_key_of_another_log_does_not_count),
        cmocka_unit_test(what_is_no_checkpoint_is_said_and_freed),
        cmocka_unit_test(without_bytes_there_is_no_memory),
        cmocka_unit_test(one_that_was_kept_in_a_file_is_read),
        cmocka_unit_test(a_file_that_is_too_large_is_none),
        cmocka_unit_test(without_a_file_there_is_nothing),
        cmocka_unit_test(a_log_that_is_not_longer_is_judged_by_its_root),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
