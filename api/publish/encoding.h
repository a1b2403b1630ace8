/* Bytes of a file → UTF-8 in blocks, in constant memory. Private to publish/.
 *
 * The encoding is found when the file is opened: a BOM (UTF-8, UTF-16LE, UTF-16BE) decides; else
 * UTF-8 if the whole file is UTF-8; else CP932 if the whole file is that; else UTF-8, and what is
 * wrong is reported. A file that is UTF-8 but for a few bytes (four good characters of three bytes
 * or more for each bad sequence) stays UTF-8, although its bytes may happen to be CP932 too: better
 * a finding than a file of mojibake. */
#ifndef HIRAKU_PUBLISH_ENCODING_H
#define HIRAKU_PUBLISH_ENCODING_H

#include "hiraku/csv.h"

struct decoder;

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

/* Opens a regular file and finds its encoding; a file above CSV_FILE_MAX is not looked into. */
enum status decoder_new(struct decoder **decoder, const char *path, struct problem *p);

/* The next block; `*more` is false at the end of the file, and the block then empty. */
enum status decoder_next(struct decoder *decoder, struct decoded *block, bool *more,
                         struct problem *p);

enum csv_encoding decoder_encoding(const struct decoder *decoder);
uint64_t decoder_offset(const struct decoder *decoder);
uint64_t decoder_size(const struct decoder *decoder);

/* NULL is allowed. */
void decoder_free(struct decoder *decoder);

#endif
