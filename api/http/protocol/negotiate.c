/* Content negotiation (RFC 9110 s.12.5): Accept, Accept-Language, Accept-Encoding.
 *
 * Pure functions over field values; an element that cannot be read counts as not sent. Suffixes of
 * URLs and the reply for "nothing fits" are routing/media_types.c. */
#include "hiraku/http/protocol/negotiate.h"

#include <strings.h>

enum { QUALITY_MAX = 1000 };

static struct slice negotiate_trim(struct slice text)
{
    while (text.len && (text.at[0] == ' ' || text.at[0] == '\t')) {
        text.at++;
        text.len--;
    }
    while (text.len && (text.at[text.len - 1] == ' ' || text.at[text.len - 1] == '\t'))
        text.len--;
    return text;
}

/* Takes the part before the next `mark` outside of quotes; false at the end. */
static bool negotiate_take(struct slice *rest, char mark, struct slice *part)
{
    if (!rest->at)
        return false;
    size_t i = 0;
    bool quoted = false;
    for (; i < rest->len && (quoted || rest->at[i] != mark); i++) {
        if (quoted && rest->at[i] == '\\' && i + 1 < rest->len)
            i++;
        else if (rest->at[i] == '"')
            quoted = !quoted;
    }
    *part = negotiate_trim((struct slice){rest->at, i});
    if (i < rest->len)
        *rest = (struct slice){rest->at + i + 1, rest->len - i - 1};
    else
        *rest = SLICE_NONE;
    return true;
}

static bool negotiate_same(struct slice a, struct slice b)
{
    return a.len == b.len && strncasecmp(a.at, b.at, a.len) == 0;
}

static bool same_text(struct slice a, const char *b)
{
    return negotiate_same(a, slice_of(b));
}

/* qvalue = "0" [ "." 0*3DIGIT ] / "1" [ "." 0*3"0" ] in thousandths; -1: it is none. */
static int quality_read(struct slice text)
{
    if (text.len == 0 || text.len > 5 || (text.at[0] != '0' && text.at[0] != '1'))
        return -1;
    if (text.len > 1 && text.at[1] != '.')
        return -1;
    int quality = (text.at[0] - '0') * QUALITY_MAX, unit = QUALITY_MAX / 10;
    for (size_t i = 2; i < text.len; i++, unit /= 10) {
        if (text.at[i] < '0' || text.at[i] > '9')
            return -1;
        quality += (text.at[i] - '0') * unit;
    }
    return quality <= QUALITY_MAX ? quality : -1;
}

/* Splits `name=value`; quotes around the value are taken off. */
static bool parameter_read(struct slice text, struct slice *name, struct slice *value)
{
    const char *equals = text.len ? memchr(text.at, '=', text.len) : NULL;
    if (!equals)
        return false;
    *name = negotiate_trim((struct slice){text.at, (size_t)(equals - text.at)});
    *value = negotiate_trim((struct slice){equals + 1, text.len - (size_t)(equals - text.at) - 1});
    if (value->len >= 2 && value->at[0] == '"' && value->at[value->len - 1] == '"')
        *value = (struct slice){value->at + 1, value->len - 2};
    return name->len > 0;
}

/* An element `value *(;parameter)` of a list with the weight taken out; -1: not readable. */
static int weight_of(struct slice element, struct slice *value, struct slice *parameters)
{
    struct slice rest = element, part, name, text;
    if (!negotiate_take(&rest, ';', value) || value->len == 0)
        return -1;
    *parameters = rest;
    int quality = QUALITY_MAX;
    while (negotiate_take(&rest, ';', &part))
        if (parameter_read(part, &name, &text) && same_text(name, "q"))
            quality = quality_read(text);
    return quality;
}

static bool has_parameter(const char *media_type, struct slice name, struct slice value)
{
    struct slice rest = slice_of(media_type), part, own_name, own_value;
    negotiate_take(&rest, ';', &part);
    while (negotiate_take(&rest, ';', &part))
        if (parameter_read(part, &own_name, &own_value) && negotiate_same(own_name, name))
            return negotiate_same(own_value, value);
    /* everything here is UTF-8, also where the type has no such parameter (RFC 8259) */
    return same_text(name, "charset") && same_text(value, "utf-8");
}

/* How specifically a range names the type: 1 for any, 2 for type/any, 3 for type/subtype, one more
 * for each parameter; 0: it does not. */
