#!/bin/sh
# Writes the hand-made seeds of response_parser or json_gate into the folder given. Names say what a
# seed is about; the corpus's script renames what it merges.
set -eu
[ $# -eq 2 ] || { echo 'usage: seeds_json.sh response_parser|json_gate FOLDER' >&2; exit 2; }
target=$1
folder=$2
mkdir -p "$folder"

# A whole text, as printf's format: NAME STATUS TEXT, the status being the byte that chooses it
# (fuzz/response_parser.c).
answer() {
    case $target in
    json_gate) format=$3 ;;
    *) format=$2$3 ;;
    esac
    # shellcheck disable=SC2059 # so that any byte can be written
    printf -- "$format" > "$folder/$1"
}

# A value by itself, or as a member that nobody asked for: NAME VALUE.
value() {
    case $target in
    json_gate) answer "$1" 0 "$2" ;;
    *) answer "$1" 0 '{"deviceId":"d","x":'"$2"',"activated":true,"name":"n"}' ;;
    esac
}

# What stands in a string: by itself, in a documented one, and in one that nobody asked for.
string() {
    case $target in
    json_gate)
        answer "$1" 0 '"'"$2"'"'
        answer "$1-behind-eight" 0 '["12345678'"$2"'12345678"]'
        ;;
    *)
        answer "$1-in-name" 0 '{"deviceId":"d","activated":true,"name":"'"$2"'"}'
        answer "$1-in-id" 0 '{"deviceId":"12345678'"$2"'","activated":true,"name":null}'
        answer "$1-elsewhere" 0 '{"deviceId":"d","activated":true,"name":"n","'"$2"'":"'"$2"'"}'
        answer "$1-in-code" 2 '{"error_code":"100403'"$2"'","error_desc":""}'
        ;;
    esac
}

repeat() { # TEXT COUNT
    awk -v text="$1" -v count="$2" 'BEGIN { gsub(/\\/, "&&", text); while (count-- > 0) printf "%s", text }' |
        sed 's/\\\\/\\/g'
}

# Answers as they should be.
answer active 0 '{"deviceId":"77c26a9d-1f3a","activated":true,"name":"meter"}'
answer inactive 0 '{"deviceId":"77c26a9d-1f3a","activated":false,"name":""}'
answer name-null 0 '{"deviceId":"d","activated":true,"name":null}'
answer spaced 0 ' {\r\n\t"deviceId" : "d" , "activated" : true , "name" : "n" } \n'
answer other-order 0 '{"name":"n","activated":true,"deviceId":"d"}'
answer escaped-names 0 '{"\\u0064eviceId":"d","activate\\u0064":true,"n\\u0061me":"n"}'
answer unknown-members 0 '{"a":1,"deviceId":"d","b":[{}],"activated":true,"c":{"name":1},"name":"n"}'
answer utf8-of-each-size 0 '{"deviceId":"a\303\251\342\202\254\360\237\230\200","activated":true,"name":"\364\217\277\277"}'
answer app-not-existed 1 '{"error_code":"100203","error_desc":"The application is not existed."}'
answer app-not-authorized 1 '{"error_code":"100217","error_desc":"x"}'
answer app-throttled 1 '{"resultcode":"1010009","resultmsg":"app throttle exceed"}'
answer token-invalid 1 '{"resultcode":"1010005","resultmsg":"Invalid access token or appId."}'
answer device-not-existed 2 '{"error_code":"100403","error_desc":"The device is not existed."}'
answer app-not-existed-500 3 '{"error_code":"100203","error_desc":""}'
answer internal-error 3 '{"error_code":"50252","error_desc":"Internal server error."}'
answer two-shapes 1 '{"resultcode":"1","error_code":"100203","resultmsg":"m","error_desc":"d"}'
answer two-shapes-mixed 1 '{"resultcode":"1010005","resultmsg":"m","error_desc":"d"}'
answer long-description 2 '{"error_code":"100403","error_desc":"'"$(repeat a 300)"'"}'

