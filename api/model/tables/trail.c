/* What became of proposals: adopted, tried, and then? */
#include "hiraku/model/trail.h"

#include "tables.h"

const struct trail model_trail = {
    .path = "outcomes",
    .title_ja = "その後どうなったか",
    .title_en = "What became of them?",
    .doc_ja = "採択された提案が、実証実験を経てどうなったか。分からないものは「不明」「記載なし」と"
              "して示す。",
    .doc = "What became of the proposals, by way of their pilots. What is not known is shown as "
           "unknown or as not on record.",
    .cited_ja = "採択された提案がその後どうなったか",
    .cited_en = "What became of the proposals that were adopted",
    .chosen = "program",
    .year_of = "round",
    .year = "period",
    .year_ja = "募集回の年度",
    .year_en = "fiscal year of the round",
    .undated_ja = "不明（募集回の時期の記載なし）",
    .undated_en = "unknown: no time of the round is stated",
    .unknown_ja = "不明（募集回の記載なし）",
    .unknown_en = "unknown: no round is stated",
    .steps = {{.table = &adoptions_resource,
               .subject = "startup",
               .state = "status",
               .open = "",
               .said_ja = "{startup}：「{program}」[（{round}）]で{status}[（{adopted_on}）]。"
                          "[課題「{challenge}」。]"
                          "[製品・サービス：{product_ja|product_en}。]"
                          "[提案：{proposal_ja|proposal_en}]",
               .said_en = "{startup}: {status} in “{program}”[ ({round})][, {adopted_on}]. "
                          "[Challenge: “{challenge}”. ]"
                          "[Product or service: {product_en|product_ja}. ]"
                          "[Proposal: {proposal_en|proposal_ja} ]"},
              {.table = &pilots_resource,
               .from = "adoption",
               .state = "stage",
               .open = "unknown",
               .said_ja = "実証実験「{*}」の段階は「{stage}」[（{period|period_text}）]。",
               .said_en = "Stage of the pilot “{*}”: {stage}[ ({period|period_text})]. ",
               .none_ja = "実証実験の記載はない。",
               .none_en = "No pilot is on record. ",
               .missing_ja = "実証の記載なし",
               .missing_en = "no pilot on record"},
              {.table = &results_resource,
               .from = "pilot",
               .state = "outcome",
               .open = "unknown not_published",
               .said_ja = "その後は「{outcome}」（{kind}報告[、{period|period_text}]）。"
                          "[{summary_ja|summary_en}]",
               .said_en = "What became of it: {outcome} ({kind} report[, {period|period_text}]). "
                          "[{summary_en|summary_ja} ]",
               .none_ja = "結果の記載はなく、その後どうなったかは分からない。",
               .none_en = "No result is on record: what became of it is not known. ",
               .missing_ja = "結果の記載なし",
               .missing_en = "no result on record"}},
    .count = 3};
