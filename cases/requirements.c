#include "cases/cases.h"

/* The catalogue. Ids are permanent: reports, waivers and other people's scripts key on them. */

#define PARAMETERS "the document, section Request Parameters"
#define RESPONSE "the document, section Response Parameters"
#define ERRORS "the document, section Error Codes"
#define SCENARIO "the document, section Typical Scenario"
#define PROTOTYPE "the document, section API Prototype"

#define CONNECTED                                                                                  \
    "When the device connects to the IoT platform for the first time, the activation status of "   \
    "the device is true regardless of whether the device is online, offline, or abnormal."

const struct requirement requirement_catalogue[REQUIREMENT_COUNT] = {
    [REQUEST_HTTPS] =
        {
            .id = "request.https",
            .level = LEVEL_DOCUMENTED,
            .title = "The API is served over HTTPS",
            .source = PROTOTYPE,
            .words = "Transport Protocol: HTTPS",
            .proof = "Every case runs over TLS with a verified chain and host name; anything else "
                     "is no verdict at all.",
            .remedy = "Serve the API over TLS with a certificate for the endpoint's host name "
                      "from a CA that the profile names or the system trusts.",
        },
    [REQUEST_METHOD] =
        {
            .id = "request.method",
            .level = LEVEL_DOCUMENTED,
            .title = "The query is asked with GET",
            .source = PROTOTYPE,
            .words = "Method: GET",
            .proof = "The prototype is sent as GET and answered.",
            .remedy = "Route GET on /iocm/app/reg/v1.1.0/deviceCredentials/{deviceId} to the "
                      "query.",
        },
    [REQUEST_APP_KEY] =
        {
            .id = "request.app-key",
            .level = LEVEL_DOCUMENTED,
            .title = "The app_key header is mandatory",
            .source = PARAMETERS,
            .words = "app_key, Mandatory, String, header: Identifies an application that can be "
                     "accessed on the IoT platform.",
            .proof = "The same request without it, and with an empty one, is refused with an "
                     "error status and an error body; never 200.",
            .remedy = "Refuse a request whose app_key is absent or empty before anything is "
                      "looked up. A proxy in front may drop header names with an underscore "
                      "(nginx: underscores_in_headers on).",
        },
    [REQUEST_AUTHORIZATION] =
        {
            .id = "request.authorization",
            .level = LEVEL_DOCUMENTED,
            .title = "The Authorization header is mandatory and carries Bearer and the token",
            .source = PARAMETERS "; RFC 9110 section 11.1",
            .words = "Authorization, Mandatory, String, header: The value is Bearer "
                     "{accessToken}, in which {accessToken} indicates the access token returned "
                     "by the Authentication API.",
            .proof = "Without it, and with the same valid token behind another scheme, the request "
                     "is refused; Bearer in any case of letters is accepted.",
            .remedy = "Demand the scheme Bearer, compared without case, and a token behind it.",
        },
    [REQUEST_DEVICE_ID] =
        {
            .id = "request.device-id",
            .level = LEVEL_DOCUMENTED,
            .title = "deviceId identifies one device",
            .source = PARAMETERS,
            .words = "deviceId, Mandatory, String, path: Uniquely identifies a device.",
            .proof = "Near misses of a real id (cut by one, extended by one, another case, one "
                     "character changed) are unknown devices and never give another device's data.",
            .remedy = "Look the id up whole and exactly: no prefix match, no folding of case, no "
                      "trimming.",
        },
    [REQUEST_APP_ID_OPTIONAL] =
        {
            .id = "request.app-id.optional",
            .level = LEVEL_DOCUMENTED,
            .title = "appId may be left out",
            .source = PARAMETERS,
            .words = "appId, Optional, String, query",
            .proof = "The request without appId is answered like the request with it.",
            .remedy = "Take the calling application from the credentials where appId is absent.",
        },
    [REQUEST_APP_ID_ACCEPTED] =
        {
            .id = "request.app-id.accepted",
            .level = LEVEL_DOCUMENTED,
            .title = "The own appId is accepted",
            .source = PARAMETERS,
            .words = "Set this parameter to the value of appId of the authorized application.",
            .proof = "The request with the application's own appId is answered 200.",
            .remedy = "Accept the appId of the application that the token belongs to.",
        },
    [RESPONSE_STATUS] =
        {
            .id = "response.status",
            .level = LEVEL_DOCUMENTED,
            .title = "Success is 200",
            .source = RESPONSE,
            .words = "Status Code: 200 OK",
            .proof = "Exactly 200 on success; a redirect is not followed and not a success, and no "
                     "answer in time is none.",
            .remedy = "Answer a successful query with 200 itself, in time and without a redirect.",
        },
    [RESPONSE_CONTENT_TYPE] =
        {
            .id = "response.content-type",
            .level = LEVEL_DOCUMENTED,
            .title = "Answers are application/json",
            .source = "the document, section Response Example",
            .words = "Content-Type: application/json",
            .proof = "The media type of every success and every documented error equals "
                     "application/json, compared without case and parameters.",
            .remedy = "Send Content-Type: application/json (a charset parameter is fine).",
        },
    [RESPONSE_JSON] =
        {
            .id = "response.json",
            .level = LEVEL_STANDARD,
            .title = "The body is one well-formed JSON text in UTF-8",
            .source = "RFC 8259; RFC 3629",
            .words = "JSON text exchanged between systems that are not part of a closed ecosystem "
                     "MUST be encoded using UTF-8.",
            .proof = "The body passes a strict gate: grammar, UTF-8, no byte order mark, nothing "
                     "after the text, no duplicate names, whole as framed, no coding that was not "
                     "asked for.",
            .remedy = "Write the body with a JSON library and send its bytes as they are.",
        },
    [RESPONSE_FRAMING] =
        {
            .id = "response.framing",
            .level = LEVEL_STANDARD,
            .title = "The message says truly where it ends, in the syntax of HTTP",
            .source = "RFC 9112 sections 2.2, 5 and 6",
            .words = "The presence of a message body in a response depends on the request method "
                     "and the response status code; its length is determined by section 6.3.",
            .proof = "Judged on the bytes as received, because a lenient client hides it: excess "
                     "bytes, conflicting or malformed lengths, broken chunks, bare LF, folding, "
                     "white space before a colon, control bytes.",
            .remedy = "Let the HTTP server frame the message; look for middleware that writes "
                      "headers or lengths of its own.",
        },
    [RESPONSE_DEVICE_ID] =
        {
            .id = "response.device-id",
            .level = LEVEL_DOCUMENTED,
            .title = "deviceId is the id that was asked for",
            .source = RESPONSE,
            .words = "deviceId, String(256): Uniquely identifies a device.",
            .proof = "Present under exactly this name, a string of at most 256 characters, byte "
                     "for byte the id that was asked for.",
            .remedy = "Return the stored id under deviceId, unchanged.",
        },
    [RESPONSE_ACTIVATED] =
        {
            .id = "response.activated",
            .level = LEVEL_DOCUMENTED,
            .title = "activated is a JSON boolean",
            .source = RESPONSE,
            .words = "activated, Boolean: true: The device is activated. false: The device is not "
                     "activated.",
            .proof = "Present under exactly this name and true or false; the document's example "
                     "shows a masked string, its table decides.",
            .remedy = "Serialise the flag as a boolean: no quotes, no number.",
        },
    [RESPONSE_NAME] =
        {
            .id = "response.name",
            .level = LEVEL_DOCUMENTED,
            .title = "name is a string of at most 256 characters",
            .source = RESPONSE,
            .words = "name, String(256): Indicates the device name.",
            .proof = "Present under exactly this name, a string of at most 256 characters; null is "
                     "judged by the interpretation name-null.",
            .remedy = "Return the name as a string; an empty one for a device without a name.",
        },
    [ACTIVATION_NEVER_CONNECTED] =
        {
            .id = "activation.never-connected",
            .level = LEVEL_DOCUMENTED,
            .title = "A device that never connected is not activated",
            .source = SCENARIO,
            .words = "the activation status of the device is false before the device connects to "
                     "the IoT platform for the first time.",
            .proof = "A registered device that never connected gives false.",
            .remedy = "Set the flag by the first connection, not by registration.",
        },
    [ACTIVATION_ONLINE] =
        {
            .id = "activation.online",
            .level = LEVEL_DOCUMENTED,
            .title = "A device that is online is activated",
            .source = SCENARIO,
            .words = CONNECTED,
            .proof = "A device that has connected and is online gives true.",
            .remedy = "Set the flag at the first connection.",
        },
    [ACTIVATION_OFFLINE] =
        {
            .id = "activation.offline",
            .level = LEVEL_DOCUMENTED,
            .title = "A device that went offline stays activated",
            .source = SCENARIO,
            .words = CONNECTED,
            .proof = "A device that has connected and is offline gives true.",
            .remedy = "Keep the flag when the device disconnects: it is not the online state.",
        },
    [ACTIVATION_ABNORMAL] =
        {
            .id = "activation.abnormal",
            .level = LEVEL_DOCUMENTED,
            .title = "A device that is abnormal stays activated",
            .source = SCENARIO,
            .words = CONNECTED,
            .proof = "A device that has connected and is abnormal gives true.",
            .remedy = "Keep the flag when the device becomes abnormal.",
        },
    [ACTIVATION_QUERY_IS_SAFE] =
        {
            .id = "activation.query-is-safe",
            .level = LEVEL_STANDARD,
            .title = "Asking changes nothing",
            .source = "RFC 9110 section 9.2.1",
            .words = "Request methods are considered \"safe\" if their defined semantics are "
                     "essentially read-only.",
            .proof = "Asking repeatedly, and again after every other case of the run, gives the "
                     "same answer.",
            .remedy = "Take side effects out of the query.",
        },
    [ERROR_403_100203] =
        {
            .id = "error.403.100203",
            .level = LEVEL_DOCUMENTED,
            .title = "An unknown application is refused with 403 and 100203",
            .source = ERRORS,
            .words = "403, 100203: The application is not existed.",
            .proof = "An appId that no application has; the document lists the code under 403 and "
                     "500, see the interpretation app-not-existed-status.",
            .remedy = "Look the appId up and answer with the documented status and code.",
        },
    [ERROR_403_100217] =
        {
            .id = "error.403.100217",
            .level = LEVEL_DOCUMENTED,
            .title = "An application that has not authorized this one is refused with 403 and "
                     "100217",
            .source = ERRORS,
            .words = "403, 100217: The application hasn't been authorized.",
            .proof = "The appId of an application that has not authorized the calling one.",
            .remedy = "Check the authorization between the two applications before the device.",
        },
    [ERROR_403_1010009] =
        {
            .id = "error.403.1010009",
            .level = LEVEL_DOCUMENTED,
            .title = "Calls past the allowance are refused with 403 and 1010009",
            .source = ERRORS,
            .words = "403, 1010009: app throttle exceed. The NA calls the API at a frequency that "
                     "exceeds the flow control threshold (100 calls per minute by default).",
            .proof = "More calls than the threshold inside one window.",
            .remedy = "Answer a throttled call with the documented status and code.",
        },
    [ERROR_403_1010005] =
        {
            .id = "error.403.1010005",
            .level = LEVEL_DOCUMENTED,
            .title = "A wrong app_key or token is refused with 403 and 1010005",
            .source = ERRORS,
            .words = "403, 1010005: App_key or access_token is invalid.",
            .proof = "A wrong token and a wrong app_key: replaced, cut by one, extended by one, in "
                     "other case, one character changed; each beside its accepted twin.",
            .remedy = "Compare both credentials whole, by case, on every request.",
        },
    [ERROR_404_100403] =
        {
            .id = "error.404.100403",
            .level = LEVEL_DOCUMENTED,
            .title = "An unknown device is refused with 404 and 100403",
            .source = ERRORS,
            .words = "404, 100403: The device is not existed.",
            .proof = "A fresh random device id.",
            .remedy = "Answer with the documented status and code where the id is not found.",
        },
    [ERROR_500_100203] =
        {
            .id = "error.500.100203",
            .level = LEVEL_DOCUMENTED,
            .title = "500 and 100203 tell of an unknown application",
            .source = ERRORS,
            .words = "500, 100203: The application is not existed.",
            .proof = "The profile's trigger app_not_existed_500, where it names one; judged "
                     "whenever it is observed.",
            .remedy = "Send the documented code and description with this status.",
        },
    [ERROR_500_50252] =
        {
            .id = "error.500.50252",
            .level = LEVEL_DOCUMENTED,
            .title = "500 and 50252 tell of an internal error",
            .source = ERRORS,
            .words = "500, 50252: Internal server error.",
            .proof = "The profile's trigger internal_error, where it names one; judged whenever it "
                     "is observed.",
            .remedy = "Send the documented code and description with this status.",
        },
    [ERROR_BODY] =
        {
            .id = "error.body",
            .level = LEVEL_DOCUMENTED,
            .title = "An error carries its code and its description",
            .source = ERRORS,
            .words = "HTTP Status Code, Error Code, Error Description",
            .proof = "A JSON object carrying both as strings: error_code and error_desc, or "
                     "resultcode and resultmsg (interpretation error-shape).",
            .remedy = "Send both members as strings, the code too.",
        },
    [ERROR_DESCRIPTION] =
        {
            .id = "error.description",
            .level = LEVEL_HARDENING,
            .title = "The description is the documented text",
            .source = ERRORS,
            .words = "Error Description",
            .proof = "Compared with the documented text; a difference is a warning "
                     "(interpretation error-text).",
            .remedy = "Use the document's wording, letter by letter.",
        },
    [ERROR_UNDOCUMENTED] =
        {
            .id = "error.undocumented",
            .level = LEVEL_DOCUMENTED,
            .title = "The error table is the whole table",
            .source = ERRORS,
            .words = "Error Codes (the table's seven rows)",
            .proof = "Every answer to a situation that the document describes is 200 or a status "
                     "and code of its table.",
            .remedy = "Map the situation to the table's row.",
        },
    [THROTTLE_THRESHOLD] =
        {
            .id = "throttle.threshold",
            .level = LEVEL_DOCUMENTED,
            .title = "The allowance is what it says: no less, no more",
            .source = ERRORS,
            .words = "the flow control threshold (100 calls per minute by default)",
            .proof = "No call inside the allowance is refused with 1010009; at the latest the "
                     "first call past it is (interpretation throttle-window).",
            .remedy = "Count each application's calls over the whole deployment, once each.",
        },
    [THROTTLE_RECOVERS] =
        {
            .id = "throttle.recovers",
            .level = LEVEL_DOCUMENTED,
            .title = "The throttle ends with its window",
            .source = ERRORS,
            .words = "exceeds the flow control threshold (100 calls per minute by default)",
            .proof = "After one idle window a call is answered again.",
            .remedy = "Let counts expire with their window.",
        },
    [HARDENING_PATH] =
        {
            .id = "hardening.path",
            .level = LEVEL_HARDENING,
            .title = "Hostile device ids are refused",
            .source = "good practice; CWE-22, CWE-20",
            .words = "An id is one path segment, whatever it holds.",
            .proof = "Encoded slashes, dot segments, NUL, CR LF, quotes, percent signs, over-long "
                     "and non-ASCII ids give a 4xx, no 5xx, never a real device's data.",
            .remedy = "Decode the segment once, after routing, and look it up whole.",
        },
    [HARDENING_METHOD] =
        {
            .id = "hardening.method",
            .level = LEVEL_HARDENING,
            .title = "Other methods are refused as methods",
            .source = "good practice; RFC 9110 section 15.5.6",
            .words = "The 405 (Method Not Allowed) status code indicates that the method received "
                     "in the request-line is known by the origin server but not supported by the "
                     "target resource.",
            .proof = "POST, PATCH and DELETE on an unknown device id are not answered as the GET "
                     "is; HEAD, where it gives 200, is judged like GET.",
            .remedy = "Route by method first and answer 405 with Allow for the others.",
        },
    [HARDENING_INPUT] =
        {
            .id = "hardening.input",
            .level = LEVEL_HARDENING,
            .title = "Requests that the document does not speak of are answered in order",
            .source = "good practice; CWE-20",
            .words = "What is not specified is refused in the documented shape, or served.",
            .proof = "An empty or repeated appId and repeated credential headers give no 5xx, a "
                     "documented error shape if refused, and no data of a device that was not "
                     "asked for.",
            .remedy = "Validate the request before it is processed, and refuse it with a "
                      "documented error.",
        },
    [HARDENING_SECRET_ECHO] =
        {
            .id = "hardening.secret-echo",
            .level = LEVEL_HARDENING,
            .title = "No answer carries a secret",
            .source = "good practice; CWE-200",
            .words = "A credential is never sent back.",
            .proof = "No header or body of any answer of the run carries the token, the secret or "
                     "the app_key, plain or encoded.",
            .remedy = "Do not echo request headers, not even in error messages.",
        },
    [HARDENING_CACHE] =
        {
            .id = "hardening.cache",
            .level = LEVEL_HARDENING,
            .title = "Answers to authorized requests are not publicly cacheable",
            .source = "RFC 9111 section 3.5",
            .words = "A shared cache MUST NOT use a cached response to a request with an "
                     "Authorization header field unless the response contains a Cache-Control "
                     "field that allows it.",
            .proof = "No answer is marked public or carries s-maxage.",
            .remedy = "Send Cache-Control: no-store.",
        },
    [HARDENING_ERROR_LEAK] =
        {
            .id = "hardening.error-leak",
            .level = LEVEL_HARDENING,
            .title = "Errors tell nothing of the inside",
            .source = "good practice; CWE-209",
            .words = "An error tells code and description, nothing of the inside.",
            .proof = "No stack trace, SQL text, file path or HTML error page in an error body.",
            .remedy = "Answer with code and description alone; log the rest.",
        },
    [HARDENING_CLEARTEXT] =
        {
            .id = "hardening.cleartext",
            .level = LEVEL_HARDENING,
            .title = "The port does not answer in cleartext",
            .source = "good practice; RFC 9325 section 3.2",
            .words = "Plain HTTP on the endpoint's port gives no documented answer.",
            .proof = "A plain HTTP request to the endpoint's port, without real credentials, is "
                     "closed or refused.",
            .remedy = "Serve nothing but TLS on the port.",
        },
    [HARDENING_TLS_VERSION] =
        {
            .id = "hardening.tls-version",
            .level = LEVEL_HARDENING,
            .title = "TLS 1.0 and 1.1 are refused",
            .source = "RFC 9325 section 3.1.1",
            .words = "Implementations MUST NOT negotiate TLS version 1.0. Implementations MUST "
                     "NOT negotiate TLS version 1.1.",
            .proof = "A hello that offers nothing newer gets an alert or a close, the local "
                     "library being allowed to offer it.",
            .remedy = "Set the lowest protocol version of the TLS end to 1.2.",
        },
};
