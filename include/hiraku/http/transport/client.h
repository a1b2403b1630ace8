/* What each address takes at the moment: connections, streams, places in the queue. */
#ifndef HIRAKU_HTTP_TRANSPORT_CLIENT_H
#define HIRAKU_HTTP_TRANSPORT_CLIENT_H

#include "hiraku/http/transport/address.h"
#include "hiraku/http/transport/workers.h"

#include <stdatomic.h>

struct client {
    struct client *next;
    struct address address; /* address_client */
    unsigned references;
    atomic_uint connections, streams;
    struct lane lane;
};
struct clients *clients_new(void);
void clients_free(struct clients *clients);

/* A reference; NULL: no memory. */
struct client *client_take(struct clients *clients, struct address address);
void client_release(struct clients *clients, struct client *client); /* NULL is allowed */

#endif
