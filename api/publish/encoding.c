/* Finds a file's encoding and decodes it as a stream.
 *
 * Everything becomes UTF-8 in a buffer; one scan of that buffer then cuts it at what is wrong.
 * UTF-16's lone surrogates pass through the buffer as three bytes and undecodable bytes as FF, so
 * that the same scan finds them. Does not know CSV and reports nothing: faults go to the caller as
 * blocks. */
#include "encoding.h"

#include "utf8_scan.h"

#include <errno.h>
#include <fcntl.h>
#include <iconv.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

enum {
    RAW_SIZE = 64 * 1024,
    WIDE_SIZE = 3 * RAW_SIZE + 64, /* one byte of CP932 becomes at most three */
    BAD_ENOUGH = 64,               /* so many bad sequences, more than good ones: not UTF-8 */
};

static const char replacement[] = "\xEF\xBF\xBD";

struct decoder {
    char *path;
    int fd;
    enum csv_encoding encoding;
    iconv_t cp932;
    bool has_cp932;
    uint64_t size, offset;
    unsigned char *raw, *wide; /* bytes as read; made into UTF-8 (not used for UTF-8) */
    size_t raw_len;            /* bytes in `raw` not yet decoded, at its beginning */
    const unsigned char *text; /* UTF-8 not yet given out */
    size_t text_len;
    size_t given; /* UTF-8 only: bytes of `raw` that were given out */
};

static bool is_utf8(const struct decoder *d)
{
    return d->encoding == CSV_UTF8 || d->encoding == CSV_UTF8_BOM;
}

/* Fills `raw` behind its first `raw_len` bytes. */
static enum status fill(struct decoder *d, struct problem *p)
{
    while (d->raw_len < RAW_SIZE && d->offset < d->size) {
        size_t want = RAW_SIZE - d->raw_len;
        if (want > d->size - d->offset)
            want = (size_t)(d->size - d->offset);
        ssize_t got = pread(d->fd, d->raw + d->raw_len, want, (off_t)d->offset);
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            return problem_errno(p, d->path);
        if (got == 0)
            return problem_set(p, STATUS_SYSTEM, slice_of(d->path), slice_of(NULL),
                               "the file became shorter while it was read");
        d->raw_len += (size_t)got;
        d->offset += (uint64_t)got;
    }
    return STATUS_OK;
}

static void drop(struct decoder *d, size_t len)
{
    d->raw_len -= len;
    memmove(d->raw, d->raw + len, d->raw_len);
}

static void rewind_to(struct decoder *d, uint64_t offset)
{
    d->offset = offset;
    d->raw_len = 0;
}

/* --- finding the encoding --------------------------------------------------------------------- */

struct utf8_survey {
    size_t wide, bad; /* good characters of three bytes and more; bad sequences */
};

static enum status survey_utf8(struct decoder *d, struct utf8_survey *survey, struct problem *p)
{
    *survey = (struct utf8_survey){0};
    rewind_to(d, 0);
    do {
        enum status status = fill(d, p);
        if (status != STATUS_OK)
            return status;
        size_t at = 0;
        while (at < d->raw_len) {
            at += utf8_scan(d->raw + at, d->raw_len - at, &survey->wide);
            if (at == d->raw_len)
                break;
            size_t unit;
            enum utf8_unit kind = utf8_classify(d->raw + at, d->raw_len - at, &unit);
            if (kind == UTF8_INCOMPLETE && d->offset < d->size)
                break;
            survey->bad += kind == UTF8_BAD || kind == UTF8_INCOMPLETE;
            at += unit;
        }
        if (survey->bad > BAD_ENOUGH && survey->bad > survey->wide)
            return STATUS_OK;
        drop(d, at);
    } while (d->offset < d->size);
    return STATUS_OK;
}

