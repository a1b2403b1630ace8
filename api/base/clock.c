/* Clocks, HTTP dates and RFC 3339 times, without locale and time zone of the machine.
 *
 * Calendar arithmetic over days since 1970-01-01 (proleptic Gregorian); the dates of the model are
 * model/period.c's. A time that does not fit into four digits of a year is written as the nearest
 * that does. */
#include "hiraku/base/clock.h"

#define FIRST_SECOND (-INT64_C(62167219200)) /* 0000-01-01T00:00:00Z */
#define LAST_SECOND  INT64_C(253402300799)   /* 9999-12-31T23:59:59Z */

struct moment {
    int year, month, day, hour, minute, second;
};

static const char months[12][4] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                   "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
/* 1970-01-01 was a Thursday. */
static const char *const weekdays[7] = {"Thursday", "Friday",  "Saturday", "Sunday",
                                        "Monday",   "Tuesday", "Wednesday"};

int64_t clock_monotonic_us(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000000 + now.tv_nsec / 1000;
}

int64_t clock_monotonic_ms(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

static bool clock_is_leap(int year)
{
    return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

static int month_days(int year, int month)
{
    static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    return month == 2 && clock_is_leap(year) ? 29 : days[month - 1];
}

/* Days from 0000-01-01 to the first day of a year, which is not negative. */
static int64_t year_days(int year)
{
    if (year == 0)
        return 0;
    int before = year - 1;
    return INT64_C(366) + INT64_C(365) * before + before / 4 - before / 100 + before / 400;
}

static bool to_seconds(const struct moment *m, time_t *when)
{
    bool leap_second = m->second == 60 && m->minute == 59 && m->hour == 23;
    if (m->month < 1 || m->month > 12 || m->day < 1 || m->day > month_days(m->year, m->month) ||
        m->hour > 23 || m->minute > 59 || (m->second > 59 && !leap_second))
        return false;
    int64_t days = year_days(m->year) + m->day - 1;
    for (int month = 1; month < m->month; month++)
        days += month_days(m->year, month);
    int seconds = m->hour * 3600 + m->minute * 60 + m->second;
    *when = (time_t)(FIRST_SECOND + days * 86400 + seconds);
    return true;
}

/* Returns days since 1970-01-01. */
static int64_t from_seconds(time_t when, struct moment *m)
{
    int64_t seconds = (int64_t)when;
    if (seconds < FIRST_SECOND)
        seconds = FIRST_SECOND;
    if (seconds > LAST_SECOND)
        seconds = LAST_SECOND;
    seconds -= FIRST_SECOND;
    int64_t days = seconds / 86400, rest = seconds % 86400;
    m->hour = (int)(rest / 3600);
    m->minute = (int)(rest / 60 % 60);
    m->second = (int)(rest % 60);
    int year = (int)(days / 366);
    while (year_days(year + 1) <= days)
        year++;
    m->year = year;
    int day = (int)(days - year_days(year));
    int month = 1;
    while (day >= month_days(year, month))
        day -= month_days(year, month++);
    m->month = month;
    m->day = day + 1;
    return days + FIRST_SECOND / 86400;
}

static void put_number(char *to, int number, int width)
{
    while (width-- > 0) {
        to[width] = (char)('0' + number % 10);
        number /= 10;
    }
}

/* In a pattern Y o D h m s are digits of year, month, day, hour, minute and second, w and n the
 * first letters of weekday and month; the rest stands for itself. */
static void clock_put(char *text, const char *pattern, time_t when)
{
    struct moment m;
    int64_t days = from_seconds(when, &m);
    const char *weekday = weekdays[(days % 7 + 7) % 7];
    while (*pattern) {
        size_t run = strspn(pattern, (char[]){*pattern, '\0'});
        switch (*pattern) {
        case 'Y':
            put_number(text, m.year, 4);
            break;
        case 'o':
            put_number(text, m.month, 2);
            break;
        case 'D':
            put_number(text, m.day, 2);
            break;
        case 'h':
            put_number(text, m.hour, 2);
            break;
        case 'm':
            put_number(text, m.minute, 2);
            break;
        case 's':
            put_number(text, m.second, 2);
            break;
        case 'w':
            memcpy(text, weekday, 3);
            break;
        case 'n':
            memcpy(text, months[m.month - 1], 3);
            break;
        default:
            memcpy(text, pattern, run);
        }
        text += run;
        pattern += run;
    }
    *text = '\0';
}

void clock_http(time_t when, char text[CLOCK_HTTP_SIZE])
{
    clock_put(text, "www, DD nnn YYYY hh:mm:ss GMT", when);
}

void clock_rfc3339(time_t when, char text[CLOCK_RFC3339_SIZE])
{
    clock_put(text, "YYYY-oo-DDThh:mm:ssZ", when);
}

/* --- reading ---------------------------------------------------------------------------------- */

/* `width` digits at `text`; `*good` becomes false where there are others. */
static int get_number(const char *text, size_t width, bool *good)
{
    int number = 0;
    for (size_t i = 0; i < width; i++) {
        if (text[i] < '0' || text[i] > '9') {
            *good = false;
            return 0;
        }
        number = number * 10 + (text[i] - '0');
    }
    return number;
}

static int get_month(const char *text)
{
    for (int i = 0; i < 12; i++)
        if (memcmp(text, months[i], 3) == 0)
            return i + 1;
    return 0;
}

/* The length of the weekday's name at the start of `text`, in full or its first three letters; else
 * 0. */
static size_t get_weekday(struct slice text, bool full)
{
    for (size_t i = 0; i < 7; i++) {
        size_t len = full ? strlen(weekdays[i]) : 3;
        if (text.len > len && memcmp(text.at, weekdays[i], len) == 0)
            return len;
    }
    return 0;
}

/* Whether `text` is what put() would write for the pattern, but for w; fills in what it holds. */
static bool clock_get(struct slice text, const char *pattern, struct moment *m)
{
    bool good = text.len == strlen(pattern);
    for (size_t i = 0; good && i < text.len;) {
        char c = pattern[i];
        size_t run = strspn(pattern + i, (char[]){c, '\0'});
        const char *at = text.at + i;
        if (c == 'Y')
            m->year = get_number(at, run, &good);
        else if (c == 'o')
            m->month = get_number(at, run, &good);
        else if (c == 'D')
            m->day = get_number(at, run, &good);
        else if (c == 'h')
            m->hour = get_number(at, run, &good);
        else if (c == 'm')
            m->minute = get_number(at, run, &good);
        else if (c == 's')
            m->second = get_number(at, run, &good);
        else if (c == 'n')
            m->month = get_month(at);
        else
            good = memcmp(at, pattern + i, run) == 0;
        i += run;
    }
    return good;
}

/* RFC 9110 s.5.6.7: more than 50 years ahead is the most recent past year with these digits. */
static bool from_two_digits(struct moment *m, time_t *when)
{
    struct moment now, limit;
    from_seconds(time(NULL), &now);
    limit = now;
    limit.year += 50;
    if (limit.month == 2 && limit.day == 29)
        limit.day = 28;
    m->year += now.year / 100 * 100 + 100;
    time_t last = 0, read = 0;
    if (!to_seconds(&limit, &last))
        return false;
    /* A 29 February that this century has not may be one that an earlier century had. */
    for (int tries = 0; tries < 3; tries++, m->year -= 100) {
        bool good = to_seconds(m, &read);
        if (good && read <= last) {
            *when = read;
            return true;
        }
    }
    return false;
}

bool clock_parse_http(struct slice text, time_t *when)
{
    struct moment m = {0};
    size_t name = get_weekday(text, true);
    if (name > 0) {
        struct slice rest = slice_from(text, name);
        return clock_get(rest, ", DD-nnn-YY hh:mm:ss GMT", &m) && from_two_digits(&m, when);
    }
    name = get_weekday(text, false);
    if (name == 0)
        return false;
    struct slice rest = slice_from(text, name);
    return (clock_get(rest, ", DD nnn YYYY hh:mm:ss GMT", &m) ||
            clock_get(rest, " nnn DD hh:mm:ss YYYY", &m) ||
            clock_get(rest, " nnn  D hh:mm:ss YYYY", &m)) &&
           to_seconds(&m, when);
}

bool clock_parse_imf(struct slice text, time_t *when)
{
    struct moment m = {0};
    size_t name = get_weekday(text, false);
    return name > 0 && clock_get(slice_from(text, name), ", DD nnn YYYY hh:mm:ss GMT", &m) &&
           to_seconds(&m, when);
}

bool clock_parse_rfc3339(struct slice text, time_t *when)
{
    struct moment m = {0};
    return clock_get(text, "YYYY-oo-DDThh:mm:ssZ", &m) && to_seconds(&m, when);
}

bool clock_parse_day(struct slice text, time_t *start)
{
    struct moment m = {0};
    return clock_get(text, "YYYY-oo-DD", &m) && to_seconds(&m, start);
}

/* `Z` or `+09:00`, in seconds; false: neither. */
static bool clock_get_offset(struct slice text, int *seconds)
{
    struct moment m = {0};
    *seconds = 0;
    if (text.len == 1 && (*text.at == 'Z' || *text.at == 'z'))
        return true;
    if (text.len == 0 || !strchr("+ -", *text.at) || !clock_get(slice_from(text, 1), "hh:mm", &m) ||
        m.hour > 23 || m.minute > 59)
        return false;
    *seconds = (m.hour * 60 + m.minute) * (*text.at == '-' ? -60 : 60);
    return true;
}

bool clock_parse_moment(struct slice text, time_t *when)
{
    enum { DATE_AND_TIME = sizeof "1994-11-06T08:49:37" - 1, TIME_AT = 10 };
    struct moment m = {0};
    char fixed[DATE_AND_TIME];
    int offset;
    if (text.len <= DATE_AND_TIME)
        return false;
    memcpy(fixed, text.at, DATE_AND_TIME);
    if (fixed[TIME_AT] == 't' || fixed[TIME_AT] == ' ')
        fixed[TIME_AT] = 'T';
    if (!clock_get((struct slice){fixed, DATE_AND_TIME}, "YYYY-oo-DDThh:mm:ss", &m) ||
        !to_seconds(&m, when))
        return false;
    struct slice rest = slice_from(text, DATE_AND_TIME);
    if (*rest.at == '.') {
        size_t digits = 1;
        while (digits < rest.len && rest.at[digits] >= '0' && rest.at[digits] <= '9')
            digits++;
        if (digits == 1)
            return false;
        rest = slice_from(rest, digits);
    }
    if (!clock_get_offset(rest, &offset))
        return false;
    *when -= offset;
    return true;
}
