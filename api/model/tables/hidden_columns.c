/* The hidden columns of all tables: what RDF says beside the cells that are written. */
#include "hiraku/model/hidden.h"

#include "hiraku/model/computed.h"

#include "tables.h"

#define VALUES(...) ((const char *const[]){__VA_ARGS__, NULL})
#define IS(name, ...)                                                                              \
    {                                                                                              \
        .path = name, .values = VALUES(__VA_ARGS__)                                                \
    }
#define IS_NOT(name, ...)                                                                          \
    {                                                                                              \
        .path = name, .other = true, .values = VALUES(__VA_ARGS__)                                 \
    }
#define FILLED(name) IS_NOT(name, "")
#define WHERE_FILLED(name)                                                                         \
    {                                                                                              \
        .path = name, .when = { FILLED(name) }                                                     \
    }

#define RUNS        IS("role", "operator", "host")
#define GOVERNMENTS "local_government", "national_government"

/* What is true in both languages. */
#define LABEL(language)                                                                            \
    {                                                                                              \
        .resource = &organizations_resource, .column = "_label_" language, .op = HIDDEN_FIRST_OF,  \
        .terms = {{.path = "municipality.name_" language, .when = {FILLED("_same_as")}},           \
                  {.path = "name_" language}},                                                     \
    }
#define PROGRAM_DESCRIPTION(language)                                                              \
    {                                                                                              \
        .resource = &programs_resource, .column = "_description_" language, .op = HIDDEN_FIRST_OF, \
        .terms = {WHERE_FILLED("summary_" language), {.path = "name_" language}},                  \
    }
#define PARTICIPATION_DESCRIPTION(language, colon)                                                 \
    {                                                                                              \
        .resource = &participations_resource, .column = "_description_" language,                  \
        .op = HIDDEN_JOIN_OF, .separator = colon,                                                  \
        .terms = {{.path = "program.name_" language}, {.path = "organization.name_" language}},    \
    }
#define ADOPTION_DESCRIPTION(language)                                                             \
    {                                                                                              \
        .resource = &adoptions_resource, .column = "_description_" language,                       \
        .op = HIDDEN_FIRST_OF,                                                                     \
        .terms = {WHERE_FILLED("proposal_" language),                                              \
                  WHERE_FILLED("product_" language),                                               \
                  {.path = "startup.name_" language}},                                             \
    }

const struct hidden_column hidden_columns[] = {
    /* A local government is one thing with its municipality. */
    {&organizations_resource, "_same_as", HIDDEN_FIRST_OF,
     .terms = {{.path = "municipality", .when = {IS("kind", "local_government")}}}},
    {&organizations_resource, "_identifier", HIDDEN_FIRST_OF,
     .terms = {WHERE_FILLED("_same_as"), {.path = "id"}}},
    LABEL("ja"),
    LABEL("en"),
    PROGRAM_DESCRIPTION("ja"),
    PROGRAM_DESCRIPTION("en"),
    {&programs_resource, "_public", HIDDEN_EXISTS_IN, .of = &participations_resource,
     .by = "program", .when = IS_NOT("kind", "survey", "ranking"),
     .terms = {{.path = "id", .when = {RUNS, IS("organization.kind", GOVERNMENTS)}}}},
    {&programs_resource, "_local_authorities", HIDDEN_SET_OF, .of = &participations_resource,
     .by = "program",
     .terms = {{.path = "organization._same_as", .when = {RUNS, FILLED("organization._same_as")}}}},
    {&programs_resource, "_other_authorities", HIDDEN_SET_OF, .of = &participations_resource,
     .by = "program",
     .terms = {{.path = "organization",
                .when = {RUNS, IS("organization.kind", GOVERNMENTS),
                         IS("organization._same_as", "")}}}},
    {&programs_resource, "_participations", HIDDEN_LIST_OF, .of = &participations_resource,
     .by = "program", .terms = {{.path = "id"}}},
    PARTICIPATION_DESCRIPTION("ja", "："),
    PARTICIPATION_DESCRIPTION("en", ": "),
    ADOPTION_DESCRIPTION("ja"),
    ADOPTION_DESCRIPTION("en"),
    {&observations_resource, "_obs_status", HIDDEN_FIRST_OF,
     .terms = {{.text = "M", .when = {FILLED("missing")}},
               {.text = "P", .when = {IS("status", "provisional")}},
               {.text = "E", .when = {IS("status", "estimated")}},
               {.text = "A"}}},
    /* A unit that QUDT has no word for is ours. */
    {&observations_resource, "_unit", HIDDEN_FIRST_OF,
     .terms = {{.path = "kpi._unit",
                .when = {{.path = "kpi.unit_code", .other = true, .values = unit_codes}}}}},
    {&kpis_resource, "_unit", HIDDEN_ID_OF,
     .terms = {{.path = "unit_ja"}, {.path = "unit_code"}, {.path = "unit_multiplier"}}},
    {&units_resource, "_same", HIDDEN_FIRST_OF,
     .terms = {{.path = "unit_code", .when = {IS("unit_multiplier", "", "0")}}}},
    {&units_resource, "_scaled", HIDDEN_FIRST_OF,
     .terms = {{.path = "unit_code", .when = {IS_NOT("unit_multiplier", "", "0")}}}},
    {0},
};
