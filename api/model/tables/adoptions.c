/* adoptions: what became of a startup's proposal in a programme. */
#include "tables.h"

static const struct code statuses[] = {
    {"applied", "応募", "applied", NULL, "応募済み"},
    {"finalist", "最終選考", "finalist", NULL, "ファイナリスト"},
    {"adopted", "採択", "adopted", NULL, "採択済み 採用"},
    {"awarded", "受賞", "awarded", NULL, "表彰"},
    {"certified", "認定", "certified", NULL, NULL},
    {"withdrawn", "辞退", "withdrawn", NULL, "取り下げ 取下げ"},
    {0},
};

static const struct column columns[] = {
    COLUMN_ID("短い名前。一度決めたら変えず、使い回さない。", "Chosen once and never reused."),
    COLUMN_REF("program", programs, COL_REQUIRED, "事業", "programme", "採択した事業。",
               "The programme.", "dct:isPartOf"),
    COLUMN_REF("round", rounds, 0, "募集回", "round", "採択された募集回。",
               "The call in which it was adopted.", "hk:round"),
    COLUMN_REF("challenge", challenges, 0, "課題", "challenge", "提案が応えた課題。",
               "The challenge it answers.", "hk:challenge"),
    COLUMN_REF("startup", startups, COL_REQUIRED | COL_BRIEF, "採択企業", "startup",
               "提案した企業。", "The firm.", "cv:hasParticipant prov:agent"),
    COLUMN_ENUM("status", statuses, COL_REQUIRED | COL_BRIEF, "結果", "status",
                "提案がどの段階まで進んだか。", "How far the proposal came.", "cv:role"),
    COLUMN_TWINS("product", 1000, COL_SEARCH | COL_LABEL, "製品・サービス", "product",
                 "製品・サービスの名称。資料に書かれたとおり。", "Product or service as printed.",
                 "hk:product"),
    COLUMN_TWINS("proposal", 2000, COL_SEARCH, "提案", "proposal", "提案の内容。",
                 "What was proposed.", "hk:proposal"),
    COLUMN_PERIOD("adopted_on", 0, "採択日", "adopted on", "採択された日（時期）。",
                  "When it was adopted.", "dct:dateAccepted"),
    COLUMN_PERIOD("period", 0, "認定期間", "period", "採択・認定の有効な期間。",
                  "How long the adoption or certificate holds.", "dct:temporal"),
    COLUMN_PERIOD_TEXT,
    COLUMN_DESCRIPTION,
    COLUMNS_PROVENANCE,
    {0},
};

const struct resource adoptions_resource = {
    .name = "adoptions",
    .title_ja = "採択",
    .title_en = "Adoptions",
    .doc_ja = "企業の提案と、その結果。",
    .doc = "Proposals of startups and what became of them.",
    .columns = columns,
    .rdf_class = "hk:Adoption cv:Participation prov:Association",
    .front = "sort=-adopted_on",
};
