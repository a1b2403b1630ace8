/* The fiscal year by which readers of a trail's page choose. */
#ifndef HIRAKU_API_PAGES_TRAIL_YEAR_H
#define HIRAKU_API_PAGES_TRAIL_YEAR_H

#include "hiraku/base/slice.h"

struct list_page;
struct page;

/* The field: the years there are, those that are not stated among them. */
void trail_year_select(struct page *page, const struct list_page *list);
/* Whether a parameter is told by the field, in a list that has it. */
bool trail_year_shows(const struct list_page *list, struct slice name);
/* What is asked for, in words: «募集回の年度：2020年度». */
void trail_year_say(struct page *page, const struct list_page *list);

#endif
