/* startups: adopted firms, whatever their age. */
#include "tables.h"

static const struct column columns[] = {
    COLUMN_ID("短い名前。一度決めたら変えず、使い回さない。", "Chosen once and never reused."),
    COLUMN_TWINS("name", 500, COL_REQUIRED | COL_SEARCH | COL_LABEL, "名称", "name",
                 "名称。資料に書かれたとおり。", "Name as the source prints it.",
                 "rov:legalName legal:legalName dct:title"),
    COLUMN_KANA,
    COLUMN_CORPORATE_NUMBER,
    COLUMN_MUNICIPALITY("所在する市区町村・都道府県の全国地方公共団体コード。",
                        "Where it is seated."),
    COLUMN_WEBSITE,
    COLUMN_SUMMARY,
    COLUMNS_PROVENANCE,
    {0},
};

const struct resource startups_resource = {
    .name = "startups",
    .title_ja = "採択企業",
    .title_en = "Startups",
    .doc_ja = "事業に採択された企業。創業の年は問わない。",
    .doc = "Firms adopted by a programme, whatever their age.",
    .columns = columns,
    .rdf_class = "rov:RegisteredOrganization legal:LegalEntity foaf:Agent",
    .eventful = true,
    .leading = true,
};
