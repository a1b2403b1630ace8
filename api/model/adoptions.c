/* adoptions: what became of a startup's proposal in a programme. */
#include "tables.h"

static const struct code statuses[] = {
    {"applied", "応募", "applied", NULL},
    {"finalist", "最終選考", "finalist", NULL},
    {"adopted", "採択", "adopted", NULL},
    {"awarded", "受賞", "awarded", NULL},
    {"certified", "認定", "certified", NULL},
    {"withdrawn", "辞退", "withdrawn", NULL},
    {0},
};

static const struct column columns[] = {
    COLUMN_ID("Chosen once and never reused."),
    COLUMN_REF("program", programs, COL_REQUIRED, "事業", "programme", "The programme.",
               "dct:isPartOf"),
    COLUMN_REF("round", rounds, 0, "募集回", "round", "The call in which it was adopted.",
               "hk:round"),
    COLUMN_REF("challenge", challenges, 0, "課題", "challenge", "The challenge it answers.",
               "hk:challenge"),
    COLUMN_REF("startup", startups, COL_REQUIRED, "採択企業", "startup", "The firm.",
               "cv:hasParticipant prov:agent"),
    COLUMN_ENUM("status", statuses, COL_REQUIRED, "結果", "status", "How far the proposal came.",
                "cv:role"),
    COLUMN_TWINS("product", 1000, COL_SEARCH | COL_LABEL, "製品・サービス", "product",
                 "Product or service as printed.", "hk:product"),
    COLUMN_TWINS("proposal", 2000, COL_SEARCH, "提案", "proposal", "What was proposed.",
                 "hk:proposal"),
    COLUMN_PERIOD("adopted_on", 0, "採択日", "adopted on", "When it was adopted.",
                  "dct:dateAccepted"),
    COLUMN_PERIOD("period", 0, "認定期間", "period", "How long the adoption or certificate holds.",
                  "dct:temporal"),
    COLUMN_PERIOD_TEXT,
    COLUMN_DESCRIPTION,
    COLUMNS_PROVENANCE,
    {0},
};

const struct resource adoptions_resource = {
    .name = "adoptions",
    .title_ja = "採択",
    .title_en = "Adoptions",
    .doc = "Proposals of startups and what became of them.",
    .columns = columns,
    .rdf_class = "hk:Adoption cv:Participation prov:Association",
    .check = adoptions_check,
};
