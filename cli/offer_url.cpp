#include "cli/offer_url.h"

namespace periapt::cli {

std::optional<OfferUrl> OfferUrl::parse(const std::string& text) {
  const auto dot = text.find('.');
  if (dot == std::string::npos) return std::nullopt;
  OfferUrl url;
  auto before = text.substr(0, dot);
  auto after = text.substr(dot + 1);
  if (const auto colon = before.find(':'); colon != std::string::npos) {
    url.controller = before.substr(0, colon);
    before.erase(0, colon + 1);
  }
  if (const auto slash = before.find('/'); slash != std::string::npos) {
    url.owner = before.substr(0, slash);
    before.erase(0, slash + 1);
  }
  if (const auto colon = after.find(':'); colon != std::string::npos) {
    url.endpoint = after.substr(colon + 1);
    after.erase(colon);
  }
  url.model = before;
  url.offer = after;
  return url.model.empty() || url.offer.empty() ? std::nullopt : std::optional(url);
}

} // namespace periapt::cli
