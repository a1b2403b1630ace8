/* See page_data.h. The address of a page is its canonical one. */
#include "hiraku/pages/page_data.h"

#include "hiraku/exporters/catalogue/schema_org.h"
#include "hiraku/model/instance.h"
#include "hiraku/pages/page.h"

void page_data_open(struct page_data *data, struct page *page)
{
    struct html *html = &page->html;
    data->page = page;
    html_open(html, "script");
    html_attribute(html, "type", "application/ld+json");
    html_line(html);
    out_open_sink(&data->out, html_sink_json, html);
    data->json = json_compact(&data->out, JSON_EMPTY_NONE);
}

void page_data_close(struct page_data *data)
{
    struct html *html = &data->page->html;
    struct problem problem;
    enum status status = out_finish(&data->out, &problem);
    if (status != STATUS_OK)
        out_fail(html->out, status, problem.reason);
    out_close(&data->out);
    html_close(html);
    html_line(html);
}

static void page_data_step(struct page_data *data, int position, struct slice name,
                           const struct page_address *address)
{
    struct json_writer *json = &data->json;
    json_line(json);
    json_begin_object(json, NULL);
    json_text(json, "@type", "ListItem");
    json_int(json, "position", position);
    json_slice(json, "name", name);
    struct out *out = json_value(json, "item");
    out_char(out, '"');
    page_address_write(out, data->page->context->instance->base_url, address);
    out_char(out, '"');
    json_end(json);
}

static void page_data_crumbs(struct page_data *data, const struct page_head *head)
{
    const struct page_context *context = data->page->context;
    struct page_address self = page_address_of(context, head->self.path);
    int position = 1;
    json_line(&data->json);
    json_begin_object(&data->json, NULL);
    json_text(&data->json, "@type", "BreadcrumbList");
    json_begin_array(&data->json, "itemListElement");
    for (size_t i = 0; i < PAGE_CRUMBS_MAX && head->crumbs[i].path.len; i++) {
        struct page_address address = page_address_of(context, head->crumbs[i].path);
        page_data_step(data, position++, slice_of(head->crumbs[i].title), &address);
    }
    self.id = head->self.id;
    self.query = head->self.query;
    page_data_step(data, position, head->title, &self);
    json_end(&data->json);
    json_end(&data->json);
}

void page_data_head(struct page *page, const struct page_head *head)
{
    struct page_data data;
    if (!page->context->instance || (!head->crumbs[0].path.len && !head->data_of))
        return;
    page_data_open(&data, page);
    json_begin_object(&data.json, NULL);
    json_text(&data.json, "@context", "https://schema.org/");
    json_begin_array(&data.json, "@graph");
    if (head->crumbs[0].path.len)
        page_data_crumbs(&data, head);
    if (head->data_of)
        head->tell_data(&data.json, page->context, head->data_of);
    json_line(&data.json);
    json_finish(&data.json);
    page_data_close(&data);
}

void page_data_catalogue(struct json_writer *json, const struct page_context *context,
                         const void *data_of)
{
    (void)data_of;
    schema_catalogue_write(json, context->instance, context->manifest);
}
