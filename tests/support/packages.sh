# The packages of tests/packages.txt. Sourced by tests/run.sh and examples/quickstart.sh, from the project's root.
# It does what the charms do: the functions are those of their shared layer.

# The layer's `install_packages`, also for `sudo bash -c`: no service is started on this host.
readonly package_functions=charms/layers/workload/lib/workload/packages.sh
source "$package_functions"

wanted_packages() {
  grep --invert-match --extended-regexp '^(#|$)' tests/packages.txt
}

# require_packages: they are all there afterwards; or it fails, having said which are not and how to get them.
require_packages() {
  local missing
  # shellcheck disable=SC2046 # a list of names
  mapfile -t missing < <(missing_packages $(wanted_packages))
  ((${#missing[@]} > 0)) || return 0
  if ((EUID == 0)); then
    echo "Installing ${missing[*]}"
    without_starting_services install_packages "${missing[@]}"
  elif can_sudo; then
    echo "Installing ${missing[*]}"
    # shellcheck disable=SC2016 # expanded by the shell below sudo
    sudo bash -c 'source "$1"; shift; without_starting_services install_packages "$@"' - "$package_functions" "${missing[@]}"
  else
    echo "These packages are missing, and installing them needs root rights: ${missing[*]}" >&2
    echo "Let somebody who may do so run: apt-get install ${missing[*]}" >&2
    return 1
  fi
}

# A password can be asked for only where somebody sits.
can_sudo() {
  command -v sudo >/dev/null && { [[ -t 0 ]] || sudo --non-interactive true 2>/dev/null; }
}
