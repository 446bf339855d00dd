// A machine's folder, as provider, supervisor and agent see it. Below it everything is named as charms know it
// from /var/lib/juju (contract/environment.md, section 12).
//
//   DIR/
//     machine.conf            who this machine is and where its controller listens (machine_conf.h), 0600
//     supervisor.lock         held by the supervisor as long as it runs (lock_file.h names the holder)
//     supervisor.log          what the supervisor itself has to say
//     log/                    the machine's log: hook output, juju-log, agent (segmented_log.h)
//     state.db                the agent's own state (agent/state)
//     exec.socket             where juju-exec calls the agent
//     agents/unit-x-0/        charm/ resources/ state/
//       arriving/<resource>   a resource that is not known to be whole yet
//       agent.socket          where the unit's hook tools connect; held open by the supervisor
//     storage/                storage that goes with the machine: <name>/<number>/
//     mount-points            where its storage was mounted on the host, one path a line
//     tools/unit-x-0/         one link a hook tool, first in the hooks' PATH
//     tools/machine-0/        jujud, which prints its version
#pragma once

#include <filesystem>
#include <string>

namespace periapt {

struct MachineLayout {
  std::filesystem::path root;

  std::filesystem::path conf() const { return root / "machine.conf"; }
  std::filesystem::path supervisor_lock() const { return root / "supervisor.lock"; }
  std::filesystem::path supervisor_log() const { return root / "supervisor.log"; }
  std::filesystem::path log() const { return root / "log"; }
  std::filesystem::path state_database() const { return root / "state.db"; }

  std::filesystem::path exec_socket() const { return root / "exec.socket"; }

  /// `tag` is a unit's: "unit-x-0" (UnitName::tag()).
  std::filesystem::path unit(const std::string& tag) const { return root / "agents" / tag; }
  std::filesystem::path charm(const std::string& tag) const { return unit(tag) / "charm"; }
  std::filesystem::path unit_state(const std::string& tag) const { return unit(tag) / "state"; }
  std::filesystem::path resources(const std::string& tag) const { return unit(tag) / "resources"; }
  std::filesystem::path arriving_resources(const std::string& tag) const { return unit(tag) / "arriving"; }
  /// Listen and connect with unix_socket.h; what hooks are told is socket_path() of it.
  std::filesystem::path agent_socket(const std::string& tag) const { return unit(tag) / "agent.socket"; }
  std::filesystem::path storage() const { return root / "storage"; }
  std::filesystem::path mount_points() const { return root / "mount-points"; }
  std::filesystem::path tools(const std::string& tag) const { return root / "tools" / tag; }
};

} // namespace periapt
