/* Since which release the artifacts of an open one have had their bytes: the number in the
 * address that never gives others.
 *
 * Found once, when the release is opened: the release in which the data of a file last changed
 * lists the same digest, unless the program or the instance made other bytes of them since.
 * Releases that were pruned still list what they had. */
#include "hiraku/http/snapshot/snapshots.h"

#include "hiraku/base/config.h"
#include "hiraku/exporters/artifact_format.h"
#include "hiraku/exporters/downloads/download.h"
#include "hiraku/http/snapshot/snapshot.h"
#include "hiraku/release/layout.h"

#include "release_parts.h"

#include <stdlib.h>

bool snapshots_list_artifacts(const struct snapshots *snapshots, uint64_t number,
                              struct artifacts *artifacts)
{
    char dir[FILE_PATH_SIZE];
    layout_release_dir(snapshots->config->store, number, dir);
    return artifacts_read(artifacts, dir, NULL) == STATUS_OK;
}

/* The lists that were read so far. */
struct lists {
    struct artifacts artifacts[RELEASE_TABLES_MAX];
    uint64_t numbers[RELEASE_TABLES_MAX];
    size_t count;
};

/* The list of a release; NULL: it cannot be read, or there are too many. */
static const struct artifacts *
release_places_list_of(struct lists *lists, const struct snapshot *release, uint64_t number)
{
    for (size_t i = 0; i < lists->count; i++)
        if (lists->numbers[i] == number)
            return &lists->artifacts[i];
    if (lists->count == RELEASE_TABLES_MAX)
        return NULL;
    struct artifacts *artifacts = &lists->artifacts[lists->count];
    if (!snapshots_list_artifacts(release->snapshots, number, artifacts))
        *artifacts = (struct artifacts){.count = 0};
    lists->numbers[lists->count++] = number;
    return artifacts;
}

static uint64_t release_places_place_of(struct lists *lists, const struct snapshot *release,
                                        const struct artifact *file)
{
    uint64_t own = release->manifest.number;
    struct artifact_name read;
    const char *name = layout_artifact_file(file->path);
    if (!name || !artifact_is_there(file) ||
        !artifact_name_read(artifact_formats, slice_of(name), &read))
        return own;
    uint64_t number = download_changed_in(&release->manifest, file, read.format, NULL);
    if (number == 0 || number >= own)
        return own;
    const struct artifact *then =
        artifacts_find(release_places_list_of(lists, release, number), file->path);
    return then && strcmp(then->sha256, file->sha256) == 0 ? number : own;
}

enum status release_places_read(struct snapshot *release, struct problem *p)
{
    struct lists *lists = calloc(1, sizeof *lists);
    release->places = calloc(release->artifacts.count + 1, sizeof *release->places);
    if (!lists || !release->places) {
        free(lists);
        return problem_memory(p);
    }
    for (size_t i = 0; i < release->artifacts.count; i++)
        release->places[i] = release_places_place_of(lists, release, &release->artifacts.files[i]);
    for (size_t i = 0; i < lists->count; i++)
        artifacts_free(&lists->artifacts[i]);
    free(lists);
    return STATUS_OK;
}

uint64_t snapshot_place(const struct snapshot *release, const struct artifact *file)
{
    return release->places[file - release->artifacts.files];
}
