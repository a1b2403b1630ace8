/* GET /docs/style.css: the style of all pages. Contrast of text is at least 7:1 in both colour
 * schemes (WCAG 2.2, 1.4.6); nothing moves, nothing is loaded. */
#include "hiraku/http/handlers/handlers.h"

#include "hiraku/base/out.h"
#include "hiraku/http/response/etag.h"
#include "hiraku/http/response/representation.h"
#include "hiraku/http/routing/request.h"
#include "hiraku/query/query.h"

static const char style[] =
    ":root{color-scheme:light dark;--text:#1a1a1a;--back:#fff;--soft:#f3f4f6;--line:#767676;"
    "--link:#003e9c;--seen:#58158f}\n"
    "@media (prefers-color-scheme:dark){:root{--text:#f0f0f0;--back:#16181c;--soft:#24272d;"
    "--line:#8c8c8c;--link:#a8c8ff;--seen:#d9bcff}}\n"
    "body{margin:0 auto;padding:0 1rem;max-width:75rem;color:var(--text);background:var(--back);"
    "font:100%/1.65 system-ui,sans-serif;overflow-wrap:anywhere}\n"
    "a{color:var(--link);text-underline-offset:.15em}\n"
    "a:visited{color:var(--seen)}\n"
    ":focus-visible{outline:3px solid var(--link);outline-offset:2px}\n"
    ".skip{position:absolute;left:-100vw}\n"
    ".skip:focus{position:static;display:inline-block;padding:.5rem}\n"
    "header{display:flex;flex-wrap:wrap;gap:.25rem 1.5rem;align-items:center;"
    "padding:.75rem 0;border-bottom:1px solid var(--line)}\n"
    "nav{display:flex;flex-wrap:wrap;gap:.25rem 1.25rem;align-items:center}\n"
    "nav ul{display:flex;flex-wrap:wrap;gap:.25rem 1.25rem;list-style:none;margin:0;padding:0}\n"
    "header a,nav a,summary{display:inline-block;padding:.25rem 0;min-height:1.5rem}\n"
    "summary{display:list-item;cursor:pointer}\n"
    ".site{font-weight:700}\n"
    "[aria-current]{font-weight:700}\n"
    "h1{font-size:1.8rem;line-height:1.3}\n"
    "h2{font-size:1.4rem;line-height:1.3;margin-top:2.5rem;border-bottom:1px solid var(--line)}\n"
    "h3{font-size:1.15rem;line-height:1.3;margin-top:2rem}\n"
    "code{font-family:ui-monospace,monospace;font-size:.95em;background:var(--soft);"
    "padding:.1em .25em}\n"
    "code a{background:inherit}\n"
    ".wide{overflow-x:auto;margin:.75rem 0}\n"
    "table{border-collapse:collapse;width:100%}\n"
    "th,td{border:1px solid var(--line);padding:.4rem .6rem;text-align:left;vertical-align:top;"
    "min-width:5rem}\n"
    "thead th{background:var(--soft)}\n"
    "tbody th{font-weight:400}\n"
    "td ul{margin:0;padding-left:1.2rem}\n"
    ":target{outline:2px solid var(--link)}\n"
    "footer{margin-top:3rem;padding:1rem 0;border-top:1px solid var(--line)}\n"
    "@media print{nav,.skip{display:none}.wide{overflow:visible}}\n";

static enum status docs_style_write(struct request *request, struct representation *answer,
                                    struct out *out, struct problem *p)
{
    (void)request, (void)answer, (void)p;
    out_text(out, style);
    return STATUS_OK;
}

enum status handle_docs_style(struct request *request, struct representation *answer,
                              struct problem *p)
{
    enum status status = query_none(request->parameters, request->parameter_count, p);
    if (status != STATUS_OK)
        return status;
    answer->media_type = request->form.media_type;
    etag_of_tables(answer, request, NULL, 0, slice_of(style));
    answer->write = docs_style_write;
    return STATUS_OK;
}
