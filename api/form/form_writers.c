/* Reports as CSV and HTML, and the table of formats. */
#include "hiraku/base/csv_out.h"
#include "hiraku/base/out.h"
#include "hiraku/pages/html.h"

#include "form_parts.h"

const struct form_writer form_writers[] = {
    {"xlsx", form_write_workbook},
    {"csv", form_write_csv},
    {"html", form_write_html},
    {NULL, NULL},
};

/* The table alone: lines above and below it would be no rows. */
enum status form_write_csv(const struct form_page *page, struct out *out, struct problem *p)
{
    (void)p;
    out_text(out, "\xEF\xBB\xBF"); /* so that spreadsheets take it for UTF-8 */
    for (size_t i = 0; i < page->column_count; i++)
        csv_cell(out, i == 0, page->columns[i]);
    csv_end(out);
    for (size_t row = 0; row < page->row_count; row++) {
        for (size_t i = 0; i < page->column_count; i++)
            csv_cell(out, i == 0, page->cells[row * page->column_count + i].text);
        csv_end(out);
    }
    return STATUS_OK;
}

/* --- HTML ------------------------------------------------------------------------------------- */

static const char html_style[] =
    "body{font-family:sans-serif;margin:2em}table{border-collapse:collapse}"
    "th,td{border:1px solid;padding:.3em .6em;text-align:left;vertical-align:top}"
    "td.number{text-align:right;font-variant-numeric:tabular-nums}dt{font-weight:bold}";

static void html_lines(struct html *html, const struct form_line *lines, size_t count)
{
    if (count == 0)
        return;
    html_open(html, "dl");
    html_line(html);
    for (size_t i = 0; i < count; i++) {
        html_open(html, "dt");
        html_slice(html, lines[i].title);
        html_close(html);
        html_open(html, "dd");
        html_slice(html, lines[i].text);
        html_close(html);
        html_line(html);
    }
    html_close(html);
    html_line(html);
}

static void html_table(struct html *html, const struct form_page *page)
{
    html_open(html, "table");
    html_open(html, "caption");
    html_slice(html, page->sheet);
    html_close(html);
    html_open(html, "thead");
    html_open(html, "tr");
    for (size_t i = 0; i < page->column_count; i++) {
        html_open(html, "th");
        html_attribute(html, "scope", "col");
        html_slice(html, page->columns[i]);
        html_close(html);
    }
    html_close(html);
    html_close(html);
    html_line(html);
    html_open(html, "tbody");
    for (size_t row = 0; row < page->row_count; row++) {
        html_open(html, "tr");
        for (size_t i = 0; i < page->column_count; i++) {
            const struct form_cell *cell = &page->cells[row * page->column_count + i];
            html_open(html, "td");
            if (cell->number)
                html_attribute(html, "class", "number");
            html_slice(html, cell->text);
            html_close(html);
        }
        html_close(html);
        html_line(html);
    }
    html_close(html);
    html_close(html);
    html_line(html);
}

enum status form_write_html(const struct form_page *page, struct out *out, struct problem *p)
{
    struct html html = html_begin(out);
    (void)p;
    html_doctype(&html);
    html_open(&html, "html");
    html_attribute(&html, "lang", page->language == LANGUAGE_EN ? "en" : "ja");
    html_open(&html, "head");
    html_void(&html, "meta");
    html_attribute(&html, "charset", "utf-8");
    html_open(&html, "title");
    html_slice(&html, page->title);
    html_close(&html);
    html_element(&html, "style", html_style);
    html_close(&html);
    html_line(&html);
    html_open(&html, "body");
    html_open(&html, "main");
    html_open(&html, "h1");
    html_slice(&html, page->title);
    html_close(&html);
    html_line(&html);
    html_lines(&html, page->head, page->head_count);
    html_table(&html, page);
    html_lines(&html, page->foot, page->foot_count);
    html_finish(&html);
    html_line(&html);
    return STATUS_OK;
}
