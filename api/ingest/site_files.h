/* Checks how an instance looks: the files of its folder site/ (release/site.h). Private to
 * api/ingest. */
#ifndef HIRAKU_API_INGEST_SITE_FILES_H
#define HIRAKU_API_INGEST_SITE_FILES_H

#include "hiraku/base/slice.h"
#include "hiraku/base/status.h"

struct own_check;
struct own_files;
struct problem;

/* Reads them, reports what is wrong, and adds them to `files`. */
enum status site_files_take(const struct own_check *check, struct own_files *files,
                            struct problem *p);

/* Findings about one file name `place`, which lives as long as the report. */

/* A picture: the signature, chunks whose CRC is right, a size that pages can use (W3C PNG, s.5). */
void site_png_check(const struct own_check *check, const char *place, struct slice bytes);

/* A drawing: well-formed XML, and in it only shapes (SVG 2). What could run, animate, lead or load
 * is refused. Clean text. STATUS_NO_MEMORY. */
enum status site_svg_check(const struct own_check *check, const char *place, struct slice text,
                           struct problem *p);

/* Where the style is: a sheet of its own, or one in a drawing, which may refer to its parts, and
 * whose first line is not the file's. */
struct site_style_place {
    const char *file;
    unsigned long line; /* of its first line */
    bool drawing;
};
/* A style sheet (CSS Syntax 3): nothing in it may load anything, nor set the colours of site.json,
 * where they are looked at. */
void site_style_check(const struct own_check *check, const struct site_style_place *place,
                      struct slice text);

#endif
