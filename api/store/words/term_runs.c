/* See term_runs.h. */
#include "term_runs.h"

#include "words_file.h"

#include <stdlib.h>

/* A run ends with the text in which one of these is reached: some 40 MiB of memory. */
enum { RUN_WORDS = 2 << 20, RUN_TERMS = 256 << 10, RUN_BYTES = 4 << 20, ROOM_FIRST = 4096 };

#define TERM_RUNS_TEXT UINT32_MAX

/* One place of a term; those of one term follow each other. */
struct term_place {
    uint32_t text, place;
};

struct term_order {
    struct slice term;
    uint32_t number;
};

/* A run on its way into the file. */
struct run_writing {
    struct term_place *places;
    uint32_t *ends; /* of each term's places */
    struct term_order *order;
    struct out texts, others; /* of one term: its texts but the first, its places */
};

enum status term_runs_open(struct term_runs *runs, const char *dir, struct problem *p)
{
    memset(&runs->terms, 0, sizeof runs->terms);
    runs->starts = NULL;
    runs->words = NULL;
    runs->count = runs->used = runs->room = 0;
    runs->first = runs->texts = 0;
    return spill_open(&runs->spill, dir, p);
}

void term_runs_close(struct term_runs *runs)
{
    spill_close(&runs->spill);
    byte_table_free(&runs->terms);
    free(runs->starts);
    free(runs->words);
}

static void term_runs_number(struct out *out, uint64_t number)
{
    unsigned char bytes[WORDS_NUMBER_SIZE];
    out_bytes(out, bytes, words_number_put(number, bytes));
}

static int term_runs_compare(const void *a, const void *b)
{
    const struct term_order *left = a, *right = b;
    return slice_compare(left->term, right->term);
}

/* Sorts the words by term, and within one as they came. */
static void term_runs_place(const struct term_runs *runs, struct run_writing *writing)
{
    uint32_t *at = writing->ends, sum = 0, text = runs->first - 1, place = 0;
    for (size_t i = 0; i < runs->used; i++)
        if (runs->words[i] != TERM_RUNS_TEXT)
            at[runs->words[i]]++;
    for (uint32_t i = 0; i < runs->terms.count; i++) {
        uint32_t times = at[i];
        at[i] = sum;
        sum += times;
    }
    for (size_t i = 0; i < runs->used; i++)
        if (runs->words[i] == TERM_RUNS_TEXT) {
            text++;
            place = 0;
        } else {
            writing->places[at[runs->words[i]]++] = (struct term_place){text, place++};
        }
}

/* One text of a term with its places. */
static void term_runs_put(struct run_writing *writing, const struct term_place *places,
                          uint32_t times, uint32_t before, bool first)
{
    if (!first) {
        term_runs_number(&writing->texts, 2 * (uint64_t)(places->text - before - 1) + (times > 1));
        if (times > 1)
            term_runs_number(&writing->texts, times - 2);
    }
    for (uint32_t i = 0; i < times; i++)
        term_runs_number(&writing->others, places[i].place - (i > 0 ? places[i - 1].place : 0));
}

static void term_runs_write(struct out *out, struct run_writing *writing, struct slice term,
                            const struct term_place *places, uint32_t count)
{
    uint32_t first = 0;
    for (uint32_t from = 0, to; from < count; from = to) {
        for (to = from + 1; to < count && places[to].text == places[from].text; to++)
            continue;
        first = from > 0 ? first : to;
        term_runs_put(writing, places + from, to - from, from > 0 ? places[from - 1].text : 0,
                      from == 0);
    }
    term_runs_number(out, term.len);
    out_slice(out, term);
    term_runs_number(out, places[0].text);
    term_runs_number(out, first);
    term_runs_number(out, places[count - 1].text);
    term_runs_number(out, writing->texts.len);
    term_runs_number(out, writing->others.len);
    out_slice(out, out_written(&writing->texts));
    out_slice(out, out_written(&writing->others));
    if (writing->texts.error != STATUS_OK || writing->others.error != STATUS_OK)
        out_fail(out, STATUS_NO_MEMORY, "");
    out_reset(&writing->texts);
    out_reset(&writing->others);
}

static void term_runs_write_all(struct term_runs *runs, struct run_writing *writing)
{
    uint32_t terms = runs->terms.count;
    term_runs_place(runs, writing);
    for (uint32_t i = 0; i < terms; i++)
        writing->order[i] = (struct term_order){byte_table_key(&runs->terms, i), i};
    if (terms > 0)
        qsort(writing->order, terms, sizeof *writing->order, term_runs_compare);
    for (uint32_t i = 0; i < terms; i++) {
        uint32_t number = writing->order[i].number;
        uint32_t from = number > 0 ? writing->ends[number - 1] : 0;
        term_runs_write(&runs->spill.out, writing, writing->order[i].term, writing->places + from,
                        writing->ends[number] - from);
    }
}

/* Ends the run. */
static enum status term_runs_flush(struct term_runs *runs, struct problem *p)
{
    struct run_writing writing;
    uint64_t *starts = realloc(runs->starts, (runs->count + 2) * sizeof *starts);
    if (!starts)
        return problem_memory(p);
    runs->starts = starts;
    starts[runs->count++] = runs->spill.out.total;
    writing.places = malloc((runs->used + 1) * sizeof *writing.places);
    writing.ends = calloc((size_t)runs->terms.count + 1, sizeof *writing.ends);
    writing.order = malloc(((size_t)runs->terms.count + 1) * sizeof *writing.order);
    out_open_memory(&writing.texts, UINT32_MAX);
    out_open_memory(&writing.others, UINT32_MAX);
    bool good = writing.places && writing.ends && writing.order;
    if (good)
        term_runs_write_all(runs, &writing);
    starts[runs->count] = runs->spill.out.total;
    free(writing.places);
    free(writing.ends);
    free(writing.order);
    out_close(&writing.texts);
    out_close(&writing.others);
    byte_table_clear(&runs->terms);
    runs->used = 0;
    runs->first = runs->texts;
    return good ? STATUS_OK : problem_memory(p);
}

static enum status term_runs_word(struct term_runs *runs, uint32_t word, struct problem *p)
{
    if (runs->used == runs->room) {
        size_t room = runs->room ? 2 * runs->room : ROOM_FIRST;
        uint32_t *words = realloc(runs->words, room * sizeof *words);
        if (!words)
            return problem_memory(p);
        runs->words = words;
        runs->room = room;
    }
    runs->words[runs->used++] = word;
    return STATUS_OK;
}

enum status term_runs_text(struct term_runs *runs, struct problem *p)
{
    enum status status = STATUS_OK;
    if (runs->used >= RUN_WORDS || runs->terms.count >= RUN_TERMS || runs->terms.used >= RUN_BYTES)
        status = term_runs_flush(runs, p);
    runs->texts++;
    return status == STATUS_OK ? term_runs_word(runs, TERM_RUNS_TEXT, p) : status;
}

enum status term_runs_term(struct term_runs *runs, struct slice term, struct problem *p)
{
    uint32_t number;
    bool fresh;
    return byte_table_put(&runs->terms, term, &number, &fresh) ? term_runs_word(runs, number, p)
                                                               : problem_memory(p);
}

enum status term_runs_end(struct term_runs *runs, struct problem *p)
{
    enum status status = term_runs_flush(runs, p);
    return status == STATUS_OK ? spill_map(&runs->spill, p) : status;
}
