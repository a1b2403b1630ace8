/* See accounts.h. */
#include "hiraku/desk/accounts.h"

#include "hiraku/base/json_writer.h"
#include "hiraku/release/json_file.h"

#include <stdlib.h>

static const char accounts_file[] = "accounts.json";
static const char accounts_list[] = "accounts";

enum { ACCOUNTS_BYTES = 1024 * 1024 };

static bool name_character(char c, bool first)
{
    return (c >= 'a' && c <= 'z') ||
           (!first && ((c >= '0' && c <= '9') || c == '.' || c == '-' || c == '_'));
}

enum status desk_name_check(const char *subject, struct slice name, struct problem *p)
{
    bool good = name.len > 0 && name.len < DESK_NAME_SIZE;
    for (size_t i = 0; i < name.len && good; i++)
        good = name_character(name.at[i], i == 0);
    return good ? STATUS_OK : problem_set(p, STATUS_DESK_NAME, slice_of(subject), name, NULL);
}

/* --- reading ---------------------------------------------------------------------------------- */

static bool account_read(struct desk_account *account, const json_t *member)
{
    bool good = json_is_object(member);
    char role[16] = "";
    json_member_text(member, "name", account->name, sizeof account->name, &good);
    json_member_text(member, "role", role, sizeof role, &good);
    json_member_text(member, "hash", account->hash, sizeof account->hash, &good);
    json_member_text(member, "stamp", account->stamp, sizeof account->stamp, &good);
    return good && desk_role_read(&account->role, "role", slice_of(role), NULL) == STATUS_OK &&
           desk_name_check("name", slice_of(account->name), NULL) == STATUS_OK;
}

enum status desk_accounts_read(struct desk_accounts *accounts, const struct desk_state *state,
                               struct problem *p)
{
    json_t *array;
    *accounts = (struct desk_accounts){.list = NULL};
    enum status status = desk_state_read(state, accounts_file, accounts_list, &array, p);
    if (status != STATUS_OK)
        return status;
    size_t count = json_array_size(array);
    if (count > DESK_ACCOUNTS_MAX)
        count = DESK_ACCOUNTS_MAX;
    /* one more: for who adds one */
    accounts->list = calloc(count + 1, sizeof *accounts->list);
    if (!accounts->list)
        status = problem_memory(p);
    for (; accounts->count < count && status == STATUS_OK; accounts->count++)
        if (!account_read(&accounts->list[accounts->count], json_array_get(array, accounts->count)))
            status = problem_set(p, STATUS_DESK_DAMAGED, slice_of(accounts_file), SLICE_NONE,
                                 "no account");
    json_decref(array);
    return status;
}

void desk_accounts_free(struct desk_accounts *accounts)
{
    free(accounts->list);
    *accounts = (struct desk_accounts){.list = NULL};
}

static struct desk_account *accounts_at(const struct desk_accounts *accounts, struct slice name)
{
    for (size_t i = 0; i < accounts->count; i++)
        if (slice_is(name, accounts->list[i].name))
            return &accounts->list[i];
    return NULL;
}

const struct desk_account *desk_accounts_find(const struct desk_accounts *accounts,
                                              struct slice name)
{
    return accounts_at(accounts, name);
}

/* --- changing --------------------------------------------------------------------------------- */

static enum status accounts_write(const struct desk_accounts *accounts,
                                  const struct desk_state *state, struct problem *p)
{
    struct out out;
    out_open_memory(&out, ACCOUNTS_BYTES);
    struct json_writer json = json_indented(&out, 3);
    json_begin_object(&json, NULL);
    json_begin_array(&json, accounts_list);
    for (size_t i = 0; i < accounts->count; i++) {
        const struct desk_account *account = &accounts->list[i];
        json_begin_object(&json, NULL);
        json_text(&json, "name", account->name);
        json_text(&json, "role", desk_role_name(account->role));
        json_text(&json, "hash", account->hash);
        json_text(&json, "stamp", account->stamp);
        json_end(&json);
    }
    json_finish(&json);
    enum status status = out_finish(&out, p);
    if (status == STATUS_OK)
        status = file_replace(state->dir, accounts_file, out_written(&out), p);
    out_close(&out);
    return status;
}

