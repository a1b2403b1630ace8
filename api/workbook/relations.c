/* See relations.h. */
#include "relations.h"

#include "markup.h"

#include "hiraku/base/arena.h"

#include <stdio.h>

enum { RELATIONS_MAX = 8192 };

/* The name of the part that holds the relationships of a part: a/_rels/b.rels of a/b. */
static bool relations_part(const char *part, char name[PART_NAME_MAX])
{
    const char *slash = strrchr(part, '/');
    const char *own = slash ? slash + 1 : part;
    int len = snprintf(name, PART_NAME_MAX, "%.*s_rels/%s.rels", (int)(own - part), part, own);
    return len > 0 && len < PART_NAME_MAX;
}

/* Takes off the last segment; false: there is none. */
static bool relations_step_up(char *path, size_t *len)
{
    if (*len == 0)
        return false;
    while (*len > 0 && path[*len - 1] != '/')
        (*len)--;
    if (*len > 0)
        (*len)--;
    path[*len] = '\0';
    return true;
}

/* The target as the name of a part: relative to the folder of `part`, or from "/" on. false: it
 * leads out of the file, or is too long. */
static bool relations_resolve(const char *part, struct slice target, char path[PART_NAME_MAX])
{
    const char *slash = strrchr(part, '/');
    size_t len = slash && (target.len == 0 || *target.at != '/') ? (size_t)(slash - part) : 0;
    if (len >= PART_NAME_MAX)
        return false;
    memcpy(path, part, len);
    path[len] = '\0';
    while (target.len > 0) {
        const char *end = memchr(target.at, '/', target.len);
        struct slice segment = {target.at, end ? (size_t)(end - target.at) : target.len};
        target = slice_from(target, segment.len + (end != NULL));
        if (segment.len == 0 || slice_is(segment, "."))
            continue;
        if (slice_is(segment, "..")) {
            if (!relations_step_up(path, &len))
                return false;
            continue;
        }
        int now = snprintf(path + len, PART_NAME_MAX - len, "%s%.*s", len ? "/" : "",
                           (int)segment.len, segment.at);
        if (now < 0 || (size_t)now >= PART_NAME_MAX - len || memchr(segment.at, '\0', segment.len))
            return false;
        len += (size_t)now;
    }
    return len > 0;
}

static struct slice relations_last_word(struct slice type)
{
    const char *slash = type.len > 0 ? memrchr(type.at, '/', type.len) : NULL;
    return slash ? slice_from(type, (size_t)(slash + 1 - type.at)) : type;
}

static bool relations_grow(struct relations *relations, struct arena *arena)
{
    if (relations->count < relations->cap)
        return true;
    size_t cap = relations->cap ? relations->cap * 2 : 16;
    struct relation *list = arena_alloc(arena, cap * sizeof *list);
    if (!list)
        return false;
    if (relations->count > 0)
        memcpy(list, relations->list, relations->count * sizeof *list);
    relations->list = list;
    relations->cap = cap;
    return true;
}

static enum status relations_add(struct relations *relations, const struct markup *markup,
                                 const char *part, struct arena *arena, struct problem *p)
{
    char path[PART_NAME_MAX];
    bool failed = false;
    if (relations->count == RELATIONS_MAX)
        return package_limit(markup->part.package, "relationships", RELATIONS_MAX, p);
    if (!relations_grow(relations, arena))
        return problem_memory(p);
    xmlChar *target = markup_attribute_copy(markup, "Target", &failed);
    bool outside = slice_is(markup_attribute(markup, "TargetMode"), "External") ||
                   !relations_resolve(part, slice_of((const char *)target), path);
    xmlFree(target);
    struct relation *relation = &relations->list[relations->count++];
    relation->id = arena_copy(arena, markup_attribute(markup, "Id"));
    relation->type = arena_copy(arena, relations_last_word(markup_attribute(markup, "Type")));
    relation->part = outside ? NULL : arena_copy(arena, slice_of(path)).at;
    return failed || arena_overflowed(arena) ? problem_memory(p) : STATUS_OK;
}

enum status relations_read(struct relations *relations, const struct package *package,
                           const char *part, struct arena *arena, struct problem *p)
{
    char name[PART_NAME_MAX];
    struct markup markup;
    enum markup_event event = MARKUP_START;
    bool there;
    *relations = (struct relations){.count = 0};
    if (!relations_part(part, name))
        return STATUS_OK;
    enum status status = markup_open(&markup, package, name, false, &there, p);
    while (status == STATUS_OK && there && event != MARKUP_END) {
        status = markup_next(&markup, &event, p);
        if (status == STATUS_OK && event == MARKUP_START && markup.depth == 1 &&
            markup_is(&markup, "Relationship"))
            status = relations_add(relations, &markup, part, arena, p);
    }
    markup_close(&markup);
    return status;
}

const struct relation *relation_by_id(const struct relations *relations, struct slice id)
{
    for (size_t i = 0; i < relations->count; i++)
        if (id.len > 0 && slice_equal(relations->list[i].id, id))
            return &relations->list[i];
    return NULL;
}

const struct relation *relation_by_type(const struct relations *relations, const char *type)
{
    for (size_t i = 0; i < relations->count; i++)
        if (slice_is(relations->list[i].type, type))
            return &relations->list[i];
    return NULL;
}
