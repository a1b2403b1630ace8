/* See password.h. */
#include "hiraku/desk/password.h"

#include "hiraku/base/text.h"

#include <argon2.h>
#include <errno.h>
#include <stdio.h>
#include <sys/random.h>

enum { PASSES = 3, KIBIBYTES = 64 * 1024, LANES = 1, SALT = 16, RESULT = 32 };

static size_t password_characters(struct slice text)
{
    size_t count = 0;
    for (size_t i = 0; i < text.len; i++)
        count += ((unsigned char)text.at[i] & 0xC0) != 0x80;
    return count;
}

enum status password_check(const char *name, struct slice password, struct problem *p)
{
    enum text_fault fault = text_check(password, NULL);
    char least[24];
    bool good = fault == TEXT_GOOD || fault == TEXT_UNTRIMMED || fault == TEXT_NOT_NFC;
    if (good && password_characters(password) >= PASSWORD_LEAST && password.len <= PASSWORD_MOST &&
        !slice_is(password, name))
        return STATUS_OK;
    snprintf(least, sizeof least, "%d", PASSWORD_LEAST);
    return problem_set(p, STATUS_DESK_PASSWORD, SLICE_NONE, slice_of(least), NULL);
}

enum status password_hash(struct slice password, char hash[PASSWORD_HASH_SIZE], struct problem *p)
{
    unsigned char salt[SALT];
    if (getrandom(salt, sizeof salt, 0) != (ssize_t)sizeof salt)
        return problem_errno(p, "getrandom");
    int code = argon2id_hash_encoded(PASSES, KIBIBYTES, LANES, password.at, password.len, salt,
                                     sizeof salt, RESULT, hash, PASSWORD_HASH_SIZE);
    if (code == ARGON2_OK)
        return STATUS_OK;
    if (code == ARGON2_MEMORY_ALLOCATION_ERROR)
        return problem_memory(p);
    return problem_set(p, STATUS_INTERNAL, SLICE_NONE, SLICE_NONE, argon2_error_message(code));
}

bool password_matches(const char *hash, struct slice password, uint64_t *computed)
{
    /* of no password: the same parameters, so that a name that nobody has takes as long */
    static const char nobody[] = "$argon2id$v=19$m=65536,t=3,p=1$AAAAAAAAAAAAAAAAAAAAAA$"
                                 "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";
    if (password.len > PASSWORD_MOST)
        password.len = PASSWORD_MOST;
    ++*computed;
    bool matches = argon2id_verify(hash ? hash : nobody, password.at, password.len) == ARGON2_OK;
    return matches && hash;
}
