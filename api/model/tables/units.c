/* units: every unit in which KPIs are stated. Computed at publish.
 *
 * The id is joined from all that makes the unit, so that no other unit can change it:
 * 億円.CCY_JPY.8, 回._._ . A QUDT unit is no more than a close match (社 and 人 are both counts,
 * NUM, and not the same unit), and a multiple of one is only related to it. */
#include "hiraku/model/computed.h"

#include "tables.h"

static const struct rdf_constant constants[] = {
    {"skos:inScheme", "/id/concept-schemes/units"},
    {0},
};

#define QUDT_UNIT "http://qudt.org/vocab/unit/"

/* clang-format off */
static const struct column columns[] = {
    {.name = "id", .type = TYPE_ID, .flags = COL_DERIVED, .title_ja = "ID", .title_en = "identifier", .doc_ja = "単位、単位コード、乗数を `.` でつないだもの。空のものは `_`。", .doc = "Unit, unit code and multiplier joined with a full stop; an empty one is _.", .predicate = "dct:identifier skos:notation", .max = 1024},
    {.name = "unit_ja", .type = TYPE_TEXT, .flags = COL_KEY | COL_REQUIRED | COL_LABEL | COL_SEARCH, .title_ja = "単位", .title_en = "unit (Japanese)", .doc_ja = "単位。指標に書かれたとおり。", .doc = "Unit as the KPIs state it.", .predicate = "skos:prefLabel", .lang = "ja", .max = 100},
    {.name = "unit_en", .type = TYPE_TEXT, .flags = COL_LABEL | COL_SEARCH, .title_ja = "単位（英語）", .title_en = "unit (English)", .doc_ja = "英語の単位。指標により違うときは、文字コード順で最初のもの。", .doc = "The unit in English; of several wordings the first in byte order.", .predicate = "skos:prefLabel", .lang = "en", .max = 100},
    COLUMN_TEXT("unit_code", 40, COL_KEY, "単位コード", "unit code", "QUDT の単位コード。", "Local name of the QUDT unit.", "hk:unitCode"),
    COLUMN_INT("unit_multiplier", -18, 18, COL_KEY, "単位の乗数", "unit multiplier", "単位の10のべき。億円なら8。", "Power of ten by which values are multiplied: 8 for 億円.", "sdmx-attribute:unitMult"),
    {.name = "_same", .type = TYPE_TEXT, .flags = COL_HIDDEN, .predicate = "skos:closeMatch", .rdf_prefix = QUDT_UNIT, .known = unit_codes},
    {.name = "_scaled", .type = TYPE_TEXT, .flags = COL_HIDDEN, .predicate = "skos:relatedMatch", .rdf_prefix = QUDT_UNIT, .known = unit_codes},
    {0},
};
/* clang-format on */

const struct resource units_resource = {
    .name = "units",
    .title_ja = "単位",
    .title_en = "Units",
    .doc_ja = "指標に現れる単位と、その QUDT コード・乗数。公開のときに計算する。",
    .doc = "The units of the KPIs with QUDT codes and multipliers; computed at publish.",
    .columns = columns,
    .rdf_class = "skos:Concept",
    .constants = constants,
    .computed = true,
};
