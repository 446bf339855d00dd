#include "authoring/lint_bundle.h"

#include "charm/yaml_reader.h"
#include "core/endpoint.h"
#include "core/error.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <optional>

namespace periapt::authoring {
namespace {

namespace fs = std::filesystem;

bool is_path(const std::string& charm) { return charm.starts_with('.') || charm.starts_with('/'); }

class BundleLinter {
public:
  BundleLinter(const LintedBundle& linted, const CharmAt& charm_at) : linted_(linted), charm_at_(charm_at) {}

  std::vector<Finding> run() {
    try {
      find_lines();
      bundle_ = charm::read_bundle(linted_.base, linted_.overlays);
    } catch (const Error& error) {
      add(Level::error, "", error.what());
      return std::move(findings_);
    }
    for (const auto& key : bundle_.ignored) add(Level::warning, "", fmt::format("\"{}\" is without effect", key));
    for (const auto& problem : charm::bundle_problems(bundle_)) add(Level::error, named_in(problem), problem);
    for (const auto& [name, application] : bundle_.applications) lint_application(name, application);
    for (const auto& [left, right] : bundle_.relations) lint_relation(left, right);
    return std::move(findings_);
  }

private:
  void add(Level level, const std::string& application, std::string text) {
    static const std::string doing = "cannot deploy bundle: ";
    if (text.starts_with(doing)) text.erase(0, doing.size());
    const auto line = lines_.find(application);
    findings_.push_back({level, linted_.name, line == lines_.end() ? 0 : line->second, std::move(text)});
  }

  /// Where each application is written; what only an overlay has has no line in the bundle.
  void find_lines() {
    const auto document = charm::parse_yaml(linted_.base.text);
    for (const auto& [key, value] : document.entries())
      if (key.text() == "applications" || key.text() == "services")
        for (const auto& [name, body] : value.entries()) lines_[name.text()] = name.line();
  }

  std::string named_in(const std::string& problem) const {
    for (const auto& [name, application] : bundle_.applications)
      if (problem.find(fmt::format("application \"{}\"", name)) != std::string::npos) return name;
    return "";
  }

  void lint_application(const std::string& name, const charm::BundleApplication& application) {
    if (!is_path(application.charm)) return;
    const auto path = (application.folder / application.charm).lexically_normal();
    if (!exists(path))
      return add(Level::error, name, fmt::format("charm path in application \"{}\" does not exist: {}", name, application.charm));
    try {
      charms_.emplace(name, charm_at_(path));
    } catch (const Error& error) {
      return add(Level::error, name, fmt::format("the charm of application \"{}\": {}", name, error.what()));
    }
    lint_units(name, application);
    for (const auto& [option, text] : application.options) lint_option(name, option, text);
  }

  void lint_units(const std::string& name, const charm::BundleApplication& application) {
    const auto units = application.num_units.value_or(0);
    if (!charms_.at(name).subordinate) {
      if (!application.num_units) add(Level::warning, name, fmt::format("application \"{}\" has no unit: num_units is not there", name));
      return;
    }
    if (!application.to.empty()) add(Level::error, name, fmt::format("application \"{}\" is subordinate but specifies unit placement", name));
    if (units != 0) add(Level::error, name, fmt::format("application \"{}\" is subordinate but has non-zero num_units", name));
  }

  void lint_option(const std::string& name, const std::string& option, const std::string& text) {
    if (option == "trust") return; // every application has it
    try {
      charm::parse_config_text(charm::find_option(charms_.at(name).config, option), text);
    } catch (const Error& error) {
      add(Level::error, name, fmt::format("application \"{}\": {}", name, error.what()));
    }
  }

  /// nullopt where nothing is known of the charm.
  std::optional<RelateSide> side_of(const std::string& text) const {
    const auto [application, endpoint] = charm::bundle_end(text);
    const auto charm = charms_.find(application);
    if (charm == charms_.end()) return std::nullopt;
    return RelateSide{.application = ApplicationName(application),
                      .endpoint = endpoint.empty() ? std::nullopt : std::optional(endpoint),
                      .endpoints = charm->second.endpoints,
                      .subordinate = charm->second.subordinate};
  }

  void lint_relation(const std::string& left, const std::string& right) {
    const auto application = charm::bundle_end(left).first;
    try {
      const auto one = side_of(left), other = side_of(right);
      if (one && other && application != charm::bundle_end(right).first) choose_endpoints(*one, *other);
    } catch (const Error& error) {
      add(Level::error, application, fmt::format("relation [\"{}\" \"{}\"]: {}", left, right, error.what()));
    }
  }

  const LintedBundle& linted_;
  const CharmAt& charm_at_;
  charm::Bundle bundle_;
  std::map<std::string, int> lines_; // of applications
  std::map<std::string, charm::Charm> charms_;
  std::vector<Finding> findings_;
};

} // namespace

std::vector<Finding> lint_bundle(const LintedBundle& bundle, const CharmAt& charm_at) { return BundleLinter(bundle, charm_at).run(); }

} // namespace periapt::authoring
