#include "cli/commands/find_offers.h"

#include "cli/formatters/output.h"
#include "cli/formatters/table.h"
#include "cli/offers.h"
#include "cli/outcome.h"
#include "core/error.h"

#include <algorithm>
#include <sstream>

namespace periapt::cli {

namespace {

void declare_find_offers(OptionSet& options) {
  declare_model(options);
  declare_controller(options);
  declare_format(options, "tabular, json or yaml", "tabular");
  options.value("interface", "NAME", "only with an endpoint of this interface")
      .value("offer", "NAME", "only whose name has this in it")
      .value("url", "URL", "[controller:][user/]model[.offer]");
}

/// "[controller:][user/]model[.offer]"; an empty part is any.
struct OfferPlace {
  std::string controller, owner, model, offer;

  static OfferPlace parse(const std::string& text) {
    if (const auto url = OfferUrl::parse(text)) return {url->controller, url->owner, url->model, url->offer};
    OfferPlace place;
    auto rest = text;
    if (const auto colon = rest.find(':'); colon != std::string::npos) {
      place.controller = rest.substr(0, colon);
      rest.erase(0, colon + 1);
    }
    if (const auto slash = rest.find('/'); slash != std::string::npos) {
      place.owner = rest.substr(0, slash);
      rest.erase(0, slash + 1);
    }
    place.model = rest;
    return place;
  }

  bool has(const wire::OfferInfo& found) const {
    return (owner.empty() || found.owner == owner) && (model.empty() || found.model == model) &&
           (offer.empty() || found.name == offer);
  }
};

OfferPlace place_of_search(const Session& session) {
  const auto& words = session.arguments.positional();
  refuse_surplus(words, 1);
  const auto option = session.arguments.text("url");
  if (!words.empty() && !option.empty()) throw UsageError("URL term cannot be specified twice");
  return OfferPlace::parse(words.empty() ? option : words.front());
}

bool fits_search(const Arguments& arguments, const wire::OfferInfo& offer) {
  if (arguments.given("offer") && offer.name.find(arguments.text("offer")) == std::string::npos) return false;
  return !arguments.given("interface") ||
         std::any_of(offer.endpoints.begin(), offer.endpoints.end(),
                     [&](const auto& one) { return one.interface == arguments.text("interface"); });
}

std::string found_table(const std::string& controller, const std::vector<wire::OfferInfo>& offers) {
  Table table({"Store", "URL", "Access", "Interfaces"});
  for (const auto& offer : offers) {
    std::string interfaces;
    for (const auto& endpoint : offer.endpoints)
      interfaces += fmt::format("{}{}:{}", interfaces.empty() ? "" : ", ", endpoint.interface, endpoint.name);
    table.add({controller, offer.owner + "/" + offer.model + "." + offer.name, offer.access.value_or(""), interfaces});
  }
  std::ostringstream text;
  table.print(text, false);
  return text.str();
}

void run_find_offers(Session& session) {
  check_format(session.format(), {"tabular", "json", "yaml"});
  const auto place = place_of_search(session);
  const auto controller =
      place.controller.empty() ? session.controller_of_model_option() : session.controller_named(place.controller);
  auto offers = all_offers(session, controller);
  std::erase_if(offers, [&](const auto& one) { return !place.has(one) || !fits_search(session.arguments, one); });
  if (offers.empty()) throw Error(ErrorKind::not_found, "no matching application offers found");
  if (session.format() == "tabular") return session.print(found_table(controller.name, offers));
  Map map;
  for (const auto& offer : offers)
    map.emplace_back(fmt::format("{}:{}/{}.{}", controller.name, offer.owner, offer.model, offer.name),
                     Record()
                         .add("access", offer.access.value_or(""))
                         .add("endpoints", offer_endpoints_document(offer))
                         .add("users", offer_users_document(offer))
                         .value());
  session.print(render(map, session.format()));
}

} // namespace

Command find_offers_command() {
  return {.name = "find-offers",
          .aliases = {},
          .arguments = "[<url>]",
          .purpose = "Finds offers of all the controller's models.",
          .details = "",
          .examples = "{program} find-offers\n{program} find-offers --interface mysql\n{program} find-offers admin/prod",
          .see_also = {"show-offer", "consume"},
          .declare = declare_find_offers,
          .run = run_find_offers};
}

} // namespace periapt::cli
