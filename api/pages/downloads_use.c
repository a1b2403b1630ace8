/* See downloads_use.h. The lines are those of call_lines.h, for the first table that has a file. */
#include "downloads_use.h"

#include "hiraku/exporters/artifact_format.h"
#include "hiraku/exporters/downloads/download.h"
#include "hiraku/model/instance.h"
#include "hiraku/model/model.h"
#include "hiraku/pages/call_lines.h"
#include "hiraku/pages/page.h"
#include "hiraku/pages/prose.h"
#include "hiraku/release/artifacts.h"
#include "hiraku/release/manifest.h"

#include <stdio.h>

enum { DOWNLOADS_URL_BYTES = 4096 };

void downloads_heading(struct page *page, const char *id, const char *text)
{
    struct html *html = &page->html;
    html_open(html, "h2");
    html_attribute(html, "id", id);
    html_text(html, text);
    html_close(html);
    html_line(html);
}

static void downloads_use_entry(struct page *page, const char *id, const char *text)
{
    html_open(&page->html, "li");
    html_link_printf(&page->html, text, "#%s", id);
    html_close(&page->html);
    html_line(&page->html);
}

void downloads_use_lead(struct page *page)
{
    const struct page_context *context = page->context;
    struct html *html = &page->html;
    html_open(html, "nav");
    html_attribute(html, "aria-label", page_word(context, "このページの内容", "On this page"));
    html_open(html, "ul");
    html_line(html);
    downloads_use_entry(page, "all",
                        page_word(context, "すべてを1つのファイルで", "Everything in one file"));
    for (size_t i = 0; i < context->manifest->table_count; i++) {
        const struct resource *table = context->manifest->tables[i].resource;
        if (table && download_has(context->artifacts, table, artifact_csv.suffix))
            downloads_use_entry(page, table->name,
                                page_word(context, table->title_ja, table->title_en));
    }
    downloads_use_entry(page, "terms",
                        page_word(context, "ライセンスと引用", "Licence and how to quote"));
    downloads_use_entry(page, "open", page_word(context, "開き方", "How to open them"));
    html_close(html);
    html_close(html);
    html_line(html);
}

/* --- terms --- */

static void downloads_use_citations(struct page *page, const char *name)
{
    static const char *const forms[] = {"txt", "bib", "ris", "csl"};
    struct html *html = &page->html;
    html_open(html, "p");
    html_text(html, page_word(page->context,
                              "そのまま使える引用文の例: ", "A citation to copy, for example: "));
    for (size_t i = 0; i < sizeof forms / sizeof *forms; i++) {
        html_link_printf(html, forms[i], "/v1/cite.%s?url=/v1/downloads/%s", forms[i], name);
        html_text(html, " ");
    }
    html_close(html);
    html_line(html);
}

static void downloads_use_terms(struct page *page, const char *name)
{
    const struct page_context *context = page->context;
    struct html *html = &page->html;
    downloads_heading(page, "terms",
                      page_word(context, "ライセンスと引用", "Licence and how to quote"));
    html_open(html, "p");
    html_text(html, page_word(context, "ライセンス: ", "Licence: "));
    page_licence(page);
    html_text(html, page_word(context, "。出典の書き方: ", ". To be named as: "));
    html_text(html, page_own_word(context, context->instance->attribution));
    html_close(html);
    html_line(html);
    prose_paragraphs(
        html,
        page_word(context,
                  "引用には、各ファイルの右端にある内容の変わらないアドレスを使ってください。"
                  "SHA-256 で、手元のファイルが同じものかどうかを確かめられます（`sha256sum "
                  "ファイル名`）。",
                  "Quote a file by its address that never changes, at the end of its row. SHA-256 "
                  "tells whether a file is still the same (`sha256sum FILE`)."),
        NULL);
    downloads_use_citations(page, name);
}

/* --- programs --- */

static void downloads_use_program(struct page *page, const char *program, const char *text)
{
    html_element(&page->html, "h3", program);
    html_line(&page->html);
    prose_paragraphs(&page->html, text, NULL);
}

static void downloads_use_programs(struct page *page)
{
    const struct page_context *context = page->context;
    downloads_use_program(
        page, "Excel",
        page_word(
            context,
            "`.xlsx` を使ってください。コードの先頭の 0 も日付も公開したとおりに開きます。CSV "
            "がよければ `.excel.csv`（UTF-8、BOM 付き。先頭に 0 のあるコードは `=\"011002\"` "
            "と書いてあり、消えません）。`.csv` をそのまま開くと、コードが数値に変わります。"
            "CP932（Shift_JIS）の CSV が要るときは、表のアドレスに `.csv?profile=cp932` を"
            "付けてください（例: `/v1/programs.csv?profile=cp932`）。",
            "Take `.xlsx`: zeros before codes and dates open as they were published. If it "
            "has to be CSV, take `.excel.csv` (UTF-8 with BOM; a code that begins with 0 is "
            "written `=\"011002\"` and keeps it). A plain `.csv` that is opened directly "
            "loses those zeros. For CSV in CP932 (Shift_JIS) ask for "
            "`.csv?profile=cp932` (such as `/v1/programs.csv?profile=cp932`)."));
    downloads_use_program(
        page, "LibreOffice",
        page_word(context,
                  "`.xlsx` を使うか、`.csv` を開くときの画面で、文字コードに UTF-8 を選び、すべての"
                  "列の種類を「テキスト」にしてください。",
                  "Take `.xlsx`, or open `.csv` and choose UTF-8 and the type Text for all columns "
                  "in the dialogue that comes up."));
    downloads_use_program(
        page, "QGIS",
        page_word(context,
                  "データに位置や形はありません。`.xlsx` を表として読み込み、市区町村のコード"
                  "（6桁の文字列）で行政区域の境界データに結合してください。",
                  "The data have no positions or shapes. Load `.xlsx` as a table and join it to "
                  "boundaries by the code of the municipality (six digits, as text)."));
}

static void downloads_use_lines(struct page *page, const struct artifact *file, const char *name)
{
    const struct page_context *context = page->context;
    char url[DOWNLOADS_URL_BYTES];
    snprintf(url, sizeof url, "%s" DOWNLOAD_PLACE, context->instance->base_url,
             context->place(context->release, file), (int)strlen(name), name);
    prose_paragraphs(
        &page->html,
        page_word(context,
                  "R・Python などでは `.csv` を、すべての列を文字列として読んでください。"
                  "次の行はそのまま動きます。",
                  "In R, Python and the like read `.csv` with all columns as text. "
                  "These lines work as they are."),
        NULL);
    call_lines_show_all(page, CALL_CSV, slice_of(url));
}

void downloads_use_write(struct page *page)
{
    const struct page_context *context = page->context;
    const struct artifact *file = NULL;
    struct download download;
    for (size_t i = 0; i < context->artifacts->count && !file; i++)
        if (artifact_is_there(&context->artifacts->files[i]) &&
            download_read(&download, context->manifest, &context->artifacts->files[i]) &&
            download.format == &artifact_csv && !download.packed)
            file = download.file;
    if (file)
        downloads_use_terms(page, download.name);
    downloads_heading(page, "open", page_word(context, "開き方", "How to open them"));
    downloads_use_programs(page);
    if (file)
        downloads_use_lines(page, file, download.name);
}
