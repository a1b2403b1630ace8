/* organizations: bodies that run, host, fund or judge programmes; adopted firms are startups
 * instead. */
#include "tables.h"

static const struct code kinds[] = {
    {"local_government", "地方公共団体", "local government", NULL, "自治体 市町村 市区町村"},
    {"national_government", "国の機関", "national government", NULL, "国 省庁"},
    {"public_corporation", "公的法人", "public corporation", NULL, NULL},
    {"company", "会社", "company", NULL, "企業 株式会社 民間企業"},
    {"npo", "NPO法人", "non-profit organisation", NULL, "特定非営利活動法人"},
    {"association", "社団・団体", "association", NULL, NULL},
    {"foundation", "財団", "foundation", NULL, NULL},
    {"consortium", "コンソーシアム", "consortium", NULL, NULL},
    {"university", "大学・研究機関", "university", NULL, NULL},
    {"council", "協議会・会議体", "council", NULL, NULL},
    {"other", "その他", "other", NULL, NULL},
    {0},
};

static const struct rdf_variant variants[] = {
    {"kind", "local_government national_government", "cv:PublicOrganisation", false},
    {0},
};

static const struct column columns[] = {
    COLUMN_ID_AS("短い名前。一度決めたら変えず、使い回さない。", "Chosen once and never reused.",
                 "hk:organizationId"),
    COLUMN_TWINS("name", 500, COL_REQUIRED | COL_SEARCH | COL_LABEL, "名称", "name",
                 "名称。資料に書かれたとおり。", "Name as the source prints it.", "foaf:name"),
    COLUMN_KANA,
    COLUMN_ENUM("kind", kinds, COL_REQUIRED, "種別", "kind", "法律上または実際の種別。",
                "Legal or practical kind.", "hk:organizationKind"),
    COLUMN_CORPORATE_NUMBER,
    COLUMN_REF("municipality", municipalities, COL_BRIEF, "市区町村・都道府県", "municipality",
               "所在地の全国地方公共団体コード。地方公共団体なら自身のコード。",
               "Where it is seated; a local government's own municipality.", "dct:spatial"),
    COLUMN_TWINS("predecessor_name", 500, COL_SEARCH, "前身の名称", "name of the predecessor",
                 "前身の名称。", "What the body was called before.", "hk:predecessorName"),
    COLUMN_WEBSITE,
    /* One IRI has one identifier and one label: those of the municipality that it is. */
    {.name = "_same_as", .type = TYPE_REF, .flags = COL_HIDDEN, .ref = &municipalities_resource},
    {.name = "_identifier",
     .type = TYPE_TEXT,
     .flags = COL_HIDDEN | COL_BRIEF,
     .predicate = "dct:identifier"},
    {.name = "_label_ja",
     .type = TYPE_TEXT,
     .flags = COL_HIDDEN | COL_BRIEF,
     .predicate = "skos:prefLabel dct:title",
     .lang = "ja"},
    {.name = "_label_en",
     .type = TYPE_TEXT,
     .flags = COL_HIDDEN | COL_BRIEF,
     .predicate = "skos:prefLabel dct:title",
     .lang = "en"},
    COLUMNS_PROVENANCE,
    {0},
};

const struct resource organizations_resource = {
    .name = "organizations",
    .title_ja = "組織",
    .title_en = "Organisations",
    .doc_ja = "事業に加わる団体。運営、主催、連携、評価する団体や会員など。",
    .doc = "Bodies that take part in programmes: operators, hosts, partners, evaluators, members.",
    .columns = columns,
    .rdf_class = "org:FormalOrganization foaf:Agent",
    .variants = variants,
    .rdf_same_as = "_same_as",
};
