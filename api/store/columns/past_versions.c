/* See past.h: undoing. Goes from the newest change of a record back to the oldest. */
#include "past.h"

#include <stdlib.h>

/* What a record is in a release. */
struct past_state {
    bool there;
    struct slice cells[COLUMNS_MAX];
};

/* Undoes one row of changes; false: it does not lead to this state. */
static bool past_undo(struct past_state *state, const struct past_change *change)
{
    bool there = state->there;
    switch (change->kind) {
    case CHANGE_ADDED:
        *state = (struct past_state){.there = false};
        return there;
    case CHANGE_REMOVED:
        *state = (struct past_state){.there = true};
        return !there;
    case CHANGE_LOST_CELL:
    case CHANGE_CELL:
        state->cells[change->column] = change->old;
        return there;
    }
    return false;
}

static bool past_is_same(const struct past_state *a, const struct past_state *b)
{
    bool same = a->there == b->there;
    for (size_t i = 0; same && i < COLUMNS_MAX; i++)
        same = slice_equal(a->cells[i], b->cells[i]);
    return same;
}

static bool past_put(struct past_versions *versions, const struct past_state *state, uint32_t since,
                     uint32_t until)
{
    if (versions->count == versions->room) {
        size_t room = versions->room ? 2 * versions->room : 4;
        struct past_version *made = realloc(versions->made, room * sizeof *made);
        if (!made)
            return false;
        versions->made = made;
        versions->room = room;
    }
    struct past_version *version = &versions->made[versions->count++];
    version->since = since;
    version->until = until;
    memcpy(version->cells, state->cells, sizeof version->cells);
    return true;
}

enum status past_versions_make(struct past_versions *versions, const struct past *past,
                               const struct past_record *record, const struct slice *cells,
                               struct problem *p)
{
    struct past_state state = {.there = cells != NULL};
    const struct past_change *change = record->newest;
    uint32_t until = 0;
    bool room = true, good = true;
    if (cells)
        memcpy(state.cells, cells, sizeof state.cells);
    versions->count = 0;
    while (change && good && room) {
        struct past_state before = state;
        uint32_t release = change->release;
        for (; change && change->release == release && good; change = change->older)
            good = past_undo(&before, change);
        if (past_is_same(&state, &before))
            continue;
        if (state.there)
            room = past_put(versions, &state, release, until);
        until = release - 1;
        state = before;
    }
    if (state.there && room)
        room = past_put(versions, &state, past->first, until);
    if (!room)
        return problem_memory(p);
    return good && versions->count > 0
               ? STATUS_OK
               : problem_set(p, STATUS_BAD_RELEASE, slice_of("changes"), SLICE_NONE,
                             "the changes of its releases do not fit together");
}

void past_versions_free(struct past_versions *versions)
{
    free(versions->made);
    *versions = (struct past_versions){0};
}
