/* See words.h: the texts of a table, counted as of a release. */
#include "words_found.h"

#include "words_file.h"

#include <stdlib.h>

static void words_view_count(struct words_view *view, const struct words *words, uint32_t row)
{
    uint32_t text = words_code(words, row) - 1;
    if (text >= words->texts)
        return;
    view->about[text].rows++;
    view->texts_rows++;
    view->texts_terms += view->about[text].terms;
}

enum status words_view_make(struct words_view *view, const struct words *words,
                            const uint64_t *rows, struct problem *p)
{
    *view = (struct words_view){.about = calloc((size_t)words->texts + 1, sizeof *view->about)};
    if (!view->about)
        return problem_memory(p);
    for (uint32_t text = 0; text < words->texts; text++)
        view->about[text].terms = words->about[text].terms;
    for (uint32_t block = 0; block <= words->rows / 64; block++)
        for (uint64_t rest = rows[block]; rest != 0; rest &= rest - 1)
            words_view_count(view, words, 64 * block + (uint32_t)__builtin_ctzll(rest));
    return STATUS_OK;
}

void words_view_free(struct words_view *view)
{
    free(view->about);
    *view = (struct words_view){.about = NULL};
}

void words_look(struct words *words, const struct words_view *view)
{
    words->about = view->about;
    words->texts_rows = view->texts_rows;
    words->texts_terms = view->texts_terms;
}
