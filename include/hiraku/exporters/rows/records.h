/* Rows as CKAN's DataStore gives them, for another face of this service: no format of the API.
 *
 * First a line with the number of all matches ("-" where it was not counted, "~99" where it is at
 * least that) and of the rows that are here, then one with the names of the columns, separated by
 * commas, then the rows: of RECORDS_OBJECTS and RECORDS_LISTS the items of a JSON array without its
 * brackets, of RECORDS_CSV and RECORDS_TSV lines without a head, ended by LF, as PostgreSQL's COPY
 * … CSV writes them. Cells are the published text: figures are tokens of JSON, an empty cell is
 * null, in CSV nothing. */
#ifndef HIRAKU_EXPORTERS_ROWS_RECORDS_H
#define HIRAKU_EXPORTERS_ROWS_RECORDS_H

#include "hiraku/exporters/writer.h"

enum records_format { RECORDS_OBJECTS, RECORDS_LISTS, RECORDS_CSV, RECORDS_TSV };

/* Column with the place of the row in the list, counted from 1. */
#define RECORDS_NUMBER "_id"

struct records {
    enum records_format format;
    bool numbered;   /* RECORDS_NUMBER stands before the columns */
    bool bare;       /* … and nothing else */
    uint64_t before; /* rows of the list that are passed over */
};

extern const struct writer writer_records; /* of an emit with `records` */

#endif
