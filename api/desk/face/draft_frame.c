/* What the pages of a draft have in common: steps, addresses, small forms (desk_pages.h). */
#include "hiraku/desk/face/desk_pages.h"

#include "hiraku/value/iri.h"

#include <stdio.h>

enum { ADDRESS_MAX = 16 * 1024 };

struct page_address draft_address(struct visit *visit, const char *path, const char *const pairs[6])
{
    struct page_address address = page_address_of(&visit->context, slice_of(path));
    struct out query;
    out_open_memory(&query, ADDRESS_MAX);
    for (size_t i = 0; i + 1 < 6 && pairs[i]; i += 2) {
        out_text(&query, i > 0 ? "&" : "");
        out_text(&query, pairs[i]);
        out_char(&query, '=');
        iri_query_value(&query, slice_of(pairs[i + 1]));
    }
    if (out_finish(&query, NULL) == STATUS_OK)
        address.query = arena_copy(&visit->arena, out_written(&query));
    out_close(&query);
    return address;
}

void draft_link(struct visit *visit, struct page *page, const char *path,
                const char *const pairs[6], const char *text)
{
    struct page_address address = draft_address(visit, path, pairs);
    html_open(&page->html, "p");
    page_link(page, &address, slice_of(text));
    html_close(&page->html);
    html_line(&page->html);
}

void draft_steps(struct visit *visit, struct page *page, const char *draft, int at)
{
    static const struct {
        const char *path, *text[2];
    } steps[] = {
        {"/desk/draft", {"1. ファイル", "1. Files"}},
        {"/desk/draft/check", {"2. 検査と直し", "2. Check and mend"}},
        {"/desk/draft/compare", {"3. 比較と理由", "3. Compare and give reasons"}},
        {"/desk/draft/publish", {"4. 申請、承認、公開", "4. Propose, approve, publish"}},
    };
    struct html *html = &page->html;
    html_open(html, "nav");
    html_attribute(html, "aria-label",
                   page_word(page->context, "下書きの手順", "Steps of a draft"));
    html_open(html, "ul");
    html_line(html);
    for (int i = 0; i < 4; i++) {
        struct page_address address =
            draft_address(visit, steps[i].path, (const char *[6]){"draft", draft});
        html_open(html, "li");
        html_open(html, "a");
        if (i + 1 == at)
            html_attribute(html, "aria-current", "step");
        page_attribute(page, "href", "", &address);
        html_text(html, page_choice(page->context, steps[i].text));
        html_close(html);
        html_close(html);
        html_line(html);
    }
    html_close(html);
    html_close(html);
    html_line(html);
}

/* --- forms ------------------------------------------------------------------------------------ */

static void draft_form_open(struct page *page, const char *path, const char *coding)
{
    html_open(&page->html, "form");
    html_attribute(&page->html, "method", "post");
    html_attribute(&page->html, "action", path);
    if (coding)
        html_attribute(&page->html, "enctype", coding);
}

void draft_button(struct page *page, const char *path, const char *const *pairs, const char *button)
{
    draft_form_open(page, path, NULL);
    page_form_keeps(page);
    for (; *pairs; pairs += 2)
        desk_hidden(page, pairs[0], slice_of(pairs[1]));
    desk_form_end(page, button);
}

void draft_files_form(struct page *page, const char *path)
{
    draft_form_open(page, path, "multipart/form-data");
    html_attribute(&page->html, "class", "fields");
    html_line(&page->html);
    page_form_keeps(page);
}

void draft_files_field(struct page *page, const char *label)
{
    struct html *html = &page->html;
    html_open(html, "div");
    html_open(html, "label");
    html_attribute(html, "for", "field-file");
    html_text(html, label);
    html_close(html);
    html_void(html, "input");
    html_attribute(html, "id", "field-file");
    html_attribute(html, "name", "file");
    html_attribute(html, "type", "file");
    html_attribute(html, "multiple", "");
    html_attribute(html, "required", "");
    html_close(html);
    html_line(html);
}

static void draft_label(struct page *page, const char *name, int number, const char *label)
{
    html_open(&page->html, "div");
    html_open(&page->html, "label");
    html_attribute_printf(&page->html, "for", "field-%s-%d", name, number);
    html_text(&page->html, label);
    html_close(&page->html);
}

void draft_field(struct page *page, const char *name, int number, const char *label,
                 const char *value)
{
    draft_label(page, name, number, label);
    html_void(&page->html, "input");
    html_attribute_printf(&page->html, "id", "field-%s-%d", name, number);
    html_attribute(&page->html, "name", name);
    html_attribute(&page->html, "type", "text");
    html_attribute(&page->html, "autocomplete", "off");
    html_attribute(&page->html, "value", value);
    html_close(&page->html);
    html_line(&page->html);
}

void draft_choice(struct page *page, const char *name, int number, const char *label,
                  const char *const *pairs, const char *chosen)
{
    struct html *html = &page->html;
    draft_label(page, name, number, label);
    html_open(html, "select");
    html_attribute_printf(html, "id", "field-%s-%d", name, number);
    html_attribute(html, "name", name);
    for (; pairs[0]; pairs += 2) {
        html_open(html, "option");
        html_attribute(html, "value", pairs[0]);
        if (strcmp(pairs[0], chosen) == 0)
            html_attribute(html, "selected", "");
        html_text(html, pairs[1]);
        html_close(html);
    }
    html_close(html);
    html_close(html);
    html_line(html);
}
