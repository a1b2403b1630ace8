/* XML 1.0 character data and attribute values (s.2.4, s.3.3.3; line ends s.2.11).
 *
 * Written directly, because libxml2's text writer protects nothing. White space survives: CR is
 * &#13; everywhere, tab and LF are references in attributes, where a parser would turn them into
 * spaces. Text was checked at import; a character that XML 1.0 cannot hold fails the stream rather
 * than making a file that no parser reads. Does not check UTF-8. */
#include "hiraku/writer.h"

enum kind { PLAIN, TEXT_TOO, ATTRIBUTE_ONLY, CONTROL, MAYBE_NONCHARACTER };

#define C CONTROL
static const unsigned char kinds[256] = {
    C,
    C,
    C,
    C,
    C,
    C,
    C,
    C,
    C,
    ATTRIBUTE_ONLY,
    ATTRIBUTE_ONLY,
    C,
    C,
    TEXT_TOO,
    C,
    C,
    C,
    C,
    C,
    C,
    C,
    C,
    C,
    C,
    C,
    C,
    C,
    C,
    C,
    C,
    C,
    C,
    ['&'] = TEXT_TOO,
    ['<'] = TEXT_TOO,
    ['>'] = TEXT_TOO,
    ['"'] = ATTRIBUTE_ONLY,
    [0xEF] = MAYBE_NONCHARACTER,
};
#undef C

static const char *reference(char c)
{
    switch (c) {
    case '&':
        return "&amp;";
    case '<':
        return "&lt;";
    case '>':
        return "&gt;";
    case '"':
        return "&quot;";
    case '\t':
        return "&#9;";
    case '\n':
        return "&#10;";
    default:
        return "&#13;";
    }
}

/* U+FFFE and U+FFFF are EF BF BE and EF BF BF. */
static bool is_noncharacter(struct slice text, size_t at)
{
    return text.len - at >= 3 && (unsigned char)text.at[at + 1] == 0xBF &&
           (unsigned char)text.at[at + 2] >= 0xBE;
}

static void escaped(struct out *out, struct slice text, enum kind last)
{
    size_t done = 0;
    for (size_t i = 0; i < text.len; i++) {
        unsigned kind = kinds[(unsigned char)text.at[i]];
        if (kind == PLAIN)
            continue;
        if (kind == CONTROL || (kind == MAYBE_NONCHARACTER && is_noncharacter(text, i))) {
            out_fail(out, STATUS_INTERNAL, "a character that XML 1.0 cannot hold");
            return;
        }
        if (kind > last)
            continue;
        out_bytes(out, text.at + done, i - done);
        out_text(out, reference(text.at[i]));
        done = i + 1;
    }
    if (done < text.len)
        out_bytes(out, text.at + done, text.len - done);
}

void xml_text(struct out *out, struct slice text)
{
    escaped(out, text, TEXT_TOO);
}

void xml_attribute(struct out *out, struct slice text)
{
    escaped(out, text, ATTRIBUTE_ONLY);
}
