/* See static_name.h. Knows no route and asks nobody. */
#include "hiraku/static_site/static_name.h"

#include "hiraku/base/digest.h"
#include "hiraku/base/out.h"
#include "hiraku/value/iri.h"

enum { SEGMENT_MOST = 240, QUERY_DIGITS = 16 };

#define INDEX "index.html"

/* --- the address ------------------------------------------------------------------------------ */

/* Parameters that ask for what only the service can make, whatever the path is. */
static bool static_address_needs_service(struct slice name)
{
    static const char *const names[] = {"sort", "release", "as_of", "q"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (slice_is(name, names[i]))
            return true;
    return false;
}

static struct slice static_address_next(struct slice *query)
{
    const char *end = query->len ? memchr(query->at, '&', query->len) : NULL;
    struct slice one = {query->at, end ? (size_t)(end - query->at) : query->len};
    *query = slice_from(*query, one.len + (end ? 1 : 0));
    return one;
}

bool static_address_read(struct static_address *address, struct slice link, enum language own,
                         bool on_plain, struct arena *arena)
{
    const char *mark = link.len ? memchr(link.at, '?', link.len) : NULL;
    size_t path = mark ? (size_t)(mark - link.at) : link.len, conditions = 0;
    struct slice query = slice_from(link, mark ? path + 1 : link.len);
    bool cursor = false, known = true;
    struct out kept;
    *address = (struct static_address){.path = {link.at, path}, .language = own};
    out_open_memory(&kept, link.len + 2);
    while (query.len) {
        struct slice one = static_address_next(&query);
        struct slice name = {one.at, 0};
        while (name.len < one.len && one.at[name.len] != '=')
            name.len++;
        if (slice_is(one, "lang=ja") || slice_is(one, "lang=en")) {
            address->language = slice_is(one, "lang=ja") ? LANGUAGE_JA : LANGUAGE_EN;
            continue;
        }
        known = known && !static_address_needs_service(name);
        cursor = cursor || slice_is(name, "cursor");
        conditions++;
        out_text(&kept, conditions > 1 ? "&" : "");
        out_slice(&kept, one);
    }
    address->query = out_keep(&kept, arena);
    address->other = address->language != own;
    address->plain = conditions == 0;
    address->ask = arena_printf(arena, "%.*s%s%.*s%s%s", (int)path, link.at,
                                conditions || address->other ? "?" : "", (int)address->query.len,
                                address->query.len ? address->query.at : "",
                                conditions && address->other ? "&" : "",
                                !address->other                    ? ""
                                : address->language == LANGUAGE_JA ? "lang=ja"
                                                                   : "lang=en");
    return known && address->ask.at && (cursor || conditions == 0 || (conditions == 1 && on_plain));
}

/* --- its file --------------------------------------------------------------------------------- */

static int static_name_digit(char c)
{
    return c >= '0' && c <= '9'   ? c - '0'
           : c >= 'A' && c <= 'F' ? c - 'A' + 10
           : c >= 'a' && c <= 'f' ? c - 'a' + 10
                                  : -1;
}

/* One segment, decoded; false: no file can be called so. */
static bool static_name_segment(struct out *out, struct slice segment)
{
    size_t before = out->len;
    for (size_t i = 0; i < segment.len; i++) {
        char c = segment.at[i];
        bool escaped = c == '%' && i + 2 < segment.len;
        if (c == '%') {
            int high = escaped ? static_name_digit(segment.at[i + 1]) : -1;
            int low = escaped ? static_name_digit(segment.at[i + 2]) : -1;
            if (high < 0 || low < 0)
                return false;
            c = (char)(high * 16 + low);
            i += 2;
        }
        if ((unsigned char)c < 0x20 || c == 0x7F)
            return false;
        if (c == '/' || c == '~')
            out_text(out, c == '/' ? "~2F" : "~7E");
        else
            out_char(out, c);
    }
    struct slice made = slice_from(out_written(out), before);
    return made.len <= SEGMENT_MOST && !slice_is(made, ".") && !slice_is(made, "..");
}

static void static_name_query(struct out *out, struct slice query)
{
    struct digest digest;
    char hex[DIGEST_SIZE];
    digest_init(&digest);
    digest_add(&digest, query.at, query.len);
    digest_hex(&digest, hex);
    out_text(out, "q/");
    out_bytes(out, hex, QUERY_DIGITS);
    out_char(out, '/');
}

/* The path's segments, the folder of its query before the last name. */
static bool static_name_path(struct out *out, const struct static_address *address, bool page)
{
    struct slice rest = slice_from(address->path, 1);
    while (rest.len) {
        const char *slash = memchr(rest.at, '/', rest.len);
        struct slice segment = {rest.at, slash ? (size_t)(slash - rest.at) : rest.len};
        rest = slice_from(rest, segment.len + (slash ? 1 : 0));
        if (!slash && !page && address->query.len)
            static_name_query(out, address->query);
        if (segment.len == 0 || !static_name_segment(out, segment))
            return false;
        out_text(out, slash || page ? "/" : "");
    }
    if (page && address->query.len)
        static_name_query(out, address->query);
    out_text(out, page ? INDEX : "");
    return out->len > 0;
}

struct slice static_name(const struct static_address *address, bool page, struct arena *arena)
{
    struct out out;
    if (!slice_starts(address->path, "/"))
        return SLICE_NONE;
    out_open_memory(&out, 3 * address->path.len + 64);
    out_text(&out, !address->other ? "" : address->language == LANGUAGE_JA ? "ja/" : "en/");
    bool good = static_name_path(&out, address, page);
    if (!good) {
        out_close(&out);
        return SLICE_NONE;
    }
    return out_keep(&out, arena);
}

bool static_name_differs(struct slice name)
{
    return name.len && memchr(name.at, '~', name.len);
}

/* --- links ------------------------------------------------------------------------------------ */

static void static_name_encode(struct out *out, struct slice path)
{
    while (path.len) {
        const char *slash = memchr(path.at, '/', path.len);
        size_t len = slash ? (size_t)(slash - path.at) : path.len;
        iri_segment(out, (struct slice){path.at, len});
        out_text(out, slash ? "/" : "");
        path = slice_from(path, len + (slash ? 1 : 0));
    }
}

void static_name_link(struct out *out, struct slice base, struct slice from, struct slice to)
{
    size_t index = strlen(INDEX);
    struct slice folder = to;
    if (to.len >= index && memcmp(to.at + to.len - index, INDEX, index) == 0 &&
        (to.len == index || to.at[to.len - index - 1] == '/'))
        folder.len -= index;
    if (!from.len) {
        out_slice(out, base);
        out_char(out, '/');
        static_name_encode(out, folder);
        return;
    }
    size_t before = out->len;
    for (size_t i = 0; i < from.len; i++)
        if (from.at[i] == '/')
            out_text(out, "../");
    if (out->len == before)
        out_text(out, "./");
    static_name_encode(out, folder);
}
