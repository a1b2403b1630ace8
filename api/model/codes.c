/* Codes that several tables share. */
#include "tables.h"

const struct code certainty_codes[] = {
    {"stated", "明記", "stated", NULL, "明示"},
    {"inferred", "推定", "inferred", NULL, "推測"},
    {"disputed", "疑義あり", "disputed", NULL, "疑義"},
    {0},
};

const char *const unit_codes[] = {
#define UNIT_CODE(code) code,
#include "hiraku/unit_code.def"
#undef UNIT_CODE
    NULL,
};
