// Where machines come from. A manager compares the machines that are wanted with list() and calls start() and
// stop() until they agree; every call may be repeated.
// Errors: periapt::Error; `unavailable` where trying again may help. Threads: any, one call at a time for one
// machine; calls block (start: milliseconds, stop: up to seconds), so never from an I/O or writer thread.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace periapt::providers {

/// A machine's identity towards its provider: the folder's name, unique in the controller.
struct MachineKey {
  std::string model_uuid;
  std::string name; // "0"
  auto operator<=>(const MachineKey&) const = default;
};

struct MachineSpec {
  MachineKey key;
  std::int64_t machine_id = 0; // the row's
  std::string token;           // of its agent
  std::string address;         // from choose_address(), stored by the caller
};

/// With what a machine's agent says who it is.
struct MachineToken {
  MachineKey key;
  std::int64_t machine_id = 0;
  std::string token;
};

struct MachineState {
  MachineKey key;
  bool alive = false; // its supervisor runs
};

class Provider {
public:
  virtual ~Provider() = default;

  /// "127.37.0.0/16", or empty where machines have addresses of their own.
  virtual std::string network() const = 0;
  /// The address machine number `number` of the controller will have (1, 2, …; never used again while in use
  /// by another). Throws Error(unavailable) when the network is full.
  virtual std::string choose_address(std::int64_t number) const = 0;

  /// Makes the machine and starts its agent, or starts it again if it died; one that is alive is left alone.
  virtual void start(const MachineSpec& spec) = 0;
  /// Ends everything on the machine and removes it. A machine that does not exist is success. Always ends.
  virtual void stop(const MachineKey& key) = 0;
  virtual bool alive(const MachineKey& key) const = 0;
  /// Every machine there is, also those the caller does not know.
  virtual std::vector<MachineState> list() const = 0;
};

} // namespace periapt::providers
