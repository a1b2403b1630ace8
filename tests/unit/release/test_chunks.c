/* chunks.h: pieces cover the file, a change moves few of them, and lists of others are read with
 * care. */
#include "hiraku/release/chunks.h"

#include "hiraku/base/digest.h"
#include "hiraku/base/out.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include <cmocka.h>

enum { BYTES = 200000 };

/* Lines whose numbers have no pattern. */
static void fill(char *bytes, size_t len)
{
    uint32_t number = 1;
    for (size_t i = 0; i < len; i++) {
        number = number * 1664525U + 1013904223U;
        bytes[i] = i % 80 == 79 ? '\n' : (char)('0' + (number >> 24) % 10);
    }
}

static struct chunks cut(const char *bytes, size_t len)
{
    char path[] = "/tmp/hiraku-chunks-XXXXXX";
    struct chunks chunks;
    int fd = mkstemp(path);
    assert_true(fd >= 0);
    assert_int_equal(write(fd, bytes, len), len);
    assert_int_equal(chunks_cut(&chunks, path, CHUNK_AVERAGE_MIN, NULL), STATUS_OK);
    close(fd);
    unlink(path);
    return chunks;
}

static void pieces_cover_the_file_and_have_its_digests(void **state)
{
    (void)state;
    char *bytes = malloc(BYTES);
    assert_non_null(bytes);
    fill(bytes, BYTES);
    struct chunks chunks = cut(bytes, BYTES);
    uint64_t at = 0;
    assert_in_range(chunks.count, BYTES / CHUNK_AVERAGE_MIN / 4, BYTES / CHUNK_AVERAGE_MIN * 4);
    for (size_t i = 0; i < chunks.count; i++) {
        struct digest digest;
        char hex[DIGEST_SIZE];
        digest_init(&digest);
        digest_add(&digest, bytes + at, chunks.list[i].len);
        digest_hex(&digest, hex);
        assert_memory_equal(hex, chunks.list[i].digest, CHUNK_DIGITS);
        assert_int_equal(chunks.list[i].offset, at);
        assert_in_range(chunks.list[i].len, i + 1 < chunks.count ? CHUNK_AVERAGE_MIN / 4 : 1,
                        CHUNK_AVERAGE_MIN * 8);
        at += chunks.list[i].len;
    }
    assert_int_equal(at, BYTES);
    assert_int_equal(chunks.bytes, BYTES);
    chunks_free(&chunks);
    free(bytes);
}

static size_t missing(const struct chunks *now, const struct chunks *before)
{
    size_t count = 0;
    for (size_t i = 0; i < now->count; i++) {
        bool found = false;
        for (size_t j = 0; j < before->count && !found; j++)
            found = strcmp(now->list[i].digest, before->list[j].digest) == 0;
        count += !found;
    }
    return count;
}

static void a_byte_more_moves_few_pieces(void **state)
{
    (void)state;
    char *bytes = malloc(BYTES + 1);
    assert_non_null(bytes);
    fill(bytes, BYTES);
    struct chunks before = cut(bytes, BYTES);
    memmove(bytes + 5001, bytes + 5000, BYTES - 5000);
    bytes[5000] = '!';
    struct chunks now = cut(bytes, BYTES + 1);
    assert_in_range(missing(&now, &before), 1, 3);
    chunks_free(&before);
    chunks_free(&now);
    free(bytes);
}

static void what_was_written_is_read(void **state)
{
    (void)state;
    char bytes[5000];
    struct out out;
    struct chunks read;
    bool good;
    fill(bytes, sizeof bytes);
    struct chunks chunks = cut(bytes, sizeof bytes);
    out_open_memory(&out, 1 << 20);
    chunks_write(&chunks, &out);
    assert_int_equal(chunks_read(&read, out_written(&out), sizeof bytes, &good, NULL), STATUS_OK);
    assert_true(good);
    assert_int_equal(read.average, CHUNK_AVERAGE_MIN);
    assert_int_equal(read.count, chunks.count);
    for (size_t i = 0; i < read.count; i++) {
        assert_int_equal(read.list[i].offset, chunks.list[i].offset);
        assert_string_equal(read.list[i].digest, chunks.list[i].digest);
    }
    chunks_free(&read);
    chunks_free(&chunks);
    out_close(&out);
}

#define DIGITS "0123456789abcdef01234567"

static void lists_that_are_none_are_refused(void **state)
{
    (void)state;
    static const char *const texts[] = {
        "",
        "hiraku-chunks 2 1024 9\n9 " DIGITS "\n",
        "hiraku-chunks 1 1024 9\n",
        "hiraku-chunks 1 1024 9\n9 " DIGITS,
        "hiraku-chunks 1 1024 9\n8 " DIGITS "\n",
        "hiraku-chunks 1 1024 9\n10 " DIGITS "\n",
        "hiraku-chunks 1 1024 9\n0 " DIGITS "\n9 " DIGITS "\n",
        "hiraku-chunks 1 1024 9\n-9 " DIGITS "\n",
        "hiraku-chunks 1 1024 9\n9 " DIGITS "0\n",
        "hiraku-chunks 1 1024 9\n9 0123456789ABCDEF01234567\n",
        "hiraku-chunks 1 1000 9\n9 " DIGITS "\n",
        "hiraku-chunks 1 512 9\n9 " DIGITS "\n",
        "hiraku-chunks 1 1024 8\n9 " DIGITS "\n",
        "hiraku-chunks 1 99999999999 9\n9 " DIGITS "\n",
    };
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        struct chunks chunks;
        bool good = true;
        assert_int_equal(chunks_read(&chunks, slice_of(texts[i]), 9, &good, NULL), STATUS_OK);
        assert_false(good);
        assert_null(chunks.list);
    }
}

static void large_files_have_larger_pieces(void **state)
{
    (void)state;
    assert_int_equal(chunks_average(0), 1024);
    assert_int_equal(chunks_average(100 << 20), 1024);
    assert_int_equal(chunks_average((uint64_t)1 << 30), 8192);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(pieces_cover_the_file_and_have_its_digests),
        cmocka_unit_test(a_byte_more_moves_few_pieces),
        cmocka_unit_test(what_was_written_is_read),
        cmocka_unit_test(lists_that_are_none_are_refused),
        cmocka_unit_test(large_files_have_larger_pieces),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
