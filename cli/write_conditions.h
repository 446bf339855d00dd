// How a command's change of a model is asked for where it is not simply asked for: `model plan` wants to know what it
// would come to, `model apply` wants it only if the model is as it was. Threads: one.
#pragma once

#include "core/plan.h"

#include <optional>
#include <string>
#include <vector>

namespace periapt::cli {

struct WriteConditions {
  bool plan = false;                      // nothing is changed
  std::optional<std::string> if_revision; // of the first change

  // What a planned command leaves here:
  std::string model;                       // ctrl:admin/foo
  std::optional<Plan> made;                // of its one change
  std::vector<std::string> bundle_changes; // or, of a bundle, its changes; the revision is in `made`
};

} // namespace periapt::cli
