/* XML 1.0 character data and attribute values (s.2.4, s.3.3.3; line ends s.2.11).
 *
 * Written directly, because libxml2's text writer protects nothing. White space survives: CR is
 * &#13; everywhere, tab and LF are references in attributes, where a parser would turn them into
 * spaces. Text was checked at import; a character that XML 1.0 cannot hold fails the stream rather
 * than making a file that no parser reads. Does not check UTF-8. */
#include "hiraku/base/xml_text.h"

#include "hiraku/base/byte_kinds.h"
#include "hiraku/base/out.h"

static const char *xml_text_reference(char c)
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

/* `kinds`: those that become references. */
static void xml_text_escaped(struct out *out, struct slice text, unsigned kinds)
{
    size_t done = 0;
    for (size_t i = 0; i < text.len; i++) {
        unsigned kind = byte_kind(text, i);
        if (!kind)
            continue;
        if (byte_is_refused(text, i)) {
            out_fail(out, STATUS_INTERNAL, "a character that XML 1.0 cannot hold");
            return;
        }
        if (!(kind & kinds))
            continue;
        out_bytes(out, text.at + done, i - done);
        out_text(out, xml_text_reference(text.at[i]));
        done = i + 1;
    }
    if (done < text.len)
        out_bytes(out, text.at + done, text.len - done);
}

void xml_text(struct out *out, struct slice text)
{
    xml_text_escaped(out, text, BYTE_TEXT);
}

void xml_attribute(struct out *out, struct slice text)
{
    xml_text_escaped(out, text, BYTE_TEXT | BYTE_ATTRIBUTE);
}
