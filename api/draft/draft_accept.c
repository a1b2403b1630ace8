/* Proposals of the checker taken: one, all of a kind, or all that are certain. */
#include "draft_parts.h"

#include "hiraku/base/text.h"
#include "hiraku/diagnostics/rule.h"

#include <stdlib.h>

struct accepting {
    struct draft_edit *edits;
    size_t count, cap;
};

static bool accept_fits(const struct draft_proposal *proposal, const struct draft_wish *wish)
{
    const char *column = proposal->column ? proposal->column : "";
    bool row = wish->row == 0 || (proposal->row <= wish->row &&
                                  wish->row <= (proposal->last ? proposal->last : proposal->row));
    return row && (!wish->resource || wish->resource == proposal->resource) &&
           (!wish->rule || strcmp(wish->rule, rule_info(proposal->rule)->slug) == 0) &&
           (!wish->column || strcmp(wish->column, column) == 0) &&
           (!wish->certain || proposal->certain);
}

static enum status accept_add(struct accepting *accepting, const struct draft_edit *edit,
                              struct problem *p)
{
    if (accepting->count == accepting->cap) {
        size_t cap = accepting->cap ? accepting->cap * 2 : 64;
        struct draft_edit *edits = realloc(accepting->edits, cap * sizeof *edits);
        if (!edits)
            return problem_memory(p);
        accepting->edits = edits;
        accepting->cap = cap;
    }
    accepting->edits[accepting->count++] = *edit;
    return STATUS_OK;
}

/* A cell whose proposal is the same as the one before is taken once. */
static bool accept_is_again(const struct accepting *accepting, const struct draft_edit *edit)
{
    const struct draft_edit *last =
        accepting->count > 0 ? &accepting->edits[accepting->count - 1] : NULL;
    return last && last->resource == edit->resource && last->row == edit->row && last->column &&
           edit->column && strcmp(last->column, edit->column) == 0;
}

static enum status accept_take(const struct draft_proposals *proposals,
                               const struct draft_wish *wish, struct accepting *accepting,
                               uint64_t *taken, struct problem *p)
{
    enum status status = STATUS_OK;
    for (size_t i = 0; i < proposals->count && status == STATUS_OK; i++) {
        const struct draft_proposal *proposal = &proposals->items[i];
        const struct draft_edit edit = {proposal->resource, proposal->row,    proposal->last,
                                        proposal->column,   proposal->mended, NULL};
        if (!accept_fits(proposal, wish) || accept_is_again(accepting, &edit))
            continue;
        ++*taken;
        status = accept_add(accepting, &edit, p);
    }
    return status;
}

enum status draft_accept(const struct draft_place *place, struct draft *draft,
                         const struct draft_wish *wish, uint64_t *taken, struct problem *p)
{
    struct draft_proposals proposals;
    struct accepting accepting = {.edits = NULL};
    struct report *report = report_new();
    *taken = 0;
    if (!report)
        return problem_memory(p);
    enum status status = draft_propose_values(place, draft, report, &proposals, p);
    if (status == STATUS_OK)
        status = accept_take(&proposals, wish, &accepting, taken, p);
    if (status == STATUS_OK && *taken == 0)
        status = problem_set(p, STATUS_DRAFT_NO_PROPOSAL, SLICE_NONE, SLICE_NONE, NULL);
    if (status == STATUS_OK)
        status = draft_edit(place, draft, accepting.edits, accepting.count, p);
    free(accepting.edits);
    draft_proposals_free(&proposals);
    report_free(report);
    return status;
}
