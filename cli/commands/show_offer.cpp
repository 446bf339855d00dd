#include "cli/commands/show_offer.h"

#include "cli/formatters/output.h"
#include "cli/formatters/table.h"
#include "cli/offers.h"
#include "cli/outcome.h"
#include "core/error.h"

#include <algorithm>
#include <sstream>

namespace periapt::cli {

namespace {

void declare_show_offer(OptionSet& options) {
  declare_model(options);
  declare_format(options, "tabular, json or yaml", "tabular");
}

std::string shown_table(const OfferUrl& url, const wire::OfferInfo& offer) {
  Table table({"Store", "URL", "Access", "Endpoint", "Interface", "Role"});
  for (const auto& endpoint : offer.endpoints)
    table.add({url.controller, url.path(), offer.access.value_or(""), endpoint.name, endpoint.interface, word_of(endpoint.role)});
  std::ostringstream text;
  table.print(text, false);
  return text.str();
}

void run_show_offer(Session& session) {
  const auto& words = session.arguments.positional();
  if (words.empty()) throw UsageError("must specify endpoint URL");
  refuse_surplus(words, 1);
  check_format(session.format(), {"tabular", "json", "yaml"});
  auto url = OfferUrl::parse(words.front());
  if (!url) { // an offer of the model itself
    const auto model = session.model().model();
    url = OfferUrl{model.controller, model.owner, model.name, words.front(), ""};
  }
  const auto controller = url->controller.empty() ? session.controller_of_model_option().name : url->controller;
  const auto completed = completed_offer_url(session, *url, controller);
  const auto offers = all_offers(session, session.controller_named(controller));
  const auto found = std::find_if(offers.begin(), offers.end(), [&](const auto& one) {
    return one.owner == completed.owner && one.model == completed.model && one.name == completed.offer;
  });
  if (found == offers.end())
    throw make_error(ErrorKind::not_found, "application offer \"{}\" not found", completed.path());
  if (session.format() == "tabular") return session.print(shown_table(completed, *found));
  const Map document{{completed.full(), Record()
                                            .add("access", found->access.value_or(""))
                                            .add("endpoints", offer_endpoints_document(*found))
                                            .add("users", offer_users_document(*found))
                                            .value()}};
  session.print(render(document, session.format()));
}

} // namespace

Command show_offer_command() {
  return {.name = "show-offer",
          .aliases = {},
          .arguments = "<offer url>",
          .purpose = "Shows one offer.",
          .details = "",
          .examples = "{program} show-offer prod.mysql\n{program} show-offer admin/prod.mysql --format json",
          .see_also = {"find-offers", "consume"},
          .declare = declare_show_offer,
          .run = run_show_offer};
}

} // namespace periapt::cli
