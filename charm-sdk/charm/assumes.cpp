#include "charm/metadata.h"
#include "core/error.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <regex>

namespace periapt::charm {
namespace {

constexpr int deepest = 16;

Assumption parse_feature(const std::string& text) {
  static const std::regex plain("[a-z][a-z0-9-]*?[a-z0-9]+");
  static const std::regex versioned(R"(([a-z][a-z0-9-]*?[a-z0-9]+)\s*(>=|<)\s*(\d+(\.\d+){0,2}))");
  std::smatch parts;
  Assumption feature;
  if (text.size() <= 200 && std::regex_match(text, parts, versioned)) {
    feature.feature = parts[1];
    feature.comparison = parts[2];
    feature.version = parts[3];
  } else if (text.size() <= 200 && std::regex_match(text, plain)) {
    feature.feature = text;
  } else {
    throw make_error(ErrorKind::invalid, "malformed feature expression \"{}\"", text);
  }
  return feature;
}

Assumption parse_expression(const YamlReader& item, int depth) {
  if (item.node().type() == YamlType::string) return parse_feature(item.as_string());
  if (item.node().type() != YamlType::mapping || item.node().entries().size() != 1 || depth > deepest)
    throw Error(ErrorKind::invalid, "malformed composite expression");
  const auto [name, list] = item.as_map().front();
  if (name != "any-of" && name != "all-of") throw Error(ErrorKind::invalid, "malformed composite expression");
  if (list.node().type() != YamlType::sequence)
    throw make_error(ErrorKind::invalid, "malformed \"{}\" expression; expected a list of sub-expressions", name);
  Assumption composite;
  composite.kind = name == "any-of" ? Assumption::Kind::any_of : Assumption::Kind::all_of;
  for (const auto& child : list.as_list()) composite.children.push_back(parse_expression(child, depth + 1));
  return composite;
}

std::array<int, 3> version_numbers(std::string_view text) {
  std::array<int, 3> numbers{};
  for (auto& number : numbers) {
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc() || end == text.data() + text.size() || *end != '.') break;
    text.remove_prefix(static_cast<std::size_t>(end - text.data()) + 1);
  }
  return numbers;
}

bool holds(const Assumption& assumption, const std::string& version);

bool feature_holds(const Assumption& feature, const std::string& version) {
  if (feature.feature != "juju") return false; // the only feature that machines have
  if (feature.comparison.empty()) return true;
  const bool less = version_numbers(version) < version_numbers(feature.version);
  return feature.comparison == "<" ? less : !less;
}

bool holds(const Assumption& assumption, const std::string& version) {
  const auto child_holds = [&](const Assumption& child) { return holds(child, version); };
  const auto& children = assumption.children;
  switch (assumption.kind) {
  case Assumption::Kind::feature: return feature_holds(assumption, version);
  case Assumption::Kind::all_of: return std::all_of(children.begin(), children.end(), child_holds);
  case Assumption::Kind::any_of: break;
  }
  return std::any_of(children.begin(), children.end(), child_holds);
}

std::string text_of(const Assumption& assumption) {
  if (assumption.kind == Assumption::Kind::feature)
    return assumption.comparison.empty()
               ? assumption.feature
               : fmt::format("{} {} {}", assumption.feature, assumption.comparison, assumption.version);
  std::string children;
  for (const auto& child : assumption.children) children += (children.empty() ? "" : ", ") + text_of(child);
  return fmt::format("{} ({})", assumption.kind == Assumption::Kind::any_of ? "any of" : "all of", children);
}

} // namespace

std::vector<Assumption> read_assumptions(const YamlReader& list) {
  std::vector<Assumption> assumptions;
  for (const auto& item : list.as_list()) {
    try {
      assumptions.push_back(parse_expression(item, 0));
    } catch (const Error& error) {
      throw make_error(ErrorKind::invalid, "parsing expression {} in top level \"assumes\" block: {}",
                       assumptions.size() + 1, error.what());
    }
  }
  return assumptions;
}

std::optional<std::string> unmet_assumption(const Charm& charm, const std::string& version) {
  for (const auto& assumption : charm.assumes)
    if (!holds(assumption, version)) return text_of(assumption);
  return std::nullopt;
}

} // namespace periapt::charm
