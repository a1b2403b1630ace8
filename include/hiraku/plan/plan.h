/* The 数値目標 of a 地域再生計画 (form of the Cabinet Office: KPI①…, 単位, 事業開始前, 増加分 of
 * each fiscal year, 累計) as rows of the tables of KPIs and observations.
 *
 * Nothing is invented: what the plan does not say stays empty or is told as a finding, and numbers
 * keep their digits. What the rows are made of is in contrib/docs/kpi-plan.md. */
#ifndef HIRAKU_PLAN_PLAN_H
#define HIRAKU_PLAN_PLAN_H

#include "hiraku/base/arena.h"
#include "hiraku/base/status.h"
#include "hiraku/model/resource.h"

#include <stdint.h>

struct problem;
struct report;
struct stage;

/* More than any form has; beyond them RULE_PLAN_TOO_MANY. */
enum { PLAN_KPIS_MAX = 64, PLAN_HEADS_MAX = 24, PLAN_ROW_CELLS_MAX = 256 };

struct plan_asked {
    const char *file;          /* .xlsx: a workbook; .csv: a table; anything else: the text */
    struct slice program;      /* id; empty: the cell stays empty, with a finding */
    struct slice source;       /* id of the plan among the sources; the same */
    struct slice municipality; /* code, or empty */
    struct slice prefix; /* ids are PREFIX-kpi1 …; empty: that is the programme's, else "plan" */
    struct slice period; /* of the programme, as people write it; empty: the one in the text */
    int first_month;     /* of the fiscal year, 1–12 */
    struct report *report;
};

/* A row of a table, its cells parallel to the columns. */
struct plan_record {
    const struct resource *resource;
    uint64_t line; /* of the plan, from which it was made */
    struct slice cells[COLUMNS_MAX];
    bool known; /* an instance has a row with this key (plan_compare) */
};

struct plan {
    struct arena arena;          /* holds the texts */
    const char *name;            /* of the file in findings; lives as long as the report */
    struct plan_record *records; /* KPIs, then observations, each in the order of the plan */
    size_t count, kpis;          /* of all; of KPIs among them */
};

/* Reads the file. Whatever is odd goes into the report; with an error there are no records.
 * plan_free in any case. */
enum status plan_import(struct plan *plan, const struct plan_asked *asked, struct problem *p);
void plan_free(struct plan *plan);

/* A cell by the name of its column; empty if there is none. */
struct slice plan_cell(const struct plan_record *record, const char *column);

/* Marks the records that `stage` has by their key; where a row there says something else than the
 * plan prints (name, unit, value), RULE_PLAN_DIFFERS; where a KPI of that programme and name has
 * another id there, RULE_PLAN_OTHER_ID, an error. */
enum status plan_compare(struct plan *plan, struct stage *stage, struct report *report,
                         struct problem *p);

/* Writes the records that are not known into DIR, which is made: a CSV file for each table that has
 * any. STATUS_IMPORT_THERE, and nothing is written, where one of the files is there. */
enum status plan_write(const struct plan *plan, const char *dir, struct problem *p);
/* How many records of a table (NULL: of both) are not known. */
size_t plan_new(const struct plan *plan, const struct resource *resource);

#endif
