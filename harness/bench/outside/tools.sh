# Sourced by cell: how each tool is run, and what its exit code says. In the cell's folder stand
# openapi.json, environment.json, variables, target.json.ca.pem; the URL is in $url.

throttle=15/6      # short enough to wait for, and long enough for a slow client to use up
bound=(timeout -k 5 900)

member() { # NAME: a text member of the profile
    sed -n "s/^ *\"$1\": \"\([^\"]*\)\".*/\1/p" target.json | head -n 1
}

# The token, whatever way its JSON is spelled.
log_in() {
    curl -sk --noproxy '*' --max-time 60 "$url/iocm/app/sec/v1.1.0/login" \
        -d "appId=$(member app_id)" --data-urlencode "secret=$(member secret)" |
        node -p 'JSON.parse(require("fs").readFileSync(0)).accessToken'
}

# Schemathesis: every check it has and those of hooks.py, all phases but the stateful one (there is one
# operation, and no links), valid and invalid data. It has no notion of a throttle.
schemathesis_run() {
    local token
    token=$(log_in) && [ -n "$token" ] || return 5
    cp "$here/schemathesis.toml" "$here/hooks.py" .
    SCHEMATHESIS_HOOKS=hooks TARGET=target.json CA=target.json.ca.pem \
        "${bound[@]}" "$OUTSIDE_TOOLS/python/bin/schemathesis" --no-color run openapi.json \
        --url "$url" --tls-verify target.json.ca.pem --header "Authorization: Bearer $token" \
        --checks all --phases examples,coverage,fuzzing --mode all --max-examples 25 --seed 1 \
        --generation-database none --request-timeout 30 --no-shrink --continue-on-failure
}

# Caught by its own checks, or by those of hooks.py alone, whose failures it numbers ST901.
schemathesis_outcome() {
    case $1 in
    0) echo passed ;;
    1) if grep -q '^- ST901' log && ! grep -q '^- ST' <(grep -v '^- ST901' log); then
        echo caught-by-hooks
    else
        echo caught
    fi ;;
    *) echo trouble ;;
    esac
}

newman_folders() { # FOLDER...
    "${bound[@]}" node "$OUTSIDE_TOOLS/node_modules/newman/bin/newman.js" run \
        "$here/../../../cases/collection.json" --environment environment.json \
        --ssl-extra-ca-certs target.json.ca.pem --ignore-redirects --timeout-request 30000 \
        --bail --color off "$@"
}

newman_run() {
    newman_folders
}

newman_throttle() {
    newman_folders --folder Login --folder Throttle
}

newman_outcome() {
    case $1 in
    0) echo passed ;;
    1) echo caught ;;
    *) echo trouble ;;
    esac
}

hurl_file() { # FILE
    "${bound[@]}" "$OUTSIDE_TOOLS/hurl/bin/hurl" --test --variables-file variables \
        --cacert target.json.ca.pem --max-time 30 --noproxy '*' --no-color \
        "$here/../../../cases/$1"
}

hurl_run() {
    hurl_file activation.hurl
}

hurl_throttle() {
    hurl_file throttle.hurl
}

hurl_outcome() { # 3: an answer that cannot be read, or none; 4: an assertion
    case $1 in
    0) echo passed ;;
    3 | 4) echo caught ;;
    *) echo trouble ;;
    esac
}

# Ours on the platform as it is, for its time; the rest is in selftest.json.
assay_run() {
    "${bound[@]}" "$OUTSIDE_ASSAY" run --target target.json --reports reports
}

assay_outcome() {
    case $1 in
    0) echo passed ;;
    1) echo caught ;;
    *) echo trouble ;;
    esac
}
