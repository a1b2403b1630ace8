/* Pictures of records for who shares a link to their pages: of each KPI and of what has a time line
 * (programmes, startups), up to a limit. The drawings are made one after the other, the pictures of
 * them side by side; of a drawing that the previous release has, too, the picture is linked.
 *
 * Whether there are any depends on the machine: without rsvg-convert there are none, and where it
 * fails there is a warning and a release without them. */
#include "cards.h"

#include "hiraku/base/out.h"
#include "hiraku/model/model.h"
#include "hiraku/model/registry.h"
#include "hiraku/pages/card.h"
#include "hiraku/pages/chart/kpi_chart.h"
#include "hiraku/pages/page.h"
#include "hiraku/release/layout.h"
#include "hiraku/service/details.h"
#include "hiraku/service/list.h"
#include "hiraku/service/series.h"
#include "hiraku/service/service.h"
#include "hiraku/store/store.h"

#include "artifact_parts.h"
#include "card_process.h"

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>

enum { CARD_THREADS = 16, CARD_ARENA = 64 << 20, CARD_DRAWING_MAX = 1 << 20, CARD_FAILURES = 3 };

struct card_job {
    char *drawing; /* NULL: what it was is only known by its digest */
    size_t len;
    struct artifact file; /* sha256 empty: there is no picture */
};

struct cards {
    struct artifact_build *build;
    struct store *store;
    struct service service;
    struct page_context context;
    struct arena arena; /* of all drawings */
    struct card_job *jobs;
    size_t count;
    pthread_mutex_t lock; /* of what follows */
    size_t at;
    unsigned failures;
    bool missing;           /* there is no rsvg-convert */
    struct problem problem; /* of the first failure */
    enum status status;     /* of what is no failure of the drawing program */
};

/* --- drawings --------------------------------------------------------------------------------- */

static bool cards_are_full(const struct cards *cards)
{
    return cards->count == cards->build->options.cards;
}

static enum status cards_add(struct cards *cards, const struct resource *table, struct slice id,
                             struct out *drawing, struct problem *p)
{
    struct card_job *job = &cards->jobs[cards->count];
    enum status status = out_finish(drawing, p);
    if (status != STATUS_OK)
        return status;
    snprintf(job->file.path, sizeof job->file.path, "%s", layout_card(table->name, id).text);
    struct digest digest;
    digest_init(&digest);
    job->drawing = out_take(drawing, &job->len);
    digest_add(&digest, job->drawing, job->len);
    digest_hex(&digest, job->file.plain_sha256);
    job->file.plain_bytes = job->len;
    cards->count++;
    return STATUS_OK;
}

/* The figures of a subject. */
static enum status cards_add_subject(struct cards *cards, const struct resource *table,
                                     struct slice id, struct problem *p)
{
    struct details *details = calloc(1, sizeof *details);
    struct out drawing;
    if (!details)
        return problem_memory(p);
    details->subject = id;
    details->first_month = cards->build->instance.first_month;
    series_query(&details->query, id);
    enum status status = details_read(details, &cards->service, p);
    if (status == STATUS_OK) {
        const struct chart_context drawn = {.arena = &details->arena,
                                            .language = cards->context.language,
                                            .width = CHART_WIDTH,
                                            .instance = &cards->build->instance};
        out_open_memory(&drawing, CARD_DRAWING_MAX);
        card_of_figures(&cards->context, details, &drawn, &drawing);
        status = cards_add(cards, table, id, &drawing, p);
        out_close(&drawing);
    }
    details_close(details);
    free(details);
    return status == STATUS_TOO_MANY_ROWS ? STATUS_OK : status;
}

static enum status cards_add_record(struct cards *cards, const struct row *row, struct problem *p)
{
    struct out drawing;
    out_open_memory(&drawing, CARD_DRAWING_MAX);
    card_of_record(&cards->context, row, &cards->arena, &drawing);
    enum status status = cards_add(cards, row->view->resource, row_cell(row, "id"), &drawing, p);
    out_close(&drawing);
    return status;
}

static enum status cards_add_table(struct cards *cards, const struct resource *table,
                                   struct problem *p)
{
    struct list *list = calloc(1, sizeof *list);
    struct row row;
    bool more = true, subjects = table == model_cube_subject()->ref;
    if (!list)
        return problem_memory(p);
    list->without = COL_HIDDEN | COL_LOOKUP;
    list->named = true;
    list->query.resource = table;
    enum status status = list_open(list, &cards->service, p);
    while (status == STATUS_OK && more && !cards_are_full(cards)) {
        status = list_next(list, &row, &more, p);
        if (status != STATUS_OK || !more)
            continue;
        status = subjects ? cards_add_subject(cards, table,
                                              arena_copy(&cards->arena, row_cell(&row, "id")), p)
                          : cards_add_record(cards, &row, p);
    }
    list_close(list);
    free(list);
    return status;
}

static enum status cards_collect(struct cards *cards, struct problem *p)
{
    struct artifact_build *build = cards->build;
    const struct resource *subjects = model_cube_subject()->ref;
    arena_init(&cards->arena, CARD_ARENA);
    cards->context = (struct page_context){.language = build->instance.language,
                                           .instance = &build->instance,
                                           .manifest = &build->manifest};
    cards->service = (struct service){.manifest = &build->manifest,
                                      .instance = &build->instance,
                                      .language = build->instance.language,
                                      .arena = &cards->arena};
    enum status status = store_open(&cards->store, build->dir, 0, p);
    cards->service.store = cards->store;
    if (status == STATUS_OK)
        status = cards_add_table(cards, subjects, p);
    for (size_t i = 0; i < model_resource_count && status == STATUS_OK; i++)
        if (model_resources[i]->eventful && model_resources[i] != subjects)
            status = cards_add_table(cards, model_resources[i], p);
    if (status == STATUS_OK && arena_overflowed(&cards->arena))
        status = problem_memory(p);
    store_close(cards->store);
    return status;
}

