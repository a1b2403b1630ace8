/* What figures of a KPI that were revised were, from which release until which, and why. */
#include "kpi_page_parts.h"

#include "hiraku/pages/page.h"
#include "hiraku/pages/shown_cell.h"
#include "hiraku/query/view.h"
#include "hiraku/service/details.h"

static void kpi_vintages_cell(struct page *page, const struct row *row, const char *name)
{
    int i = view_index(row->view, name);
    if (i >= 0 && shown_is_told(row, (size_t)i))
        shown_write(page, row, (size_t)i, SHOWN_SHORT);
}

static bool kpi_vintages_told(const struct row *row, const char *name)
{
    int i = view_index(row->view, name);
    return i >= 0 && shown_is_told(row, (size_t)i);
}

/* The figure among those that are shown; NULL: it was removed. */
static const struct detail *kpi_vintages_figure(const struct kpi_page *kpi, const struct row *row)
{
    struct slice id = row_cell(row, "id");
    const struct details *details = kpi->details;
    for (size_t i = 0; i < details->count; i++) {
        struct slice own = details->points[i].point.cells[POINT_ID];
        if (own.len && own.len < id.len && id.at[own.len] == '.' &&
            memcmp(own.at, id.at, own.len) == 0)
            return &details->points[i];
    }
    return NULL;
}

/* What tells the figure from others. */
static void kpi_vintages_place(struct page *page, const struct kpi_page *kpi, const struct row *row)
{
    static const char *const names[] = {"item", "segment", "area"};
    const struct detail *detail = kpi_vintages_figure(kpi, row);
    struct slice division = detail ? kpi_point_division(detail, &kpi->context) : SLICE_NONE;
    const char *comma = page_word(page->context, "・", ", ");
    kpi_vintages_cell(page, row, "period");
    html_text(&page->html, division.len ? comma : "");
    html_slice(&page->html, division);
    for (size_t i = 0; i < sizeof names / sizeof *names && !detail; i++) {
        html_text(&page->html, kpi_vintages_told(row, names[i]) ? comma : "");
        kpi_vintages_cell(page, row, names[i]);
    }
    html_text(&page->html, comma);
    kpi_vintages_cell(page, row, "value_type");
}

/* A release with its day. */
static void kpi_vintages_release(struct page *page, const struct row *row, const char *number,
                                 const char *day)
{
    kpi_vintages_cell(page, row, number);
    if (!kpi_vintages_told(row, day))
        return;
    html_text(&page->html, page_word(page->context, "（", " ("));
    kpi_vintages_cell(page, row, day);
    html_text(&page->html, page_word(page->context, "）", ")"));
}

/* The reason for which it became this value; of the last that there was, the one for its end. */
static void kpi_vintages_reason(struct page *page, const struct row *row)
{
    bool english = page->context->language == LANGUAGE_EN;
    const char *notes[] = {english ? "note_en" : "note_ja", english ? "note_ja" : "note_en"};
    kpi_vintages_cell(page, row, "kind");
    for (size_t i = 0; i < 2; i++) {
        if (!kpi_vintages_told(row, notes[i]))
            continue;
        html_text(&page->html,
                  kpi_vintages_told(row, "kind") ? page_word(page->context, "：", ": ") : "");
        kpi_vintages_cell(page, row, notes[i]);
        return;
    }
}

static void kpi_vintages_value(struct page *page, const struct kpi_page *kpi, const struct row *row)
{
    struct slice unit = kpi_unit_word(page->context, kpi->details);
    kpi_vintages_cell(page, row, "value");
    if (!row_cell(row, "value").len || !unit.len)
        return;
    html_text(&page->html, shown_before_unit(unit));
    html_slice(&page->html, unit);
}

static void kpi_vintages_row(struct page *page, const struct kpi_page *kpi, const struct row *row,
                             bool reasons)
{
    page_row(page);
    kpi_vintages_place(page, kpi, row);
    page_cell(page);
    html_attribute(&page->html, "class", "number whole");
    kpi_vintages_value(page, kpi, row);
    page_cell(page);
    kpi_vintages_release(page, row, "known_from", "known_from_on");
    page_cell(page);
    if (kpi_vintages_told(row, "known_to"))
        kpi_vintages_release(page, row, "known_to", "known_to_on");
    else
        html_text(&page->html, page_word(page->context, "現在まで", "still so"));
    if (reasons) {
        page_cell(page);
        html_attribute(&page->html, "class", "long");
        kpi_vintages_reason(page, row);
    }
    page_row_close(page);
}

static bool kpi_vintages_have_reasons(const struct kpi_page *kpi)
{
    for (size_t i = 0; i < kpi->vintage_count; i++)
        if (row_cell(&kpi->vintages[i], "kind").len || row_cell(&kpi->vintages[i], "note_ja").len ||
            row_cell(&kpi->vintages[i], "note_en").len)
            return true;
    return false;
}

static void kpi_vintages_heads(struct page *page, bool reasons)
{
    const struct page_context *context = page->context;
    kpi_head_write(page, page_word(context, "期間", "Period"), NULL);
    kpi_head_write(page, page_word(context, "値", "Value"), "number");
    kpi_head_write(page, page_word(context, "公開版（から）", "From release"), NULL);
    kpi_head_write(page, page_word(context, "公開版（まで）", "Until release"), NULL);
    if (reasons)
        kpi_head_write(page, page_word(context, "理由", "Reason"), NULL);
}

void kpi_vintages_write(struct page *page, const struct kpi_page *kpi)
{
    const char *title = page_word(page->context, "いつ、どの値だったか", "What was known when");
    bool reasons = kpi_vintages_have_reasons(kpi);
    if (kpi->vintage_count == 0)
        return;
    html_open(&page->html, "h2");
    html_attribute(&page->html, "id", "vintages");
    html_text(&page->html, title);
    html_close(&page->html);
    html_line(&page->html);
    page_table_open(page, title, !kpi->vintages_cut);
    kpi_vintages_heads(page, reasons);
    page_table_head_close(page);
    for (size_t i = 0; i < kpi->vintage_count; i++)
        kpi_vintages_row(page, kpi, &kpi->vintages[i], reasons);
    page_table_close(page);
    if (kpi->vintages_cut) {
        html_element(
            &page->html, "p",
            page_word(page->context, "ほかにもあります。公開版ごとの値のファイルにすべてあります。",
                      "There are more: the file with the values of every release has all."));
        html_line(&page->html);
    }
}
