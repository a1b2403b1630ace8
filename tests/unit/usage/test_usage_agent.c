/* usage_agent.h: who says of itself that it is a bot. The texts are those that the programs send.
 */
#include "hiraku/usage/usage_agent.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static void is_a(enum usage_agent agent, const char *text)
{
    if (usage_agent_of(slice_of(text)) != agent)
        fail_msg("%s", text);
}

static void crawlers_are_bots(void **state)
{
    (void)state;
    is_a(USAGE_BOTS, "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)");
    is_a(USAGE_BOTS, "Mozilla/5.0 AppleWebKit/537.36 (KHTML, like Gecko; compatible; GPTBot/1.2; "
                     "+https://openai.com/gptbot)");
    is_a(USAGE_BOTS, "CCBot/2.0 (https://commoncrawl.org/faq/)");
    is_a(USAGE_BOTS,
         "Mozilla/5.0 (compatible; Baiduspider/2.0; +http://www.baidu.com/search/spider.html)");
    is_a(USAGE_BOTS,
         "Mozilla/5.0 (compatible; Yahoo! Slurp; http://help.yahoo.com/help/us/ysearch/slurp)");
    is_a(USAGE_BOTS, "ia_archiver");
    is_a(USAGE_BOTS, "facebookexternalhit/1.1 (+http://www.facebook.com/externalhit_uatext.php)");
    is_a(USAGE_BOTS, "Mediapartners-Google");
    is_a(USAGE_BOTS, "Uptime-Kuma/1.23.1");
    is_a(USAGE_BOTS, "SomeCRAWLER");
}

static void browsers_and_programs_are_others(void **state)
{
    (void)state;
    is_a(USAGE_OTHERS, "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0");
    is_a(USAGE_OTHERS,
         "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, "
         "like Gecko) Version/17.5 Mobile/15E148 Safari/604.1");
    is_a(USAGE_OTHERS, "curl/7.88.1");
    is_a(USAGE_OTHERS, "python-requests/2.28.1");
    is_a(USAGE_OTHERS, "R (4.2.2 x86_64-pc-linux-gnu x86_64 linux-gnu)");
    is_a(USAGE_OTHERS, "");
    assert_int_equal(usage_agent_of(SLICE_NONE), USAGE_OTHERS);
}

static void a_telephone_is_no_bot(void **state)
{
    (void)state;
    is_a(USAGE_OTHERS,
         "Mozilla/5.0 (Linux; Android 12; CUBOT P60) AppleWebKit/537.36 Chrome/120 Mobile");
    is_a(USAGE_BOTS, "Mozilla/5.0 (Linux; Android 12; CUBOT P60; compatible; Googlebot/2.1)");
}

static void a_word_that_is_cut_off_is_none(void **state)
{
    (void)state;
    assert_int_equal(usage_agent_of((struct slice){"some spider", 10}), USAGE_OTHERS);
    assert_int_equal(usage_agent_of((struct slice){"some spider", 11}), USAGE_BOTS);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(crawlers_are_bots),
        cmocka_unit_test(browsers_and_programs_are_others),
        cmocka_unit_test(a_telephone_is_no_bot),
        cmocka_unit_test(a_word_that_is_cut_off_is_none),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
