# Turns: what only one unit of an application may do at a time, as exchanging the program that it serves with. Nobody
# outside tells them: units ask, and say when they are done, in their own bags of the peer relation `turns`; in the
# application's bag the leader says whose turn it is.
#
#   own bag           turn=wanted, or nothing
#   application's     turn=UNIT, or nothing
#
# A hook that fails changes neither. So a unit that fails in its turn keeps it, and the others wait: what is wrong with a
# new revision of a charm stops at the first unit, until it is mended there or the charm is taken back.
turns=$(relation-ids turns)

# take_turn: whether this unit may go on. If not it has asked, and turns-relation-changed comes when it may.
take_turn() {
  [[ -n $turns ]] || return 0
  relation-set -r "$turns" turn=wanted
  give_turn
  [[ $(whose_turn) == "$JUJU_UNIT_NAME" ]]
}

# end_turn: what was to be done is done, or there is nothing to do. The same for one that had not asked.
end_turn() {
  [[ -n $turns ]] || return 0
  relation-set -r "$turns" turn=
  give_turn
}

# give_turn: the leader looks who is next. To be called in every hook of the relation `turns`, and in leader-elected.
give_turn() {
  local unit next=''
  [[ -n $turns && $(is-leader) == True ]] || return 0
  for unit in $(whose_turn) $({ echo "$JUJU_UNIT_NAME" && relation-list -r "$turns"; } | sort --version-sort); do
    # who has left has no bag any more
    [[ $(relation-get -r "$turns" turn "$unit" 2>/dev/null) != wanted ]] || {
      next=$unit
      break
    }
  done
  relation-set -r "$turns" --app turn="$next"
}

# --- no charm needs to call what follows -------------------------------------------------------

whose_turn() {
  relation-get -r "$turns" --app turn "${JUJU_UNIT_NAME%%/*}"
}
