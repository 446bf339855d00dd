// What `model-config` and `model-defaults` are to set. Rule: contract/cli.md, 2.17.
#pragma once

#include "cli/config_words.h"
#include "cli/session.h"

#include <string_view>

namespace periapt::cli {

/// The settings of --file, as `in_file` reads them, and over them those of the words. Throws Error(invalid) for one
/// that cannot be set, or leaves it out with --ignore-read-only-fields. Warns of one that is unknown: it "is not
/// defined in the `which` model configuration".
Settings setting_changes(Session& session, const ConfigWords& words, Settings (*in_file)(std::string_view yaml),
                         std::string_view which);

} // namespace periapt::cli
