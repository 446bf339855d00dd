#include "cli/bundle_changes.h"

#include "cli/bundle_units.h"
#include "core/constraints.h"
#include "core/error.h"
#include "core/names.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>

namespace periapt::cli {

namespace {

using Kind = BundleChange::Kind;

/// "web:db" is one end, "web" any end of web.
bool is_end(const std::string& present, const std::string& wanted) {
  const auto [application, endpoint] = charm::bundle_end(wanted);
  return endpoint.empty() ? charm::bundle_end(present).first == application : present == wanted;
}

std::string count_and_noun(const std::vector<std::string>& items, const char* one, const char* several) {
  return fmt::format("{} {}", items.size() == 1 ? one : several, fmt::join(items, ","));
}

std::string exposure_line(const std::string& application, const std::string& endpoint, const charm::BundleExposure& to) {
  std::string from;
  if (!to.spaces.empty()) from += count_and_noun(to.spaces, "space(s)", "space(s)");
  if (!to.cidrs.empty()) from += (from.empty() ? "" : " and ") + count_and_noun(to.cidrs, to.spaces.empty() ? "CIDR" : "CIDR(s)", to.spaces.empty() ? "CIDRs" : "CIDR(s)");
  if (from.empty()) from = "CIDRs 0.0.0.0/0 and ::/0";
  if (endpoint.empty()) return fmt::format("expose all endpoints of {} and allow access from {}", application, from);
  return fmt::format("override expose settings for endpoint(s) {} of {} and allow access from {}", endpoint, application, from);
}

bool same_exposure(const charm::BundleExposure& left, const charm::BundleExposure& right) {
  const auto as_set = [](const std::vector<std::string>& list) { return std::set<std::string>(list.begin(), list.end()); };
  return as_set(left.spaces) == as_set(right.spaces) && as_set(left.cidrs) == as_set(right.cidrs);
}

std::string canonical_constraints(const std::string& text) { return Constraints::parse(text).str(); }

class BundlePlan {
public:
  BundlePlan(const charm::Bundle& bundle, const std::map<std::string, BundleCharm>& charms, const PresentModel& model,
             const MachineMap& machine_map)
      : bundle_(bundle), charms_(charms), model_(model), units_(bundle, model, machine_map, changes_) {}

  std::vector<BundleChange> run() {
    for (const auto& name : application_names()) plan_application(name, bundle_.applications.at(name), charms_.at(name));
    units_.add_machines();
    plan_saas();
    plan_offers();
    for (const auto& ends : bundle_.relations) plan_relation(ends);
    units_.add_units(deployed_);
    return in_running_order();
  }

private:
  std::vector<std::string> application_names() const {
    std::vector<std::string> names;
    for (const auto& [name, application] : bundle_.applications) names.push_back(name);
    std::sort(names.begin(), names.end(), [](const auto& left, const auto& right) { return natural_less(left, right); });
    return names;
  }

  std::size_t add(BundleChange change) {
    changes_.push_back(std::move(change));
    return changes_.size() - 1;
  }

  void plan_application(const std::string& name, const charm::BundleApplication& wanted, const BundleCharm& charm) {
    if (charm.subordinate && !wanted.to.empty())
      throw make_error(ErrorKind::invalid, "application \"{}\" is subordinate but specifies unit placement", name);
    if (charm.subordinate && wanted.num_units.value_or(0) > 0)
      throw make_error(ErrorKind::invalid, "application \"{}\" is subordinate but has non-zero num_units", name);
    const auto present = model_.applications.find(name);
    if (present == model_.applications.end()) plan_new_application(name, charm);
    else plan_settings(name, wanted, present->second);
    plan_exposure(name, wanted, present == model_.applications.end() ? nullptr : &present->second);
    plan_annotations(name, wanted, present == model_.applications.end() ? nullptr : &present->second);
  }

  void plan_new_application(const std::string& name, const BundleCharm& charm) {
    const auto base = charm.base.name + "@" + charm.base.channel();
    const auto [upload, first] = uploads_.try_emplace(charm.key(), changes_.size());
    if (first && !charm.uploaded)
      add({.kind = Kind::upload,
           .text = charm.from_store
                       ? fmt::format("upload charm {} from charm-hub for base {} from channel {} with architecture=amd64",
                                     charm.written, base, charm.channel)
                       : fmt::format("upload charm {} for base {}", charm.written, base),
           .application = name});
    const bool other_name = charm.from_store && charm.written != name;
    deployed_[name] = add({.kind = Kind::deploy,
                           .text = fmt::format("deploy application {}{} on {}{}{}", name, charm.from_store ? " from charm-hub" : "",
                                               base, charm.from_store ? " with " + charm.channel : "",
                                               other_name ? " using " + charm.written : ""),
                           .requirements = charm.uploaded ? std::vector<std::size_t>{} : std::vector{upload->second},
                           .application = name});
  }

