#include "cli/bundle_picture.h"

#include "charm/yaml_writer.h"
#include "core/names.h"

#include <algorithm>

namespace periapt::cli {

namespace {

PresentApplication present_application(const ModelPicture& picture, const ApplicationReport& report) {
  const auto& info = picture.applications.at(report.name);
  PresentApplication present{.charm_url = info.charm_url, .exposed = info.exposed, .constraints = info.constraints};
  for (const auto& one : info.exposed_endpoints) present.exposed_endpoints[one.endpoint] = {one.spaces, one.cidrs};
  for (const auto& option : picture.configs.at(report.name).options)
    if (option.value) present.options[option.name] = option_text(*option.value);
  if (const auto notes = picture.annotations.applications.find(report.name); notes != picture.annotations.applications.end())
    present.annotations = notes->second;
  for (const auto& unit : report.units)
    if (!unit.principal) present.units.emplace_back(unit.name, unit.machine);
  std::sort(present.units.begin(), present.units.end(),
            [](const auto& left, const auto& right) { return natural_less(left.first, right.first); });
  return present;
}

} // namespace

std::string option_text(const ConfigValue& value) {
  if (const auto* text = std::get_if<std::string>(&value)) return *text;
  if (const auto* flag = std::get_if<bool>(&value)) return *flag ? "true" : "false";
  if (const auto* whole = std::get_if<std::int64_t>(&value)) return std::to_string(*whole);
  return charm::yaml_number(std::get<double>(value));
}

ModelPicture take_picture(ModelClient& model) {
  ModelPicture picture{.status = model.get<StatusReport>({"status"}),
                       .applications = {},
                       .configs = {},
                       .annotations = model.get<wire::Annotations>({"annotations"}),
                       .offers = {}};
  if (!picture.status.offers.empty()) picture.offers = model.get<wire::OfferList>({"offers"}).offers;
  for (const auto& application : picture.status.applications) {
    picture.applications[application.name] = model.get<wire::ApplicationInfo>({"applications", application.name});
    picture.configs[application.name] = model.get<wire::ApplicationConfig>({"applications", application.name, "config"});
  }
  return picture;
}

PresentModel present_model(const ModelPicture& picture) {
  PresentModel present;
  for (const auto& application : picture.status.applications)
    present.applications[application.name] = present_application(picture, application);
  for (const auto& machine : picture.status.machines) present.machines.insert(machine.name);
  present.machine_annotations = picture.annotations.machines;
  for (const auto& relation : picture.status.relations) {
    if (relation.ends.size() != 2 || relation.life != Life::alive) continue;
    present.relations.emplace_back(relation.ends[0].application + ":" + relation.ends[0].endpoint,
                                   relation.ends[1].application + ":" + relation.ends[1].endpoint);
  }
  for (const auto& remote : picture.status.remote_applications) present.saas.insert(remote.name);
  for (const auto& offer : picture.offers) {
    auto& one = present.offers[offer.name];
    for (const auto& endpoint : offer.endpoints) one.endpoints.push_back(endpoint.name);
    for (const auto& user : offer.users) one.acl[user.name] = user.access;
  }
  return present;
}

} // namespace periapt::cli
