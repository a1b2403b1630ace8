/* A sheet without its rows. What a sheet says of merged cells stands behind its rows, and is wanted
 * before them: the rows are passed over as bytes, which costs their unpacking and no parsing.
 * Private to api/workbook. */
#ifndef HIRAKU_API_WORKBOOK_MARKUP_SKIP_H
#define HIRAKU_API_WORKBOOK_MARKUP_SKIP_H

#include "package.h"

enum { SKIP_WINDOW = 64 * 1024 };

enum skip_state { SKIP_BEFORE, SKIP_WITHIN, SKIP_BEHIND };

struct markup_skip {
    enum skip_state state;
    bool ended;        /* the part has no more bytes than the window */
    size_t begin, end; /* what the window holds */
    size_t free;       /* of that, from its beginning: may be given */
    char window[SKIP_WINDOW];
};

struct markup_skip *markup_skip_new(void); /* NULL: no memory */

/* Bytes of the part but for those within its sheetData, as part_read gives them. */
zip_int64_t markup_skip_read(struct markup_skip *skip, struct part *part, char *to, size_t size);

#endif
