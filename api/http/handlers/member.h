/* Members of a JSON object that say null where there is nothing. Private to api/http. */
#ifndef HIRAKU_API_HTTP_HANDLERS_MEMBER_H
#define HIRAKU_API_HTTP_HANDLERS_MEMBER_H

#include "hiraku/base/slice.h"

struct column;
struct out;

/* `"name":"text"`, null where empty; the same for numbers and for what a column holds. */
void member_text(struct out *out, bool first, const char *name, struct slice text);
void member_number(struct out *out, bool first, const char *name, struct slice text);
void member_cell(struct out *out, bool first, const char *name, const struct column *column,
                 struct slice cell);

#endif
