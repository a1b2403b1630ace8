/* Pages as answers: whether one is wanted, in which language, and what it is told. */
#ifndef HIRAKU_HTTP_ROUTING_REQUEST_PAGE_H
#define HIRAKU_HTTP_ROUTING_REQUEST_PAGE_H

#include "hiraku/base/status.h"
#include "hiraku/pages/page.h"

struct parameter;
struct problem;
struct request;

/* Whether the form is a page. */
bool page_wanted(const struct request *request);

/* Takes `lang` (ja, en) out of the parameters: it becomes request->language. */
enum status page_take_out_language(struct request *request, struct problem *p);
/* A page takes `lang`; other forms take no parameter. Any other one is refused. */
enum status page_parameters(struct request *request, struct problem *p);

/* The same, whatever the form. */
enum status page_language(struct request *request, struct problem *p);
/* Takes the value of a parameter `lang`; STATUS_BAD_PARAMETER, STATUS_REPEATED_PARAMETER. */
enum status page_take_language(struct request *request, const struct parameter *parameter,
                               struct problem *p);

/* "/v1/programs/x" becomes "/programs/x", in place, and so does a list's "/v1/programs.json"; what
 * has no page stays. */
void request_page_path(char *path);
/* What is wrong, for who reads pages: paths of data in what is told and proposed become those of
 * their pages. Of a problem that is not set (STATUS_OK) nothing is read. */
void page_problem(struct problem *p);

/* Of request->snapshot, which lives as long as the request. */
struct page_context request_page(const struct request *request);

#endif
