/* What the handlers of the catalogue share. Private to api/http. */
#ifndef HIRAKU_HTTP_HANDLE_CATALOGUE_H
#define HIRAKU_HTTP_HANDLE_CATALOGUE_H

#include "hiraku/catalogue.h"

#include "page.h"

/* The catalogue of the request's release, in its arena. */
enum status catalogue_read(struct request *request, struct catalogue **result, struct problem *p);

/* The pages: all datasets; one of them with its columns, files and schema.org description. */
void page_catalogue(struct request *request, struct out *out, const struct catalogue *catalogue);
void page_dataset(struct request *request, struct out *out, const struct catalogue *catalogue,
                  const struct catalogue_table *table);

#endif
