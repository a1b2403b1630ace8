/* The decoder, shared by the files encoding*.c. Private to these. */
#ifndef HIRAKU_API_CSV_ENCODING_STATE_H
#define HIRAKU_API_CSV_ENCODING_STATE_H

#include "hiraku/csv/csv.h"

#include <iconv.h>

struct problem;

enum {
    RAW_SIZE = 64 * 1024,
    WIDE_SIZE = 3 * RAW_SIZE + 64, /* a byte of what is not UTF-8 becomes at most three */
};

/* Sets of ISO-2022-JP, as its escape sequences choose them. */
enum jis_set { JIS_ASCII, JIS_KANA, JIS_KANJI, JIS_KANJI_2 };

struct decoder {
    char *path;
    int fd;
    enum csv_encoding encoding;
    bool uncertain;
    const char *container; /* what the file is in place of text, or NULL */
    uint64_t row;          /* where the first byte beyond ASCII stands, see decoder_doubt */
    size_t column;
    iconv_t japanese, microsoft; /* the encoding's own table; for EUC-JP also Microsoft's */
    bool has_japanese, has_microsoft;
    enum jis_set set;
    uint64_t size, offset;
    unsigned char *raw, *wide; /* bytes as read; made into UTF-8 (not used for UTF-8) */
    unsigned char *euc;        /* ISO-2022-JP made into EUC-JP */
    size_t raw_len;            /* bytes in `raw` not yet decoded, at its beginning */
    const unsigned char *text; /* UTF-8 not yet given out */
    size_t text_len;
    size_t given; /* UTF-8 only: bytes of `raw` that were given out */
};

/* Opens the file, which must be a regular one, and takes its size. */
enum status decoder_open(struct decoder *d, struct problem *p);

/* Fills `raw` behind its first `raw_len` bytes. */
enum status decoder_fill(struct decoder *d, struct problem *p);
/* Takes `len` bytes off the beginning of `raw`. */
void decoder_drop(struct decoder *d, size_t len);
/* Goes on reading at a place of the file. */
void decoder_rewind(struct decoder *d, uint64_t offset);

/* Decides on `encoding` and leaves the file at its first character. */
enum status decoder_find(struct decoder *d, enum decoder_use use, struct problem *p);

/* Opens what CP932, EUC-JP and ISO-2022-JP need. */
enum status japanese_open(struct decoder *d, struct problem *p);
void japanese_close(struct decoder *d);

/* Converts what is in `raw` as far as it goes: `text` is UTF-8 with FF for what is wrong. */
void japanese_convert(struct decoder *d);

#endif
