// What a command would do, for people and as data. Pure.
#pragma once

#include "cli/formatters/record.h"
#include "core/plan.h"

#include <string>
#include <vector>

namespace periapt::cli {

/// Of one command: changes, hooks, conflicts. Of a bundle: the changes as `deploy --dry-run` lists them.
std::string plan_text(const Plan& plan, const std::vector<std::string>& bundle_changes);
/// The same, without what only a kept plan has.
Map plan_fields(const Plan& plan, const std::vector<std::string>& bundle_changes);

} // namespace periapt::cli
