/* See usage_agent.h. Who hides is not found: the rule goes by what agents say of themselves. */
#include "hiraku/usage/usage_agent.h"

static inline char usage_small(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

/* `word` is in small letters. */
static inline bool usage_has_word_at(struct slice text, size_t at, const char *word)
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

/* Asked of every letter of every request: by its first letter a word is left in a step or two. */
static inline bool usage_is_word_at(struct slice text, size_t at)
{
    switch (usage_small(text.at[at])) {
    case 'a':
        return usage_has_word_at(text, at, "archiver");
    case 'b':
        return usage_has_word_at(text, at, "bot") && !usage_is_telephone(text, at);
    case 'c':
        return usage_has_word_at(text, at, "crawl");
    case 'f':
        return usage_has_word_at(text, at, "facebookexternalhit");
    case 'm':
        return usage_has_word_at(text, at, "monitor") ||
               usage_has_word_at(text, at, "mediapartners");
    case 's':
        return usage_has_word_at(text, at, "spider") || usage_has_word_at(text, at, "slurp");
    case 'u':
        return usage_has_word_at(text, at, "uptime");
    default:
        return false;
    }
}

enum usage_agent usage_agent_of(struct slice user_agent)
{
    for (size_t at = 0; at < user_agent.len; at++)
        if (usage_is_word_at(user_agent, at))
            return USAGE_BOTS;
    return USAGE_OTHERS;
}
