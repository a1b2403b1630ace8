/* hiraku pull: the releases of another instance, once or again and again. */
#include "command.h"

#include "hiraku/base/clock.h"
#include "hiraku/base/json_writer.h"
#include "hiraku/base/log.h"
#include "hiraku/base/out.h"
#include "hiraku/release/origin.h"
#include "hiraku/remote/pull.h"

#include <pthread.h>
#include <stdio.h>
#include <unistd.h>

/* Between two questions; while the origin is gone, doubled up to the longest; between two notes of
 * an origin that is well. */
enum { FOLLOW_SECONDS = 1, FOLLOW_SECONDS_MOST = 16, FOLLOW_NOTE_SECONDS = 3 };

static enum status pull_base(const struct call *call, char base[REMOTE_PLACE_SIZE],
                             struct problem *p)
{
    size_t len = strlen(call->operand);
    while (len > 0 && call->operand[len - 1] == '/')
        len--;
    if (!call_is_url(call->operand) || len + 256 > REMOTE_PLACE_SIZE)
        return problem_set(p, STATUS_BAD_ARGUMENT, slice_of("URL"), slice_of(call->operand), NULL);
    snprintf(base, REMOTE_PLACE_SIZE, "%.*s", (int)len, call->operand);
    return STATUS_OK;
}

static void pull_write(const struct call *call, const struct pull_result *result, struct out *out)
{
    char text[4][24];
    struct json_writer json = json_compact(out, JSON_EMPTY_NULL);
    if (!call->json) {
        message_write(out, result->releases ? MESSAGE_PULLED : MESSAGE_PULLED_NOTHING,
                      call->language,
                      MESSAGE_WITH(call->operand, message_number(text[0], result->releases),
                                   message_number(text[1], result->newest),
                                   message_number(text[2], result->bytes)));
        return;
    }
    json_begin_object(&json, NULL);
    json_text(&json, "status", status_info(STATUS_OK)->slug);
    json_int(&json, "release", (int64_t)result->newest);
    json_int(&json, "releases", (int64_t)result->releases);
    json_int(&json, "withdrawn", (int64_t)result->withdrawn);
    json_int(&json, "bytes", (int64_t)result->bytes);
    json_finish(&json);
}

/* --- again and again -------------------------------------------------------------------------- */

/* A release takes longer to copy than an origin may be silent: a second thread goes on to note that
 * it is well while one is being copied. */
struct follower {
    const struct call *call;
    struct puller *puller;
    pthread_mutex_t lock; /* of all below */
    struct origin origin;
    time_t noted_at;
    unsigned pause; /* seconds until the origin is asked again */
};

/* For the server beside it. What cannot be written is missed there, and only there. */
static void follower_note(struct follower *follower, const char *reason)
{
    bool same = strcmp(follower->origin.reason, reason) == 0;
    time_t now = time(NULL);
    if (reason[0] == '\0')
        follower->origin.seen_at = now;
    if (same && now < follower->noted_at + FOLLOW_NOTE_SECONDS && now >= follower->noted_at)
        return;
    snprintf(follower->origin.reason, sizeof follower->origin.reason, "%s", reason);
    follower->noted_at = now;
    origin_write(&follower->origin, follower->call->config.store, NULL);
}

static void *follower_beat(void *context)
{
    struct follower *follower = context;
    for (;;) {
        sleep(FOLLOW_SECONDS);
        pthread_mutex_lock(&follower->lock);
        if (puller_is_copying(follower->puller) && !follower->origin.reason[0])
            follower_note(follower, "");
        pthread_mutex_unlock(&follower->lock);
    }
    return NULL;
}

static void follower_step(struct follower *follower)
{
    char release[24], bytes[24];
    struct pull_result result;
    struct problem problem = {.status = STATUS_OK};
    enum status status = puller_run(follower->puller, &result, &problem);
    const char *reason = status == STATUS_OK ? "" : status_info(status)->slug;
    pthread_mutex_lock(&follower->lock);
    if (status != STATUS_OK && strcmp(follower->origin.reason, reason) != 0)
        log_problem(LOG_WARNING, "the origin gives nothing that can be used", &problem);
    if (status == STATUS_OK && follower->origin.reason[0])
        log_line(LOG_INFO, "the origin answers again", (char *)NULL);
    if (status == STATUS_OK && (result.releases || result.withdrawn))
        log_line(LOG_INFO, "releases copied", "release", message_number(release, result.newest),
                 "bytes", message_number(bytes, result.bytes), (char *)NULL);
    follower_note(follower, reason);
    pthread_mutex_unlock(&follower->lock);
    if (status == STATUS_OK)
        follower->pause = FOLLOW_SECONDS;
    else if (follower->pause < FOLLOW_SECONDS_MOST)
        follower->pause *= 2;
}

/* Ends with the process. */
static enum status pull_follow(const struct call *call, const char *base, struct puller *puller,
                               struct problem *p)
{
    pthread_t beat;
    struct follower follower = {.call = call, .puller = puller, .pause = FOLLOW_SECONDS};
    pthread_mutex_init(&follower.lock, NULL);
    origin_read(&follower.origin, call->config.store);
    snprintf(follower.origin.url, sizeof follower.origin.url, "%s", base);
    if (pthread_create(&beat, NULL, follower_beat, &follower) != 0)
        return problem_memory(p);
    for (;;) {
        follower_step(&follower);
        sleep(follower.pause);
    }
}

enum status command_pull(const struct call *call, struct out *out, struct problem *p)
{
    char base[REMOTE_PLACE_SIZE];
    struct public_key key;
    const struct public_key *trusted;
    struct pull_result result;
    struct meter meter;
    struct publish_options publish = call_publish_options(call);
    enum status status = pull_base(call, base, p);
    if (status == STATUS_OK)
        status = call_trusted_key(call, &key, &trusted, p);
    if (status != STATUS_OK)
        return status;
    const struct pull_options options = {.store = call->config.store,
                                         .base = base,
                                         .trusted = trusted,
                                         .publish = &publish,
                                         .file_bytes = (uint64_t)call->config.pull_bytes,
                                         .stall_seconds = call->config.pull_seconds};
    struct puller *puller = puller_new(&options);
    if (!puller)
        return problem_memory(p);
    meter_init(&meter, call->language, call->json || call->follow);
    publish.progress = &meter.progress;
    status = call->follow ? pull_follow(call, base, puller, p) : puller_run(puller, &result, p);
    meter_end(&meter);
    puller_free(puller);
    if (status == STATUS_OK)
        pull_write(call, &result, out);
    return status;
}
