/* JSON text (RFC 8259 s.7). */
#ifndef HIRAKU_JSON_TEXT_H
#define HIRAKU_JSON_TEXT_H

#include "hiraku/out.h"

/* A quoted string (jansson owns the name json_string); `"name":` with the
 * comma before it where `first` is false. */
void json_text(struct out *out, struct slice text);
void json_key(struct out *out, bool first, const char *name);

#endif
