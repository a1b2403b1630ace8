/* The questions of a pull. */
#include "pull_parts.h"

#include "hiraku/base/out.h"

#include <inttypes.h>
#include <stdio.h>

enum status pull_bad_list(const struct pulled *pulled, const char *reason, struct problem *p)
{
    char url[REMOTE_URL_SIZE];
    snprintf(url, sizeof url, "%s/v1/copies/%" PRIu64, pulled->puller->options.base,
             pulled->number);
    return problem_set(p, STATUS_COPY_LIST, slice_of(url), SLICE_NONE, reason);
}

enum status pull_get(struct puller *puller, const char *path, uint64_t most, struct out *out,
                     struct problem *p)
{
    char url[REMOTE_URL_SIZE];
    struct fetch fetch = {.url = url, .most = most};
    snprintf(url, sizeof url, "%s/v1/copies%s", puller->options.base, path);
    return fetcher_get(puller->fetcher, &fetch, out, p);
}

enum status pull_part(struct pulled *pulled, const struct copy_file *file, uint64_t first,
                      uint64_t last, int fd, struct problem *p)
{
    char url[REMOTE_URL_SIZE];
    struct out out;
    struct fetch fetch = {.url = url, .first = first, .last = last};
    fetch.most = (last > 0 ? last + 1 : file->bytes) - first;
    snprintf(url, sizeof url, "%s/v1/copies/%" PRIu64 "/files/%s", pulled->puller->options.base,
             pulled->number, file->sha256);
    out_open_sink(&out, out_sink_fd, &fd);
    enum status status = fetcher_get(pulled->puller->fetcher, &fetch, &out, p);
    enum status finished = out_finish(&out, status == STATUS_OK ? p : NULL);
    bool cut = status == STATUS_OK && out.total != fetch.most;
    out_close(&out);
    if (cut)
        return problem_set(p, STATUS_COPY_DIFFERS, slice_of(url), SLICE_NONE, "too short");
    return status == STATUS_OK ? finished : status;
}
