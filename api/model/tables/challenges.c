/* challenges: problems that a municipality asks startups to solve. */
#include "tables.h"

static const struct column columns[] = {
    COLUMN_ID("短い名前。一度決めたら変えず、使い回さない。", "Chosen once and never reused."),
    COLUMN_REF("program", programs, COL_REQUIRED, "事業", "programme", "課題を示した事業。",
               "The programme.", "dct:isPartOf"),
    COLUMN_REF("round", rounds, 0, "募集回", "round", "課題が示された募集回。",
               "The call in which it was set.", "hk:round"),
    COLUMN_TWINS("title", 1000, COL_REQUIRED | COL_SEARCH | COL_LABEL, "課題名", "title",
                 "題名。資料に書かれたとおり。", "Title as the source prints it.", "dct:title"),
    COLUMN_REF("owner", organizations, 0, "課題の所管", "owner", "課題を持つ団体。",
               "The body whose problem it is.", "prov:wasAttributedTo"),
    COLUMN_TWINS("department", 500, COL_SEARCH, "担当課", "department", "担当課の名称。",
                 "The department in charge.", "hk:department"),
    COLUMN_SUMMARY,
    COLUMNS_PROVENANCE,
    {0},
};

const struct resource challenges_resource = {
    .name = "challenges",
    .title_ja = "課題",
    .title_en = "Challenges",
    .doc_ja = "解決策を募った課題。",
    .doc = "Problems for which solutions were sought.",
    .columns = columns,
    .rdf_class = "hk:Challenge schema:Demand prov:Entity",
};
