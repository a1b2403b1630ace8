/* SDMX-CSV 2.0.0 (sdmx-twg/sdmx-csv, «Data message», SDMX 3.0) of a resource that is a cube:
 * profile=sdmx.
 *
 * The structure is that of the cube in RDF, its id {agency}:{table}, without a version; the agency
 * is the base URL's host backwards (data.example.jp → jp.example.data). Components come in their
 * order by role, then REPORTING_YEAR_START_DAY (period_sdmx.h), then the columns that are no
 * component, which the specification allows under names of their own:
 *   - a component's id is its SDMX concept (REF_AREA, UNIT_MULT, OBS_STATUS), else the column's
 * name in capitals; that of the time is TIME_PERIOD;
 *   - codes are those of the cube's code lists, where an empty dimension is one, too (_T);
 *   - a component in two languages is multi-lingual: UNIT_LABEL[ja;en], "ja:…;en:…", and a text
 * that has the separator or a quotation mark stands in quotation marks;
 *   - figures keep their published digits; where there is none, the cell is empty, and OBS_STATUS
 * M;
 *   - a time that SDMX has no form for (undated, FY2002/..) stands as it was published: who cannot
 *     do with it asks for starts__isnull=false&ends__isnull=false. */
#ifndef HIRAKU_EXPORTERS_ROWS_SDMX_CSV_H
#define HIRAKU_EXPORTERS_ROWS_SDMX_CSV_H

#include "hiraku/base/status.h"

struct emit;
struct out;
struct problem;
struct row;

#define SDMX_CSV_MEDIA_TYPE "application/vnd.sdmx.data+csv; version=2.0.0"

struct sdmx_csv;

/* Freed with sdmx_csv_free, also after a failure (NULL is allowed). */
enum status sdmx_csv_new(struct sdmx_csv **sdmx, struct problem *p);
void sdmx_csv_free(struct sdmx_csv *sdmx);

/* The header row, of a view with all columns of a cube; then a row each. */
void sdmx_csv_begin(struct sdmx_csv *sdmx, struct emit *emit);
void sdmx_csv_row(struct sdmx_csv *sdmx, struct emit *emit, const struct row *row);

/* The agency of a base URL, an SDMX id with full stops between its parts. */
void sdmx_csv_agency(const char *base_url, struct out *out);

#endif
