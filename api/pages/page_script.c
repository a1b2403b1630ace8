/* See script.h. The script itself has no words of a language. */
#include "hiraku/pages/script.h"

#include "hiraku/model/instance.h"
#include "hiraku/pages/page.h"

static const struct {
    const char *name, *ja, *en;
} page_script_words[] = {
    {"data-copy", "コピー", "Copy"},
    {"data-copied", "コピーしました。", "Copied."},
    {"data-failed", "コピーできませんでした。選択された文字列をコピーしてください。",
     "Nothing was copied: copy the text that is selected."},
    {"data-ascending", "昇順に並べ替えました。", "in ascending order."},
    {"data-descending", "降順に並べ替えました。", "in descending order."},
    {"data-none", "元の順に戻しました。", "in the order as published."},
    {"data-series", "図に示す系列", "Series in the chart"},
    {"data-values", "矢印キーで値を順に読み上げます。Escキーで閉じます。",
     "Arrow keys go from value to value, Escape closes."},
};

void page_script_element(struct page *page)
{
    struct html *html = &page->html;
    const struct instance *instance = page->context->instance;
    html_open(html, "script");
    html_attribute_printf(html, "src", "/docs/%s/script.js", page_script_hash);
    html_attribute(html, "defer", "defer");
    for (size_t i = 0; i < sizeof page_script_words / sizeof *page_script_words; i++)
        html_attribute(html, page_script_words[i].name,
                       page_word(page->context, page_script_words[i].ja, page_script_words[i].en));
    html_attribute_printf(html, "data-fiscal", "%d", instance ? instance->first_month : 1);
    html_close(html);
    html_line(html);
}
