/* Simple prose. Knows no list, no link and no heading. */
#include "hiraku/pages/prose.h"

#include "hiraku/pages/html.h"

/* Opens the element, or closes it. */
static void prose_turn(struct html *html, bool *is_open, const char *name)
{
    if (*is_open)
        html_close(html);
    else
        html_open(html, name);
    *is_open = !*is_open;
}

static void prose_piece(struct html *html, struct slice text)
{
    bool code = false, strong = false;
    while (text.len) {
        size_t len = 0;
        while (len < text.len && text.at[len] != '`' && (code || text.at[len] != '*'))
            len++;
        if (len > 0) {
            html_slice(html, (struct slice){text.at, len});
        } else if (*text.at == '`') {
            prose_turn(html, &code, "code");
            len = 1;
        } else if (slice_starts(text, "**")) {
            prose_turn(html, &strong, "strong");
            len = 2;
        } else {
            html_text(html, "*");
            len = 1;
        }
        text = slice_from(text, len);
    }
    if (code)
        html_close(html);
    if (strong)
        html_close(html);
}

void prose_inline(struct html *html, const char *text)
{
    prose_piece(html, slice_of(text));
}

void prose_paragraphs(struct html *html, const char *text, const char *lang)
{
    while (*text) {
        const char *end = strstr(text, "\n\n");
        size_t len = end ? (size_t)(end - text) : strlen(text);
        html_open(html, "p");
        if (lang)
            html_attribute(html, "lang", lang);
        prose_piece(html, (struct slice){text, len});
        html_close(html);
        html_line(html);
        text += len;
        text += strspn(text, "\n");
    }
}
