// The Python packages that layers ask for, put together. Rule: contract/charm-format.md 11.4, `wheelhouse.txt`.
// Threads: any.
#pragma once

#include "layers/plan.h"

#include <optional>
#include <string>
#include <string_view>

namespace periapt::layers {

/// Layers' lists, lowest first, each below a line `# <layer>`; a line whose package a later list names again is
/// commented out: `# foo==1.0  # overridden by <layer>`.
class RequirementList {
public:
  void add(const std::string& layer, std::string_view text);
  /// Whether some list names the package.
  bool names(const std::string& package) const;
  std::string text() const;
  bool empty() const { return lines_.empty(); }
  /// The layer that named the package last; empty: none did.
  std::string layer_of(const std::string& package) const;

private:
  struct Line {
    std::string text;
    std::string package; // normalised; empty: a comment
    std::string layer;
  };
  std::vector<Line> lines_;
};

/// The package of a requirement, normalised ("setuptools_scm>=3" -> "setuptools-scm"); nullopt for a comment.
/// Throws Error(invalid) for an address without `#egg=NAME`.
std::optional<std::string> requirement_package(std::string_view line);

/// wheelhouse.txt or wheelhouse-constraints.txt of all layers; to the latter a bound of setuptools is added.
RequirementList merge_requirements(const std::string& path, const PlannedFile& planned);
/// The constraints of a charm none of whose layers has any.
RequirementList default_constraints();

} // namespace periapt::layers
