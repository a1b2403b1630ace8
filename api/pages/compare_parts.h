/* The sections of the page of a comparison. Each writes nothing where it has nothing to say. */
#ifndef HIRAKU_API_PAGES_COMPARE_PARTS_H
#define HIRAKU_API_PAGES_COMPARE_PARTS_H

#include "hiraku/pages/compare_page.h"

struct compared;
struct page;

/* Words and subjects to choose from, and conditions on the figures; it works without script. */
void compare_form_write(struct page *page, const struct compare_page *compared);
/* What differs, why that matters, what each subject has of it, and what would be alike. */
void compare_reasons_write(struct page *page, const struct compare_page *compared);
/* The figures, a row for each time and division, a column for each subject. */
void compare_table_write(struct page *page, const struct compare_page *compared);

/* A row of heads of columns: `first` ones, separated by '|', then the subjects, with the ways to
 * their pages, their places and units. */
void compare_heads_write(struct page *page, const struct compare_page *compared, const char *first);

/* The name of a subject in the language of the page, else in the other. */
struct slice compare_name(const struct compare_page *compared, const struct compared *subject);

#endif
