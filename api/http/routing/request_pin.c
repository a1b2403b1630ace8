/* See request_pin.h. Handlers know nothing of it: they answer from the snapshot that they find. */
#include "hiraku/http/routing/request_pin.h"

#include "hiraku/base/clock.h"
#include "hiraku/base/out.h"
#include "hiraku/base/text.h"
#include "hiraku/http/routing/request.h"
#include "hiraku/http/routing/route.h"
#include "hiraku/http/snapshot/release_days.h"
#include "hiraku/http/snapshot/snapshot.h"
#include "hiraku/http/snapshot/snapshots.h"
#include "hiraku/model/instance.h"
#include "hiraku/query/query.h"
#include "hiraku/query/release_link.h"
#include "hiraku/release/manifest.h"
#include "hiraku/release/withdrawal.h"
#include "hiraku/value/iri.h"

#include <inttypes.h>
#include <stdio.h>

enum { NUMBER_SIZE = 24, SPAN_SIZE = 64, DAY_SECONDS = 86400, TARGET_MAX = 1 << 16 };

static const char number_name[] = "release", day_name[] = "as_of";

bool request_can_be_pinned(const struct request *request)
{
    struct slice pattern = slice_of(request->route->pattern);
    bool data = slice_starts(pattern, "/v1/") && !slice_starts(pattern, "/v1/releases");
    bool page = request->route->flags & ROUTE_DATED && request->form.name &&
                strcmp(request->form.name, "html") == 0;
    return (data || page) && !(request->route->flags & (ROUTE_PRESENT | ROUTE_NO_RELEASE));
}

bool request_is_original(const struct request *request)
{
    return request->route && !request->pin.asked && request_can_be_pinned(request);
}

struct slice request_original(struct request *request)
{
    struct out out;
    struct slice query = request->raw_query;
    out_open_memory(&out, TARGET_MAX);
    iri_ascii(&out, request->path);
    if (query.len)
        out_char(&out, '?');
    iri_ascii(&out, query);
    struct slice asked = out_keep(&out, &request->arena);
    return asked.at ? release_link_without(&request->arena, asked) : SLICE_NONE;
}

/* The same question to the release with this number. */
static void request_pin_example(struct request *request, uint64_t number, struct problem *p)
{
    struct slice asked = request_original(request);
    struct slice link = asked.at ? release_link(&request->arena, asked, number) : SLICE_NONE;
    if (link.at && p && link.len < sizeof p->example)
        problem_example(p, arena_copy(&request->arena, link).at);
}

/* The same question to the release that is current whenever it is asked. */
static void request_pin_example_now(struct request *request, struct problem *p)
{
    struct slice original = request_original(request);
    if (original.at && p && original.len < sizeof p->example)
        problem_example(p, arena_copy(&request->arena, original).at);
}

static uint64_t request_pin_newest(const struct request *request)
{
    return snapshot_manifest(request->snapshot)->number;
}

/* --- reading --- */

static enum status request_pin_bad(struct request *request, const struct parameter *from,
                                   struct slice allowed, struct problem *p)
{
    problem_set(p, STATUS_BAD_PARAMETER, from->name, from->value, NULL);
    problem_allow(p, allowed);
    request_pin_example(request, request_pin_newest(request), p);
    return STATUS_BAD_PARAMETER;
}

/* A number that is too large for any release stands for the largest there can be. */
static enum status request_pin_read_number(struct request *request, const struct parameter *from,
                                           struct problem *p)
{
    struct slice text = from->value;
    uint64_t number = 0;
    for (size_t i = 0; i < text.len; i++) {
        if (text.at[i] < '0' || text.at[i] > '9' || (i == 0 && text.at[i] == '0'))
            return request_pin_bad(
                request, from,
                arena_printf(&request->arena, "1–%" PRIu64, request_pin_newest(request)), p);
        uint64_t digit = (uint64_t)(text.at[i] - '0');
        number = number > (UINT64_MAX - digit) / 10 ? UINT64_MAX : number * 10 + digit;
    }
    if (number == 0)
        return request_pin_bad(
            request, from, arena_printf(&request->arena, "1–%" PRIu64, request_pin_newest(request)),
            p);
    request->pin.number = number;
    request->pin.fixed = true;
    return STATUS_OK;
}

