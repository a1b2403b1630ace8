/* Files that are decoded, with what the decoder finds wrong in them. */
#ifndef HIRAKU_TEST_DECODED_FILES_H
#define HIRAKU_TEST_DECODED_FILES_H

#include "api/csv/encoding_state.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#define REPLACEMENT "\xEF\xBF\xBD"
#define BOM         "\xEF\xBB\xBF"

struct result {
    enum csv_encoding encoding;
    char *text;
    size_t len, faults;
    char log[4096]; /* one letter and the bytes of each fault: «B:E3 81;» */
};

static inline void temporary(char path[32])
{
    strcpy(path, "/tmp/hiraku-encoding-XXXXXX");
    int fd = mkstemp(path);
    assert_true(fd >= 0);
    close(fd);
}

static inline void write_file(const char *path, const void *bytes, size_t len)
{
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    assert_int_equal(fwrite(bytes, 1, len, file), len);
    assert_int_equal(fclose(file), 0);
}

static inline void record_fault(struct result *result, const struct decoded *block)
{
    static const char letters[] = {'-', 'B', 'S', 'N'};
    size_t used = strlen(result->log);
    result->faults++;
    if (used + 32 < sizeof result->log)
        snprintf(result->log + used, sizeof result->log - used, "%c:%s;", letters[block->fault],
                 block->what);
}

static inline void decode_path(const char *path, struct result *result)
{
    struct decoder *decoder;
    struct problem p = {0};
    assert_int_equal(decoder_new(&decoder, path, DECODER_TABLE, &p), STATUS_OK);
    *result = (struct result){.encoding = decoder_encoding(decoder)};
    size_t cap = 3 * (size_t)decoder_size(decoder) + 64;
    result->text = malloc(cap);
    assert_non_null(result->text);
    for (;;) {
        struct decoded block;
        bool more;
        assert_int_equal(decoder_next(decoder, &block, &more, &p), STATUS_OK);
        if (!more)
            break;
        assert_true(result->len + block.text.len < cap);
        if (block.text.len > 0)
            memcpy(result->text + result->len, block.text.at, block.text.len);
        result->len += block.text.len;
        if (block.fault != DECODE_GOOD)
            record_fault(result, &block);
    }
    assert_int_equal(decoder_offset(decoder), decoder_size(decoder));
    result->text[result->len] = '\0';
    decoder_free(decoder);
}

static inline void decode(const void *bytes, size_t len, struct result *result)
{
    char path[32];
    temporary(path);
    write_file(path, bytes, len);
    decode_path(path, result);
    unlink(path);
}

#define EXPECT(bytes, kind, expected, faults_log)                                                  \
    expect(bytes, sizeof(bytes) - 1, kind, expected, sizeof(expected) - 1, faults_log)

static inline void expect(const char *bytes, size_t len, enum csv_encoding encoding,
                          const char *expected, size_t expected_len, const char *log)
{
    struct result result;
    decode(bytes, len, &result);
    assert_int_equal(result.encoding, encoding);
    assert_string_equal(result.log, log);
    assert_int_equal(result.len, expected_len);
    assert_memory_equal(result.text, expected, expected_len);
    free(result.text);
}

#endif
