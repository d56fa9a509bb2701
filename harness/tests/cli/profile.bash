#!/bin/bash
# What `assay run` says of a bad profile: file, line, column, member and remedy, exit 2, and nothing
# is sent: the endpoint of every profile here is a listener that counts.
# Usage: profile.bash ASSAY LISTENER
as_nobody=yes
. "$(dirname "$0")/row.bash"

start calls "$2"
wait_for test -s calls || exit 99
port=$(head -n 1 calls)
openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2 -subj /CN=ca \
    -keyout key.pem -out ca.pem 2>/dev/null || exit 99
openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2 -subj /CN=other \
    -keyout other.pem -out other-ca.pem 2>/dev/null || exit 99

# Every member has a line of its own, so that a row can say where it must be blamed.
good() {
    cat <<END
{
  "name": "staging",
  "endpoint": "https://127.0.0.1:$port",
  "tls": {
    "ca_file": "ca.pem"
  },
  "credentials": {
    "app_id": "own-application",
    "app_key": "key-0123456789",
    "access_token": "token-0123456789"
  },
  "devices": {
    "online": "d-online"
  },
  "applications": {
    "unauthorized": "stranger"
  },
  "throttle": {
    "limit": 100,
    "window_seconds": 60,
    "exclusive": true
  },
  "timeouts": {
    "connect_ms": 2000
  },
  "limits": {
    "body_bytes": 65536
  },
  "unsafe_methods": false,
  "interpretations": {
    "name-null": "warn"
  }
}
END
}

no_reports() { # NAME
    [ ! -e r ] || fail "$1" "a reports folder is made"
    rm -rf r
}

# The good profile, edited; the place, the member and some of the reason.
refused() { # NAME PLACE MEMBER REASON SED-SCRIPT [CHECK]...
    local name=$1 place=$2 member=$3 reason=$4 script=$5
    shift 5
    good | sed -e "$script" >p.json
    row "$name" 2 out: err="p.json:$place: " err="$member" err="$reason" "$@" \
        -- run --target p.json --reports r
    no_reports "$name"
}

# The file itself.
row no-target 2 out: err='--target FILE is missing' err='--write-target' -- run
row missing-file 2 out: err='none.json' err='No such file' -- run --target none.json
mkdir folder
row folder 2 out: err='folder' err='is a folder' -- run --target folder
row folder-with-a-slash 2 out: err='folder/' err='not the name of a file' -- run --target folder/
row empty-name 2 out: err='not the name of a file' -- run --target ''
row name-too-long 2 out: err='assay: ' -- run --target "$(printf '%5000s' x)"
good >locked.json
chmod 000 locked.json
if [ -r locked.json ]; then
    echo "skip no-permission: this user may read everything"
else
    row no-permission 2 out: err='locked.json' err='Permission denied' -- run --target locked.json
fi
: >p.json
row empty-file 2 out: err='p.json:1:1: ' -- run --target p.json
refused not-json 33:1 interpretations 'cannot be read' '$d'
refused trailing-comma 14:3 devices 'comma' '13s/$/,/'
refused bytes-behind 34:1 '' 'follows the complete value' '$a x'
refused bad-utf8 2:12 '' 'UTF-8' '2s/staging/\xff/'
printf '[]' >p.json
row not-an-object 2 out: err='p.json:1:1: ' err='object' -- run --target p.json
{ good | sed '$d;32s/$/,/'; printf '"x":'; printf '%0*d' 5000 0 | tr 0 '['; } >p.json
row too-deep 2 out: err='p.json:33:' err='deep' -- run --target p.json
{ good; printf '%0*d' 300000 0 | tr 0 ' '; } >p.json
row too-long 2 out: err='p.json' err='262144' -- run --target p.json

# A secret that every answer holds: labels in its place would break what is not broken.
a_word() { # NAME MEMBER SED-SCRIPT
    good | sed -e "$3" >p.json
    row "$1" 2 out: err="$2" err='is a word of the document' -- run --target p.json --reports r
    no_reports "$1"
}
a_word app-key-is-a-word credentials.app_key '9s,key-0123456789,application/json,'
a_word token-is-a-word credentials.access_token '10s/token-0123456789/deviceId/'

