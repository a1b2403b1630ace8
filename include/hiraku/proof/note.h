/* Signed notes (C2SP signed-note): a text, an empty line, and lines with signatures.
 *
 * A line of an unknown key is passed over; one of a known key that does not fit makes the whole
 * note bad. */
#ifndef HIRAKU_PROOF_NOTE_H
#define HIRAKU_PROOF_NOTE_H

#include "hiraku/proof/key.h"

struct out;

enum { NOTE_SIGNATURES_MAX = 32, NOTE_SIZE_MAX = 64 * 1024 };

struct note_signature {
    struct slice name;
    struct slice code; /* Base 64 */
};

/* Slices borrow from the bytes that were read. */
struct note {
    struct slice text; /* with its last LF */
    struct note_signature signatures[NOTE_SIGNATURES_MAX];
    size_t count;
};

/* False: the bytes are no signed note, or one of more than NOTE_SIGNATURES_MAX signatures. */
bool note_read(struct note *note, struct slice bytes);

/* Who signed. */
enum note_verdict {
    NOTE_UNSIGNED, /* not this key */
    NOTE_SIGNED,
    NOTE_FORGED, /* a line bears the key's name and id, and the key did not make it */
};
/* Of a KEY_LOG: its signature of the text. Of a KEY_WITNESS: its cosignature (C2SP tlog-cosignature
 * v1), with the time in seconds since 1970 (`when` may be NULL). */
enum note_verdict note_verdict(const struct note *note, const struct public_key *key,
                               int64_t *when);

/* One line of a signature, with its LF. `when`: of a KEY_WITNESS. */
void note_sign(struct out *out, struct slice text, const struct private_key *key, int64_t when);

#endif
