/* events: gatherings. */
#include "tables.h"

static const struct code kinds[] = {
    {"pitch", "ピッチ", "pitch", NULL, "ピッチイベント"},
    {"briefing", "説明会・報告会", "briefing", NULL, NULL},
    {"opening", "開設・開会", "opening", NULL, NULL},
    {"meeting", "交流会・会合", "meeting", NULL, NULL},
    {"conference", "会議・大会", "conference", NULL, NULL},
    {"recognition", "選定・表彰・宣言", "recognition", NULL, NULL},
    {"other", "その他", "other", NULL, NULL},
    {0},
};

static const struct code statuses[] = {
    {"planned", "予定", "planned", NULL, "開催予定 計画"},
    {"held", "開催済み", "held", NULL, "開催 開催済 実施済み 終了"},
    {"cancelled", "中止", "cancelled", NULL, "取りやめ 取り止め canceled"},
    {"unknown", "不明", "unknown", NULL, NULL},
    {0},
};

static const struct code venues[] = {
    {"online", "オンライン", "online", NULL, "web ウェブ"},
    {"onsite", "会場", "on site", NULL, "現地 対面 会場開催 offline"},
    {"hybrid", "会場とオンライン", "hybrid", NULL, "ハイブリッド 併用"},
    {0},
};

static const struct column columns[] = {
    COLUMN_ID("短い名前。一度決めたら変えず、使い回さない。", "Chosen once and never reused."),
    COLUMN_REF("program", programs, 0, "事業", "programme", "催事が属する事業。",
               "The programme it belongs to.", "dct:isPartOf"),
    COLUMN_REF("organizer", organizations, 0, "主催", "organiser", "主催する団体。",
               "The body that holds it.", "schema:organizer"),
    COLUMN_ENUM("kind", kinds, COL_REQUIRED, "種別", "kind", "催事の種類。", "Kind of gathering.",
                "hk:eventKind"),
    COLUMN_ENUM("status", statuses, COL_REQUIRED, "状態", "status", "資料の時点での状態。",
                "As far as the source tells.", "hk:eventStatus"),
    COLUMN_TWINS("name", 500, COL_REQUIRED | COL_SEARCH | COL_LABEL, "名称", "name", "催事の名称。",
                 "Name of the event.", "dct:title"),
    {.name = "period",
     .type = TYPE_PERIOD,
     .title_ja = "期間",
     .title_en = "period",
     .doc_ja = "開催の日または期間。",
     .doc = "When it is held.",
     .predicate = "dct:temporal",
     .rdf_starts = "schema:startDate",
     .rdf_ends = "schema:endDate"},
    COLUMN_PERIOD_TEXT,
    COLUMN_ENUM("venue", venues, 0, "開催形式", "venue",
                "開催の形。オンライン、会場、またはその両方。", "Online, on site or both.",
                "hk:venue"),
    COLUMN_MUNICIPALITY("開催地の全国地方公共団体コード。", "Where it is held."),
    COLUMNS_PROVENANCE,
    {0},
};

const struct resource events_resource = {
    .name = "events",
    .title_ja = "催事",
    .title_en = "Events",
    .doc_ja = "ピッチ、説明会、開設、会合、会議、表彰などの催し。",
    .doc = "Pitches, briefings, openings, meetings, conferences and recognitions.",
    .columns = columns,
    .rdf_class = "schema:Event",
    .leading = true,
    .front = "sort=-period",
};
