// Resources: files that operators supply for what a charm declares, and units fetch. The content is a file already
// in the controller's folder, synced and named by its SHA-256, before a row names it (DESIGN section 9, rule 27).
// Rule: contract/charm-format.md 3.3, contract/cli.md 3.9. Threads: inside the caller's transaction.
#pragma once

#include "core/ids.h"
#include "core/resource.h"
#include "store/charm_repository.h"
#include "store/transaction.h"

#include <filesystem>
#include <map>
#include <string>
#include <vector>

namespace periapt::services {

/// A file that was uploaded before, and how it was called where it came from (for its extension).
struct ResourceUpload {
  std::string sha256;
  std::string path;
};
using ResourceUploads = std::map<std::string, ResourceUpload>; // by the charm's name for the resource

/// What arrived, kept in `folder`, for a request that will name it: one hour, then it may go. Throws
/// Error(unavailable) when it has gone already.
void add_resource_file(store::WriteTransaction& transaction, const ResourceFile& file,
                       const std::filesystem::path& folder, TimeMs now);

/// Throws Error(not_found, invalid) unless the charm takes all of them; Error(unavailable) when a file is not in
/// `folder` any more.
void check_resources(const store::ReadTransaction& transaction, const store::CharmRow& charm,
                     const ResourceUploads& uploads, const std::filesystem::path& folder);

/// For an application of that charm, checked before. Whether anything is another than it was.
bool supply_resources(store::WriteTransaction& transaction, ApplicationId application, const ResourceUploads& uploads,
                      TimeMs now);

/// `attach-resource`: new content makes the application's units run upgrade-charm. Throws as check_resources(), and
/// Error(conflict) when the application is being removed.
void attach_resource(store::WriteTransaction& transaction, ModelId model, const std::string& application,
                     const std::string& name, const ResourceUpload& upload, const std::filesystem::path& folder,
                     TimeMs now);

struct UnitResources {
  std::string unit;
  std::vector<ResourceReport> resources; // by name; empty fingerprint: not fetched yet
};
struct ApplicationResources {
  std::vector<ResourceReport> resources; // by name
  std::vector<UnitResources> units;
};
ApplicationResources application_resources(const store::ReadTransaction& transaction, ModelId model,
                                           const std::string& application);

/// What a unit is to have; `noted`: it said that it has it. Throws Error(not_found) when nothing was supplied.
struct UnitResource {
  ResourceFile file;
  bool noted = false;
};
UnitResource unit_resource(const store::ReadTransaction& transaction, UnitId unit, const std::string& name);

/// The unit has the file of that fingerprint. One that is not current any more is not noted: the next will be.
void note_fetched(store::WriteTransaction& transaction, UnitId unit, const std::string& name,
                  const std::string& fingerprint);

/// An application of a unit on this machine has the file as a resource.
bool machine_may_read_resource(const store::ReadTransaction& transaction, MachineId machine, const std::string& sha256);

} // namespace periapt::services
