#include "cli/bundle_documents.h"

#include "core/constraints.h"

#include <algorithm>

namespace periapt::cli {

namespace {

Value both(Value bundle, Value model) { return Record().add("bundle", std::move(bundle)).add("model", std::move(model)).value(); }

Value missing_on(const char* side) { return Record().add("missing", side).value(); }

class BundleComparison {
public:
  BundleComparison(const charm::Bundle& bundle, const ModelPicture& picture, const MachineMap& machine_map,
                   bool with_annotations)
      : bundle_(bundle), picture_(picture), present_(present_model(picture)), machine_map_(machine_map),
        with_annotations_(with_annotations) {}

  Value run() const {
    return Record()
        .add_if("applications", applications())
        .add_if("machines", machines())
        .add_if("relations", relations())
        .value();
  }

private:
  Value applications() const {
    std::set<std::string> names;
    for (const auto& [name, application] : bundle_.applications) names.insert(name);
    for (const auto& [name, application] : present_.applications) names.insert(name);
    Map map;
    for (const auto& name : names) {
      const auto wanted = bundle_.applications.find(name);
      const auto present = present_.applications.find(name);
      if (wanted == bundle_.applications.end()) map.emplace_back(name, missing_on("bundle"));
      else if (present == present_.applications.end()) map.emplace_back(name, missing_on("model"));
      else if (auto difference = application(name, wanted->second, present->second); !Record::is_empty(difference))
        map.emplace_back(name, std::move(difference));
    }
    return map;
  }

  Value application(const std::string& name, const charm::BundleApplication& wanted, const PresentApplication& present) const {
    const auto& info = picture_.applications.at(name);
    Record record;
    if (wanted.charm.starts_with("local:") && wanted.charm != info.charm_url) record.add("charm", both(wanted.charm, info.charm_url));
    if (!info.channel.empty() && !wanted.channel.empty() && wanted.channel != info.channel && "latest/" + wanted.channel != info.channel)
      record.add("channel", both(wanted.channel, info.channel));
    const auto units = static_cast<std::int64_t>(present.units.size());
    if (info.principal && wanted.num_units.value_or(0) != units) record.add("num_units", both(wanted.num_units.value_or(0), units));
    if (wanted.exposed_endpoints.empty() && info.exposed_endpoints.empty() && wanted.expose != info.exposed)
      record.add("expose", both(wanted.expose, info.exposed));
    record.add_if("options", options(name, wanted));
    record.add_if("annotations", annotations(wanted.annotations, present.annotations));
    const auto constraints = Constraints::parse(wanted.constraints).str();
    if (constraints != info.constraints) record.add("constraints", both(constraints, info.constraints));
    return record.value();
  }

  /// An option at its default on both sides is equal.
  Value options(const std::string& name, const charm::BundleApplication& wanted) const {
    Map map;
    for (const auto& option : picture_.configs.at(name).options) {
      const auto said = wanted.options.find(option.name);
      const auto initial = option.default_value ? option_text(*option.default_value) : "";
      const auto here = option.value ? option_text(*option.value) : "";
      const auto there = said == wanted.options.end() ? initial : said->second;
      if (here != there) map.emplace_back(option.name, both(there, here));
    }
    return map;
  }

  Value annotations(const Notes& wanted, const Notes& present) const {
    if (!with_annotations_) return Map{};
    std::set<std::string> keys;
    for (const auto* notes : {&wanted, &present})
      for (const auto& [key, text] : *notes) keys.insert(key);
    const auto text_of = [](const Notes& notes, const std::string& key) {
      const auto found = notes.find(key);
      return found == notes.end() ? std::string() : found->second;
    };
    Map map;
    for (const auto& key : keys)
      if (text_of(wanted, key) != text_of(present, key)) map.emplace_back(key, both(text_of(wanted, key), text_of(present, key)));
    return map;
  }

  Value machines() const {
    std::set<std::string> of_bundle;
    Map map;
    for (const auto& [id, machine] : bundle_.machines) {
      const auto mapped = machine_map_.find(id);
      const auto& name = mapped == machine_map_.end() ? id : mapped->second;
      of_bundle.insert(name);
      const auto notes = present_.machine_annotations.find(name);
      auto difference = annotations(machine.annotations, notes == present_.machine_annotations.end() ? Notes{} : notes->second);
      if (!present_.machines.contains(name)) map.emplace_back(name, missing_on("model"));
      else if (!Record::is_empty(difference)) map.emplace_back(name, Record().add("annotations", std::move(difference)).value());
    }
    for (const auto& machine : present_.machines)
      if (!of_bundle.contains(machine)) map.emplace_back(machine, missing_on("bundle"));
    return map;
  }

  Value relations() const {
    List additions, others;
    for (const auto& ends : bundle_.relations)
      if (!has_relation(present_, ends)) additions.push_back(List{ends.first, ends.second});
    for (const auto& ends : present_.relations) {
      const auto in_bundle = [&](const auto& wanted) {
        PresentModel one;
        one.relations = {ends};
        return has_relation(one, wanted);
      };
      if (std::none_of(bundle_.relations.begin(), bundle_.relations.end(), in_bundle)) others.push_back(List{ends.first, ends.second});
    }
    return Record().add_if("bundle-additions", std::move(additions)).add_if("model-additions", std::move(others)).value();
  }

  const charm::Bundle& bundle_;
  const ModelPicture& picture_;
  PresentModel present_;
  MachineMap machine_map_;
  bool with_annotations_;
};

} // namespace

Value bundle_difference(const charm::Bundle& bundle, const ModelPicture& picture, const MachineMap& machine_map,
                        bool with_annotations) {
  return BundleComparison(bundle, picture, machine_map, with_annotations).run();
}

} // namespace periapt::cli
