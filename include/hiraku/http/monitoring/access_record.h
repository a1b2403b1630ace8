/* What the access log and the figures tell of a request and its answer. */
#ifndef HIRAKU_HTTP_MONITORING_ACCESS_RECORD_H
#define HIRAKU_HTTP_MONITORING_ACCESS_RECORD_H

#include "hiraku/http/transport/address.h"

struct route;

enum { REQUEST_ID_SIZE = 65 };

struct access_record {
    struct slice method, target, version, referer, agent;
    struct address address;    /* who asks */
    char id[REQUEST_ID_SIZE];  /* made, or of a trusted proxy */
    const struct route *route; /* NULL: none was found */
    /* monotonic: when it began, was understood, was begun by a worker, was made, was given to the
     * library; 0: it did not come that far */
    int64_t begun_us, parsed_us, taken_us, made_us, sent_us;
    time_t started_at;
    unsigned http;  /* the status code */
    uint64_t bytes; /* of the body that were sent */
};

#endif
