/* What the styles of a workbook (xl/styles.xml) say of cells: number format and background. Private
 * to api/workbook. */
#ifndef HIRAKU_API_WORKBOOK_STYLES_H
#define HIRAKU_API_WORKBOOK_STYLES_H

#include "format.h"
#include "package.h"

struct styles;

/* Reads the part; NULL `part`, or none of that name: all cells are General. */
enum status styles_read(struct styles **styles, const struct package *package, const char *part,
                        struct problem *p);
void styles_free(struct styles *styles); /* NULL is allowed */

/* Of any number of a style, also of one that is not there. */
const struct format *styles_format(const struct styles *styles, uint64_t style);
bool styles_is_filled(const struct styles *styles, uint64_t style);
/* The same for styles that look alike. */
uint32_t styles_look(const struct styles *styles, uint64_t style);

#endif
