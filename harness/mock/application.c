#include "mock/application.h"

#include "base/assure.h"

#include <string.h>

bool credential_equal(struct bytes given, struct bytes known) {
    if (given.size != known.size || known.size == 0) {
        return false;
    }
    unsigned difference = 0;
    for (size_t i = 0; i < given.size; i++) {
        difference |= (unsigned)(given.data[i] ^ known.data[i]);
    }
    return difference == 0;
}

enum status applications_init(struct application_table *table, struct mint *mint,
                              struct throttle_rule rule, int64_t token_lifetime_us) {
    *table = (struct application_table){.token_lifetime_us = token_lifetime_us};
    for (size_t i = 0; i < APPLICATION_COUNT; i++) {
        struct application *row = &table->rows[i];
        enum status status = throttle_init(&row->throttle, rule);
        if (status != STATUS_OK) {
            while (i-- > 0) {
                throttle_clean_up(&table->rows[i].throttle);
            }
            return status;
        }
        mint_token(mint, row->id);
        mint_token(mint, row->key);
        mint_token(mint, row->secret);
    }
    ASSURE(pthread_rwlock_init(&table->lock, NULL) == 0);
    return STATUS_OK;
}

void applications_clean_up(struct application_table *table) {
    for (size_t i = 0; i < APPLICATION_COUNT; i++) {
        throttle_clean_up(&table->rows[i].throttle);
    }
    pthread_rwlock_destroy(&table->lock);
    explicit_bzero(table, sizeof *table);
}

size_t applications_by_id(const struct application_table *table, struct bytes id,
                          bool (*is_equal)(struct bytes given, struct bytes known)) {
    size_t i = 0;
    while (i < APPLICATION_COUNT && !is_equal(id, bytes_of_text(table->rows[i].id))) {
        i++;
    }
    return i;
}

size_t applications_by_token(struct application_table *table, struct bytes given,
                             bool (*is_equal)(struct bytes given, struct bytes known),
                             int64_t now_us) {
    size_t found = APPLICATION_NONE;
    pthread_rwlock_rdlock(&table->lock);
    for (size_t i = 0; i < APPLICATION_COUNT && found == APPLICATION_NONE; i++) {
        const struct application *row = &table->rows[i];
        bool is_good = row->token[0] != '\0' && now_us < row->token_expires_us;
        if (is_good && is_equal(given, bytes_of_text(row->token))) {
            found = i;
        }
    }
    pthread_rwlock_unlock(&table->lock);
    return found;
}

bool applications_is_authorized(size_t owner, size_t caller) {
    static const bool authorized[APPLICATION_COUNT][APPLICATION_COUNT] = {
        [APPLICATION_OWN] = {[APPLICATION_OWN] = true},
        [APPLICATION_PARTNER] = {[APPLICATION_PARTNER] = true, [APPLICATION_OWN] = true},
        [APPLICATION_STRANGER] = {[APPLICATION_STRANGER] = true},
    };
    return owner < APPLICATION_COUNT && caller < APPLICATION_COUNT && authorized[owner][caller];
}

bool applications_grant(struct application_table *table, struct mint *mint, struct bytes id,
                        struct bytes secret, struct bytes refresh_token, int64_t now_us,
                        struct token_grant *out_grant) {
    size_t i = applications_by_id(table, id, bytes_equal);
    if (i == APPLICATION_NONE || !credential_equal(secret, bytes_of_text(table->rows[i].secret))) {
        return false;
    }
    struct application *row = &table->rows[i];
    struct token_grant grant = {.lifetime_us = table->token_lifetime_us};
    mint_token(mint, grant.token);
    mint_token(mint, grant.refresh_token);
    pthread_rwlock_wrlock(&table->lock);
    bool is_granted = refresh_token.data == NULL ||
                      credential_equal(refresh_token, bytes_of_text(row->refresh_token));
    if (is_granted) {
        memcpy(row->token, grant.token, sizeof row->token);
        memcpy(row->refresh_token, grant.refresh_token, sizeof row->refresh_token);
        row->token_expires_us = now_us + grant.lifetime_us;
        *out_grant = grant;
    }
    pthread_rwlock_unlock(&table->lock);
    return is_granted;
}
