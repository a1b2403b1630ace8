/* The pictures of a release (cards.c). Private to api/publish. */
#ifndef HIRAKU_API_PUBLISH_CARDS_H
#define HIRAKU_API_PUBLISH_CARDS_H

#include "hiraku/base/status.h"

struct artifact_build;
struct problem;

/* Draws them into DIR/cards and lists them, once the store is there. A failure of the program that
 * draws is a warning in the report; it is not there: no picture. */
enum status cards_make(struct artifact_build *build, struct problem *p);

#endif
