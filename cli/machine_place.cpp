#include "cli/machine_place.h"

#include "base/lock_file.h"
#include "base/machine_conf.h"
#include "base/system_error.h"
#include "base/unique_fd.h"
#include "core/error.h"
#include "core/names.h"
#include "core/status_report.h"

#include <fcntl.h>
#include <pwd.h>
#include <sched.h>
#include <unistd.h>

#include <algorithm>
#include <fstream>

namespace periapt::cli {

namespace {

namespace fs = std::filesystem;

constexpr const char* service_folders = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin:/snap/bin";

const UnitReport* find_unit_report(const StatusReport& report, const std::string& name) {
  for (const auto& application : report.applications)
    for (const auto& unit : application.units)
      if (unit.name == name) return &unit;
  return nullptr;
}

/// "wordpress/leader" as the unit it means.
std::string unit_meant(const StatusReport& report, const std::string& target) {
  constexpr std::string_view leader = "/leader";
  if (!target.ends_with(leader)) return target;
  const auto name = target.substr(0, target.size() - leader.size());
  for (const auto& application : report.applications)
    for (const auto& unit : application.units)
      if (application.name == name && unit.leader) return unit.name;
  throw make_error(ErrorKind::not_found, "could not determine leader for \"{}\"", name);
}

std::string machine_of(const StatusReport& report, const std::string& target) {
  if (is_valid_machine_name(target)) {
    const bool known = std::any_of(report.machines.begin(), report.machines.end(),
                                   [&](const auto& machine) { return machine.name == target; });
    if (!known) throw make_error(ErrorKind::not_found, "machine {} not found", target);
    return target;
  }
  const auto* unit = find_unit_report(report, unit_meant(report, target));
  if (!unit) throw make_error(ErrorKind::not_found, "unit \"{}\" not found", target);
  if (!unit->principal) return unit->machine;
  const auto* principal = find_unit_report(report, *unit->principal);
  return principal ? principal->machine : "";
}

std::optional<MachineLayout> find_layout(const fs::path& machines, const std::string& model, const std::string& name) {
  std::error_code none; // no folder: no machines
  for (const auto& entry : fs::directory_iterator(machines, none)) {
    const MachineLayout layout{entry.path()};
    try {
      const auto conf = read_machine_conf(layout.conf());
      if (conf.model_uuid == model && conf.machine_name == name) return layout;
    } catch (const std::runtime_error&) {
      // half made
    }
  }
  return std::nullopt;
}

std::string mount_namespace_of(const std::string& process) {
  std::error_code unknown;
  return fs::read_symlink("/proc/" + process + "/ns/mnt", unknown).string();
}

bool has_own_mounts(const MachinePlace& place) {
  return ::geteuid() == 0 && mount_namespace_of(std::to_string(place.supervisor)) != mount_namespace_of("self");
}

void enter_mounts(const MachinePlace& place) {
  if (!has_own_mounts(place)) return;
  const auto path = fmt::format("/proc/{}/ns/mnt", place.supervisor);
  const UniqueFd mounts(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  if (!mounts || ::setns(mounts.get(), CLONE_NEWNS) != 0) throw_errno("cannot enter the machine's mounts");
}

std::vector<char*> pointers_of(std::vector<std::string>& texts) {
  std::vector<char*> pointers;
  for (auto& text : texts) pointers.push_back(text.data());
  pointers.push_back(nullptr);
  return pointers;
}

} // namespace

std::string without_user(const std::string& target) {
  const auto at = target.find('@');
  return at == std::string::npos ? target : target.substr(at + 1);
}

MachinePlace machine_place(Session& session, ModelClient& model, const std::string& target) {
  const auto report = model.get<StatusReport>({"status"});
  const auto machine = machine_of(report, target);
  const auto& ref = model.model();
  const auto machines = session.local(ref.controller).folder() / "machines";
  const auto layout = find_layout(machines, ref.uuid, machine);
  const auto supervisor = layout ? LockFile::holder(layout->supervisor_lock()) : std::nullopt;
  if (!supervisor)
    throw make_error(ErrorKind::unavailable, "cannot reach machine {}: it does not run on this host", machine);
  return {.layout = *layout, .supervisor = *supervisor};
}

fs::path path_in(const MachinePlace& place, const std::string& path) {
  const auto whole = place.layout.root / path;
  if (!has_own_mounts(place)) return whole;
  return fs::path(fmt::format("/proc/{}/root", place.supervisor)) / whole.relative_path();
}

Environment login_environment(const MachinePlace& place, const Environment& own) {
  const auto* user = ::getpwuid(::geteuid());
  Environment environment{{"HOME", place.layout.root.string()},
                          {"PATH", service_folders},
                          {"PWD", place.layout.root.string()},
                          {"SHELL", "/bin/bash"},
                          {"USER", user ? user->pw_name : "ubuntu"}};
  environment["LOGNAME"] = environment["USER"];
  for (const char* kept : {"LANG", "LC_ALL", "TERM"})
    if (const auto found = own.find(kept); found != own.end()) environment.insert(*found);
  return environment;
}

void become(const MachinePlace& place, const std::vector<std::string>& argv, const Environment& environment) {
  enter_mounts(place);
  if (::chdir(place.layout.root.c_str()) != 0) throw_errno("cannot go to \"{}\"", place.layout.root.string());
  auto words = argv;
  std::vector<std::string> variables;
  for (const auto& [name, value] : environment) variables.push_back(name + "=" + value);
  ::execvpe(words.front().c_str(), pointers_of(words).data(), pointers_of(variables).data());
  throw_errno("cannot start \"{}\"", argv.front());
}

void become(const std::vector<std::string>& argv) {
  auto words = argv;
  ::execvp(words.front().c_str(), pointers_of(words).data());
  throw_errno("cannot start \"{}\"", argv.front());
}

} // namespace periapt::cli
