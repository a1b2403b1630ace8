/* What writes a planned list; answer->context is the listing. Private to this folder. */
#ifndef HIRAKU_API_HTTP_RESPONSE_LISTING_ROWS_H
#define HIRAKU_API_HTTP_RESPONSE_LISTING_ROWS_H

#include "hiraku/http/response/representation.h"

struct listing;

/* The path of a list in the negotiated form. */
struct slice listing_link(struct request *request, const struct listing *listing,
                          struct slice parameters);

representation_write listing_page_write;
representation_begin listing_rows_begin;
representation_source listing_rows_source;

#endif
