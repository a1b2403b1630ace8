/* See key.h: Ed25519 with nettle, and the lines that keys are written as. */
#include "hiraku/proof/key.h"

#include "hiraku/base/in.h"
#include "hiraku/base/out.h"
#include "hiraku/base/utf8.h"
#include "hiraku/proof/base64.h"

#include <errno.h>
#include <fcntl.h>
#include <nettle/eddsa.h>
#include <nettle/sha2.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <unistd.h>

#define PRIVATE_MARK "PRIVATE+KEY+"

enum { CODED_BYTES = 1 + KEY_BYTES, OTHERS = 077, OWNER_ONLY = 0600 };

/* --- names ------------------------------------------------------------------------------------ */

/* White_Space of Unicode, controls, and the plus that separates the parts of a line. */
static bool may_stand(int32_t c)
{
    return c > 0x20 && c != '+' && !(c >= 0x7F && c <= 0xA0) && c != 0x1680 &&
           !(c >= 0x2000 && c <= 0x200A) && c != 0x2028 && c != 0x2029 && c != 0x202F &&
           c != 0x205F && c != 0x3000;
}

bool key_name_is_good(struct slice name)
{
    size_t at = 0;
    if (name.len == 0 || name.len > KEY_NAME_MAX)
        return false;
    while (at < name.len)
        if (!may_stand(utf8_next(name, &at)))
            return false;
    return true;
}

/* --- public keys ------------------------------------------------------------------------------ */

static void set_id(struct public_key *key)
{
    struct sha256_ctx state;
    const uint8_t kind = (uint8_t)key->kind;
    sha256_init(&state);
    sha256_update(&state, strlen(key->name), (const uint8_t *)key->name);
    sha256_update(&state, 1, (const uint8_t *)"\n");
    sha256_update(&state, 1, &kind);
    sha256_update(&state, KEY_BYTES, key->bytes);
    sha256_digest(&state, KEY_ID_BYTES, key->id);
}

static void id_hex(const struct public_key *key, char hex[2 * KEY_ID_BYTES + 1])
{
    for (size_t i = 0; i < KEY_ID_BYTES; i++)
        snprintf(hex + 2 * i, 3, "%02x", key->id[i]);
}

/* The line of a key whose kind and bytes are in `coded`. */
static void line_write(const struct public_key *key, const uint8_t bytes[KEY_BYTES],
                       char text[KEY_TEXT_SIZE])
{
    uint8_t coded[CODED_BYTES] = {(uint8_t)key->kind};
    char hex[2 * KEY_ID_BYTES + 1], code[BASE64_LENGTH(CODED_BYTES) + 1];
    memcpy(coded + 1, bytes, KEY_BYTES);
    id_hex(key, hex);
    base64_write(code, coded, sizeof coded);
    code[sizeof code - 1] = '\0';
    snprintf(text, KEY_TEXT_SIZE, "%s+%s+%s", key->name, hex, code);
    explicit_bzero(coded, sizeof coded);
    explicit_bzero(code, sizeof code);
}

void key_write(const struct public_key *key, char text[KEY_TEXT_SIZE])
{
    line_write(key, key->bytes, text);
}

/* Name, hash as written, kind and 32 bytes of a line. */
static bool line_read(struct public_key *key, struct slice *hash, uint8_t bytes[KEY_BYTES],
                      struct slice text)
{
    uint8_t coded[CODED_BYTES];
    const char *plus = text.len ? memchr(text.at, '+', text.len) : NULL;
    struct slice name = {text.at, plus ? (size_t)(plus - text.at) : 0};
    if (!plus || !key_name_is_good(name) || text.len - name.len < 2 + 2 * KEY_ID_BYTES)
        return false;
    *hash = (struct slice){plus + 1, 2UL * KEY_ID_BYTES};
    struct slice rest = slice_from(text, name.len + 1 + hash->len);
    if (*rest.at != '+' || !base64_read(coded, sizeof coded, slice_from(rest, 1)) ||
        (coded[0] != KEY_LOG && coded[0] != KEY_WITNESS))
        return false;
    memcpy(key->name, name.at, name.len);
    key->name[name.len] = '\0';
    key->kind = (enum key_kind)coded[0];
    memcpy(bytes, coded + 1, KEY_BYTES);
    explicit_bzero(coded, sizeof coded);
    return true;
}

static bool hash_fits(struct public_key *key, struct slice hash)
{
    char hex[2 * KEY_ID_BYTES + 1];
    set_id(key);
    id_hex(key, hex);
    return slice_is(hash, hex);
}

bool key_parse(struct public_key *key, struct slice text)
{
    struct slice hash;
    return line_read(key, &hash, key->bytes, text) && hash_fits(key, hash);
}

