/* The shared strings of a workbook: the first WORKBOOK_STRINGS_HELD bytes in memory, the rest in a
 * file without a name, of which a window is in memory; of every STRINGS_STEP strings one is known
 * by its place. Private to api/workbook. */
#ifndef HIRAKU_API_WORKBOOK_STRINGS_H
#define HIRAKU_API_WORKBOOK_STRINGS_H

#include "package.h"

enum { STRINGS_STEP = 16 };

struct strings;

/* Reads the part; NULL `part`: there are none. */
enum status strings_read(struct strings **strings, const struct package *package, const char *part,
                         struct problem *p);

/* A string; until the next call. `*there` false: there is none of this number. */
enum status strings_get(struct strings *strings, uint64_t number, struct slice *text, bool *there,
                        struct problem *p);

void strings_free(struct strings *strings); /* NULL is allowed */

/* Appends text of a file to a string, at most so many bytes in all: LF for CR LF and CR,
 * _x000D_ and the like (18.18.104, ST_Xstring) as the characters that they stand for. false: no
 * memory or too long. */
struct out;
bool strings_append(struct out *out, struct slice text);

#endif
