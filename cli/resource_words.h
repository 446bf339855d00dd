// Resources on command lines: `name=file` or, for an image, `name=reference`, and their upload.
// Rule: contract/cli.md 2.1 (--resource) and 3.9.
#pragma once

#include "charm/charm.h"
#include "cli/session.h"
#include "wire/resource_messages.h"

#include <filesystem>
#include <map>
#include <string>
#include <utility>
#include <vector>

namespace periapt::cli {

/// What was typed for a resource: a file, or what is none and may be an image's reference.
struct ResourceValue {
  std::filesystem::path file; // empty: not a file
  std::string text;           // as typed
};
using ResourceFiles = std::map<std::string, ResourceValue>; // by the charm's name for the resource

/// One `name=value`. Throws UsageError for another form, Error(invalid) for a folder, Error(not_found) for a path that
/// leads nowhere.
std::pair<std::string, ResourceValue> resource_file(const Session& session, const std::string& word);
/// Those of --resource.
ResourceFiles resource_files(const Session& session);

/// What the controller would refuse, found before a large file travels. Throws Error(not_found, invalid), not_found
/// also for a text that is no file where the charm wants one.
void check_resource_files(const ResourceFiles& files, const std::vector<charm::Resource>& declared);

wire::ResourceUpload upload_resource(Session& session, ModelClient& model, const std::string& name,
                                     const ResourceValue& value);
std::map<std::string, wire::ResourceUpload> upload_resources(Session& session, ModelClient& model,
                                                             const ResourceFiles& files);

} // namespace periapt::cli
