/* The page of downloads: what is in all files, then table by table, what is in a row, each file in
 * each format, and those that there are not with the reason; terms, how to quote and how to open
 * them. */
#include "hiraku/pages/pages.h"

#include "hiraku/exporters/artifact_format.h"
#include "hiraku/exporters/downloads/download.h"
#include "hiraku/model/instance.h"
#include "hiraku/model/resource.h"
#include "hiraku/pages/page.h"
#include "hiraku/pages/page_data.h"
#include "hiraku/pages/prose.h"
#include "hiraku/pages/shown_cell.h"
#include "hiraku/release/artifacts.h"
#include "hiraku/release/manifest.h"

#include "downloads_use.h"

const char *const downloads_page_title[2] = {
    [LANGUAGE_JA] = "ダウンロード", [LANGUAGE_EN] = "Downloads"};

/* 1 234 567 bytes as «1.2 MB», for people. */
static void downloads_page_size(struct html *html, uint64_t bytes)
{
    static const char *const units[] = {"B", "kB", "MB", "GB", "TB"};
    size_t unit = 0;
    uint64_t tenths = bytes * 10;
    while (tenths >= 10000 && unit + 1 < sizeof units / sizeof *units) {
        tenths = (tenths + 500) / 1000;
        unit++;
    }
    if (unit == 0)
        html_printf(html, "%" PRIu64 " B", bytes);
    else
        html_printf(html, "%" PRIu64 ".%" PRIu64 " %s", tenths / 10, tenths % 10, units[unit]);
}

static void downloads_page_missing(struct page *page, const struct artifact *file)
{
    const struct page_context *context = page->context;
    if (strcmp(file->missing, DOWNLOAD_OTHER_BASE) == 0)
        html_text(&page->html,
                  page_word(context, "別の基準 URL のためのもの", "for another base URL"));
    else
        html_text(&page->html,
                  page_word(context, "行数が多いため作っていません", "not made: too many rows"));
}

/* Readable, and to the byte. */
static void downloads_page_bytes(struct page *page, const struct artifact *file)
{
    struct html *html = &page->html;
    downloads_page_size(html, file->bytes);
    html_void(html, "br");
    html_open(html, "span");
    html_attribute(html, "class", "note");
    html_printf(html, page_word(page->context, "%" PRIu64 " バイト", "%" PRIu64 " bytes"),
                file->bytes);
    html_close(html);
}

/* The day on the publisher's clocks in words, and the moment as programs read it. */
static void downloads_page_date(struct page *page, const struct download *download)
{
    const struct page_context *context = page->context;
    struct html *html = &page->html;
    char local[CLOCK_RFC3339_SIZE], day[PERIOD_LABEL_SIZE], era[PERIOD_LABEL_SIZE];
    time_t when;
    if (clock_parse_rfc3339(slice_of(download->modified), &when)) {
        clock_rfc3339(when + context->instance->utc_offset, local);
        const struct slice text = {local, sizeof "YYYY-MM-DD" - 1};
        shown_period(context, text, false, day);
        shown_period(context, text, true, era);
        html_text(html, day);
        if (era[0])
            html_printf(html, "（%s）", era);
        html_void(html, "br");
    }
    html_element(html, "code", download->modified);
}

static void downloads_page_name(struct page *page, const struct download *download)
{
    struct page_address address = page_address_of(page->context, slice_of("/v1/downloads"));
    address.id = slice_of(download->name);
    address.lang = NULL;
    if (artifact_is_there(download->file))
        page_link(page, &address, slice_of(download->name));
    else
        html_text(&page->html, download->name);
}

