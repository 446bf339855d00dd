#include "cli/commands/consume.h"

#include "cli/offers.h"
#include "cli/outcome.h"
#include "core/error.h"

namespace periapt::cli {

namespace {

/// As it was typed, with the user if that is missing.
std::string url_with_owner(const std::string& typed, const OfferUrl& completed) {
  if (typed.find('/') != std::string::npos) return typed;
  const auto colon = typed.find(':');
  return (colon == std::string::npos ? "" : typed.substr(0, colon + 1)) + completed.path();
}

void run_consume(Session& session) {
  const auto& words = session.arguments.positional();
  if (words.empty()) throw UsageError("no remote offer specified");
  refuse_surplus(words, 2);
  const auto url = OfferUrl::parse(words.front());
  if (!url) throw UsageError(fmt::format("application offer URL \"{}\" has no dot: expected [user/]model.offer", words.front()));
  if (!url->endpoint.empty())
    throw UsageError(fmt::format("saas offer \"{}\" shouldn't include endpoint", words.front()));
  auto model = session.model();
  const auto completed = completed_offer_url(session, *url, model.model().controller);
  const auto name = consume_offer(model, completed, words.size() > 1 ? words[1] : "");
  session.console.info(fmt::format("Added {} as {}", url_with_owner(words.front(), completed), name));
}

} // namespace

Command consume_command() {
  return {.name = "consume",
          .aliases = {},
          .arguments = "<offer url> [<name>]",
          .purpose = "Adds another model's offer to this model.",
          .details = "It is a SAAS application from then on, to which this model's applications can be related. The offer is\n"
                     "[<user>/]<model>.<offer>, of a model of the same controller.",
          .examples = "{program} consume prod.mysql\n{program} consume admin/prod.mysql db",
          .see_also = {"offer", "find-offers", "integrate", "remove-saas"},
          .declare = declare_model,
          .run = run_consume,
          .plannable = true};
}

} // namespace periapt::cli