/* --- pictures --------------------------------------------------------------------------------- */

/* The picture of the same drawing in the previous release. */
static bool cards_link(const struct cards *cards, struct card_job *job)
{
    const struct artifact_build *build = cards->build;
    char from[RELEASE_PATH_SIZE], to[RELEASE_PATH_SIZE];
    const struct artifact *before =
        build->previous ? artifacts_find(&build->artifacts_before, job->file.path) : NULL;
    if (!before || !artifact_is_there(before) ||
        strcmp(before->plain_sha256, job->file.plain_sha256) != 0 ||
        file_path(from, build->previous, job->file.path, NULL) != STATUS_OK ||
        file_path(to, build->dir, job->file.path, NULL) != STATUS_OK ||
        file_link(from, to, NULL) != STATUS_OK)
        return false;
    job->file = *before;
    return true;
}

static enum status cards_keep(const struct cards *cards, struct card_job *job, struct slice picture,
                              struct problem *p)
{
    struct file file;
    enum status status = file_create(&file, cards->build->dir, job->file.path, p);
    if (status != STATUS_OK)
        return status;
    out_slice(&file.out, picture);
    return file_close(&file, job->file.sha256, &job->file.bytes, p);
}

static void cards_draw(struct cards *cards, struct card_job *job)
{
    struct problem problem;
    struct out picture;
    enum status status = STATUS_OK;
    if (cards_link(cards, job))
        return;
    enum card_outcome outcome = card_process_draw(
        cards->build->options.program, (struct slice){job->drawing, job->len}, &picture, &problem);
    if (outcome == CARD_DRAWN)
        status = cards_keep(cards, job, out_written(&picture), &problem);
    out_close(&picture);
    pthread_mutex_lock(&cards->lock);
    cards->missing = cards->missing || outcome == CARD_NO_PROGRAM;
    if ((outcome == CARD_BROKEN && cards->failures++ == 0) ||
        (status != STATUS_OK && cards->status == STATUS_OK))
        cards->problem = problem;
    if (status != STATUS_OK)
        cards->status = status;
    pthread_mutex_unlock(&cards->lock);
}

static struct card_job *cards_take(struct cards *cards)
{
    struct card_job *job = NULL;
    pthread_mutex_lock(&cards->lock);
    if (cards->at < cards->count && !cards->missing && cards->failures < CARD_FAILURES &&
        cards->status == STATUS_OK)
        job = &cards->jobs[cards->at++];
    pthread_mutex_unlock(&cards->lock);
    return job;
}

static void *cards_work(void *context)
{
    struct cards *cards = context;
    struct card_job *job;
    while ((job = cards_take(cards)))
        cards_draw(cards, job);
    return NULL;
}

static void cards_run(struct cards *cards)
{
    pthread_t threads[CARD_THREADS];
    size_t wanted = artifact_threads(&cards->build->options, cards->count), made = 0;
    pthread_mutex_init(&cards->lock, NULL);
    while (made + 1 < wanted && made < CARD_THREADS &&
           pthread_create(&threads[made], NULL, cards_work, cards) == 0)
        made++;
    cards_work(cards);
    for (size_t i = 0; i < made; i++)
        pthread_join(threads[i], NULL);
    pthread_mutex_destroy(&cards->lock);
}

/* --- all of it -------------------------------------------------------------------------------- */

/* What there is, and what there is not: a release has none rather than fail. */
static enum status cards_tell(struct cards *cards, struct problem *p)
{
    struct artifact_build *build = cards->build;
    enum status status = cards->status;
    char made[32];
    size_t count = 0;
    if (status != STATUS_OK && p)
        *p = cards->problem;
    for (size_t i = 0; i < cards->count && status == STATUS_OK; i++) {
        if (cards->jobs[i].file.sha256[0] == '\0')
            continue;
        status = artifacts_put(&build->artifacts, &cards->jobs[i].file, p);
        count++;
    }
    snprintf(made, sizeof made, "%zu/%zu", count, cards->count);
    if (status == STATUS_OK && cards->failures && build->options.report)
        report_at(build->options.report, RULE_CARDS_NOT_MADE, (struct place){"", 0, ""},
                  slice_of(made), SLICE_NONE, slice_of(cards->problem.reason));
    return status;
}

enum status cards_make(struct artifact_build *build, struct problem *p)
{
    char path[RELEASE_PATH_SIZE];
    struct cards cards = {.build = build};
    if (build->options.cards == 0 || !build->options.program)
        return STATUS_OK;
    enum status status = file_path(path, build->dir, layout_cards, p);
    if (status == STATUS_OK)
        status = folder_make(path, p);
    if (status == STATUS_OK && !(cards.jobs = calloc(build->options.cards, sizeof *cards.jobs)))
        status = problem_memory(p);
    if (status == STATUS_OK)
        status = cards_collect(&cards, p);
    if (status == STATUS_OK) {
        cards_run(&cards);
        status = cards_tell(&cards, p);
    }
    if (status == STATUS_OK)
        status = folder_sync(path, p);
    for (size_t i = 0; i < cards.count; i++)
        free(cards.jobs[i].drawing);
    free(cards.jobs);
    arena_free(&cards.arena);
    return status;
}
