#!/bin/bash
# Evidence that another tool recorded is judged by what it shows: what can be recognised counts, what
# cannot is not run, and nothing is blamed for what a HAR leaves out.
samples=$(cd "$(dirname "$0")/../samples" && pwd)
. "$(dirname "$0")/row.bash"

row_of() { # STEM HAR NAME EXIT CHECK...
    local profile=$samples/$1.json har=$2 name=$3 wanted=$4
    shift 4
    row "$name" "$wanted" "$@" -- judge "$har" --target "$profile" --format tap
}

# Recorded from headless Chromium against the embedded platform; credentials replaced by labels.
har=$samples/chromium.har
row_of chromium "$har" recognised 3 out='ok 1 - request.prototype' out='ok 48 - activation.online' \
    out='ok 44 - activation.never-connected' out='ok 2 - request.app-id.own' \
    out='ok 7 - request.authorization.absent' out='ok 18 - request.app-key.absent' out!'not ok' \
    err='recorded by Playwright' err='7 of its 9 entries were recognised' err='2 of its 9 entries belong to no case'
row framing-cannot-be-told 3 out!'proven        response.framing' \
    -- judge "$har" --target "$samples/chromium.json"
sed 's/\\"activated\\":true/\\"activated\\":1/' "$har" >flag.har
row_of chromium flag.har a-deviation-is-found 1 out='not ok 48 - activation.online' err='recognised'
# Browsers export without credentials by default: an answer of 200 blames nobody then.
sed -E 's/"(Authorization|authorization|app_key)"/"x-left-out"/' "$har" >sanitized.har
row_of chromium sanitized.har sanitized 3 out!'not ok' out='ok 48 - activation.online # SKIP'
# The credentials may have been wrong: that they were refused blames nobody either.
sed 's/"status": 200/"status": 403/' "$har" >refused.har
row_of chromium refused.har refused 3 out!'not ok' out='ok 48 - activation.online # SKIP'
# Recorded through a proxy, under another name.
sed 's,https://127.0.0.1:[0-9]*/,https://proxy.example/,' "$har" >proxied.har
row_of chromium proxied.har proxied 3 out='ok 48 - activation.online' out!'not ok'
sed 's/deviceCredentials/devices/' "$har" >other.har
row_of chromium other.har another-api 3 out='ok 48 - activation.online # SKIP' err='9 of its 9 entries belong to no case'
finish
