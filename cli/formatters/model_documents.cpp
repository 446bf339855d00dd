#include "cli/formatters/model_documents.h"

#include "cli/duration.h"
#include "cli/formatters/table.h"

#include <fmt/ostream.h>

#include <ostream>

namespace periapt::cli {

namespace {

Value status_of(const wire::ModelInfo& model, TimeMs now_ms) {
  return Record()
      .add("current", model.status.current)
      .add_if("message", model.status.message)
      .add_if("since", model.status.since_ms ? friendly_age(model.status.since_ms, now_ms) : "")
      .value();
}

/// What a listing and a single model begin with, in the same order.
Record identity_of(const wire::ModelInfo& model, const ControllerEntry& controller) {
  Record record;
  record.add("name", model.owner + "/" + model.name)
      .add("short-name", model.name)
      .add("model-uuid", model.uuid)
      .add("model-type", "iaas")
      .add("controller-uuid", controller.uuid)
      .add("controller-name", controller.name)
      .add("is-controller", model.is_controller.value_or(false))
      .add("owner", model.owner)
      .add("cloud", controller.cloud)
      .add_if("region", controller.region);
  return record;
}

std::string connection_of(TimeMs seen_ms, TimeMs now_ms) {
  return seen_ms == 0 ? "never connected" : friendly_age(seen_ms, now_ms);
}

/// When the user was last connected to the model.
std::string own_connection(const wire::ModelInfo& model, const ModelListing& listing) {
  for (const auto& user : model.users)
    if (user.name == listing.user) return connection_of(user.seen_ms, listing.now_ms);
  return connection_of(0, listing.now_ms);
}

Value listed(const wire::ModelInfo& model, const ModelListing& listing) {
  return identity_of(model, listing.controller)
      .add_if("type", listing.controller.type)
      .add("life", word_of(model.life))
      .add("status", status_of(model, listing.now_ms))
      .add("access", model.access.value_or("admin"))
      .add("last-connection", own_connection(model, listing))
      .add("sla", "unsupported")
      .add("agent-version", listing.controller.agent_version)
      .value();
}

} // namespace

std::string unqualified(const std::string& model, const std::string& user) {
  const std::string own = user + "/";
  return model.starts_with(own) ? model.substr(own.size()) : model;
}

Value models_document(const ModelListing& listing) {
  List models;
  for (const auto& model : listing.models) models.push_back(listed(model, listing));
  return Record()
      .add("models", std::move(models))
      .add_if("current-model", listing.current ? unqualified(*listing.current, listing.user) : "")
      .value();
}

void print_models(std::ostream& out, const ModelListing& listing, bool colour) {
  fmt::print(out, "Controller: {}\n\n", listing.controller.name);
  std::vector<std::string> titles{"Model",     "Cloud/Region", "Type",   "Status",
                                  ">Machines", ">Units",       "Access", "Last connection"};
  if (listing.uuids) titles.insert(titles.begin() + 1, "UUID");
  Table table(titles);
  for (const auto& model : listing.models) {
    const std::string qualified = model.owner + "/" + model.name;
    const std::string place =
        listing.controller.cloud + (listing.controller.region.empty() ? "" : "/" + listing.controller.region);
    std::vector<Cell> row{unqualified(qualified, listing.user) + (listing.current == qualified ? "*" : ""),
                          place,
                          listing.controller.type,
                          {model.status.current, colour_of_status(model.status.current)},
                          std::to_string(model.machine_count),
                          model.unit_count ? std::to_string(model.unit_count) : "-",
                          model.access.value_or("admin"),
                          own_connection(model, listing)};
    if (listing.uuids) row.insert(row.begin() + 1, model.uuid);
    table.add(std::move(row));
  }
  table.print(out, colour);
}

Value model_users_document(const std::vector<wire::GrantedUser>& users, TimeMs now_ms) {
  Map map;
  for (const auto& user : users)
    map.emplace_back(user.name, Record()
                                    .add_if("display-name", user.display_name)
                                    .add("access", user.access)
                                    .add("last-connection", connection_of(user.seen_ms, now_ms))
                                    .value());
  return map;
}

Value model_document(const wire::ModelInfo& model, const ControllerEntry& controller, TimeMs now_ms) {
  Record record = identity_of(model, controller);
  record.add_if("type", controller.type)
      .add("life", word_of(model.life))
      .add("status", status_of(model, now_ms))
      .add("users", model_users_document(model.users, now_ms))
      .add("sla", "unsupported")
      .add_if("agent-version", controller.agent_version);
  return Map{{model.name, record.value()}};
}

} // namespace periapt::cli
