// What `deploy` and `refresh` share: getting a charm into a model, and the settings given with it.
// Rule: contract/cli.md 2.1 and 2.8. Threads: one.
#pragma once

#include "cli/settings_text.h"
#include "source/charm_source.h"

#include <cstdint>
#include <string>

namespace periapt::cli {

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

/// Sends the archive; it becomes the next revision of its name.
LocatedCharm upload_charm(Session& session, ModelClient& model, const source::PackedCharm& packed);

/// --config, which may repeat: files first, then what was typed as key=value.
Settings config_option(const Session& session, const std::string& application);

} // namespace periapt::cli
