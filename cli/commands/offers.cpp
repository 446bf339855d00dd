#include "cli/commands/offers.h"

#include "cli/formatters/output.h"
#include "cli/formatters/table.h"
#include "cli/formatters/times.h"
#include "cli/now.h"
#include "cli/offers.h"
#include "cli/outcome.h"

#include <algorithm>
#include <sstream>

namespace periapt::cli {

namespace {

void declare_offers(OptionSet& options) {
  declare_model(options);
  declare_format(options, "tabular, json, summary or yaml", "tabular");
  options.value("application", "NAME", "only of this application")
      .value("interface", "NAME", "only with an endpoint of this interface")
      .value("connected-user", "NAME", "only those that this user is connected to")
      .value("allowed-consumer", "NAME", "only those that this user may consume")
      .flag("active-only", "only those with connections");
}

bool is_wanted(const Arguments& arguments, const wire::OfferInfo& offer) {
  const auto& words = arguments.positional();
  if (!words.empty() && offer.name != words.front()) return false;
  if (arguments.given("application") && offer.application != arguments.text("application")) return false;
  if (arguments.given("interface") &&
      std::none_of(offer.endpoints.begin(), offer.endpoints.end(),
                   [&](const auto& one) { return one.interface == arguments.text("interface"); }))
    return false;
  if (arguments.given("connected-user") &&
      std::none_of(offer.connections.begin(), offer.connections.end(),
                   [&](const auto& one) { return one.username == arguments.text("connected-user"); }))
    return false;
  if (arguments.given("allowed-consumer") && offer.owner != arguments.text("allowed-consumer")) return false;
  return !arguments.flag("active-only") || !offer.connections.empty();
}

Value connections_document(const wire::OfferInfo& offer, const std::vector<std::string>& since) {
  List list;
  for (std::size_t i = 0; i < offer.connections.size(); ++i) {
    const auto& one = offer.connections[i];
    list.push_back(Record()
                       .add("source-model-uuid", one.source_model_uuid)
                       .add("username", one.username)
                       .add("relation-id", one.relation_id)
                       .add("endpoint", one.endpoint)
                       .add("status", Record().add("current", one.status.current).add_if("message", one.status.message)
                                          .add_if("since", since[i]).value())
                       .value());
  }
  return list;
}

Value offer_document(const std::string& controller, const wire::OfferInfo& offer) {
  std::vector<std::string> since;
  for (const auto& one : offer.connections) since.push_back(since_text(one.status.since_ms, false));
  return Record()
      .add("application", offer.application)
      .add("store", controller)
      .add("charm", offer.charm_url)
      .add("offer-url", offer.owner + "/" + offer.model + "." + offer.name)
      .add("endpoints", offer_endpoints_document(offer))
      .add_if("connections", connections_document(offer, since))
      .add("users", offer_users_document(offer))
      .value();
}

const wire::OfferEndpoint* endpoint_of(const wire::OfferInfo& offer, const std::string& name) {
  const auto found = std::find_if(offer.endpoints.begin(), offer.endpoints.end(), [&](const auto& one) { return one.name == name; });
  return found == offer.endpoints.end() ? nullptr : &*found;
}

Table connections_table(const std::vector<wire::OfferInfo>& offers) {
  Table table({"Offer", "User", "Relation ID", "Status", "Endpoint", "Interface", "Role", "Ingress subnets"});
  for (const auto& offer : offers) {
    if (offer.connections.empty()) table.add({offer.name, "-", "", "", "", "", "", ""});
    for (const auto& one : offer.connections) {
      const auto* endpoint = endpoint_of(offer, one.endpoint);
      table.add({offer.name, one.username, std::to_string(one.relation_id), one.status.current, one.endpoint,
                 endpoint ? endpoint->interface : "", endpoint ? word_of(endpoint->role) : "", ""});
    }
  }
  return table;
}

Table summary_table(const std::string& controller, const std::vector<wire::OfferInfo>& offers) {
  Table table({"Offer", "Application", "Charm", "Connected", "Store", "URL", "Endpoint", "Interface", "Role"});
  for (const auto& offer : offers) {
    const auto active = std::count_if(offer.connections.begin(), offer.connections.end(),
                                      [](const auto& one) { return one.status.current == "joined"; });
    for (const auto& endpoint : offer.endpoints)
      table.add({offer.name, offer.application, offer.charm_url, fmt::format("{}/{}", active, offer.connections.size()),
                 controller, offer.owner + "/" + offer.model + "." + offer.name, endpoint.name, endpoint.interface,
                 word_of(endpoint.role)});
  }
  return table;
}

void run_offers(Session& session) {
  refuse_surplus(session.arguments.positional(), 1);
  check_format(session.format(), {"tabular", "json", "summary", "yaml"});
  auto model = session.model();
  auto offers = model.get<wire::OfferList>({"offers"}).offers;
  std::erase_if(offers, [&](const auto& offer) { return !is_wanted(session.arguments, offer); });
  const auto& controller = model.model().controller;
  if (session.format() == "json" || session.format() == "yaml") {
    Map map;
    for (const auto& offer : offers) map.emplace_back(offer.name, offer_document(controller, offer));
    return session.print(render(map, session.format()));
  }
  if (offers.empty()) return;
  std::ostringstream text;
  (session.format() == "tabular" ? connections_table(offers) : summary_table(controller, offers)).print(text, false);
  session.print(text.str());
}

} // namespace

Command offers_command() {
  return {.name = "offers",
          .aliases = {"list-offers"},
          .arguments = "[<offer name>]",
          .purpose = "Lists what this model offers, and who is connected.",
          .details = "",
          .examples = "{program} offers\n{program} offers --format summary\n{program} offers mysql --format json",
          .see_also = {"offer", "remove-offer", "find-offers"},
          .declare = declare_offers,
          .run = run_offers};
}

} // namespace periapt::cli
