/* The terms of hk: (https://w3id.org/hiraku/ns#) that no column of the model describes: classes,
 * the codes that stand for empty cells, datatypes, and what the emitter of triples says by itself.
 * Properties are described by the columns that have them, codes by their code lists. */
#ifndef HIRAKU_MODEL_VOCABULARY_H
#define HIRAKU_MODEL_VOCABULARY_H

#include "hiraku/base/slice.h"

struct vocabulary_term {
    const char *name;    /* behind hk: */
    const char *types;   /* CURIEs separated by spaces */
    const char *parents; /* of a class: CURIEs of those above it; NULL: none */
    const char *label_ja, *label, *comment_ja, *comment;
};

extern const struct vocabulary_term vocabulary_terms[]; /* ends with a NULL name */

/* The term by its CURIE, or NULL. */
const struct vocabulary_term *vocabulary_term(struct slice curie);

#endif
