// Destroying models and controllers: the request, the wait with its progress lines, what is forgotten
// afterwards. Rule: contract/cli.md, 2.15 and 2.22.
#pragma once

#include "cli/session.h"

#include <chrono>
#include <optional>
#include <vector>

namespace periapt::cli {

/// What becomes of storage that outlives its machines. Unspoken, a model that has some is not destroyed.
enum class StorageChoice { unspoken, destroy, release };
/// As --destroy-storage and --release-storage say.
StorageChoice storage_choice(const Arguments& arguments);

/// Without the controller's own, which ends with the controller.
std::vector<wire::ModelInfo> without_controller_model(std::vector<wire::ModelInfo> models);

/// Returns when the model is gone, and forgets it. `patience`: after it Error(unavailable); none = no limit.
void destroy_model(Session& session, ModelClient& model, bool force, StorageChoice storage,
                   std::optional<std::chrono::milliseconds> patience = std::nullopt);

/// Whether its folder is this client's to remove: a controller of another machine, or of another client, has its own.
bool is_own_controller(const Session& session, const ControllerEntry& controller);

/// Stops a controller that has no models any more and forgets it; of one's own the folder is removed.
void remove_controller(Session& session, const ControllerEntry& controller);

/// The same for one of one's own that cannot be made to do it: ends what runs on its machines, without their hooks.
void remove_controller_by_force(Session& session, const ControllerEntry& controller);

/// "1 machine(s), 2 application(s)"
std::string contents_of(const wire::ModelInfo& model);

} // namespace periapt::cli
