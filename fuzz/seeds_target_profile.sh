#!/bin/sh
# Writes the hand-made seeds of target_profile, corpus/target_profile/seeds. Names say what a seed is
# about.
set -eu
folder=${1:?usage: seeds_target_profile.sh FOLDER}
mkdir -p "$folder"

endpoint='"endpoint":"https://h.example:8743"'
credentials='"credentials":{"app_id":"a1","app_key":"key-12345","access_token":"token-12345"}'
devices='"devices":{"online":"d1"}'

seed() { # NAME TEXT
    printf '%s' "$2" > "$folder/$1"
}

with() { # NAME MEMBERS, beside the mandatory ones
    seed "$1" "{$endpoint,
 $credentials, $devices, $2}"
}

with_credentials() { # NAME MEMBERS
    seed "$1" "{$endpoint, $devices, \"credentials\":{$2}}"
}

with_endpoint() { # NAME URL
    seed "$1" "{\"endpoint\":\"$2\",$credentials,$devices}"
}

seed smallest "{$endpoint,$credentials,$devices}"
cat > "$folder/all-members" << 'PROFILE'
{
  "name": "staging",
  "endpoint": "https://[2001:db8::1]:8743/prefix",
  "tls": {"ca_file": "ca.pem", "client_cert_file": "/me.pem", "client_key_file": "me.key",
          "client_key_password": {"env": "KEY_PASSWORD"}},
  "proxy": "http://proxy.example:3128",
  "credentials": {"app_id": "own", "app_key": {"env": "APP_KEY"}, "access_token": {"file": "t"},
                  "secret": "s3cret-of-login"},
  "devices": {"never_connected": "n", "online": "o", "offline": "f", "abnormal": "b"},
  "applications": {"unauthorized": "u", "unknown": "k"},
  "triggers": {"internal_error": {"device_id": "i"}, "app_not_existed_500": {"device_id": "x"}},
  "throttle": {"limit": 100, "window_seconds": 0.5, "exclusive": false},
  "timeouts": {"connect_ms": 1, "total_ms": 600000},
  "limits": {"body_bytes": 1024, "header_bytes": 65536},
  "unsafe_methods": true,
  "interpretations": {"name-null": "fail", "app-not-existed-status": "500", "error-shape": "either",
                      "error-text": "accept", "missing-credential": "4xx",
                      "string-length": "utf16"}
}
PROFILE

# What is wrong with the text.
seed empty ''
seed an-array '[]'
seed no-member '{}'
seed byte-order-mark "$(printf '\357\273\277'){$endpoint}"
seed cut "{$endpoint,$credentials,\"devices\":{\"online\":"
seed cut-in-a-secret "{$endpoint,\"credentials\":{\"app_key\":\"not-to-be-seen"
seed after-a-secret "{\"credentials\":{\"app_key\":\"not-to-be-seen\" x"
seed trailing "{$endpoint,$credentials,$devices}}"
seed duplicate "{$endpoint,$endpoint,$credentials,$devices}"
seed escaped-duplicate "{$endpoint,\"\\u0065ndpoint\":1,$credentials,$devices}"
seed too-deep "{\"name\":[[[[[[[[[[[]]]]]]]]]]]}"
printf '{"name":"\303\050"}' > "$folder/bad-utf8"
printf '{\r\n"n\303\244me":1}' > "$folder/wide-before-the-place"

# What is wrong with a member.
with unknown-member '"endpiont":1'
with member-elsewhere '"app_key":"not-to-be-seen"'
with name-with-controls '"na\u001bme":1'
with name-too-long "\"$(awk 'BEGIN { while (n++ < 300) printf "x" }')\":1"
with of-another-kind '"name":true'
with name-cut-by-nul '"name":"a\u0000b"'
with name-with-bell '"name":"a\u0007b"'
with name-with-next-line '"name":"a\u0085b"'
with file-with-escape '"tls":{"ca_file":"a\u001b[31m"}'
with lone-surrogate '"name":"\ud800"'
with number-too-high '"timeouts":{"connect_ms":600001}'
with number-huge '"timeouts":{"connect_ms":1e999}'
with number-with-fraction '"throttle":{"limit":1.5,"window_seconds":1}'
with number-negative-zero '"throttle":{"limit":-0,"window_seconds":1}'
with window-tiny '"throttle":{"limit":1,"window_seconds":1e-7}'
with window-missing '"throttle":{"limit":1}'
with no-throttle '"throttle":{"limit":0}'
with half-a-certificate '"tls":{"client_cert_file":"c"}'
with password-without-key '"tls":{"client_key_password":"not-to-be-seen"}'
with choice-unknown '"interpretations":{"name-null":"wran"}'
with choice-of-another '"interpretations":{"name-null":"utf16"}'
with proxy-with-user '"proxy":"http://user:not-to-be-seen@p:1"'
with proxy-with-path '"proxy":"socks5h://p:1/x"'
with trigger-is-a-device '"triggers":{"internal_error":{"device_id":"d1"}}'
with own-app-unauthorized '"applications":{"unauthorized":"a1"}'
seed no-device "{$endpoint,$credentials,\"devices\":{}}"
seed device-of-dots "{$endpoint,$credentials,\"devices\":{\"online\":\"..\"}}"

# Secrets.
with_credentials secret-short '"app_key":"short","access_token":"not-to-be-seen"'
with_credentials key-is-the-id '"app_id":"k","app_key":"k","access_token":"not-to-be-seen"'
with_credentials login-without-id '"app_key":"not-to-be-seen","secret":"not-to-be-shown"'
with_credentials login '"app_id":"a","app_key":"not-to-be-seen","secret":"not-to-be-shown"'
with_credentials no-way-to-a-token '"app_key":"not-to-be-seen"'
with_credentials secret-with-control '"app_key":"not-to\u0007-be-seen","access_token":"x"'
with_credentials secret-with-next-line '"app_key":"not-to\u0085-be-seen","access_token":"not-to-be-shown"'
with_credentials secret-in-a-list '"app_key":["not-to-be-seen"]'
with_credentials secret-of-two-forms '"app_key":{"env":"A","file":"b"}'
with_credentials secret-of-no-form '"app_key":{}'
with_credentials secret-of-another-form '"app_key":{"not-to-be-seen":"x"}'
with_credentials variable-with-equals '"app_key":{"env":"A=not-to-be-seen"}'

# Endpoints: those of url_builder, as far as they stand in a profile.
with_endpoint cleartext 'http://h'
with_endpoint user 'https://user:not-to-be-seen@h'
with_endpoint zone 'https://[fe80::1%25a]@evil/]'
with_endpoint port-with-plus 'https://h:+80'
with_endpoint encoded-dots 'https://h/%2e%2e/a'
with_endpoint line-end 'https://h/\r\nX: y'
