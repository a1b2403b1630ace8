/* How to use the figures of a KPI elsewhere: files, the call of the API, and the lines with which
 * another site shows them. Lines of HTML are made by the element writer and shown as text. */
#include "kpi_page_parts.h"

#include "hiraku/base/arena.h"
#include "hiraku/base/out.h"
#include "hiraku/exporters/openapi/openapi_json.h"
#include "hiraku/exporters/writer.h"
#include "hiraku/model/instance.h"
#include "hiraku/model/model.h"
#include "hiraku/pages/call_lines.h"
#include "hiraku/pages/embed_page.h"
#include "hiraku/pages/operation_page.h"
#include "hiraku/pages/page.h"
#include "hiraku/value/iri.h"

#include <inttypes.h>

enum { KPI_USE_LINE = 8192, KPI_USE_PICTURE = 680 };

/* Where the data of all KPIs are. */
static struct slice kpi_use_folder(const struct page *page, const struct kpi_page *kpi)
{
    return arena_printf(kpi->context.arena, "/v1/%.*s", (int)page->self.path.len,
                        page->self.path.at);
}

struct page_address kpi_data_address(const struct page *page, const struct kpi_page *kpi,
                                     const char *tail, const char *ending)
{
    return (struct page_address){.path = kpi_use_folder(page, kpi),
                                 .id = page->self.id,
                                 .tail = tail,
                                 .ending = ending,
                                 .release = page->context->pinned};
}

static void kpi_use_files(struct page *page, const struct kpi_page *kpi)
{
    struct html *html = &page->html;
    struct page_address chart = kpi_data_address(page, kpi, "/chart", "svg");
    html_open(html, "p");
    html_attribute(html, "class", "files");
    html_text(html, page_word(page->context, "値の系列: ", "The series: "));
    for (size_t i = 0; writers[i]; i++) {
        struct page_address address = kpi_data_address(page, kpi, "/series", writers[i]->name);
        page_link(page, &address, slice_of(writers[i]->title));
        html_text(html, " ");
    }
    chart.lang = page_word(page->context, "ja", "en");
    html_text(html, page_word(page->context, "図: ", "the chart: "));
    page_link(page, &chart, slice_of("SVG"));
    html_close(html);
    html_line(html);
    html_open(html, "p");
    struct page_address vintages = kpi_data_address(page, kpi, "/vintages", "csv");
    page_link(page, &vintages,
              slice_of(page_word(page->context, "公開版ごとの値（CSV）",
                                 "The values of every release (CSV)")));
    html_close(html);
    html_line(html);
}

/* Another page that writes to memory. */
static struct page kpi_use_begin(const struct page *page, struct out *out)
{
    out_open_memory(out, KPI_USE_LINE);
    return (struct page){.context = page->context, .html = html_begin(out), .self = page->self};
}

static void kpi_use_end(struct page *page, const char *title, struct page *line, struct out *out)
{
    html_finish(&line->html);
    if (out->error != STATUS_OK)
        out_fail(page->html.out, out->error, title);
    else
        call_lines_copy(page, "h3", title, out_written(out));
    out_close(out);
}

/* The form of the operation, which has the lines in other languages, too. */
static void kpi_use_operation(struct page *page, const struct kpi_page *kpi)
{
    char operation[OPENAPI_NAME_SIZE];
    const struct page_context *context = page->context;
    struct arena *arena = kpi->context.arena;
    struct page_address form = page_address_of(context, slice_of(OPERATION_FOLDER));
    form.release = 0;
    openapi_singular(model_resource(page->self.path), "Series", operation);
    form.id = arena_printf(arena, "get%s", operation);
    form.query = arena_printf(arena, context->pinned ? "kpi=%.*s&release=%" PRIu64 : "kpi=%.*s",
                              (int)page->self.id.len, page->self.id.at, context->pinned);
    html_open(&page->html, "p");
    page_link(
        page, &form,
        slice_of(page_word(context, "Python・R・JavaScript の行と、値を変えて呼び出すフォーム",
                           "Lines in Python, R and JavaScript, and a form to call it with "
                           "other values")));
    html_close(&page->html);
    html_line(&page->html);
}

static void kpi_use_call(struct page *page, const struct kpi_page *kpi)
{
    const struct page_context *context = page->context;
    struct out out, url;
    struct page line = kpi_use_begin(page, &out);
    out_open_memory(&url, KPI_USE_LINE);
    out_text(&url, context->instance->base_url);
    out_slice(&url, kpi_use_folder(page, kpi));
    out_char(&url, '/');
    iri_segment(&url, page->self.id);
    out_text(&url, "/series.json");
    if (context->pinned) {
        out_text(&url, "?release=");
        out_int(&url, (int64_t)context->pinned);
    }
    if (url.error == STATUS_OK)
        call_lines(&out, CALL_CURL, CALL_JSON, out_written(&url));
    else
        out_fail(&out, url.error, NULL);
    out_close(&url);
    kpi_use_end(page, page_word(context, "APIの呼び出し", "Call of the API"), &line, &out);
    kpi_use_operation(page, kpi);
}

static void kpi_use_frame(struct page *page, const struct kpi_page *kpi)
{
    const char *base = page->context->instance->base_url;
    struct out out;
    struct page line = kpi_use_begin(page, &out);
    struct page_address address = {.path = embed_path(kpi->context.arena, page->self.path),
                                   .id = page->self.id,
                                   .lang = page_word(page->context, "ja", "en"),
                                   .release = page->context->pinned};
    html_open(&line.html, "iframe");
    page_attribute(&line, "src", base, &address);
    html_attribute_slice(&line.html, "title", kpi->name);
    html_attribute(&line.html, "width", "100%");
    html_attribute_printf(&line.html, "height", "%d", EMBED_HEIGHT);
    html_attribute(&line.html, "loading", "lazy");
    html_close(&line.html);
    kpi_use_end(page,
                page_word(page->context, "最新の値をほかのページに載せる",
                          "Show the newest value in another page"),
                &line, &out);
}

static void kpi_use_picture(struct page *page, const struct kpi_page *kpi)
{
    const char *base = page->context->instance->base_url;
    struct out out;
    struct page line = kpi_use_begin(page, &out);
    struct page_address chart = kpi_data_address(page, kpi, "/chart", "svg");
    struct page_address home = page->self;
    chart.lang = home.lang = page_word(page->context, "ja", "en");
    home.release = page->context->pinned;
    html_open(&line.html, "a");
    page_attribute(&line, "href", base, &home);
    html_void(&line.html, "img");
    page_attribute(&line, "src", base, &chart);
    html_attribute_slice(&line.html, "alt", kpi->name);
    html_attribute_printf(&line.html, "width", "%d", KPI_USE_PICTURE);
    html_close(&line.html);
    kpi_use_end(
        page,
        page_word(page->context, "図をほかのページに載せる", "Show the chart in another page"),
        &line, &out);
}

void kpi_use_write(struct page *page, const struct kpi_page *kpi)
{
    page_heading(page, page_word(page->context, "この指標の値を使う", "Use these values"));
    kpi_use_files(page, kpi);
    kpi_use_call(page, kpi);
    kpi_use_frame(page, kpi);
    kpi_use_picture(page, kpi);
}
