#include "cli/commands/offer.h"

#include "cli/offers.h"
#include "cli/outcome.h"
#include "core/error.h"

namespace periapt::cli {

namespace {

/// "[model.]application:endpoint[,endpoint…]"
struct OfferedWords {
  std::string model; // empty: the current one
  std::string application;
  std::vector<std::string> endpoints;
};

OfferedWords offered_words(const std::string& text) {
  OfferedWords words;
  const auto dot = text.find('.');
  auto rest = text;
  if (dot != std::string::npos) {
    words.model = text.substr(0, dot);
    rest.erase(0, dot + 1);
  }
  const auto colon = rest.find(':');
  if (colon == std::string::npos || colon == 0 || colon + 1 == rest.size())
    throw UsageError("endpoints must conform to format \"<application-name>:<endpoint-name>[,...]\" ");
  words.application = rest.substr(0, colon);
  words.endpoints = split(rest.substr(colon + 1), ',');
  return words;
}

void run_offer(Session& session) {
  const auto& words = session.arguments.positional();
  if (words.empty()) throw UsageError("an offer must at least specify application endpoint");
  refuse_surplus(words, 2);
  const auto offered = offered_words(words.front());
  auto model = offered.model.empty() ? session.model() : session.model_named(offered.model);
  const wire::MakeOffer request{.application = offered.application,
                                .endpoints = offered.endpoints,
                                .name = words.size() > 1 ? words[1] : ""};
  const auto name = model.post<wire::Consumed>({"offers"}, request).name;
  session.console.info(fmt::format("Application \"{}\" endpoints [{}] available at \"{}.{}\"", offered.application,
                                   fmt::join(offered.endpoints, ", "), model.model().qualified(), name));
}

} // namespace

Command offer_command() {
  return {.name = "offer",
          .aliases = {},
          .arguments = "[<model>.]<application>:<endpoint>[,<endpoint>...] [<offer name>]",
          .purpose = "Offers an application's endpoints to other models.",
          .details = "Models of this controller may consume the offer and relate their applications to it. The same again\n"
                     "changes which endpoints are offered.",
          .examples = "{program} offer mysql:db\n{program} offer prod.mysql:db,log hosted-mysql",
          .see_also = {"offers", "consume", "remove-offer"},
          .declare = declare_controller,
          .run = run_offer,
          .plannable = true};
}

} // namespace periapt::cli