# Members.
refused unknown-member 2:3 nmae "did you mean" '2s/name/nmae/' err='name'
refused unknown-inner-member 19:5 throttle.limits 'limit' '19s/limit/limits/'
refused unknown-section 15:3 application 'applications' '15s/applications/application/'
refused duplicate-member 3:3 name 'same name' '2a\  "name": "again",'
refused missing-endpoint 32:1 endpoint 'missing' 3d
refused missing-credentials 28:1 credentials 'missing' 7,11d
refused missing-devices 30:1 devices 'missing' 12,14d
refused no-device 12:14 devices 'names no device' 13d
refused missing-token 10:3 credentials.access_token 'secret to log in' '9s/,//;10d'
refused wrong-type-text 2:11 name 'string' '2s/"staging"/7/'
refused wrong-type-number 19:14 throttle.limit 'number' '19s/100/"100"/'
refused wrong-type-flag 29:21 unsafe_methods 'true or false' '29s/false/0/'
refused wrong-type-section 4:10 tls 'object' '4s/{/[],/;5,6d'
refused null 2:11 name 'string' '2s/"staging"/null/'
refused number-negative 19:14 throttle.limit 'from 0 to' '19s/100/-1/'
refused number-not-whole 19:14 throttle.limit 'whole number' '19s/100/1.5/'
refused number-too-large 24:19 timeouts.connect_ms '' '24s/2000/99999999999/'
refused window-zero 20:23 throttle.window_seconds '' '20s/60/0/'
refused window-missing 21:3 throttle.window_seconds 'missing' 20d
refused device-empty 13:15 devices.online 'empty' '13s/d-online//'
refused device-dots 13:15 devices.online '' '13s/d-online/../'
refused device-too-long 13:15 devices.online '256' "13s/d-online/$(printf '%0*d' 257 0)/"
refused device-twice 13:15 devices.online 'in one state at a time' \
    '13s/$/,\n    "never_connected": "d-online"/' err='devices.never_connected'
refused device-in-two-states 14:17 devices.abnormal 'leave it out' \
    '13s/$/,\n    "abnormal": "d-online"/' err='devices.online'
refused application-of-its-own 16:21 applications.unauthorized 'credentials.app_id' \
    '16s/stranger/own-application/'
refused unknown-interpretation 31:5 name-nul 'name-null' '31s/name-null/name-nul/'
refused unknown-choice 31:18 interpretations.name-null 'fail' '31s/warn/maybe/'

# The endpoint.
refused cleartext 3:15 endpoint 'cleartext' '3s/https/http/'
refused user-info 3:15 endpoint 'user' '3s,//,//me:hunter22@,' err!'hunter22'
refused query 3:15 endpoint 'query' '3s/",/?x=1",/'
refused fragment 3:15 endpoint 'fragment' '3s/",/#x",/'
refused other-scheme 3:15 endpoint 'https' '3s/https/ftp/'
refused port-zero 3:15 endpoint 'port' "3s/$port/0/"

# Secrets: told by member and source, never by value.
refused control-in-a-token 10:21 credentials.access_token 'control' '10s/token-/token\\n/' \
    err!0123456789
refused short-token 10:21 credentials.access_token 'shorter than 8' '10s/token-0123456789/hunter2/' \
    err!hunter2
refused unset-variable 9:16 credentials.app_key 'NO_SUCH_VARIABLE' \
    '9s/"key-0123456789"/{"env": "NO_SUCH_VARIABLE"}/' err='is not set'
refused empty-variable 9:16 credentials.app_key 'EMPTY_ONE' \
    '9s/"key-0123456789"/{"env": "EMPTY_ONE"}/' env:EMPTY_ONE=
refused short-variable 9:16 credentials.app_key 'shorter than 8' \
    '9s/"key-0123456789"/{"env": "SHORT_ONE"}/' env:SHORT_ONE=hunter2 err!hunter2
refused control-in-a-variable 9:16 credentials.app_key 'control' \
    '9s/"key-0123456789"/{"env": "ODD_ONE"}/' env:ODD_ONE=$'hunter22\thunter' err!hunter
refused secret-file-missing 10:21 credentials.access_token 'none.txt' \
    '10s/"token-0123456789"/{"file": "none.txt"}/' err='No such file'
: >empty.txt
refused secret-file-empty 10:21 credentials.access_token 'empty' \
    '10s/"token-0123456789"/{"file": "empty.txt"}/'
refused secret-file-a-folder 10:21 credentials.access_token 'is a folder' \
    '10s/"token-0123456789"/{"file": "folder"}/'
refused secret-from-nowhere 10:22 credentials.access_token.enw 'did you mean "env"' \
    '10s/"token-0123456789"/{"enw": "X"}/'

# Files for TLS. Line 6 gets the client's certificate at column 21, its key at 50.
printf -- '-----BEGIN CERTIFICATE-----\nAAAA!!!!\n-----END CERTIFICATE-----\n' >garbage.pem
printf -- '-----BEGIN CERTIFICATE-----\nTUlJQg==\n-----END CERTIFICATE-----\n' >not-der.pem
printf -- '-----BEGIN CERTIFICATE-----\n' >cut.pem
openssl pkcs8 -topk8 -in key.pem -passout pass:correct-horse -out locked.pem
ca() { # NAME REASON FILE [CHECK]...
    local name=$1 reason=$2 file=$3
    shift 3
    refused "$name" 5:16 tls.ca_file "$reason" "5s/ca.pem/$file/" "$@"
}
client() { # NAME PLACE MEMBER REASON CERTIFICATE KEY [MORE-MEMBERS [CHECK]...]
    local lines=",\n\"client_cert_file\": \"$5\", \"client_key_file\": \"$6\"$7"
    refused "$1" "$2" "$3" "$4" "5s|\$|$lines|" "${@:8}"
}
ca ca-missing 'No such file' none.pem err='none.pem' err='check the path'
ca ca-empty 'no PEM block' empty.txt err='empty.txt' err='PEM format'
ca ca-a-folder 'is a folder' folder
ca ca-below-a-file 'Not a directory' 'ca.pem\/x'
ca ca-a-key 'holds no certificate' key.pem err='give the certificate of the CA'
ca ca-garbage 'garbage.pem' garbage.pem
ca ca-not-der 'not-der.pem' not-der.pem
ca ca-cut 'cut.pem' cut.pem
cp ca.pem sealed.pem
chmod 000 sealed.pem
if [ -r sealed.pem ]; then
    echo "skip ca-unreadable: this user may read everything"
