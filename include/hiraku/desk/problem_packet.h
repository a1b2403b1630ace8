/* A problem from one process of the desk to the other. */
#ifndef HIRAKU_DESK_PROBLEM_PACKET_H
#define HIRAKU_DESK_PROBLEM_PACKET_H

#include "hiraku/base/status.h"

#include <jansson.h>

struct json_writer;

/* The member `name`. */
void problem_packet_write(struct json_writer *json, const char *name, const struct problem *p);
/* Fills `p` and returns its status; STATUS_INTERNAL where it is none. */
enum status problem_packet_read(const json_t *object, struct problem *p);

#endif
