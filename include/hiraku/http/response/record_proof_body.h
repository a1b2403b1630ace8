/* That a record stands in its table, as JSON: its canonical line, its place, and the hashes from
 * there to the Merkle root that the manifest has of the table. */
#ifndef HIRAKU_HTTP_RESPONSE_RECORD_PROOF_BODY_H
#define HIRAKU_HTTP_RESPONSE_RECORD_PROOF_BODY_H

#include "hiraku/base/status.h"

struct out;
struct problem;
struct request;
struct row;

/* Reads all of the table's canonical file. STATUS_RELEASE_GONE where it is not kept as it was;
 * STATUS_TOO_LARGE for more than 4,194,304 rows. */
enum status record_proof_write(struct request *request, const struct row *row, struct out *out,
                               struct problem *p);

#endif
