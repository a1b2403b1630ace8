/* Web addresses: checking IRIs, and percent-encoding of path segments and query components.
 *
 * Does not resolve references, normalise, or convert an IRI to a URI; looks nothing up. */
#include "hiraku/value/iri.h"

#include "hiraku/base/arena.h"
#include "hiraku/base/out.h"
#include "hiraku/base/text.h"
#include "hiraku/base/utf8.h"

enum { PORT_MOST = 65535 };

static int hex_value(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    if (c >= 'a' && c <= 'f')
        return c - 'a' + 10;
    if (c >= 'A' && c <= 'F')
        return c - 'A' + 10;
    return -1;
}

/* The byte that %XX at `at` stands for, or -1. */
static int iri_escaped(struct slice text, size_t at)
{
    if (text.len - at < 3 || text.at[at] != '%')
        return -1;
    int high = hex_value(text.at[at + 1]), low = hex_value(text.at[at + 2]);
    return high < 0 || low < 0 ? -1 : high * 16 + low;
}

/* ASCII: reserved and unreserved of RFC 3986 s.2 and %. Beyond: ucschar of RFC 3987 s.2.2, without
 * what its s.4.1 forbids (bidirectional formatting). */
static bool is_iri_character(int32_t c)
{
    static const char signs[] = "-._~:/?#[]@!$&'()*+,;=%";
    if (c < 0x80)
        return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') ||
               (c > 0 && strchr(signs, c));
    char bytes[4];
    struct slice one = {bytes, utf8_put(c, bytes)};
    enum text_fault fault = c < 0xA0 ? TEXT_CONTROL : text_check(one, NULL);
    return fault != TEXT_CONTROL && fault != TEXT_BIDI_CONTROL && fault != TEXT_NONCHARACTER &&
           fault != TEXT_REPLACEMENT && fault != TEXT_UNTRIMMED;
}

static enum iri_fault check_characters(struct slice text, size_t *at)
{
    bool fragment = false;
    size_t next = 0;
    while (next < text.len) {
        *at = next;
        int32_t c = utf8_next(text, &next);
        if (c < 0 || !is_iri_character(c) || (c == '#' && fragment))
            return IRI_BAD_CHARACTER;
        if (c == '%' && iri_escaped(text, *at) < 0)
            return IRI_BAD_PERCENT;
        fragment = fragment || c == '#';
    }
    return IRI_GOOD;
}

/* Length of `http://` or `https://`, in any case; 0 if there is none. */
static size_t scheme_length(struct slice text)
{
    static const char http[] = "http";
    size_t at = 0;
    while (at < 4 && at < text.len && (text.at[at] | 0x20) == http[at])
        at++;
    if (at < 4)
        return 0;
    if (at < text.len && (text.at[at] | 0x20) == 's')
        at++;
    return text.len - at >= 3 && memcmp(text.at + at, "://", 3) == 0 ? at + 3 : 0;
}

/* [::1] and the like: only hexadecimal digits, colons and points between the brackets. */
static size_t literal_length(struct slice authority)
{
    size_t at = 1;
    while (at < authority.len &&
           (hex_value(authority.at[at]) >= 0 || authority.at[at] == ':' || authority.at[at] == '.'))
        at++;
    return at > 2 && at < authority.len && authority.at[at] == ']' ? at + 1 : 0;
}

static bool iri_is_port(struct slice text)
{
    unsigned port = 0;
    for (size_t i = 0; i < text.len; i++) {
        if (text.at[i] < '0' || text.at[i] > '9' || port > PORT_MOST)
            return false;
        port = port * 10 + (unsigned)(text.at[i] - '0');
    }
    return port >= 1 && port <= PORT_MOST;
}

/* `at` is moved to the fault within the authority. */
static enum iri_fault check_authority(struct slice authority, size_t *at)
{
    const char *user = authority.len ? memchr(authority.at, '@', authority.len) : NULL;
    size_t host = 0;
    if (user) {
        *at = (size_t)(user - authority.at);
        return IRI_USERINFO;
    }
    if (authority.len && authority.at[0] == '[')
        host = literal_length(authority);
    else
        while (host < authority.len && !memchr(":[]", authority.at[host], 3))
            host++;
    *at = 0;
    if (host == 0)
        return IRI_NO_HOST;
    *at = host;
    if (host == authority.len)
        return IRI_GOOD;
    if (authority.at[host] != ':')
        return IRI_BAD_CHARACTER;
    *at = host + 1;
    struct slice port = {authority.at + host + 1, authority.len - host - 1};
    return iri_is_port(port) ? IRI_GOOD : IRI_BAD_PORT;
}

enum iri_fault iri_check(struct slice text, size_t *at)
{
    size_t unused = 0, start = scheme_length(text), end = start;
    at = at ? at : &unused;
    *at = 0;
    if (start == 0)
        return IRI_NO_SCHEME;
    enum iri_fault fault = check_characters(text, at);
    if (fault != IRI_GOOD)
        return fault;
    while (end < text.len && !memchr("/?#", text.at[end], 3))
        end++;
    fault = check_authority((struct slice){text.at + start, end - start}, at);
    *at += start;
    if (fault != IRI_GOOD)
        return fault;
    for (*at = end; *at < text.len; ++*at)
        if (text.at[*at] == '[' || text.at[*at] == ']')
            return IRI_BAD_CHARACTER;
    return IRI_GOOD;
}

static bool iri_is_unreserved(unsigned char c)
{
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || c == '-' ||
           c == '.' || c == '_' || c == '~';
}

static bool iri_is_ascii(unsigned char c)
{
    return c < 0x80;
}

static bool iri_is_of_query(unsigned char c)
{
    return c < 0x80 && !(c && strchr("%&+#", c));
}

static void iri_encode(struct out *out, struct slice text, bool stands(unsigned char))
{
    static const char digits[] = "0123456789ABCDEF";
    size_t done = 0;
    for (size_t i = 0; i < text.len; i++) {
        unsigned char c = (unsigned char)text.at[i];
        if (stands(c))
            continue;
        out_bytes(out, text.at + done, i - done);
        char code[3] = {'%', digits[c >> 4], digits[c & 15]};
        out_bytes(out, code, sizeof code);
        done = i + 1;
    }
    if (done < text.len)
        out_bytes(out, text.at + done, text.len - done);
}

void iri_segment(struct out *out, struct slice text)
{
    iri_encode(out, text, iri_is_unreserved);
}

void iri_ascii(struct out *out, struct slice text)
{
    iri_encode(out, text, iri_is_ascii);
}

void iri_query_value(struct out *out, struct slice text)
{
    iri_encode(out, text, iri_is_of_query);
}

static bool is_clean(struct slice text)
{
    size_t at = 0;
    while (at < text.len) {
        int32_t c = utf8_next(text, &at);
        if (c < 0x20 || (c >= 0x7F && c < 0xA0))
            return false;
    }
    return true;
}

struct slice iri_decode(struct arena *arena, struct slice text, bool plus)
{
    char *bytes = arena_alloc(arena, text.len + 1);
    size_t len = 0;
    if (!bytes)
        return SLICE_NONE;
    for (size_t i = 0; i < text.len; i++) {
        char c = text.at[i];
        if (c == '%') {
            int byte = iri_escaped(text, i);
            if (byte < 0)
                return SLICE_NONE;
            c = (char)byte;
            i += 2;
        } else if (c == '+' && plus) {
            c = ' ';
        }
        bytes[len++] = c;
    }
    struct slice decoded = {bytes, len};
    return is_clean(decoded) ? decoded : SLICE_NONE;
}
