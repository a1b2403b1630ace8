/* See term_merge.h. */
#include "term_merge.h"

#include "words_file.h"

#include <stdlib.h>

/* A term of a run. */
struct run_term {
    struct slice term, texts, places; /* texts: but the first */
    uint64_t first, times, last;
};

struct run_cursor {
    const unsigned char *at, *end;
    struct run_term term;
};

/* A heap of the runs that have terms left: the smallest term, of these the earliest run, first. */
struct term_merging {
    struct run_cursor *runs;
    size_t *heap, count;
    struct run_term *same; /* the runs' parts of one term */
};

static bool run_take(struct run_cursor *run, uint64_t len, struct slice *bytes)
{
    if (len > (uint64_t)(run->end - run->at))
        return false;
    *bytes = (struct slice){(const char *)run->at, (size_t)len};
    run->at += len;
    return true;
}

/* The run's next term; false: there is none. */
static bool run_next(struct run_cursor *run)
{
    struct run_term *term = &run->term;
    uint64_t len, texts, places;
    return words_number_get(&run->at, run->end, &len) && run_take(run, len, &term->term) &&
           words_number_get(&run->at, run->end, &term->first) &&
           words_number_get(&run->at, run->end, &term->times) &&
           words_number_get(&run->at, run->end, &term->last) &&
           words_number_get(&run->at, run->end, &texts) &&
           words_number_get(&run->at, run->end, &places) && run_take(run, texts, &term->texts) &&
           run_take(run, places, &term->places);
}

static bool merge_is_before(const struct term_merging *merging, size_t a, size_t b)
{
    int order = slice_compare(merging->runs[a].term.term, merging->runs[b].term.term);
    return order < 0 || (order == 0 && a < b);
}

/* Puts the entry at `at` below those that are before it. */
static void merge_sink(struct term_merging *merging, size_t at)
{
    size_t *heap = merging->heap;
    for (size_t child; (child = 2 * at + 1) < merging->count; at = child) {
        if (child + 1 < merging->count && merge_is_before(merging, heap[child + 1], heap[child]))
            child++;
        if (!merge_is_before(merging, heap[child], heap[at]))
            return;
        size_t run = heap[at];
        heap[at] = heap[child];
        heap[child] = run;
    }
}

/* Moves the first run on. */
static void merge_advance(struct term_merging *merging)
{
    if (!run_next(&merging->runs[merging->heap[0]]))
        merging->heap[0] = merging->heap[--merging->count];
    merge_sink(merging, 0);
}

static size_t merge_number(struct out *out, uint64_t number)
{
    unsigned char bytes[WORDS_NUMBER_SIZE];
    size_t len = words_number_put(number, bytes);
    out_bytes(out, bytes, len);
    return len;
}

/* The texts of all parts, the first of each in its distance from the part before. Returns how many
 * bytes. */
static uint64_t merge_texts(struct out *out, const struct run_term *parts, size_t count)
{
    uint64_t bytes = 0, next = 0;
    for (size_t i = 0; i < count; i++) {
        const struct run_term *part = &parts[i];
        bytes += merge_number(out, 2 * (part->first - next) + (part->times > 1));
        if (part->times > 1)
            bytes += merge_number(out, part->times - 2);
        out_slice(out, part->texts);
        bytes += part->texts.len;
        next = part->last + 1;
    }
    return bytes;
}

static enum status merge_write(struct term_outs *outs, const struct run_term *parts, size_t count,
                               struct problem *p)
{
    uint64_t texts = merge_texts(outs->places, parts, count);
    outs->places_bytes += texts;
    for (size_t i = 0; i < count; i++) {
        out_slice(outs->places, parts[i].places);
        outs->places_bytes += parts[i].places.len;
    }
    out_slice(outs->spelled, parts[0].term);
    outs->spelled_bytes += parts[0].term.len;
    if (texts > UINT32_MAX || outs->spelled_bytes > UINT32_MAX || outs->term_count == UINT32_MAX)
        return problem_set(p, STATUS_TOO_LARGE, slice_of("words"), SLICE_NONE, NULL);
    const struct words_term term = {outs->places_bytes, (uint32_t)texts,
                                    (uint32_t)outs->spelled_bytes};
    out_bytes(outs->terms, &term, sizeof term);
    outs->term_count++;
    return STATUS_OK;
}

static enum status merge_all(struct term_merging *merging, struct term_outs *outs,
                             struct problem *p)
{
    enum status status = STATUS_OK;
    while (merging->count > 0 && status == STATUS_OK) {
        size_t same = 0;
        do {
            merging->same[same++] = merging->runs[merging->heap[0]].term;
            merge_advance(merging);
        } while (merging->count > 0 &&
                 slice_equal(merging->runs[merging->heap[0]].term.term, merging->same[0].term));
        status = merge_write(outs, merging->same, same, p);
    }
    return status;
}

enum status term_merge(const struct term_runs *runs, struct term_outs *outs, struct problem *p)
{
    struct term_merging merging = {
        .runs = calloc(runs->count + 1, sizeof *merging.runs),
        .heap = calloc(runs->count + 1, sizeof *merging.heap),
        .same = calloc(runs->count + 1, sizeof *merging.same),
    };
    enum status status = STATUS_OK;
    outs->places_bytes = outs->spelled_bytes = outs->term_count = 0;
    if (!merging.runs || !merging.heap || !merging.same)
        status = problem_memory(p);
    for (size_t i = 0; i < runs->count && status == STATUS_OK; i++) {
        const unsigned char *bytes = runs->spill.bytes;
        if (!bytes)
            break;
        merging.runs[i].at = bytes + runs->starts[i];
        merging.runs[i].end = bytes + runs->starts[i + 1];
        if (run_next(&merging.runs[i]))
            merging.heap[merging.count++] = i;
    }
    for (size_t i = merging.count; i-- > 0 && status == STATUS_OK;)
        merge_sink(&merging, i);
    if (status == STATUS_OK)
        status = merge_all(&merging, outs, p);
    free(merging.runs);
    free(merging.heap);
    free(merging.same);
    return status;
}
