/* See citation_words.h. */
#include "hiraku/exporters/citation/citation_words.h"

#include "hiraku/base/digest.h"
#include "hiraku/base/out.h"

#include <inttypes.h>
#include <stdio.h>

enum { PATH_MAX_IN_KEY = 64, DIGEST_IN_KEY = 8 };

static char citation_key_letter(char c)
{
    if (c >= 'A' && c <= 'Z')
        return (char)(c - 'A' + 'a');
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') ? c : '-';
}

void citation_key(const struct citation *citation, char key[CITATION_KEY_SIZE])
{
    static const char start[] = "/v1/";
    struct slice url = citation->url;
    char digest[DIGEST_SIZE];
    struct digest state;
    const char *query = url.len ? memchr(url.at, '?', url.len) : NULL;
    const char *path = url.len ? memmem(url.at, url.len, start, sizeof start - 1) : NULL;
    size_t end = query ? (size_t)(query - url.at) : url.len, len = 0;
    bool more = !query || memchr(query, '&', url.len - end);
    for (size_t at = path ? (size_t)(path - url.at) + sizeof start - 1 : 0;
         at < end && len < PATH_MAX_IN_KEY; at++) {
        char letter = citation_key_letter(url.at[at]);
        if (letter != '-' || (len > 0 && key[len - 1] != '-'))
            key[len++] = letter;
    }
    len += (size_t)snprintf(key + len, CITATION_KEY_SIZE - len, "-r%" PRIu64, citation->release);
    if (!more)
        return;
    digest_init(&state);
    digest_field(&state, url);
    digest_hex(&state, digest);
    snprintf(key + len, CITATION_KEY_SIZE - len, "-%.*s", DIGEST_IN_KEY, digest);
}

void citation_write_note(const struct citation *citation, enum language language, struct out *out)
{
    struct slice name = citation->licence_name[language];
    bool english = language == LANGUAGE_EN;
    out_text(out, english ? "Release " : "公開版");
    out_int(out, (int64_t)citation->release);
    out_text(out, english ? ", published " : "、公開日 ");
    out_text(out, citation->day);
    out_text(out, english ? ". Licence: " : "。利用条件: ");
    out_slice(out, name);
    out_text(out, name.len ? " " : "");
    out_slice(out, citation->licence_url);
}
