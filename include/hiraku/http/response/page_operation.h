/* The page of an operation of the API: which call is made for it. */
#ifndef HIRAKU_HTTP_RESPONSE_PAGE_OPERATION_H
#define HIRAKU_HTTP_RESPONSE_PAGE_OPERATION_H

#include "hiraku/base/status.h"

struct problem;
struct representation;
struct request;

/* Plans the page of an operationId. With parameters but `lang` it makes the call (own_call.h), and
 * is as fresh as that; it leads to the address that has them in one spelling. STATUS_NOT_FOUND: no
 * such operation. */
enum status page_operation_plan(struct request *request, struct slice id,
                                struct representation *answer, struct problem *p);

#endif