# Members: absent, of another type, in another case, twice.
answer no-id 0 '{"activated":true,"name":"n"}'
answer no-flag 0 '{"deviceId":"d","name":"n"}'
answer no-name 0 '{"deviceId":"d","activated":true}'
answer no-code 2 '{"error_desc":"d"}'
answer no-description 2 '{"error_code":"100403"}'
answer no-result-message 1 '{"resultcode":"1010005"}'
answer halves-of-two-shapes 1 '{"error_code":"100203","resultmsg":"m"}'
answer empty-object 0 '{}'
answer empty-error 1 '{}'
answer an-array 0 '[{"deviceId":"d","activated":true,"name":"n"}]'
answer a-string 0 '"deviceId"'
answer a-null 2 'null'
answer error-under-200 0 '{"error_code":"100403","error_desc":"The device is not existed."}'
answer activation-under-404 2 '{"deviceId":"d","activated":true,"name":"n"}'
answer nested 0 '{"data":{"deviceId":"d","activated":true,"name":"n"}}'
answer id-null 0 '{"deviceId":null,"activated":true,"name":"n"}'
answer id-number 0 '{"deviceId":1,"activated":true,"name":"n"}'
answer id-array 0 '{"deviceId":["d"],"activated":true,"name":"n"}'
answer flag-one 0 '{"deviceId":"d","activated":1,"name":"n"}'
answer flag-zero 0 '{"deviceId":"d","activated":0,"name":"n"}'
answer flag-text 0 '{"deviceId":"d","activated":"true","name":"n"}'
answer flag-masked 0 '{"deviceId":"d","activated":"******","name":"n"}'
answer flag-null 0 '{"deviceId":"d","activated":null,"name":"n"}'
answer name-number 0 '{"deviceId":"d","activated":true,"name":7}'
answer name-false 0 '{"deviceId":"d","activated":true,"name":false}'
answer name-object 0 '{"deviceId":"d","activated":true,"name":{}}'
answer code-number 2 '{"error_code":100403,"error_desc":"d"}'
answer code-null 2 '{"error_code":null,"error_desc":"d"}'
answer description-null 2 '{"error_code":"100403","error_desc":null}'
answer description-object 1 '{"resultcode":"1010005","resultmsg":{}}'
answer all-wrong 0 '{"name":1,"activated":"","deviceId":{}}'
answer code-of-another-status 2 '{"error_code":"100203","error_desc":"d"}'
answer code-of-another-status-2 3 '{"error_code":"1010005","error_desc":"d"}'
answer code-cut 2 '{"error_code":"10040","error_desc":"d"}'
answer code-longer 2 '{"error_code":"1004030","error_desc":"d"}'
answer code-spaced 2 '{"error_code":" 100403","error_desc":"d"}'
answer code-empty 2 '{"error_code":"","error_desc":"d"}'
for name in DeviceId deviceid DEVICEID deviceId2 device deviceI deviceId\\\\u0000 deviceId\\\\u0000x; do
    answer "id-as-$(echo "$name" | tr -d '\\')" 0 '{"'"$name"'":"d","activated":true,"name":"n"}'
    answer "id-and-$(echo "$name" | tr -d '\\')" 0 '{"deviceId":"d","activated":true,"'"$name"'":"e","name":"n"}'
done
answer flag-recased 0 '{"deviceId":"d","Activated":true,"name":"n"}'
answer name-recased 0 '{"deviceId":"d","activated":true,"NAME":"n"}'
answer code-recased 2 '{"Error_Code":"100403","error_desc":"d"}'
answer result-recased 1 '{"resultCode":"1010005","resultMsg":"m"}'
answer kelvin 0 '{"deviceId":"d","activated":true,"name":"n","\342\204\252":1,"k":2,"K":3}'
answer id-twice 0 '{"deviceId":"d","activated":true,"name":"n","deviceId":"e"}'
answer id-twice-alike 0 '{"deviceId":"d","deviceId":"d","activated":true,"name":"n"}'
answer flag-twice 0 '{"deviceId":"d","activated":false,"name":"n","activated":true}'
answer name-twice-escaped 0 '{"deviceId":"d","activated":true,"name":"n","\\u006eame":"m"}'
answer code-twice 2 '{"error_code":"1","error_code":"100403","error_desc":"d"}'
answer unknown-twice 0 '{"x":1,"deviceId":"d","x":2,"activated":true,"name":"n"}'
answer unknown-twice-within 0 '{"deviceId":"d","x":[{"y":1,"y":1}],"activated":true,"name":"n"}'
answer same-in-two-objects 0 '{"deviceId":"d","x":{"y":1},"y":{"y":1},"activated":true,"name":"n"}'
answer empty-names-twice 0 '{"":1,"deviceId":"d","":2,"activated":true,"name":"n"}'
answer nul-names-differ 0 '{"a\\u0000b":1,"a\\u0000c":2,"a":3,"deviceId":"d","activated":true,"name":"n"}'
answer nul-names-twice 0 '{"a\\u0000b":1,"deviceId":"d","activated":true,"name":"n","a\\u0000b":2}'
answer surrogate-names-differ 0 '{"\\ud800":1,"\\ud801":2,"deviceId":"d","activated":true,"name":"n"}'
answer surrogate-names-twice 0 '{"\\ud800":1,"\\uD800":2,"deviceId":"d","activated":true,"name":"n"}'
for count in 13 14 15 40; do # with the documented ones 16, 17, 18 and many
    members=$(awk -v count="$count" 'BEGIN { for (i = 0; i < count; i++) printf "\"m%d\":%d,", i, i }')
    answer "members-$count" 0 '{'"$members"'"deviceId":"d","activated":true,"name":"n"}'
    answer "members-$count-first-twice" 0 '{'"$members"'"deviceId":"d","activated":true,"name":"n","m0":0}'
    answer "members-$count-last-twice" 0 '{'"$members"'"deviceId":"d","activated":true,"name":"n","name":0}'
    answer "members-$count-greatest-twice" 0 '{"zz":1,'"$members"'"deviceId":"d","activated":true,"name":"n","zz":0}'
