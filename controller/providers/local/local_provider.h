// Machines on this host: a folder, a loopback address of their own, and a detached supervisor that outlives
// modeld (DESIGN sections 5 and 9, rules 8, 21, 23). One trust domain: no isolation is claimed.
//
//   <machines folder>/<first 8 of the model's uuid>-<n>/    (base/machine_layout.h)
#pragma once

#include "base/machine_layout.h"
#include "providers/local/network_claim.h"
#include "providers/provider.h"

#include <chrono>
#include <filesystem>
#include <optional>
#include <string>

namespace periapt::providers {

struct LocalProviderOptions {
  std::filesystem::path machines_folder;   // <controller's folder>/machines
  std::filesystem::path controller_socket; // what agents connect to
  std::filesystem::path agent_program;     // model-agent
  std::chrono::milliseconds stop_timeout{20000}; // for a supervisor to end everything; then SIGKILL
};

class LocalProvider final : public Provider {
public:
  /// `network` is what an earlier run stored; none at bootstrap. It is claimed for this process's lifetime, so
  /// that two controllers on one host never share one; another is drawn if it is taken: compare network() with
  /// the stored one and store it. Throws Error(unavailable) if all are taken.
  LocalProvider(LocalProviderOptions options, const std::optional<std::string>& network);

  std::string network() const override;
  std::string choose_address(std::int64_t number) const override;
  void start(const MachineSpec& spec) override;
  void stop(const MachineKey& key) override;
  bool alive(const MachineKey& key) const override;
  std::vector<MachineState> list() const override;

  /// What the machines here show to their controller: one restored from a backup may not know it any more.
  std::vector<MachineToken> tokens() const;

  /// Where a machine's folder is, made or not.
  MachineLayout layout(const MachineKey& key) const;

private:
  void start_supervisor(const MachineLayout& layout) const;
  void stop_supervisor(const MachineLayout& layout) const;

  LocalProviderOptions options_;
  NetworkClaim claim_;
};

} // namespace periapt::providers