static enum status request_pin_read_day(struct request *request, const struct parameter *from,
                                        struct problem *p)
{
    time_t when;
    if (clock_parse_day(from->value, &when))
        when += DAY_SECONDS - snapshot_instance(request->snapshot)->utc_offset;
    else if (clock_parse_moment(from->value, &when))
        when++; /* what was published in that second counts */
    else
        return request_pin_bad(request, from, slice_of("YYYY-MM-DD, YYYY-MM-DDThh:mm:ssZ"), p);
    request->pin.end = when;
    request->pin.day = from->value;
    return STATUS_OK;
}

/* RFC 7089 s.4.5.3: what is no date of this form is refused. */
static enum status request_pin_read_gate(struct request *request, struct problem *p)
{
    struct slice text = request->accept_datetime;
    if (!text.at)
        return STATUS_OK;
    if (!clock_parse_imf(text, &request->pin.end)) {
        problem_set(p, STATUS_BAD_DATETIME, slice_of("Accept-Datetime"), text, NULL);
        request_pin_example_now(request, p);
        return STATUS_BAD_DATETIME;
    }
    request->pin.end++; /* what was published in that second counts */
    request->pin.gate = true;
    return STATUS_OK;
}

enum status request_read_pin(struct request *request, struct problem *p)
{
    const struct parameter *number = NULL, *day = NULL;
    struct parameter kept[2];
    size_t count = 0;
    if (!request_can_be_pinned(request))
        return STATUS_OK;
    for (size_t i = 0; i < request->parameter_count; i++) {
        const struct parameter one = request->parameters[i];
        bool numbered = slice_is(one.name, number_name), dated = slice_is(one.name, day_name);
        if ((numbered && number) || (dated && day))
            return problem_set(p, STATUS_REPEATED_PARAMETER, one.name, one.value, NULL);
        if (numbered) {
            kept[0] = one;
            number = &kept[0];
        } else if (dated) {
            kept[1] = one;
            day = &kept[1];
        } else {
            request->parameters[count++] = one;
        }
    }
    request->parameter_count = count;
    request->pin.asked = number || day;
    if (number && day) {
        enum status status =
            problem_set(p, STATUS_EXCLUSIVE_PARAMETERS, number->name, day->name, NULL);
        request_pin_example(request, request_pin_newest(request), p);
        return status;
    }
    if (number)
        return request_pin_read_number(request, number, p);
    return day ? request_pin_read_day(request, day, p) : request_pin_read_gate(request, p);
}

/* --- taking --- */

static enum status request_pin_unknown(struct request *request, const struct release_span *span,
                                       struct problem *p)
{
    char asked[NUMBER_SIZE], there[SPAN_SIZE];
    snprintf(asked, sizeof asked, "%" PRIu64, request->pin.number);
    snprintf(there, sizeof there, "%" PRIu64 "–%" PRIu64, span->first, span->last);
    enum status status =
        problem_set(p, STATUS_UNKNOWN_RELEASE, slice_of(asked), slice_of(there), NULL);
    problem_allow(p, slice_of(there));
    request_pin_example(request, span->last, p);
    return status;
}

static enum status request_pin_too_early(struct request *request, const char *name,
                                         struct problem *p)
{
    struct release_span span;
    char first[CLOCK_RFC3339_SIZE] = "";
    enum status status = snapshot_span(request->snapshot, 0, &span, p);
    if (status != STATUS_OK)
        return status;
    clock_rfc3339(span.first_at, first);
    status = problem_set(p, STATUS_BEFORE_RELEASES, slice_of(name), request->pin.day, first);
    request_pin_example(request, span.first, p);
    return status;
}

/* Finds the number of the day, or sees whether there is that number. */
static enum status request_pin_find(struct request *request, const char *name, struct problem *p)
{
    struct pin *pin = &request->pin;
    struct release_span span;
    if (!pin->day.len) {
        enum status status = snapshot_span(request->snapshot, pin->number, &span, p);
        return status == STATUS_OK && !span.known ? request_pin_unknown(request, &span, p) : status;
    }
    enum status status =
        snapshot_published(request->snapshot, pin->end, &pin->number, &pin->fixed, p);
    return status == STATUS_OK && pin->number == 0 ? request_pin_too_early(request, name, p)
                                                   : status;
}

