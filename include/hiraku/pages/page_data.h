/* What a page says to programs that read pages: objects of schema.org as JSON-LD in an element
 * `script`. It is a block of data and no code, so that the policy against scripts stays (HTML
 * Living Standard, s.4.12.1; CSP 3, s.4.2.3, is asked of scripts that run). */
#ifndef HIRAKU_PAGES_PAGE_DATA_H
#define HIRAKU_PAGES_PAGE_DATA_H

#include "hiraku/base/json_writer.h"
#include "hiraku/base/out.h"

struct page;
struct page_context;
struct page_head;

struct page_data {
    struct page *page;
    struct out out;
    struct json_writer json; /* of a graph: objects follow each other in its array */
};

/* The element and nothing in it: a document is written into `out`. Whatever it says stays in the
 * element. Is closed in its place: `data` is not moved. */
void page_data_open(struct page_data *data, struct page *page);
void page_data_close(struct page_data *data);

/* The block of a page: the way to it (BreadcrumbList), and what its head has to say of the rest;
 * nothing where there is neither. */
void page_data_head(struct page *page, const struct page_head *head);

/* A `tell_data` of page.h: all that is published (DataCatalog). `data_of` is anything. */
void page_data_catalogue(struct json_writer *json, const struct page_context *context,
                         const void *data_of);

#endif
