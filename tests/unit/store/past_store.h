/* A store of three releases for tests of what looks back: a KPI that changed its name, one that
 * went, one that came, and figures of them. */
#ifndef HIRAKU_TESTS_PAST_STORE_H
#define HIRAKU_TESTS_PAST_STORE_H

#include "hiraku/store/store.h"

#include "columns/columns_release.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

enum { PAST_LAST = 3 };

struct past_store {
    struct columns_release release;
    struct store *store;
    struct problem problem;
};

/* Release 1: a (Old), b, a figure of each; release 2: a is called New, b and its figure go, the
 * figure of a is another; release 3: c and its figure come. */
static inline int past_store_set_up(void **state)
{
    static struct past_store past;
    struct columns_release *release = &past.release;
    past = (struct past_store){.store = NULL};
    *state = &past;
    if (!columns_release_begin_number(release, PAST_LAST))
        return -1;
    columns_release_row(release, "sources", "id=s|title_ja=出典");
    columns_release_row(release, "kpis", "id=a|name_ja=新|name_en=New|source=s");
    columns_release_row(release, "kpis", "id=c|name_ja=C|source=s");
    columns_release_row(release, "observations",
                        "kpi=a|period=FY2020|value_type=actual|accumulation=level|value=2");
    columns_release_row(release, "observations",
                        "kpi=c|period=FY2020|value_type=actual|accumulation=level|value=3");
    columns_release_changes(release, 2,
                            "kpis,a,name_ja,旧,新\r\nkpis,a,name_en,Old,New\r\n"
                            "kpis,b,*,,removed\r\nkpis,b,id,b,\r\nkpis,b,name_ja,B,\r\n"
                            "observations,a.FY2020.actual.level._._._,value,1,2\r\n"
                            "observations,b.FY2020.actual.level._._._,*,,removed\r\n"
                            "observations,b.FY2020.actual.level._._._,kpi,b,\r\n"
                            "observations,b.FY2020.actual.level._._._,period,FY2020,\r\n"
                            "observations,b.FY2020.actual.level._._._,value_type,actual,\r\n"
                            "observations,b.FY2020.actual.level._._._,accumulation,level,\r\n"
                            "observations,b.FY2020.actual.level._._._,value,9,\r\n");
    columns_release_changes(release, 3,
                            "kpis,c,*,,added\r\n"
                            "observations,c.FY2020.actual.level._._._,*,,added\r\n");
    if (columns_release_open(release) != STATUS_OK ||
        store_open(&past.store, release->dir, 0, &past.problem) != STATUS_OK) {
        print_error("%s: %s\n", past.problem.subject, past.problem.reason);
        return -1;
    }
    return 0;
}

static inline int past_store_tear_down(void **state)
{
    struct past_store *past = *state;
    store_close(past->store);
    return columns_release_end(&past->release);
}

/* Opens it as of a release. */
static inline void past_store_look(struct past_store *past, uint64_t view)
{
    store_close(past->store);
    assert_int_equal(store_open(&past->store, past->release.dir, view, &past->problem), STATUS_OK);
}

#endif
