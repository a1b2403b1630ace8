/* What is read of tables and KPIs before it is shown. Private to api/service. */
#ifndef HIRAKU_API_SERVICE_FRESHNESS_PARTS_H
#define HIRAKU_API_SERVICE_FRESHNESS_PARTS_H

#include "hiraku/base/arena.h"
#include "hiraku/value/period.h"

struct problem;
struct service;

/* What a row shows beside the day. */
struct fresh_row {
    struct slice table, kpi, name[2], program, frequency, delay, month, last, changed_in,
        changed_on, next;
    const char *reason;
    struct date due;
};

struct freshness_rows {
    struct arena arena;
    struct fresh_row *rows; /* of each table of the model, then of each KPI */
    size_t count, room, at;
    char id[1024], due[DATE_TEXT_SIZE], today[DATE_TEXT_SIZE], late[24]; /* of the row shown */
};

/* Reads all of them. freshness_free in any case. */
enum status freshness_read(const struct service *service, struct freshness_rows *rows,
                           struct problem *p);
void freshness_free(struct freshness_rows *rows); /* NULL is allowed */

#endif
