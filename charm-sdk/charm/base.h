// A base is the operating system a charm is written for: `ubuntu@22.04/stable`. Old charms name Ubuntu's
// series instead. Rule: contract/charm-format.md 6, contract/cli.md 1.9 and 2.1.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace periapt::charm {

struct Base {
  std::string name;            // "ubuntu"
  std::string track;           // "22.04"
  std::string risk = "stable"; // edge, beta, candidate, stable
  std::vector<std::string> architectures;

  std::string channel() const { return track + "/" + risk; }
  /// "ubuntu@22.04"
  std::string str() const { return name + "@" + track; }
  bool same_system(const Base& other) const { return name == other.name && track == other.track; }
  bool operator==(const Base&) const = default;

  /// "ubuntu@22.04", "ubuntu@22.04/stable". Throws Error(invalid) with contract/cli.md 1.9's text.
  static Base parse(std::string_view text);
  /// nullopt for a series we do not know.
  static std::optional<Base> from_series(std::string_view series);
};

/// edge, beta, candidate, stable
bool is_risk(std::string_view text);

/// 24.04 in the version we report.
Base default_lts();

/// The base a new application gets: `requested`, else `model_default`, else the default LTS if supported,
/// else the charm's first; a charm that lists none takes any. Throws Error(invalid) `base "ubuntu@20.04" not
/// supported by charm, the charm supported bases are: ubuntu@22.04` unless `force`.
Base choose_base(std::span<const Base> supported, const std::optional<Base>& requested,
                 const std::optional<Base>& model_default, bool force);

} // namespace periapt::charm
