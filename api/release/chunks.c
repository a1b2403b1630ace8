/* See chunks.h. */
#include "hiraku/release/chunks.h"

#include "hiraku/base/digest.h"
#include "hiraku/base/in.h"
#include "hiraku/base/out.h"
#include "hiraku/value/decimal.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

enum { BYTE_VALUES = 256, PIECE_SIZE = 64 * 1024, AIM = 1 << 17, ROOM_FIRST = 256 };
enum { LEAST_SHARE = 4, MOST_TIMES = 8, SUM_BITS = 64 };

static const char chunks_head[] = "hiraku-chunks 1 ";

void chunks_free(struct chunks *chunks)
{
    free(chunks->list);
    *chunks = (struct chunks){.list = NULL};
}

uint64_t chunks_average(uint64_t bytes)
{
    uint64_t average = CHUNK_AVERAGE_MIN;
    while (average < bytes / AIM)
        average *= 2;
    return average;
}

static bool chunks_add(struct chunks *chunks, uint64_t len, const char *digest)
{
    size_t count = chunks->count;
    if (count == 0 || (count >= ROOM_FIRST && (count & (count - 1)) == 0)) {
        size_t room = count ? 2 * count : ROOM_FIRST;
        struct chunk *list = realloc(chunks->list, room * sizeof *list);
        if (!list)
            return false;
        chunks->list = list;
    }
    struct chunk *chunk = &chunks->list[chunks->count++];
    chunk->offset = chunks->bytes;
    chunk->len = (uint32_t)len;
    memcpy(chunk->digest, digest, CHUNK_DIGITS);
    chunk->digest[CHUNK_DIGITS] = '\0';
    chunks->bytes += len;
    return true;
}

/* --- cutting ---------------------------------------------------------------------------------- */

struct cutter {
    uint64_t gear[BYTE_VALUES]; /* by byte: numbers without a pattern, the same for everybody */
    uint64_t sum, len, least, most;
    unsigned shift;
    struct digest digest;
    struct chunks *chunks;
};

/* splitmix64 (Steele, Lea, Flood 2014), from 0. */
static void cutter_begin(struct cutter *cutter, struct chunks *chunks, uint64_t average)
{
    unsigned bits = 0;
    uint64_t state = 0;
    for (size_t i = 0; i < BYTE_VALUES; i++) {
        uint64_t z = state += UINT64_C(0x9E3779B97F4A7C15);
        z = (z ^ (z >> 30)) * UINT64_C(0xBF58476D1CE4E5B9);
        z = (z ^ (z >> 27)) * UINT64_C(0x94D049BB133111EB);
        cutter->gear[i] = z ^ (z >> 31);
    }
    while (average >> (bits + 1) > 0)
        bits++;
    cutter->sum = cutter->len = 0;
    cutter->least = average / LEAST_SHARE;
    cutter->most = average * MOST_TIMES;
    cutter->shift = SUM_BITS - bits;
    cutter->chunks = chunks;
    digest_init(&cutter->digest);
}

static bool cutter_end(struct cutter *cutter)
{
    char hex[DIGEST_SIZE];
    digest_hex(&cutter->digest, hex);
    bool good = chunks_add(cutter->chunks, cutter->len, hex);
    cutter->sum = cutter->len = 0;
    return good;
}

static bool cutter_add(struct cutter *cutter, const char *bytes, size_t len)
{
    size_t begun = 0;
    for (size_t i = 0; i < len; i++) {
        cutter->sum = (cutter->sum << 1) + cutter->gear[(unsigned char)bytes[i]];
        cutter->len++;
        if ((cutter->len < cutter->least || cutter->sum >> cutter->shift != 0) &&
            cutter->len < cutter->most)
            continue;
        digest_add(&cutter->digest, bytes + begun, i + 1 - begun);
        begun = i + 1;
        if (!cutter_end(cutter))
            return false;
    }
    digest_add(&cutter->digest, bytes + begun, len - begun);
    return true;
}

