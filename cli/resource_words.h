// Resources on command lines: `name=file`, and their upload. Rule: contract/cli.md 2.1 (--resource) and 3.9.
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

using ResourceFiles = std::map<std::string, std::filesystem::path>; // by the charm's name for the resource

/// One `name=file`. Throws UsageError for another form, Error(not_found, invalid) for a file that is none.
std::pair<std::string, std::filesystem::path> resource_file(const Session& session, const std::string& word);
/// Those of --resource.
ResourceFiles resource_files(const Session& session);

/// What the controller would refuse, found before a large file travels. Throws Error(not_found, invalid).
void check_resource_files(const ResourceFiles& files, const std::vector<charm::Resource>& declared);

wire::ResourceUpload upload_resource(Session& session, ModelClient& model, const std::string& name,
                                     const std::filesystem::path& file);
std::map<std::string, wire::ResourceUpload> upload_resources(Session& session, ModelClient& model,
                                                             const ResourceFiles& files);

} // namespace periapt::cli
