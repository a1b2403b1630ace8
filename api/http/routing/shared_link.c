/* What social networks, newsletters and advertisements add to the links that people share: names of
 * parameters that mean nothing to whoever answers.
 *
 * They are passed over where people follow links: pages, addresses that lead to one, and files for
 * download. Data go on to refuse every parameter that they do not know, as a program that sends one
 * means something by it, and give the URL without the mark. */
#include "hiraku/http/routing/shared_link.h"

#include "hiraku/base/out.h"
#include "hiraku/http/routing/request.h"
#include "hiraku/http/routing/route.h"
#include "hiraku/query/query.h"
#include "hiraku/value/iri.h"

#include <stdio.h>

static const char *const names[] = {
    "fbclid",
    "gclid",
    "gclsrc",
    "dclid",
    "gbraid",
    "wbraid",
    "msclkid",
    "twclid",
    "ttclid",
    "yclid",
    "ysclid",
    "igshid",
    "igsh",
    "li_fat_id",
    "epik",
    "srsltid",
    "_ga",
    "_gl",
    "_hsenc",
    "_hsmi",
    "mkt_tok",
    "vero_id",
    "wickedid",
    "ScCid",
    "_openstat",
    "rb_clickid",
    "s_cid",
    "_branch_match_id",
    "openExternalBrowser",
    "fb_source",
    "fb_ref",
    "fb_action_ids",
    "fb_action_types",
    "__twitter_impression",
};

static const char *const prefixes[] = {
    "utm_", "mc_", "hsa_", "pk_", "mtm_", "matomo_", "gad_", "yj_", "oly_", "ga_",
};

static bool shared_link_mark(struct slice name)
{
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (slice_is(name, names[i]))
            return true;
    for (size_t i = 0; i < sizeof prefixes / sizeof *prefixes; i++)
        if (slice_starts(name, prefixes[i]))
            return true;
    return false;
}

void shared_link_clean(struct request *request)
{
    bool page = request->form.name && strcmp(request->form.name, "html") == 0;
    bool leads =
        request->route->flags & ROUTE_THING && negotiate_wants(request->accept, "text/html");
    bool file = request->route->flags & ROUTE_FILE;
    size_t kept = 0;
    if (!page && !leads && !file)
        return;
    for (size_t i = 0; i < request->parameter_count; i++)
        if (!shared_link_mark(request->parameters[i].name))
            request->parameters[kept++] = request->parameters[i];
    request->parameter_count = kept;
}

void shared_link_lead(const struct request *request, struct problem *p)
{
    struct out out;
    char separator = '?';
    if (p->status != STATUS_UNKNOWN_PARAMETER || !shared_link_mark(slice_of(p->subject)))
        return;
    out_open_memory(&out, sizeof p->example - 1);
    out_slice(&out, request->path);
    for (size_t i = 0; i < request->parameter_count; i++) {
        const struct parameter *one = &request->parameters[i];
        if (shared_link_mark(one->name))
            continue;
        out_char(&out, separator);
        iri_segment(&out, one->name);
        out_char(&out, '=');
        iri_segment(&out, one->value);
        separator = '&';
    }
    struct slice text = out_written(&out);
    if (out_finish(&out, NULL) == STATUS_OK) {
        snprintf(p->example, sizeof p->example, "%.*s", (int)text.len, text.at);
        p->nearest[0] = '\0';
    }
    out_close(&out);
}
