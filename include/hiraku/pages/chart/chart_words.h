/* The words of charts that are the program's own, in Japanese and English. */
#ifndef HIRAKU_PAGES_CHART_CHART_WORDS_H
#define HIRAKU_PAGES_CHART_CHART_WORDS_H

#include "hiraku/base/status.h"

enum chart_word {
    WORD_SOURCE,
    WORD_LICENCE,
    WORD_RELEASE,
    WORD_UNIT,
    WORD_UNDATED,
    WORD_FORMER,
    WORD_NO_VALUE,
    WORD_NO_ROW,
    WORD_COLON,
    WORD_COMMA,
    WORD_OPEN,  /* a bracket */
    WORD_CLOSE, /* and the other */
    WORD_BROKEN,
    WORD_NOTHING,
    WORD_NO_COMPARISON,
    WORD_PERIOD_BASIS,
    WORD_NOT_STATED,
    WORD_ALL,
    WORD_BY,
    WORD_LEFT_OUT,
    WORD_RANKS,
    WORD_VALUES, /* behind how many they are */
    WORD_TO,     /* from one period to another */
    CHART_WORD_COUNT
};
const char *chart_word(enum language language, enum chart_word word);

/* The sign behind a number that a mark (bit `bit` of enum chart_mark) has, "" where none is needed;
 * and what the mark means. */
const char *chart_mark_sign(unsigned bit);
const char *chart_mark_word(enum language language, unsigned bit);

#endif
