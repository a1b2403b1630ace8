/* Which addresses a copy has, and which file each is: the service is asked for each once, as far as
 * it plans the answer. */
#include "hiraku/http/routing/media_types.h"
#include "hiraku/http/routing/route.h"

#include "static_site.h"

enum { LEADS_MOST = 4 };

/* What a route answers that is of a service that runs, or not asked for with GET. */
static bool static_look_is_served(const struct route *route)
{
    return route->flags & (ROUTE_HEALTH | ROUTE_OPERATORS) || route->refuse;
}

static bool static_look_is_html(const struct representation *selected)
{
    return selected->media_type && strncmp(selected->media_type, "text/html", 9) == 0;
}

/* Of an address without an ending: its page, or that of where it leads. */
static bool static_look_is_folder(const struct own_call *call)
{
    return !call->other.suffix.len && !(call->other.route->flags & ROUTE_FILE);
}

/* The same address with the ending of its form, which is what a file needs. */
static struct slice static_look_with_ending(struct static_site *site,
                                            const struct static_address *address, const char *form)
{
    struct slice ask = address->ask, path = address->path;
    struct slice query = slice_from(ask, path.len);
    return arena_printf(&site->arena, "%.*s.%s%.*s", (int)path.len, path.at, form, (int)query.len,
                        query.len ? query.at : "");
}

/* Without a fragment. */
static struct slice static_look_path(struct slice location)
{
    const char *hash = memchr(location.at, '#', location.len);
    return (struct slice){location.at, hash ? (size_t)(hash - location.at) : location.len};
}

/* Settles a target by what was planned; `*leads`: the address where it leads, or empty. */
static void static_look_settle(struct static_site *site, struct static_target *target,
                               const struct own_call *call, struct slice *leads)
{
    const struct static_address *address = &target->address;
    const struct representation *selected = &call->reply.selected;
    *leads = SLICE_NONE;
    if (call->status != STATUS_OK || static_look_is_served(call->other.route))
        return;
    bool folder = static_look_is_folder(call);
    target->in_language = route_in_language(&call->other);
    if (selected->location.len)
        *leads = arena_copy(&site->arena, static_look_path(selected->location));
    else if (folder && !static_look_is_html(selected))
        *leads = static_look_with_ending(site, address, call->other.form.name);
    if (!leads->len || (folder && address->plain && !address->other))
        target->file = static_name(address, folder, &site->arena);
}

/* Sees what the service would answer. */
static struct slice static_look_ask(struct static_site *site, size_t number)
{
    struct static_target *target = &site->targets.at[number];
    struct slice leads = SLICE_NONE;
    struct problem *p = &site->problem;
    enum status status = own_call_plan_page(site->looked, &site->request, target->address.ask, p);
    if (status == STATUS_OK)
        static_look_settle(site, target, site->looked, &leads);
    else
        site->status = status;
    own_call_close(site->looked);
    return leads;
}

size_t static_look(struct static_site *site, struct slice link, bool on_plain)
{
    size_t first = STATIC_NOWHERE, former = STATIC_NOWHERE;
    for (int steps = 0; steps < LEADS_MOST && site->status == STATUS_OK; steps++) {
        struct static_address address;
        bool added;
        link = arena_copy(&site->arena, link);
        if (!static_address_read(&address, link, site->request.language, on_plain, &site->arena)) {
            if (former != STATIC_NOWHERE) /* it does nothing but lead to what no file can answer */
                site->targets.at[former].file = SLICE_NONE;
            break;
        }
        size_t number = static_targets_find(&site->targets, &address, &added);
        if (number == STATIC_NOWHERE || arena_overflowed(&site->arena)) {
            site->status = problem_memory(&site->problem);
            break;
        }
        if (former != STATIC_NOWHERE)
            site->targets.at[former].leads = number;
        first = first == STATIC_NOWHERE ? number : first;
        former = number;
        link = added ? static_look_ask(site, number) : SLICE_NONE;
        if (!link.len)
            break;
    }
    if (first == STATIC_NOWHERE || site->targets.at[static_look_end(site, first)].file.len == 0)
        return STATIC_NOWHERE;
    return first;
}

size_t static_look_end(const struct static_site *site, size_t number)
{
    for (int steps = 0; steps < LEADS_MOST && site->targets.at[number].leads != STATIC_NOWHERE;
         steps++)
        number = site->targets.at[number].leads;
    return number;
}

/* --- the table of routes ---------------------------------------------------------------------- */

static void static_look_route(struct static_site *site, const struct route *route)
{
    struct form forms[REQUEST_FORMS_MAX];
    size_t count = route_forms(route, forms);
    bool languages = route->flags & ROUTE_LANGUAGE;
    if (route->flags & ROUTE_FILE)
        static_look(site, slice_of(route->pattern), true);
    for (size_t i = 0; i < count && !(route->flags & ROUTE_FILE); i++)
        for (enum language language = LANGUAGE_JA; language <= LANGUAGE_EN; language++) {
            bool page = strcmp(forms[i].name, "html") == 0;
            const char *lang = language == LANGUAGE_JA ? "?lang=ja" : "?lang=en";
            static_look(site,
                        arena_printf(&site->arena, "%s%s%s%s", route->pattern, page ? "" : ".",
                                     page ? "" : forms[i].name, languages ? lang : ""),
                        true);
        }
}

void static_look_routes(struct static_site *site)
{
    for (const struct route *route = site->request.routes; route->pattern; route++)
        if (!strchr(route->pattern, '{') && route_is_offered(route, &site->config) &&
            !static_look_is_served(route) && route_takes(route, slice_of("GET")))
            static_look_route(site, route);
}
