/* Decodes a file as a stream.
 *
 * Everything becomes UTF-8 in a buffer; one scan of that buffer then cuts it at what is wrong.
 * UTF-16's lone surrogates pass through the buffer as three bytes and undecodable bytes as FF, so
 * that the same scan finds them. Which encoding it is was found by encoding_find.c. Does not know
 * CSV and reports nothing: faults go to the caller as blocks. */
#include "hiraku/csv/encoding.h"

#include "hiraku/base/utf8.h"

#include "encoding_state.h"
#include "utf8_scan.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

static const char replacement[] = "\xEF\xBF\xBD";

static bool is_utf8(const struct decoder *d)
{
    return d->encoding == CSV_UTF8 || d->encoding == CSV_UTF8_BOM;
}

/* --- the file --------------------------------------------------------------------------------- */

enum status decoder_new(struct decoder **decoder, const char *path, enum decoder_use use,
                        struct problem *p)
{
    *decoder = NULL;
    struct decoder *d = calloc(1, sizeof *d);
    if (!d)
        return problem_memory(p);
    d->fd = -1;
    d->path = strdup(path);
    d->raw = malloc(RAW_SIZE);
    d->wide = malloc(WIDE_SIZE);
    enum status status = d->path && d->raw && d->wide ? decoder_open(d, p) : problem_memory(p);
    if (status == STATUS_OK && d->size <= CSV_FILE_MAX)
        status = decoder_find(d, use, p);
    if (status == STATUS_OK)
        status = japanese_open(d, p);
    if (status != STATUS_OK) {
        decoder_free(d);
        return status;
    }
    *decoder = d;
    return STATUS_OK;
}

void decoder_free(struct decoder *d)
{
    if (!d)
        return;
    if (d->fd >= 0)
        close(d->fd);
    japanese_close(d);
    free(d->path);
    free(d->raw);
    free(d->wide);
    free(d);
}

/* --- decoding --------------------------------------------------------------------------------- */

static unsigned long utf16_unit(const struct decoder *d, size_t at)
{
    unsigned char a = d->raw[at], b = d->raw[at + 1];
    return d->encoding == CSV_UTF16BE ? (unsigned long)a << 8 | b : (unsigned long)b << 8 | a;
}

/* `wide` has room: two bytes of UTF-16 become at most three. */
static void convert_utf16(struct decoder *d)
{
    bool last = d->offset == d->size;
    size_t at = 0, made = 0;
    while (d->raw_len - at >= 2) {
        unsigned long unit = utf16_unit(d, at);
        if ((unit & 0xFC00) == 0xD800) {
            bool has_next = d->raw_len - at >= 4;
            if (!has_next && !last)
                break;
            unsigned long low = has_next ? utf16_unit(d, at + 2) : 0;
            if ((low & 0xFC00) == 0xDC00) {
                unit = 0x10000 + ((unit & 0x3FF) << 10 | (low & 0x3FF));
                at += 2;
            }
        }
        at += 2;
        made += utf8_put((int32_t)unit, (char *)d->wide + made);
    }
    if (last && at < d->raw_len) {
        if (d->raw_len - at == 1)
            d->wide[made++] = 0xFF;
        at = d->raw_len;
    }
    decoder_drop(d, at);
    d->text = d->wide;
    d->text_len = made;
}

static enum status refill(struct decoder *d, struct problem *p)
{
    if (is_utf8(d)) {
        decoder_drop(d, d->given);
        d->given = 0;
    }
    enum status status = decoder_fill(d, p);
    if (status != STATUS_OK)
        return status;
    if (is_utf8(d)) {
        d->text = d->raw;
        d->text_len = d->raw_len;
    } else if (d->encoding == CSV_UTF16LE || d->encoding == CSV_UTF16BE) {
        convert_utf16(d);
    } else {
        japanese_convert(d);
    }
    return STATUS_OK;
}

static void encoding_take(struct decoder *d, size_t len)
{
    d->text += len;
    d->text_len -= len;
    if (is_utf8(d))
        d->given += len;
}

static void encoding_describe(const struct decoder *d, struct decoded *block, enum utf8_unit kind,
                              size_t len)
{
    static const char digits[] = "0123456789ABCDEF";
    block->what[0] = '\0';
    if (kind == UTF8_NUL) {
        block->fault = DECODE_NUL;
        block->text = (struct slice){replacement, 0};
        memcpy(block->what, "U+0000", sizeof "U+0000");
        return;
    }
    block->text = (struct slice){replacement, sizeof replacement - 1};
    if (kind == UTF8_SURROGATE) {
        block->fault = DECODE_LONE_SURROGATE;
        unsigned code = 0xD000U | (d->text[1] & 0x3FU) << 6 | (d->text[2] & 0x3FU);
        snprintf(block->what, sizeof block->what, "U+%04X", code);
        return;
    }
    block->fault = DECODE_BAD_BYTES;
    if (!is_utf8(d))
        return; /* the bytes of the file are gone: FF stands for them */
    char *to = block->what;
    for (size_t i = 0; i < len; i++) {
        if (i > 0)
            *to++ = ' ';
        *to++ = digits[d->text[i] >> 4];
        *to++ = digits[d->text[i] & 15];
    }
    *to = '\0';
}

enum status decoder_next(struct decoder *d, struct decoded *block, bool *more, struct problem *p)
{
    *block = (struct decoded){.fault = DECODE_GOOD};
    *more = true;
    for (;;) {
        size_t good = d->text_len > 0 ? utf8_scan(d->text, d->text_len, NULL) : 0;
        if (good > 0) {
            block->text = (struct slice){(const char *)d->text, good};
            encoding_take(d, good);
            return STATUS_OK;
        }
        size_t unit = 0;
        enum utf8_unit kind = UTF8_INCOMPLETE;
        if (d->text_len > 0)
            kind = utf8_classify(d->text, d->text_len, &unit);
        if (kind != UTF8_INCOMPLETE || (d->text_len > 0 && d->offset == d->size)) {
            encoding_describe(d, block, kind, unit);
            encoding_take(d, unit);
            return STATUS_OK;
        }
        if (d->offset == d->size && (is_utf8(d) || d->raw_len == 0)) {
            *more = false;
            return STATUS_OK;
        }
        enum status status = refill(d, p);
        if (status != STATUS_OK)
            return status;
    }
}

const char *csv_encoding_name(enum csv_encoding encoding)
{
    static const char *const names[] = {
        [CSV_UTF8] = "UTF-8",
        [CSV_UTF8_BOM] = "UTF-8 (BOM)",
        [CSV_UTF16LE] = "UTF-16LE",
        [CSV_UTF16BE] = "UTF-16BE",
        [CSV_CP932] = "CP932",
        [CSV_EUC_JP] = "EUC-JP",
        [CSV_ISO2022_JP] = "ISO-2022-JP",
    };
    return names[encoding];
}

enum csv_encoding decoder_encoding(const struct decoder *d)
{
    return d->encoding;
}

const char *decoder_container(const struct decoder *d)
{
    return d->container;
}

bool decoder_doubt(const struct decoder *d, uint64_t *row, size_t *column)
{
    *row = d->row;
    *column = d->column;
    return d->uncertain;
}

uint64_t decoder_offset(const struct decoder *d)
{
    return d->offset;
}

uint64_t decoder_size(const struct decoder *d)
{
    return d->size;
}
