/* Valid JSON (RFC 8259), read piece by piece: texts stay as they are, so that no digit changes. Of
 * what is not valid nothing is promised but that nothing is read behind its end. */
#ifndef HIRAKU_BASE_JSON_PIECES_H
#define HIRAKU_BASE_JSON_PIECES_H

#include "hiraku/base/slice.h"

/* What stands between the brackets of an object or an array; empty: it is neither. */
struct slice pieces_open(struct slice json);

/* Takes the next member of an object (with its name, without quotes) or item of an array (`name`
 * NULL) off what pieces_open gave; false at its end. */
bool pieces_next(struct slice *rest, struct slice *name, struct slice *value);

/* The same step by step, for those who go into what is nested without looking for its end before.
 * The next member's name, its value is then next; false at the end. */
bool pieces_name(struct slice *rest, struct slice *name);
/* What the next value begins with: '"', '{', '[', a digit …; '\0' at the end. */
char pieces_peek(struct slice *rest);
/* Goes into the array or the object that is next, and, behind its last piece, out of it. */
void pieces_enter(struct slice *rest);
void pieces_leave(struct slice *rest);

#endif
