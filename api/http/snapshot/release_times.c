/* When a release was published, by its number: of those that an open one goes back to. */
#include "hiraku/http/snapshot/snapshot.h"

#include "hiraku/base/config.h"
#include "hiraku/release/layout.h"

#include "release_parts.h"

#include <stdlib.h>

/* As far as the open release's own manifest tells; else 0. */
static time_t find_stated(const struct manifest *manifest, uint64_t number)
{
    if (number == manifest->number)
        return manifest->published_at;
    if (number == manifest->instance.changed_in)
        return manifest->instance.changed_at;
    for (size_t i = 0; i < manifest->table_count; i++)
        if (number == manifest->tables[i].changed_in)
            return manifest->tables[i].changed_at;
    return 0;
}

static time_t read_time(const struct snapshot *release, uint64_t number)
{
    char dir[RELEASE_PATH_SIZE];
    struct manifest *manifest = malloc(sizeof *manifest);
    time_t at = 0;
    layout_release_dir(release->snapshots->config->store, number, dir);
    if (manifest && manifest_read_any(manifest, dir, NULL) == STATUS_OK)
        at = manifest->published_at;
    free(manifest);
    return at;
}

time_t snapshot_time(struct snapshot *release, uint64_t number)
{
    struct release_time *kept = &release->times[number % RELEASE_TIMES];
    time_t at = find_stated(&release->manifest, number);
    if (at != 0)
        return at;
    pthread_mutex_lock(&release->lock);
    if (kept->number == number)
        at = kept->at;
    pthread_mutex_unlock(&release->lock);
    if (at == 0)
        at = read_time(release, number);
    pthread_mutex_lock(&release->lock);
    *kept = (struct release_time){number, at};
    pthread_mutex_unlock(&release->lock);
    return at;
}
