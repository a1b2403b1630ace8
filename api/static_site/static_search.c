/* The search of a copy: a list of the titles of its pages for each language, and a script that
 * looks through it. Without a script the page of results says that it cannot search. */
#include "hiraku/base/json_writer.h"
#include "hiraku/http/routing/route.h"
#include "hiraku/model/instance.h"
#include "hiraku/pages/html.h"
#include "hiraku/static_site/static_script.h"

#include "static_site.h"

#define SCRIPT_FILE "search.js"

static const char *const static_search_files[2] = {"search-index-ja.json", "search-index-en.json"};

enum { TITLE_MOST = 4096 };

static const struct {
    const char *found, *none, *failed, *without;
} static_search_words[2] = {
    {"{1} 件のページが見つかりました（題名にすべての語があるもの。200 件まで示します）。",
     "題名にその語のあるページはありません。ダウンロードしたデータの中も探してください。",
     "検索の一覧を読み込めませんでした。もう一度お試しください。",
     "この写しの検索には JavaScript が要ります。使わないときは、表のページから探してください。"},
    {"{1} pages have all of these words in their titles (200 are shown at most).",
     "No page has these words in its title. The data may: download it and look there.",
     "The list to search in could not be loaded. Please try again.",
     "To search this copy needs JavaScript. Without it, look through the pages of the tables."}};

/* --- the titles ------------------------------------------------------------------------------- */

/* What html.h has escaped, as text. */
static struct slice static_search_text(struct slice escaped, char *bytes)
{
    static const struct {
        const char *reference;
        char c;
    } references[] = {
        {"&amp;", '&'}, {"&lt;", '<'}, {"&gt;", '>'}, {"&quot;", '"'}, {"&#39;", '\''}};
    size_t len = 0;
    for (size_t i = 0; i < escaped.len && len < TITLE_MOST;) {
        size_t step = 1;
        bytes[len] = escaped.at[i];
        for (size_t r = 0; r < sizeof references / sizeof *references; r++)
            if (slice_starts(slice_from(escaped, i), references[r].reference)) {
                bytes[len] = references[r].c;
                step = strlen(references[r].reference);
            }
        len++;
        i += step;
    }
    return (struct slice){bytes, len};
}

/* The title of a page, without the name of the site behind it. */
static struct slice static_search_title(const struct static_site *site, struct slice html,
                                        enum language language)
{
    const char *begins = memmem(html.at, html.len, "<title>", 7);
    if (!begins)
        return SLICE_NONE;
    struct slice title = slice_from(html, (size_t)(begins - html.at) + 7);
    const char *ends = memchr(title.at, '<', title.len);
    title.len = ends ? (size_t)(ends - title.at) : 0;
    const char *name = snapshot_instance(site->request.snapshot)->title[language];
    size_t behind = strlen(name) + strlen(" – ");
    if (title.len > behind && memcmp(title.at + title.len - strlen(name), name, strlen(name)) == 0)
        title.len -= behind;
    return title;
}

void static_search_note(struct static_site *site, struct slice file, struct slice html)
{
    const struct static_target *target = &site->targets.at[site->at];
    const char *use = site->written->other.route->use;
    char text[TITLE_MOST];
    if (!target->address.plain || !site->place.len || !use || strcmp(use, "page") != 0)
        return;
    enum language language = target->address.language;
    struct out *out = &site->index[language], link;
    struct slice title = static_search_text(static_search_title(site, html, language), text);
    char place[FILE_PATH_SIZE];
    out_open_buffer(&link, place, sizeof place);
    static_name_link(&link, SLICE_NONE, slice_of("."), file);
    out_text(out, out->len ? ",\n" : "[\n");
    struct json_writer json = json_compact(out, JSON_EMPTY_TEXT);
    json_begin_array(&json, NULL);
    json_slice(&json, NULL, slice_from(out_written(&link), 2));
    json_slice(&json, NULL, title);
    json_end(&json);
    if (link.error != STATUS_OK)
        out_fail(out, link.error, "link");
}

/* --- the page of results ---------------------------------------------------------------------- */

static void static_search_script(const struct static_site *site, enum language language,
                                 struct out *out)
{
    struct html html = html_begin(out);
    struct out link;
    char place[FILE_PATH_SIZE];
    out_open_buffer(&link, place, sizeof place);
    static_name_link(&link, SLICE_NONE, site->place, slice_of(SCRIPT_FILE));
    html_open(&html, "script");
    html_attribute_slice(&html, "src", out_written(&link));
    html_attribute(&html, "defer", "defer");
    html_attribute(&html, "data-index", static_search_files[language]);
    html_attribute(&html, "data-found", static_search_words[language].found);
    html_attribute(&html, "data-none", static_search_words[language].none);
    html_attribute(&html, "data-failed", static_search_words[language].failed);
    html_finish(&html);
}

static void static_search_place(enum language language, struct out *out)
{
    struct html html = html_begin(out);
    html_open(&html, "div");
    html_attribute(&html, "id", "found");
    html_open(&html, "noscript");
    html_element(&html, "p", static_search_words[language].without);
    html_finish(&html);
}

/* Where the end tag of an element stands; 0: nowhere. */
static size_t static_search_end(struct slice page, const char *tag)
{
    const char *name = memmem(page.at, page.len, tag, strlen(tag));
    return name && name > page.at && name[-1] == '<' ? (size_t)(name - page.at) - 1 : 0;
}

bool static_search_page(const struct static_site *site, struct slice page, struct out *out)
{
    const struct static_address *address = &site->targets.at[site->at].address;
    size_t to_head = static_search_end(page, "/head>"), to_main = static_search_end(page, "/main>");
    if (!slice_is(address->path, "/search") || !address->plain || !to_head || to_main < to_head)
        return false;
    out_bytes(out, page.at, to_head);
    static_search_script(site, address->language, out);
    out_bytes(out, page.at + to_head, to_main - to_head);
    static_search_place(address->language, out);
    out_bytes(out, page.at + to_main, page.len - to_main);
    return true;
}

enum status static_search_write(struct static_site *site, struct problem *p)
{
    enum status status =
        static_files_put(&site->files, slice_of(SCRIPT_FILE), slice_of(static_script), p);
    for (enum language language = LANGUAGE_JA; language <= LANGUAGE_EN && status == STATUS_OK;
         language++) {
        struct out *out = &site->index[language];
        out_text(out, out->len ? "\n]\n" : "[]\n");
        status = out_finish(out, p);
        if (status == STATUS_OK)
            status = static_files_put(&site->files, slice_of(static_search_files[language]),
                                      out_written(out), p);
    }
    return status;
}