static int range_matches(struct slice range, struct slice parameters, const char *media_type)
{
    struct slice rest = slice_of(media_type), full, part, name, value;
    negotiate_take(&rest, ';', &full);
    const char *slash = full.len ? memchr(full.at, '/', full.len) : NULL;
    size_t type_len = slash ? (size_t)(slash - full.at) + 1 : full.len;
    int specific = 0;
    if (slice_is(range, "*/*"))
        specific = 1;
    else if (range.len == type_len + 1 && range.at[type_len] == '*' &&
             strncasecmp(range.at, full.at, type_len) == 0)
        specific = 2;
    else if (negotiate_same(range, full))
        specific = 3;
    else
        return 0;
    while (negotiate_take(&parameters, ';', &part)) {
        if (!parameter_read(part, &name, &value) || same_text(name, "q"))
            continue;
        if (!has_parameter(media_type, name, value))
            return 0;
        specific++;
    }
    return specific;
}

int negotiate_quality(struct slice accept, const char *media_type)
{
    struct slice rest = accept, element, range, parameters;
    int best = 0, quality = 0;
    if (negotiate_trim(accept).len == 0)
        return QUALITY_MAX;
    while (negotiate_take(&rest, ',', &element)) {
        int weight = weight_of(element, &range, &parameters);
        int specific = weight < 0 ? 0 : range_matches(range, parameters, media_type);
        if (specific > best) {
            best = specific;
            quality = weight;
        }
    }
    return quality;
}

int negotiate_form(struct slice accept, const struct form *forms, size_t count)
{
    int best = -1, quality = 0;
    for (size_t i = 0; i < count; i++) {
        int own = negotiate_quality(accept, forms[i].media_type);
        if (own > quality) {
            quality = own;
            best = (int)i;
        }
    }
    return best;
}

enum language negotiate_language(struct slice accept, enum language fallback)
{
    struct slice rest = accept, element, range, parameters;
    enum language language = fallback;
    int quality = 0;
    while (negotiate_take(&rest, ',', &element)) {
        int weight = weight_of(element, &range, &parameters);
        if (weight <= quality)
            continue;
        struct slice primary = range;
        const char *dash = range.len ? memchr(range.at, '-', range.len) : NULL;
        if (dash)
            primary.len = (size_t)(dash - range.at);
        if (same_text(primary, "ja"))
            language = LANGUAGE_JA;
        else if (same_text(primary, "en"))
            language = LANGUAGE_EN;
        else if (slice_is(primary, "*"))
            language = fallback;
        else
            continue;
        quality = weight;
    }
    return language;
}

/* The weights of codings; -1: not named. */
struct codings {
    int gzip, identity;
    bool plain; /* identity is acceptable: it is unless it is excluded */
};

static struct codings read_codings(struct slice accept)
{
    struct slice rest = accept, element, coding, parameters;
    struct codings read = {-1, -1, true};
    int any = -1;
    while (negotiate_take(&rest, ',', &element)) {
        int weight = weight_of(element, &coding, &parameters);
        if (weight < 0)
            continue;
        if (same_text(coding, "gzip") || same_text(coding, "x-gzip"))
            read.gzip = weight;
        else if (same_text(coding, "identity"))
            read.identity = weight;
        else if (slice_is(coding, "*"))
            any = weight;
    }
    if (read.gzip < 0)
        read.gzip = any > 0 ? any : 0;
    read.plain = read.identity >= 0 ? read.identity > 0 : any != 0;
    return read;
}

/* Identity is what comes when nothing else is wanted more. */
bool negotiate_encoding(struct slice accept, enum encoding *encoding)
{
    struct codings read = read_codings(accept);
    bool packed = read.gzip > 0 && read.gzip >= read.identity;
    *encoding = packed ? ENCODING_GZIP : ENCODING_IDENTITY;
    return packed || read.plain;
}

bool negotiate_takes(struct slice accept, enum encoding encoding)
{
    struct codings read = read_codings(accept);
    return encoding == ENCODING_IDENTITY ? read.plain : !accept.at || read.gzip > 0;
}

bool negotiate_wants(struct slice list, const char *name)
{
    struct slice rest = list, element, value, parameters;
    while (negotiate_take(&rest, ',', &element))
        if (weight_of(element, &value, &parameters) > 0 && same_text(value, name))
            return true;
    return false;
}
