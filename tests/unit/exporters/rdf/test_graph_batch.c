/* References are followed without asking a database: the statements that rows in JSON and in RDF
 * take are counted by a driver of the test's own before that of SQLite. */
#include "hiraku/base/out.h"
#include "hiraku/exporters/export.h"
#include "hiraku/exporters/rdf/graph.h"
#include "hiraku/exporters/writer.h"
#include "hiraku/model/instance.h"
#include "hiraku/model/model.h"
#include "hiraku/model/registry.h"
#include "hiraku/service/record.h"
#include "hiraku/store/build.h"
#include "hiraku/store/sqlite.h"
#include "hiraku/store/store.h"

#include "api/store/store.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>

#include <cmocka.h>

enum { ROWS = 100 };
/* Of the rows that refer to a programme, 40 to 79 refer to this one. */
enum { CROWDED = 40, CROWD = 40 };

static unsigned statements;

static enum status open_counting(struct db **db, const char *path, enum db_mode mode,
                                 struct problem *p)
{
    enum status status = sqlite_driver.open(db, path, mode, p);
    if (status == STATUS_OK)
        (*db)->driver = db_of_releases;
    return status;
}

static enum status prepare_counting(struct db *db, const char *sql, struct statement **statement,
                                    struct problem *p)
{
    statements++;
    return sqlite_driver.prepare(db, sql, statement, p);
}

static enum status run(struct db *db, const char *sql, struct problem *p)
{
    return sqlite_driver.run(db, sql, p);
}

static void finish(struct db *db)
{
    sqlite_driver.close(db);
}

static struct db_driver counting = {
    .open = open_counting, .prepare = prepare_counting, .run = run, .close = finish};
const struct db_driver *const db_of_releases = &counting, *const db_of_staging = &counting;

/* Row n of a table: it refers to row n of each other table, but to one source, and to the programme
 * that many refer to. */
static void write_cell(FILE *file, const struct column *column, int n)
{
    bool crowd = column->ref && strcmp(column->ref->name, "programs") == 0 && n >= CROWDED &&
                 n < CROWDED + CROWD;
    if (column->flags & COL_REQUIRED && column->codes)
        fputs(column->codes->value, file);
    else if (column->ref && strcmp(column->name, "source") == 0)
        fputs("x0", file);
    else if (crowd && !(column->flags & COL_PARENT))
        fprintf(file, "x%d", CROWDED);
    else if (column->type == TYPE_ID || (column->ref && !(column->flags & COL_PARENT)))
        fprintf(file, "x%d", n);
    else if (column->type == TYPE_MUNICIPALITY_CODE && column->flags & COL_KEY)
        fprintf(file, "x%d", n);
    else if (column->type == TYPE_PERIOD && column->flags & COL_KEY)
        fprintf(file, "%d", 1900 + n);
    else if (column->type == TYPE_TEXT && column->flags & COL_REQUIRED)
        fprintf(file, "text %d", n);
}

static void write_table(const char *dir, const struct resource *resource)
{
    char path[256];
    snprintf(path, sizeof path, "%s/data/%s.csv", dir, resource->name);
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    for (int n = -1; n < ROWS; n++) {
        const char *comma = "";
        for (const struct column *c = resource->columns; c->name; c++) {
            if (!column_is_written(c))
                continue;
            fputs(comma, file);
            comma = ",";
            if (n < 0)
                fputs(c->name, file);
            else
                write_cell(file, c, n);
        }
        fputs("\r\n", file);
    }
    assert_int_equal(fclose(file), 0);
}

static const struct instance instance = {.first_month = 4, .base_url = "https://data.example"};
static char dir[] = "/tmp/hiraku-batch-XXXXXX";
static struct store *store;

static int build(void **state)
{
    struct problem p = {0};
    char path[128];
    (void)state;
    counting.dialect = sqlite_driver.dialect;
    if (!mkdtemp(dir))
        return -1;
    snprintf(path, sizeof path, "%s/data", dir);
    mkdir(path, 0700);
    for (size_t i = 0; i < model_resource_count; i++)
        write_table(dir, model_resources[i]);
    return store_build(dir, &instance, &p) == STATUS_OK &&
                   store_open(&store, dir, 0, &p) == STATUS_OK
               ? 0
               : -1;
}

static int clean(void **state)
{
    char command[128];
    (void)state;
    store_close(store);
    snprintf(command, sizeof command, "rm -rf '%s'", dir);
    return system(command);
}

static struct slice written(struct out *out, const char *table, const struct writer *writer)
{
    const struct export export = {
        .store = store,
        .instance = &instance,
        .resource = model_resource(slice_of(table)),
        .writer = writer,
        .total = ROWS,
        .changed_in = 1,
    };
    struct problem p = {0};
    out_open_memory(out, 16 << 20);
    statements = 0;
    assert_int_equal(export_table(&export, out, &p), STATUS_OK);
    return out_written(out);
}

static size_t count_of(struct slice text, const char *word)
{
    size_t count = 0;
    const char *end = text.at + text.len;
    for (const char *at = text.at; (at = memmem(at, (size_t)(end - at), word, strlen(word)));
         at += strlen(word))
        count++;
    return count;
}

static void rows_with_what_they_look_up_ask_no_database(void **state)
{
    (void)state;
    struct out out;
    struct slice json = written(&out, "participations", &writer_ndjson);
    assert_int_equal(count_of(json, "\"source_title_ja\":\"text 0\""), ROWS);
    assert_int_equal(statements, 0);
    out_close(&out);
}

static void what_rows_refer_to_asks_no_database(void **state)
{
    (void)state;
    struct out out;
    struct slice triples = written(&out, "participations", &writer_ntriples);
    assert_int_equal(count_of(triples, "\n<https://data.example/id/programs/x99> "
                                       "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type> "),
                     1);
    assert_int_equal(statements, 0);
    out_close(&out);
}

static void what_a_record_refers_to_asks_no_database(void **state)
{
    (void)state;
    struct out out;
    struct problem p = {0};
    struct stored_record record;
    const struct envelope envelope = {.total = 1, .returned = 1, .complete = true};
    view_init(&record.view, model_resource(slice_of("programs")), writer_ntriples.without);
    assert_int_equal(record_read(&record, store, slice_of("x40"), &p), STATUS_OK);
    assert_true(record.found);
    out_open_memory(&out, 16 << 20);
    struct emit emit = {.out = &out,
                        .instance = &instance,
                        .view = &record.view,
                        .shape = SHAPE_RECORD,
                        .envelope = &envelope,
                        .store = store};
    assert_int_equal(graph_state_new(&emit.graph, &writer_ntriples, &p), STATUS_OK);
    statements = 0;
    writer_ntriples.begin(&emit);
    writer_ntriples.row(&emit, &record.row);
    writer_ntriples.end(&emit);
    assert_int_equal(out_finish(&out, &p), STATUS_OK);
    assert_int_equal(
        count_of(out_written(&out), "-ns#type> <http://data.europa.eu/m8g/Participation> "), CROWD);
    assert_int_equal(statements, 0);
    graph_state_free(emit.graph);
    record_close(&record);
    out_close(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rows_with_what_they_look_up_ask_no_database),
        cmocka_unit_test(what_rows_refer_to_asks_no_database),
        cmocka_unit_test(what_a_record_refers_to_asks_no_database),
    };
    return cmocka_run_group_tests(tests, build, clean);
}
