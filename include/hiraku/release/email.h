/* E-mail addresses as a catalogue can name them (RFC 5321 s.4.1.2: Dot-string@Domain). */
#ifndef HIRAKU_RELEASE_EMAIL_H
#define HIRAKU_RELEASE_EMAIL_H

#include "hiraku/base/slice.h"

struct arena;

/* One bare address in ASCII, whose domain has a dot. */
bool email_is(struct slice text);

/* The address in `text`, written as a link, with a name, in wide letters or with spaces; empty if
 * none is found. In the arena. */
struct slice email_mend(struct arena *arena, struct slice text);

#endif
