/* participations: which organisation takes which part in which programme. */
#include "tables.h"

static const struct code roles[] = {
    {"operator", "運営", "operator", NULL, "運営者"},
    {"host", "主催", "host", NULL, "主催者"},
    {"partner", "連携", "partner", NULL, "連携先 協力"},
    {"secretariat", "事務局", "secretariat", NULL, NULL},
    {"funder", "資金提供", "funder", NULL, "資金提供者 出資"},
    {"evaluator", "評価", "evaluator", NULL, "評価者"},
    {"planned_partner", "連携予定", "planned partner", NULL, NULL},
    {"contractor", "受託者", "contractor", NULL, "受託"},
    {"client", "委託者", "client", NULL, "委託 発注者"},
    {"member", "会員・構成員", "member", NULL, NULL},
    {"speaker", "登壇", "speaker", NULL, "登壇者"},
    {0},
};

static const struct column columns[] = {
    COLUMN_JOINED_ID,
    COLUMN_REF("program", programs, COL_KEY | COL_REQUIRED, "事業", "programme", "加わった事業。",
               "The programme taken part in.", "hk:program"),
    COLUMN_REF("organization", organizations, COL_KEY | COL_REQUIRED | COL_BRIEF, "組織",
               "organisation", "加わった団体。", "The body that takes part.", "cv:hasParticipant"),
    COLUMN_ENUM("role", roles, COL_KEY | COL_REQUIRED | COL_BRIEF, "役割", "role", "団体の役割。",
                "The part it takes.", "cv:role"),
    COLUMN_PERIOD("period", 0, "期間", "period", "この役割で加わった期間。",
                  "When it took this part.", "dct:temporal"),
    COLUMN_DESCRIPTION,
    COLUMNS_PROVENANCE,
    {0},
};

const struct resource participations_resource = {
    .name = "participations",
    .title_ja = "参画",
    .title_en = "Participations",
    .doc_ja = "どの団体がどの事業にどの役割で加わったか。",
    .doc = "The parts that organisations take in programmes.",
    .columns = columns,
    .rdf_class = "cv:Participation",
};