  void plan_settings(const std::string& name, const charm::BundleApplication& wanted, const PresentApplication& present) {
    BundleChange change{.kind = Kind::set_options, .text = "set application options for " + name, .application = name};
    for (const auto& [key, value] : wanted.options) {
      const auto known = present.options.find(key);
      if (known == present.options.end() || !same_option(known->second, value)) change.options[key] = value;
    }
    if (!change.options.empty()) add(std::move(change));
    if (const auto constraints = canonical_constraints(wanted.constraints); !constraints.empty() && constraints != present.constraints)
      add({.kind = Kind::set_constraints,
           .text = fmt::format("set constraints for {} to \"{}\"", name, wanted.constraints),
           .application = name,
           .options = {{"constraints", constraints}}});
  }

  /// 1 and 1.0 are one number, however they are written.
  static bool same_option(const std::string& left, const std::string& right) {
    if (left == right) return true;
    double a = 0, b = 0;
    const auto read = [](const std::string& text, double& value) {
      const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
      return error == std::errc{} && end == text.data() + text.size();
    };
    return read(left, a) && read(right, b) && a == b;
  }

  void plan_exposure(const std::string& name, const charm::BundleApplication& wanted, const PresentApplication* present) {
    std::vector<std::size_t> requirements;
    if (const auto found = deployed_.find(name); found != deployed_.end()) requirements.push_back(found->second);
    if (wanted.expose && !(present && present->exposed))
      add({.kind = Kind::expose, .text = exposure_line(name, "", {}), .requirements = requirements, .application = name});
    for (const auto& [endpoint, to] : wanted.exposed_endpoints) {
      const auto known = present ? present->exposed_endpoints.find(endpoint) : std::map<std::string, charm::BundleExposure>::const_iterator{};
      if (present && known != present->exposed_endpoints.end() && same_exposure(known->second, to)) continue;
      add({.kind = Kind::expose,
           .text = exposure_line(name, endpoint, to),
           .requirements = requirements,
           .application = name,
           .options = {{"endpoint", endpoint},
                       {"spaces", fmt::format("{}", fmt::join(to.spaces, ","))},
                       {"cidrs", fmt::format("{}", fmt::join(to.cidrs, ","))}}});
    }
  }

  /// Notes that the bundle does not name stay.
  void plan_annotations(const std::string& name, const charm::BundleApplication& wanted, const PresentApplication* present) {
    BundleChange change{.kind = Kind::annotate, .text = "set annotations for " + name, .application = name};
    change.options = changed_notes(wanted.annotations, present ? present->annotations : Notes{});
    if (change.options.empty()) return;
    if (const auto found = deployed_.find(name); found != deployed_.end()) change.requirements.push_back(found->second);
    add(std::move(change));
  }

  void plan_saas() {
    for (const auto& [name, url] : bundle_.saas) {
      if (model_.saas.contains(name)) continue;
      deployed_[name] = add({.kind = Kind::consume,
                             .text = fmt::format("consume offer {} at {}", name, url),
                             .application = name,
                             .options = {{"url", url}}});
    }
  }

  void plan_offers() {
    for (const auto& [name, application] : bundle_.applications)
      for (const auto& [offer, wanted] : application.offers) plan_offer(name, offer, wanted);
  }

  void plan_offer(const std::string& application, const std::string& offer, const charm::BundleOffer& wanted) {
    const auto known = model_.offers.find(offer);
    const bool is_new = known == model_.offers.end();
    const auto present = is_new ? charm::BundleOffer{} : known->second;
    const std::set<std::string> endpoints(wanted.endpoints.begin(), wanted.endpoints.end());
    std::vector<std::size_t> requirements;
    if (const auto found = deployed_.find(application); found != deployed_.end()) requirements.push_back(found->second);
    if (is_new || std::set<std::string>(present.endpoints.begin(), present.endpoints.end()) != endpoints)
      requirements = {add({.kind = Kind::offer,
                           .text = fmt::format("{} offer {} using {}:{}", is_new ? "create" : "update", offer, application,
                                               fmt::join(endpoints, ",")),
                           .requirements = requirements,
                           .application = offer,
                           .options = {{"application", application}, {"endpoints", fmt::format("{}", fmt::join(endpoints, ","))}}})};
    for (const auto& [user, level] : wanted.acl) plan_grant(offer, user, level, present, requirements);
  }