done

# String(256), in characters of each size and on both sides of the limit.
for character in a '\303\251' '\342\202\254' '\360\237\230\200' '\\u00e9' '\\ud83d\\ude00' '\\n'; do
    size=$(printf '%s' "$character" | tr -dc 'a-z0-9')
    for count in 64 85 86 128 129 255 256 257; do
        text=$(awk -v text="$(echo "$character" | sed 's/\\/\\\\/g')" -v count="$count" \
            'BEGIN { while (count-- > 0) printf "%s", text }')
        answer "id-of-$count-$size" 0 '{"deviceId":"'"$text"'","activated":true,"name":"n"}'
        [ "$count" -lt 255 ] ||
            answer "name-of-$count-$size" 0 '{"deviceId":"d","activated":true,"name":"'"$text"'"}'
    done
done

# Not whole, or more than whole.
whole='{"deviceId":"d","activated":true,"name":"n"}'
i=0
for cut in '' '{' '{"' '{"deviceId' '{"deviceId"' '{"deviceId":' '{"deviceId":"' '{"deviceId":"\\' \
    '{"deviceId":"\\u' '{"deviceId":"\\u00e' '{"deviceId":"\\ud83d' '{"deviceId":"\\ud83d\\' \
    '{"deviceId":"\\ud83d\\ude' '{"deviceId":"\303' '{"deviceId":"\360\237\230' '{"deviceId":"d"' \
    '{"deviceId":"d",' '{"deviceId":"d","activated":t' '{"deviceId":"d","activated":tru' \
    '{"deviceId":"d","activated":true' '{"deviceId":"d","activated":true,"name":"n"' '{"a":-' \
    '{"a":1' '{"a":1.' '{"a":1e' '{"a":1e+' '{"a":[' '{"a":[1' '{"a":[1,' '[[[' '  '; do
    i=$((i + 1))
    answer "cut-$i" 0 "$cut"
done
i=0
for tail in x '\000' '\000x' '{}' '}' ']' , '\377' '\f' '\v' '\302\240' '/**/' '//' '#' '"' ' \t\r\n' '\n\n\000'; do
    i=$((i + 1))
    answer "tail-$i" 0 "$whole$tail"
    answer "tail-of-a-number-$i" 0 "1$tail"
    answer "tail-of-a-literal-$i" 0 "true$tail"
done
answer mark-in-front 0 '\357\273\277'"$whole"
answer mark-behind 0 "$whole"'\357\273\277'
answer mark-alone 0 '\357\273\277'
answer half-a-mark 0 '\357\273'"$whole"
answer utf16 0 '\377\376{\000}\000'
answer form-feed-in-front 0 '\f'"$whole"
answer nul-in-front 0 '\000'"$whole"
answer nul-behind-a-literal 0 '{"deviceId":"d","activated":true\000,"name":"n"}'
answer nul-behind-a-number 0 '{"deviceId":"d","x":1\000,"activated":true,"name":"n"}'
answer comma-at-the-end 0 '{"deviceId":"d","activated":true,"name":"n",}'
answer comma-in-front 0 '{,"deviceId":"d","activated":true,"name":"n"}'
answer no-comma 0 '{"deviceId":"d" "activated":true,"name":"n"}'
answer two-commas 0 '{"deviceId":"d",,"activated":true,"name":"n"}'
answer no-colon 0 '{"deviceId" "d","activated":true,"name":"n"}'
answer two-colons 0 '{"deviceId"::"d","activated":true,"name":"n"}'
answer equals 0 '{"deviceId"="d","activated":true,"name":"n"}'
answer bare-name 0 '{deviceId:"d","activated":true,"name":"n"}'
answer apostrophes 0 "{'deviceId':'d','activated':true,'name':'n'}"
answer comment 0 '{"deviceId":"d",/* no */"activated":true,"name":"n"}'
answer bracket-for-brace 0 '{"deviceId":"d","activated":true,"name":"n"]'
answer brace-for-bracket 0 '{"deviceId":"d","x":[1},"activated":true,"name":"n"}'
answer no-value 0 '{"deviceId":,"activated":true,"name":"n"}'
answer number-for-a-name 0 '{1:"d"}'

# Values.
i=0
for literal in TRUE True tru truE truex true1 nul NULL nulll fals FALSE falsee undefined NaN Infinity \
    -Infinity nan t n f yes; do
    i=$((i + 1))
    value "literal-$literal" "$literal"
    answer "flag-$literal" 0 '{"deviceId":"d","activated":'"$literal"',"name":"n"}'
