# shellcheck shell=bash
# Checks that end the hook with what was unexpected.

surprise() {
  juju-log -l ERROR -- "$JUJU_HOOK_NAME: $*"
  exit 1
}

# answers EXPECTED COMMAND…: its output, without the last newline.
answers() {
  local expected=$1 actual
  shift
  actual=$("$@") || surprise "$* ended with $?"
  [[ $actual == "$expected" ]] || surprise "$* said \"$actual\", not \"$expected\""
}

# like PATTERN COMMAND…
like() {
  local pattern=$1 actual
  shift
  actual=$("$@") || surprise "$* ended with $?"
  [[ $actual =~ $pattern ]] || surprise "$* said \"$actual\", which is not like \"$pattern\""
}

# refused STATUS TEXT COMMAND…: ends so, and says that on stderr.
refused() {
  local expected=$1 text=$2 status=0 said
  shift 2
  said=$("$@" 2>&1 >/dev/null) || status=$?
  [[ $status == "$expected" && $said == "ERROR $text"* ]] || surprise "$* ended with $status and said \"$said\""
}

check_environment() {
  local name
  for name in CHARM_DIR JUJU_CHARM_DIR JUJU_CONTEXT_ID JUJU_HOOK_NAME JUJU_DISPATCH_PATH JUJU_UNIT_NAME \
    JUJU_AGENT_SOCKET_ADDRESS JUJU_AGENT_SOCKET_NETWORK JUJU_MODEL_UUID JUJU_MODEL_NAME JUJU_API_ADDRESSES \
    JUJU_MACHINE_ID JUJU_PRINCIPAL_UNIT JUJU_AVAILABILITY_ZONE JUJU_VERSION CLOUD_API_VERSION JUJU_SLA \
    JUJU_CHARM_HTTP_PROXY JUJU_CHARM_HTTPS_PROXY JUJU_CHARM_FTP_PROXY JUJU_CHARM_NO_PROXY LANG TERM; do
    [[ -v $name ]] || surprise "$name is not there"
  done
  [[ ! -v HOME ]] || surprise "HOME is $HOME"
  [[ $PWD == "$JUJU_CHARM_DIR" && $CHARM_DIR == "$JUJU_CHARM_DIR" ]] || surprise "the working directory is $PWD"
  [[ $JUJU_DISPATCH_PATH == "hooks/$JUJU_HOOK_NAME" ]] || surprise "the dispatch path is $JUJU_DISPATCH_PATH"
}

check_relation_environment() {
  local kind=${JUJU_HOOK_NAME##*-relation-}
  if [[ $kind == "$JUJU_HOOK_NAME" ]]; then
    [[ ! -v JUJU_RELATION && ! -v JUJU_RELATION_ID && ! -v JUJU_REMOTE_UNIT ]] || surprise "a relation is named"
    return
  fi
  [[ $JUJU_RELATION == "${JUJU_HOOK_NAME%-relation-*}" ]] || surprise "the relation is $JUJU_RELATION"
  [[ $JUJU_RELATION_ID =~ ^$JUJU_RELATION:[0-9]+$ ]] || surprise "the relation's id is $JUJU_RELATION_ID"
  [[ -n $JUJU_REMOTE_APP ]] || surprise "the remote application is not named"
  case $kind in
    joined | departed) [[ $JUJU_REMOTE_UNIT == "$JUJU_REMOTE_APP"/* ]] || surprise "the unit is $JUJU_REMOTE_UNIT" ;;
    created | broken) [[ -v JUJU_REMOTE_UNIT && -z $JUJU_REMOTE_UNIT ]] || surprise "a unit is named" ;;
  esac
  [[ $kind == departed || ! -v JUJU_DEPARTING_UNIT ]] || surprise "a departing unit is named"
}
