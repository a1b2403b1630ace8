/* Proofs about the log of releases, as JSON. Hashes are in Base 64, as in checkpoints. */
#ifndef HIRAKU_HTTP_RESPONSE_PROOF_BODY_H
#define HIRAKU_HTTP_RESPONSE_PROOF_BODY_H

#include "hiraku/base/slice.h"
#include "hiraku/base/status.h"

#include <stdint.h>

struct out;
struct problem;
struct representation;
struct request;

/* Of release `number` in the log of `size` releases; `from` 0: nothing about a shorter one. */
struct proof_wanted {
    uint64_t number, size, from;
};

/* The address that always gives this proof. */
struct slice proof_body_place(struct request *request, const struct proof_wanted *wanted);

/* A representation_write; its context is a struct proof_wanted. */
enum status proof_body_write(struct request *request, struct representation *answer,
                             struct out *out, struct problem *p);

#endif