done
i=0
for number in 0 -0 1 -1 01 -01 00 2. -2. .5 -.5 +1 1e 1e+ 1E- 1e5 1E+05 1.5e-7 1.e5 1e1.5 - -- -a 0x10 \
    0b1 1_000 1,5 1e400 -1e400 1e-400 1.7976931348623157e308 1.7976931348623159e308 5e-324 \
    9007199254740993 18446744073709551616 123456789012345678901234567890 1e99999999999 0e0 0.0 -0.0 \
    "$(repeat 1 62)" "$(repeat 1 63)" "$(repeat 1 64)" "$(repeat 9 400)" "0.$(repeat 0 62)1" \
    "1$(repeat 0 70)e-70" 'infinity' '\303\251' '1\303\251'; do
    i=$((i + 1))
    value "number-$i" "$number"
done
i=0
for container in '[]' '{}' '[[]]' '[{}]' '{"a":{}}' '[1,2]' '[1,]' '[,1]' '[1 2]' '[1' '[1}' '{"a"}' \
    '{"a":}' '{"a":1,}' '{"a":1 "b":2}' '[]]' '[ ]' '{ }' '[\n1\t,\r2 ]' '{"":""}' '[null,true,false]'; do
    i=$((i + 1))
    value "container-$i" "$container"
done
for depth in 1 63 64 65 66 128 129 510 511 512 513 600 2048 2050; do
    open=$(repeat '[' "$depth")
    value "arrays-$depth" "$open$(repeat ']' "$depth")"
    value "objects-$depth" "$(repeat '{"a":' "$depth")1$(repeat '}' "$depth")"
    answer "arrays-open-$depth" 0 "$open"
    [ "$depth" -gt 130 ] || value "arrays-$depth-closed-otherwise" "$open}$(repeat ']' "$depth")"
    [ "$depth" -gt 130 ] || value "mixed-$depth" "$(repeat '[{"a":' "$depth")0$(repeat '}]' "$depth")"
done
for count in 4091 4092 4095 4096; do # the documented members and the array are values too
    value "values-$count" "[$(repeat '1,' $((count - 1)))1]"
done

# Strings: escapes, control characters, UTF-8.
i=0
for text in '\\"' '\\\\' '\\/' '\\b\\f\\n\\r\\t' '\\u0041' '\\u00e9' '\\u00E9' '\\u20ac' '\\uffff' '\\ufdd0' \
    '\\ud83d\\ude00' '\\uD83D\\uDE00' '\\udbff\\udfff' '\\ud800\\udc00' '\\u0000' 'a\\u0000b' \
    '\\u0000\\u0000' '\\u0001' '\\u001f' '\\ud800' '\\udbff' '\\udc00' '\\udfff' '\\ude00\\ud83d' \
    '\\ud800\\ud800' '\\ud800\\u0041' '\\ud800a' '\\ud83d\\n' '\\ud800\\ud83d\\ude00' \
    '\\ud800\\udbff' '\\udbc0\\udc00' '\\u' '\\u0' '\\u00' '\\u004' '\\u004g' '\\u00G1' '\\u 041' \
    '\\u+041' '\\u-041' '\\u0x41' '\\U0041' '\\x41' '\\a' '\\0' '\\v' '\\e' "\\\\'" '\\ ' '\\\n' '\\' '\\\303\251' \
    '\001' '\010' '\t' '\n' '\r' '\037' '\000' 'a\000b' '\177' '\302\200' '\302\237' '\342\200\250' \
    '\303\251' '\337\277' '\340\240\200' '\342\202\254' '\355\237\277' '\356\200\200' '\357\277\277' \
    '\357\273\277' '\360\220\200\200' '\360\237\230\200' '\364\217\277\277' '\364\200\200\200' \
    '\200' '\277' '\300\200' '\300\257' '\301\277' '\302' '\302a' '\303\303' '\340\200\200' '\340\237\277' \
    '\340\240' '\340\240a' '\341\200' '\355\240\200' '\355\257\277' '\355\260\200' '\355\277\277' \
    '\355\240\275\355\270\200' '\357\277' '\360\200\200\200' '\360\217\277\277' '\360\220\200' \
    '\360\220\200a' '\361\200' '\364\220\200\200' '\365\200\200\200' '\367\277\277\277' \
    '\370\210\200\200\200' '\374\204\200\200\200\200' '\376' '\377' 'caf\351' '\342\202a' '\360\237a'; do
    i=$((i + 1))
    string "string-$i" "$text"
done

# Two that came out alike are one.
(cd "$folder" && sha1sum -- * | sort | awk 'seen[$1]++ { print $2 }' | xargs -r rm --)
