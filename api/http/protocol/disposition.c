/* Content-Disposition: the name under which a download is kept (RFC 6266, RFC 8187).
 *
 * Every client gets a name in ASCII; those that know `filename*` get the one in UTF-8. Nothing that
 * comes from data can end the quotes or the field. */
#include "hiraku/http/protocol/disposition.h"

#include "hiraku/base/arena.h"
#include "hiraku/base/utf8.h"

#include <ctype.h>

static bool disposition_is_plain(unsigned char c)
{
    return c < 0x7F && (isalnum(c) || c == '-' || c == '_' || c == '.');
}

/* What is a path or a device to some system becomes `_`; a leading dot would hide the file. */
static struct slice ascii_name(struct arena *arena, struct slice name)
{
    char *bytes = arena_alloc(arena, name.len + 1);
    for (size_t i = 0; bytes && i < name.len; i++) {
        bool kept = disposition_is_plain((unsigned char)name.at[i]) && (i > 0 || name.at[i] != '.');
        bytes[i] = kept ? name.at[i] : '_';
    }
    return (struct slice){bytes, bytes ? name.len : 0};
}

/* Percent-encoded as ext-value (RFC 8187 s.3.2): all but letters, digits and `-_.`; control
 * characters and what separates paths become `_`. */
static struct slice utf8_name(struct arena *arena, struct slice name)
{
    static const char digits[] = "0123456789ABCDEF";
    char *bytes = arena_alloc(arena, 3 * name.len + 1);
    size_t len = 0;
    for (size_t i = 0; bytes && i < name.len; i++) {
        unsigned char c = (unsigned char)name.at[i];
        if (disposition_is_plain(c) && (i > 0 || c != '.')) {
            bytes[len++] = (char)c;
        } else if (c < 0x20 || c == 0x7F || strchr("./\\:*?\"<>|", c)) {
            bytes[len++] = '_';
        } else {
            bytes[len++] = '%';
            bytes[len++] = digits[c >> 4];
            bytes[len++] = digits[c & 15];
        }
    }
    return (struct slice){bytes, len};
}

struct slice disposition_field(struct arena *arena, struct slice ascii, struct slice title)
{
    struct slice name = ascii_name(arena, ascii);
    if (title.len == 0 || !utf8_is_valid(title))
        return arena_printf(arena, "attachment; filename=\"%.*s\"", (int)name.len, name.at);
    struct slice encoded = utf8_name(arena, title);
    return arena_printf(arena, "attachment; filename=\"%.*s\"; filename*=UTF-8''%.*s",
                        (int)name.len, name.at, (int)encoded.len, encoded.at);
}
