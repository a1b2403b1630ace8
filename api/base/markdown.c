/* See markdown.h. libcmark allocates without a context and cannot be told that there is no memory:
 * while it works, this thread's allocations come from the document's arena, and one that fails
 * leaves the library for good (longjmp); what it had is gone with the arena. */
#include "hiraku/base/markdown.h"

#include "hiraku/base/arena.h"

#include <cmark.h>
#include <setjmp.h>
#include <stdlib.h>

struct markdown_memory {
    struct arena arena;
    jmp_buf full;
};

struct markdown {
    struct markdown_memory memory;
    cmark_node *root;
};

static _Thread_local struct markdown_memory *markdown_pool;

/* In front of each block stands its size, which realloc has to know. */
union markdown_block {
    size_t size;
    max_align_t align;
};

static void *markdown_allocate(size_t size)
{
    union markdown_block *block = NULL;
    if (size <= MARKDOWN_MEMORY)
        block = arena_alloc(&markdown_pool->arena, sizeof *block + size);
    if (!block)
        longjmp(markdown_pool->full, 1); // NOLINT(cert-err52-cpp)
    block->size = size;
    return block + 1;
}

static void *markdown_calloc(size_t count, size_t size)
{
    return markdown_allocate(size > 0 && count > MARKDOWN_MEMORY / size ? SIZE_MAX : count * size);
}

static void *markdown_realloc(void *old, size_t size)
{
    size_t had = old ? ((union markdown_block *)old - 1)->size : 0;
    if (old && size <= had)
        return old;
    void *block = markdown_allocate(size);
    if (had > 0)
        memcpy(block, old, had);
    return block;
}

static void markdown_forget(void *block)
{
    (void)block; /* it goes with the arena */
}

static cmark_mem markdown_functions = {markdown_calloc, markdown_realloc, markdown_forget};

/* --- reading ---------------------------------------------------------------------------------- */

/* False: there is no memory. */
static bool markdown_parse(struct markdown *markdown, struct slice text)
{
    if (setjmp(markdown->memory.full) != 0) // NOLINT(cert-err52-cpp)
        return false;
    cmark_parser *parser = cmark_parser_new_with_mem(CMARK_OPT_DEFAULT, &markdown_functions);
    cmark_parser_feed(parser, text.at ? text.at : "", text.len);
    markdown->root = cmark_parser_finish(parser);
    return true;
}

enum status markdown_new(struct markdown **result, struct slice text, struct problem *p)
{
    struct markdown *markdown = calloc(1, sizeof *markdown);
    *result = NULL;
    if (!markdown)
        return problem_memory(p);
    arena_init(&markdown->memory.arena, MARKDOWN_MEMORY);
    markdown_pool = &markdown->memory;
    bool parsed = markdown_parse(markdown, text);
    markdown_pool = NULL;
    if (!parsed) {
        markdown_free(markdown);
        return problem_memory(p);
    }
    *result = markdown;
    return STATUS_OK;
}

void markdown_free(struct markdown *markdown)
{
    if (!markdown)
        return;
    arena_free(&markdown->memory.arena);
    free(markdown);
}

/* --- telling ---------------------------------------------------------------------------------- */

bool markdown_has_end(enum markdown_kind kind)
{
    return kind != MARKDOWN_CODE_BLOCK && kind != MARKDOWN_RULE && kind != MARKDOWN_HTML_BLOCK &&
           kind < MARKDOWN_TEXT;
}

struct markdown_names {
    cmark_node_type type;
    enum markdown_kind kind;
};

static bool markdown_kind_of(cmark_node_type type, enum markdown_kind *kind)
{
    static const struct markdown_names names[] = {
        {CMARK_NODE_HEADING, MARKDOWN_HEADING},
        {CMARK_NODE_PARAGRAPH, MARKDOWN_PARAGRAPH},
        {CMARK_NODE_BLOCK_QUOTE, MARKDOWN_QUOTE},
        {CMARK_NODE_LIST, MARKDOWN_LIST},
        {CMARK_NODE_ITEM, MARKDOWN_ITEM},
        {CMARK_NODE_CODE_BLOCK, MARKDOWN_CODE_BLOCK},
        {CMARK_NODE_THEMATIC_BREAK, MARKDOWN_RULE},
        {CMARK_NODE_HTML_BLOCK, MARKDOWN_HTML_BLOCK},
        {CMARK_NODE_EMPH, MARKDOWN_EMPHASIS},
        {CMARK_NODE_STRONG, MARKDOWN_STRONG},
        {CMARK_NODE_LINK, MARKDOWN_LINK},
        {CMARK_NODE_IMAGE, MARKDOWN_IMAGE},
        {CMARK_NODE_TEXT, MARKDOWN_TEXT},
        {CMARK_NODE_CODE, MARKDOWN_CODE},
        {CMARK_NODE_HTML_INLINE, MARKDOWN_HTML},
        {CMARK_NODE_SOFTBREAK, MARKDOWN_SOFT_BREAK},
        {CMARK_NODE_LINEBREAK, MARKDOWN_HARD_BREAK},
    };
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (names[i].type == type) {
            *kind = names[i].kind;
            return true;
        }
    return false; /* the document itself */
}

/* Inlines have no line of their own in every version: theirs is that of their block then. */
static uint64_t markdown_line(cmark_node *node)
{
    int line = 0;
    for (; node && line <= 0; node = cmark_node_parent(node))
        line = cmark_node_get_start_line(node);
    return line > 0 ? (uint64_t)line : 0;
}

static bool markdown_is_tight(cmark_node *node)
{
    cmark_node *item = cmark_node_parent(node);
    cmark_node *list = item ? cmark_node_parent(item) : NULL;
    return list && cmark_node_get_type(list) == CMARK_NODE_LIST && cmark_node_get_list_tight(list);
}

static void markdown_tell(struct markdown_event *event, cmark_node *node)
{
    event->line = markdown_line(node);
    switch (event->kind) {
    case MARKDOWN_HEADING:
        event->level = cmark_node_get_heading_level(node);
        break;
    case MARKDOWN_LIST:
        event->level = cmark_node_get_list_type(node) == CMARK_ORDERED_LIST
                           ? cmark_node_get_list_start(node)
                           : MARKDOWN_BULLETS;
        break;
    case MARKDOWN_PARAGRAPH:
        event->tight = markdown_is_tight(node);
        break;
    case MARKDOWN_LINK:
    case MARKDOWN_IMAGE:
        event->text = slice_of(cmark_node_get_url(node));
        break;
    default:
        event->text = slice_of(cmark_node_get_literal(node));
        break;
    }
}

static bool markdown_walk_all(struct markdown *markdown, markdown_visit *visit, void *context)
{
    if (setjmp(markdown->memory.full) != 0) // NOLINT(cert-err52-cpp)
        return false;
    cmark_iter *iterator = cmark_iter_new(markdown->root);
    for (cmark_event_type type = cmark_iter_next(iterator); type != CMARK_EVENT_DONE;
         type = cmark_iter_next(iterator)) {
        struct markdown_event event = {.enter = type == CMARK_EVENT_ENTER};
        cmark_node *node = cmark_iter_get_node(iterator);
        if (!markdown_kind_of(cmark_node_get_type(node), &event.kind))
            continue;
        markdown_tell(&event, node);
        visit(context, &event);
    }
    return true;
}

enum status markdown_walk(struct markdown *markdown, markdown_visit *visit, void *context,
                          struct problem *p)
{
    markdown_pool = &markdown->memory;
    bool whole = markdown_walk_all(markdown, visit, context);
    markdown_pool = NULL;
    return whole ? STATUS_OK : problem_memory(p);
}
