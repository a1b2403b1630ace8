/* «Did you mean»: edit distance between short names, and the nearest of several.
 *
 * For names, not for prose: where more than 256 bytes differ in length or place, the answer is
 * «far». */
#include "hiraku/base/text.h"

enum { DISTANCE_MOST = 256 };

static size_t least(size_t a, size_t b)
{
    return a < b ? a : b;
}

/* Optimal string alignment: like Levenshtein, and two neighbours that are swapped count once. */
static size_t align(struct slice a, struct slice b, size_t limit)
{
    uint16_t rows[3][DISTANCE_MOST + 1];
    uint16_t *old = rows[0], *above = rows[1], *row = rows[2];
    for (size_t j = 0; j <= b.len; j++)
        above[j] = (uint16_t)j;
    memcpy(old, above, sizeof rows[0]);
    for (size_t i = 1; i <= a.len; i++) {
        size_t best = row[0] = (uint16_t)i;
        for (size_t j = 1; j <= b.len; j++) {
            size_t cost = above[j - 1] + (a.at[i - 1] != b.at[j - 1]);
            cost = least(cost, least(above[j], row[j - 1]) + 1u);
            if (i > 1 && j > 1 && a.at[i - 1] == b.at[j - 2] && a.at[i - 2] == b.at[j - 1])
                cost = least(cost, old[j - 2] + 1u);
            row[j] = (uint16_t)cost;
            best = least(best, cost);
        }
        if (best > limit + 1)
            return limit + 1;
        uint16_t *oldest = old;
        old = above;
        above = row;
        row = oldest;
    }
    return least(above[b.len], limit + 1);
}

size_t text_distance(struct slice a, struct slice b, size_t limit)
{
    while (a.len && b.len && a.at[0] == b.at[0]) {
        a = slice_from(a, 1);
        b = slice_from(b, 1);
    }
    while (a.len && b.len && a.at[a.len - 1] == b.at[b.len - 1]) {
        a.len--;
        b.len--;
    }
    size_t apart = a.len > b.len ? a.len - b.len : b.len - a.len;
    if (limit > DISTANCE_MOST)
        limit = DISTANCE_MOST;
    if (apart > limit || a.len > DISTANCE_MOST || b.len > DISTANCE_MOST)
        return limit + 1;
    return align(a, b, limit);
}

/* The first of equals. A name that shares nothing with the text is not near it, however short both
 * are. */
struct slice text_nearest(struct slice text, const struct slice *candidates, size_t count)
{
    struct slice nearest = {NULL, 0};
    size_t limit = text.len / 3 > 2 ? text.len / 3 : 2;
    for (size_t i = 0; i < count; i++) {
        size_t distance = text_distance(text, candidates[i], limit);
        size_t longer = text.len > candidates[i].len ? text.len : candidates[i].len;
        if (distance > limit || distance >= longer)
            continue;
        nearest = candidates[i];
        if (distance == 0)
            break;
        limit = distance - 1;
    }
    return nearest;
}

static bool has_same_digits(struct slice a, struct slice b)
{
    int counts[10] = {0};
    for (size_t i = 0; i < a.len; i++)
        if (a.at[i] >= '0' && a.at[i] <= '9')
            counts[a.at[i] - '0']++;
    for (size_t i = 0; i < b.len; i++)
        if (b.at[i] >= '0' && b.at[i] <= '9')
            counts[b.at[i] - '0']--;
    for (size_t i = 0; i < 10; i++)
        if (counts[i] != 0)
            return false;
    return true;
}

bool text_is_near(struct slice text, struct slice candidate, size_t *distance)
{
    enum { NEAR_LEAST = 3, NEAR_SHARE = 4 };
    size_t limit = text.len / NEAR_SHARE > 1 ? text.len / NEAR_SHARE : 1;
    *distance = limit + 1;
    if (text.len < NEAR_LEAST || candidate.len < NEAR_LEAST || !has_same_digits(text, candidate))
        return false;
    *distance = text_distance(text, candidate, limit);
    return *distance <= limit;
}

struct slice text_near(struct slice text, const struct slice *candidates, size_t count)
{
    struct slice nearest = {NULL, 0};
    size_t best = SIZE_MAX, distance;
    for (size_t i = 0; i < count; i++) {
        if (!text_is_near(text, candidates[i], &distance) || distance > best)
            continue;
        nearest = distance < best ? candidates[i] : SLICE_NONE;
        best = distance;
    }
    return nearest;
}
