/* The permanent form of an answer (RFC 8574), and how it is quoted. */
#ifndef HIRAKU_HTTP_RESPONSE_CITING_H
#define HIRAKU_HTTP_RESPONSE_CITING_H

#include "hiraku/pages/page.h"

struct citation;
struct representation;
struct request;
struct row;

/* Sets answer->cite_as and cited_in of a planned answer that is citable: the absolute URL of the
 * same answer in the release in which what it rests on last changed, or, where that was withdrawn,
 * in the first after it that was not; or that of answer->lasting. Leaves them empty where there is
 * no such form: of a route that takes no release (request_pin.h) and has no answer->lasting, and
 * where the URL is not of ASCII only. To be called once content_location and the validators are
 * there; the ETag becomes another one where the release is not changed_in. Want of memory latches
 * the request's arena. */
void citing_settle(struct request *request, struct representation *answer);

/* The citation of an answer that was settled: of `row`, the record that it is of or about, by its
 * title; NULL: of the table answer->about, or of all that the instance has. Publisher and terms are
 * those of the release that is cited, so that it never becomes another one. In the request's arena.
 * NULL: there is none; where that is because the release cannot be read now, the answer becomes
 * uncacheable. Want of memory latches the request's arena. */
const struct citation *citing_citation(struct request *request, struct representation *answer,
                                       const struct row *row);

/* What a page is told (request_page) with its citation. */
struct page_context citing_page(struct request *request, struct representation *answer,
                                const struct row *row);

#endif
