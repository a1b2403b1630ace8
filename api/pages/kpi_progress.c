/* Targets of a KPI against what was reached: of one period, accumulation and division. */
#include "kpi_page_parts.h"

#include "hiraku/base/out.h"
#include "hiraku/pages/chart/chart.h"
#include "hiraku/pages/page.h"
#include "hiraku/pages/progress_words.h"
#include "hiraku/service/details.h"

enum { PROGRESS_BYTES = 2048 };

/* Figures that share accumulation and division with a target, but are actual values: they stand
 * one behind the other. */
static size_t kpi_progress_actuals(const struct details *details, const struct detail *target)
{
    for (size_t i = 0; i < details->count; i++) {
        const struct point *point = &details->points[i].point;
        bool same = true;
        for (int cell = POINT_ACCUMULATION; cell <= POINT_AREA && same; cell++)
            same = slice_equal(point->cells[cell], target->point.cells[cell]);
        if (same && slice_is(point->cells[POINT_VALUE_TYPE], "actual"))
            return i;
    }
    return details->count;
}

/* The actual value of a target's period, looked for from `*from` on, as both are in the order of
 * time; NULL: there is no row. */
static const struct detail *kpi_progress_actual(const struct details *details,
                                                const struct detail *target, size_t *from)
{
    struct slice starts = target->point.cells[POINT_STARTS];
    while (*from < details->count &&
           slice_is(details->points[*from].point.cells[POINT_VALUE_TYPE], "actual") &&
           slice_compare(details->points[*from].point.cells[POINT_STARTS], starts) < 0)
        ++*from;
    for (size_t i = *from; i < details->count; i++) {
        const struct point *point = &details->points[i].point;
        if (!detail_shares_run(&details->points[*from], &details->points[i]) ||
            !slice_is(point->cells[POINT_VALUE_TYPE], "actual") ||
            !slice_equal(point->cells[POINT_STARTS], starts))
            return NULL;
        if (slice_equal(point->cells[POINT_PERIOD], target->point.cells[POINT_PERIOD]))
            return details->points[i].gap ? NULL : &details->points[i];
    }
    return NULL;
}

static struct progress_figure kpi_progress_figure(const struct detail *detail,
                                                  const struct chart_context *context)
{
    struct chart_point point;
    kpi_point(detail, context, &point);
    return (struct progress_figure){.value = point.value,
                                    .before = point.text[0],
                                    .behind = point.text[1],
                                    .reason = point.reason,
                                    .exact = point_is_exact(&detail->point)};
}

static struct progress kpi_progress_of(const struct page *page, const struct kpi_page *kpi)
{
    const struct slice *about = kpi->details->about;
    struct slice unit[2] = {about[SUBJECT_UNIT_JA], about[SUBJECT_UNIT_EN]};
    struct progress progress = {.language = page->context->language,
                                .unit = kpi_word_of(page->context, unit[0], unit[1])};
    derivation_unit(DERIVE_DIFFERENCE, about[SUBJECT_UNIT_CODE], unit);
    progress.unit_between = kpi_word_of(page->context, unit[0], unit[1]);
    if (slice_is(about[SUBJECT_DIRECTION], "increase"))
        progress.wish = PROGRESS_MORE;
    if (slice_is(about[SUBJECT_DIRECTION], "decrease"))
        progress.wish = PROGRESS_LESS;
    return progress;
}

/* What the target is of, beside its period. */
static void kpi_progress_part(struct page *page, struct slice text)
{
    if (text.len)
        html_printf(&page->html, page_word(page->context, "（%.*s）", " (%.*s)"), (int)text.len,
                    text.at);
}

static void kpi_progress_item(struct page *page, const struct kpi_page *kpi,
                              const struct detail *target, const struct detail *actual)
{
    struct html *html = &page->html;
    struct progress progress = kpi_progress_of(page, kpi);
    struct slice accumulation = target->point.cells[POINT_ACCUMULATION];
    struct chart_point point;
    char bytes[PROGRESS_BYTES];
    struct out words;
    kpi_point(target, &kpi->context, &point);
    progress.target = kpi_progress_figure(target, &kpi->context);
    progress.actual.reason = slice_of(page_word(page->context, "未公表", "not published"));
    if (actual)
        progress.actual = kpi_progress_figure(actual, &kpi->context);
    out_open_buffer(&words, bytes, sizeof bytes);
    progress_words(&progress, &words);
    html_open(html, "li");
    html_open(html, "strong");
    html_slice(html, point.label);
    html_close(html);
    if (!slice_is(accumulation, "level"))
        kpi_progress_part(page, chart_code_word(point_columns[POINT_ACCUMULATION], accumulation,
                                                page->context->language));
    kpi_progress_part(page, kpi_point_division(target, &kpi->context));
    html_text(html, page_word(page->context, "　", ": "));
    html_slice(html, out_written(&words));
    html_close(html);
    html_line(html);
}

static bool kpi_progress_is_target(const struct detail *detail)
{
    return !detail->gap && detail->point.cells[POINT_VALUE].len &&
           slice_is(detail->point.cells[POINT_VALUE_TYPE], "target");
}

void kpi_progress_write(struct page *page, const struct kpi_page *kpi)
{
    const struct details *details = kpi->details;
    struct html *html = &page->html;
    const struct detail *before = NULL;
    size_t from = 0;
    for (size_t i = 0; i < details->count; i++) {
        const struct detail *target = &details->points[i];
        if (!kpi_progress_is_target(target))
            continue;
        if (!before) {
            page_heading(page, page_word(page->context, "目標と実績", "Targets and actual values"));
            html_open(html, "ul");
            html_attribute(html, "class", "progress");
            html_line(html);
        }
        if (!before || !detail_shares_run(before, target))
            from = kpi_progress_actuals(details, target);
        before = target;
        kpi_progress_item(page, kpi, target, kpi_progress_actual(details, target, &from));
    }
    if (!before)
        return;
    html_close(html);
    html_line(html);
}
