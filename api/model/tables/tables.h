/* What the table files of the model share: the names of the resources and one-line column makers.
 *
 * A column of a table is one line made with one of these macros. Arguments in order: name, what the
 * type needs, flags, Japanese title, English title, what it means in one Japanese and one English
 * sentence, RDF predicates. Japanese comes before English everywhere. */
#ifndef HIRAKU_API_MODEL_TABLES_TABLES_H
#define HIRAKU_API_MODEL_TABLES_TABLES_H

#include "hiraku/model/resource.h"

extern const struct resource municipalities_resource, organizations_resource, programs_resource,
    participations_resource, rounds_resource, challenges_resource, startups_resource,
    adoptions_resource, pilots_resource, results_resource, events_resource, kpis_resource,
    schemes_resource, categories_resource, observations_resource, sources_resource;

/* clang-format off */

/* The written key of a table. */
#define COLUMN_ID(sentence_ja, sentence) COLUMN_ID_AS(sentence_ja, sentence, "dct:identifier")
#define COLUMN_ID_AS(sentence_ja, sentence, curies) \
    {.name = "id", .type = TYPE_ID, .flags = COL_KEY | COL_REQUIRED, .title_ja = "ID", .title_en = "identifier", \
     .doc_ja = sentence_ja, .doc = sentence, .predicate = curies, .max = ID_MAX}

/* The id of a table with several key columns, joined from them. */
#define COLUMN_JOINED_ID \
    {.name = "id", .type = TYPE_ID, .flags = COL_DERIVED, .title_ja = "ID", .title_en = "identifier", \
     .doc_ja = "キーの列を `.` でつないだもの。空のキーは `_`、期間の `..` は `~`、`/` は `_` になる。", \
     .doc = "The key columns joined with a full stop; an empty one is _, in periods .. is ~ and / is _.", \
     .predicate = "dct:identifier", .max = 1024}

#define COLUMN_TEXT(column, size, bits, ja, en, sentence_ja, sentence, curies) \
    {.name = column, .type = TYPE_TEXT, .flags = (bits), .title_ja = ja, .title_en = en, \
     .doc_ja = sentence_ja, .doc = sentence, .predicate = curies, .max = size}

/* A text in Japanese and the same in English: stem_ja (with `bits`) and stem_en (optional). */
#define COLUMN_TWINS(stem, size, bits, ja, en, sentence_ja, sentence, curies) \
    {.name = stem "_ja", .type = TYPE_TEXT, .flags = (bits), .title_ja = ja, .title_en = en " (Japanese)", \
     .doc_ja = sentence_ja, .doc = sentence, .predicate = curies, .lang = "ja", .max = size}, \
    {.name = stem "_en", .type = TYPE_TEXT, .flags = (bits) & ~COL_REQUIRED, .title_ja = ja "（英語）", \
     .title_en = en " (English)", .doc_ja = sentence_ja, .doc = sentence, .predicate = curies, .lang = "en", .max = size}

#define COLUMN_ENUM(column, values, bits, ja, en, sentence_ja, sentence, curies) \
    {.name = column, .type = TYPE_ENUM, .flags = (bits), .title_ja = ja, .title_en = en, \
     .doc_ja = sentence_ja, .doc = sentence, .predicate = curies, .codes = values}

