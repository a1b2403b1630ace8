/* See release_states.h. */
#include "hiraku/http/snapshot/release_states.h"

#include "hiraku/base/config.h"
#include "hiraku/http/snapshot/release_days.h"

#include "release_parts.h"

static bool release_states_shown(const struct snapshot *release, uint64_t number)
{
    struct withdrawal withdrawal;
    return number == 0 || (snapshot_withdrawn(release, number, &withdrawal, NULL) == STATUS_OK &&
                           !withdrawal.reason[0]);
}

static bool release_states_same(const struct timeline_basis *one,
                                const struct timeline_basis *other)
{
    bool same = one->count == other->count;
    for (size_t i = 0; same && i < one->count; i++)
        same = one->tables[i] == other->tables[i];
    return same;
}

static bool release_states_find(struct snapshot *release, const struct timeline_basis *basis,
                                struct release_states *states)
{
    bool found = false;
    pthread_mutex_lock(&release->lock);
    for (size_t i = 0; i < RELEASE_STATES && !found; i++) {
        const struct release_states_kept *kept = &release->states[i];
        found = kept->states.first.number && release_states_same(&kept->basis, basis);
        if (found)
            *states = kept->states;
    }
    pthread_mutex_unlock(&release->lock);
    return found && release_states_shown(release, states->first.number) &&
           release_states_shown(release, states->before.number);
}

/* In the place of the same basis, else of the one that was kept first. */
static void release_states_keep(struct snapshot *release, const struct timeline_basis *basis,
                                const struct release_states *states)
{
    pthread_mutex_lock(&release->lock);
    size_t place = release->states_next % RELEASE_STATES;
    for (size_t i = 0; i < RELEASE_STATES; i++)
        if (release->states[i].states.first.number &&
            release_states_same(&release->states[i].basis, basis))
            place = i;
    release->states_next += place == release->states_next % RELEASE_STATES;
    release->states[place] = (struct release_states_kept){*basis, *states};
    pthread_mutex_unlock(&release->lock);
}

static struct release_states release_states_read(struct snapshot *release,
                                                 const struct timeline_basis *basis)
{
    struct timeline line;
    struct release_states states = {.first.number = 0};
    struct timeline_state own;
    if (timeline_open(&line, release->snapshots->config->store, release->manifest.number, basis,
                      NULL) == STATUS_OK &&
        timeline_first(&line, &states.first) && timeline_back(&line, &own) &&
        !timeline_back(&line, &states.before))
        states.before.number = 0;
    timeline_close(&line);
    return states;
}

struct release_states snapshot_states(struct snapshot *release, const struct timeline_basis *basis)
{
    struct release_states states;
    if (release_states_find(release, basis, &states))
        return states;
    states = release_states_read(release, basis);
    if (states.first.number)
        release_states_keep(release, basis, &states);
    return states;
}
