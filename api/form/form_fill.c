/* A layout filled with what a release says: see form.h. */
#include "form_parts.h"

#include "hiraku/model/instance.h"
#include "hiraku/release/manifest.h"

#include <stdio.h>

enum { FILL_ARENA = 128 << 20 };

static void fill_lines(const struct form_context *context, const struct form_items *items,
                       struct form_line *lines, size_t *count)
{
    for (size_t i = 0; i < items->count; i++) {
        const struct form_item *item = &items->items[i];
        struct form_line *line = &lines[(*count)++];
        line->title = form_field_fill(context, item->title[context->asked->language]);
        if (item->value.len > 0)
            line->text = form_field(context, item->value).text;
    }
}

static enum status fill_rows(struct form_page *page, const struct form *form,
                             struct form_context *context, struct problem *p)
{
    const struct form_data *data = context->data;
    size_t columns = form->columns.count;
    char text[PERIOD_TEXT_SIZE];
    struct period year;
    snprintf(text, sizeof text, "FY%d", context->asked->year);
    if (period_parse(slice_of(text), context->asked->instance->first_month, &year) != PERIOD_GOOD)
        return problem_set(p, STATUS_BAD_ARGUMENT, slice_of("--year"), slice_of(text), NULL);
    page->cells = arena_alloc(&page->arena, data->count * columns * sizeof *page->cells);
    if (!page->cells)
        return problem_memory(p);
    for (size_t row = 0; row < data->count; row++) {
        struct form_figures figures;
        context->kpi = &data->kpis[row];
        context->figures = &figures;
        form_figures_make(context->kpi, context->asked->year, year.ends, &page->arena, &figures);
        for (size_t i = 0; i < columns; i++)
            page->cells[row * columns + i] = form_field(context, form->columns.items[i].value);
    }
    context->kpi = NULL;
    context->figures = NULL;
    page->row_count = data->count;
    return STATUS_OK;
}

enum status form_fill(struct form_page *page, const struct form *form,
                      const struct form_asked *asked, struct problem *p)
{
    struct form_data data;
    *page = (struct form_page){.language = asked->language,
                               .made = asked->manifest->published_at,
                               .column_count = form->columns.count};
    arena_init(&page->arena, FILL_ARENA);
    enum status status = form_data_read(&data, asked, &page->arena, p);
    if (status != STATUS_OK)
        return status;
    struct form_context context = {.asked = asked, .data = &data, .arena = &page->arena};
    page->title = form_field_fill(&context, form->title[asked->language]);
    page->sheet = form_field_fill(&context, form->sheet[asked->language]);
    fill_lines(&context, &form->head, page->head, &page->head_count);
    fill_lines(&context, &form->foot, page->foot, &page->foot_count);
    for (size_t i = 0; i < form->columns.count; i++) {
        page->columns[i] = form_field_fill(&context, form->columns.items[i].title[asked->language]);
        page->widths[i] = form->columns.items[i].width;
    }
    status = fill_rows(page, form, &context, p);
    return status == STATUS_OK && arena_overflowed(&page->arena) ? problem_memory(p) : status;
}

void form_page_free(struct form_page *page)
{
    arena_free(&page->arena);
}
