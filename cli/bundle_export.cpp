#include "cli/bundle_documents.h"

#include "charm/yaml_writer.h"
#include "core/error.h"
#include "core/names.h"

#include <algorithm>

namespace periapt::cli {

namespace {

std::string base_text(const ApplicationReport& application) { return application.base_name + "@" + application.base_channel; }

Map sorted_map(std::map<std::string, Value> values) {
  Map map;
  for (auto& [key, value] : values) map.emplace_back(key, std::move(value));
  return map;
}

Value typed_value(const ConfigValue& value) {
  return std::visit([](const auto& one) { return Value(one); }, value);
}

class BundleExport {
public:
  BundleExport(const ModelPicture& picture, bool with_charm_defaults)
      : picture_(picture), with_charm_defaults_(with_charm_defaults), present_(present_model(picture)) {
    std::set<std::string> bases;
    for (const auto& application : picture.status.applications) bases.insert(base_text(application));
    if (bases.size() == 1) default_base_ = *bases.begin();
  }

  std::string text() const {
    Record document;
    document.add_if("default-base", default_base_)
        .add_if("saas", saas())
        .add("applications", applications())
        .add_if("machines", machines())
        .add_if("relations", relations());
    auto text = charm::write_yaml(document.value());
    if (const auto overlay = this->overlay(); !overlay.empty())
      text += "--- # overlay.yaml\n" + charm::write_yaml(Record().add("applications", overlay).value());
    return text;
  }

private:
  Value saas() const {
    Map map;
    for (const auto& remote : picture_.status.remote_applications)
      map.emplace_back(remote.name, Record().add("url", remote.url).value());
    return map;
  }

  Value applications() const {
    std::map<std::string, Value> sorted;
    for (const auto& application : picture_.status.applications) sorted.emplace(application.name, this->application(application));
    return sorted_map(std::move(sorted));
  }

  Value application(const ApplicationReport& report) const {
    const auto& info = picture_.applications.at(report.name);
    const bool from_store = !report.channel.empty();
    const auto url_name = report.charm_url.substr(report.charm_url.rfind('/') + 1);
    Record record;
    record.add("charm", from_store ? url_name.substr(0, url_name.rfind('-')) : report.charm_url).add_if("channel", report.channel);
    if (from_store) record.add("revision", report.charm_revision);
    if (default_base_.empty()) record.add("base", base_text(report));
    if (!report.subordinate) {
      const auto& units = present_.applications.at(report.name).units;
      List to;
      for (const auto& [unit, machine] : units) to.emplace_back(machine);
      record.add("num_units", static_cast<std::int64_t>(units.size())).add_if("to", std::move(to));
    }
    if (info.exposed && info.exposed_endpoints.empty()) record.add("expose", true);
    return record.add_if("options", options(report.name))
        .add_if("annotations", notes_value(present_.applications.at(report.name).annotations))
        .add_if("constraints", info.constraints)
        .add_if("trust", picture_.configs.at(report.name).trust)
        .value();
  }

  Value options(const std::string& application) const {
    Map map;
    for (const auto& option : picture_.configs.at(application).options)
      if (option.value && (option.source == "user" || with_charm_defaults_)) map.emplace_back(option.name, typed_value(*option.value));
    return map;
  }

  static Value notes_value(const Notes& notes) {
    Map map;
    for (const auto& [key, text] : notes) map.emplace_back(key, text);
    return map;
  }

  /// Those that have a unit.
  Value machines() const {
    std::set<std::string> used;
    for (const auto& [name, application] : present_.applications)
      for (const auto& [unit, machine] : application.units) used.insert(machine);
    std::vector<const MachineReport*> sorted;
    for (const auto& machine : picture_.status.machines)
      if (used.contains(machine.name)) sorted.push_back(&machine);
    std::sort(sorted.begin(), sorted.end(), [](auto* left, auto* right) { return natural_less(left->name, right->name); });
    Map map;
    for (const auto* machine : sorted) {
      const auto base = machine->base_name + "@" + machine->base_channel;
      const auto notes = present_.machine_annotations.find(machine->name);
      map.emplace_back(machine->name, Record()
                                          .add_if("constraints", machine->constraints)
                                          .add_if("base", base == default_base_ ? "" : base)
                                          .add_if("annotations", notes == present_.machine_annotations.end()
                                                                     ? Value(Map{})
                                                                     : notes_value(notes->second))
                                          .value());
    }
    return map;
  }

  Value relations() const {
    std::set<std::pair<std::string, std::string>> sorted(present_.relations.begin(), present_.relations.end());
    List list;
    for (const auto& [left, right] : sorted)
      if (!left.starts_with("remote-") && !right.starts_with("remote-")) list.push_back(List{left, right});
    return list;
  }

  Map overlay() const {
    std::map<std::string, Value> sorted;
    for (const auto& [name, info] : picture_.applications) {
      const auto part = Record().add_if("exposed-endpoints", exposed(info)).add_if("offers", offers(name)).value();
      if (!Record::is_empty(part)) sorted.emplace(name, part);
    }
    return sorted_map(std::move(sorted));
  }

  static Value exposed(const wire::ApplicationInfo& info) {
    Map map;
    for (const auto& one : info.exposed_endpoints)
      map.emplace_back(one.endpoint, Record()
                                         .add_if("expose-to-spaces", list_of(one.spaces))
                                         .add_if("expose-to-cidrs", list_of(one.cidrs))
                                         .value());
    return map;
  }

  Value offers(const std::string& application) const {
    Map map;
    for (const auto& offer : picture_.offers) {
      if (offer.application != application) continue;
      const auto& [endpoints, users] = present_.offers.at(offer.name);
      std::map<std::string, Value> acl{{"admin", "admin"}};
      for (const auto& [user, level] : users) acl.insert_or_assign(user, level);
      map.emplace_back(offer.name, Record().add("endpoints", list_of(endpoints)).add("acl", sorted_map(std::move(acl))).value());
    }
    return map;
  }

  const ModelPicture& picture_;
  bool with_charm_defaults_;
  PresentModel present_;
  std::string default_base_;
};

} // namespace

std::string exported_bundle(const ModelPicture& picture, bool with_charm_defaults) {
  if (picture.status.applications.empty()) throw Error(ErrorKind::invalid, "nothing to export as there are no applications");
  return BundleExport(picture, with_charm_defaults).text();
}

} // namespace periapt::cli
