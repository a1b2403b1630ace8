/* Addresses of clients and what trusted proxies say about them. Private to api/http. */
#ifndef HIRAKU_HTTP_TRANSPORT_ADDRESS_H
#define HIRAKU_HTTP_TRANSPORT_ADDRESS_H

#include "hiraku/base/status.h"

#include <arpa/inet.h>
#include <netinet/in.h>

struct problem;

struct address {
    unsigned char bytes[16]; /* IPv6, or IPv4 mapped into it; all zero: not known */
};

struct address address_of(const struct sockaddr *socket); /* NULL: not known */
/* Whom limits count as one: an IPv4 address, or the /64 that an IPv6 address is in. */
struct address address_client(struct address address);
bool address_parse(struct slice text, struct address *address);
/* "-" where it is not known. */
void address_text(const struct address *address, char text[INET6_ADDRSTRLEN]);

enum { NETWORKS_MAX = 64 };

struct networks {
    size_t count;
    struct network {
        struct address address;
        unsigned bits;
    } list[NETWORKS_MAX];
};

/* Addresses and networks (192.0.2.0/24, 2001:db8::/32), separated by commas or spaces. */
enum status networks_read(struct networks *networks, const char *setting, struct slice text,
                          struct problem *p);
bool networks_have(const struct networks *networks, const struct address *address);

/* Who sent the request, by a field that each proxy adds its peer to: from `peer` on to the left as
 * long as the one who says so is trusted. `standard`: Forwarded (RFC 7239), else X-Forwarded-For.
 */
struct address forwarded_client(const struct networks *trusted, struct slice field, bool standard,
                                struct address peer);

#endif
