/* CSV out: RFC 4180, quoting only what needs it, so that equal tables are equal bytes.
 *
 * Does not know encodings or profiles: whoever wants a BOM or CP932 puts it around the stream. */
#include "hiraku/base/csv_out.h"

#include "hiraku/base/out.h"

static bool needs_quotes(struct slice text)
{
    if (text.len == 0)
        return false;
    if (text.at[0] == ' ' || text.at[text.len - 1] == ' ')
        return true;
    for (size_t i = 0; i < text.len; i++) {
        char c = text.at[i];
        if (c == ',' || c == '"' || c == '\r' || c == '\n')
            return true;
    }
    return false;
}

void csv_cell(struct out *out, bool first, struct slice text)
{
    if (!first)
        out_char(out, ',');
    if (!needs_quotes(text)) {
        out_slice(out, text);
        return;
    }
    out_char(out, '"');
    const char *at = text.at, *end = text.at + text.len;
    while (at < end) {
        const char *quote = memchr(at, '"', (size_t)(end - at));
        const char *stop = quote ? quote + 1 : end;
        out_bytes(out, at, (size_t)(stop - at));
        if (quote)
            out_char(out, '"');
        at = stop;
    }
    out_char(out, '"');
}

void csv_end(struct out *out)
{
    out_bytes(out, "\r\n", 2);
}
