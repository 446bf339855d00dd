// What this client remembers: which controllers and models it knows and which are current. The files are
// those of contract/cli.md 1.8; keys that others wrote are kept.
//
//   $DATA/controllers.yaml  models.yaml  accounts.yaml  clouds.yaml  credentials.yaml    mode 0600, replaced by rename
//   $DATA/client.lock                                      held only while one of them is replaced
//   $DATA/version                                          of all of them: client_migrations.h
//
// Every call reads the files anew, so that commands running at the same time see each other; a text that is as it was is
// not parsed again. What an earlier program
// wrote is carried forward as it is read, and on the disk by the first change; what a later one wrote is Error(conflict).
// Errors: Error(invalid) naming the file when it is not what we expect; std::system_error from the disk.
// Threads: any.
#pragma once

#include "charm/yaml_value.h"

#include <filesystem>
#include <functional>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

namespace periapt::cli {

struct ControllerEntry {
  std::string name;
  std::string uuid;
  std::vector<std::string> api_endpoints; // "unix:<path>" for a local one
  std::string ca_cert;
  std::string cloud;
  std::string region;
  std::string type;
  std::string agent_version;
  int machine_count = 0;
};

/// Whom this client speaks as to a controller.
struct AccountEntry {
  std::string user;
  std::string session_token; // empty: whoever owns the controller's socket
  std::string access;        // to the controller, as it was last known
};

struct ModelEntry {
  std::string name; // "admin/foo"
  std::string uuid;
  bool operator==(const ModelEntry&) const = default;
};

class ClientFiles {
public:
  explicit ClientFiles(std::filesystem::path folder) : folder_(std::move(folder)) {}
  const std::filesystem::path& folder() const { return folder_; }

  std::vector<ControllerEntry> controllers() const; // sorted by name
  std::optional<ControllerEntry> controller(const std::string& name) const;
  std::optional<std::string> current_controller() const;
  /// Adds or replaces; unknown keys of an old entry stay.
  void save_controller(const ControllerEntry& entry);
  /// Forgets the controller with its models and account.
  void remove_controller(const std::string& name);
  void set_current_controller(const std::string& name);
  /// True the first time it is asked about this matter of this controller.
  bool first_time(const std::string& controller, const std::string& matter);

  std::vector<ModelEntry> models(const std::string& controller) const; // sorted by name
  std::optional<std::string> current_model(const std::string& controller) const;
  void save_model(const std::string& controller, const ModelEntry& entry);
  /// The controller's whole list, as it just said.
  void replace_models(const std::string& controller, const std::vector<ModelEntry>& entries);
  void remove_model(const std::string& controller, const std::string& name);
  /// "" means none
  void set_current_model(const std::string& controller, const std::string& name);

  /// nullopt: not logged in.
  std::optional<AccountEntry> account(const std::string& controller) const;
  void save_account(const std::string& controller, const AccountEntry& account);
  void remove_account(const std::string& controller);
  /// Who one is there; "admin" when not logged in.
  std::string user(const std::string& controller) const;

  /// A whole file, for who knows what is in it: client_clouds.h.
  using Edit = std::function<void(charm::YamlMap& document)>;
  charm::YamlMap read(const char* file) const; // empty when it is not there
  void change(const char* file, const Edit& edit);

private:
  /// What a file held when it was last read.
  struct Known {
    int version = 0;
    std::string text;
    charm::YamlMap document;
  };

  charm::YamlMap read_as(int version, const char* file) const;
  charm::YamlMap parse(int version, const char* file, const std::string& text) const;
  void bring_up_to_date();
  void remove_from(const char* file, const std::string& controller);

  std::filesystem::path folder_;
  mutable std::mutex mutex_; // of what follows
  mutable std::map<std::string, Known> known_;
};

} // namespace periapt::cli
