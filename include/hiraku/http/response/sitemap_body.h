/* The body of the sitemap (sitemaps.org 0.9). */
#ifndef HIRAKU_HTTP_RESPONSE_SITEMAP_BODY_H
#define HIRAKU_HTTP_RESPONSE_SITEMAP_BODY_H

#include "hiraku/http/response/representation.h"

/* Writes the canonical pages: documents, the lists of tables, and their records, as long as there
 * is room in the map. */
enum status sitemap_body_write(struct request *request, struct representation *answer,
                               struct out *out, struct problem *p);

#endif
