#include "cli/commands/remove_offer.h"

#include "cli/offers.h"
#include "cli/outcome.h"
#include "core/error.h"

namespace periapt::cli {

namespace {

void declare_remove_offer(OptionSet& options) {
  declare_controller(options);
  options.flag("force", "also an offer with connections: they end").flag("yes,y", "do not ask");
}

void confirm_forced(Session& session) {
  if (!session.arguments.flag("force") || session.arguments.flag("yes")) return;
  session.console.warning("This command will remove offers and the relations over them.");
  if (!session.console.confirm("Continue [y/N]? ")) throw Error(ErrorKind::invalid, "offer removal: aborted");
}

void run_remove_offer(Session& session) {
  const auto& words = session.arguments.positional();
  if (words.empty()) throw UsageError("no offers specified");
  std::vector<OfferUrl> urls;
  const auto controller = session.controller().name;
  for (const auto& word : words) {
    const auto url = OfferUrl::parse(word);
    const auto current = session.files.current_model(controller).value_or("");
    if (!url && current.empty()) throw make_error(ErrorKind::invalid, "\"{}\" is no offer's URL", word);
    urls.push_back(completed_offer_url(session, url ? *url : *OfferUrl::parse(current + "." + word), controller));
  }
  confirm_forced(session);
  for (const auto& url : urls)
    session.model_named(url.controller + ":" + url.owner + "/" + url.model)
        .post<wire::Empty>({"offers", "remove"}, wire::RemoveOffer{url.offer, session.arguments.flag("force")});
}

} // namespace

Command remove_offer_command() {
  return {.name = "remove-offer",
          .aliases = {},
          .arguments = "<offer url> ...",
          .purpose = "Withdraws offers.",
          .details = "One that models are connected to is removed with --force only; the relations over it end then.",
          .examples = "{program} remove-offer prod.mysql\n{program} remove-offer prod.mysql --force -y",
          .see_also = {"offer", "offers"},
          .declare = declare_remove_offer,
          .run = run_remove_offer,
          .plannable = true};
}

} // namespace periapt::cli
