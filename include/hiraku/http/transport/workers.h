/* A bounded pool of threads for what may block. */
#ifndef HIRAKU_HTTP_TRANSPORT_WORKERS_H
#define HIRAKU_HTTP_TRANSPORT_WORKERS_H

#include "hiraku/base/status.h"

#include <stdint.h>

struct problem;

struct workers;

struct MHD_Connection;

/* The jobs of one client that wait; must outlive them. */
struct lane {
    struct lane *next;
    struct job *first, **last;
    size_t waiting;
};
void lane_init(struct lane *lane);

struct job {
    struct job *next;
    struct lane *lane; /* NULL: the common one */
    /* False: somebody else resumes the connection; `job` may be gone already. */
    bool (*run)(struct job *job);
    struct MHD_Connection
        *connection; /* suspended when the job is taken, resumed when it has run */
};

/* At most `queue` jobs wait, of one lane at most `share` (0: no limit of its own). */
enum status workers_new(struct workers **result, size_t count, size_t queue, size_t share,
                        struct problem *p);

/* Suspends the connection and queues the job; false if it is `bounded` and there is no place. */
bool workers_submit(struct workers *workers, struct job *job, bool bounded);

struct workers_state {
    size_t count, busy, waiting, most;
    uint64_t refused;
};
struct workers_state workers_look(struct workers *workers);

/* Runs what is queued, then ends the threads. */
void workers_free(struct workers *workers);

#endif