/* Whether the whole file is CP932. */
static enum status survey_cp932(struct decoder *d, bool *fits, struct problem *p)
{
    *fits = false;
    rewind_to(d, 0);
    iconv(d->cp932, NULL, NULL, NULL, NULL);
    do {
        enum status status = fill(d, p);
        if (status != STATUS_OK)
            return status;
        char *in = (char *)d->raw, *out = (char *)d->wide;
        size_t in_len = d->raw_len, out_len = WIDE_SIZE;
        if (iconv(d->cp932, &in, &in_len, &out, &out_len) == (size_t)-1 &&
            (errno != EINVAL || d->offset == d->size))
            return STATUS_OK;
        drop(d, d->raw_len - in_len);
    } while (d->offset < d->size);
    *fits = true;
    return STATUS_OK;
}

static size_t bom_length(struct decoder *d)
{
    const unsigned char *b = d->raw;
    if (d->raw_len >= 3 && b[0] == 0xEF && b[1] == 0xBB && b[2] == 0xBF) {
        d->encoding = CSV_UTF8_BOM;
        return 3;
    }
    if (d->raw_len >= 2 && b[0] == 0xFF && b[1] == 0xFE) {
        d->encoding = CSV_UTF16LE;
        return 2;
    }
    if (d->raw_len >= 2 && b[0] == 0xFE && b[1] == 0xFF) {
        d->encoding = CSV_UTF16BE;
        return 2;
    }
    return 0;
}

static enum status find_encoding(struct decoder *d, struct problem *p)
{
    d->encoding = CSV_UTF8;
    enum status status = fill(d, p);
    if (status != STATUS_OK)
        return status;
    size_t bom = bom_length(d);
    if (bom) {
        rewind_to(d, bom);
        return STATUS_OK;
    }
    struct utf8_survey survey;
    status = survey_utf8(d, &survey, p);
    if (status != STATUS_OK)
        return status;
    if (survey.bad > 0 && survey.wide / 4 < survey.bad) {
        d->cp932 = iconv_open("UTF-8", "CP932");
        d->has_cp932 = (intptr_t)d->cp932 != -1;
        if (!d->has_cp932 && errno == ENOMEM)
            return problem_memory(p);
        bool fits = false;
        if (d->has_cp932)
            status = survey_cp932(d, &fits, p);
        if (fits) {
            d->encoding = CSV_CP932;
            iconv(d->cp932, NULL, NULL, NULL, NULL);
        }
    }
    rewind_to(d, 0);
    return status;
}

static enum status open_regular(struct decoder *d, struct problem *p)
{
    /* A FIFO must not keep the checker waiting. */
    d->fd = open(d->path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    struct stat about;
    if (d->fd < 0 || fstat(d->fd, &about) != 0)
        return problem_errno(p, d->path);
    if (!S_ISREG(about.st_mode))
        return problem_set(p, STATUS_SYSTEM, slice_of(d->path), slice_of(NULL),
                           S_ISDIR(about.st_mode) ? "is a folder" : "is no regular file");
    d->size = (uint64_t)about.st_size;
    return STATUS_OK;
}

enum status decoder_new(struct decoder **decoder, const char *path, struct problem *p)
{
    *decoder = NULL;
    struct decoder *d = calloc(1, sizeof *d);
    if (!d)
        return problem_memory(p);
    d->fd = -1;
    d->path = strdup(path);
    d->raw = malloc(RAW_SIZE);
    d->wide = malloc(WIDE_SIZE);
    enum status status = d->path && d->raw && d->wide ? open_regular(d, p) : problem_memory(p);
    if (status == STATUS_OK && d->size <= CSV_FILE_MAX)
        status = find_encoding(d, p);
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
    if (d->has_cp932)
        iconv_close(d->cp932);
    free(d->path);
    free(d->raw);
    free(d->wide);
    free(d);
}

/* --- decoding --------------------------------------------------------------------------------- */

/* `wide` has room: two bytes of UTF-16 become at most three. */
static size_t put_utf16(unsigned char *to, unsigned long c)
{
    if (c < 0x80) {
        to[0] = (unsigned char)c;
        return 1;
    }
    if (c < 0x800) {
        to[0] = (unsigned char)(0xC0 | c >> 6);
        to[1] = (unsigned char)(0x80 | (c & 0x3F));
        return 2;
    }
    if (c < 0x10000) {
        to[0] = (unsigned char)(0xE0 | c >> 12);
        to[1] = (unsigned char)(0x80 | (c >> 6 & 0x3F));
        to[2] = (unsigned char)(0x80 | (c & 0x3F));
        return 3;
    }
    to[0] = (unsigned char)(0xF0 | c >> 18);
    to[1] = (unsigned char)(0x80 | (c >> 12 & 0x3F));
    to[2] = (unsigned char)(0x80 | (c >> 6 & 0x3F));
    to[3] = (unsigned char)(0x80 | (c & 0x3F));
    return 4;
}

static unsigned long utf16_unit(const struct decoder *d, size_t at)
{
    unsigned char a = d->raw[at], b = d->raw[at + 1];
    return d->encoding == CSV_UTF16BE ? (unsigned long)a << 8 | b : (unsigned long)b << 8 | a;
}

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
        made += put_utf16(d->wide + made, unit);
    }
    if (last && at < d->raw_len) {
        if (d->raw_len - at == 1)
            d->wide[made++] = 0xFF;
        at = d->raw_len;
    }
    drop(d, at);
    d->text = d->wide;
    d->text_len = made;
}

