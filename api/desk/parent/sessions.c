/* See sessions.h. */
#include "hiraku/desk/parent/sessions.h"

#include <stdlib.h>

enum status desk_sessions_new(struct desk_sessions *sessions, size_t most, struct problem *p)
{
    sessions->most = most;
    sessions->list = calloc(most, sizeof *sessions->list);
    return sessions->list ? STATUS_OK : problem_memory(p);
}

void desk_sessions_free(struct desk_sessions *sessions)
{
    free(sessions->list);
    sessions->list = NULL;
}

static void session_clear(struct desk_session *session)
{
    explicit_bzero(session, sizeof *session);
}

/* A free place, or that of the session which was not used for longest. */
static struct desk_session *session_place(const struct desk_sessions *sessions)
{
    struct desk_session *place = sessions->list;
    for (size_t i = 0; i < sessions->most; i++) {
        if (!sessions->list[i].digest[0])
            return &sessions->list[i];
        if (sessions->list[i].used_ms < place->used_ms)
            place = &sessions->list[i];
    }
    return place;
}

enum status desk_session_begin(struct desk_sessions *sessions, const struct desk_account *account,
                               int64_t now_ms, char id[DESK_SECRET_SIZE], struct problem *p)
{
    enum status status = desk_secret_make(id, p);
    if (status != STATUS_OK)
        return status;
    struct desk_session *session = session_place(sessions);
    session_clear(session);
    desk_secret_digest(slice_of(id), session->digest);
    memcpy(session->name, account->name, sizeof session->name);
    memcpy(session->stamp, account->stamp, sizeof session->stamp);
    session->begun_ms = session->used_ms = now_ms;
    return STATUS_OK;
}

static struct desk_session *session_find(const struct desk_sessions *sessions, struct slice id)
{
    char digest[DIGEST_SIZE];
    struct desk_session *found = NULL;
    desk_secret_digest(id, digest);
    for (size_t i = 0; i < sessions->most; i++)
        if (desk_secret_equal(sessions->list[i].digest, digest))
            found = &sessions->list[i];
    return found;
}

const struct desk_account *desk_session_use(struct desk_sessions *sessions, struct slice id,
                                            const struct desk_accounts *accounts, int64_t now_ms)
{
    struct desk_session *session = session_find(sessions, id);
    if (!session)
        return NULL;
    const struct desk_account *account = desk_accounts_find(accounts, slice_of(session->name));
    bool over = now_ms - session->used_ms > sessions->idle_ms ||
                now_ms - session->begun_ms > sessions->most_ms;
    if (over || !account || strcmp(account->stamp, session->stamp) != 0) {
        session_clear(session);
        return NULL;
    }
    session->used_ms = now_ms;
    return account;
}

void desk_session_end(struct desk_sessions *sessions, struct slice id)
{
    struct desk_session *session = session_find(sessions, id);
    if (session)
        session_clear(session);
}

void desk_sessions_end_all(struct desk_sessions *sessions, const char *name)
{
    for (size_t i = 0; i < sessions->most; i++)
        if (strcmp(sessions->list[i].name, name) == 0)
            session_clear(&sessions->list[i]);
}

size_t desk_sessions_of(const struct desk_sessions *sessions, const char *name)
{
    size_t count = 0;
    for (size_t i = 0; i < sessions->most; i++)
        count += sessions->list[i].digest[0] && strcmp(sessions->list[i].name, name) == 0;
    return count;
}
