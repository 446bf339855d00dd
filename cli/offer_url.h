// "[ctrl:][user/]model.offer[:endpoint]", the way to an offer of another model. Pure. Rule: contract/cli.md 2.18.
#pragma once

#include <optional>
#include <string>

namespace periapt::cli {

struct OfferUrl {
  std::string controller; // empty: not said
  std::string owner;      // empty: not said
  std::string model;
  std::string offer;
  std::string endpoint; // empty: not said

  /// nullopt for what is no URL of an offer: there is no dot in it.
  static std::optional<OfferUrl> parse(const std::string& text);
  /// "admin/model.offer"
  std::string path() const { return owner + "/" + model + "." + offer; }
  /// "ctrl:admin/model.offer"
  std::string full() const { return controller + ":" + path(); }
};

} // namespace periapt::cli
