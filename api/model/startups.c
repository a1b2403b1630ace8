/* startups: adopted firms, whatever their age. */
#include "tables.h"

static const struct column columns[] = {
    COLUMN_ID("Chosen once and never reused."),
    COLUMN_TWINS("name", 500, COL_REQUIRED | COL_SEARCH | COL_LABEL, "名称", "name",
                 "Name as the source prints it.", "rov:legalName legal:legalName dct:title"),
    COLUMN_KANA,
    COLUMN_CORPORATE_NUMBER,
    COLUMN_MUNICIPALITY("Where it is seated."),
    COLUMN_WEBSITE,
    COLUMN_SUMMARY,
    COLUMNS_PROVENANCE,
    {0},
};

const struct resource startups_resource = {
    .name = "startups",
    .title_ja = "採択企業",
    .title_en = "Startups",
    .doc = "Firms adopted by a programme, whatever their age.",
    .columns = columns,
    .rdf_class = "rov:RegisteredOrganization legal:LegalEntity foaf:Agent",
};
