/* The body of an answer of CKAN's Action API: rows come from paths of this program (own_call.h),
 * datasets from the catalogue that the others are made of. */
#ifndef HIRAKU_HTTP_RESPONSE_CKAN_BODY_H
#define HIRAKU_HTTP_RESPONSE_CKAN_BODY_H

#include "hiraku/base/status.h"

struct out;
struct problem;
struct representation;
struct request;

#define CKAN_MEDIA_TYPE "application/json;charset=utf-8"

/* Reads the call and plans its answer. */
enum status ckan_body_plan(struct request *request, struct representation *answer,
                           struct problem *p);

/* A route_refusal: any problem as CKAN tells it, of the call as far as it was read. */
void ckan_body_refuse(const struct request *request, const struct problem *p, struct out *out);

#endif