/* Where the mark of a withdrawal is damaged, nothing of the release is shown. */
static enum status request_pin_check(struct request *request, struct problem *p)
{
    char number[NUMBER_SIZE];
    struct withdrawal withdrawal;
    struct problem why = {.status = STATUS_OK};
    snprintf(number, sizeof number, "%" PRIu64, request->pin.number);
    if (snapshot_withdrawn(request->snapshot, request->pin.number, &withdrawal, &why) != STATUS_OK)
        return problem_is_of_machine(&why)
                   ? problem_set(p, STATUS_NOT_READY, SLICE_NONE, SLICE_NONE,
                                 "the release cannot be read")
                   : problem_set(p, STATUS_RELEASE_GONE, SLICE_NONE, slice_of(number), NULL);
    if (!withdrawal.reason[0])
        return STATUS_OK;
    bool english = request->language == LANGUAGE_EN && withdrawal.reason_en[0];
    problem_set(p, STATUS_RELEASE_BLOCKED, slice_of(number), SLICE_NONE,
                english ? withdrawal.reason_en : withdrawal.reason);
    request_pin_example_now(request, p);
    return STATUS_RELEASE_BLOCKED;
}

enum status request_take_pin(struct request *request, struct problem *p)
{
    struct snapshot *release;
    if (!request->pin.asked || request->pin.taken)
        return STATUS_OK;
    enum status status = request_pin_find(request, day_name, p);
    if (status == STATUS_OK)
        status = request_pin_check(request, p);
    if (status == STATUS_OK && request->pin.number != request_pin_newest(request)) {
        status = snapshots_numbered(request->snapshots, request->pin.number, &release, p);
        if (status == STATUS_OK) {
            snapshot_unref(request->snapshot);
            request->snapshot = release;
            request->language =
                negotiate_language(request->accept_language, snapshot_instance(release)->language);
        }
    }
    request->pin.taken = status == STATUS_OK;
    return status;
}

/* --- for others --- */

/* Both ways to name a release. */
static enum status request_pin_read_any(struct request *request, const struct parameter *from,
                                        struct problem *p)
{
    bool digits = from->value.len > 0;
    for (size_t i = 0; i < from->value.len; i++)
        digits = digits && from->value.at[i] >= '0' && from->value.at[i] <= '9';
    return digits ? request_pin_read_number(request, from, p)
                  : request_pin_read_day(request, from, p);
}

enum status request_other_release(struct request *request, const struct parameter *from,
                                  uint64_t *number, struct problem *p)
{
    const struct pin kept = request->pin;
    char name[32];
    snprintf(name, sizeof name, "%.*s", (int)from->name.len, from->name.at);
    request->pin = (struct pin){.asked = true};
    enum status status = request_pin_read_any(request, from, p);
    if (status == STATUS_OK)
        status = request_pin_find(request, name, p);
    if (status == STATUS_OK)
        status = request_pin_check(request, p);
    *number = request->pin.number;
    request->pin = kept;
    return status;
}

struct slice request_pinned(struct request *request, struct slice link)
{
    if (!request->pin.taken || link.len == 0)
        return link;
    struct slice pinned = release_link(&request->arena, link, request->pin.number);
    return pinned.at ? pinned : (struct slice){"", 0}; /* the arena has overflowed */
}

const char *request_pin_query(struct request *request)
{
    return request->pin.taken
               ? arena_printf(&request->arena, "?%s=%" PRIu64, number_name, request->pin.number).at
               : "";
}

void request_allow_pin(const struct request *request, struct problem *p)
{
    const struct slice names[] = {slice_of(number_name), slice_of(day_name)};
    if (!p || p->status != STATUS_UNKNOWN_PARAMETER || !request_can_be_pinned(request))
        return;
    problem_allow(p, names[0]);
    problem_allow(p, names[1]);
    if (!p->nearest[0])
        problem_nearest(p, text_nearest(slice_of(p->subject), names, 2));
}
