/* The pages of the catalogue: what there is, how to cite it, its columns, its files. */
#ifndef HIRAKU_PAGES_CATALOGUE_PAGES_H
#define HIRAKU_PAGES_CATALOGUE_PAGES_H

struct catalogue;
struct catalogue_table;
struct out;
struct page;
struct page_context;

/* What it is called, by enum language. */
extern const char *const catalogue_page_title[2];

/* /catalog: all datasets. */
void catalogue_page(const struct page_context *context, const struct catalogue *catalogue,
                    struct out *out);

/* /v1/datasets/{table}: one of them, with its description for search engines inside. */
void dataset_page(const struct page_context *context, const struct catalogue *catalogue,
                  const struct catalogue_table *table, struct out *out);

/* Links to the forms of /{folder}/{name} that are graphs. */
void catalogue_page_forms(struct page *page, const char *folder, const char *name);

#endif
