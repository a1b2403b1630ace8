/* The page of /v1/downloads: the files, and those that there are not with the reason. */
#include "hiraku/pages/pages.h"

#include "hiraku/exporters/artifact_format.h"
#include "hiraku/exporters/downloads/download.h"
#include "hiraku/pages/page.h"
#include "hiraku/pages/prose.h"
#include "hiraku/release/artifacts.h"

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

static void downloads_page_file(struct page *page, const struct download *download)
{
    const struct artifact *file = download->file;
    const struct artifact_format *format = download->format;
    struct html *html = &page->html;
    bool there = artifact_is_there(file);
    page_row(page);
    if (there)
        html_link_printf(html, download->name, "/v1/downloads/%s", download->name);
    else
        html_text(html, download->name);
    page_cell(page);
    html_text(html, page_word(page->context, format->title_ja, format->title_en));
    page_cell(page);
    html_int(html, (int64_t)file->rows);
    page_cell(page);
    if (there)
        downloads_page_size(html, file->bytes);
    else
        downloads_page_missing(page, file);
    page_cell(page);
    html_text(html, download->modified);
    page_cell(page);
    if (there)
        page_permanent_link(page, file);
    page_row_close(page);
}

/* Without the .gz copies of files that are there themselves: browsers take those by themselves. */
static void downloads_page_files(struct page *page)
{
    const struct page_context *context = page->context;
    const struct artifact *files = context->artifacts->files;
    struct download download;
    for (size_t i = 0; i < context->artifacts->count; i++) {
        bool known = download_read(&download, context->manifest, &files[i]);
        bool copy = known && download.packed && i > 0 &&
                    strncmp(files[i - 1].path, files[i].path, strlen(files[i].path) - 3) == 0;
        if (known && !copy)
            downloads_page_file(page, &download);
    }
}

void downloads_page(const struct page_context *context, struct out *out)
{
    const char *title = page_word(context, "ダウンロード", "Downloads");
    bool any = !downloads_missing(context->artifacts);
    struct page page = page_start(context, out, title, "/v1/downloads.html");
    if (!any)
        prose_paragraphs(&page.html,
                         page_word(context, "この公開版にはダウンロード用のファイルがありません。",
                                   "This release was published without files for download."),
                         NULL);
    page_table(&page, title,
               page_word(context,
                         "ファイル|形式|行数|大きさ|データの日時|引用にはこのアドレス"
                         "（内容は変わりません）",
                         "File|Format|Rows|Size|Date of the data|Address to quote (its "
                         "content never changes)"));
    downloads_page_files(&page);
    page_table_close(&page);
    if (any)
        prose_paragraphs(
            &page.html,
            page_word(context,
                      "SQLite では、小数の列は公表されたとおりの桁を保つため文字列です。大小の"
                      "比較や計算には、数値にしたビュー `表名_real` を使ってください"
                      "（例: `observations_real`）。",
                      "In SQLite, decimals are text, which keeps the published digits. To "
                      "compare or calculate, use the view `TABLE_real`, which has them as "
                      "numbers (such as `observations_real`)."),
            NULL);
    page_finish(&page);
}
