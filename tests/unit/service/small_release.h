/* A release of few rows for the tests of the services: KPIs of two municipalities, one with a gap.
 */
#ifndef HIRAKU_TEST_SMALL_RELEASE_H
#define HIRAKU_TEST_SMALL_RELEASE_H

#include "hiraku/base/arena.h"
#include "hiraku/base/slice.h"
#include "hiraku/base/status.h"
#include "hiraku/model/instance.h"
#include "hiraku/model/registry.h"
#include "hiraku/model/resource.h"
#include "hiraku/release/manifest.h"
#include "hiraku/service/service.h"
#include "hiraku/store/build.h"
#include "hiraku/store/store.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

struct column;
struct resource;

/* Cells of the columns named, without commas; what is not named is empty. Lines of a table stand in
 * key order. */
static const struct {
    const char *table, *columns, *cells[8];
} small_tables[] = {
    {"municipalities",
     "id,name_ja,name_en,kind",
     {"131041,新宿区,Shinjuku,special_ward", "141003,横浜市,Yokohama,city"}},
    {"sources", "id,title_ja,title_en,kind", {"s1,出典一,Source one,plan"}},
    {"kpis",
     "id,kind,municipality,name_ja,name_en,unit_ja,unit_en,unit_code,nature,frequency,source",
     {"rate,kpi,141003,割合,Rate,%,%,PERCENT,ratio,yearly,s1",
      "visits,kpi,131041,来訪者数,Visits,人,persons,NUM,flow,yearly,s1",
      "visits-b,kpi,141003,来訪者数,Visits,人,persons,NUM,flow,yearly,s1"}},
    {"observations",
     "kpi,period,value_type,accumulation,value,qualifier,status,source",
     {"rate,FY2020,actual,level,1.5,exact,final,s1", "rate,FY2021,actual,level,2.0,exact,final,s1",
      "visits,FY2020,actual,increment,10,exact,final,s1",
      "visits,FY2021,actual,increment,12,exact,final,s1",
      "visits,FY2024,actual,increment,20,exact,final,s1",
      "visits-b,FY2020,target,increment,7,exact,final,s1"}},
};

struct small_release {
    struct service service;
    struct arena arena;
    struct manifest manifest;
    struct instance instance;
    struct problem problem;
    char dir[64];
};

/* The n-th of what commas part. */
static struct slice small_cell(const char *line, size_t n)
{
    for (; n > 0 && *line; n--)
        line += strcspn(line, ",") + (line[strcspn(line, ",")] == ',');
    return (struct slice){line, strcspn(line, ",")};
}

static void small_line(FILE *file, const struct resource *resource, const char *columns,
                       const char *cells)
{
    const char *comma = "";
    for (const struct column *column = resource->columns; column->name; column++) {
        struct slice cell = slice_of(cells ? "" : column->name);
        if (!column_is_written(column))
            continue;
        for (size_t i = 0; small_cell(columns, i).len > 0; i++)
            if (slice_is(small_cell(columns, i), column->name))
                cell = small_cell(cells, i);
        fprintf(file, "%s%.*s", comma, (int)cell.len, cell.at);
        comma = ",";
    }
    fputs("\r\n", file);
}

static uint64_t small_table(const char *dir, const struct resource *resource)
{
    uint64_t rows = 0;
    char path[256];
    snprintf(path, sizeof path, "%s/data/%s.csv", dir, resource->name);
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    small_line(file, resource, "", NULL);
    for (size_t i = 0; i < sizeof small_tables / sizeof *small_tables; i++)
        for (size_t j = 0; strcmp(small_tables[i].table, resource->name) == 0 && j < 8 &&
                           small_tables[i].cells[j];
             j++, rows++)
            small_line(file, resource, small_tables[i].columns, small_tables[i].cells[j]);
    assert_int_equal(fclose(file), 0);
    return rows;
}

/* Release 7 dropped the record «old» of any table. */
static uint64_t small_retired(const void *context, const struct resource *resource, struct slice id)
{
    (void)context;
    (void)resource;
    return slice_is(id, "old") ? 7 : 0;
}

static int small_build(void **state)
{
    static struct small_release release;
    struct small_release *r = &release;
    char path[128];
    *r = (struct small_release){.dir = "/tmp/hiraku-service-XXXXXX",
                                .instance = {.first_month = 4, .base_url = "https://data.example"}};
    if (!mkdtemp(r->dir))
        return -1;
    snprintf(path, sizeof path, "%s/data", r->dir);
    mkdir(path, 0700);
    r->manifest.table_count = model_resource_count;
    for (size_t i = 0; i < model_resource_count; i++)
        r->manifest.tables[i] = (struct table_state){
            .resource = model_resources[i], .rows = small_table(r->dir, model_resources[i])};
    arena_init(&r->arena, 4 << 20);
    r->service = (struct service){.manifest = &r->manifest,
                                  .instance = &r->instance,
                                  .arena = &r->arena,
                                  .retired = small_retired};
    if (store_build(r->dir, &r->instance, &r->problem) != STATUS_OK ||
        store_open(&r->service.store, r->dir, 0, &r->problem) != STATUS_OK) {
        print_error("%s: %s\n", r->problem.subject, r->problem.reason);
        return -1;
    }
    *state = r;
    return 0;
}

static int small_clean(void **state)
{
    struct small_release *r = *state;
    char command[128];
    store_close(r->service.store);
    arena_free(&r->arena);
    snprintf(command, sizeof command, "rm -rf '%s'", r->dir);
    return system(command);
}

/* Joins what a sink is given, one cell of each row, with spaces between them. */
struct small_sink {
    size_t column, rows;
    char text[512];
};

__attribute__((unused)) static void small_take(void *context, const struct slice *cells)
{
    struct small_sink *sink = context;
    size_t len = strlen(sink->text);
    struct slice cell = cells[sink->column];
    snprintf(sink->text + len, sizeof sink->text - len, "%s%.*s", sink->rows++ > 0 ? " " : "",
             (int)cell.len, cell.len > 0 ? cell.at : "");
}

#endif
