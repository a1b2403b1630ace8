/* Pages in HTML: head, landmarks, navigation, the link to the other language, and simple prose.
 *
 * No script, no image, one style sheet of our own (handle_docs_style.c). WCAG 2.2: one h1, a skip
 * link, landmarks, the language of every part that is in another one. */
#include "hiraku/http/response/page.h"

#include "hiraku/base/out.h"
#include "hiraku/base/utf8.h"
#include "hiraku/base/xml_text.h"
#include "hiraku/http/routing/request.h"
#include "hiraku/http/snapshot/snapshot.h"
#include "hiraku/model/instance.h"
#include "hiraku/release/manifest.h"

const char *page_pick(struct request *request, const char *ja, const char *en)
{
    return request->language == LANGUAGE_EN ? en : ja;
}

void page_text(struct out *out, const char *text)
{
    xml_text(out, slice_of(text));
}

void page_link(struct out *out, struct slice path, struct slice text)
{
    out_text(out, "<a href=\"");
    xml_attribute(out, path);
    out_text(out, "\">");
    xml_text(out, text);
    out_text(out, "</a>");
}

void page_element(struct out *out, const char *name, const char *text)
{
    out_char(out, '<');
    out_text(out, name);
    out_char(out, '>');
    page_text(out, text);
    out_text(out, "</");
    out_text(out, name);
    out_text(out, ">");
}

/* --- what stands around --- */

static void site_title(struct request *request, struct out *out)
{
    if (!request->snapshot) {
        page_text(out, page_pick(request, "公開データ", "Open data"));
        return;
    }
    const struct instance *instance = snapshot_instance(request->snapshot);
    const char *title = instance->title[request->language == LANGUAGE_EN ? 1 : 0];
    page_text(out, title && *title ? title : instance->title[LANGUAGE_JA]);
}

static void page_head(struct request *request, struct out *out, const char *title, const char *path)
{
    out_text(out, page_pick(request, "<!DOCTYPE html>\n<html lang=\"ja\">\n",
                            "<!DOCTYPE html>\n<html lang=\"en\">\n"));
    out_text(out, "<head>\n<meta charset=\"utf-8\">\n"
                  "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
                  "<meta name=\"color-scheme\" content=\"light dark\">\n"
                  "<link rel=\"stylesheet\" href=\"/docs/style.css\">\n<title>");
    page_text(out, title);
    if (strcmp(path, "/") != 0) {
        out_text(out, " – ");
        site_title(request, out);
    }
    out_text(out, "</title>\n</head>\n");
}

static void other_language(struct request *request, struct out *out, const char *path)
{
    out_text(out, "<a class=\"language\" href=\"");
    xml_attribute(out, slice_of(path));
    out_text(out, page_pick(request, "?lang=en\" lang=\"en\" hreflang=\"en\">English</a>",
                            "?lang=ja\" lang=\"ja\" hreflang=\"ja\">日本語</a>"));
}

void page_begin(struct request *request, struct out *out, const char *title, const char *path)
{
    static const struct {
        const char *path, *ja, *en;
    } places[] = {{"/catalog.html", "データカタログ", "Data catalogue"},
                  {"/v1/downloads.html", "ダウンロード", "Downloads"},
                  {"/docs", "API リファレンス", "API reference"},
                  {"/docs/dictionary", "データ辞書", "Data dictionary"},
                  {"/v1/openapi.json", "OpenAPI", "OpenAPI"}};
    page_head(request, out, title, path);
    out_text(out, "<body>\n<a class=\"skip\" href=\"#main\">");
    page_text(out, page_pick(request, "本文へ移動", "Skip to the text"));
    out_text(out, "</a>\n<header>\n<a class=\"site\" href=\"/\">");
    site_title(request, out);
    out_text(out, "</a>\n<nav aria-label=\"");
    page_text(out, page_pick(request, "文書", "Documents"));
    out_text(out, "\">\n<ul>\n");
    for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
        out_text(out, "<li>");
        if (strcmp(places[i].path, path) == 0)
            out_text(out, "<a aria-current=\"page\" href=\"");
        else
            out_text(out, "<a href=\"");
        out_text(out, places[i].path);
        out_text(out, "\">");
        page_text(out, page_pick(request, places[i].ja, places[i].en));
        out_text(out, "</a></li>\n");
    }
    out_text(out, "</ul>\n");
    other_language(request, out, path);
    out_text(out, "\n</nav>\n</header>\n<main id=\"main\">\n");
    page_element(out, "h1", title);
    out_char(out, '\n');
}

void page_end(struct request *request, struct out *out)
{
    out_text(out, "</main>\n<footer>\n<p>");
    if (request->snapshot) {
        const struct instance *instance = snapshot_instance(request->snapshot);
        size_t language = request->language == LANGUAGE_EN ? 1 : 0;
        struct slice licence =
            instance_cell(instance, language ? "licence_name_en" : "licence_name_ja");
        const char *attribution = instance->attribution[language];
        page_text(out, attribution && *attribution ? attribution : instance->attribution[0]);
        out_char(out, ' ');
        page_link(out, slice_of(instance->licence_url),
                  licence.len ? licence : instance_cell(instance, "licence_name_ja"));
        out_text(out, "</p>\n<p>");
    }
    page_text(out, release_program());
    out_text(out, "</p>\n</footer>\n</body>\n</html>\n");
}

/* --- prose --- */

void page_inline(struct out *out, const char *text)
{
    bool code = false, strong = false;
    while (*text) {
        size_t len = strcspn(text, code ? "`" : "`*");
        xml_text(out, (struct slice){text, len});
        text += len;
        if (*text == '`') {
            out_text(out, code ? "</code>" : "<code>");
            code = !code;
            text++;
        } else if (text[0] == '*' && text[1] == '*') {
            out_text(out, strong ? "</strong>" : "<strong>");
            strong = !strong;
            text += 2;
        } else if (*text) {
            out_char(out, *text++);
        }
    }
}

void page_prose(struct out *out, const char *text, const char *lang)
{
    char paragraph[8192];
    while (*text) {
        const char *end = strstr(text, "\n\n");
        size_t len = end ? (size_t)(end - text) : strlen(text);
        size_t kept = utf8_cut((struct slice){text, len}, sizeof paragraph - 1).len;
        memcpy(paragraph, text, kept);
        paragraph[kept] = '\0';
        out_text(out, "<p");
        if (lang) {
            out_text(out, " lang=\"");
            out_text(out, lang);
            out_char(out, '"');
        }
        out_char(out, '>');
        page_inline(out, paragraph);
        out_text(out, "</p>\n");
        text += len;
        text += strspn(text, "\n");
    }
}

void page_table_begin(struct out *out, const char *name, const char *heads)
{
    out_text(out, "<div class=\"wide\" role=\"group\" tabindex=\"0\" aria-label=\"");
    xml_attribute(out, slice_of(name));
    out_text(out, "\">\n<table>\n<thead><tr>");
    while (*heads) {
        size_t len = strcspn(heads, "|");
        out_text(out, "<th scope=\"col\">");
        xml_text(out, (struct slice){heads, len});
        out_text(out, "</th>");
        heads += len + (heads[len] == '|');
    }
    out_text(out, "</tr></thead>\n<tbody>\n");
}

void page_table_end(struct out *out)
{
    out_text(out, "</tbody>\n</table>\n</div>\n");
}
