/* Bytes of a file → UTF-8 in blocks, in constant memory.
 *
 * The encoding is found when the file is opened (encoding_find.c): by a byte order mark, by zero
 * bytes or escape sequences, or as the likeliest of UTF-8, CP932 and EUC-JP. */
#ifndef HIRAKU_CSV_ENCODING_H
#define HIRAKU_CSV_ENCODING_H

#include "hiraku/base/status.h"

#include <stdint.h>

struct decoder;
struct problem;

enum csv_encoding {
    CSV_UTF8,
    CSV_UTF8_BOM,
    CSV_UTF16LE,
    CSV_UTF16BE,
    CSV_CP932,      /* iconv "CP932" */
    CSV_EUC_JP,     /* with what CP51932 and eucJP-ms have besides */
    CSV_ISO2022_JP, /* 7 bits, «JIS» */
};

/* "UTF-8", "UTF-8 (BOM)", "UTF-16LE", "UTF-16BE", "CP932", "EUC-JP", "ISO-2022-JP". */
const char *csv_encoding_name(enum csv_encoding encoding);

enum decode_fault {
    DECODE_GOOD,
    DECODE_BAD_BYTES,      /* not the encoding: the block is U+FFFD */
    DECODE_LONE_SURROGATE, /* half of a UTF-16 pair, in UTF-16 or as three bytes: the block is
                              U+FFFD */
    DECODE_NUL,            /* U+0000: the block is empty */
};

/* A piece of the text, in order. With a fault the block stands for the faulty bytes alone. `text`
 * is valid until the next call; a character never straddles two blocks. */
struct decoded {
    struct slice text;
    enum decode_fault fault;
    char what[16]; /* the faulty bytes («E3 81») or the code point («U+D83D»); "" where not known */
};

/* What a file is read as. */
enum decoder_use {
    DECODER_TABLE,   /* of an instance: a workbook, JSON and the like are told as what they are */
    DECODER_JSON,    /* of an instance */
    DECODER_RELEASE, /* of a release: UTF-8 in any case */
};

/* Opens a regular file and finds its encoding. A file above CSV_FILE_MAX is not looked into. */
enum status decoder_new(struct decoder **decoder, const char *path, enum decoder_use use,
                        struct problem *p);

/* The next block; `*more` is false at the end of the file, and the block then empty. */
enum status decoder_next(struct decoder *decoder, struct decoded *block, bool *more,
                         struct problem *p);

/* Whether the encoding could not be told: what is read then may be garbage. The place is that of
 * the first character beyond ASCII, as a spreadsheet counts; the column from 0. */
bool decoder_doubt(const struct decoder *decoder, uint64_t *row, size_t *column);

/* What the file holds in place of text («PDF»), or NULL: nothing else is found out then. */
const char *decoder_container(const struct decoder *decoder);

enum csv_encoding decoder_encoding(const struct decoder *decoder);
uint64_t decoder_offset(const struct decoder *decoder);
uint64_t decoder_size(const struct decoder *decoder);

/* NULL is allowed. */
void decoder_free(struct decoder *decoder);

#endif