/* A second byte that is ASCII (perhaps a comma) is no part of a bad pair. */
static size_t cp932_skip(const unsigned char *bytes, size_t len)
{
    bool is_lead = (bytes[0] >= 0x81 && bytes[0] <= 0x9F) || (bytes[0] >= 0xE0 && bytes[0] <= 0xFC);
    return is_lead && len >= 2 && bytes[1] >= 0x80 ? 2 : 1;
}

static void convert_cp932(struct decoder *d)
{
    char *in = (char *)d->raw, *out = (char *)d->wide;
    size_t in_len = d->raw_len, out_len = WIDE_SIZE;
    while (in_len > 0 && iconv(d->cp932, &in, &in_len, &out, &out_len) == (size_t)-1) {
        if (errno == E2BIG || out_len == 0 || (errno == EINVAL && d->offset < d->size))
            break;
        size_t skip = cp932_skip((unsigned char *)in, in_len);
        in += skip;
        in_len -= skip;
        *out++ = (char)0xFF;
        out_len--;
    }
    drop(d, d->raw_len - in_len);
    d->text = d->wide;
    d->text_len = (size_t)(out - (char *)d->wide);
}

static enum status refill(struct decoder *d, struct problem *p)
{
    if (is_utf8(d)) {
        drop(d, d->given);
        d->given = 0;
    }
    enum status status = fill(d, p);
    if (status != STATUS_OK)
        return status;
    if (is_utf8(d)) {
        d->text = d->raw;
        d->text_len = d->raw_len;
    } else if (d->encoding == CSV_CP932) {
        convert_cp932(d);
    } else {
        convert_utf16(d);
    }
    return STATUS_OK;
}

static void take(struct decoder *d, size_t len)
{
    d->text += len;
    d->text_len -= len;
    if (is_utf8(d))
        d->given += len;
}

static void describe(const struct decoder *d, struct decoded *block, enum utf8_unit kind,
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
            take(d, good);
            return STATUS_OK;
        }
        size_t unit = 0;
        enum utf8_unit kind = UTF8_INCOMPLETE;
        if (d->text_len > 0)
            kind = utf8_classify(d->text, d->text_len, &unit);
        if (kind != UTF8_INCOMPLETE || (d->text_len > 0 && d->offset == d->size)) {
            describe(d, block, kind, unit);
            take(d, unit);
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

enum csv_encoding decoder_encoding(const struct decoder *d)
{
    return d->encoding;
}

uint64_t decoder_offset(const struct decoder *d)
{
    return d->offset;
}

uint64_t decoder_size(const struct decoder *d)
{
    return d->size;
}
