// Starting controllers on this machine and adding models to them, for `bootstrap`, `add-model` and the
// commands that start a first controller by themselves. Rule: contract/cli.md 2.14 and 2.22; DESIGN section 9,
// rules 21 and 30.
#pragma once

#include "cli/session.h"

#include <map>
#include <string>

namespace periapt::cli {

inline constexpr const char* local_cloud = "localhost";

/// A folder's name and a word of `controller:model`; anything else is a UsageError.
void check_controller_name(const std::string& name);

/// What a controller says of itself, put down.
void complete_entry(ControllerEntry& entry, client::Client& controller);

/// Starts modeld and registers it as `name`; one that is on this machine but was forgotten is found again.
/// Nothing is left when a new one cannot start.
/// Throws Error(already_exists) `controller "x" already exists`.
/// `listen`: where it also answers other machines, "host:port"; empty: nowhere else.
ControllerEntry start_controller(Session& session, const std::string& name, bool make_current, const std::string& listen = "");

/// Makes the controller `name` what the backup holds, and the current one. It may be a new one, one without models, or
/// one that has lost its database. Throws Error(conflict) where models would be lost; what is there stays if it fails.
ControllerEntry restore_controller(Session& session, const std::string& name, const std::filesystem::path& backup);

/// Adds a model and remembers it, as the controller's current one if asked.
wire::ModelInfo create_model(Session& session, const ControllerEntry& controller, const wire::AddModel& request,
                             bool make_current);

/// Where no controller is registered and the program is `model`: starts one named "local" and says so.
/// `with_model`: also a model "default". Does nothing otherwise.
void ensure_first_controller(Session& session, bool with_model);

/// Once a controller: that `local` machines are one trust domain. Not under the name `juju`.
void explain_trust_once(Session& session, const std::string& controller);

} // namespace periapt::cli
