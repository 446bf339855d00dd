# Debian packages a charm needs. Hooks of several machines may run at once on one host, so every
# install waits for the package lock, and nothing it installs may start a service on that host.

missing_packages() {
  local package
  for package in "$@"; do
    [[ $(dpkg-query --show --showformat='${db:Status-Status}' "$package" 2>/dev/null) == installed ]] ||
      echo "$package"
  done
}

# ensure_packages PACKAGE…: they are there afterwards, or this hook ends with a status naming those that are not.
ensure_packages() {
  local missing
  missing=$(missing_packages "$@" | paste --serial --delimiters=' ')
  [[ -n $missing ]] || return 0
  ((EUID == 0)) || stop_with blocked "missing packages: $missing (as root: apt-get install $missing)"
  status-set maintenance "installing $missing"
  # shellcheck disable=SC2086 # a list of names
  without_starting_services install_packages $missing
}

install_packages() {
  local apt=(apt-get --yes --quiet -o DPkg::Lock::Timeout=600)
  export DEBIAN_FRONTEND=noninteractive
  "${apt[@]}" install "$@" || { "${apt[@]}" update && "${apt[@]}" install "$@"; }
}

# Debian asks policy-rc.d before it starts a service it has just installed. Ours says no, exists only
# meanwhile, and leaves an existing one alone; the lock keeps two hooks from removing each other's.
without_starting_services() (
  policy=/usr/sbin/policy-rc.d
  exec {lock}>/run/lock/workload-packages.lock
  flock "$lock"
  if [[ ! -e $policy ]]; then
    trap 'rm -f "$policy"' EXIT
    printf '#!/bin/sh\nexit 101\n' >"$policy"
    chmod 755 "$policy"
  fi
  "$@"
)
