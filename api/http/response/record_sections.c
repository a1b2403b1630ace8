/* See record_sections.h. */
#include "hiraku/http/response/record_sections.h"

#include "hiraku/http/routing/request.h"
#include "hiraku/model/resource.h"

static const struct record_section *const all_sections[] = {&kpi_section, &story_section};

enum status record_sections_read(struct record_sections *sections, const struct record_asked *asked,
                                 struct problem *p)
{
    *sections = (struct record_sections){NULL, NULL};
    for (size_t i = 0; i < sizeof all_sections / sizeof *all_sections; i++)
        if (all_sections[i]->has(asked->request->resource))
            sections->own = all_sections[i];
    return sections->own ? sections->own->read(asked, &sections->state, p) : STATUS_OK;
}

void record_sections_lead(const struct record_sections *sections, struct page *page)
{
    if (sections->own && sections->own->lead)
        sections->own->lead(page, sections->state);
}

void record_sections_body(const struct record_sections *sections, struct page *page)
{
    if (sections->own)
        sections->own->body(page, sections->state);
}

bool record_sections_cover(const struct record_sections *sections, const struct column *column)
{
    return sections->own && sections->own->covers && sections->own->covers(sections->state, column);
}

void record_sections_close(struct record_sections *sections)
{
    if (sections->own && sections->state)
        sections->own->close(sections->state);
}
