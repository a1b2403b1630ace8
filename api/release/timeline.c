/* See timeline.h. A release is published later than the one before it (publish.c), so moments are
 * found by halving. */
#include "hiraku/release/timeline.h"

#include "hiraku/release/layout.h"
#include "hiraku/release/manifest.h"
#include "hiraku/release/withdrawal.h"

#include <stdlib.h>

enum status timeline_open(struct timeline *line, const char *store, uint64_t newest,
                          const struct timeline_basis *basis, struct problem *p)
{
    *line = (struct timeline){.store = store, .basis = *basis};
    enum status status = release_list_read(&line->list, store, p);
    while (line->list.count && line->list.numbers[line->list.count - 1] > newest)
        line->list.count--;
    line->position = line->list.count;
    line->manifest = malloc(sizeof *line->manifest);
    return status == STATUS_OK && !line->manifest ? problem_memory(p) : status;
}

void timeline_close(struct timeline *line)
{
    release_list_free(&line->list);
    free(line->manifest);
    line->manifest = NULL;
}

static bool timeline_read(struct timeline *line, size_t at)
{
    char dir[RELEASE_PATH_SIZE];
    layout_release_dir(line->store, line->list.numbers[at], dir);
    return manifest_read_any(line->manifest, dir, NULL) == STATUS_OK;
}

static bool timeline_is_withdrawn(const struct timeline *line, size_t at)
{
    char dir[RELEASE_PATH_SIZE];
    struct withdrawal withdrawal;
    layout_release_dir(line->store, line->list.numbers[at], dir);
    return withdrawal_read(&withdrawal, dir, NULL) != STATUS_OK || withdrawal.reason[0];
}

/* The release in which the state began that line->manifest is of. */
static uint64_t timeline_since(const struct timeline *line)
{
    const struct timeline_basis *basis = &line->basis;
    uint64_t newest = basis->count ? 0 : manifest_changed_in(line->manifest, NULL, 0, NULL);
    for (size_t i = 0; i < basis->count; i++) {
        uint64_t one = manifest_changed_in(line->manifest, basis->tables[i], 0, NULL);
        if (one > newest)
            newest = one;
    }
    return newest;
}

/* The first of the releases from `begin` to before `end` that can be shown. */
static bool timeline_pick(struct timeline *line, size_t begin, size_t end,
                          struct timeline_state *state)
{
    for (size_t i = begin; i < end; i++) {
        if (timeline_is_withdrawn(line, i) || !timeline_read(line, i))
            continue;
        *state = (struct timeline_state){line->list.numbers[i], line->manifest->published_at};
        return true;
    }
    return false;
}

void timeline_seek(struct timeline *line, time_t end)
{
    size_t low = 0, high = line->list.count;
    while (low < high) {
        size_t middle = low + (high - low) / 2, at = middle;
        bool known = timeline_read(line, at);
        while (!known && at > low) /* goes with the one before it */
            known = timeline_read(line, --at);
        if (!known || line->manifest->published_at < end)
            low = middle + 1;
        else
            high = at;
    }
    line->position = low;
}

void timeline_seek_number(struct timeline *line, uint64_t number)
{
    line->position = 0;
    while (line->position < line->list.count && line->list.numbers[line->position] < number)
        line->position++;
}

bool timeline_back(struct timeline *line, struct timeline_state *state)
{
    while (line->position > 0) {
        size_t end = line->position--;
        if (!timeline_read(line, line->position))
            continue;
        uint64_t since = timeline_since(line);
        while (line->position > 0 && line->list.numbers[line->position - 1] >= since)
            line->position--;
        if (timeline_pick(line, line->position, end, state))
            return true;
    }
    return false;
}

bool timeline_first(struct timeline *line, struct timeline_state *state)
{
    return timeline_pick(line, 0, line->list.count, state);
}
