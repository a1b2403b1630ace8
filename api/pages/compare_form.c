/* The form of a comparison: subjects by name, those of one place together, and conditions on their
 * figures. One form holds all of it, so that looking for words loses nothing that was chosen. */
#include "compare_parts.h"

#include "list_form.h"

#include "hiraku/base/arena.h"
#include "hiraku/base/out.h"
#include "hiraku/model/model.h"
#include "hiraku/model/resource.h"
#include "hiraku/pages/list_query.h"
#include "hiraku/pages/page.h"
#include "hiraku/pages/record_name.h"
#include "hiraku/pages/shown_cell.h"
#include "hiraku/query/query.h"
#include "hiraku/query/view.h"
#include "hiraku/service/compare.h"
#include "hiraku/service/row_set.h"

enum { COMPARE_FORM_NAME = 16384 };

const char compare_page_words[] = "find";

/* --- subjects --- */

static void compare_form_name(struct page *page, const struct row *row)
{
    struct out name;
    const char *lang;
    out_open_memory(&name, COMPARE_FORM_NAME);
    record_name_write(page->context, row, NULL, &name, &lang);
    page_text_in(page, lang, out_written(&name));
    if (name.error != STATUS_OK)
        out_fail(page->html.out, name.error, "the name of a record");
    out_close(&name);
}

static void compare_form_subject(struct page *page, const struct row *row, bool picked)
{
    struct html *html = &page->html;
    struct slice ja = row_cell(row, subject_columns[SUBJECT_UNIT_JA]);
    struct slice en = row_cell(row, subject_columns[SUBJECT_UNIT_EN]);
    struct slice unit = page->context->language == LANGUAGE_EN && en.len ? en : ja;
    html_open(html, "li");
    html_open(html, "label");
    html_void(html, "input");
    html_attribute(html, "type", "checkbox");
    html_attribute_printf(html, "name", "%s[]", model_cube_subject()->name);
    html_attribute_slice(html, "value", row_cell(row, subject_columns[SUBJECT_ID]));
    if (picked)
        html_attribute(html, "checked", "checked");
    html_text(html, " ");
    compare_form_name(page, row);
    if (unit.len)
        html_printf(html, page_word(page->context, "（%.*s）", " (%.*s)"), (int)unit.len, unit.at);
    html_close(html);
    html_close(html);
    html_line(html);
}

static void compare_form_group(struct page *page, const char *lang, struct slice legend)
{
    struct html *html = &page->html;
    html_open(html, "fieldset");
    html_open(html, "legend");
    page_text_in(page, lang, legend);
    html_close(html);
    html_open(html, "ul");
    html_line(html);
}

static void compare_form_group_close(struct page *page)
{
    for (int i = 0; i < 2; i++) { /* ul, fieldset */
        html_close(&page->html);
        html_line(&page->html);
    }
}

static bool compare_form_is_picked(const struct row_set *picked, const struct row *row)
{
    for (size_t i = 0; i < picked->count; i++)
        if (slice_equal(picked->rows[i].cells[0], row->cells[0]))
            return true;
    return false;
}

static void compare_form_picked(struct page *page, const struct row_set *picked)
{
    if (picked->count == 0)
        return;
    compare_form_group(
        page, NULL, slice_of(page_word(page->context, "選んだ指標", "Indicators that are chosen")));
    for (size_t i = 0; i < picked->count; i++)
        compare_form_subject(page, &picked->rows[i], true);
    compare_form_group_close(page);
}

static void compare_form_place(struct page *page, const struct row *row)
{
    const char *lang = NULL;
    int at = view_index(row->view, subject_columns[SUBJECT_MUNICIPALITY]);
    struct slice place = at >= 0 && row->cells[at].len
                             ? shown_reference_name(page->context, row, (size_t)at, &lang)
                             : SLICE_NONE;
    compare_form_group(page, lang,
                       place.len ? place
                                 : slice_of(page_word(page->context, "自治体の指定がない指標",
                                                      "Of no municipality")));
}

/* Rows come by place. */
static void compare_form_found(struct page *page, const struct compare_page *compared)
{
    const char *place = subject_columns[SUBJECT_MUNICIPALITY];
    const struct row *before = NULL;
    for (size_t i = 0; i < compared->found->count; i++) {
        const struct row *row = &compared->found->rows[i];
        if (compare_form_is_picked(compared->picked, row))
            continue;
        if (!before || !slice_equal(row_cell(before, place), row_cell(row, place))) {
            if (before)
                compare_form_group_close(page);
            compare_form_place(page, row);
        }
        compare_form_subject(page, row, false);
        before = row;
    }
    if (before)
        compare_form_group_close(page);
}

