/* See member.h. */
#include "member.h"

#include "hiraku/base/json_text.h"
#include "hiraku/base/out.h"
#include "hiraku/model/resource.h"

void member_text(struct out *out, bool first, const char *name, struct slice text)
{
    json_key(out, first, name);
    if (text.len > 0)
        json_quote(out, text);
    else
        out_text(out, "null");
}

void member_number(struct out *out, bool first, const char *name, struct slice text)
{
    json_key(out, first, name);
    out_slice(out, text.len > 0 ? text : slice_of("null"));
}

void member_cell(struct out *out, bool first, const char *name, const struct column *column,
                 struct slice cell)
{
    if (column->type == TYPE_INT || column->type == TYPE_DECIMAL || column->type == TYPE_BOOL)
        member_number(out, first, name, cell);
    else
        member_text(out, first, name, cell);
}
