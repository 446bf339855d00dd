// Linting a bundle: what deploying it would refuse, and what it wants of charms that they do not have: options,
// endpoints, units. Rule: contract/bundles.md, 1.3. Threads: one.
#pragma once

#include "authoring/finding.h"
#include "charm/bundle.h"
#include "charm/charm.h"

#include <filesystem>
#include <functional>
#include <string>
#include <vector>

namespace periapt::authoring {

struct LintedBundle {
  std::string name; // of its file, for findings
  charm::BundleFile base;
  std::vector<charm::BundleFile> overlays;
};

/// The charm at a path that a bundle names. Throws Error where there is none.
using CharmAt = std::function<charm::Charm(const std::filesystem::path& path)>;

/// In the order of the bundle. A charm that is not named by a path is taken to have what is wanted of it.
std::vector<Finding> lint_bundle(const LintedBundle& bundle, const CharmAt& charm_at);

} // namespace periapt::authoring
