/* JSON strings (RFC 8259 s.7). Documents are json_writer.h. */
#ifndef HIRAKU_BASE_JSON_TEXT_H
#define HIRAKU_BASE_JSON_TEXT_H

#include "hiraku/base/slice.h"

struct out;

/* A quoted string (jansson owns the name json_string), and what stands between its quotes. */
void json_quote(struct out *out, struct slice text);
void json_escape(struct out *out, struct slice text);

#endif
