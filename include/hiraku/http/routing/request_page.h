/* Pages as answers: whether one is wanted, in which language, and what it is told. */
#ifndef HIRAKU_HTTP_ROUTING_REQUEST_PAGE_H
#define HIRAKU_HTTP_ROUTING_REQUEST_PAGE_H

#include "hiraku/base/status.h"
#include "hiraku/pages/page.h"

struct problem;
struct request;

/* Whether the form is a page. */
bool page_wanted(const struct request *request);

/* A page takes `lang` (ja, en), which becomes request->language; other forms take no parameter. Any
 * other one is refused. */
enum status page_parameters(struct request *request, struct problem *p);

/* Of request->snapshot, which lives as long as the request. */
struct page_context request_page(const struct request *request);

#endif
