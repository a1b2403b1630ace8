/* A comparison (service/compare.h) as JSON: one item a subject, with its figures. */
#ifndef HIRAKU_EXPORTERS_ROWS_COMPARISON_H
#define HIRAKU_EXPORTERS_ROWS_COMPARISON_H

#include "hiraku/base/status.h"

struct compare;
struct json_writer;
struct problem;
struct service;

/* The items of an array. */
enum status comparison_items(const struct compare *compare, const struct service *service,
                             struct json_writer *json, struct problem *p);

/* The members `comparable` and `differences`. */
void comparison_differences(const struct compare *compare, struct json_writer *json);

#endif
