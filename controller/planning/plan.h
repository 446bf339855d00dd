// What lies between two pictures of a model, as people are told it. Pure.
#pragma once

#include "core/plan.h"
#include "planning/picture.h"

namespace periapt::planning {

/// Without revision and answer.
Plan plan_between(const ModelPicture& before, const ModelPicture& after);

} // namespace periapt::planning
