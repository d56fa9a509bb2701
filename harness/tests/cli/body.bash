#!/bin/bash
# `assay body`: the response parser in a person's hands.
as_nobody=yes
. "$(dirname "$0")/row.bash"

printf '{"deviceId":"d-1","activated":true,"name":"n"}' >good.json
printf '{\n  "deviceId": "d-1",\n  "activated": "true",\n  "name": "n"\n}\n' >text.json
printf '{"error_code":"100403","error_desc":"The device is not existed."}' >error.json
printf '{"resultcode":"1010005","resultmsg":"Invalid access token or appId."}' >result.json
printf '{"a":1,"a":2}' >twice.json
printf '{"deviceId":"d-1","deviceId":"d-2","activated":true,"name":"n"}' >twice-id.json
printf '{"a":1,\n "b":01}' >octal.json
printf '{"deviceId":"d-1","activated":true,"name":"\377"}' >latin.json
printf '\357\273\277{"deviceId":"d-1","activated":true,"name":"n"}' >marked.json
printf '{"deviceId":"d-1","activated":true,"name":"n"} x' >tail.json
printf '{"deviceId":"d-1","activated":tru' >cut.json
printf '{"deviceId":"d-1","activated":true,"name":"a\0b"}' >nul.json
printf '{"deviceId":"d-1","activated":true,"name":null}' >null.json
printf '[]' >array.json
: >empty.json
printf 'null' >-dash.json
{ printf '%0*d' 5000 0 | tr 0 '['; } >deep.json

row accepted 0 out='good.json: accepted' err: -- body good.json
row name-null-is-accepted-and-told 0 out='null.json:1:' out='name' -- body null.json
row wrong-type-has-line-column-and-byte 1 out='text.json:3:16: byte 38: ' out='activated' \
    -- body text.json
row wrong-type-is-not-accepted 1 out!accepted err: -- body text.json
row number-has-line-and-column 1 out='octal.json:2:' -- body --json-only octal.json
row bad-utf8 1 out='latin.json:1:' out='UTF-8' -- body latin.json
row byte-order-mark 1 out='marked.json:1:1: byte 0: ' -- body marked.json
row trailing-bytes 1 out='tail.json:1:48: byte 47: ' -- body tail.json
row cut 1 out='cut.json:1:' -- body cut.json
row nul 1 out='nul.json:1:' -- body nul.json
row not-an-object 1 out='array.json:1:1: byte 0: ' -- body array.json
row empty 1 out='empty.json:1:1: byte 0: ' -- body empty.json
row deep 1 out='deep.json:1:' out='deep' -- body deep.json
row duplicate-name 1 out='twice-id.json:1:19: byte 18: ' out='same name' -- body twice-id.json

row json-only-takes-duplicates 0 out='twice.json: accepted' -- body --json-only twice.json
row json-only-takes-any-value 0 out='array.json: accepted' -- body --json-only array.json
row json-only-refuses-bad-grammar 1 out!accepted -- body --json-only cut.json

row documented-error 0 out='error.json: accepted' -- body --status 404 error.json
row gateway-error 0 out='result.json: accepted' -- body --status 403 result.json
row error-under-wrong-status 1 out!accepted -- body --status 403 error.json
row error-under-200 1 out!accepted -- body error.json
row success-under-404 1 out!accepted -- body --status 404 good.json
row success-under-201 1 out!accepted -- body --status 201 good.json

row several-all-accepted 0 out='good.json: accepted' out='./good.json: accepted' \
    -- body good.json ./good.json
row several-one-not 1 out='good.json: accepted' out='cut.json:1:' -- body cut.json good.json
row several-one-missing 2 out='good.json: accepted' err='missing.json' -- body missing.json good.json
row missing-file 2 out: err='missing.json' err='No such file' -- body missing.json
mkdir folder
row folder 2 out: err='folder' err='is a folder' -- body folder
row device 2 out: err='/dev/zero' -- body /dev/zero
mkfifo pipe
row pipe 2 out: err='pipe' -- body pipe
printf '{}' >locked.json
chmod 000 locked.json
if [ -r locked.json ]; then
    echo "skip unreadable: this user may read everything"
else
    row unreadable 2 out: err='locked.json' err='Permission denied' -- body locked.json
fi
row no-file 2 out: err='body takes FILE...' -- body
row name-with-a-dash 1 out='-dash.json:1:1' -- body -- -dash.json
printf '{' >"$(printf 'new\nline')"
row name-with-a-line-end 1 -- body "$(printf 'new\nline')"
finish
