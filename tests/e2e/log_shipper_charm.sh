#!/bin/bash
# The subordinate log-shipper: what its principal's daemon and a file say arrives where the option says, also what is said
# while nobody listens there.
source "$(dirname "$0")/lib.sh"

model add-charm ./charms/haproxy
model add-charm ./charms/log-shipper --config files="$scratch/wiki-*.log"
model relate log-shipper haproxy
shipper_says() { # shipper_says STATUS MESSAGE
  [[ $(of_status '.applications.haproxy.units["haproxy/0"].subordinates["log-shipper/0"]["workload-status"] | .current + " " + .message') == "$1 $2"* ]]
}
wait_for 90 shipper_says blocked "option target: where to?"
model config log-shipper target=here
wait_for 30 shipper_says blocked 'option target: "here" is none'

model config log-shipper target="file://$scratch/collected"
wait_for 30 shipper_says active "the logs of haproxy/0 go to file:///"
daemon_has_spoken() { grep --quiet ' haproxy-0 haproxy - - - .*worker' "$scratch/collected"; }
wait_for 30 daemon_has_spoken
echo "page \"one\" \\ saved" >"$scratch/wiki-a.log"
arrived() { grep --quiet --fixed-strings -- "$1" "$scratch/$2"; }
wait_for 30 arrived ' haproxy-0 wiki-a.log - - - page "one" \ saved' collected

# A server that is not there yet gets what was said meanwhile, and not what went to the file.
port=$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
model config log-shipper target="tcp://127.0.0.1:$port"
wait_for 30 shipper_says active "the logs of haproxy/0 go to tcp://"
echo "page two saved" >>"$scratch/wiki-a.log"
python3 - "$port" >"$scratch/server" <<'END' &
import socket, sys
listener = socket.create_server(("127.0.0.1", int(sys.argv[1])))
while True:
    for line in listener.accept()[0].makefile():
        print(line, end="", flush=True)
END
server=$!
wait_for 60 arrived "page two saved" server
kill "$server"
if grep --quiet "page \"one\"" "$scratch/server"; then fail "a line was sent to both"; fi