#define COLUMN_REF(column, target, bits, ja, en, sentence_ja, sentence, curies) \
    {.name = column, .type = TYPE_REF, .flags = (bits), .title_ja = ja, .title_en = en, \
     .doc_ja = sentence_ja, .doc = sentence, .predicate = curies, .ref = &target##_resource}

#define COLUMN_PERIOD(column, bits, ja, en, sentence_ja, sentence, curies) \
    {.name = column, .type = TYPE_PERIOD, .flags = (bits), .title_ja = ja, .title_en = en, \
     .doc_ja = sentence_ja, .doc = sentence, .predicate = curies}

#define COLUMN_DATE(column, bits, ja, en, sentence_ja, sentence, curies) \
    {.name = column, .type = TYPE_DATE, .flags = (bits), .title_ja = ja, .title_en = en, \
     .doc_ja = sentence_ja, .doc = sentence, .predicate = curies}

#define COLUMN_INT(column, lowest, highest, bits, ja, en, sentence_ja, sentence, curies) \
    {.name = column, .type = TYPE_INT, .flags = (bits), .title_ja = ja, .title_en = en, \
     .doc_ja = sentence_ja, .doc = sentence, .predicate = curies, .low = lowest, .high = highest}

#define COLUMN_IRI(column, bits, ja, en, sentence_ja, sentence, curies) \
    {.name = column, .type = TYPE_IRI, .flags = (bits), .title_ja = ja, .title_en = en, \
     .doc_ja = sentence_ja, .doc = sentence, .predicate = curies, .max = 2048}

#define COLUMN_CORPORATE_NUMBER \
    {.name = "corporate_number", .type = TYPE_CORPORATE_NUMBER, .title_ja = "法人番号", \
     .title_en = "corporate number", .doc_ja = "法人番号。数字13桁で、先頭は検査数字。", \
     .doc = "13 digits; the first is a check digit.", \
     .predicate = "hk:corporateNumber", .max = 13}

#define COLUMN_KANA \
    COLUMN_TEXT("name_kana", 500, COL_SEARCH, "名称（カナ）", "name (kana)", "名称の読み（カナ）。", "Reading of the name in katakana.", "hk:nameKana")

/* A quotation: sources are in Japanese, as are the names and units that columns in _ja take from
 * them. */
#define COLUMN_PRINTED(column, size, bits, ja, en, sentence_ja, sentence, curies) \
    {.name = column, .type = TYPE_TEXT, .flags = (bits), .title_ja = ja, .title_en = en, \
     .doc_ja = sentence_ja, .doc = sentence, .predicate = curies, .max = size, .rdf_lang = "ja"}

#define COLUMN_PERIOD_TEXT \
    COLUMN_PRINTED("period_text", 500, 0, "期間（原文）", "period as printed", \
                "資料に書かれた期間の表現（`period` だけでは伝わらないとき）。", "The period in the source's own words, where they say more than `period`.", "hk:periodText")

#define COLUMN_WEBSITE \
    COLUMN_IRI("website", 0, "ウェブサイト", "website", "公式のウェブサイトの URL。", "Official page.", "foaf:homepage")

#define COLUMN_SUMMARY \
    COLUMN_TWINS("summary", 4000, COL_SEARCH, "概要", "summary", "概要。公開者が自分の言葉でまとめたもの。", "What it is, in the publisher's own words.", "hk:summary")

#define COLUMN_MUNICIPALITY(sentence_ja, sentence) \
    COLUMN_REF("municipality", municipalities, 0, "市区町村・都道府県", "municipality", sentence_ja, sentence, "dct:spatial")

/* Hidden: dct:description as CPSV-AP wants it, the name where there is no better text. */
#define COLUMN_DESCRIPTION \
    {.name = "_description_ja", .type = TYPE_TEXT, .flags = COL_HIDDEN | COL_BRIEF, .predicate = "dct:description", .lang = "ja"}, \
    {.name = "_description_en", .type = TYPE_TEXT, .flags = COL_HIDDEN | COL_BRIEF, .predicate = "dct:description", .lang = "en"}

#define COLUMN_LOOKUP(column, language, bits, reference, target, ja, en, curies) \
    {.name = column, .type = TYPE_TEXT, .flags = COL_LOOKUP | (bits), .title_ja = ja, .title_en = en, \
     .predicate = curies, .lang = language, .via = reference, .field = target}

/* Where a record comes from; the tables that state facts end with these. */
#define COLUMNS_PROVENANCE \
    COLUMN_REF("source", sources, COL_REQUIRED | COL_PROVENANCE, "出典", "source", "この行の内容が書かれている出典。", "The source that states this record.", "dct:source prov:wasDerivedFrom"), \
    COLUMN_LOOKUP("source_title_ja", NULL, 0, "source", "title_ja", "出典名", "title of the source (Japanese)", NULL), \
    COLUMN_LOOKUP("source_title_en", NULL, 0, "source", "title_en", "出典名（英語）", "title of the source (English)", NULL), \
    COLUMN_TEXT("locator", 200, COL_PROVENANCE, "出典箇所", "locator", "出典の中の場所（行、ページ、表の番号）。", "Where in the source: line, page or table.", "hk:locator"), \
    COLUMN_ENUM("certainty", certainty_codes, COL_PROVENANCE, "確からしさ", "certainty", "出典に明記されているか。空なら明記。", "Whether the source says so itself; empty means stated.", "hk:certainty"), \
    COLUMN_TWINS("note", 2000, COL_PROVENANCE, "注記", "note", "この行を使う人に必要な注意。警告への答えもここにある。", "What a reader must know to use this record; answers warnings.", "skos:note")

extern const struct code certainty_codes[], kpi_frequencies[];
extern const struct code correction_kinds[], change_codes[]; /* why it changed, and how (changes.c) */
extern const char *const unit_codes[]; /* of QUDT; ends with NULL */
extern const struct known_words unit_words[];
/* clang-format on */

#endif
