/* See minisign.h. */
#include "hiraku/proof/minisign.h"

#include "hiraku/base/out.h"
#include "hiraku/proof/base64.h"

#include <nettle/sha2.h>

#define UNTRUSTED "untrusted comment: signature from hiraku\n"
#define TRUSTED   "trusted comment: "

enum {
    MARK_BYTES = 2,
    NUMBER_BYTES = 8,
    HEAD_BYTES = MARK_BYTES + NUMBER_BYTES,
    PUBLIC_BYTES = HEAD_BYTES + KEY_BYTES,
    SIGNED_BYTES = HEAD_BYTES + SIGNATURE_BYTES,
    SIGNED_LENGTH = BASE64_LENGTH(SIGNED_BYTES),
    GLOBAL_LENGTH = BASE64_LENGTH(SIGNATURE_BYTES),
};

static void head_write(const struct public_key *key, uint8_t head[HEAD_BYTES])
{
    struct sha256_ctx state;
    memcpy(head, "Ed", MARK_BYTES);
    sha256_init(&state);
    sha256_update(&state, KEY_BYTES, key->bytes);
    sha256_digest(&state, NUMBER_BYTES, head + MARK_BYTES);
}

void minisign_key(const struct public_key *key, char text[MINISIGN_KEY_SIZE])
{
    uint8_t bytes[PUBLIC_BYTES];
    head_write(key, bytes);
    memcpy(bytes + HEAD_BYTES, key->bytes, KEY_BYTES);
    base64_write(text, bytes, sizeof bytes);
    text[MINISIGN_KEY_SIZE - 1] = '\0';
}

/* What the second signature covers: the first one and the comment. */
static struct slice global_text(char *room, const uint8_t signature[SIGNATURE_BYTES],
                                struct slice comment)
{
    memcpy(room, signature, SIGNATURE_BYTES);
    if (comment.len)
        memcpy(room + SIGNATURE_BYTES, comment.at, comment.len);
    return (struct slice){room, SIGNATURE_BYTES + comment.len};
}

/* The four lines. */
static void lines_write(struct out *out, const uint8_t bytes[SIGNED_BYTES], struct slice comment,
                        const uint8_t global[SIGNATURE_BYTES])
{
    char code[SIGNED_LENGTH];
    out_text(out, UNTRUSTED);
    base64_write(code, bytes, SIGNED_BYTES);
    out_bytes(out, code, SIGNED_LENGTH);
    out_text(out, "\n" TRUSTED);
    out_slice(out, comment);
    out_char(out, '\n');
    base64_write(code, global, SIGNATURE_BYTES);
    out_bytes(out, code, GLOBAL_LENGTH);
    out_char(out, '\n');
}

void minisign_write(struct out *out, const struct private_key *key, struct slice file,
                    const char *comment)
{
    uint8_t bytes[SIGNED_BYTES], global[SIGNATURE_BYTES];
    char room[SIGNATURE_BYTES + MINISIGN_COMMENT_MAX];
    struct slice line = slice_of(comment);
    if (line.len > MINISIGN_COMMENT_MAX)
        line.len = MINISIGN_COMMENT_MAX;
    head_write(&key->public, bytes);
    key_sign(key, file, bytes + HEAD_BYTES);
    key_sign(key, global_text(room, bytes + HEAD_BYTES, line), global);
    lines_write(out, bytes, line, global);
}

/* The comment and both signatures out of the four lines; that nothing else stands there is for
 * lines_write to say. */
static bool lines_read(struct slice text, uint8_t bytes[SIGNED_BYTES], struct slice *comment,
                       uint8_t global[SIGNATURE_BYTES])
{
    const size_t before = sizeof UNTRUSTED - 1 + SIGNED_LENGTH + 1 + sizeof TRUSTED - 1;
    const size_t behind = 1 + GLOBAL_LENGTH + 1;
    if (text.len < before + behind || text.len - before - behind > MINISIGN_COMMENT_MAX)
        return false;
    *comment = (struct slice){text.at + before, text.len - before - behind};
    return base64_read(bytes, SIGNED_BYTES,
                       (struct slice){text.at + sizeof UNTRUSTED - 1, SIGNED_LENGTH}) &&
           base64_read(global, SIGNATURE_BYTES,
                       (struct slice){text.at + text.len - 1 - GLOBAL_LENGTH, GLOBAL_LENGTH});
}

bool minisign_has_signed(const struct public_key *key, struct slice file, struct slice signature,
                         char comment[MINISIGN_COMMENT_MAX + 1])
{
    uint8_t bytes[SIGNED_BYTES], global[SIGNATURE_BYTES], head[HEAD_BYTES];
    char room[SIGNATURE_BYTES + MINISIGN_COMMENT_MAX], again[MINISIGN_SIZE_MAX];
    struct slice line;
    struct out out;
    if (!lines_read(signature, bytes, &line, global))
        return false;
    head_write(key, head);
    out_open_buffer(&out, again, sizeof again);
    lines_write(&out, bytes, line, global);
    memcpy(comment, line.at, line.len);
    comment[line.len] = '\0';
    return slice_equal(out_written(&out), signature) && memcmp(head, bytes, HEAD_BYTES) == 0 &&
           key_has_signed(key, file, bytes + HEAD_BYTES) &&
           key_has_signed(key, global_text(room, bytes + HEAD_BYTES, line), global);
}
