#include "mock/refusal.h"

#include "api/error_table.h"

#include "base/assure.h"

/* Pairs of the document carry its own words. The others are what deployments were seen to answer,
   or, where nobody recorded one, the HTTP status in the documented shape. */
const struct refusal_answer refusal_answers[REFUSAL_COUNT] = {
    [REFUSE_NOT] = {200, "0", "Success.", ERROR_SHAPE_PLATFORM},
    [REFUSE_NO_RESOURCE] = {404, "404", "The resource is not existed.", ERROR_SHAPE_GATEWAY},
    [REFUSE_METHOD] = {405, "405", "The method is not allowed.", ERROR_SHAPE_PLATFORM},
    [REFUSE_TOO_LARGE] = {413, "413", "The request body is too large.", ERROR_SHAPE_GATEWAY},
    [REFUSE_KEY_MISSING] = {401, "100025", "AppId for auth not exist.", ERROR_SHAPE_PLATFORM},
    [REFUSE_AUTHORIZATION_MISSING] = {401, "100002", "Invalid token.", ERROR_SHAPE_PLATFORM},
    [REFUSE_CREDENTIAL_REPEATED] = {403, "1010005", NULL, ERROR_SHAPE_GATEWAY},
    [REFUSE_SCHEME] = {403, "1010005", NULL, ERROR_SHAPE_GATEWAY},
    [REFUSE_TOKEN] = {403, "1010005", NULL, ERROR_SHAPE_GATEWAY},
    [REFUSE_KEY] = {403, "1010005", NULL, ERROR_SHAPE_GATEWAY},
    [REFUSE_THROTTLE] = {403, "1010009", NULL, ERROR_SHAPE_GATEWAY},
    [REFUSE_APP_UNKNOWN] = {403, "100203", NULL, ERROR_SHAPE_PLATFORM},
    [REFUSE_APP_UNAUTHORIZED] = {403, "100217", NULL, ERROR_SHAPE_PLATFORM},
    [REFUSE_MALFORMED_ID] = {404, "100403", NULL, ERROR_SHAPE_PLATFORM},
    [REFUSE_DEVICE_UNKNOWN] = {404, "100403", NULL, ERROR_SHAPE_PLATFORM},
    [REFUSE_TRIGGER_INTERNAL_ERROR] = {500, "50252", NULL, ERROR_SHAPE_PLATFORM},
    [REFUSE_TRIGGER_APP_NOT_EXISTED] = {500, "100203", NULL, ERROR_SHAPE_PLATFORM},
    [REFUSE_LOGIN_INCOMPLETE] = {400, "102202", "A mandatory parameter is missing.",
                                 ERROR_SHAPE_PLATFORM},
    [REFUSE_LOGIN] = {401, "100208", "AppId or secret is not right.", ERROR_SHAPE_PLATFORM},
    [REFUSE_PARAMETER] = {400, "50400", "The input parameter is invalid.", ERROR_SHAPE_PLATFORM},
    [REFUSE_NODE_DUPLICATE] = {400, "100426", "The nodeId is duplicated.", ERROR_SHAPE_PLATFORM},
    [REFUSE_NEVER_CONNECTED] = {409, "409", "The device has never connected.",
                                ERROR_SHAPE_PLATFORM},
    [REFUSE_OVERLOAD] = {500, "50252", NULL, ERROR_SHAPE_PLATFORM},
};

const char *refusal_description(const struct refusal_answer *answer) {
    if (answer->description != NULL) {
        return answer->description;
    }
    const struct error_row *row =
        error_table_find((int)answer->status, bytes_of_text(answer->code));
    ASSURE(row != NULL);
    return row->description;
}