bool key_equal(const struct public_key *a, const struct public_key *b)
{
    return a->kind == b->kind && strcmp(a->name, b->name) == 0 &&
           memcmp(a->bytes, b->bytes, KEY_BYTES) == 0;
}

/* --- private keys ----------------------------------------------------------------------------- */

enum status key_make(struct private_key *key, enum key_kind kind, struct slice name,
                     struct problem *p)
{
    if (!key_name_is_good(name))
        return problem_set(p, STATUS_KEY_NAME, name, SLICE_NONE, NULL);
    if (getrandom(key->seed, sizeof key->seed, 0) != (ssize_t)sizeof key->seed)
        return problem_errno(p, "getrandom");
    key->public.kind = kind;
    memcpy(key->public.name, name.at, name.len);
    key->public.name[name.len] = '\0';
    ed25519_sha512_public_key(key->public.bytes, key->seed);
    set_id(&key->public);
    return STATUS_OK;
}

enum status key_save(const struct private_key *key, const char *path, struct problem *p)
{
    char line[KEY_TEXT_SIZE], text[sizeof PRIVATE_MARK + KEY_TEXT_SIZE];
    int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, OWNER_ONLY);
    if (fd < 0)
        return errno == EEXIST ? problem_set(p, STATUS_KEY_THERE, slice_of(path), SLICE_NONE, NULL)
                               : problem_errno(p, path);
    line_write(&key->public, key->seed, line);
    snprintf(text, sizeof text, PRIVATE_MARK "%s\n", line);
    enum status status = out_sink_fd(&fd, text, strlen(text), p);
    if (status == STATUS_OK && fsync(fd) < 0)
        status = problem_errno(p, path);
    if (close(fd) < 0 && status == STATUS_OK)
        status = problem_errno(p, path);
    if (status != STATUS_OK)
        unlink(path);
    explicit_bzero(text, sizeof text);
    return status;
}

static enum status read_text(const char *path, char *text, size_t size, size_t *len,
                             struct problem *p)
{
    struct stat about;
    /* a pipe is not waited for */
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK);
    if (fd < 0)
        return problem_errno(p, path);
    enum status status = fstat(fd, &about) < 0 ? problem_errno(p, path) : STATUS_OK;
    if (status == STATUS_OK && !S_ISREG(about.st_mode))
        status = problem_set(p, STATUS_NO_KEY, slice_of(path), SLICE_NONE, NULL);
    if (status == STATUS_OK && about.st_mode & OTHERS)
        status = problem_set(p, STATUS_KEY_OPEN, slice_of(path), SLICE_NONE, NULL);
    ssize_t got = status == STATUS_OK ? in_bytes(fd, text, size) : 0;
    if (got < 0)
        status = problem_errno(p, path);
    close(fd);
    *len = got > 0 ? (size_t)got : 0;
    return status;
}

static bool private_parse(struct private_key *key, struct slice text)
{
    struct slice hash;
    if (text.len > 0 && text.at[text.len - 1] == '\n')
        text.len--;
    if (!slice_starts(text, PRIVATE_MARK) ||
        !line_read(&key->public, &hash, key->seed, slice_from(text, sizeof PRIVATE_MARK - 1)))
        return false;
    ed25519_sha512_public_key(key->public.bytes, key->seed);
    return hash_fits(&key->public, hash);
}

enum status key_load(struct private_key *key, enum key_kind kind, const char *path,
                     struct problem *p)
{
    char text[sizeof PRIVATE_MARK + KEY_TEXT_SIZE];
    size_t len = 0;
    enum status status = read_text(path, text, sizeof text, &len, p);
    if (status == STATUS_OK &&
        (!private_parse(key, (struct slice){text, len}) || key->public.kind != kind))
        status = problem_set(p, STATUS_NO_KEY, slice_of(path), SLICE_NONE, NULL);
    explicit_bzero(text, sizeof text);
    if (status != STATUS_OK)
        key_forget(key);
    return status;
}

void key_forget(struct private_key *key)
{
    explicit_bzero(key, sizeof *key);
}

/* --- signatures ------------------------------------------------------------------------------- */

void key_sign(const struct private_key *key, struct slice bytes, uint8_t signature[SIGNATURE_BYTES])
{
    ed25519_sha512_sign(key->public.bytes, key->seed, bytes.len, (const uint8_t *)bytes.at,
                        signature);
}

bool key_has_signed(const struct public_key *key, struct slice bytes,
                    const uint8_t signature[SIGNATURE_BYTES])
{
    return ed25519_sha512_verify(key->bytes, bytes.len, (const uint8_t *)bytes.at, signature) == 1;
}
