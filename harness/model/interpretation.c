#include "model/interpretation.h"

const char *const choice_names[CHOICE_COUNT] = {
    [CHOICE_WARN] = "warn",
    [CHOICE_FAIL] = "fail",
    [CHOICE_ACCEPT] = "accept",
    [CHOICE_EITHER] = "either",
    [CHOICE_403] = "403",
    [CHOICE_500] = "500",
    [CHOICE_ERROR_CODE] = "error_code",
    [CHOICE_ANY_4XX] = "4xx",
    [CHOICE_1010005] = "1010005",
    [CHOICE_SENT] = "sent",
    [CHOICE_OMITTED] = "omitted",
    [CHOICE_QUERY] = "query",
    [CHOICE_NEVER_COMBINED] = "never-combined",
    [CHOICE_SLIDING] = "sliding",
    [CHOICE_FIXED] = "fixed",
    [CHOICE_CHARACTERS] = "characters",
    [CHOICE_BYTES] = "bytes",
    [CHOICE_UTF16] = "utf16",
    [CHOICE_SCENARIO] = "scenario",
};

const struct interpretation interpretations[INTERPRETATION_COUNT] = {
    [INTERPRET_NAME_NULL] =
        {
            .id = "name-null",
            .trouble = "The table gives name as String(256); deployed platforms send null for a "
                       "device without a name.",
            .effect = "fail breaks response.name on null, accept passes it in silence.",
            .choices = {CHOICE_WARN, CHOICE_FAIL, CHOICE_ACCEPT, CHOICE_NONE},
        },
    [INTERPRET_APP_NOT_EXISTED_STATUS] =
        {
            .id = "app-not-existed-status",
            .trouble = "100203 is listed under both 403 and 500.",
            .effect = "403 or 500 accepts that status alone for an unknown application.",
            .choices = {CHOICE_EITHER, CHOICE_403, CHOICE_500, CHOICE_NONE},
        },
    [INTERPRET_ERROR_SHAPE] =
        {
            .id = "error-shape",
            .trouble = "The document asks for a code and a description and names no members; "
                       "deployed are error_code/error_desc and resultcode/resultmsg.",
            .effect = "error_code refuses resultcode/resultmsg.",
            .choices = {CHOICE_EITHER, CHOICE_ERROR_CODE, CHOICE_NONE},
        },
    [INTERPRET_ERROR_TEXT] =
        {
            .id = "error-text",
            .trouble = "Description texts differ between editions of the document.",
            .effect = "fail makes another text a failure, accept passes it in silence.",
            .choices = {CHOICE_WARN, CHOICE_FAIL, CHOICE_ACCEPT, CHOICE_NONE},
        },
    [INTERPRET_MISSING_CREDENTIAL] =
        {
            .id = "missing-credential",
            .trouble = "The headers are mandatory, but no code is given for their absence.",
            .effect = "1010005 accepts 403/1010005 alone; the default takes any 4xx with an error "
                      "body.",
            .choices = {CHOICE_ANY_4XX, CHOICE_1010005, CHOICE_NONE},
        },
    [INTERPRET_REQUEST_CONTENT_TYPE] =
        {
            .id = "request-content-type",
            .trouble = "The request example carries Content-Type on a GET without a body.",
            .effect = "omitted leaves the header out of every request.",
            .choices = {CHOICE_SENT, CHOICE_OMITTED, CHOICE_NONE},
        },
    [INTERPRET_APPID_LOCATION] =
        {
            .id = "appid-location",
            .trouble = "The error table speaks of an appId in the header, the parameter table of "
                       "one in the query.",
            .effect = "There is no other choice: appId is sent in the query.",
            .choices = {CHOICE_QUERY, CHOICE_NONE},
        },
    [INTERPRET_PRECEDENCE] =
        {
            .id = "precedence",
            .trouble = "Which refusal wins when two apply is not said.",
            .effect = "There is no other choice: no case combines two faults.",
            .choices = {CHOICE_NEVER_COMBINED, CHOICE_NONE},
        },
    [INTERPRET_THROTTLE_WINDOW] =
        {
            .id = "throttle-window",
            .trouble = "Per minute, but whether the window is fixed or sliding is not said, nor "
                       "whether refused calls count.",
            .effect = "sliding demands the refusal right after the allowance, refused calls "
                      "counted; fixed and either allow for a burst that straddles two windows, and "
                      "for refused calls that do not count.",
            .choices = {CHOICE_EITHER, CHOICE_SLIDING, CHOICE_FIXED, CHOICE_NONE},
        },
    [INTERPRET_STRING_LENGTH] =
        {
            .id = "string-length",
            .trouble = "String(256) may count bytes, UTF-16 units or characters.",
            .effect = "bytes and utf16 are stricter for text outside ASCII.",
            .choices = {CHOICE_CHARACTERS, CHOICE_BYTES, CHOICE_UTF16, CHOICE_NONE},
        },
    [INTERPRET_ACTIVATED_WORDING] =
        {
            .id = "activated-wording",
            .trouble = "The table says 'activated through a verification code', the scenario 'has "
                       "connected for the first time'.",
            .effect = "There is no other choice: the scenario decides.",
            .choices = {CHOICE_SCENARIO, CHOICE_NONE},
        },
};
