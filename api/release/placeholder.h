/* What an instance.json still has of the template that it was copied from. Private to api/release.
 */
#ifndef HIRAKU_API_RELEASE_PLACEHOLDER_H
#define HIRAKU_API_RELEASE_PLACEHOLDER_H

#include "hiraku/base/slice.h"

struct instance;

/* Calls `left` for each key whose value is that of the template, or holds the template's publisher
 * or host, or the sentence that asks for another text (`word`: what of it), and for each with a
 * sign that may stand for a name still to be written, such as ○○ (not `sure`). Licence, keywords
 * and choices may be the same. Returns whether the instance has a publisher of its own: one without
 * is a trial. false where there is no memory. */
bool placeholder_find(const struct instance *instance,
                      void (*left)(void *context, const char *key, struct slice word, bool sure),
                      void *context);

#endif
