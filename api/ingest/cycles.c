/* Chains of references to the same table that come back to where they began.
 *
 * Five bytes of memory per row of a table that has such columns; each row is walked over once. */
#include "run.h"

#include "hiraku/base/arena.h"
#include "hiraku/base/out.h"
#include "hiraku/staging/stage.h"

#include <stdlib.h>

enum { CHAIN_MEMORY = 64 * 1024, CHAIN_SHOWN = 20 };

enum colour { UNSEEN, ON_THE_WAY, DONE };

struct cycles {
    const struct check_run *run;
    const struct resource *resource;
    const struct column *column;
    uint32_t *parents; /* by row number; 0: none */
    unsigned char *colours;
};

/* One finding for a cycle: at the row that was met first, with its parent as the other place and
 * the chain. */
static enum status report_cycle(const struct cycles *cycles, uint32_t first, struct problem *p)
{
    struct arena arena;
    struct out chain;
    struct finding finding = {.rule = RULE_CYCLE};
    enum status status = STATUS_OK;
    uint32_t row = first;
    arena_init(&arena, CHAIN_MEMORY);
    out_open_memory(&chain, CHAIN_MEMORY);
    for (int shown = 0; status == STATUS_OK; shown++) {
        struct stage_origin origin = {{NULL, 0}, {"", 0, ""}};
        status = stage_row(cycles->run->stage, cycles->resource, row, &arena, &origin, p);
        if (shown == 0) {
            finding.value = origin.id;
            finding.place = origin.place;
            finding.place.column = cycles->column->name;
        }
        if (shown == 1 || (shown == 0 && cycles->parents[row] == first))
            finding.other = origin.place;
        out_text(&chain, shown > 0 ? " → " : "");
        out_slice(&chain, origin.id);
        if (shown > 0 && row == first)
            break;
        if (shown == CHAIN_SHOWN) {
            out_text(&chain, " → …");
            break;
        }
        row = cycles->parents[row];
    }
    finding.expected = out_written(&chain);
    if (status == STATUS_OK)
        report_add(cycles->run->report, &finding);
    out_close(&chain);
    arena_free(&arena);
    return status;
}

static enum status cycles_walk(const struct cycles *cycles, uint32_t count, struct problem *p)
{
    enum status status = STATUS_OK;
    for (uint32_t start = 1; start <= count && status == STATUS_OK; start++) {
        uint32_t row = start;
        while (row != 0 && cycles->colours[row] == UNSEEN) {
            cycles->colours[row] = ON_THE_WAY;
            row = cycles->parents[row];
        }
        if (row != 0 && cycles->colours[row] == ON_THE_WAY)
            status = report_cycle(cycles, row, p);
        for (row = start; row != 0 && cycles->colours[row] == ON_THE_WAY;
             row = cycles->parents[row])
            cycles->colours[row] = DONE;
    }
    return status;
}

static enum status cycles_check_column(const struct cycles *cycles, uint32_t count,
                                       struct problem *p)
{
    memset(cycles->parents, 0, (count + (size_t)1) * sizeof *cycles->parents);
    memset(cycles->colours, UNSEEN, count + (size_t)1);
    enum status status =
        stage_parents(cycles->run->stage, cycles->resource, cycles->column, cycles->parents, p);
    return status == STATUS_OK ? cycles_walk(cycles, count, p) : status;
}

enum status check_cycles(const struct check_run *run, const struct resource *resource,
                         struct problem *p)
{
    enum status status = STATUS_OK;
    uint64_t count = stage_rows(run->stage, resource);
    if (count == 0 || count >= UINT32_MAX)
        return STATUS_OK;
    uint32_t *parents = calloc(count + 1, sizeof *parents);
    unsigned char *colours = calloc(count + 1, 1);
    if (!parents || !colours) {
        status = problem_memory(p);
        goto done;
    }
    for (const struct column *column = resource->columns; column->name && status == STATUS_OK;
         column++) {
        const struct cycles cycles = {run, resource, column, parents, colours};
        if (column->flags & COL_PARENT)
            status = cycles_check_column(&cycles, (uint32_t)count, p);
    }
done:
    free(parents);
    free(colours);
    return status;
}
