# Sourced by the parts: the embedded platform and other servers, started and stopped; rows.

assay=$BENCH_BUILD/assay
servers=

stop_servers() {
    for server in $servers; do
        kill "$server" 2>/dev/null || true
    done
    servers=
}
trap stop_servers EXIT
trap 'exit 130' INT TERM

# start_platform LIMIT/SECONDS: sets $url, and writes target.json and target.json.ca.pem.
start_platform() {
    "$assay" mock --throttle "$1" --write-target target.json >url 2>platform.log &
    servers="$servers $!"
    wait_until 10 test -s url || {
        cat platform.log >&2
        return 1
    }
    url=$(cat url)
}

# wait_until SECONDS COMMAND...
wait_until() {
    tries=$(($1 * 20))
    shift
    until "$@" >/dev/null 2>&1; do
        tries=$((tries - 1))
        [ $tries -gt 0 ] || return 1
        sleep 0.05
    done
}

# A string member of the profile; it stands on a line of its own.
profile_member() {
    sed -n "s/^ *\"$1\": \"\([^\"]*\)\".*/\1/p" target.json | head -n 1
}

# start_nginx WORKERS FOLDER PORT: FOLDER/locations holds what is in its server block.
start_nginx() {
    mkdir -p "$2"
    cat >"$2/nginx.conf" <<EOF
worker_processes $1;
daemon off;
pid nginx.pid;
error_log error.log crit;
events { worker_connections 256; }
http {
    access_log off;
    keepalive_requests 100000000;
    default_type application/json;
    underscores_in_headers on;
    client_body_temp_path body;
    proxy_temp_path proxy;
    fastcgi_temp_path fastcgi;
    uwsgi_temp_path uwsgi;
    scgi_temp_path scgi;
    server {
        listen 127.0.0.1:$3 ssl;
        ssl_certificate certificate.pem;
        ssl_certificate_key key.pem;
        include locations;
    }
}
EOF
    openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 1 \
        -subj /CN=127.0.0.1 -addext subjectAltName=IP:127.0.0.1 \
        -keyout "$2/key.pem" -out "$2/certificate.pem" 2>/dev/null
    PATH=$PATH:/usr/sbin nginx -p "$PWD/$2/" -c nginx.conf >"$2/log" 2>&1 &
    servers="$servers $!"
    wait_until 5 answers "https://127.0.0.1:$3/"
}

answers() {
    curl -sk -o /dev/null --noproxy '*' --max-time 2 "$1"
}

has() {
    command -v "$1" >/dev/null 2>&1 || [ -x "/usr/sbin/$1" ] ||
        [ -d "$BENCH_PEERS/node_modules/$1" ]
}

# row WHAT OURS PEER RATIO GOAL
row() {
    printf '%s\t%s\t%s\t%s\t%s\n' "$@"
}

# not_measured WHAT WHY GOAL
not_measured() {
    row "$1" - - "not measured: $2" "$3"
}
