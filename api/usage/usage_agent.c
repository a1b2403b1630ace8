/* See usage_agent.h. Who hides is not found: the rule goes by what agents say of themselves. */
#include "hiraku/usage/usage_agent.h"

const char *const usage_bot_words[] = {"bot",           "crawl",   "spider", "slurp",
                                       "archiver",      "monitor", "uptime", "facebookexternalhit",
                                       "mediapartners", NULL};

static char usage_small(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

/* `word` is in small letters. */
static bool usage_has_word_at(struct slice text, size_t at, const char *word)
{
    for (; *word; word++, at++)
        if (at >= text.len || usage_small(text.at[at]) != *word)
            return false;
    return true;
}

static bool usage_is_telephone(struct slice text, size_t at)
{
    return at >= 2 && usage_has_word_at(text, at - 2, "cubot");
}

enum usage_agent usage_agent_of(struct slice user_agent)
{
    for (size_t at = 0; at < user_agent.len; at++) {
        /* the letters that words begin with */
        if (!memchr("bcsamuf", usage_small(user_agent.at[at]), 7))
            continue;
        for (const char *const *word = usage_bot_words; *word; word++)
            if (usage_has_word_at(user_agent, at, *word) &&
                !(word == usage_bot_words && usage_is_telephone(user_agent, at)))
                return USAGE_BOTS;
    }
    return USAGE_OTHERS;
}
