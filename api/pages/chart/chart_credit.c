/* The lines below a chart: what it is from, on which terms, and of which release. */
#include "hiraku/pages/chart/kpi_chart.h"

#include "hiraku/base/arena.h"
#include "hiraku/base/clock.h"
#include "hiraku/model/instance.h"
#include "hiraku/pages/chart/chart_words.h"

#include <inttypes.h>

void chart_credit(struct chart *chart, const struct chart_context *context, struct slice sources)
{
    enum language language = context->language;
    const struct instance *instance = context->instance;
    const char *colon = chart_word(language, WORD_COLON);
    struct slice licence =
        instance_cell(instance, language == LANGUAGE_EN ? "licence_name_en" : "licence_name_ja");
    const char *attribution = instance->attribution[language];
    char moment[CLOCK_RFC3339_SIZE] = "";
    clock_rfc3339(context->changed_at + instance->utc_offset, moment);
    if (!licence.len)
        licence = instance_cell(instance, "licence_name_ja");
    if (!licence.len)
        licence = slice_of(instance->licence_url);
    if (!attribution || !*attribution)
        attribution = instance->attribution[LANGUAGE_JA];
    if (sources.len)
        chart->source = arena_printf(context->arena, "%s%s%.*s", chart_word(language, WORD_SOURCE),
                                     colon, (int)sources.len, sources.at);
    chart->licence = arena_printf(context->arena, "%s%s%.*s", chart_word(language, WORD_LICENCE),
                                  colon, (int)licence.len, licence.at);
    chart->release =
        arena_printf(context->arena, "%s%s%s %" PRIu64 "%s%.10s%s", attribution ? attribution : "",
                     language ? " · " : "　", chart_word(language, WORD_RELEASE), context->release,
                     chart_word(language, WORD_OPEN), moment, chart_word(language, WORD_CLOSE));
}
