/* Which day it is by the clock of the instance. */
#include "hiraku/service/freshness.h"

#include "hiraku/model/instance.h"

enum { DAY_SECONDS = 86400 };

struct date freshness_today(const struct instance *instance, time_t now, time_t *began)
{
    long day = (long)(now + instance->utc_offset) / DAY_SECONDS;
    if (began)
        *began = (time_t)day * DAY_SECONDS - instance->utc_offset;
    return date_from_days(day);
}
