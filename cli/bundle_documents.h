// A model as a bundle, and a bundle beside a model. Pure. Rule: contract/bundles.md, sections 4 and 5.
#pragma once

#include "cli/bundle_picture.h"
#include "cli/formatters/record.h"

#include <string>

namespace periapt::cli {

/// The bundle's YAML, with an overlay document when there are offers or endpoints exposed by themselves. Throws
/// Error(invalid) when there are no applications.
std::string exported_bundle(const ModelPicture& picture, bool with_charm_defaults);

/// {} when they agree. Annotations differ only where they are asked for.
Value bundle_difference(const charm::Bundle& bundle, const ModelPicture& picture, const MachineMap& machine_map,
                        bool with_annotations);

} // namespace periapt::cli
