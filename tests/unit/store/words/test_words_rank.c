/* The index of words beside that of another program, FTS5 of SQLite: the same rows, as many, in the
 * same order. Texts and queries are random; the seed is printed. */
#include "hiraku/base/arena.h"
#include "hiraku/base/out.h"
#include "hiraku/query/search.h"
#include "hiraku/store/db.h"
#include "hiraku/store/sqlite.h"

#include "store/words/words_index.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <time.h>

#include <cmocka.h>

enum { ROWS = 4000, QUERIES = 500, TEXT_SIZE = 600 };

struct fixture {
    struct words_index index;
    struct db *db;
    struct arena arena;
    struct words_index_row *rows;
};

static uint64_t seed, state_of_random;

static uint32_t roll(uint32_t sides)
{
    state_of_random = state_of_random * 6364136223846793005U + 1442695040888963407U;
    return (uint32_t)(state_of_random >> 33) % sides;
}

static const char *const pieces[] = {
    "市",   "民",   "延べ",  "避難所", "防災", "データ", "でーた", "ラボ", "まち", "の",
    "を",   "DX",   "wi-fi", "Wi‐Fi",  "2024", "20",     "5",      "２０", "city", "City hall",
    "open", "data", "ー",    "・",     " ",    "　",     "、",     "-",    "㈱",   "①",
    "ｶﾞｽ",  "ああ", "あ",    "a",      "b",    "ab",     "ba",     "(",    "々",   "é",
};

/* Up to so many pieces. */
static char *words_of(uint32_t most)
{
    struct out out;
    size_t len;
    out_open_memory(&out, TEXT_SIZE);
    for (uint32_t count = roll(most + 1); count > 0; count--) {
        out_text(&out, pieces[roll(roll(3) ? 12 : sizeof pieces / sizeof *pieces)]);
        if (roll(4) == 0)
            out_char(&out, ' ');
    }
    out_char(&out, '\0');
    return out_take(&out, &len);
}

static void make_rows(struct fixture *f)
{
    f->rows = calloc(ROWS, sizeof *f->rows);
    assert_non_null(f->rows);
    for (size_t i = 0; i < ROWS; i++) {
        size_t same = roll(3) && i > 0 ? roll((uint32_t)i) : i;
        f->rows[i].ja = same < i ? strdup(f->rows[same].ja) : words_of(roll(20) ? 12 : 100);
        f->rows[i].en = same < i ? strdup(f->rows[same].en) : roll(2) ? strdup("") : words_of(4);
        assert_non_null(f->rows[i].ja);
        assert_non_null(f->rows[i].en);
    }
}

static void add_terms(struct fixture *f, struct out *out, const char *cell)
{
    if (!*cell)
        return;
    out_slice(out, search_terms(&f->arena, slice_of(cell)));
    out_char(out, ' ');
}

static void fill(struct fixture *f)
{
    struct statement *insert;
    assert_int_equal(db_run(f->db,
                            "CREATE VIRTUAL TABLE t USING fts5(terms, content='', "
                            "tokenize='unicode61 remove_diacritics 0');BEGIN",
                            NULL),
                     STATUS_OK);
    assert_int_equal(db_prepare(f->db, "INSERT INTO t(rowid,terms) VALUES(CAST($1 AS INTEGER),$2)",
                                &insert, NULL),
                     STATUS_OK);
    for (size_t i = 0; i < ROWS; i++) {
        struct out terms;
        char number[24];
        bool row;
        out_open_memory(&terms, 1 << 20);
        add_terms(f, &terms, f->rows[i].ja);
        add_terms(f, &terms, f->rows[i].en);
        snprintf(number, sizeof number, "%zu", i);
        db_bind(insert, 1, slice_of(number));
        db_bind(insert, 2, out_written(&terms));
        if (terms.len > 0)
            assert_int_equal(db_step(insert, &row, NULL), STATUS_OK);
        db_reset(insert);
        out_close(&terms);
        arena_reset(&f->arena);
    }
    db_finish(insert);
}

