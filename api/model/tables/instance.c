/* instance.json as a resource of one record: its keys, what they may hold, what they mean in RDF.
 *
 * Not a table: it is not registered, has no file in data/ and no id of its own. */
#include "hiraku/model/registry.h"

static const struct code languages[] = {
    {"ja", "日本語", "Japanese", NULL, "jpn"},
    {"en", "英語", "English", NULL, "eng"},
    {0},
};

/* EU frequency authority list. */
static const struct code update_frequencies[] = {
    {"continuous", "随時", "continuously", "eu-frequency:UPDATE_CONT", NULL},
    {"daily", "日次", "daily", "eu-frequency:DAILY", "毎日"},
    {"weekly", "週次", "weekly", "eu-frequency:WEEKLY", "毎週"},
    {"monthly", "月次", "monthly", "eu-frequency:MONTHLY", "毎月"},
    {"quarterly", "四半期", "quarterly", "eu-frequency:QUARTERLY", "四半期ごと"},
    {"twice_yearly", "半年", "twice a year", "eu-frequency:ANNUAL_2", "年2回 半年ごと"},
    {"yearly", "年次", "yearly", "eu-frequency:ANNUAL", "毎年 年1回 毎年度 annual"},
    {"irregular", "不定期", "irregularly", "eu-frequency:IRREG", NULL},
    {"never", "更新しない", "never", "eu-frequency:NEVER", NULL},
    {0},
};

/* EU data theme authority list, by which catalogues of several publishers are browsed. */
static const struct code themes[] = {
    {"agri", "農林水産・食品", "agriculture, fisheries, forestry and food", "eu-theme:AGRI", NULL},
    {"econ", "経済・財政", "economy and finance", "eu-theme:ECON", NULL},
    {"educ", "教育・文化・スポーツ", "education, culture and sport", "eu-theme:EDUC", NULL},
    {"ener", "エネルギー", "energy", "eu-theme:ENER", NULL},
    {"envi", "環境", "environment", "eu-theme:ENVI", NULL},
    {"gove", "行政・公共部門", "government and public sector", "eu-theme:GOVE", NULL},
    {"heal", "健康", "health", "eu-theme:HEAL", NULL},
    {"intr", "国際", "international issues", "eu-theme:INTR", NULL},
    {"just", "司法・安全", "justice, legal system and public safety", "eu-theme:JUST", NULL},
    {"regi", "地域・都市", "regions and cities", "eu-theme:REGI", NULL},
    {"soci", "人口・社会", "population and society", "eu-theme:SOCI", NULL},
    {"tech", "科学技術", "science and technology", "eu-theme:TECH", NULL},
    {"tran", "交通", "transport", "eu-theme:TRAN", NULL},
    {0},
};

#define TEXT(key, size, bits, ja, en, sentence_ja, sentence, curies, tag)                          \
    {                                                                                              \
        .name = key, .type = TYPE_TEXT, .flags = (bits), .title_ja = ja, .title_en = en,           \
        .doc_ja = sentence_ja, .doc = sentence, .predicate = curies, .lang = tag, .max = size      \
    }
#define IRI(key, bits, ja, en, sentence_ja, sentence, curies)                                      \
    {                                                                                              \
        .name = key, .type = TYPE_IRI, .flags = (bits), .title_ja = ja, .title_en = en,            \
        .doc_ja = sentence_ja, .doc = sentence, .predicate = curies, .max = 2048                   \
    }

