#include "cli/formatters/controller_documents.h"

#include "cli/formatters/model_documents.h"
#include "cli/formatters/table.h"
#include "tls/certificate.h"

#include <cctype>
#include <ostream>

namespace periapt::cli {

namespace {

const char* uuid_key(bool json) { return json ? "uuid" : "controller-uuid"; }

std::string user_of(const ControllerListing::Item& item) { return item.account ? item.account->user : ""; }
std::string access_of(const ControllerListing::Item& item) { return item.account ? item.account->access : ""; }

std::string short_current_model(const ControllerListing::Item& item) {
  return item.current_model ? unqualified(*item.current_model, user_of(item)) : "";
}

Value listed(const ControllerListing::Item& item, bool json) {
  const auto& entry = item.entry;
  return Record()
      .add_if("current-model", short_current_model(item))
      .add_if("user", user_of(item))
      .add_if("access", access_of(item))
      .add_if("recent-server", entry.api_endpoints.empty() ? "" : entry.api_endpoints.front())
      .add(uuid_key(json), entry.uuid)
      .add("api-endpoints", list_of(entry.api_endpoints))
      .add("ca-cert", entry.ca_cert)
      .add("cloud", entry.cloud)
      .add_if("region", entry.region)
      .add_if("agent-version", entry.agent_version)
      .add("model-count", item.model_count)
      .add("machine-count", entry.machine_count)
      .add("controller-machines", Record().add(json ? "Active" : "active", 1).add(json ? "Total" : "total", 1).value())
      .value();
}

/// "AB:CD:…", as other programs show it
std::string spelled_fingerprint(const ControllerEntry& entry) {
  if (entry.ca_cert.empty()) return "";
  std::string text;
  for (const char c : tls::fingerprint(entry.ca_cert)) {
    if (text.size() % 3 == 2) text += ':';
    text += static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
  }
  return text;
}

Value details_of(const ControllerEntry& entry, bool json) {
  return Record()
      .add(uuid_key(json), entry.uuid)
      .add("api-endpoints", list_of(entry.api_endpoints))
      .add("cloud", entry.cloud)
      .add_if("region", entry.region)
      .add_if("agent-version", entry.agent_version)
      .add_if("controller-model-version", entry.agent_version)
      .add_if("ca-fingerprint", spelled_fingerprint(entry))
      .add("ca-cert", entry.ca_cert)
      .value();
}

Value counts_of(const wire::ModelInfo& model) {
  return Record()
      .add("uuid", model.uuid)
      .add_if("machine-count", model.machine_count)
      .add_if("unit-count", model.unit_count)
      .value();
}

} // namespace

Value controllers_document(const ControllerListing& listing, bool json) {
  Map controllers;
  for (const auto& item : listing.items) controllers.emplace_back(item.entry.name, listed(item, json));
  return Record()
      .add("controllers", std::move(controllers))
      .add_if("current-controller", listing.current.value_or(""))
      .value();
}

void print_controllers(std::ostream& out, const ControllerListing& listing, bool colour) {
  Table table({"Controller", "Model", "User", "Access", "Cloud/Region", ">Models", ">Nodes", "Version"});
  for (const auto& item : listing.items) {
    const auto& entry = item.entry;
    const auto model = short_current_model(item);
    table.add({entry.name + (listing.current == entry.name ? "*" : ""), model.empty() ? "-" : model,
               item.account ? user_of(item) : "-", item.account ? access_of(item) : "(unknown)", entry.cloud + (entry.region.empty() ? "" : "/" + entry.region),
               std::to_string(item.model_count), "1", entry.agent_version});
  }
  table.print(out, colour);
}

Value controller_document(const ControllerListing::Item& item, const std::vector<wire::ModelInfo>& models, bool json) {
  Map machines{{"0", Record().add("instance-id", "localhost").value()}};
  Map listed_models;
  for (const auto& model : models) listed_models.emplace_back(model.name, counts_of(model));
  return Record()
      .add("details", details_of(item.entry, json))
      .add("controller-machines", std::move(machines))
      .add_if("models", std::move(listed_models))
      .add_if("current-model", item.current_model.value_or(""))
      .add_if("account", Record().add_if("user", user_of(item)).add_if("access", access_of(item)).value())
      .value();
}

} // namespace periapt::cli
