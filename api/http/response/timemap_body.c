/* See timemap_body.h. The memento of a release is the original with `release=N` (release_link.h).
 */
#include "hiraku/http/response/timemap_body.h"

#include "hiraku/base/clock.h"
#include "hiraku/base/json_writer.h"
#include "hiraku/base/out.h"

static void timemap_write_uri(const struct timemap *map, uint64_t number, struct out *out)
{
    struct slice original = map->original;
    out_slice(out, original);
    out_text(out, memchr(original.at, '?', original.len) ? "&release=" : "?release=");
    out_int(out, (int64_t)number);
}

static const struct timeline_state *timemap_first(const struct timemap *map)
{
    return &map->states[map->count - 1];
}

/* --- link-format --- */

static void timemap_write_date(const char *name, time_t at, struct out *out)
{
    char when[CLOCK_HTTP_SIZE];
    clock_http(at, when);
    out_text(out, ";");
    out_text(out, name);
    out_text(out, "=\"");
    out_text(out, when);
    out_char(out, '"');
}

static void timemap_write_target(struct slice url, const char *rel, struct out *out)
{
    out_char(out, '<');
    out_slice(out, url);
    out_text(out, ">;rel=\"");
    out_text(out, rel);
    out_char(out, '"');
}

/* Another TimeMap or this one, and which time it covers (s.5). */
static void timemap_write_map(struct slice url, const char *rel, time_t from, time_t until,
                              struct out *out)
{
    out_text(out, ",\n");
    timemap_write_target(url, rel, out);
    out_text(out, ";type=\"application/link-format\"");
    timemap_write_date("from", from, out);
    timemap_write_date("until", until, out);
}

void timemap_write_link(const struct timemap *map, struct out *out)
{
    timemap_write_target(map->original, "original", out);
    timemap_write_map(map->self, "self", timemap_first(map)->at, map->states[0].at, out);
    out_text(out, ",\n");
    timemap_write_target(map->original, "timegate", out);
    if (map->older.len)
        timemap_write_map(map->older, "timemap", map->older_first.at, map->older_last.at, out);
    for (size_t i = map->count; i-- > 0;) {
        bool first = i + 1 == map->count && !map->older.len, last = i == 0 && map->newest;
        out_text(out, ",\n<");
        timemap_write_uri(map, map->states[i].number, out);
        out_text(out, ">;rel=\"");
        out_text(out, first ? "first " : "");
        out_text(out, last ? "last " : "");
        out_text(out, "memento\"");
        timemap_write_date("datetime", map->states[i].at, out);
    }
    out_char(out, '\n');
}

/* --- JSON --- */

static void timemap_json_state(const struct timemap *map, struct json_writer *json,
                               const char *name, const struct timeline_state *state)
{
    char when[CLOCK_RFC3339_SIZE];
    clock_rfc3339(state->at, when);
    json_begin_object(json, name);
    json_text(json, "datetime", when);
    struct out *out = json_value(json, "uri"); /* a URL needs no escapes */
    out_char(out, '"');
    timemap_write_uri(map, state->number, out);
    out_char(out, '"');
    json_end(json);
}

static void timemap_json_mementos(const struct timemap *map, struct json_writer *json)
{
    json_begin_object(json, "mementos");
    if (!map->older.len)
        timemap_json_state(map, json, "first", timemap_first(map));
    if (map->newest)
        timemap_json_state(map, json, "last", &map->states[0]);
    json_begin_array(json, "list");
    for (size_t i = map->count; i-- > 0;)
        timemap_json_state(map, json, NULL, &map->states[i]);
    json_end(json);
    json_end(json);
}

static void timemap_json_index(const struct timemap *map, struct json_writer *json)
{
    char from[CLOCK_RFC3339_SIZE], until[CLOCK_RFC3339_SIZE];
    clock_rfc3339(map->older_first.at, from);
    clock_rfc3339(map->older_last.at, until);
    json_begin_array(json, "timemap_index");
    json_begin_object(json, NULL);
    json_text(json, "from", from);
    json_text(json, "until", until);
    json_slice(json, "uri", map->older);
    json_end(json);
    json_end(json);
}

void timemap_write_json(const struct timemap *map, struct out *out)
{
    struct json_writer json = json_compact(out, JSON_EMPTY_NULL);
    json_begin_object(&json, NULL);
    json_slice(&json, "original_uri", map->original);
    json_slice(&json, "self", map->self);
    json_slice(&json, "timegate_uri", map->original);
    json_begin_object(&json, "timemap_uri");
    json_slice(&json, "json_format", map->json);
    json_slice(&json, "link_format", map->link);
    json_end(&json);
    timemap_json_mementos(map, &json);
    if (map->older.len)
        timemap_json_index(map, &json);
    json_finish(&json);
}
