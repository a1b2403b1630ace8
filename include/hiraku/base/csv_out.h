/* CSV out (RFC 4180), so that equal tables are equal bytes. */
#ifndef HIRAKU_BASE_CSV_OUT_H
#define HIRAKU_BASE_CSV_OUT_H

#include "hiraku/base/slice.h"

struct out;

/* CSV out (RFC 4180): one cell, quoted only if it holds a comma, a quote, CR or LF, or begins or
 * ends with a space; a comma is written before all but the first; csv_end writes CRLF. */
void csv_cell(struct out *out, bool first, struct slice text);
void csv_end(struct out *out);

#endif
