/* The log, as a page and as CSV. */
#include "hiraku/desk/face/desk_pages.h"

#include "hiraku/base/csv_out.h"

#include <inttypes.h>
#include <stdio.h>

enum { LOG_SHOWN = 500 };

static const char *const log_names[] = {"time", "who", "what", "about", "digest"};

static const char *log_page_word(const struct page *page, const char *ja, const char *en)
{
    return page_word(page->context, ja, en);
}

/* The newest first. */
void show_log(struct visit *visit, struct page *page)
{
    const json_t *log = json_object_get(visit->data, "log");
    bool whole = json_is_true(json_object_get(visit->data, "whole"));
    html_open(&page->html, "p");
    html_printf(
        &page->html,
        whole ? log_page_word(page, "%" PRId64 " 行はすべてつながっています。最後の行の要約値: ",
                              "All %" PRId64 " lines follow each other. Digest of the last: ")
              : log_page_word(page,
                              "%" PRId64 " 行目より後が書き換えられています。控えと比べてください。"
                              "最後に正しい行の要約値: ",
                              "Behind line %" PRId64 " the log was altered: compare it with "
                              "a copy. Digest of the last good line: "),
        desk_number(visit->data, "lines"));
    html_element(&page->html, "code", desk_text(visit->data, "last"));
    html_close(&page->html);
    html_line(&page->html);
    desk_link(page, "/desk/log.csv", log_page_word(page, "すべてを CSV で", "All of it as CSV"));
    page_table(page, log_page_word(page, "記録", "Log"),
               log_page_word(page, "番号|日時（UTC）|だれが|何を|対象",
                             "Number|Time (UTC)|Who|What|About"));
    size_t count = json_array_size(log);
    for (size_t i = count; i > 0 && count - i < LOG_SHOWN; i--) {
        const json_t *entry = json_array_get(log, i - 1);
        page_row(page);
        html_int(&page->html, desk_number(entry, "number"));
        for (size_t name = 0; name + 1 < sizeof log_names / sizeof *log_names; name++) {
            page_cell(page);
            html_text(&page->html, desk_text(entry, log_names[name]));
        }
        page_row_close(page);
    }
    page_table_close(page);
}

void desk_log_csv(struct visit *visit)
{
    size_t at;
    json_t *entry;
    char number[24];
    visit->media_type = "text/csv; charset=utf-8; header=present";
    csv_cell(&visit->answer, true, slice_of("number"));
    for (size_t name = 0; name < sizeof log_names / sizeof *log_names; name++)
        csv_cell(&visit->answer, false, slice_of(log_names[name]));
    csv_end(&visit->answer);
    json_array_foreach(json_object_get(visit->data, "log"), at, entry)
    {
        snprintf(number, sizeof number, "%" PRId64, desk_number(entry, "number"));
        csv_cell(&visit->answer, true, slice_of(number));
        for (size_t name = 0; name < sizeof log_names / sizeof *log_names; name++)
            csv_cell(&visit->answer, false, slice_of(desk_text(entry, log_names[name])));
        csv_end(&visit->answer);
    }
}
