/* Pages as answers: of a record, of a list, and what all pages have. */
#ifndef HIRAKU_HTTP_RESPONSE_TABLE_PAGES_H
#define HIRAKU_HTTP_RESPONSE_TABLE_PAGES_H

#include "hiraku/http/response/representation.h"

struct listing;
struct query;

/* Plans the page of a list, of which the table and the path are set: reads the parameters as the
 * list of data does, and leads to the address that has them in the canonical order. */
enum status page_list_plan(struct request *request, struct listing *listing,
                           struct representation *answer, struct problem *p);

/* The same from the parameters of the request on: its language, and none without value. Where it is
 * refused, its own path is the example. */
enum status page_list_answer(struct request *request, struct listing *listing,
                             struct representation *answer, struct problem *p);

/* Takes out the parameters that have no value: a form sends every field. */
void page_drop_empty(struct request *request);

/* Leads to the canonical spelling of the address, where it was asked for in another one; `path` and
 * the parameters in the canonical form, without lang and release. False: this is it. */
bool page_lead_to_canonical(struct request *request, struct representation *answer,
                            struct slice path, struct slice parameters);

/* Says where the page of a path and its canonical parameters is, and that it can be quoted. */
void page_citable(struct request *request, struct representation *answer, struct slice path,
                  struct slice parameters);

/* Plans a page that is a document: it takes `lang`, can be quoted by its titles (by enum language;
 * NULL: the instance's), and rests on all that is published. Its `write` is left to the caller. */
enum status page_document_plan(struct request *request, struct representation *answer,
                               struct slice path, const char *const titles[2], struct problem *p);

/* Of page_citable, for a list of releases, or of what changed in them: its address for ever has an
 * upper bound on the column `release` (1 or more), unless the path names the release, in the first
 * condition of the query. Only the first page has one. To be called behind page_citable. */
void page_lasting(struct request *request, struct representation *answer, struct slice path,
                  const struct query *query, const char *release);

/* Writes the page of the record request->id, with what refers to it. The errors of record_require.
 */
enum status page_record_write(struct request *request, struct representation *answer,
                              struct out *out, struct problem *p);

#endif
