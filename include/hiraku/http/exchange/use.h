/* What an answer is counted as (contrib/docs/usage.md). */
#ifndef HIRAKU_HTTP_EXCHANGE_USE_H
#define HIRAKU_HTTP_EXCHANGE_USE_H

struct exchange;

/* Once the reply is planned, and made where it has to be: the number of its counter. */
void use_choose(struct exchange *exchange);

/* Once it was sent, whole: counts it. */
void use_count(const struct exchange *exchange);

#endif
