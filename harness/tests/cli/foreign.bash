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
    err='recorded by Playwright' err='7 of its 9 entries were recognised' err='1 of its 9 entries ask the API and are no case' err='1 of its 9 entries belong to no case'
row framing-cannot-be-told 3 out!'proven        response.framing' \
    -- judge "$har" --target "$samples/chromium.json"
sed 's/\\"activated\\":true/\\"activated\\":1/' "$har" >flag.har
row_of chromium flag.har a-deviation-is-found 1 out='not ok 48 - activation.online' err='recognised'
# Browsers export without credentials by default: an answer of 200 blames nobody then.
sed -E 's/"(Authorization|authorization|app_key)"/"x-left-out"/' "$har" >sanitized.har
row_of chromium sanitized.har sanitized 3 out!'not ok' out='ok 48 - activation.online # SKIP'
# The credentials may have been wrong: that they were refused blames nobody either.
sed -E 's/"status": 200/"status": 403/
    s/"text": "\{\\"deviceId.*\}"/"text": "{\\"error_code\\":\\"1010005\\",\\"error_desc\\":\\"App_key or access_token is invalid.\\"}"/' \
    "$har" >refused.har
row_of chromium refused.har refused 3 out!'not ok' out='ok 48 - activation.online # SKIP'
# Recorded through a proxy, under another name.
sed 's,https://127.0.0.1:[0-9]*/,https://proxy.example/,' "$har" >proxied.har
row_of chromium proxied.har proxied 3 out='ok 48 - activation.online' out!'not ok'
# Status 0 is a request that somebody gave up: whether the platform was slow cannot be told.
sed -E '0,/"status": 200/s//"status": 0/' "$har" >aborted.har
row_of chromium aborted.har aborted 3 out!'not ok' out='ok 48 - activation.online' \
    err='1 of its 9 entries lack the body of their answer, or all of it'
sed -E 's/"status": [0-9]+/"status": 0/' "$har" >unanswered.har
row_of chromium unanswered.har unanswered 3 out!'not ok' err='9 of its 9 entries lack'
sed 's/deviceCredentials/devices/' "$har" >other.har
row_of chromium other.har another-api 3 out='ok 48 - activation.online # SKIP' err='9 of its 9 entries belong to no case'

# Recorded by mitmdump (--set hardump) between curl and the embedded platform, likewise without secrets.
har=$samples/mitmproxy.har
row_of mitmproxy "$har" mitmproxy 3 out='ok 1 - request.prototype' out='ok 48 - activation.online' \
    out='ok 52 - activation.offline' out='ok 7 - request.authorization.absent' \
    out='ok 18 - request.app-key.absent' out=' - observed.elsewhere' out!'not ok' \
    err='recorded by mitmproxy' err='6 of its 11 entries were recognised' \
    err='3 of its 11 entries ask the API and are no case' err='2 of its 11 entries belong to no case'
sed 's/deviceCredentials/devices/' "$har" >other.har
row_of mitmproxy other.har mitmproxy-another-api 3 out!'observed.elsewhere' out!'not ok'

# Calls that are no case's are held to the rules for every answer, each by its own requirement.
observed() { # NAME EXIT SCRIPT CHECK...
    local name=$1 wanted=$2
    sed -E "$3" "$har" >observed.har
    shift 3
    row "observed-$name" "$wanted" "$@" -- judge observed.har --target "$samples/mitmproxy.json"
}
observed undocumented-code 1 's/\\"100403/\\"100404/' out='fail  observed.elsewhere' out='error.undocumented'
observed no-code 1 's/\\"error_code\\":\\"100403\\",/,/' out='fail  observed.elsewhere' out='response.json'
observed leak 3 's/The device is not existed\./java.lang.IllegalStateException: gone\\\\n\\\\tat com.example.Device.find(Device.java:42)/' \
    out='warn  observed.elsewhere' out='hardening.error-leak'
observed cacheable 3 '/0a1b2c3d/,/"content":/s/"value": "no-store"/"value": "public, max-age=60"/' \
    out='warn  observed.elsewhere' out='hardening.cache'
observed media-type 1 '/0a1b2c3d/,/"content":/s,"value": "application/json","value": "text/html",' \
    out='fail  observed.elsewhere' out='response.content-type'
observed another-device 1 's,deviceCredentials/b489ab21-9325-43f9-86db-c06dcd7a2917,deviceCredentials/not%2Din%2dthe%20profile,' \
    out='fail  observed.elsewhere' out='response.device-id' out='not-in-the profile'
observed same-device 3 's,b489ab21-9325-43f9-86db-c06dcd7a2917,not-in-the-profile,' \
    out!'fail ' out!'warn  observed'
# A cache's or a login page's answer is not the platform's word.
observed redirect 3 '/0a1b2c3d/,/"statusText"/s/"status": 404/"status": 302/' out!'fail ' out!'warn  observed'
# Tools may leave the bodies out.
sed -E '/"text": "\{/d; s/("mimeType": "application\/json"),/\1/' "$har" >bodiless.har
row_of mitmproxy bodiless.har bodiless 3 out!'not ok' err='11 of its 11 entries lack the body'

# What a HAR shows of credentials stays out of all that is printed, and coming back it is a finding.
app_key=Xq7Zp3w9Kd5vB1eYr2M0uLsT4nHcGa8J token=tY6gFh2jKm9sQ1wE4rT8uI3oP7aZ5xCv
secret=pL0oKi8uJy6hTg4rFe2dWs1qAz3xSc5v refresh=nB7vCx5zAq3wSe1dRf9tGy2hUj6kIl8o
stars='\*{28}'
plain="s/key-$stars/$app_key/; s/tok-$stars/$token/; s/sec-$stars/$secret/; s/rfr-$stars/$refresh/"
sed -E "$plain" "$har" >plain.har
fact plain-has-all test "$(grep -oE "$app_key|$token|$secret|$refresh" plain.har | sort -u | wc -l)" -eq 4
"$assay" judge plain.har --target "$samples/mitmproxy.json" --format json >report.json 2>err
fact no-credential-is-printed eval '! grep -qE "$app_key|$token|$secret|$refresh" report.json err'
fact labels-are-printed grep -q 'Bearer tok-[0-9a-f]\{4\}\*\*\*' report.json
"$assay" judge plain.har --target "$samples/mitmproxy.json" --format json >again.json 2>/dev/null
fact labels-are-the-same-again cmp report.json again.json
observed echo 3 "$plain; s/The device is not existed/$token/" out='warn  observed.elsewhere' out='hardening.secret-echo'
fact echo-prints-no-credential eval '! grep -qE "$app_key|$token|$secret|$refresh" out err'
# Two such HARs compared: what differs is told, and no credential with it.
sed -E "s/The device is not existed/$token/; s/\"tokenType\\\\\":\\\\\"bearer/\"tokenType\\\\\":\\\\\"x $refresh/" plain.har >newer.har
for format in text json markdown; do
    row "diff-$format" 0 out='tok-' -- diff plain.har newer.har --format "$format"
    fact "diff-$format-prints-no-credential" eval '! grep -qE "$app_key|$token|$secret|$refresh" out err'
done
# A mask is no credential, and may stand anywhere.
observed mask 3 "s/tok-$stars/[REDACTED TOKEN]/; s/\"no-store\"/\"no-store, x=[REDACTED TOKEN]\"/" out!'fail '
finish
