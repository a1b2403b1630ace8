/* The form of a list: words and conditions; it works without script. */
#ifndef HIRAKU_API_PAGES_LIST_FORM_H
#define HIRAKU_API_PAGES_LIST_FORM_H

#include "hiraku/base/slice.h"

struct arena;
struct list_page;
struct page;

void list_form_write(struct page *page, const struct list_page *list, struct arena *arena);
/* The conditions at hand, each with the way to the list without it. */
void list_conditions_write(struct page *page, const struct list_page *list, struct arena *arena);

/* --- fields of forms --- */

/* The division of a field, left open, with the label of what has the id `f-name`. */
void list_form_label(struct page *page, const char *name, const char *text);
/* An input with that name and id. */
void list_form_input(struct page *page, const char *type, const char *name, struct slice value);
/* An option, left open; `foreign`: the text is in the other language. */
void list_form_option(struct page *page, bool foreign, struct slice value, struct slice text,
                      bool chosen);

/* The parameters that a form holds and does not show. */
struct list_form_kept {
    struct slice query; /* in the canonical form */
    bool (*shows)(const struct page *page, const void *context, struct slice name);
    const void *context;
};
/* They go on to hold, and so does what page_form_keeps keeps. */
void list_form_keep(struct page *page, const struct list_form_kept *kept, struct arena *arena);

#endif