else
    ca ca-unreadable 'Permission denied' sealed.pem
fi
client client-certificate-missing 6:21 tls.client_cert_file 'No such file' none.pem key.pem ''
client client-certificate-a-folder 6:21 tls.client_cert_file 'is a folder' folder key.pem ''
client client-certificate-empty 6:21 tls.client_cert_file 'no PEM block' empty.txt key.pem ''
client client-certificate-garbage 6:21 tls.client_cert_file 'holds no client certificate' \
    garbage.pem key.pem ''
client client-key-a-folder 6:50 tls.client_key_file 'is a folder' ca.pem folder ''
client client-key-is-a-certificate 6:50 tls.client_key_file 'holds no private key' ca.pem ca.pem ''
client client-key-of-another 6:50 tls.client_key_file 'not the key of the client certificate' \
    ca.pem other.pem '' err='belongs to tls.client_cert_file'
client client-key-locked 6:50 tls.client_key_file 'locked by a password' ca.pem locked.pem '' \
    err='tls.client_key_password'
client client-key-password-wrong 6:87 tls.client_key_password 'not opened by the password' \
    ca.pem locked.pem ', "client_key_password": "battery-staple"' err!battery
client client-key-password-unset 6:87 tls.client_key_password 'NO_SUCH_VARIABLE' \
    ca.pem locked.pem ', "client_key_password": {"env": "NO_SUCH_VARIABLE"}'
client client-key-of-another-that-opens 6:56 tls.client_key_file 'not the key of' \
    other-ca.pem locked.pem ', "client_key_password": "correct-horse"'
refused client-key-missing 7:3 tls.client_key_file 'missing' '5s/$/,\n"client_cert_file": "ca.pem"/'

# Where the reports go.
good >p.json
: >taken
row reports-a-file 2 out: err='taken' -- run --target p.json --reports taken
row reports-below-a-file 2 out: err='taken' -- run --target p.json --reports taken/r
row reports-in-proc 2 out: err='/proc/' -- run --target p.json --reports /proc/assay
row reports-empty-name 2 out: err='--reports' -- run --target p.json --reports ''
row reports-name-too-long 2 out: err='assay: ' -- run --target p.json --reports "$(printf '%5000s' x)"
mkdir sealed
chmod 555 sealed
if touch sealed/x 2>/dev/null; then
    echo "skip reports-read-only: this user may write everywhere"
else
    row reports-read-only 2 out: err='sealed' err='Permission denied' \
        -- run --target p.json --reports sealed
fi

# Filters.
row only-nothing 2 out: err='nothing.like.it' -- run --target p.json --only nothing.like.it
row only-nothing-near 2 out: err='request.htps' -- run --target p.json --only request.htps
row skip-everything 2 out: err='leaves no case' -- run --target p.json --skip '*'
row unknown-format 2 out: err='console, tap or json' err="did you mean 'json'?" \
    -- run --target p.json --format jsom
row target-twice 2 out: err='--target is given twice' -- run --target p.json --target good.json
row seed-twice 2 out: err='--seed is given twice' -- run --target p.json --seed 1 --seed=2
row operand 2 out: err='takes options alone' -- run --target p.json extra

fact nothing-was-sent test "$(wc -l <calls)" -eq 1
fact no-reports-were-made test ! -e reports
# A fixture that is missing is no usage error, but nothing is sent and the verdict says so.
row only-needs-a-fixture 3 out='devices.offline' out='INCONCLUSIVE' \
    -- run --target p.json --reports r --only 'activation.offline'
fact nothing-was-sent-for-it test "$(wc -l <calls)" -eq 1
good | sed '5s/$/,\n"client_cert_file": "ca.pem", "client_key_file": "locked.pem",'\
'"client_key_password": "correct-horse"/' >p.json
row client-key-that-opens 3 out='devices.offline' -- run --target p.json --reports r \
    --only 'activation.offline'
# The counter counts: the same profile, unedited, does call.
good >p.json
row good-profile-calls 4 err='1 case, at most 1 call, ' -- run --target p.json --reports r --only request.prototype
fact the-listener-counts test "$(wc -l <calls)" -gt 1
finish
