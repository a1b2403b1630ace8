/* All versions of a table's records (table_data.h), in the order of their keys and of one record
 * the oldest first: its canonical CSV merged with its past. */
#ifndef HIRAKU_API_STORE_COLUMNS_VERSION_READER_H
#define HIRAKU_API_STORE_COLUMNS_VERSION_READER_H

#include "hiraku/store/columns/table_reader.h"

#include "past.h"

enum { VERSION_ID_SIZE = 1025 };

struct version_reader {
    struct table_reader reader;
    const struct past *past;
    const struct past_records *table; /* NULL: every record has one version */
    /* of the version at hand, good until the next call: */
    const struct slice *cells;  /* by column; those that are written */
    const struct slice *before; /* of the version before, of the same record; NULL: none */
    uint32_t since, until;
    bool first, last; /* of its record */
    /* the inside */
    bool row;                      /* the CSV's row at hand was not given yet */
    struct past_versions versions; /* of the record at hand, */
    size_t left;                   /* and those of them that were not given */
    struct past_gone *gone;        /* records that the release does not have, by their keys */
    size_t gone_count, gone_at, met;
};

/* As table_reader_open. */
enum status version_reader_open(struct version_reader *reader, const char *dir,
                                const struct resource *resource, const struct past *past,
                                struct problem *p);

/* `*more` is false behind the last version. STATUS_BAD_RELEASE: the past is not that of the CSV. */
enum status version_reader_next(struct version_reader *reader, bool *more, struct problem *p);

/* The id of the version at hand; a joined one is written into `joined`. */
struct slice version_reader_id(const struct version_reader *reader, char joined[VERSION_ID_SIZE]);

void version_reader_close(struct version_reader *reader);

#endif
