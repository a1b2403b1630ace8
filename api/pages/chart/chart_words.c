/* See chart_words.h. */
#include "hiraku/pages/chart/chart_words.h"

#include "hiraku/pages/chart/chart.h"

static const char *const words[CHART_WORD_COUNT][2] = {
    [WORD_SOURCE] = {"資料", "Source"},
    [WORD_LICENCE] = {"利用条件", "Licence"},
    [WORD_RELEASE] = {"公開版", "Release"},
    [WORD_UNIT] = {"単位", "Unit"},
    [WORD_UNDATED] = {"時点の記載なし", "no date stated"},
    [WORD_FORMER] = {"訂正前", "before revision"},
    [WORD_NO_VALUE] = {"値なし", "no value"},
    [WORD_NO_ROW] = {"データなし", "no data"},
    [WORD_COLON] = {"：", ": "},
    [WORD_COMMA] = {"、", ", "},
    [WORD_OPEN] = {"（", " ("},
    [WORD_CLOSE] = {"）", ")"},
    [WORD_BROKEN] = {"縦軸は0から始まりません", "the axis does not begin at zero"},
    [WORD_NOTHING] = {"値がありません", "There are no values"},
    [WORD_NO_COMPARISON] = {"定義が異なるため、1つの図には重ねていません",
                            "Not drawn in one plot, as the definitions differ"},
    [WORD_NOT_STATED] = {"（記載なし）", "(not stated)"},
    [WORD_ALL] = {"全体", "all"},
    [WORD_BY] = {"　内訳：", " by "},
    [WORD_LEFT_OUT] = {"値のない行は含みません", "Rows without a value are left out"},
    [WORD_RANKS] = {"数が小さいほど上位です", "The smaller the number, the higher the place"},
    [WORD_VALUES] = {"件の値", " values"},
    [WORD_TO] = {"〜", " – "},
    [WORD_PERIOD_BASIS] = {"期間の単位", "kind of period"},
};

static const struct {
    const char *sign, *word[2];
} marks[CHART_MARKS] = {
    {"", {"概数", "approximate"}},
    {"", {"下限", "lower bound"}},
    {"", {"上限", "upper bound"}},
    {"†", {"資料に明記がなく、推定した", "inferred, the source does not say so itself"}},
    {"‡", {"疑義がある", "disputed"}},
    {"*", {"暫定値", "provisional"}},
    {"§", {"推定値", "estimated"}},
    {"¶", {"訂正された値", "revised"}},
};

const char *chart_word(enum language language, enum chart_word word)
{
    return words[word][language];
}

const char *chart_mark_sign(unsigned bit)
{
    return marks[bit].sign;
}

const char *chart_mark_word(enum language language, unsigned bit)
{
    return marks[bit].word[language];
}
