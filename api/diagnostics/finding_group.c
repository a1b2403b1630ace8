/* The groups of a report, found by a hash of what makes findings alike. */
#include "finding_group.h"

#include "hiraku/base/arena.h"
#include "hiraku/diagnostics/finding.h"

/* FNV-1a, 64 bits. */
static uint64_t group_hash_text(uint64_t hash, struct slice text)
{
    for (size_t i = 0; i < text.len; i++)
        hash = (hash ^ (unsigned char)text.at[i]) * 0x100000001B3U;
    return (hash ^ 0xFFU) * 0x100000001B3U;
}

static bool group_is_note(const struct finding *finding)
{
    return rule_info(finding->rule)->severity == SEVERITY_NOTE;
}

/* What notes of one rule share. */
static struct slice group_subject(const struct finding *finding)
{
    struct slice column = slice_of(finding->place.column);
    return column.len > 0 ? column : finding->value;
}

static uint64_t group_hash(const struct finding *finding)
{
    uint64_t hash = 0xCBF29CE484222325U ^ (uint64_t)finding->rule;
    if (group_is_note(finding))
        return group_hash_text(hash, group_subject(finding));
    hash = group_hash_text(hash, slice_of(finding->place.file));
    hash = group_hash_text(hash, slice_of(finding->place.column));
    hash = group_hash_text(hash, finding->value);
    hash = group_hash_text(hash, finding->mended);
    hash = group_hash_text(hash, slice_of(finding->other.file));
    return (hash ^ finding->other.line) * 0x100000001B3U;
}

static bool group_text_same(const char *a, const char *b)
{
    return slice_equal(slice_of(a), slice_of(b));
}

static bool group_has(const struct finding_group *group, const struct finding *finding)
{
    const struct finding *first = group->first;
    if (first->rule != finding->rule)
        return false;
    if (group_is_note(finding))
        return slice_equal(group_subject(first), group_subject(finding));
    return group_text_same(first->place.file, finding->place.file) &&
           group_text_same(first->place.column, finding->place.column) &&
           slice_equal(first->value, finding->value) &&
           slice_equal(first->mended, finding->mended) &&
           slice_equal(first->expected, finding->expected) &&
           group_text_same(first->other.file, finding->other.file) &&
           first->other.line == finding->other.line;
}

static void group_add_row(struct finding_group *group, uint64_t row)
{
    size_t at = 0;
    while (at < group->row_count && group->rows[at] < row)
        at++;
    if (row == 0 || at == GROUP_ROWS || (at < group->row_count && group->rows[at] == row))
        return;
    if (group->row_count < GROUP_ROWS)
        group->row_count++;
    for (size_t i = group->row_count - 1; i > at; i--)
        group->rows[i] = group->rows[i - 1];
    group->rows[at] = row;
}

bool finding_groups_join(struct finding_groups *groups, const struct finding *finding)
{
    uint64_t hash = group_hash(finding);
    struct finding_group *group = groups->buckets[hash % GROUP_BUCKETS];
    while (group && (group->hash != hash || !group_has(group, finding)))
        group = group->next;
    if (!group)
        return false;
    group->count++;
    group_add_row(group, finding->place.line);
    return true;
}

bool finding_groups_room(const struct finding_groups *groups, enum rule rule)
{
    return groups->per_rule[rule] < GROUPS_PER_RULE;
}

void finding_groups_begin(struct finding_groups *groups, struct arena *arena,
                          const struct finding *finding)
{
    struct finding_group *group = arena_alloc(arena, sizeof *group);
    if (!group)
        return;
    group->first = finding;
    group->hash = group_hash(finding);
    group->count = 1;
    group_add_row(group, finding->place.line);
    struct finding_group **bucket = &groups->buckets[group->hash % GROUP_BUCKETS];
    group->next = *bucket;
    *bucket = group;
    if (groups->end)
        groups->end->after = group;
    else
        groups->begin = group;
    groups->end = group;
    groups->count++;
    groups->per_rule[finding->rule]++;
}
