/* What may stand behind a day: its weekday, and a time of day.
 *
 * Whether the weekday is right is not known here. Times count in Japan (UTC+9): a time with another
 * offset may belong to another day, so that only midnight, which a program writes where there is no
 * time, is passed over. */
#include "hiraku/value/period_part.h"

static bool time_cut(struct slice *text, const char *end)
{
    size_t len = strlen(end);
    if (text->len < len || memcmp(text->at + text->len - len, end, len) != 0)
        return false;
    text->len -= len;
    return true;
}

/* The weekday with which the text ends, in letters of either case. */
static int time_cut_english(struct slice *text)
{
    static const char *const days[] = {"sun", "mon", "tue", "wed", "thu", "fri", "sat"};
    static const char *const full[] = {"sunday",   "monday", "tuesday", "wednesday",
                                       "thursday", "friday", "saturday"};
    for (int i = 0; i < 14; i++) {
        const char *name = i < 7 ? full[i] : days[i - 7];
        size_t len = strlen(name), same = 0;
        if (text->len < len)
            continue;
        const char *at = text->at + text->len - len;
        while (same < len && (at[same] | 0x20) == name[same])
            same++;
        if (same < len)
            continue;
        text->len -= len;
        return i % 7;
    }
    return -1;
}

int period_cut_weekday(struct slice *text)
{
    static const char *const days[] = {"日", "月", "火", "水", "木", "金", "土"};
    struct slice rest = *text;
    bool closed = time_cut(&rest, ")");
    if (time_cut(&rest, "祝日") || time_cut(&rest, "祝"))
        time_cut(&rest, "・");
    bool full = time_cut(&rest, "曜日") || time_cut(&rest, "曜");
    int day = closed ? time_cut_english(&rest) : -1;
    for (int i = 0; i < 7 && day < 0 && (closed || full); i++)
        day = time_cut(&rest, days[i]) ? i : -1;
    if (day < 0 || closed != time_cut(&rest, "("))
        return -1;
    *text = rest;
    return day;
}

/* --- times of day ----------------------------------------------------------------------------- */

struct time_reader {
    struct slice text;
    size_t at;
    bool zero; /* all digits so far are */
};

/* One to `most` digits. */
static bool time_digits(struct time_reader *r, size_t most)
{
    size_t count = 0;
    for (; r->at < r->text.len && count < most; count++, r->at++) {
        char c = r->text.at[r->at];
        if (c < '0' || c > '9')
            break;
        r->zero = r->zero && c == '0';
    }
    return count > 0;
}

static bool time_word(struct time_reader *r, const char *word)
{
    size_t len = strlen(word);
    if (r->text.len - r->at < len || memcmp(r->text.at + r->at, word, len) != 0)
        return false;
    r->at += len;
    return true;
}

/* Z and ±09:00. `japan`: the offset is that of Japan, or there is none. */
static bool time_offset(struct time_reader *r, bool *japan)
{
    bool zero = r->zero;
    *japan = r->at == r->text.len;
    if (*japan || time_word(r, "Z"))
        return true;
    *japan = time_word(r, "+09:00") || time_word(r, "+0900");
    if (*japan)
        return true;
    if (!time_word(r, "+") && !time_word(r, "-"))
        return false;
    bool good = time_digits(r, 2);
    time_word(r, ":");
    good = good && time_digits(r, 2);
    r->zero = zero;
    return good;
}

/* 0:00, 00:00:00.000+09:00, 午後3時, 15時30分. */
static enum period_fault time_read(struct slice text)
{
    struct time_reader r = {text, 0, true};
    bool japan = true, afternoon = time_word(&r, "午後");
    if (!afternoon)
        time_word(&r, "午前");
    if (!time_digits(&r, 2))
        return PERIOD_NOT_A_PERIOD;
    if (time_word(&r, "時")) {
        if (r.at < text.len && (!time_digits(&r, 2) || !time_word(&r, "分")))
            return PERIOD_NOT_A_PERIOD;
    } else {
        if (!time_word(&r, ":") || !time_digits(&r, 2))
            return PERIOD_NOT_A_PERIOD;
        if (time_word(&r, ":") && !time_digits(&r, 2))
            return PERIOD_NOT_A_PERIOD;
        if (time_word(&r, ".") && !time_digits(&r, 9))
            return PERIOD_NOT_A_PERIOD;
        if (!time_offset(&r, &japan))
            return PERIOD_NOT_A_PERIOD;
    }
    if (r.at != text.len)
        return PERIOD_NOT_A_PERIOD;
    if (r.zero && !afternoon)
        return PERIOD_GOOD;
    return japan ? PERIOD_PROPOSED : PERIOD_NOT_A_PERIOD;
}

/* Where a time could begin: behind T, a space, a weekday's parenthesis or 日. */
static bool time_may_begin(struct slice text, size_t at)
{
    static const char day[] = "日";
    size_t len = sizeof day - 1;
    char before = text.at[at - 1];
    return before == 'T' || before == ' ' || before == ')' ||
           (at >= len && memcmp(text.at + at - len, day, len) == 0);
}

enum period_fault period_cut_time(struct slice *text)
{
    if (!text->len || (!memchr(text->at, ':', text->len) && !memmem(text->at, text->len, "時", 3)))
        return PERIOD_GOOD;
    for (size_t at = 1; at < text->len; at++) {
        if (!time_may_begin(*text, at))
            continue;
        enum period_fault fault = time_read((struct slice){text->at + at, text->len - at});
        bool sign = text->at[at - 1] == 'T' || text->at[at - 1] == ' ';
        if (fault == PERIOD_NOT_A_PERIOD)
            continue;
        text->len = at - sign;
        return fault;
    }
    return PERIOD_NOT_A_PERIOD;
}
