/* A request as handlers see it: its target, what was negotiated, its conditions, its release. */
#ifndef HIRAKU_HTTP_ROUTING_REQUEST_H
#define HIRAKU_HTTP_ROUTING_REQUEST_H

#include "hiraku/base/arena.h"
#include "hiraku/http/protocol/negotiate.h"

#include <stdint.h>
#include <time.h>

struct monitor;
struct parameter;
struct problem;
struct records;
struct resource;
struct responses;
struct route;
struct snapshot;
struct snapshots;
struct usage_book;

enum { REQUEST_SEGMENTS_MAX = 8, REQUEST_FORMS_MAX = 12 };

/* What an answer is counted as that was made from others (usage; own_call.h). */
struct used {
    bool made;                    /* … from others: without that it is not counted */
    const struct resource *table; /* NULL: of none */
    struct slice kpi;             /* empty: of none */
};

/* What an answer may take. */
struct limits {
    size_t response_bytes;
    int64_t count_ms; /* for counting what a page does not show */
};

/* The release that is asked for by its number, by a day or by Accept-Datetime (request_pin.h). */
struct pin {
    bool asked, taken; /* `taken`: request->snapshot is that release */
    bool fixed;        /* whatever comes, the answer will be from this release */
    bool gate;         /* Accept-Datetime: the answer is the way to that release; not `asked` */
    uint64_t number;   /* 0: not known yet */
    struct slice day;  /* as it was given; empty: the number was */
    time_t end;        /* of that day or second, exclusive */
};

struct request {
    const struct limits *limits;
    struct snapshots *snapshots;
    const struct monitor *monitor;
    const struct responses *responses; /* what all have in common, for calls within (own_call.h) */
    struct arena arena;
    bool head;                            /* HEAD: the reply has no body, but the same fields */
    struct slice target, path, raw_query; /* as sent */
    struct slice segments[REQUEST_SEGMENTS_MAX]; /* decoded; the suffix of the last one taken off */
    size_t segment_count;
    struct parameter *parameters;
    size_t parameter_count;
    const struct records *records; /* of a call within that wants rows so (records.h); else NULL */
    const struct route *routes, *route; /* all of them; the one that it takes */
    const struct resource *resource;    /* of {table} */
    struct slice table, id;             /* of {table} and of {id} or {slug} */
    struct slice suffix;                /* "csv", or empty */
    struct form form;                   /* negotiated */
    bool leads;                         /* … it is that of a page elsewhere (ROUTE_PAGED) */
    enum language language;             /* of problems and pages */
    bool language_asked;                /* … by a parameter */
    enum encoding encoding;
    /* If-Match, If-Unmodified-Since, If-None-Match, If-Modified-Since; `.at` NULL: not sent */
    struct slice match, unmodified_since, none_match, modified_since;
    struct slice range, if_range, want_digest;
    struct slice accept, accept_encoding, accept_language, accept_datetime;
    bool post;                         /* no GET or HEAD: conditions and ranges mean nothing */
    struct slice body;                 /* of a POST, whole; empty: none */
    struct slice content_type, origin; /* as sent; `.at` NULL: not sent */
    struct slice mcp_version, mcp_method, mcp_name;
    void *reading; /* what the handler has understood of the body, for its refusal; of the arena */
    bool takes_gzip,
        takes_identity;  /* what the client can do with; `encoding` is what it prefers */
    int64_t deadline_ms; /* monotonic: when the first byte must be there (query_ms) */
    struct used used;
    unsigned counter;          /* of the answer (usage_counters.h); 0: it is not counted */
    struct usage_book *usage;  /* what an answer tells of (usage_book.h); a reference, or NULL */
    struct snapshot *snapshot; /* NULL with ROUTE_NO_RELEASE before there is one */
    struct pin pin;
};

#endif
