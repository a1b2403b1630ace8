/* The file of a release in which columns lie as arrays: named sections, mapped read-only.
 *
 * From its first byte: the magic (8 bytes "hkcolumn"), version and byte order (uint32_t each, as
 * the machine has them: a file of another version or byte order is made anew by `hiraku rebuild`);
 * then the sections, each beginning at a multiple of SECTION_ALIGNMENT; then the directory, an
 * array of struct section_record; then a struct section_trailer, which ends the file.
 *
 * Opening proves that the directory is as it was written (CRC-32, RFC 1952 s.8) and that every
 * section lies inside the file and has room for its entries. What the entries say is not read then:
 * whoever follows a code or an end tests it (table_data.h). The digest of the whole file is in the
 * list of artifacts; `verify` compares it. */
#ifndef HIRAKU_STORE_COLUMNS_SECTION_FILE_H
#define HIRAKU_STORE_COLUMNS_SECTION_FILE_H

#include "hiraku/base/durable_file.h"
#include "hiraku/base/mapped_file.h"
#include "hiraku/base/status.h"

#include <stdint.h>

enum { SECTION_ALIGNMENT = 64, SECTION_NAME_SIZE = 40, SECTION_VERSION = 2 };

/* What a section holds; the numbers are written into files. Of a column, if not said otherwise. */
enum section_kind {
    SECTION_ROWS = 1,        /* of a table: no bytes, `count` is its number of rows */
    SECTION_CODES = 2,       /* a code of `width` bytes (0, 1, 2, 4) for each row; 0: all are 0 */
    SECTION_ZONES = 3,       /* struct zone for each ZONE_ROWS rows */
    SECTION_ENDS = 4,        /* uint32_t for each code: where its text ends in SECTION_TEXT */
    SECTION_TEXT = 5,        /* NUL, then each code's text and a NUL */
    SECTION_FOLDED_ENDS = 6, /* the same two of the texts in NFKC; */
    SECTION_FOLDED = 7,      /* not there where all are in NFKC already */
    SECTION_RANKS = 8,  /* uint32_t for each code: its place among the different values; not there
                           where it is the code */
    SECTION_DAYS = 9,   /* of a period: struct code_days for each code */
    SECTION_BY_ID = 10, /* of a table: uint32_t for each code of `id`: the row of its last version;
                           not there where it is the code */
    SECTION_REFERENCE = 11, /* no bytes: codes are rows of the table referred to, from 1, of the
                               last version of a record; `count` is its number of rows; 0 is an
                               empty cell */
    SECTION_RELEASES = 12,  /* of the file: two uint32_t, the first and the last release of which it
                               has the rows; not there where it has no past */
    /* The index of words of a table (store/words/words.h): */
    SECTION_WORDS = 32,         /* one struct words_totals */
    SECTION_WORDS_ROWS = 33,    /* a text's number of `width` bytes (1, 2, 4) for each row, from 1;
                                   0: no text; not there where it is the row's */
    SECTION_WORDS_TEXTS = 34,   /* struct words_text for each text */
    SECTION_WORDS_TERMS = 35,   /* struct words_term for each term, in byte order */
    SECTION_WORDS_SPELLED = 36, /* the terms' bytes, one behind the other */
    SECTION_WORDS_PLACES = 37,  /* where each term stands */
};

struct section_record {
    char table[SECTION_NAME_SIZE], name[SECTION_NAME_SIZE]; /* NUL-padded; name "" of the table */
    uint32_t kind, width;                                   /* bytes of an entry; 1 of text */
    uint64_t count, offset; /* entries; from the file's first byte */
};

struct section_trailer {
    uint64_t directory, records; /* offset and number */
    uint64_t size;               /* of the whole file */
    uint32_t crc32;              /* of the directory */
    char magic[4];               /* "ends" */
};

/* --- reading --- */

/* An open file; all of it can be read until it is closed. All zero: none. */
struct section_file {
    struct mapped_file mapped;
    const char *bytes;
    size_t size;
    const struct section_record *records;
    size_t count;
    char path[FILE_PATH_SIZE]; /* for messages; cut off where it is longer */
};

/* STATUS_BAD_RELEASE: it is no such file, cut off, or its directory is damaged;
 * STATUS_OTHER_MODEL: it has another version or byte order. */
enum status section_file_open(struct section_file *file, const char *path, struct problem *p);
void section_file_close(struct section_file *file);

/* NULL: there is none. */
const struct section_record *section_find(const struct section_file *file, const char *table,
                                          const char *name, enum section_kind kind);

static inline const void *section_bytes(const struct section_file *file,
                                        const struct section_record *record)
{
    return file->bytes + record->offset;
}

/* --- writing --- */

struct section_writer {
    struct file file; /* write a section's bytes to file.out */
    struct section_record *records;
    size_t count, room;
};

/* DIR/NAME, which must not exist. Must be closed if and only if this succeeded; must not be moved.
 */
enum status section_writer_open(struct section_writer *writer, const char *dir, const char *name,
                                struct problem *p);

/* Begins a section of record->count entries of record->width bytes, all of which are then written
 * to file.out. The record's offset is set here. An error stays in file.out. */
void section_begin(struct section_writer *writer, const char *table, const char *name,
                   enum section_kind kind, uint32_t width, uint64_t count);

/* Corrects the number of entries of the section begun last, where it was not known before. */
void section_set_count(struct section_writer *writer, uint64_t count);

/* Writes the directory; with STATUS_OK the file is whole and on disk. */
enum status section_writer_close(struct section_writer *writer, struct problem *p);

#endif
