/* What of the endings of an instance a feed tells, and with which release. */
#include "hiraku/model/model.h"
#include "hiraku/release/layout.h"
#include "hiraku/service/service.h"

#include "hiraku/base/out.h"

#include "feed_parts.h"

enum { PATH_BYTES = 8192 };

/* Whether the path of an ending is that of a list, or of a record or what is below it. */
static bool feed_path_concerns(const struct feed_subject *subject, struct slice path)
{
    char bytes[PATH_BYTES];
    struct out out;
    out_open_buffer(&out, bytes, sizeof bytes);
    if (subject->id.len > 0) {
        model_record_path(&out, subject->table, subject->id);
    } else {
        out_text(&out, "/v1/");
        out_text(&out, subject->table->name);
    }
    struct slice own = out_written(&out);
    if (own.len == 0 || path.len < own.len || memcmp(path.at, own.at, own.len) != 0)
        return false;
    return path.len == own.len || path.at[own.len] == '.' ||
           (subject->id.len > 0 && path.at[own.len] == '/');
}

bool feed_ending_concerns(const struct feed_subject *subject, const struct ending *ending)
{
    const struct slice *cells = ending->cells;
    if (!subject->table)
        return true;
    if (cells[ENDING_TABLE].len > 0)
        return subject->id.len == 0 && slice_is(cells[ENDING_TABLE], subject->table->name);
    if (cells[ENDING_KPI].len > 0)
        return subject->table == model_cube_subject()->ref &&
               slice_equal(cells[ENDING_KPI], subject->id);
    return feed_path_concerns(subject, cells[ENDING_PATH]);
}

bool feed_read_instance(const struct feed *feed, uint64_t number, struct instance *instance)
{
    char dir[RELEASE_PATH_SIZE];
    struct problem problem;
    *instance = (struct instance){.ending_count = 0};
    layout_release_dir(feed->service->folder, number, dir);
    return number > 0 && instance_read_release(instance, dir, &problem) == STATUS_OK;
}

static bool feed_ending_is_said(const struct instance *instance, const struct ending *ending)
{
    for (size_t i = 0; i < instance->ending_count; i++) {
        bool same = true;
        for (size_t cell = 0; cell < ENDING_CELLS; cell++)
            same = same && slice_equal(instance->endings[i].cells[cell], ending->cells[cell]);
        if (same)
            return true;
    }
    return false;
}

void feed_announce(struct feed *feed)
{
    struct feed_entry *entry = &feed->entry;
    struct instance before = {.ending_count = 0};
    instance_free(&feed->announcing);
    bool read = feed_read_instance(feed, entry->release, &feed->announcing);
    bool former = entry->first || feed_read_instance(feed, entry->release - 1, &before);
    entry->ending_count = 0;
    for (size_t i = 0; read && former && i < feed->announcing.ending_count; i++) {
        const struct ending *ending = &feed->announcing.endings[i];
        if (feed_ending_concerns(&feed->head.question.subject, ending) &&
            !feed_ending_is_said(&before, ending))
            entry->endings[entry->ending_count++] = ending;
    }
    instance_free(&before);
}