/* The lock and what is there. Both are given back by accounts_end. */
static enum status accounts_begin(struct desk_accounts *accounts, const struct desk_state *state,
                                  int *lock, struct problem *p)
{
    *accounts = (struct desk_accounts){.list = NULL};
    enum status status = desk_state_lock(state, lock, p);
    return status == STATUS_OK ? desk_accounts_read(accounts, state, p) : status;
}

static void accounts_end(struct desk_accounts *accounts, int lock)
{
    desk_accounts_free(accounts);
    desk_state_unlock(lock);
}

static int account_order(const void *a, const void *b)
{
    return strcmp(((const struct desk_account *)a)->name, ((const struct desk_account *)b)->name);
}

static enum status account_protect(struct desk_account *account, struct slice password,
                                   struct problem *p)
{
    enum status status = password_check(account->name, password, p);
    if (status == STATUS_OK)
        status = password_hash(password, account->hash, p);
    return status == STATUS_OK ? desk_secret_make(account->stamp, p) : status;
}

enum status desk_account_add(const struct desk_state *state, struct slice name, enum desk_role role,
                             struct slice password, bool only_first, struct problem *p)
{
    struct desk_accounts accounts;
    struct desk_account account = {.role = role};
    int lock;
    enum status status = desk_name_check("name", name, p);
    if (status != STATUS_OK)
        return status;
    memcpy(account.name, name.at, name.len);
    status = account_protect(&account, password, p);
    if (status != STATUS_OK)
        return status;
    status = accounts_begin(&accounts, state, &lock, p);
    if (status == STATUS_OK && only_first && accounts.count > 0)
        status = problem_set(p, STATUS_DESK_SETUP, SLICE_NONE, SLICE_NONE, NULL);
    if (status == STATUS_OK &&
        (accounts_at(&accounts, name) || accounts.count == DESK_ACCOUNTS_MAX))
        status = problem_set(p, STATUS_DESK_KNOWN, name, SLICE_NONE, NULL);
    if (status == STATUS_OK) {
        accounts.list[accounts.count++] = account;
        qsort(accounts.list, accounts.count, sizeof *accounts.list, account_order);
        status = accounts_write(&accounts, state, p);
    }
    accounts_end(&accounts, lock);
    return status;
}

static size_t accounts_approvers(const struct desk_accounts *accounts)
{
    size_t count = 0;
    for (size_t i = 0; i < accounts->count; i++)
        count += accounts->list[i].role == DESK_APPROVER;
    return count;
}

static enum status accounts_expect(const struct desk_accounts *accounts, struct slice name,
                                   struct desk_account **account, struct problem *p)
{
    *account = accounts_at(accounts, name);
    return *account ? STATUS_OK : problem_set(p, STATUS_DESK_UNKNOWN, name, SLICE_NONE, NULL);
}

enum status desk_account_remove(const struct desk_state *state, struct slice name,
                                struct problem *p)
{
    struct desk_accounts accounts;
    struct desk_account *account = NULL;
    int lock;
    enum status status = accounts_begin(&accounts, state, &lock, p);
    if (status == STATUS_OK)
        status = accounts_expect(&accounts, name, &account, p);
    if (status == STATUS_OK && account->role == DESK_APPROVER &&
        accounts_approvers(&accounts) == 1 && accounts.count > 1)
        status = problem_set(p, STATUS_DESK_LAST, name, SLICE_NONE, NULL);
    if (status == STATUS_OK) {
        size_t at = (size_t)(account - accounts.list);
        accounts.count--;
        memmove(account, account + 1, (accounts.count - at) * sizeof *account);
        status = accounts_write(&accounts, state, p);
    }
    accounts_end(&accounts, lock);
    return status;
}

enum status desk_account_password(const struct desk_state *state, struct slice name,
                                  struct slice password, struct problem *p)
{
    struct desk_accounts accounts;
    struct desk_account *account = NULL;
    int lock;
    enum status status = accounts_begin(&accounts, state, &lock, p);
    if (status == STATUS_OK)
        status = accounts_expect(&accounts, name, &account, p);
    if (status == STATUS_OK)
        status = account_protect(account, password, p);
    if (status == STATUS_OK)
        status = accounts_write(&accounts, state, p);
    accounts_end(&accounts, lock);
    return status;
}
