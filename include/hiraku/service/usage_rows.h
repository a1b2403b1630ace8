/* The counts of use as rows of usage_resource (row_source.h), the earliest day first: what comes is
 * added at the end, so that a walk goes on where it was. */
#ifndef HIRAKU_SERVICE_USAGE_ROWS_H
#define HIRAKU_SERVICE_USAGE_ROWS_H

#include "hiraku/service/row_source.h"

struct usage_book;

/* What `asked` of the row source is. */
struct usage_question {
    const struct usage_book *book; /* held by who asks */
};

extern const struct row_source usage_rows;

#endif
