#include "cli/offers.h"

#include "core/error.h"

namespace periapt::cli {

OfferUrl completed_offer_url(const Session& session, OfferUrl url, const std::string& controller) {
  if (!url.controller.empty() && url.controller != controller) {
    session.controller_named(url.controller);
    throw make_error(ErrorKind::invalid,
                     "cannot use offer \"{}\": it is of controller \"{}\", and models relate within one controller only",
                     url.full(), url.controller);
  }
  url.controller = controller;
  if (url.owner.empty()) url.owner = session.files.user(controller);
  return url;
}

std::string consume_offer(ModelClient& model, const OfferUrl& url, const std::string& name) {
  const wire::Consume request{
      .owner = url.owner, .model = url.model, .offer = url.offer, .name = name, .url = url.full()};
  return model.post<wire::Consumed>({"remote-applications"}, request).name;
}

std::vector<wire::OfferInfo> all_offers(Session& session, const ControllerEntry& controller) {
  return session.connect(controller).get<wire::OfferList>(client::target({"offers"})).offers;
}

Value offer_endpoints_document(const wire::OfferInfo& offer) {
  Map map;
  for (const auto& endpoint : offer.endpoints)
    map.emplace_back(endpoint.name,
                     Record().add("interface", endpoint.interface).add("role", word_of(endpoint.role)).value());
  return map;
}

Value offer_users_document(const wire::OfferInfo& offer) {
  Map users;
  for (const auto& user : offer.users)
    users.emplace_back(user.name, Record().add_if("display-name", user.display_name).add("access", user.access).value());
  return users;
}

} // namespace periapt::cli
