/* Who says of itself that it is a bot. */
#ifndef HIRAKU_USAGE_USAGE_AGENT_H
#define HIRAKU_USAGE_USAGE_AGENT_H

#include "hiraku/base/slice.h"

/* People, their browsers and their programs; and what looks through the web by itself. */
enum usage_agent { USAGE_OTHERS, USAGE_BOTS, USAGE_AGENTS };

/* A bot is who has one of these words in User-Agent, in any case of letters: bot (but not cubot, a
 * make of telephones), crawl, spider, slurp, archiver, monitor, uptime, facebookexternalhit,
 * mediapartners. One pass over the text, of which nothing is kept. */
enum usage_agent usage_agent_of(struct slice user_agent);

#endif