static int begin(void **state)
{
    static struct fixture f;
    arena_init(&f.arena, 16 << 20);
    make_rows(&f);
    assert_int_equal(db_open(&f.db, &sqlite_driver, "", DB_SCRATCH, NULL), STATUS_OK);
    fill(&f);
    *state = &f;
    return words_index_open(&f.index, f.rows, ROWS) == STATUS_OK ? 0 : -1;
}

static int end(void **state)
{
    struct fixture *f = *state;
    words_index_close(&f->index);
    db_close(f->db);
    for (size_t i = 0; i < ROWS; i++) {
        free((char *)f->rows[i].ja);
        free((char *)f->rows[i].en);
    }
    free(f->rows);
    arena_free(&f->arena);
    return 0;
}

static struct slice some_match(struct fixture *f)
{
    bool many;
    char *words = words_of(1 + roll(4));
    struct slice match = search_match(&f->arena, slice_of(words), &many);
    free(words);
    return many ? SLICE_NONE : match;
}

/* What FTS5 finds, in its order. */
static size_t expected(struct fixture *f, const char *order, struct slice match, uint32_t *rows)
{
    struct statement *select;
    char sql[128];
    size_t count = 0;
    bool row;
    snprintf(sql, sizeof sql, "SELECT rowid FROM t WHERE t MATCH $1 ORDER BY %s", order);
    assert_int_equal(db_prepare(f->db, sql, &select, NULL), STATUS_OK);
    db_bind(select, 1, match);
    while (db_step(select, &row, NULL) == STATUS_OK && row)
        rows[count++] = (uint32_t)db_int(select, 0);
    db_finish(select);
    return count;
}

static struct words_found *find(struct fixture *f, struct slice match)
{
    struct words_found *found = NULL;
    const struct words_question question = {match, 0};
    assert_int_equal(words_find(&found, &f->index.words, &question, NULL), STATUS_OK);
    return found;
}

static void finds_the_same_rows(void **state)
{
    struct fixture *f = *state;
    uint32_t rows[ROWS];
    for (int i = 0; i < QUERIES; i++) {
        struct slice match = some_match(f);
        if (match.len == 0)
            continue;
        size_t count = expected(f, "rowid", match, rows), at = 0;
        struct words_found *found = find(f, match);
        uint64_t *bits;
        assert_int_equal(words_found_count(found), count);
        assert_int_equal(words_found_rows(found, &bits, NULL), STATUS_OK);
        for (uint32_t row = 0; row < ROWS; row++)
            if (bits[row / 64] >> (row % 64) & 1)
                assert_true(at < count && rows[at++] == row);
        assert_int_equal(at, count);
        free(bits);
        words_found_free(found);
        arena_reset(&f->arena);
    }
}

static void ranks_in_the_same_order(void **state)
{
    struct fixture *f = *state;
    uint32_t rows[ROWS], best[ROWS];
    uint64_t relevance[ROWS];
    for (int i = 0; i < QUERIES; i++) {
        struct slice match = some_match(f);
        if (match.len == 0)
            continue;
        size_t count = expected(f, "rank,rowid", match, rows), skip = 0, more;
        struct words_found *found = find(f, match);
        uint64_t *bits;
        assert_int_equal(words_found_rows(found, &bits, NULL), STATUS_OK);
        assert_int_equal(words_found_rank(found, bits, NULL), STATUS_OK);
        assert_int_equal(words_found_ranked(found), count);
        while ((more = words_found_best(found, skip, 1 + roll(500), best, relevance)) > 0) {
            assert_true(more <= count - skip);
            assert_memory_equal(best, rows + skip, more * sizeof *best);
            for (size_t j = 1; j < more; j++)
                assert_true(relevance[j - 1] >= relevance[j]);
            skip += more;
        }
        assert_int_equal(skip, count);
        free(bits);
        words_found_free(found);
        arena_reset(&f->arena);
    }
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(finds_the_same_rows),
        cmocka_unit_test(ranks_in_the_same_order),
    };
    seed = argc > 1 ? strtoull(argv[1], NULL, 10) : (uint64_t)time(NULL);
    state_of_random = seed;
    printf("seed %llu\n", (unsigned long long)seed);
    return cmocka_run_group_tests(tests, begin, end);
}
