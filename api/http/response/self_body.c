/* See self_body.h. */
#include "hiraku/http/response/self_body.h"

#include "hiraku/base/clock.h"
#include "hiraku/base/config.h"
#include "hiraku/base/json_writer.h"
#include "hiraku/base/text.h"
#include "hiraku/http/routing/request.h"
#include "hiraku/http/snapshot/snapshot.h"
#include "hiraku/http/snapshot/snapshots.h"
#include "hiraku/model/instance.h"
#include "hiraku/release/manifest.h"

static void self_write_peers(struct json_writer *json, struct slice list)
{
    json_begin_array(json, "peers");
    while (list.len > 0) {
        const char *comma = memchr(list.at, ',', list.len);
        size_t len = comma ? (size_t)(comma - list.at) : list.len;
        struct slice peer = text_trim((struct slice){list.at, len});
        if (slice_starts(peer, "https://") || slice_starts(peer, "http://"))
            json_slice(json, NULL, peer);
        list = slice_from(list, comma ? len + 1 : len);
    }
    json_end(json);
}

/* An address below the base; null where it is not offered. */
static void self_write_place(struct json_writer *json, const char *name, const char *base,
                             const char *path, bool offered)
{
    if (offered)
        json_printf(json, name, "%s%s", base, path);
    else
        json_text(json, name, NULL);
}

enum status self_body_write(struct request *request, struct representation *answer, struct out *out,
                            struct problem *p)
{
    char when[CLOCK_RFC3339_SIZE];
    const struct config *config = request->snapshots->config;
    const struct instance *instance = snapshot_instance(request->snapshot);
    const struct manifest *manifest = snapshot_manifest(request->snapshot);
    bool is_signed = manifest->key[0] != '\0';
    struct json_writer json = json_compact(out, JSON_EMPTY_NULL);
    (void)answer, (void)p;
    clock_rfc3339(manifest->published_at, when);
    json_begin_object(&json, NULL);
    json_text(&json, "url", instance->base_url);
    json_text(&json, "title_ja", instance->title[LANGUAGE_JA]);
    json_text(&json, "title_en", instance->title[LANGUAGE_EN]);
    json_text(&json, "publisher_name_ja", instance->publisher_name[LANGUAGE_JA]);
    json_text(&json, "publisher_name_en", instance->publisher_name[LANGUAGE_EN]);
    json_text(&json, "publisher_code", instance->publisher_code);
    json_text(&json, "software", release_program());
    json_int(&json, "release", (int64_t)manifest->number);
    json_text(&json, "published_at", when);
    json_text(&json, "key", manifest->key);
    self_write_place(&json, "checkpoint", instance->base_url, "/.well-known/hiraku/checkpoint",
                     is_signed);
    self_write_place(&json, "copies", instance->base_url, "/v1/copies", config->copies != 0);
    self_write_place(&json, "api", instance->base_url, "/v1/openapi.json", true);
    self_write_peers(&json, slice_of(config->peers));
    json_finish(&json);
    return STATUS_OK;
}
