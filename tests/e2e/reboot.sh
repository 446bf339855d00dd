#!/bin/bash
# juju-reboot lets its hook end, juju-reboot --now runs it again; either way the machine's processes are new ones and
# start is run. A hook that is killed runs again without an error.
source "$(dirname "$0")/lib.sh"

charm=$scratch/rebooting
mkdir "$charm"
printf '%s\n' 'name: rebooting' 'summary: reboots' 'description: reboots' >"$charm/metadata.yaml"
printf '%s\n' 'options:' '  end: {type: string, default: ""}' >"$charm/config.yaml"
cat >"$charm/dispatch" <<'END'
#!/bin/bash
echo "$JUJU_HOOK_NAME" >>hooks.log
[[ $JUJU_HOOK_NAME == config-changed ]] || exit 0
end=$(config-get end)
[[ -n $end && ! -e seen-$end ]] || exit 0
touch "seen-$end"
case $end in
  plain) juju-reboot ;;
  now) juju-reboot --now && sleep 60 ;;
  killed) kill -TERM $$ ;;
esac
END
chmod +x "$charm/dispatch"

hooks_are() {
  [[ $(hooks_of rebooting/0 | tr '\n' ' ') == "$* " ]]
}

model add-charm "$charm"
wait_for 30 units_idle rebooting/0
deployed=(install leader-elected config-changed start)
wait_for 5 hooks_are "${deployed[@]}"
wait_for_log 'ran "start" hook \(via hook dispatching script: dispatch\)'

first_agent=$(running model-agent run)
model config rebooting end=plain
wait_for 20 hooks_are "${deployed[@]}" config-changed start
wait_for 20 units_idle rebooting/0
wait_for 5 ended "$first_agent"
wait_for_log 'reboot detected'

model config rebooting end=now
wait_for 20 hooks_are "${deployed[@]}" config-changed start config-changed config-changed start

model config rebooting end=killed
wait_for 20 hooks_are "${deployed[@]}" config-changed start config-changed config-changed start config-changed config-changed
wait_for 20 units_idle rebooting/0
