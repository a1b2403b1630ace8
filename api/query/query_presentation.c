/* Parameters that choose how rows are shown: profile, headers, substitute, lang.
 *
 * Which answers have them is in query_option.c; what they do is in view.c and
 * exporters/csv_profile.c. */
#include "query_parts.h"

#include "hiraku/model/model.h"

static const char *const profiles[] = {"plain", "excel", "cp932", "sdmx"}; /* the last of cubes */
static const char *const languages[] = {"ja", "en"};

const char *query_profile_name(enum profile profile)
{
    return profiles[profile];
}

/* The position of the value among the allowed ones; -1: it is none of them. */
static int read_word(const struct parameter *parameter, const char *const *words, size_t count,
                     struct problem *p)
{
    for (size_t i = 0; i < count; i++)
        if (slice_is(parameter->value, words[i]))
            return (int)i;
    problem_set(p, STATUS_BAD_PARAMETER, parameter->name, parameter->value, NULL);
    for (size_t i = 0; i < count; i++)
        problem_allow(p, slice_of(words[i]));
    return -1;
}

enum status query_read_profile(struct query *query, struct arena *arena,
                               const struct parameter *parameter, struct problem *p)
{
    (void)arena;
    size_t count = sizeof profiles / sizeof *profiles - !query->resource->cube;
    int at = read_word(parameter, profiles, count, p);
    if (at < 0)
        return STATUS_BAD_PARAMETER;
    query->shown.profile = (enum profile)at;
    return STATUS_OK;
}

enum status query_read_headers(struct query *query, struct arena *arena,
                               const struct parameter *parameter, struct problem *p)
{
    (void)arena;
    query->shown.titles = read_word(parameter, &languages[0], 1, p) == 0;
    return query->shown.titles ? STATUS_OK : STATUS_BAD_PARAMETER;
}

enum status query_read_substitute(struct query *query, struct arena *arena,
                                  const struct parameter *parameter, struct problem *p)
{
    static const char *const geta[] = {"geta"};
    (void)arena;
    query->shown.substituted = read_word(parameter, geta, 1, p) == 0;
    return query->shown.substituted ? STATUS_OK : STATUS_BAD_PARAMETER;
}

enum status query_read_lang(struct query *query, struct arena *arena,
                            const struct parameter *parameter, struct problem *p)
{
    (void)arena;
    int at = read_word(parameter, languages, sizeof languages / sizeof *languages, p);
    if (at < 0)
        return STATUS_BAD_PARAMETER;
    query->shown.lang = languages[at];
    return STATUS_OK;
}

/* The columns of a cube's message are those of its structure. */
static enum status query_check_sdmx(const struct query *query, struct problem *p)
{
    const struct {
        bool given;
        const char *name;
    } others[] = {{query->field_count > 0, "fields"},
                  {query->include_count > 0, "include"},
                  {query->shown.titles, "headers"},
                  {query->shown.lang != NULL, "lang"}};
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        if (others[i].given && query->shown.profile == PROFILE_SDMX)
            return problem_set(p, STATUS_PARAMETER_ELSEWHERE, slice_of(others[i].name),
                               slice_of("profile=plain, excel, cp932"), NULL);
    return STATUS_OK;
}

enum status query_check_presentation(const struct query *query, struct problem *p)
{
    const struct presentation *shown = &query->shown;
    if (shown->substituted && shown->profile != PROFILE_CP932) {
        problem_set(p, STATUS_BAD_PARAMETER, slice_of("substitute"), slice_of("geta"),
                    "substitute goes with profile=cp932 only");
        return STATUS_BAD_PARAMETER;
    }
    enum status status = query_check_sdmx(query, p);
    if (status != STATUS_OK)
        return status;
    for (size_t i = 0; i < query->field_count; i++)
        if (!column_speaks(query->fields[i], shown->lang))
            return problem_set(p, STATUS_BAD_PARAMETER, slice_of("fields"),
                               slice_of(query->fields[i]->name),
                               "the column is in another language than lang");
    return STATUS_OK;
}
