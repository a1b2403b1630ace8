/* Hidden columns that several tables make together: for RDF only, computed when they are read. */
#include "sql.h"

#define GOVERNMENTS "o.kind IN ('local_government','national_government')"
#define AUTHORITIES(id, condition)                                                                 \
    "ifnull((SELECT group_concat(i,' ') FROM (SELECT DISTINCT " id                                 \
    " AS i FROM participations p JOIN organizations o ON o.id=p.organization WHERE "               \
    "p.program=t.id AND p.role IN ('operator','host') AND " condition " ORDER BY 1)),'')"

/* The id of the unit of KPI k, as model_join_id writes it. */
#define UNIT(k)                                                                                    \
    k ".unit_ja||'.'||CASE " k ".unit_code WHEN '' THEN '_' ELSE " k                               \
      ".unit_code END||'.'||CASE " k ".unit_multiplier WHEN '' THEN '_' ELSE " k                   \
      ".unit_multiplier END"
#define IS_MUNICIPALITY "t.kind='local_government' AND t.municipality<>''"
#define LABEL(name)                                                                                \
    "CASE WHEN " IS_MUNICIPALITY " THEN ifnull((SELECT m." name                                    \
    " FROM municipalities m WHERE m.id=t.municipality),'') ELSE t." name " END"

static const struct computed {
    const char *resource, *column, *expression;
} computed[] = {
    {"organizations", "_same_as",
     "CASE t.kind WHEN 'local_government' THEN t.municipality ELSE '' END"},
    {"organizations", "_identifier",
     "CASE WHEN " IS_MUNICIPALITY " THEN t.municipality ELSE t.id END"},
    {"organizations", "_label_ja", LABEL("name_ja")},
    {"organizations", "_label_en", LABEL("name_en")},
    {"programs", "_description_ja",
     "CASE t.summary_ja WHEN '' THEN t.name_ja ELSE t.summary_ja END"},
    {"programs", "_description_en",
     "CASE t.summary_en WHEN '' THEN t.name_en ELSE t.summary_en END"},
    {"programs", "_public",
     "CASE WHEN t.kind NOT IN ('survey','ranking') AND EXISTS (SELECT 1 FROM participations p JOIN "
     "organizations o ON o.id=p.organization WHERE p.program=t.id AND p.role IN "
     "('operator','host') AND " GOVERNMENTS ") THEN 'true' ELSE '' END"},
    {"programs", "_local_authorities",
     AUTHORITIES("o.municipality", "o.kind='local_government' AND o.municipality<>''")},
    {"programs", "_other_authorities",
     AUTHORITIES("o.id",
                 GOVERNMENTS " AND NOT (o.kind='local_government' AND o.municipality<>'')")},
    {"programs", "_participations",
     "ifnull((SELECT group_concat(i,' ') FROM (SELECT p.id AS i FROM participations p WHERE "
     "p.program=t.id ORDER BY p.rowid)),'')"},
    {"participations", "_description_ja",
     "(SELECT g.name_ja FROM programs g WHERE g.id=t.program)||'：'||"
     "(SELECT o.name_ja FROM organizations o WHERE o.id=t.organization)"},
    {"participations", "_description_en",
     "ifnull((SELECT g.name_en||': '||o.name_en FROM programs g, organizations o WHERE "
     "g.id=t.program AND o.id=t.organization AND g.name_en<>'' AND o.name_en<>''),'')"},
    {"adoptions", "_description_ja",
     "CASE WHEN t.proposal_ja<>'' THEN t.proposal_ja WHEN t.product_ja<>'' THEN t.product_ja ELSE "
     "(SELECT s.name_ja FROM startups s WHERE s.id=t.startup) END"},
    {"adoptions", "_description_en",
     "CASE WHEN t.proposal_en<>'' THEN t.proposal_en WHEN t.product_en<>'' THEN t.product_en ELSE "
     "ifnull((SELECT s.name_en FROM startups s WHERE s.id=t.startup),'') END"},
    {"observations", "_obs_status",
     "CASE WHEN t.missing<>'' THEN 'M' WHEN t.status='provisional' THEN 'P' WHEN "
     "t.status='estimated' THEN 'E' ELSE 'A' END"},
    {"observations", "_unit",
     "(SELECT CASE WHEN k.unit_code IN ("
#define UNIT_CODE(code) "'" code "',"
#include "hiraku/unit_code.def"
#undef UNIT_CODE
     "NULL) THEN '' ELSE " UNIT("k") " END FROM kpis k WHERE k.id=t.kpi)"},
    {"kpis", "_unit", UNIT("t")},
    {"units", "_same", "CASE WHEN t.unit_multiplier IN ('','0') THEN t.unit_code ELSE '' END"},
    {"units", "_scaled", "CASE WHEN t.unit_multiplier IN ('','0') THEN '' ELSE t.unit_code END"},
};

const char *sql_computed(const struct resource *resource, const struct column *column)
{
    if (!(column->flags & COL_HIDDEN))
        return NULL;
    for (size_t i = 0; i < sizeof computed / sizeof *computed; i++)
        if (strcmp(computed[i].resource, resource->name) == 0 &&
            strcmp(computed[i].column, column->name) == 0)
            return computed[i].expression;
    return NULL;
}
