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

#endif
