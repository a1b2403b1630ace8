/* See note.h. What stands in the text is checkpoint.c's affair. */
#include "hiraku/proof/note.h"

#include "hiraku/base/out.h"
#include "hiraku/base/utf8.h"
#include "hiraku/proof/base64.h"

#include <inttypes.h>
#include <stdio.h>

#define DASH "\xE2\x80\x94 "

enum {
    TIME_BYTES = 8,
    PLAIN_BYTES = KEY_ID_BYTES + SIGNATURE_BYTES,
    TIMED_BYTES = KEY_ID_BYTES + TIME_BYTES + SIGNATURE_BYTES,
    TIME_TEXT = 64,
};

/* --- reading ---------------------------------------------------------------------------------- */

static bool note_is_clean(struct slice bytes)
{
    for (size_t i = 0; i < bytes.len; i++)
        if ((unsigned char)bytes.at[i] < 0x20 && bytes.at[i] != '\n')
            return false;
    return utf8_is_valid(bytes);
}

/* The last empty line ends the text. */
static bool note_split(struct slice bytes, struct slice *text, struct slice *lines)
{
    for (size_t i = bytes.len; i >= 2; i--)
        if (bytes.at[i - 1] == '\n' && bytes.at[i - 2] == '\n') {
            *text = (struct slice){bytes.at, i - 1};
            *lines = slice_from(bytes, i);
            return lines->len > 0 && bytes.at[bytes.len - 1] == '\n';
        }
    return false;
}

static bool signature_read(struct note_signature *signature, struct slice line)
{
    if (!slice_starts(line, DASH))
        return false;
    line = slice_from(line, sizeof DASH - 1);
    const char *space = line.len ? memchr(line.at, ' ', line.len) : NULL;
    if (!space)
        return false;
    signature->name = (struct slice){line.at, (size_t)(space - line.at)};
    signature->code = slice_from(line, signature->name.len + 1);
    return key_name_is_good(signature->name) && signature->code.len > 0;
}

bool note_read(struct note *note, struct slice bytes)
{
    struct slice lines;
    note->count = 0;
    if (bytes.len > NOTE_SIZE_MAX || !note_is_clean(bytes) ||
        !note_split(bytes, &note->text, &lines))
        return false;
    while (lines.len > 0) {
        const char *end = memchr(lines.at, '\n', lines.len);
        struct slice line = {lines.at, (size_t)(end - lines.at)};
        if (note->count == NOTE_SIGNATURES_MAX ||
            !signature_read(&note->signatures[note->count++], line))
            return false;
        lines = slice_from(lines, line.len + 1);
    }
    return true;
}

/* --- who signed ------------------------------------------------------------------------------- */

/* What a witness signs: a head that no note's text has, the time, the text. */
static bool timed_text(struct out *out, struct slice text, int64_t when)
{
    char head[TIME_TEXT];
    snprintf(head, sizeof head, "cosignature/v1\ntime %" PRId64 "\n", when);
    out_open_memory(out, NOTE_SIZE_MAX + TIME_TEXT);
    out_text(out, head);
    out_slice(out, text);
    return out->error == STATUS_OK;
}

static int64_t note_time(const uint8_t bytes[TIME_BYTES])
{
    uint64_t when = 0;
    for (size_t i = 0; i < TIME_BYTES; i++)
        when = when << 8 | bytes[i];
    return when > INT64_MAX ? -1 : (int64_t)when;
}

static bool is_timed_by(const struct public_key *key, struct slice text, const uint8_t *bytes,
                        int64_t *when)
{
    struct out out;
    int64_t time = note_time(bytes + KEY_ID_BYTES);
    bool good = time >= 0 && timed_text(&out, text, time);
    if (time >= 0) {
        good = good && key_has_signed(key, out_written(&out), bytes + KEY_ID_BYTES + TIME_BYTES);
        out_close(&out);
    }
    if (good && when)
        *when = time;
    return good;
}

/* The line bears the key's name; has it its id, too, and then its signature? */
static enum note_verdict signature_verdict(const struct note *note,
                                           const struct note_signature *signature,
                                           const struct public_key *key, int64_t *when)
{
    uint8_t bytes[TIMED_BYTES];
    char code[BASE64_LENGTH(KEY_ID_BYTES)];
    size_t size = key->kind == KEY_WITNESS ? TIMED_BYTES : PLAIN_BYTES;
    /* 24 of the id's 32 bits are the first four characters */
    base64_write(code, key->id, 3);
    if (!base64_read(bytes, size, signature->code))
        return signature->code.len >= 4 && memcmp(signature->code.at, code, 4) == 0 ? NOTE_FORGED
                                                                                    : NOTE_UNSIGNED;
    if (memcmp(bytes, key->id, KEY_ID_BYTES) != 0)
        return NOTE_UNSIGNED;
    bool good = key->kind == KEY_WITNESS ? is_timed_by(key, note->text, bytes, when)
                                         : key_has_signed(key, note->text, bytes + KEY_ID_BYTES);
    return good ? NOTE_SIGNED : NOTE_FORGED;
}

enum note_verdict note_verdict(const struct note *note, const struct public_key *key, int64_t *when)
{
    enum note_verdict verdict = NOTE_UNSIGNED;
    for (size_t i = 0; i < note->count && verdict != NOTE_FORGED; i++) {
        if (!slice_is(note->signatures[i].name, key->name))
            continue;
        enum note_verdict one = signature_verdict(note, &note->signatures[i], key, when);
        verdict = one == NOTE_UNSIGNED ? verdict : one;
    }
    return verdict;
}

/* --- signing ---------------------------------------------------------------------------------- */

void note_sign(struct out *out, struct slice text, const struct private_key *key, int64_t when)
{
    uint8_t bytes[TIMED_BYTES];
    char code[BASE64_LENGTH(TIMED_BYTES)];
    size_t size = PLAIN_BYTES;
    memcpy(bytes, key->public.id, KEY_ID_BYTES);
    if (key->public.kind == KEY_WITNESS) {
        struct out timed;
        size = TIMED_BYTES;
        for (size_t i = 0; i < TIME_BYTES; i++)
            bytes[KEY_ID_BYTES + i] = (uint8_t)((uint64_t)when >> 8 * (TIME_BYTES - 1 - i));
        if (!timed_text(&timed, text, when))
            out_fail(out, STATUS_NO_MEMORY, "signature");
        else
            key_sign(key, out_written(&timed), bytes + KEY_ID_BYTES + TIME_BYTES);
        out_close(&timed);
    } else {
        key_sign(key, text, bytes + KEY_ID_BYTES);
    }
    base64_write(code, bytes, size);
    out_text(out, DASH);
    out_text(out, key->public.name);
    out_char(out, ' ');
    out_bytes(out, code, BASE64_LENGTH(size));
    out_char(out, '\n');
}