static void downloads_page_file(struct page *page, const struct download *download)
{
    const struct artifact *file = download->file;
    const struct artifact_format *format = download->format;
    struct html *html = &page->html;
    bool there = artifact_is_there(file);
    page_row(page);
    downloads_page_name(page, download);
    page_cell(page);
    html_text(html, page_word(page->context, format->title_ja, format->title_en));
    page_cell(page);
    html_int(html, (int64_t)file->rows);
    page_cell(page);
    if (there)
        downloads_page_bytes(page, file);
    else
        downloads_page_missing(page, file);
    page_cell(page);
    downloads_page_date(page, download);
    page_cell(page);
    if (there)
        html_element(html, "code", file->sha256);
    page_cell(page);
    if (there)
        page_permanent_link(page, file);
    page_row_close(page);
}

/* Without the .gz copies of files that are there themselves: browsers take those by themselves; and
 * without those that only programs unpack. */
static bool downloads_page_shows(const struct page_context *context, size_t i,
                                 struct download *download)
{
    const struct artifact *files = context->artifacts->files;
    if (!download_read(download, context->manifest, &files[i]) || download->format->packs)
        return false;
    return !download->packed || i == 0 ||
           strncmp(files[i - 1].path, files[i].path, strlen(files[i].path) - 3) != 0;
}

/* The files of a table, or (`table` "") of all tables together; nothing where there are none. */
static void downloads_page_files(struct page *page, const char *title, const char *about,
                                 const char *table)
{
    const struct page_context *context = page->context;
    struct download download;
    size_t shown = 0;
    for (size_t i = 0; i < context->artifacts->count; i++) {
        if (strcmp(context->artifacts->files[i].table, table) != 0 ||
            !downloads_page_shows(context, i, &download))
            continue;
        if (shown++ == 0) {
            downloads_heading(page, *table ? table : "all", title);
            prose_paragraphs(&page->html, about, NULL);
            page_table(page, title,
                       page_word(context,
                                 "ファイル|形式|行数|大きさ|データの日時|SHA-256|引用にはこの"
                                 "アドレス（内容は変わりません）",
                                 "File|Format|Rows|Size|Date of the data|SHA-256|Address to quote "
                                 "(its content never changes)"));
        }
        downloads_page_file(page, &download);
    }
    if (shown)
        page_table_close(page);
}

static void downloads_page_tables(struct page *page)
{
    const struct page_context *context = page->context;
    downloads_page_files(
        page, page_word(context, "すべてを1つのファイルで", "Everything in one file"),
        page_word(context,
                  "すべての表と説明が入っています。迷ったらこちらを使ってください。"
                  "SQLite では、小数の列は公表されたとおりの桁を保つため文字列です。"
                  "大小の比較や計算には、数値にしたビュー `表名_real` を使ってください"
                  "（例: `observations_real`）。",
                  "All tables, with what explains them: take one of these if in "
                  "doubt. In SQLite, decimals are text, which keeps the published "
                  "digits. To compare or calculate, use the view `TABLE_real`, "
                  "which has them as numbers (such as `observations_real`)."),
        "");
    for (size_t i = 0; i < context->manifest->table_count; i++) {
        const struct resource *table = context->manifest->tables[i].resource;
        if (table)
            downloads_page_files(page, page_word(context, table->title_ja, table->title_en),
                                 page_word(context, table->doc_ja, table->doc), table->name);
    }
}

void downloads_page(const struct page_context *context, struct out *out)
{
    const struct page_head head = {.title = slice_of(page_choice(context, downloads_page_title)),
                                   .self = {.path = slice_of("/downloads")},
                                   .data = {.path = slice_of("/v1/downloads")},
                                   .data_forms = "json csv",
                                   .dated = true,
                                   .crumbs = {page_crumb_home(context)},
                                   .tell_data = page_data_catalogue,
                                   .data_of = context->manifest};
    struct page page = page_begin(context, out, &head);
    if (downloads_missing(context->artifacts)) {
        prose_paragraphs(&page.html,
                         page_word(context, "この公開版にはダウンロード用のファイルがありません。",
                                   "This release was published without files for download."),
                         NULL);
    } else {
        downloads_use_lead(&page);
        downloads_page_tables(&page);
        downloads_use_write(&page);
    }
    page_finish(&page);
}
