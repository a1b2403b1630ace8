/* What each address takes at the moment: connections, streams, places in the queue.
 *
 * A client exists as long as somebody holds it. The limits are their users' affair (connection.c,
 * workers.c, stream.c). */
#include "hiraku/http/transport/client.h"

#include <pthread.h>
#include <stdlib.h>

enum { BUCKETS = 1024 };

struct clients {
    pthread_mutex_t lock;
    struct client *buckets[BUCKETS];
};

struct clients *clients_new(void)
{
    struct clients *clients = calloc(1, sizeof *clients);
    if (clients)
        pthread_mutex_init(&clients->lock, NULL);
    return clients;
}

void clients_free(struct clients *clients)
{
    if (!clients)
        return;
    pthread_mutex_destroy(&clients->lock);
    free(clients);
}

static struct client **client_bucket_of(struct clients *clients, const struct address *address)
{
    size_t hash = 5381;
    for (size_t i = 0; i < sizeof address->bytes; i++)
        hash = hash * 33 + address->bytes[i];
    return &clients->buckets[hash % BUCKETS];
}

struct client *client_take(struct clients *clients, struct address address)
{
    address = address_client(address);
    struct client **bucket = client_bucket_of(clients, &address);
    pthread_mutex_lock(&clients->lock);
    struct client *client = *bucket;
    while (client && memcmp(&client->address, &address, sizeof address) != 0)
        client = client->next;
    if (!client && (client = calloc(1, sizeof *client)) != NULL) {
        client->address = address;
        lane_init(&client->lane);
        client->next = *bucket;
        *bucket = client;
    }
    if (client)
        client->references++;
    pthread_mutex_unlock(&clients->lock);
    return client;
}

void client_release(struct clients *clients, struct client *client)
{
    if (!client)
        return;
    pthread_mutex_lock(&clients->lock);
    bool last = --client->references == 0;
    if (last) {
        struct client **at = client_bucket_of(clients, &client->address);
        while (*at != client)
            at = &(*at)->next;
        *at = client->next;
    }
    pthread_mutex_unlock(&clients->lock);
    if (last)
        free(client);
}
