// What `deploy` and `refresh` share: getting a charm into a model, and the settings given with it.
// Rule: contract/cli.md 2.1 and 2.8. Threads: one.
#pragma once

#include "cli/settings_text.h"
#include "source/charm_source.h"

#include <cstdint>
#include <optional>
#include <string>

namespace periapt::cli {

class Arguments;
class ModelClient;
class Session;

/// A charm of the model.
struct LocatedCharm {
  std::string url;
  std::string name; // of the charm
  std::int64_t revision = 0;
};

/// Takes "local:mariadb-0" apart. Throws Error(invalid) when there is no revision in it.
LocatedCharm uploaded_before(const std::string& url);

/// "latest/stable" of "", "stable", "latest/stable"; "2.0/edge" as it is. Throws UsageError for what is no channel.
std::string store_channel(const std::string& text);

/// Sends the archive; it becomes the next revision of its name. With the name that it has in a store it is the store's,
/// and what the model has already is not another revision.
LocatedCharm upload_charm(Session& session, ModelClient& model, const source::PackedCharm& packed,
                          const std::string& store_name = {});

/// --base, or --series by its base. Throws UsageError for both, Error(invalid) for a series that nobody knows.
std::optional<std::string> base_option(const Arguments& arguments);

/// --config, which may repeat: files first, then what was typed as key=value.
Settings config_option(const Session& session, const std::string& application);

} // namespace periapt::cli