/* clang-format off */
static const struct column columns[] = {
    {.name = "id", .type = TYPE_ID, .flags = COL_DERIVED, .title_ja = "ID", .title_en = "identifier",
     .doc_ja = "常に `instance`。", .doc = "Always `instance`.", .predicate = "dct:identifier", .max = ID_MAX},
    TEXT("title_ja", 500, COL_REQUIRED | COL_LABEL, "名称", "title (Japanese)", "このサービスの名称。", "What this service is called.", "dct:title", "ja"),
    TEXT("title_en", 500, COL_LABEL, "名称（英語）", "title (English)", "このサービスの名称。", "What this service is called.", "dct:title", "en"),
    TEXT("description_ja", 4000, 0, "説明", "description (Japanese)", "ここで公開しているもの。", "What is published here.", "dct:description", "ja"),
    TEXT("description_en", 4000, 0, "説明（英語）", "description (English)", "ここで公開しているもの。", "What is published here.", "dct:description", "en"),
    TEXT("publisher_name_ja", 500, COL_REQUIRED, "公開者", "publisher (Japanese)", "データを公開し、その内容に責任を持つ者。", "Who publishes the data and answers for it.", "dct:publisher", "ja"),
    TEXT("publisher_name_en", 500, 0, "公開者（英語）", "publisher (English)", "データを公開し、その内容に責任を持つ者。", "Who publishes the data and answers for it.", "dct:publisher", "en"),
    {.name = "publisher_code", .type = TYPE_MUNICIPALITY_CODE, .flags = 0, .title_ja = "公開者の全国地方公共団体コード",
     .title_en = "local government code of the publisher", .doc_ja = "数字6桁。末尾は検査数字。", .doc = "Six digits, the last a check digit.", .predicate = NULL, .max = 6},
    IRI("base_url", COL_REQUIRED, "基準 URL", "base URL", "サービスの所在であり、すべての識別子の基準となる URL。末尾に `/` を付けない。", "Where the service is reached, and the base of all its identifiers; no slash at the end.", NULL),
    IRI("licence_url", COL_REQUIRED, "ライセンスの URL", "licence URL", "データの利用条件を示す URL。", "The terms of use of the data.", "dct:license"),
    TEXT("licence_name_ja", 500, COL_REQUIRED, "ライセンス", "licence (Japanese)", "データの利用条件の名称。", "Name of the terms of use.", NULL, "ja"),
    TEXT("licence_name_en", 500, 0, "ライセンス（英語）", "licence (English)", "データの利用条件の名称。", "Name of the terms of use.", NULL, "en"),
    TEXT("attribution_ja", 1000, COL_REQUIRED, "出典表示", "attribution (Japanese)", "データを利用するときの出典の書き方。", "How the data is to be cited.", "dct:bibliographicCitation", "ja"),
    TEXT("attribution_en", 1000, 0, "出典表示（英語）", "attribution (English)", "データを利用するときの出典の書き方。", "How the data is to be cited.", "dct:bibliographicCitation", "en"),
    TEXT("contact_name_ja", 500, 0, "問い合わせ先", "contact (Japanese)", "データについての問い合わせ先の名称。", "Whom to ask about the data.", NULL, "ja"),
    TEXT("contact_name_en", 500, 0, "問い合わせ先（英語）", "contact (English)", "データについての問い合わせ先の名称。", "Whom to ask about the data.", NULL, "en"),
    TEXT("contact_email", 254, 0, "メールアドレス", "e-mail address", "データについての質問に答える窓口。", "Where questions about the data are answered.", NULL, NULL),
    IRI("contact_url", 0, "問い合わせページ", "contact page", "データについての質問に答える窓口。", "Where questions about the data are answered.", NULL),
    {.name = "theme", .type = TYPE_ENUM, .title_ja = "分野", .title_en = "theme",
     .doc_ja = "カタログに示すデータの分野。", .doc = "What the data is about, for catalogues.", .predicate = NULL, .codes = themes},
    TEXT("keywords_ja", 1000, 0, "キーワード", "keywords (Japanese)", "カタログに示すキーワード。`,` または `、` で区切る。", "For catalogues; separated by commas.", NULL, "ja"),
    TEXT("keywords_en", 1000, 0, "キーワード（英語）", "keywords (English)", "カタログに示すキーワード。`,` で区切る。", "For catalogues; separated by commas.", NULL, "en"),
    {.name = "update_frequency", .type = TYPE_ENUM, .title_ja = "更新の頻度", .title_en = "update frequency",
     .doc_ja = "新しい公開版を出す頻度。約束できるときだけ書く。", .doc = "How often new releases come; only where that can be promised.", .predicate = NULL, .codes = update_frequencies},
    {.name = "default_language", .type = TYPE_ENUM, .flags = COL_REQUIRED, .title_ja = "既定の言語", .title_en = "default language",
     .doc_ja = "利用者が言語を指定しないときの画面とメッセージの言語。省くと `ja`。", .doc = "Language of pages and messages where a client asks for none; ja if left out.", .predicate = "dct:language", .codes = languages},
    {.name = "require_reasons", .type = TYPE_BOOL, .title_ja = "理由を必須にする", .title_en = "reasons required",
     .doc_ja = "`true` なら、公開済みの数値の変更と行の削除に、`corrections.csv` の理由を求める。", .doc = "With `true`, a published figure changes and a row goes only with a reason in `corrections.csv`.", .predicate = NULL},
    {.name = "fiscal_year_first_month", .type = TYPE_INT, .flags = COL_REQUIRED, .title_ja = "年度の最初の月", .title_en = "first month of the fiscal year",
     .doc_ja = "1から12まで。省くと4（4月）。", .doc = "1 to 12; 4 (April) if left out.", .predicate = NULL, .low = 1, .high = 12},
    {.name = "utc_offset_minutes", .type = TYPE_INT, .flags = 0, .title_ja = "協定世界時との差（分）", .title_en = "offset from UTC in minutes",
     .doc_ja = "一日の終わり（`as_of`）を決める時差。東が正。省くと540（日本標準時、+09:00）。", .doc = "Tells when a day ends (`as_of`); east is positive. 540 (Japan Standard Time, +09:00) if left out.", .predicate = NULL, .low = -720, .high = 840},
    {0},
};
/* clang-format on */

const struct resource instance_resource = {
    .name = "instance",
    .title_ja = "公開者",
    .title_en = "Instance",
    .doc_ja = "公開者、利用条件、公開の場所。",
    .doc = "Who publishes, under which terms, and where.",
    .path = "/v1/instance",
    .columns = columns,
    .rdf_class = "foaf:Document",
};
