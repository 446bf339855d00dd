#include "cli/debug_session.h"

#include "base/debug_folder.h"
#include "base/file.h"
#include "base/lock_file.h"
#include "base/system_error.h"
#include "cli/machine_place.h"
#include "cli/outcome.h"
#include "core/error.h"
#include "core/names.h"
#include "core/status_report.h"
#include "wire/task_messages.h"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <set>
#include <thread>

namespace periapt::cli {

namespace {

namespace fs = std::filesystem;

constexpr std::chrono::milliseconds look_interval{100};

/// $1: the folder of the waiting hook. What it says goes to stderr: stdout is the hook's.
constexpr const char* hook_shell_script = R"sh(
source "$1/environment"
{
  echo "Hook or action \"$(<"$1/name")\" of $JUJU_UNIT_NAME, with its environment and tools, before it is run."
  echo "Run it:  \$JUJU_DEBUG/hook.sh    It is done:  exit    It has failed:  exit 1"
} >&2
export PS1="$JUJU_UNIT_NAME:$(<"$1/name") % "
if [[ -t 0 ]] && type -P tmux >/dev/null; then
  tmux -S "$1/tmux" new-session -s "$(<"$1/name")" 'bash --norc; echo $? >"$JUJU_DEBUG/shell-status"'
  exit "$(cat "$1/shell-status" 2>/dev/null || echo 1)"
elif [[ -t 0 ]]; then
  exec bash --norc -i
else
  exec bash -s
fi
)sh";
/// $2: the breakpoints.
constexpr const char* hook_breakpoint_script = R"sh(
echo "Hook or action \"$(<"$1/name")\":" >&2
JUJU_DEBUG_AT=$2 JUJU_DEBUG=$1 exec "$1/hook.sh"
)sh";

const std::set<std::string> lifecycle_hooks{
    "install",          "start",           "stop",           "remove",        "config-changed",
    "upgrade-charm",    "update-status",   "leader-elected", "leader-settings-changed", "leader-deposed",
    "pre-series-upgrade", "post-series-upgrade", "collect-metrics", "meter-status-changed",
    "secret-changed",   "secret-expired",  "secret-remove",  "secret-rotate"};

bool is_hook_of(const ApplicationReport& application, const std::string& name) {
  if (lifecycle_hooks.contains(name) || name.ends_with("-storage-attached") || name.ends_with("-storage-detaching"))
    return true;
  return std::any_of(application.bindings.begin(), application.bindings.end(), [&](const auto& endpoint) {
    return name.starts_with(endpoint + "-relation-") || name.starts_with("juju-info-relation-");
  });
}

/// The unit that the word means, "x/leader" too.
UnitName debugged_unit(const StatusReport& report, const std::string& target) {
  constexpr std::string_view leader = "/leader";
  const bool of_leader = target.ends_with(leader);
  for (const auto& application : report.applications)
    for (const auto& unit : application.units)
      if (unit.name == target || (of_leader && unit.leader && application.name + "/leader" == target)) return UnitName(unit.name);
  if (!of_leader && !UnitName::parse(target)) throw UsageError(fmt::format("\"{}\" is not a valid unit name", target));
  throw make_error(ErrorKind::not_found, "unit \"{}\" not found", target);
}

void check_hook_names(ModelClient& model, const StatusReport& report, const UnitName& unit, const std::vector<std::string>& names) {
  const auto application = std::find_if(report.applications.begin(), report.applications.end(), [&](const auto& one) {
    return one.name == unit.application().str();
  });
  const auto actions = model.get<wire::ActionList>({"applications", application->name, "actions"}).actions;
  for (const auto& name : names) {
    if (is_hook_of(*application, name)) continue;
    if (std::any_of(actions.begin(), actions.end(), [&](const auto& one) { return one.name == name; })) continue;
    throw make_error(ErrorKind::not_found, "unit \"{}\" contains neither hook nor action \"{}\"", unit.str(), name);
  }
}

/// What the terminal's keys mean is for the program that has it, until that ends.
class KeysIgnored {
public:
  KeysIgnored() : interrupt_(std::signal(SIGINT, SIG_IGN)), quit_(std::signal(SIGQUIT, SIG_IGN)) {}
  ~KeysIgnored() {
    std::signal(SIGINT, interrupt_);
    std::signal(SIGQUIT, quit_);
  }
  KeysIgnored(const KeysIgnored&) = delete;
  KeysIgnored& operator=(const KeysIgnored&) = delete;

private:
  void (*interrupt_)(int);
  void (*quit_)(int);
};

/// Gives the terminal to that program in the machine; its exit status. It does not outlive this process.
int run_in(const MachinePlace& place, const std::vector<std::string>& argv, const Environment& environment) {
  const KeysIgnored ignored;
  const auto child = ::fork();
  if (child < 0) throw_errno("cannot start a shell");
  if (child == 0) {
    std::signal(SIGINT, SIG_DFL);
    std::signal(SIGQUIT, SIG_DFL);
    ::prctl(PR_SET_PDEATHSIG, SIGHUP);
    try {
      become(place, argv, environment);
    } catch (...) {
      ::_exit(126);
    }
  }
  int status = 0;
  while (::waitpid(child, &status, 0) < 0 && errno == EINTR) {
  }
  return WIFEXITED(status) ? WEXITSTATUS(status) : 1;
}

std::string lines_of(const std::vector<std::string>& words) {
  return words.empty() ? "" : fmt::format("{}\n", fmt::join(words, "\n"));
}

} // namespace

void run_debug_session(Session& session, const std::optional<std::string>& breakpoints) {
  const auto& words = session.arguments.positional();
  if (words.empty()) throw UsageError("no unit name specified");
  auto model = session.model();
  const auto report = model.get<StatusReport>({"status"});
  const auto unit = debugged_unit(report, without_user(words.front()));
  std::vector<std::string> names(words.begin() + 1, words.end());
  if (std::find(names.begin(), names.end(), "*") != names.end()) names.clear();
  check_hook_names(model, report, unit, names);

  const auto place = machine_place(session, model, unit.str());
  const auto there = debug_folder(place.layout, unit.tag());
  const auto folder = path_in(place, fs::relative(there, place.layout.root).string());
  fs::create_directories(folder);
  const auto held = LockFile::try_take(folder / "session");
  if (!held) throw make_error(ErrorKind::conflict, "unit \"{}\" is being debugged by another process", unit.str());
  write_file_atomically(folder / "wanted", lines_of(names));
  session.console.info(fmt::format("Waiting for {} of {}. Interrupt to end.",
                                   names.empty() ? "hooks and actions" : fmt::format("{}", fmt::join(names, ", ")), unit.str()));
  const auto hook = (there / "hook").string();
  std::vector<std::string> argv{"bash", "-c", breakpoints ? hook_breakpoint_script : hook_shell_script, "debug", hook};
  if (breakpoints) argv.push_back(*breakpoints);
  while (true) {
    if (!fs::exists(folder / "hook" / "ready")) {
      std::this_thread::sleep_for(look_interval);
      continue;
    }
    const auto status = run_in(place, argv, login_environment(place, session.surroundings.environment));
    if (!fs::remove(folder / "hook" / "ready")) continue; // the hook was ended from outside
    write_file_atomically(folder / "hook" / "status", std::to_string(status));
  }
}

} // namespace periapt::cli
