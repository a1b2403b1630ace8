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
#include "hiraku/model/unit_code.def"
#undef UNIT_CODE
    NULL,
};

const struct known_words unit_words[] = {
    {"CCY_EUR", "€ ユーロ eur"},
    {"CCY_JPY", "円 ¥ jpy yen"},
    {"CCY_USD", "$ ドル 米ドル usd"},
    {"DAY", "日 日間"},
    {"GM", "g グラム"},
    {"HA", "ha ヘクタール"},
    {"HR", "時間 h"},
    {"KiloGM", "kg キログラム"},
    {"KiloM", "km キロメートル"},
    {"KiloM2", "km2 平方キロメートル"},
    {"M2", "m2 平方メートル"},
    {"MIN", "分 分間"},
    {"MO", "か月 ヶ月 カ月 箇月"},
    {"NUM", "人 名 社 者 件 回 個 台 戸 世帯 団体 箇所 か所 ヶ所 校 店 票 組 本 冊 点"},
    {"PERCENT", "% パーセント"},
    {"TONNE", "t トン"},
    {"WK", "週 週間"},
    {"YR", "年 年間"},
    {0},
};
