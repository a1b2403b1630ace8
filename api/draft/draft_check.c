/* What the checker says of a draft, and what it proposes for its cells. */
#include "draft_parts.h"

#include "hiraku/base/text.h"
#include "hiraku/ingest/ingest.h"
#include "hiraku/model/model.h"
#include "hiraku/value/decimal.h"

#include <stdlib.h>

#define PROPOSALS_MEMORY ((size_t)256 << 20)

enum status draft_check(const struct draft_place *place, const struct draft *draft,
                        struct report *report, const struct progress *progress, struct problem *p)
{
    char path[DRAFT_PATH_SIZE] = "";
    enum status status = overlay_make(place, draft, path, p);
    if (status == STATUS_OK)
        status = ingest_check_folder(path, &place->limits.own, report, progress, p);
    if (path[0] != '\0')
        folder_remove(path, NULL);
    return status;
}

/* --- proposals -------------------------------------------------------------------------------- */

struct proposing {
    const struct draft *draft;
    struct report *report;
    struct draft_proposals *proposals;
};

static const struct draft_table *proposal_table(const struct draft *draft, const char *file)
{
    for (size_t i = 0; i < draft->table_count; i++)
        if (slice_is(draft->tables[i].path, file) && draft->tables[i].made[0] != '\0')
            return &draft->tables[i];
    return NULL;
}

/* The rows that a finding wants to be gone: `proposal->row` to `last`. */
static bool proposal_rows(const struct finding *finding, struct draft_proposal *proposal)
{
    int64_t number = 0;
    proposal->row = proposal->last = finding->place.line;
    switch (finding->rule) {
    case RULE_TOTAL_ROW:
    case RULE_NOTE_ROW:
    case RULE_SECOND_HEADER:
        return true;
    case RULE_BLANK_LINE:
        if (decimal_parse_int(finding->expected, 1, INT64_MAX / 2, &number))
            proposal->last = (uint64_t)number;
        return true;
    case RULE_HEADER_BELOW:
        if (!decimal_parse_int(finding->value, 2, INT64_MAX / 2, &number))
            return false;
        proposal->row = 1;
        proposal->last = (uint64_t)number - 1;
        return true;
    default:
        return false;
    }
}

static void proposals_add(struct draft_proposals *proposals, const struct draft_proposal *proposal)
{
    if (proposals->count == proposals->cap) {
        size_t cap = proposals->cap ? proposals->cap * 2 : 64;
        struct draft_proposal *items = realloc(proposals->items, cap * sizeof *items);
        if (!items) {
            proposals->status = STATUS_NO_MEMORY;
            return;
        }
        proposals->items = items;
        proposals->cap = cap;
    }
    proposals->items[proposals->count++] = *proposal;
    if (arena_overflowed(&proposals->arena))
        proposals->status = STATUS_NO_MEMORY;
}

static void proposal_see(void *context, const struct finding *finding)
{
    const struct proposing *proposing = context;
    const struct draft_table *table = proposal_table(proposing->draft, finding->place.file);
    struct draft_proposals *proposals = proposing->proposals;
    struct draft_proposal proposal = {.rule = finding->rule};
    if (!table || finding->place.line == 0)
        return;
    proposal.resource = table->resource;
    if (proposal_rows(finding, &proposal)) {
        proposal.value = arena_copy(&proposals->arena, finding->value);
        proposals_add(proposals, &proposal);
        return;
    }
    if (finding->mended.len == 0 || finding->place.column[0] == '\0')
        return;
    proposal.column = report_name(proposing->report, slice_of(finding->place.column));
    proposal.value = arena_copy(&proposals->arena, finding->value);
    proposal.mended = arena_copy(&proposals->arena, finding->mended);
    proposal.certain = ingest_is_certain(finding);
    if (proposal.column)
        proposals_add(proposals, &proposal);
}

static int proposal_compare(const void *left, const void *right)
{
    const struct draft_proposal *a = left, *b = right;
    int order = strcmp(a->resource->name, b->resource->name);
    if (order == 0)
        order = (a->row > b->row) - (a->row < b->row);
    return order == 0 ? strcmp(a->column ? a->column : "", b->column ? b->column : "") : order;
}

enum status draft_propose_values(const struct draft_place *place, const struct draft *draft,
                                 struct report *report, struct draft_proposals *proposals,
                                 struct problem *p)
{
    struct proposing proposing = {draft, report, proposals};
    *proposals = (struct draft_proposals){.status = STATUS_OK};
    arena_init(&proposals->arena, PROPOSALS_MEMORY);
    report_watch(report, proposal_see, &proposing);
    enum status status = draft_check(place, draft, report, NULL, p);
    report_watch(report, NULL, NULL);
    if (status == STATUS_OK && proposals->status != STATUS_OK)
        status = problem_memory(p);
    if (proposals->count > 0)
        qsort(proposals->items, proposals->count, sizeof *proposals->items, proposal_compare);
    return status;
}

void draft_proposals_free(struct draft_proposals *proposals)
{
    arena_free(&proposals->arena);
    free(proposals->items);
}