static void compare_form_count(struct page *page, const struct compare_page *compared)
{
    struct html *html = &page->html;
    if (compared->found->count > 0 && !compared->more)
        return;
    html_open(html, "p");
    html_attribute(html, "class", "note");
    if (compared->more)
        html_text(html, page_word(page->context, "ほかにもあります。ことばを入れて探してください。",
                                  "There are more. Look for them by words."));
    else
        html_text(html, page_word(page->context,
                                  "そのことばを含む指標はありません。ことばを短くしてください。",
                                  "No indicator has these words. Try shorter ones."));
    html_close(html);
    html_line(html);
}

/* --- words and conditions --- */

static const char *const compare_form_periods[] = {"period__ge", "period__le"};
static const enum point_cell compare_form_codes[] = {POINT_VALUE_TYPE, POINT_ACCUMULATION};

static bool compare_form_shows(const struct page *page, const void *context, struct slice name)
{
    (void)page, (void)context;
    for (size_t i = 0; i < 2; i++)
        if (slice_is(name, compare_form_periods[i]) ||
            slice_is(name, point_columns[compare_form_codes[i]]))
            return true;
    return slice_is(name, "name") || slice_is(name, model_cube_subject()->name);
}

static struct slice compare_form_asked(const struct compare_page *compared, const char *name)
{
    const struct query *query = &compared->compare->query;
    for (size_t i = 0; i + 1 < query->filter_count; i++)
        if (slice_is(query->filters[i].name, name))
            return query->filters[i].value;
    return SLICE_NONE;
}

static void compare_form_code(struct page *page, const struct compare_page *compared,
                              enum point_cell cell)
{
    const struct page_context *context = page->context;
    const struct column *column = model_column(model_cube(), slice_of(point_columns[cell]));
    struct slice asked = compare_form_asked(compared, column->name);
    struct html *html = &page->html;
    list_form_label(page, column->name, page_word(context, column->title_ja, column->title_en));
    html_open(html, "select");
    html_attribute(html, "name", column->name);
    html_attribute_printf(html, "id", "f-%s", column->name);
    list_form_option(page, false, SLICE_NONE, slice_of(page_word(context, "すべて", "all")), false);
    html_close(html);
    for (const struct code *code = column->codes; code && code->value; code++) {
        list_form_option(page, false, slice_of(code->value),
                         slice_of(page_word(context, code->title_ja, code->title_en)),
                         slice_is(asked, code->value));
        html_close(html);
    }
    html_close(html);
    html_close(html);
    html_line(html);
}

static void compare_form_period(struct page *page, const struct compare_page *compared, size_t i)
{
    static const char *const labels[][2] = {
        {"期間（から。例: FY2020）", "Periods from (such as FY2020)"},
        {"期間（まで）", "Periods to"}};
    list_form_label(page, compare_form_periods[i], page_choice(page->context, labels[i]));
    list_form_input(page, "text", compare_form_periods[i],
                    compare_form_asked(compared, compare_form_periods[i]));
    html_close(&page->html);
    html_line(&page->html);
}

static void compare_form_conditions(struct page *page, const struct compare_page *compared)
{
    struct html *html = &page->html;
    bool open = compared->compare->query.filter_count > 1;
    html_open(html, "details");
    if (open)
        html_attribute(html, "open", "open");
    html_element(html, "summary", page_word(page->context, "値の条件", "Conditions on the values"));
    html_open(html, "div");
    html_attribute(html, "class", "fields");
    html_line(html);
    for (size_t i = 0; i < 2; i++)
        compare_form_code(page, compared, compare_form_codes[i]);
    for (size_t i = 0; i < 2; i++)
        compare_form_period(page, compared, i);
    html_close(html);
    html_close(html);
    html_line(html);
}

static void compare_form_words(struct page *page, const struct compare_page *compared)
{
    struct html *html = &page->html;
    html_open(html, "div");
    html_attribute(html, "class", "find");
    list_form_label(page, compare_page_words,
                    page_word(page->context, "指標をことばで探す", "Look for indicators by words"));
    list_form_input(page, "search", compare_page_words, compared->words);
    html_close(html);
    html_open(html, "button");
    html_attribute(html, "type", "submit");
    html_text(html, page_word(page->context, "指標を探す", "Look for indicators"));
    html_close(html);
    html_close(html);
    html_line(html);
}

void compare_form_write(struct page *page, const struct compare_page *compared)
{
    struct html *html = &page->html;
    const struct list_form_kept kept = {compared->data, compare_form_shows, NULL};
    html_open(html, "form");
    html_attribute(html, "class", "choose");
    html_attribute(html, "action", "/compare");
    html_line(html);
    compare_form_words(page, compared);
    compare_form_picked(page, compared->picked);
    compare_form_found(page, compared);
    compare_form_count(page, compared);
    compare_form_conditions(page, compared);
    list_form_keep(page, &kept, compared->context.arena);
    html_open(html, "button");
    html_attribute(html, "type", "submit");
    html_text(html, page_word(page->context, "並べて比べる", "Compare"));
    html_close(html);
    html_close(html);
    html_line(html);
}
