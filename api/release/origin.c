/* See origin.h. */
#include "hiraku/release/origin.h"

#include "hiraku/base/clock.h"
#include "hiraku/base/json_writer.h"
#include "hiraku/release/json_file.h"
#include "hiraku/release/layout.h"

#include <stdio.h>

enum { ORIGIN_MOST = 16 << 10 };

enum status origin_write(const struct origin *origin, const char *store, struct problem *p)
{
    char when[CLOCK_RFC3339_SIZE];
    struct out out;
    struct json_writer json = json_indented(&out, 1);
    out_open_memory(&out, ORIGIN_MOST);
    clock_rfc3339(origin->seen_at, when);
    json_begin_object(&json, NULL);
    json_text(&json, "reason", origin->reason);
    json_text(&json, "seen_at", when);
    json_text(&json, "url", origin->url);
    json_finish(&json);
    enum status status = out_finish(&out, p);
    if (status == STATUS_OK)
        status = file_replace(store, layout_origin, out_written(&out), p);
    out_close(&out);
    return status;
}

void origin_read(struct origin *origin, const char *store)
{
    char path[FILE_PATH_SIZE];
    json_t *root;
    bool good = true;
    *origin = (struct origin){.seen_at = 0};
    if (file_path(path, store, layout_origin, NULL) != STATUS_OK || !file_exists(path) ||
        json_file(store, layout_origin, &root, NULL) != STATUS_OK)
        return;
    json_member_text(root, "url", origin->url, sizeof origin->url, &good);
    json_member_text(root, "reason", origin->reason, sizeof origin->reason, &good);
    json_member_time(root, "seen_at", &origin->seen_at, &good);
    json_decref(root);
    if (!good)
        *origin = (struct origin){.seen_at = 0};
}

bool origin_is_well(const char *store, int64_t seconds, char trouble[ORIGIN_TROUBLE_SIZE])
{
    struct origin origin;
    char when[CLOCK_RFC3339_SIZE];
    origin_read(&origin, store);
    trouble[0] = '\0';
    if (!origin.url[0] || (!origin.reason[0] && time(NULL) - origin.seen_at <= seconds))
        return true;
    clock_rfc3339(origin.seen_at, when);
    snprintf(trouble, ORIGIN_TROUBLE_SIZE, "the origin gives no releases since %s%s%s", when,
             origin.reason[0] ? ": " : "", origin.reason);
    return false;
}
