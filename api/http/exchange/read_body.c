/* The body of a request, kept whole until it is there: routes that take one say how large it may be
 * (route.h), and nothing is made of a part of it. A client that does not get on with sending it is
 * connection.c's affair, as with a head. */
#include "hiraku/http/exchange/exchange.h"

bool exchange_open_body(struct exchange *exchange, size_t length)
{
    exchange->body_length = length;
    exchange->body = length ? arena_alloc(&exchange->request.arena, length) : NULL;
    exchange->request.body = (struct slice){exchange->body, 0};
    return exchange->body || length == 0;
}

void exchange_take_body(struct exchange *exchange, const char *bytes, size_t len)
{
    struct slice *body = &exchange->request.body;
    size_t room = exchange->body_length - body->len;
    if (len > room) /* the library gives no more than was announced */
        len = room;
    if (len)
        memcpy(exchange->body + body->len, bytes, len);
    body->len += len;
}
