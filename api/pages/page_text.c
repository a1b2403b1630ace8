/* Words of a page in its language, and what the instance says of itself. */
#include "hiraku/pages/page.h"

#include "hiraku/base/clock.h"
#include "hiraku/exporters/downloads/download.h"
#include "hiraku/model/instance.h"
#include "hiraku/release/artifacts.h"
#include "hiraku/release/layout.h"

const char *page_word(const struct page_context *context, const char *ja, const char *en)
{
    return context->language == LANGUAGE_EN ? en : ja;
}

const char *page_choice(const struct page_context *context, const char *const texts[2])
{
    return page_word(context, texts[LANGUAGE_JA], texts[LANGUAGE_EN]);
}

const char *page_own_word(const struct page_context *context, const char *const texts[2])
{
    const char *text = page_choice(context, texts);
    return text && *text ? text : texts[LANGUAGE_JA];
}

void page_heading(struct page *page, const char *text)
{
    html_element(&page->html, "h2", text);
    html_line(&page->html);
}

void page_text_in(struct page *page, const char *lang, struct slice text)
{
    bool other = lang && strcmp(lang, page_word(page->context, "ja", "en")) != 0;
    if (other) {
        html_open(&page->html, "span");
        html_attribute(&page->html, "lang", lang);
    }
    html_slice(&page->html, text);
    if (other)
        html_close(&page->html);
}

void page_licence(struct page *page)
{
    const struct instance *instance = page->context->instance;
    struct slice name =
        instance_cell(instance, page_word(page->context, "licence_name_ja", "licence_name_en"));
    html_link(&page->html, slice_of(instance->licence_url),
              name.len ? name : instance_cell(instance, "licence_name_ja"));
}

void page_day(struct page *page, time_t when)
{
    char text[CLOCK_RFC3339_SIZE];
    clock_rfc3339(when, text);
    html_printf(&page->html, "%.10s", text);
}

void page_permanent_link(struct page *page, const struct artifact *file)
{
    const struct page_context *context = page->context;
    const char *name = layout_artifact_file(file->path);
    if (!artifact_is_there(file))
        return;
    uint64_t release = context->place(context->release, file);
    int len = (int)strlen(name);
    html_open(&page->html, "a");
    html_attribute_printf(&page->html, "href", DOWNLOAD_PLACE, release, len, name);
    html_printf(&page->html, "%s" DOWNLOAD_PLACE, context->instance->base_url, release, len, name);
    html_close(&page->html);
}
