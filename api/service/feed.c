/* See service/feed.h. Which releases: feed_releases.c; what each did: feed_count.c; what will end:
 * feed_endings.c. */
#include "hiraku/service/feed.h"

#include "hiraku/base/out.h"
#include "hiraku/model/registry.h"
#include "hiraku/service/record.h"
#include "hiraku/service/service.h"
#include "hiraku/store/concern.h"

#include "feed_parts.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

enum { VALIDATOR_BYTES = 4096, FIRST_RELEASE = 1 };

const struct feed_head *feed_head(const struct feed *feed)
{
    return &feed->head;
}

void feed_close(struct feed *feed)
{
    if (!feed)
        return;
    concern_close(feed->concern);
    instance_free(&feed->archived);
    instance_free(&feed->announcing);
    free(feed);
}

/* --- beginning -------------------------------------------------------------------------------- */

static enum status feed_find_archive(struct feed *feed, struct problem *p)
{
    struct feed_head *head = &feed->head;
    uint64_t archive = head->question.archive, newest = feed->service->manifest->number;
    char asked[24], last[24];
    head->archives = newest / FEED_RELEASES;
    head->last = archive ? archive * FEED_RELEASES : newest;
    if (archive <= head->archives)
        return STATUS_OK;
    snprintf(asked, sizeof asked, "%" PRIu64, archive);
    snprintf(last, sizeof last, "%" PRIu64, head->archives);
    enum status status =
        problem_set(p, STATUS_NOT_FOUND, slice_of("archive"), slice_of(asked), NULL);
    if (head->archives > 0)
        problem_nearest(p, slice_of(last));
    return status;
}

/* An archive is by whom its last release was published, under the name of then: it never changes.
 * Ids begin as they did with the first release, wherever the instance is served today. */
static void feed_find_instance(struct feed *feed)
{
    struct feed_head *head = &feed->head;
    const struct service *service = feed->service;
    struct instance first;
    head->instance = service->instance;
    head->base_url = service->instance->base_url;
    if (head->question.archive && feed_read_instance(feed, head->last, &feed->archived))
        head->instance = &feed->archived;
    bool read = feed_read_instance(feed, FIRST_RELEASE, &first);
    head->origin = arena_copy(service->arena, slice_of(read ? first.base_url : head->base_url)).at;
    instance_free(&first);
}

static enum status feed_find_record(struct feed *feed, struct problem *p)
{
    static const char *const languages[2] = {[LANGUAGE_JA] = "ja", [LANGUAGE_EN] = "en"};
    struct feed_head *head = &feed->head;
    const struct feed_subject *subject = &head->question.subject;
    const struct service *service = feed->service;
    if (subject->id.len == 0)
        return STATUS_OK;
    enum status status =
        concern_open(&feed->concern, service->store, subject->table, subject->id, p);
    if (status == STATUS_OK && !feed->concern)
        return record_missing(service, subject->table, subject->id, p);
    for (size_t i = 0; i < 2 && status == STATUS_OK; i++)
        head->name[i] = concern_label(feed->concern, languages[i], head->last);
    return status;
}

static enum status feed_find_validator(struct feed *feed, struct problem *p)
{
    struct feed_head *head = &feed->head;
    char text[64];
    struct out out;
    bool found;
    head->modified = 0;
    out_open_memory(&out, VALIDATOR_BYTES);
    out_int(&out, (int64_t)head->archives);
    for (size_t i = 0; i < feed->count; i++) {
        const struct feed_release *release = &feed->releases[i];
        time_t when = release->withdrawn ? release->withdrawn : release->published;
        snprintf(text, sizeof text, ";%" PRIu64 ":%lld", release->number, (long long)when);
        out_text(&out, text);
        if (when > head->modified)
            head->modified = when;
    }
    head->validator = out_keep(&out, feed->service->arena);
    if (feed->count > 0)
        return STATUS_OK;
    enum status status = feed_read_manifest(feed, head->last, &found, p);
    if (status == STATUS_OK && found)
        head->modified = feed->manifest.published_at;
    return status;
}

enum status feed_open(struct feed **result, const struct service *service,
                      const struct feed_question *question, struct problem *p)
{
    struct feed *feed = calloc(1, sizeof *feed);
    *result = feed;
    if (!feed)
        return problem_memory(p);
    feed->service = service;
    feed->head.question = *question;
    enum status status = feed_find_archive(feed, p);
    if (status == STATUS_OK) {
        feed_find_instance(feed);
        status = feed_find_record(feed, p);
    }
    uint64_t oldest = question->archive ? feed->head.last - FEED_RELEASES + 1 : FIRST_RELEASE;
    if (status == STATUS_OK)
        status = feed_find_releases(feed, oldest, p);
    if (status == STATUS_OK)
        status = feed_find_validator(feed, p);
    if (status == STATUS_OK && arena_overflowed(service->arena))
        status = problem_memory(p);
    return status;
}

/* --- entries ---------------------------------------------------------------------------------- */

/* The rows of the first release, of which no changes are told. */
static uint64_t feed_first_rows(const struct feed *feed)
{
    const struct feed_subject *subject = &feed->head.question.subject;
    uint64_t rows = 0;
    for (size_t i = 0; i < feed->manifest.table_count && subject->id.len == 0; i++) {
        const struct table_state *state = &feed->manifest.tables[i];
        if (subject->table ? state->resource == subject->table : !state->resource->computed)
            rows += state->rows;
    }
    return rows;
}

static enum status feed_read_entry(struct feed *feed, const struct feed_release *release,
                                   struct problem *p)
{
    struct feed_entry *entry = &feed->entry;
    bool found;
    enum status status = feed_read_manifest(feed, release->number, &found, p);
    entry->release = release->number;
    entry->manifest = &feed->manifest;
    entry->first = release->number == FIRST_RELEASE;
    entry->updated = release->withdrawn ? release->withdrawn : release->published;
    entry->rows = 0;
    entry->rough = false;
    entry->line_count = entry->ending_count = 0;
    if (status != STATUS_OK || release->withdrawn)
        return status;
    if (entry->first)
        entry->rows = feed_first_rows(feed);
    else
        status = feed_count_changes(feed, p);
    if (feed->manifest.instance.changed_in == release->number)
        feed_announce(feed);
    return status;
}

/* Whether the release has something to say; all of them are entries of the instance. */
static bool feed_has_entry(const struct feed *feed, const struct feed_release *release)
{
    const struct feed_entry *entry = &feed->entry;
    return !feed->head.question.subject.table || release->withdrawn || entry->first ||
           entry->rough || entry->line_count > 0 || entry->ending_count > 0;
}

enum status feed_next(struct feed *feed, const struct feed_entry **entry, struct problem *p)
{
    *entry = NULL;
    while (feed->at < feed->count) {
        const struct feed_release *release = &feed->releases[feed->at++];
        enum status status = feed_read_entry(feed, release, p);
        if (status != STATUS_OK)
            return status;
        if (!feed_has_entry(feed, release))
            continue;
        *entry = &feed->entry;
        return STATUS_OK;
    }
    return STATUS_OK;
}
