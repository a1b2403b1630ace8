/* JSON strings (RFC 8259 s.7).
 *
 * Escapes what must be escaped (quote, backslash, U+0000–U+001F) and U+007F, on which a terminal
 * would act; U+2028 and characters outside the Basic Multilingual Plane stay as they are. Does not
 * check UTF-8: that was done at import. */
#include "hiraku/base/json_text.h"

#include "hiraku/base/out.h"

/* What follows the backslash; 'u' for \u00XX, 0 where the byte stands for itself. */
static const char escapes[256] = {
    'u', 'u', 'u', 'u', 'u', 'u', 'u', 'u', 'b',         't',           'n',          'u',
    'f', 'r', 'u', 'u', 'u', 'u', 'u', 'u', 'u',         'u',           'u',          'u',
    'u', 'u', 'u', 'u', 'u', 'u', 'u', 'u', ['"'] = '"', ['\\'] = '\\', [0x7F] = 'u',
};

static void escape_byte(struct out *out, unsigned char byte)
{
    static const char hex[] = "0123456789abcdef";
    char kind = escapes[byte];
    if (kind == 'u') {
        char text[] = {'\\', 'u', '0', '0', hex[byte >> 4], hex[byte & 15]};
        out_bytes(out, text, sizeof text);
    } else {
        char text[] = {'\\', kind};
        out_bytes(out, text, sizeof text);
    }
}

/* Inline: one call for each cell of a row. */
static inline void json_text_escape(struct out *out, struct slice text)
{
    size_t done = 0;
    for (size_t i = 0; i < text.len; i++) {
        unsigned char byte = (unsigned char)text.at[i];
        if (!escapes[byte])
            continue;
        out_bytes(out, text.at + done, i - done);
        escape_byte(out, byte);
        done = i + 1;
    }
    if (done < text.len)
        out_bytes(out, text.at + done, text.len - done);
}

void json_escape(struct out *out, struct slice text)
{
    json_text_escape(out, text);
}

void json_quote(struct out *out, struct slice text)
{
    out_char(out, '"');
    json_text_escape(out, text);
    out_char(out, '"');
}
