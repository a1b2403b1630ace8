/* What a catalogue says of the rows: which periods they are about, and the publisher's record. */
#ifndef HIRAKU_EXPORTERS_CATALOGUE_CATALOGUE_READ_H
#define HIRAKU_EXPORTERS_CATALOGUE_CATALOGUE_READ_H

#include "hiraku/base/status.h"

struct arena;
struct catalogue;
struct problem;
struct store;

/* Fills the tables of the catalogue, but for their `issued`, and the publisher's record; instance,
 * manifest, artifacts and formats are set. What is read lives in the arena. */
enum status catalogue_read(struct catalogue *catalogue, struct store *store, struct arena *arena,
                           struct problem *p);

#endif
