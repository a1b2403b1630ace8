/* CSV for those who read it with a spreadsheet: the profiles of `profile=` and the headers of
 * `headers=`.
 *
 * plain: UTF-8 without a byte order mark, names of the columns, cells as published.
 *
 * excel: UTF-8 with a byte order mark, so that a double click shows Japanese. Cells as published
 * but for two kinds, because a spreadsheet does not show what a CSV says but what it takes it for:
 *   - text that begins like a formula (= + - @ tab CR and ＝ ＋ － ＠; OWASP, CSV injection) has an
 *     apostrophe before it, unless it is a number;
 *   - what is no number, no date and no truth value in the model, but would be taken for one
 *     (011002, 3000020141003, 1-2, 2011-06, 1e5, 14 June 2011, 2011年6月14日, １２), is written
 *     ="011002", the one form in which a CSV can say "this is text".
 *
 * cp932: plain in CP932 (cp932.h). What does not fit is 〓; whoever does not want that asks
 * store_unencodable first.
 *
 * sdmx: another message with the same rows (sdmx_csv.h); of cubes only. */
#ifndef HIRAKU_EXPORTERS_ROWS_CSV_PROFILE_H
#define HIRAKU_EXPORTERS_ROWS_CSV_PROFILE_H

#include "hiraku/query/query.h"

struct column;
struct out;
struct presentation;
struct problem;

/* What one answer needs; belongs to one thread at a time. */
struct csv_profile;

/* NULL, without an error, where cells and headers are those of plain. `shown` must outlive it. */
enum status csv_profile_new(struct csv_profile **result, const struct presentation *shown,
                            struct problem *p);
void csv_profile_free(struct csv_profile *profile); /* NULL is allowed */

/* Content-Type with parameters (RFC 7111, RFC 4180). */
const char *csv_profile_media_type(enum profile profile);

/* The columns that a view for it has not (column flags), where other forms are `without` these. */
unsigned csv_profile_without(enum profile profile, unsigned without);
/* Who writes header and rows in place of the functions below; NULL: nobody does. */
struct sdmx_csv;
struct sdmx_csv *csv_profile_sdmx(const struct csv_profile *profile);

/* In all of these `profile` NULL is plain. What stands before the header: */
void csv_profile_begin(struct csv_profile *profile, struct out *out);
/* The header of a column; of an embedded record's where `through` is not NULL: reference__column,
 * or the titles with ：between them. */
void csv_profile_header(struct csv_profile *profile, struct out *out, bool first,
                        const struct column *through, const struct column *column);
void csv_profile_cell(struct csv_profile *profile, struct out *out, bool first,
                      const struct column *column, struct slice cell);

#endif