enum status chunks_cut(struct chunks *chunks, const char *path, uint64_t average, struct problem *p)
{
    struct in *in;
    size_t len = 1;
    *chunks = (struct chunks){.average = average};
    struct cutter *cutter = malloc(sizeof *cutter);
    char *piece = malloc(PIECE_SIZE);
    bool room = cutter && piece;
    enum status status = room ? in_open(&in, path, IN_PLAIN, p) : problem_memory(p);
    if (status == STATUS_OK) {
        cutter_begin(cutter, chunks, average);
        while (status == STATUS_OK && len > 0) {
            status = in_read(in, piece, PIECE_SIZE, &len, p);
            if (status == STATUS_OK && !cutter_add(cutter, piece, len))
                status = problem_memory(p);
        }
        if (status == STATUS_OK && cutter->len > 0 && !cutter_end(cutter))
            status = problem_memory(p);
        in_close(in);
    }
    free(piece);
    free(cutter);
    if (status != STATUS_OK)
        chunks_free(chunks);
    return status;
}

/* --- the list --------------------------------------------------------------------------------- */

void chunks_write(const struct chunks *chunks, struct out *out)
{
    out_text(out, chunks_head);
    out_int(out, (int64_t)chunks->average);
    out_char(out, ' ');
    out_int(out, (int64_t)chunks->bytes);
    out_char(out, '\n');
    for (size_t i = 0; i < chunks->count; i++) {
        out_int(out, chunks->list[i].len);
        out_char(out, ' ');
        out_text(out, chunks->list[i].digest);
        out_char(out, '\n');
    }
}

/* The next line without its LF; false: there is none. */
static bool chunks_line(struct slice *rest, struct slice *line)
{
    const char *end = rest->len ? memchr(rest->at, '\n', rest->len) : NULL;
    if (!end)
        return false;
    *line = (struct slice){rest->at, (size_t)(end - rest->at)};
    *rest = slice_from(*rest, line->len + 1);
    return true;
}

/* Two words with a space between them; the first is a number. */
static bool chunks_pair(struct slice line, int64_t most, uint64_t *number, struct slice *word)
{
    const char *space = line.len ? memchr(line.at, ' ', line.len) : NULL;
    int64_t value;
    if (!space ||
        !decimal_parse_int((struct slice){line.at, (size_t)(space - line.at)}, 1, most, &value))
        return false;
    *number = (uint64_t)value;
    *word = slice_from(line, (size_t)(space - line.at) + 1);
    return true;
}

static bool chunks_read_head(struct slice *rest, struct chunks *chunks, uint64_t bytes)
{
    struct slice line, word;
    int64_t whole;
    return chunks_line(rest, &line) && slice_starts(line, chunks_head) &&
           chunks_pair(slice_from(line, sizeof chunks_head - 1), UINT32_MAX / MOST_TIMES,
                       &chunks->average, &word) &&
           chunks->average >= CHUNK_AVERAGE_MIN && (chunks->average & (chunks->average - 1)) == 0 &&
           decimal_parse_int(word, 1, INT64_MAX, &whole) && (uint64_t)whole == bytes;
}

static bool chunks_is_digest(struct slice word)
{
    for (size_t i = 0; i < word.len; i++)
        if (!strchr("0123456789abcdef", word.at[i]) || word.at[i] == '\0')
            return false;
    return word.len == CHUNK_DIGITS;
}

enum status chunks_read(struct chunks *chunks, struct slice text, uint64_t bytes, bool *good,
                        struct problem *p)
{
    struct slice line, word;
    uint64_t len;
    *chunks = (struct chunks){.list = NULL};
    *good = chunks_read_head(&text, chunks, bytes);
    while (*good && text.len > 0) {
        *good = chunks->count < CHUNKS_MAX && chunks_line(&text, &line) &&
                chunks_pair(line, (int64_t)(chunks->average * MOST_TIMES), &len, &word) &&
                chunks_is_digest(word) && len <= bytes - chunks->bytes;
        if (*good && !chunks_add(chunks, len, word.at)) {
            chunks_free(chunks);
            return problem_memory(p);
        }
    }
    *good = *good && chunks->bytes == bytes;
    if (!*good)
        chunks_free(chunks);
    return STATUS_OK;
}
