#include "agent/debug_session.h"

#include "base/file.h"
#include "base/lock_file.h"

#include <fmt/format.h>

#include <sstream>

namespace periapt::agent {
namespace {

/// Arguments: the debug folder, the client's process, the hook's name, the hook's program and its arguments. A process
/// is known again by the time of its start.
constexpr const char* waiting_script = R"(
folder=$1 client=$2 name=$3
shift 3
started() { local fields; read -ra fields <"/proc/$client/stat" && echo "${fields[21]}"; } 2>/dev/null
since=$(started)
hook=$folder/hook
rm -rf "$hook" && mkdir -m 700 "$hook" || exec "$@"
{
  echo '#!/bin/bash'
  export -p
  printf 'cd %q\nexec' "$PWD"
  printf ' %q' "$@"
  echo ' "$@"'
} >"$hook/hook.sh"
{
  export -p
  printf 'cd %q\nexport JUJU_DEBUG=%q\n' "$PWD" "$hook"
} >"$hook/environment"
chmod 700 "$hook/hook.sh"
echo "$name" >"$hook/name"
touch "$hook/ready"
while [[ -n $since && $(started) == "$since" ]]; do
  if [[ -e $hook/status ]]; then
    status=$(<"$hook/status")
    rm -rf "$hook"
    exit "$status"
  fi
  sleep 0.1
done
[[ ! -S $hook/tmux ]] || tmux -S "$hook/tmux" kill-server
rm -rf "$hook"
exec "$@"
)";

bool is_wanted(const std::filesystem::path& folder, const std::string& hook) {
  std::istringstream lines(read_file_if_exists(folder / "wanted").value_or(""));
  bool all = true;
  for (std::string line; std::getline(lines, line); all = false)
    if (line == hook) return true;
  return all;
}

} // namespace

void wait_for_debugger(HookStart& start, const std::filesystem::path& folder) {
  const auto client = LockFile::holder(folder / "session");
  if (!client || !is_wanted(folder, start.hook)) return;
  std::vector<std::string> argv{"/bin/bash", "-c", waiting_script, "debug-hooks", folder.string(),
                                std::to_string(*client), start.hook};
  argv.push_back(start.program);
  argv.insert(argv.end(), start.argv.begin() + 1, start.argv.end());
  start.program = "/bin/bash";
  start.argv = std::move(argv);
}

} // namespace periapt::agent
