/* Addresses of clients: of a socket, in lists of trusted networks, in the fields of proxies
 * (RFC 7239 and X-Forwarded-For).
 *
 * IPv4 is kept mapped into IPv6 (RFC 4291 s.2.5.5.2), so that there is one form. Knows no names and
 * asks nobody. */
#include "hiraku/http/transport/address.h"

#include "hiraku/base/text.h"
#include "hiraku/value/decimal.h"

#include <strings.h>

enum { MAPPED_BITS = 96, ALL_BITS = 128, CLIENT_BITS = 64 };

static const unsigned char mapped_prefix[12] = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF};

static bool is_mapped(const struct address *address)
{
    return memcmp(address->bytes, mapped_prefix, sizeof mapped_prefix) == 0;
}

struct address address_of(const struct sockaddr *socket)
{
    struct address address = {.bytes = {0}};
    if (socket && socket->sa_family == AF_INET6) {
        memcpy(address.bytes, &((const struct sockaddr_in6 *)(const void *)socket)->sin6_addr, 16);
    } else if (socket && socket->sa_family == AF_INET) {
        memcpy(address.bytes, mapped_prefix, sizeof mapped_prefix);
        memcpy(address.bytes + 12, &((const struct sockaddr_in *)(const void *)socket)->sin_addr,
               4);
    }
    return address;
}

struct address address_client(struct address address)
{
    if (!is_mapped(&address))
        memset(address.bytes + CLIENT_BITS / 8, 0, sizeof address.bytes - CLIENT_BITS / 8);
    return address;
}

void address_text(const struct address *address, char text[INET6_ADDRSTRLEN])
{
    static const struct address none;
    const char *done = NULL;
    if (is_mapped(address))
        done = inet_ntop(AF_INET, address->bytes + 12, text, INET6_ADDRSTRLEN);
    else if (memcmp(address, &none, sizeof none) != 0)
        done = inet_ntop(AF_INET6, address->bytes, text, INET6_ADDRSTRLEN);
    if (!done)
        memcpy(text, "-", 2);
}

bool address_parse(struct slice text, struct address *address)
{
    char copy[INET6_ADDRSTRLEN];
    if (text.len == 0 || text.len >= sizeof copy)
        return false;
    memcpy(copy, text.at, text.len);
    copy[text.len] = '\0';
    if (inet_pton(AF_INET6, copy, address->bytes) == 1)
        return true;
    memcpy(address->bytes, mapped_prefix, sizeof mapped_prefix);
    return inet_pton(AF_INET, copy, address->bytes + 12) == 1;
}

/* --- networks --------------------------------------------------------------------------------- */

static bool read_network(struct slice text, struct network *network)
{
    const char *slash = memchr(text.at, '/', text.len);
    struct slice address = text;
    int64_t bits;
    if (slash)
        address.len = (size_t)(slash - text.at);
    if (!address_parse(address, &network->address))
        return false;
    bool four = !memchr(address.at, ':', address.len);
    network->bits = ALL_BITS;
    if (!slash)
        return true;
    struct slice width = {slash + 1, text.len - address.len - 1};
    if (!decimal_parse_int(width, 0, four ? ALL_BITS - MAPPED_BITS : ALL_BITS, &bits))
        return false;
    network->bits = (unsigned)bits + (four ? MAPPED_BITS : 0);
    return true;
}

enum status networks_read(struct networks *networks, const char *setting, struct slice text,
                          struct problem *p)
{
    networks->count = 0;
    for (size_t start = 0, i = 0; i <= text.len; i++) {
        if (i < text.len && text.at[i] != ',' && text.at[i] != ' ')
            continue;
        struct slice one = {text.at + start, i - start};
        start = i + 1;
        if (one.len == 0)
            continue;
        if (networks->count == NETWORKS_MAX || !read_network(one, &networks->list[networks->count]))
            return problem_set(p, STATUS_BAD_SETTING, slice_of(setting), one, NULL);
        networks->count++;
    }
    return STATUS_OK;
}

static bool network_has(const struct network *network, const struct address *address)
{
    unsigned whole = network->bits / 8, rest = network->bits % 8;
    if (memcmp(network->address.bytes, address->bytes, whole) != 0)
        return false;
    unsigned char mask = (unsigned char)(0xFF << (8 - rest));
    return rest == 0 || ((network->address.bytes[whole] ^ address->bytes[whole]) & mask) == 0;
}

bool networks_have(const struct networks *networks, const struct address *address)
{
    for (size_t i = 0; i < networks->count; i++)
        if (network_has(&networks->list[i], address))
            return true;
    return false;
}

/* --- fields of proxies ------------------------------------------------------------------------ */

/* The address in "192.0.2.1:80", "2001:db8::1", "[2001:db8::1]:80", also in quotes. */
static bool read_node(struct slice node, struct address *address)
{
    node = text_trim(node);
    if (node.len >= 2 && node.at[0] == '"' && node.at[node.len - 1] == '"')
        node = (struct slice){node.at + 1, node.len - 2};
    if (node.len && node.at[0] == '[') {
        const char *end = memchr(node.at, ']', node.len);
        if (!end)
            return false;
        return address_parse((struct slice){node.at + 1, (size_t)(end - node.at) - 1}, address);
    }
    const char *colon = node.len ? memchr(node.at, ':', node.len) : NULL;
    if (colon && !memchr(colon + 1, ':', node.len - (size_t)(colon - node.at) - 1))
        node.len = (size_t)(colon - node.at);
    return address_parse(node, address);
}

/* The end of the quoted string that begins at `at`, or of the text. */
static size_t quoted_end(struct slice text, size_t at)
{
    while (++at < text.len && text.at[at] != '"')
        if (text.at[at] == '\\')
            at++;
    return at < text.len ? at : text.len;
}

/* The value of `for` in an element of Forwarded. */
static bool read_for(struct slice element, struct address *address)
{
    for (size_t start = 0, i = 0; i <= element.len; i++) {
        if (i < element.len && element.at[i] == '"')
            i = quoted_end(element, i);
        if (i < element.len && element.at[i] != ';')
            continue;
        struct slice pair = text_trim((struct slice){element.at + start, i - start});
        start = i + 1;
        if (pair.len > 4 && strncasecmp(pair.at, "for=", 4) == 0)
            return read_node(slice_from(pair, 4), address);
    }
    return false;
}

static bool is_escaped(struct slice text, size_t at)
{
    size_t start = at;
    while (start > 0 && text.at[start - 1] == '\\')
        start--;
    return (at - start) % 2 != 0;
}

/* Where the element begins that ends at `end`. Looked for from behind, so that a quote that is left
 * open in front, by a client, cannot hide what a proxy has added (RFC 7239 s.4). */
static size_t element_start(struct slice field, size_t end, bool quotes)
{
    bool quoted = false;
    for (size_t at = end; at > 0; at--) {
        if (quotes && field.at[at - 1] == '"' && !is_escaped(field, at - 1))
            quoted = !quoted;
        else if (field.at[at - 1] == ',' && !quoted)
            return at;
    }
    return 0;
}

struct address forwarded_client(const struct networks *trusted, struct slice field, bool standard,
                                struct address peer)
{
    size_t end = field.len;
    while (networks_have(trusted, &peer) && end > 0) {
        size_t start = element_start(field, end, standard);
        struct slice element = {field.at + start, end - start};
        struct address next;
        if (!(standard ? read_for(element, &next) : read_node(element, &next)))
            break;
        peer = next;
        end = start > 0 ? start - 1 : 0;
    }
    return peer;
}
