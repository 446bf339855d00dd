// Which hooks follow from a change, in which order: asked of the resolver itself, which agents run too. It is taken
// that every hook succeeds, publishes nothing, and that everything before the change has been told. Pure.
#pragma once

#include "planning/picture.h"

#include <string>
#include <vector>

namespace periapt::planning {

/// Names, with whom they are about: "db-relation-joined mariadb/0". Those that the charm has no program for are left
/// out. `before` may lack the unit (it is new); `after` must have it.
std::vector<std::string> hooks_between(const ModelPicture& before, const ModelPicture& after, const std::string& unit);

} // namespace periapt::planning
