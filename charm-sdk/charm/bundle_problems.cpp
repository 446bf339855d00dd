// What is wrong with a bundle by itself. Rule: contract/bundles.md, 1.3.
#include "charm/bundle.h"
#include "core/constraints.h"
#include "core/error.h"
#include "core/names.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

namespace periapt::charm {
namespace {

class BundleCheck {
public:
  explicit BundleCheck(const Bundle& bundle) : bundle_(bundle) {}

  std::vector<std::string> run() {
    if (bundle_.applications.empty()) add("at least one application must be specified");
    check_machines();
    for (const auto& [name, application] : bundle_.applications) check_application(name, application);
    for (const auto& [id, machine] : bundle_.machines)
      if (!used_machines_.contains(id)) add(fmt::format("machine \"{}\" is not referred to by a placement directive", id));
    check_saas();
    check_relations();
    return std::move(problems_);
  }

private:
  void add(std::string problem) { problems_.push_back(std::move(problem)); }

  void check_constraints(const std::string& constraints, const std::string& where) {
    try {
      Constraints::parse(constraints);
    } catch (const Error& error) {
      add(fmt::format("invalid constraints \"{}\" in {}: {}", constraints, where, error.what()));
    }
  }

  void check_machines() {
    for (const auto& [id, machine] : bundle_.machines) {
      if (id.empty() || id.find_first_not_of("0123456789") != std::string::npos)
        add(fmt::format("invalid machine id \"{}\" found in machines", id));
      check_constraints(machine.constraints, fmt::format("machine \"{}\"", id));
    }
  }

  void check_application(const std::string& name, const BundleApplication& application) {
    if (!is_valid_application_name(name)) add(fmt::format("invalid application name \"{}\"", name));
    if (application.charm.empty()) add(fmt::format("empty charm path in application \"{}\"", name));
    const auto units = application.num_units.value_or(0);
    if (units < 0) add(fmt::format("negative number of units specified on application \"{}\"", name));
    if (static_cast<std::int64_t>(application.to.size()) > std::max<std::int64_t>(units, 0) && application.num_units)
      add(fmt::format("too many units specified in unit placement for application \"{}\"", name));
    check_constraints(application.constraints, fmt::format("application \"{}\"", name));
    if (application.constraints.find("image-id=") != std::string::npos)
      add("'image-id' constraint in a base bundle not supported");
    for (const auto& placement : application.to) check_placement(placement);
  }

  void check_placement(const std::string& text) {
    const auto placement = parse_bundle_placement(text);
    if (!placement) return add(fmt::format("invalid placement syntax \"{}\"", text));
    using Kind = BundlePlacement::Kind;
    if (placement->kind == Kind::machine) {
      used_machines_.insert(placement->target);
      if (!bundle_.machines.contains(placement->target))
        add(fmt::format("placement \"{}\" refers to a machine not defined in this bundle", text));
    }
    if (placement->kind != Kind::application && placement->kind != Kind::unit) return;
    const auto name = placement->target.substr(0, placement->target.find('/'));
    const auto found = bundle_.applications.find(name);
    if (found == bundle_.applications.end())
      return add(fmt::format("placement \"{}\" refers to an application not defined in this bundle", text));
    const auto units = found->second.num_units.value_or(0);
    if (placement->kind == Kind::unit && std::stoll(placement->target.substr(name.size() + 1)) >= units)
      add(fmt::format("placement \"{}\" specifies a unit greater than the {} unit(s) started by the target application",
                      text, units));
  }

  void check_saas() {
    for (const auto& [name, url] : bundle_.saas) {
      if (bundle_.applications.contains(name))
        add(fmt::format("application \"{0}\" already exists with SAAS \"{0}\" name", name));
      if (url.find('.') == std::string::npos) add(fmt::format("invalid offer URL \"{}\" for SAAS {}", url, name));
    }
  }

  void check_relations() {
    std::set<std::set<std::string>> seen;
    for (const auto& [left, right] : bundle_.relations) {
      const auto shown = fmt::format("[\"{}\" \"{}\"]", left, right);
      for (const auto& end : {left, right}) {
        const auto name = bundle_end(end).first;
        if (!bundle_.applications.contains(name) && !bundle_.saas.contains(name))
          add(fmt::format("relation {} refers to application \"{}\" not defined in this bundle", shown, name));
      }
      if (bundle_end(left).first == bundle_end(right).first)
        add(fmt::format("relation {} relates an application to itself", shown));
      if (!seen.insert({left, right}).second) add(fmt::format("relation {} is defined more than once", shown));
    }
  }

  const Bundle& bundle_;
  std::vector<std::string> problems_;
  std::set<std::string> used_machines_;
};

} // namespace

std::vector<std::string> bundle_problems(const Bundle& bundle) { return BundleCheck(bundle).run(); }

} // namespace periapt::charm
