/* The JSON in which an instance serves its proofs (http/response/proof_body.h). */
#ifndef HIRAKU_REMOTE_PROOF_JSON_H
#define HIRAKU_REMOTE_PROOF_JSON_H

#include "hiraku/proof/merkle.h"

#include <jansson.h>

/* Each clears `*good` where the member is missing or of another kind. */
void proof_json_path(const json_t *object, const char *name, struct merkle_path *path, bool *good);
void proof_json_hash(const json_t *object, const char *name, struct merkle_hash *hash, bool *good);

#endif
