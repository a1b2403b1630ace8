/* See call_lines.h. A template has %s for the URL and %n for the name of a file, each quoted. */
#include "hiraku/pages/call_lines.h"

#include "hiraku/base/out.h"
#include "hiraku/base/utf8.h"
#include "hiraku/pages/page.h"

#include <stdio.h>

enum { CALL_LINES_BYTES = 256 * 1024 };

static const struct {
    const char *title, *json, *csv, *file;
} call_languages[CALL_LANGUAGES] = {
    [CALL_CURL] = {"curl", "curl -sSL %s", "curl -sSL %s", "curl -sSL -o %n %s"},
    [CALL_PYTHON] = {"Python",
                     "import json, urllib.request\n"
                     "with urllib.request.urlopen(%s) as answer:\n"
                     "    data = json.load(answer)\n"
                     "print(json.dumps(data, ensure_ascii=False, indent=1))",
                     "import csv, io, urllib.request\n"
                     "with urllib.request.urlopen(%s) as answer:\n"
                     "    text = io.TextIOWrapper(answer, \"utf-8-sig\", newline=\"\")\n"
                     "    rows = list(csv.DictReader(text))\n"
                     "print(len(rows), rows[:1])",
                     "import urllib.request\n"
                     "urllib.request.urlretrieve(%s, %n)"},
    [CALL_R] = {"R",
                "library(jsonlite)\n"
                "data <- fromJSON(%s)\n"
                "str(data, 1)",
                "rows <- read.csv(%s, colClasses = \"character\", na.strings = \"\",\n"
                "                 encoding = \"UTF-8\", check.names = FALSE)\n"
                "str(rows)",
                "download.file(%s, %n, mode = \"wb\")"},
    [CALL_JAVASCRIPT] = {"JavaScript",
                         "const answer = await fetch(%s);\n"
                         "const data = await answer.json();\n"
                         "console.log(data);",
                         "const answer = await fetch(%s);\n"
                         "const text = await answer.text();\n"
                         "console.log(text);",
                         "import { writeFile } from \"node:fs/promises\";\n"
                         "const answer = await fetch(%s);\n"
                         "await writeFile(%n, Buffer.from(await answer.arrayBuffer()));"},
};

enum call_form call_form_of(const char *media_type)
{
    struct slice type = slice_of(media_type ? media_type : "");
    type.len = strcspn(type.at, ";");
    const size_t ending = sizeof "json" - 1; /* application/json, application/ld+json */
    if (type.len > ending && slice_is(slice_from(type, type.len - ending), "json"))
        return CALL_JSON;
    return slice_is(type, "text/csv") ? CALL_CSV : CALL_FILE;
}

const char *call_title(enum call_language language)
{
    return call_languages[language].title;
}

/* --- quoting --- */

void call_quote_word(struct out *out, struct slice text)
{
    out_char(out, '\'');
    for (size_t i = 0; i < text.len; i++) {
        if (text.at[i] == '\'')
            out_text(out, "'\\'");
        out_char(out, text.at[i]);
    }
    out_char(out, '\'');
}

/* Ends a line of JavaScript (ECMA-262 s.12.3), or cannot be seen. */
static bool call_is_escaped(int32_t c)
{
    return c < 0x20 || (c >= 0x7F && c < 0xA0) || c == 0x2028 || c == 0x2029 || c == 0xFEFF;
}

void call_quote_string(struct out *out, struct slice text)
{
    out_char(out, '"');
    for (size_t at = 0; at < text.len;) {
        size_t start = at;
        int32_t c = utf8_next(text, &at);
        char escape[8];
        if (c < 0) {
            out_fail(out, STATUS_INTERNAL, "text that is not UTF-8");
            return;
        }
        snprintf(escape, sizeof escape, "\\u%04x", (unsigned)c & 0xFFFF);
        if (call_is_escaped(c))
            out_text(out, escape);
        else if (c == '"' || c == '\\')
            out_char(out, '\\');
        if (!call_is_escaped(c))
            out_slice(out, (struct slice){text.at + start, at - start});
    }
    out_char(out, '"');
}

static void call_quote(struct out *out, enum call_language language, struct slice text)
{
    if (language == CALL_CURL)
        call_quote_word(out, text);
    else
        call_quote_string(out, text);
}

/* --- lines --- */

static struct slice call_file_name(struct slice url)
{
    url.len = url.len ? strcspn(url.at, "?#") < url.len ? strcspn(url.at, "?#") : url.len : 0;
    const char *slash = url.len ? memrchr(url.at, '/', url.len) : NULL;
    struct slice name = slash ? slice_from(url, (size_t)(slash - url.at) + 1) : url;
    return name.len ? name : slice_of("answer");
}

void call_lines(struct out *out, enum call_language language, enum call_form form, struct slice url)
{
    const char *at = form == CALL_JSON  ? call_languages[language].json
                     : form == CALL_CSV ? call_languages[language].csv
                                        : call_languages[language].file;
    while (*at) {
        size_t len = strcspn(at, "%");
        out_bytes(out, at, len);
        at += len;
        if (!*at)
            break;
        call_quote(out, language, at[1] == 's' ? url : call_file_name(url));
        at += 2;
    }
}

void call_lines_copy(struct page *page, const char *heading, const char *title, struct slice line)
{
    struct html *html = &page->html;
    html_element(html, heading, title);
    html_open(html, "pre");
    html_attribute(html, "class", "copy");
    html_attribute(html, "tabindex", "0");
    html_open(html, "code");
    html_slice(html, line);
    html_close(html);
    html_close(html);
    html_line(html);
}

void call_lines_show(struct page *page, enum call_language language, enum call_form form,
                     struct slice url)
{
    struct out out;
    out_open_memory(&out, CALL_LINES_BYTES);
    call_lines(&out, language, form, url);
    if (out.error != STATUS_OK)
        out_fail(page->html.out, out.error, call_title(language));
    else
        call_lines_copy(page, "h3", call_title(language), out_written(&out));
    out_close(&out);
}

void call_lines_show_all(struct page *page, enum call_form form, struct slice url)
{
    for (enum call_language language = 0; language < CALL_LANGUAGES; language++)
        call_lines_show(page, language, form, url);
}
