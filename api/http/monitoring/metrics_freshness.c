/* What operators see of late figures. When they are due is release_dues.c. */
#include "hiraku/http/monitoring/metrics.h"

#include "hiraku/http/snapshot/snapshot.h"

void metrics_put_freshness(const struct snapshot *release, struct out *out)
{
    if (!release)
        return;
    struct snapshot_late late = snapshot_late(release, time(NULL));
    metrics_put(out, "series_late", "gauge", "KPIs whose next figure is past its due day.",
                late.series);
    metrics_put(out, "series_late_days_max", "gauge", "Days by which the latest is late.",
                (uint64_t)late.days_most);
}