  /// Who has it, or more, is granted nothing; nothing is ever taken away. Who makes an offer is its administrator.
  void plan_grant(const std::string& offer, const std::string& user, const std::string& level, const charm::BundleOffer& present,
                  const std::vector<std::size_t>& requirements) {
    static constexpr std::array<std::string_view, 3> levels{"read", "consume", "admin"};
    const auto rank = [](const std::string& word) { return std::find(levels.begin(), levels.end(), word) - levels.begin(); };
    if (rank(level) == static_cast<std::ptrdiff_t>(levels.size()))
      throw make_error(ErrorKind::invalid, "offer \"{}\": \"{}\" is no access: read, consume or admin", offer, level);
    const auto has = present.acl.find(user);
    if (has != present.acl.end() && rank(has->second) >= rank(level)) return;
    if (user == "admin" && present.acl.empty()) return;
    add({.kind = Kind::grant,
         .text = fmt::format("grant user {} {} access to offer {}", user, level, offer),
         .requirements = requirements,
         .application = offer,
         .options = {{"user", user}, {"level", level}}});
  }

  void plan_relation(const std::pair<std::string, std::string>& ends) {
    if (has_relation(model_, ends)) return;
    BundleChange change{.kind = Kind::relate, .text = fmt::format("add relation {} - {}", ends.first, ends.second), .ends = ends};
    for (const auto& end : {ends.first, ends.second})
      if (const auto found = deployed_.find(charm::bundle_end(end).first); found != deployed_.end())
        change.requirements.push_back(found->second);
    add(std::move(change));
  }

  /// Walks the list again and again, taking what has all it requires.
  std::vector<BundleChange> in_running_order() {
    std::vector<bool> taken(changes_.size());
    std::vector<std::size_t> order;
    while (order.size() < changes_.size())
      for (std::size_t i = 0; i < changes_.size(); ++i) {
        const auto& needs = changes_[i].requirements;
        if (taken[i] || !std::all_of(needs.begin(), needs.end(), [&](std::size_t one) { return taken[one]; })) continue;
        taken[i] = true;
        order.push_back(i);
      }
    std::vector<BundleChange> sorted;
    for (const auto i : order) sorted.push_back(std::move(changes_[i]));
    name_machines(sorted);
    return sorted;
  }

  /// New machines have the numbers that they will get if none was removed before.
  void name_machines(std::vector<BundleChange>& sorted) const {
    std::int64_t next = 0;
    for (const auto& machine : model_.machines)
      if (machine.find_first_not_of("0123456789") == std::string::npos) next = std::max<std::int64_t>(next, std::stoll(machine) + 1);
    std::map<std::size_t, std::int64_t> numbers;
    for (auto& change : sorted) {
      if (change.kind != Kind::add_machine && change.kind != Kind::annotate_machine && change.kind != Kind::add_unit) continue;
      if (change.slot && !numbers.contains(*change.slot)) numbers[*change.slot] = next++;
      const auto number = change.slot ? std::to_string(numbers[*change.slot]) : change.machine;
      const auto satisfying = change.bundle_machine.empty() ? "" : " to satisfy [" + change.bundle_machine + "]";
      if (change.kind == Kind::add_unit)
        change.text = fmt::format("add unit {} to {} machine {}{}", change.text, change.slot ? "new" : "existing", number, satisfying);
      else if (change.kind == Kind::annotate_machine)
        change.text = fmt::format("set annotations for {} machine {}", change.slot ? "new" : "existing", number);
      else
        change.text = "add new machine " + number + (number == change.bundle_machine ? "" : " (bundle machine " + change.bundle_machine + ")");
    }
  }

  const charm::Bundle& bundle_;
  const std::map<std::string, BundleCharm>& charms_;
  const PresentModel& model_;
  std::vector<BundleChange> changes_;
  BundleUnits units_;
  std::map<std::string, std::size_t> deployed_; // applications and SAAS applications that a change makes
  std::map<std::string, std::size_t> uploads_;  // by the charm's key
};

} // namespace

Notes changed_notes(const Notes& wanted, const Notes& present) {
  Notes changed;
  for (const auto& [key, text] : wanted)
    if (const auto known = present.find(key); known == present.end() || known->second != text) changed[key] = text;
  return changed;
}

bool has_relation(const PresentModel& model, const std::pair<std::string, std::string>& ends) {
  return std::any_of(model.relations.begin(), model.relations.end(), [&](const auto& one) {
    return (is_end(one.first, ends.first) && is_end(one.second, ends.second)) ||
           (is_end(one.first, ends.second) && is_end(one.second, ends.first));
  });
}

std::vector<BundleChange> bundle_changes(const charm::Bundle& bundle, const std::map<std::string, BundleCharm>& charms,
                                         const PresentModel& model, const MachineMap& machine_map) {
  return BundlePlan(bundle, charms, model, machine_map).run();
}

} // namespace periapt::cli
