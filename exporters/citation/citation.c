/* See citation.h. The English line has the parts that DataCite asks for: creator, title, what it is
 * part of with its version, date, identifier. The Japanese one has the same. */
#include "hiraku/exporters/citation/citation.h"

#include "hiraku/base/arena.h"
#include "hiraku/base/clock.h"
#include "hiraku/model/instance.h"

#include <inttypes.h>

enum { LANGUAGES = 2, MONTHS = 12, MONTH_AT = 5, DAY_AT = 8 };

void citation_of_instance(struct citation *citation, const struct instance *instance,
                          struct arena *arena)
{
    static const char *const licences[LANGUAGES] = {"licence_name_ja", "licence_name_en"};
    for (int language = 0; language < LANGUAGES; language++) {
        struct slice licence = instance_cell(instance, licences[language]);
        if (licence.len == 0)
            licence = instance_cell(instance, licences[LANGUAGE_JA]);
        citation->publisher[language] =
            arena_copy(arena, slice_of(instance->publisher_name[language]));
        citation->collection[language] = arena_copy(arena, slice_of(instance->title[language]));
        citation->licence_name[language] = arena_copy(arena, licence);
    }
    citation->licence_url = arena_copy(arena, slice_of(instance->licence_url));
    citation->utc_offset = instance->utc_offset;
}

static void citation_set_titles(struct citation *citation)
{
    struct slice *title = citation->title, *collection = citation->collection;
    bool none = title[LANGUAGE_JA].len == 0 && title[LANGUAGE_EN].len == 0;
    for (int language = 0; language < LANGUAGES; language++) {
        if (none)
            title[language] = collection[language];
        else if (title[language].len == 0)
            title[language] = title[!language];
        if (slice_equal(collection[language], title[language]) ||
            slice_equal(collection[language], citation->publisher[language]))
            collection[language] = SLICE_NONE;
    }
}

static int citation_number(const char *digits)
{
    return (digits[0] - '0') * 10 + digits[1] - '0';
}

static struct slice citation_japanese(const struct citation *citation, struct arena *arena)
{
    struct slice publisher = citation->publisher[LANGUAGE_JA], title = citation->title[LANGUAGE_JA],
                 collection = citation->collection[LANGUAGE_JA];
    bool named = collection.len > 0;
    return arena_printf(
        arena, "%.*s「%.*s」%s%.*s%s公開版%" PRIu64 "（%.4s年%d月%d日公開）%.*s",
        (int)publisher.len, publisher.at, (int)title.len, title.at, named ? "『" : "",
        (int)collection.len, named ? collection.at : "", named ? "』" : "", citation->release,
        citation->day, citation_number(citation->day + MONTH_AT),
        citation_number(citation->day + DAY_AT), (int)citation->url.len, citation->url.at);
}

static struct slice citation_english(const struct citation *citation, struct arena *arena)
{
    static const char *const months[MONTHS] = {"January",   "February", "March",    "April",
                                               "May",       "June",     "July",     "August",
                                               "September", "October",  "November", "December"};
    struct slice publisher = citation->publisher[LANGUAGE_EN], title = citation->title[LANGUAGE_EN],
                 collection = citation->collection[LANGUAGE_EN];
    bool named = collection.len > 0, asks = title.len > 0 && title.at[title.len - 1] == '?';
    return arena_printf(arena, "%.*s: %.*s%s %.*s%s %" PRIu64 ", published %d %s %.4s. %.*s",
                        (int)publisher.len, publisher.at, (int)title.len, title.at, asks ? "" : ".",
                        (int)collection.len, named ? collection.at : "",
                        named ? ", release" : "Release", citation->release,
                        citation_number(citation->day + DAY_AT),
                        months[citation_number(citation->day + MONTH_AT) - 1], citation->day,
                        (int)citation->url.len, citation->url.at);
}

void citation_compose(struct citation *citation, struct arena *arena)
{
    char when[CLOCK_RFC3339_SIZE];
    clock_rfc3339(citation->published_at + citation->utc_offset, when);
    memcpy(citation->day, when, CITATION_DAY_SIZE - 1);
    citation->day[CITATION_DAY_SIZE - 1] = '\0';
    citation_set_titles(citation);
    citation->line[LANGUAGE_JA] = citation_japanese(citation, arena);
    citation->line[LANGUAGE_EN] = citation_english(citation, arena);
}
