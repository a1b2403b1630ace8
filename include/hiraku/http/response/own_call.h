/* A call of this service made within the process, to be shown: what would be answered to a GET of a
 * target with no field, by the same routes, handlers and limits. Nothing is sent, nobody else is
 * asked, and of long answers no more is made than is shown. */
#ifndef HIRAKU_HTTP_RESPONSE_OWN_CALL_H
#define HIRAKU_HTTP_RESPONSE_OWN_CALL_H

#include "hiraku/http/response/reply.h"
#include "hiraku/http/routing/request.h"
#include "hiraku/pages/shown_answer.h"

struct own_call {
    struct request other; /* that the target would be: holds what is planned and shown */
    struct reply reply;
    struct shown_answer shown;
    struct problem problem; /* where it is refused */
    enum status status;
};

/* Plans the call, in a worker, from the release of `request` or the one that the target names. A
 * problem of the client's making (4xx) becomes call->status; others are this request's and are
 * returned. own_call_close, also after errors. */
enum status own_call_plan(struct own_call *call, const struct request *request, struct slice target,
                          struct problem *p);

/* The same as of a browser, which would rather have a page: selected.location where it is led to
 * one. */
enum status own_call_plan_page(struct own_call *call, const struct request *request,
                               struct slice target, struct problem *p);

/* The same of a list, whose rows own_call_body then gives in this form (exporters/rows/records.h);
 * `records` outlives the call. */
enum status own_call_plan_records(struct own_call *call, const struct request *request,
                                  struct slice target, const struct records *records,
                                  struct problem *p);

/* Of a planned call: whether another one gives the same, as long as this text is the same; empty:
 * that cannot be told. In the arena of the call. */
struct slice own_call_validator(struct own_call *call);

/* Makes call->shown. Errors as of own_call_plan. */
enum status own_call_make(struct own_call *call, struct problem *p);

/* Makes the answer alone, whole, for another face of this service: `body` lives as long as the
 * call. Where it is refused, call->status and call->problem tell why. Errors as of own_call_plan.
 */
enum status own_call_body(struct own_call *call, struct slice *body, struct problem *p);

/* Writes the whole answer of a planned call that is not refused, however long it is: nothing where
 * it has no body. Any problem is an error. */
enum status own_call_pour(struct own_call *call, struct out *out, struct problem *p);

/* All of these at once, for a face that asks for what there is: writes the answer of a list, in a
 * form of its own or (`records` NULL) as it is. What is refused is an error here, too. */
enum status own_call_ask(struct request *request, struct slice target,
                         const struct records *records, struct out *out, struct problem *p);

/* The request is counted as a use of what this call was about, which succeeded. */
void own_call_note_use(struct request *request, const struct own_call *call);

void own_call_close(struct own_call *call);

#endif
