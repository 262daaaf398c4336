#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Measures linnetd and the Node.js server in turn, on the same cores, with the same generator, and
# prints medians and ratios. ./dev bench [SCENARIO…] builds what this needs.
#
# RUNS (3), SECONDS_EACH (5), CORES (all of them), MESSAGES (1000000, of the long conversation),
# OUT (a folder for the raw figures)
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
bin=build/release/bin
runs=${RUNS:-3}
seconds=${SECONDS_EACH:-5}
cores=${CORES:-0-$(($(nproc) - 1))}
work=$(mktemp -d)
out=${OUT:-$work/out}
mkdir -p "$out"
server=
port=
scenarios=("$@")
[ $# -gt 0 ] || scenarios=(start pairs half group list history idle100 idle10000
    beside-stalled)

stop_server() {
    [ -z "$server" ] || kill "$server" 2>/dev/null || true
    [ -z "$server" ] || wait "$server" 2>/dev/null || true
    server=
}
trap 'stop_server; rm -rf "$work"' EXIT

free_port() { node -e 'const s=require("net").createServer().listen(0,"127.0.0.1",()=>{console.log(s.address().port);s.close()})'; }

milliseconds() { date +%s%3N; }

# Without another program, whose own start would be part of the figure.
answers() {
    local status
    exec 9<>"/dev/tcp/127.0.0.1/$port" || return
    printf 'GET /health HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n' >&9
    read -r status <&9
    exec 9>&-
    [[ $status == *200* ]]
} 2>/dev/null

# start_server NAME: on a copy of its seeded data, so that each run begins alike.
start_server() {
    port=$(free_port)
    rm -rf "$work/$1-run"
    cp -r "$work/$1" "$work/$1-run"
    sync "$work/$1-run"/* # Or the first commit waits for all of it.
    began=$(milliseconds)
    case $1 in
        linnet)
            taskset -c "$cores" "$bin/linnetd" serve --config "$work/linnetd.conf" \
                --data-dir "$work/linnet-run" --listen "127.0.0.1:$port" 2>>"$work/linnet.log" &
            ;;
        node)
            NODE_ENV=production taskset -c "$cores" node tests/bench/peer/server.mjs "$port" \
                "$work/node-run/peer.db" "$work/jwks.json" 2>>"$work/node.log" &
            ;;
    esac
    server=$!
    local deadline=$(($(milliseconds) + 20000))
    until answers; do
        [ "$(milliseconds)" -lt "$deadline" ] || { echo "$1 does not answer" >&2; cat "$work/$1.log" >&2; exit 1; }
    done
}

load() { taskset -c "$cores" "$bin/linnet-loadgen" "$1" "$work/seed.json" --port "$port" --seconds "$seconds" --server-pid "$server" "${@:2}"; }

# measure NAME SCENARIO: one line of JSON.
measure() {
    local began
    case $2 in
        start)
            start_server "$1"
            echo "{\"start_ms\":$(($(milliseconds) - began))}"
            ;;
        *) start_server "$1" ;;&
        pairs) load pairs --pairs 50 --in-flight 16 ;;
        half) load open --pairs 50 --rate "$(half_rate "$1")" ;;
        group) load group --in-flight 4 ;;
        list) load list --connections 32 ;;
        history) load history ;;
        idle100) load open --pairs 5 --rate 200 --idle 100 ;;
        # Each receiver gets a megabyte: more than the server keeps for a client that takes none.
        beside-stalled) load stalled --pairs 10 --rate 200 --padding 8000 --stalled 500 ;;
        idle10000) load open --pairs 5 --rate 200 --idle 10000 ;;
    esac
    stop_server
}

# Half of what NAME was measured to do, or of what is asked of linnetd.
half_rate() {
    local full
    full=$(node tests/bench/summary.mjs median "$out/$1-pairs" acknowledged_per_s 2>/dev/null || true)
    echo $((${full:-30000} / 2))
}

mkdir -p "$work/linnet" "$work/node"
printf '[limits]\nrates = false\nsocketsPerSession = 100000\nconnectionsPerAddress = 20000\n[auth]\naccessLifetime = "12h"\n' >"$work/linnetd.conf"
"$bin/linnet-seed" "$work/linnet" "$work/seed.json" "$work/jwks.json" "${MESSAGES:-1000000}"
node tests/bench/peer/seed.mjs "$work/seed.json" "$work/node/peer.db"

for scenario in "${scenarios[@]}"; do
    for name in linnet node; do
        : >"$out/$name-$scenario"
    done
    for ((run = 1; run <= runs; ++run)); do
        for name in linnet node; do
            echo "$scenario, $name, run $run of $runs" >&2
            measure "$name" "$scenario" >>"$out/$name-$scenario"
        done
    done
done
echo "Machine: $(nproc) x $(sed -n 's/^model name[^:]*: //p' /proc/cpuinfo | head -1), $(. /etc/os-release && echo "$PRETTY_NAME"), Node.js $(node --version); cores $cores for server and generator"
node tests/bench/summary.mjs table "$out" "${scenarios[@]}"
