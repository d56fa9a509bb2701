# What the tests of servers from elsewhere share: nginx in a scratch folder, profiles made from the
# embedded platform's, and what a report says of its requirements. Comes after row.bash.

# One certificate for every peer; whoever is asked by this address holds its key.
openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2 -subj /CN=127.0.0.1 \
    -addext subjectAltName=IP:127.0.0.1 -keyout peer.key -out peer.pem 2>/dev/null || exit 99

member_of() { # FILE NAME: the first text member of this name
    sed -n "s/.*\"$2\": *\"\\([^\"]*\\)\".*/\\1/p" "$1" | head -n 1
}

listens() { # PORT
    (: <>"/dev/tcp/127.0.0.1/$1") 2>/dev/null
}

# A port that nobody listens on; it may be taken before it is used.
free_port() {
    local port=$((30000 + RANDOM % 2000))
    while listens "$port"; do
        port=$((port + 1))
    done
    echo "$port"
}

wait_long_for() { # COMMAND...: as wait_for, for what takes its time to start
    wait_for "$@" || wait_for "$@" || wait_for "$@"
}

# nginx on a free port, found by trying; the port goes to the file NAME.port.
nginx_in_front() { # NAME LOCATION [SERVER-SETTING]
    local port=$((20000 + RANDOM % 10000)) try
    mkdir -p "$1.nginx"
    for ((try = 0; try < 20; try++, port++)); do
        listens "$port" && continue
        nginx_conf "$1" "$port" "$2" "${3:-}" >"$1.conf"
        start "$1.log" "$nginx" -e stderr -p "$PWD/$1.nginx" -c "$PWD/$1.conf"
        if wait_for listens "$port" && kill -0 $! 2>/dev/null; then
            echo "$port" >"$1.port"
            return
        fi
    done
    fail "$1" "nginx does not start: $(cat "$1.log.err")"
    exit 99
}

nginx_conf() { # NAME PORT LOCATION SERVER-SETTING
    cat <<END
daemon off;
master_process off;
pid $PWD/$1.nginx/pid;
error_log stderr error;
events {}
http {
    access_log off;
    keepalive_requests 100000;
    client_body_temp_path $PWD/$1.nginx/body;
    proxy_temp_path $PWD/$1.nginx/proxy;
    fastcgi_temp_path $PWD/$1.nginx/fastcgi;
    uwsgi_temp_path $PWD/$1.nginx/uwsgi;
    scgi_temp_path $PWD/$1.nginx/scgi;
    server {
        listen 127.0.0.1:$2 ssl;
        ssl_certificate $PWD/peer.pem;
        ssl_certificate_key $PWD/peer.key;
        ssl_protocols TLSv1.2 TLSv1.3;
        $4
        location / {
            $3
        }
    }
}
END
}

# The embedded platform's profile, pointed at a peer; one that knows no login gets a token.
profile_of() { # NAME [SED-SCRIPT]
    sed -e "s,\"endpoint\": \"[^\"]*\",\"endpoint\": \"https://127.0.0.1:$(cat "$1.port")\"," \
        -e 's,"ca_file": "[^"]*","ca_file": "peer.pem",' -e "${2:-}" behind.json >"$1.json"
}

with_token='s/"secret": ".*"/"access_token": "Token0123456789abcdef"/'

certify() { # NAME EXIT [OPTION]...
    local name=$1 wanted=$2
    shift 2
    row "$name" "$wanted" -- run --target "$name.json" --reports "r-$name" "$@"
    awk -F'"' '/^  "cases"/ { exit }
        /^      "id"/ { id = $4 }
        /^      "status"/ { print id, $4 }' "r-$name/report.json" >"$name.statuses"
}

# Requirements of this status, no more and no fewer.
exactly() { # NAME STATUS REQUIREMENT...
    local name=$1 status=$2 missing excess
    shift 2
    printf '%s\n' "$@" | sort | sed '/^$/d' >wanted
    awk -v status="$status" '$2 == status { print $1 }' "$name.statuses" | sort >got
    missing=$(comm -23 wanted got | tr '\n' ' ')
    excess=$(comm -13 wanted got | tr '\n' ' ')
    rows=$((rows + 1))
    [ -z "$missing$excess" ] ||
        fail "$name" "$status lacks '$missing' and has '$excess' in excess"
}
