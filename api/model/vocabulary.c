/* Terms of hk: that are not columns. See vocabulary.h. */
#include "hiraku/model/vocabulary.h"

#define CLASS "rdfs:Class owl:Class"

/* clang-format off */
const struct vocabulary_term vocabulary_terms[] = {
    {"Programme", CLASS, "prov:Activity", "事業", "programme",
     "公的サービスとはいえない事業。企業などの事業、調査、ランキング。", "A programme that is no public service: of firms and the like, surveys, rankings."},
    {"Round", CLASS, "prov:Activity", "募集回・調査回", "round",
     "事業の一回分。募集、期、調査の回。", "One edition of a programme: a call, a batch, a wave of a survey."},
    {"Challenge", CLASS, "schema:Demand prov:Entity", "課題", "challenge",
     "事業で解決策が募集された課題。", "A problem for which a programme sought solutions."},
    {"Adoption", CLASS, "cv:Participation prov:Association", "採択", "adoption",
     "事業に企業が採択されたこと。", "That a programme selected a firm."},
    {"Pilot", CLASS, "prov:Activity", "実証実験", "pilot",
     "採択された提案を現場で試すこと。", "A trial of an adopted proposal in the field."},
    {"PilotResult", CLASS, "prov:Entity", "実証結果", "result of a pilot",
     "実証実験について報告されたこと。", "What was reported of a pilot."},
    {"MissingObservation", CLASS, NULL, "値のない観測", "missing observation",
     "値が公表されていないという記述。qb:Observation ではなく、系列に入らない。", "A statement that there is no value. It is no qb:Observation and in no slice."},
    {"Release", CLASS, "prov:Activity", "公開版", "release",
     "データをまとめて公開したこと。", "That data were published, all at once."},
    {"Change", CLASS, "prov:Activity", "変更", "change",
     "一つ前の公開版から行や値が変わったこと。", "That a row or a value became another than in the release before."},
    {"JapaneseCorporateNumber", "rdfs:Datatype", NULL, "法人番号", "Japanese corporate number",
     "国税庁が指定する13桁の番号。先頭の1桁は検査数字。", "The number of 13 digits given by the National Tax Agency; the first is a check digit."},
    {"Freshness", CLASS, NULL, "更新状況", "freshness",
     "表または指標の、最新の期間と次の期限。", "The last period of a table or an indicator, and when the next is due."},
    {"UseCount", CLASS, NULL, "利用数", "count of use",
     "公開しているものが、ある日に何回使われたか。", "How often something that is published was used on a day."},
    {"_T", "skos:Concept", NULL, "合計（内訳なし）", "total (no breakdown)",
     "内訳に分けない値であること。", "That the figure is not broken down."},
    {"area-unspecified", "skos:Concept", NULL, "地域の指定なし", "area not specified",
     "値がどの地域に当てはまるか、資料が示していないこと。", "That the source does not say to which area the figure applies."},
    {NULL, NULL, NULL, NULL, NULL, NULL, NULL},
};
/* clang-format on */

const struct vocabulary_term *vocabulary_term(struct slice curie)
{
    if (curie.len < 3 || memcmp(curie.at, "hk:", 3) != 0)
        return NULL;
    struct slice name = slice_from(curie, 3);
    const struct vocabulary_term *term = vocabulary_terms;
    while (term->name && !slice_is(name, term->name))
        term++;
    return term->name ? term : NULL;
}
