/* Profiles of CSV: what is done to a cell before it is quoted. See csv_profile.h for what and why.
 *
 * Encoding comes before quoting: no byte of a CP932 pair is a quote, comma, CR or LF. */
#include "hiraku/exporters/rows/csv_profile.h"

#include "hiraku/base/cp932.h"
#include "hiraku/base/csv_out.h"
#include "hiraku/base/out.h"
#include "hiraku/base/text.h"
#include "hiraku/csv/csv.h"
#include "hiraku/exporters/rows/sdmx_csv.h"
#include "hiraku/model/type.h"

#include "spreadsheet.h"

#include <stdlib.h>

enum { CELL_MAX = 4 * CSV_CELL_MAX };

#define BYTE_ORDER_MARK "\xEF\xBB\xBF"

struct csv_profile {
    const struct presentation *shown;
    struct cp932 *cp932;   /* NULL: UTF-8 */
    struct sdmx_csv *sdmx; /* NULL: rows are written cell by cell, in their order */
    struct out cell;       /* the cell at hand */
};

static const char *const media_types[] = {
    [PROFILE_PLAIN] = "text/csv; charset=utf-8; header=present",
    [PROFILE_EXCEL] = "text/csv; charset=utf-8; header=present",
    [PROFILE_CP932] = "text/csv; charset=Shift_JIS; header=present",
    [PROFILE_SDMX] = SDMX_CSV_MEDIA_TYPE,
};

const char *csv_profile_media_type(enum profile profile)
{
    return media_types[profile];
}

unsigned csv_profile_without(enum profile profile, unsigned without)
{
    return profile == PROFILE_SDMX ? 0 : without;
}

struct sdmx_csv *csv_profile_sdmx(const struct csv_profile *profile)
{
    return profile ? profile->sdmx : NULL;
}

enum status csv_profile_new(struct csv_profile **result, const struct presentation *shown,
                            struct problem *p)
{
    *result = NULL;
    if (shown->profile == PROFILE_PLAIN && !shown->titles)
        return STATUS_OK;
    struct csv_profile *profile = calloc(1, sizeof *profile);
    if (!profile)
        return problem_memory(p);
    profile->shown = shown;
    out_open_memory(&profile->cell, CELL_MAX);
    enum status status = STATUS_OK;
    if (shown->profile == PROFILE_CP932)
        status = cp932_new(&profile->cp932, p);
    if (shown->profile == PROFILE_SDMX)
        status = sdmx_csv_new(&profile->sdmx, p);
    if (status == STATUS_OK)
        *result = profile;
    else
        csv_profile_free(profile);
    return status;
}

void csv_profile_free(struct csv_profile *profile)
{
    if (!profile)
        return;
    cp932_free(profile->cp932);
    sdmx_csv_free(profile->sdmx);
    out_close(&profile->cell);
    free(profile);
}

void csv_profile_begin(struct csv_profile *profile, struct out *out)
{
    if (profile && profile->shown->profile == PROFILE_EXCEL)
        out_text(out, BYTE_ORDER_MARK);
}

/* --- what a spreadsheet takes for something else --- */

static bool begins_formula(struct slice text)
{
    static const char *const wide[] = {"＝", "＋", "－", "＠"};
    for (size_t i = 0; i < sizeof wide / sizeof *wide; i++)
        if (*text.at == *wide[i] && slice_starts(text, wide[i]))
            return true;
    return text_is_formula(text);
}

static bool is_text(const struct column *column)
{
    return strcmp(type_of(column)->table, "string") == 0;
}

/* --- cells --- */

/* False, and nothing is put: a spreadsheet takes the cell as it is. */
static bool put_excel(struct out *out, const struct column *column, struct slice cell)
{
    bool formula = begins_formula(cell);
    if (!formula && !(is_text(column) && spreadsheet_converts(cell)))
        return false;
    out_text(out, formula ? "'" : "=\"");
    out_slice(out, cell);
    out_text(out, formula ? "" : "\"");
    return true;
}

/* Writes what was put into profile->cell. */
static void flush(struct csv_profile *profile, struct out *out, bool first)
{
    csv_cell(out, first, out_written(&profile->cell));
    if (profile->cell.error != STATUS_OK)
        out_fail(out, profile->cell.error, "a cell is too long");
    out_reset(&profile->cell);
}

void csv_profile_cell(struct csv_profile *profile, struct out *out, bool first,
                      const struct column *column, struct slice cell)
{
    if (!profile || profile->shown->profile == PROFILE_PLAIN || cell.len == 0) {
        csv_cell(out, first, cell);
        return;
    }
    bool put = true;
    if (profile->cp932)
        cp932_put(profile->cp932, &profile->cell, cell);
    else
        put = put_excel(&profile->cell, column, cell);
    if (put)
        flush(profile, out, first);
    else
        csv_cell(out, first, cell);
}

static void header(struct out *out, const char *outer, const char *between, const char *name)
{
    if (outer) {
        out_text(out, outer);
        out_text(out, between);
    }
    out_text(out, name);
}

void csv_profile_header(struct csv_profile *profile, struct out *out, bool first,
                        const struct column *through, const struct column *column)
{
    struct out text;
    out_open_memory(&text, CSV_CELL_MAX);
    if (profile && profile->shown->titles)
        header(&text, through ? through->title_ja : NULL, "：", column->title_ja);
    else
        header(&text, through ? through->name : NULL, "__", column->name);
    if (profile && profile->cp932) {
        cp932_put(profile->cp932, &profile->cell, out_written(&text));
        flush(profile, out, first);
    } else {
        csv_cell(out, first, out_written(&text));
    }
    if (text.error != STATUS_OK)
        out_fail(out, text.error, NULL);
    out_close(&text);
}
