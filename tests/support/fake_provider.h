// Machines that are entries of a map, for tests of who starts and stops them.
#pragma once

#include "core/error.h"
#include "providers/provider.h"

#include <map>
#include <string>
#include <vector>

namespace periapt::test {

using providers::MachineKey;

class FakeProvider final : public providers::Provider {
public:
  std::string network() const override { return prefix + ".0.0/16"; }
  std::string choose_address(std::int64_t number) const override { return prefix + ".0." + std::to_string(number); }
  void start(const providers::MachineSpec& spec) override {
    ++tries;
    if (broken) throw Error(ErrorKind::unavailable, "cannot start the machine: no room");
    machines[spec.key] = spec;
    ++starts;
  }
  void stop(const MachineKey& key) override {
    if (broken) throw Error(ErrorKind::unavailable, "cannot stop the machine");
    machines.erase(key);
  }
  bool alive(const MachineKey& key) const override { return machines.contains(key); }
  std::vector<providers::MachineState> list() const override {
    std::vector<providers::MachineState> states;
    for (const auto& [key, spec] : machines) states.push_back({key, true});
    return states;
  }

  std::map<MachineKey, providers::MachineSpec> machines;
  int tries = 0;
  int starts = 0; // those that went well
  bool broken = false;
  std::string prefix = "127.9";
};

} // namespace periapt::test
