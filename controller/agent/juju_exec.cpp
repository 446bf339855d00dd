#include "agent/juju_exec.h"

#include "agent/commands.h"
#include "agent/juju_exec_call.h"
#include "agent/tool_frames.h"
#include "base/data_folder.h"
#include "base/machine_conf.h"
#include "base/machine_layout.h"
#include "base/system_error.h"
#include "base/unix_socket.h"
#include "core/error.h"
#include "wire/codec.h"

#include <fmt/format.h>

#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <thread>

namespace periapt::agent {
namespace {

namespace fs = std::filesystem;

constexpr std::chrono::seconds agent_patience{30}; // it may be restarting

constexpr std::string_view help_text = R"( [OPTIONS] [-u UNIT | UNIT] COMMANDS...

Run commands with bash in a unit's hook context: its charm's folder, its environment and the hook tools. For cron
jobs and services on the unit's machine. The commands wait until no hook runs. What they change with hook tools is
kept if they succeed. UNIT is a name (mysql/0) or a tag (unit-mysql-0), and may be left out where there is only one.

Options:
  -u UNIT                 the unit; everything that follows is the commands
  -r, --relation ID       run them as if for this relation
  --remote-unit UNIT      with -r: and for this unit of the other side
  --remote-app APP        with -r: and for this application
  --force-remote-unit     do not check the remote unit
  --no-context            run them as they are, for no unit
  -h, --help              show this

Examples:
  juju-exec mysql/0 'status-set active "backup done"'
  juju-exec -r db:3 mysql/0 relation-get
)";

std::string variable(const char* name) {
  const char* value = std::getenv(name);
  return value ? value : "";
}

/// Of all local controllers, and of one model only if the caller says so.
std::vector<MachineLayout> machines() {
  // What a hook has started knows its charm's folder, and is told nothing of where the controller's data is.
  const fs::path charm = variable("JUJU_CHARM_DIR");
  const MachineLayout own{charm.parent_path().parent_path().parent_path()};
  std::error_code none;
  if (!charm.empty() && fs::exists(own.conf(), none)) return {own};
  std::vector<MachineLayout> found;
  const auto model = variable("JUJU_MODEL_UUID");
  for (const auto& controller : fs::directory_iterator(data_folder() / "controllers", none)) {
    for (const auto& folder : fs::directory_iterator(controller.path() / "machines", none)) {
      const MachineLayout machine{folder.path()};
      if (!fs::exists(machine.conf(), none)) continue;
      if (model.empty() || read_machine_conf(machine.conf()).model_uuid == model) found.push_back(machine);
    }
  }
  return found;
}

std::optional<UnitName> only_unit() {
  std::vector<UnitName> units;
  std::error_code none;
  for (const auto& machine : machines()) {
    for (const auto& folder : fs::directory_iterator(machine.root / "agents", none)) {
      if (auto unit = parse_unit_or_tag(folder.path().filename().string())) units.push_back(*unit);
    }
  }
  return units.size() == 1 ? std::optional(units.front()) : std::nullopt;
}

MachineLayout machine_of(const UnitName& unit) {
  std::vector<MachineLayout> found;
  std::error_code none;
  for (const auto& machine : machines()) {
    if (fs::exists(machine.unit(unit.tag()), none)) found.push_back(machine);
  }
  if (found.empty()) {
    throw make_error(ErrorKind::not_found, "unit \"{}\" not found on this machine (looked in \"{}\")", unit.str(),
                     data_folder().string());
  }
  if (found.size() > 1) {
    throw make_error(ErrorKind::invalid, "unit \"{}\" is in several models: set JUJU_MODEL_UUID to say which", unit.str());
  }
  return found.front();
}

UniqueFd connect_to(const MachineLayout& machine) {
  const auto end = std::chrono::steady_clock::now() + agent_patience;
  while (true) {
    try {
      return connect_unix(machine.exec_socket());
    } catch (const std::system_error& error) {
      if (std::chrono::steady_clock::now() > end) throw;
      std::this_thread::sleep_for(std::chrono::milliseconds(100));
    }
  }
}

void send_all(int fd, std::string_view bytes) {
  while (!bytes.empty()) {
    const auto sent = retry_interrupted([&] { return ::send(fd, bytes.data(), bytes.size(), MSG_NOSIGNAL); });
    if (sent < 0) throw_errno("cannot call the agent");
    bytes.remove_prefix(static_cast<std::size_t>(sent));
  }
}

std::string receive_exactly(int fd, std::size_t size_bytes) {
  std::string bytes(size_bytes, '\0');
  std::size_t have = 0;
  while (have < size_bytes) {
    const auto got = retry_interrupted([&] { return ::recv(fd, bytes.data() + have, size_bytes - have, 0); });
    if (got <= 0) {
      throw make_error(ErrorKind::unavailable, "the agent ended before the commands did; what they changed with hook "
                                               "tools may be lost: run them again");
    }
    have += static_cast<std::size_t>(got);
  }
  return bytes;
}

ToolExit run_in_context(const JujuExecCall& call) {
  const auto machine = machine_of(*call.unit);
  const UniqueFd agent = connect_to(machine);
  const CommandRequest request{.unit = call.unit->str(),
                               .commands = call.commands,
                               .relation = call.relation,
                               .remote_unit = call.remote_unit,
                               .remote_application = call.remote_application,
                               .force_remote_unit = call.force_remote_unit};
  send_all(agent.get(), encode_frame(frame_commands, wire::encode(request)));
  const auto bytes = receive_exactly(agent.get(), frame_header_bytes);
  std::array<char, frame_header_bytes> header{};
  std::copy(bytes.begin(), bytes.end(), header.begin());
  return parse_exit(receive_exactly(agent.get(), parse_frame_header(header).length));
}

[[noreturn]] void run_without_context(const std::string& commands) {
  const char* const argv[] = {"/bin/bash", "-c", commands.c_str(), nullptr};
  ::execv(argv[0], const_cast<char* const*>(argv));
  throw_errno("cannot run /bin/bash");
}

} // namespace

int juju_exec(const std::string& name, const std::vector<std::string>& arguments) {
  try {
    if (!arguments.empty() && (arguments.front() == "--help" || arguments.front() == "-h")) {
      fmt::print("Usage: {}{}", name, help_text);
      return EXIT_SUCCESS;
    }
    const auto context = variable("JUJU_CONTEXT_ID");
    if (!context.empty())
      throw make_error(ErrorKind::invalid, "juju-exec cannot be called from within a hook, have context \"{}\"", context);
    const auto call = parse_juju_exec(arguments, only_unit);
    if (call.no_context) run_without_context(call.commands);
    const auto result = run_in_context(call);
    fmt::print("{}", result.out);
    fmt::print(stderr, "{}", result.err);
    return result.code;
  } catch (const Error& error) {
    fmt::print(stderr, "ERROR {}\n", error.what());
    return error.kind() == ErrorKind::invalid ? 2 : 1;
  } catch (const std::exception& error) {
    fmt::print(stderr, "ERROR {}\n", error.what());
    return 1;
  }
}

} // namespace periapt::agent
