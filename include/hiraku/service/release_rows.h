/* What was published so far, as rows (row_source.h). */
#ifndef HIRAKU_SERVICE_RELEASE_ROWS_H
#define HIRAKU_SERVICE_RELEASE_ROWS_H

#include "hiraku/service/row_source.h"

struct manifest;
struct out;

/* `asked` of release_rows: writes what of a release is in no column, as row.members. NULL: nothing.
 */
struct release_question {
    void (*members)(struct out *out, const struct manifest *manifest);
};

extern const struct row_source release_rows;

#endif
