/* The script of the page of results: api/static_site/search.js, compiled in. */
#ifndef HIRAKU_STATIC_SITE_STATIC_SCRIPT_H
#define HIRAKU_STATIC_SITE_STATIC_SCRIPT_H

extern const char static_script[];

#endif
