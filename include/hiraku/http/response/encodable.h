/* Whether an answer can be had in CP932. */
#ifndef HIRAKU_HTTP_RESPONSE_ENCODABLE_H
#define HIRAKU_HTTP_RESPONSE_ENCODABLE_H

#include "hiraku/base/status.h"

struct list;
struct problem;
struct query;
struct request;
struct service;
struct store;
struct view;

/* STATUS_UNENCODABLE where a CSV in CP932 would have to hold a character that it lacks and `geta`
 * is not asked for; names the first such cell and the URL that substitutes. */
enum status encodable_check(struct request *request, struct store *store, const struct query *query,
                            const struct view *view, struct problem *p);
/* The same of a list whose rows are made on demand and that is open: it is gone through, and opened
 * anew. */
enum status encodable_check_walk(struct request *request, struct list *list,
                                 const struct service *service, struct problem *p);

#endif
