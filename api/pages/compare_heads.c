/* What subjects of a comparison are called: at the heads of its tables; and the way to it. */
#include "compare_parts.h"

#include "kpi_page_parts.h"

#include "hiraku/model/model.h"
#include "hiraku/model/resource.h"
#include "hiraku/pages/page.h"
#include "hiraku/service/compare.h"

struct slice compare_name(const struct compare_page *compared, const struct compared *subject)
{
    bool english = compared->context.language == LANGUAGE_EN;
    struct slice own = subject->cells[english ? SUBJECT_NAME_EN : SUBJECT_NAME_JA];
    struct slice other = subject->cells[english ? SUBJECT_NAME_JA : SUBJECT_NAME_EN];
    return own.len ? own : other.len ? other : subject->cells[SUBJECT_ID];
}

static void compare_head(struct page *page, const struct compare_page *compared,
                         const struct compared *subject)
{
    const struct page_context *context = page->context;
    struct html *html = &page->html;
    const struct slice *cells = subject->cells;
    const struct page_address address =
        page_address_of_record(context, model_cube_subject()->ref->name, cells[SUBJECT_ID]);
    struct slice place =
        kpi_word_of(context, cells[SUBJECT_MUNICIPALITY_JA], cells[SUBJECT_MUNICIPALITY_EN]);
    bool translated = cells[SUBJECT_MUNICIPALITY_EN].len > 0;
    struct slice unit = kpi_word_of(context, cells[SUBJECT_UNIT_JA], cells[SUBJECT_UNIT_EN]);
    page_head(page, compare_name(compared, subject));
    page_link(page, &address, compare_name(compared, subject));
    html_void(html, "br");
    html_open(html, "span");
    html_attribute(html, "class", "note");
    page_text_in(page, translated ? NULL : "ja", place);
    html_text(html, place.len && unit.len ? page_word(context, "・", ", ") : "");
    html_slice(html, unit);
    html_close(html);
    html_close(html);
}

void compare_heads_write(struct page *page, const struct compare_page *compared, const char *first)
{
    const struct compare *compare = compared->compare;
    while (*first) {
        size_t len = strcspn(first, "|");
        page_head(page, (struct slice){first, len});
        html_slice(&page->html, (struct slice){first, len});
        html_close(&page->html);
        first += len + (first[len] == '|');
    }
    for (size_t i = 0; i < compare->count; i++)
        compare_head(page, compared, &compare->subjects[i]);
}

void compare_page_link(struct page *page, struct slice query)
{
    const struct page_context *context = page->context;
    struct page_address address = page_address_of(context, slice_of("/compare"));
    address.query = query;
    html_open(&page->html, "p");
    page_link(page, &address,
              slice_of(query.len ? page_word(context, "ほかの指標と並べて比べる",
                                             "Compare with other indicators")
                                 : page_word(context, "指標を並べて比べる", "Compare indicators")));
    html_close(&page->html);
    html_line(&page->html);
}
