#include "cli/commands/integrate.h"

#include "cli/offers.h"
#include "cli/outcome.h"
#include "cli/session.h"

namespace periapt::cli {

namespace {

void declare_integrate(OptionSet& options) {
  declare_model(options);
  options.value("via", "CIDRS", "relations between models only");
}

/// The controller's sentence, one part a line, and where to look.
std::string already_related(std::string sentence, const std::string& program) {
  for (auto at = sentence.find(": "); at != std::string::npos; at = sentence.find(": ", at))
    sentence.replace(at, 2, "\n");
  return sentence + ": \n\nUse '" + program + " status --relations' to view the current relations.";
}

/// An offer's URL is consumed first, under the offer's name.
std::string local_end(Session& session, ModelClient& model, const std::string& word) {
  const auto url = OfferUrl::parse(word);
  if (!url) return word;
  const auto name = consume_offer(model, completed_offer_url(session, *url, model.model().controller), "");
  return url->endpoint.empty() ? name : name + ":" + url->endpoint;
}

void run_integrate(Session& session) {
  const auto& words = session.arguments.positional();
  if (words.size() != 2) throw UsageError("an integration must involve two applications");
  if (words[0].find('.') != std::string::npos && words[1].find('.') != std::string::npos)
    throw Error(ErrorKind::invalid, "only one of the two applications may be an offer of another model");
  auto model = session.model();
  const wire::Relate request{.left = local_end(session, model, words[0]), .right = local_end(session, model, words[1])};
  try {
    model.post<wire::Related>({"relations"}, request);
  } catch (const Error& error) {
    if (error.kind() != ErrorKind::already_exists) throw;
    throw Error(error.kind(), already_related(error.what(), session.surroundings.program));
  }
}

} // namespace

Command integrate_command() {
  return {.name = "integrate",
          .aliases = {"relate"},
          .arguments = "<application>[:<endpoint>] <application>[:<endpoint>]",
          .purpose = "Relates two applications.",
          .details =
              R"(Endpoints fit when one provides and the other requires the same interface. Where only one pair fits,
the endpoints need not be named. From then on the units' hooks exchange what each needs of the other.

One of the two may be an offer of another model, [<user>/]<model>.<offer>: it is consumed first.)",
          .examples = "{program} relate wordpress mariadb\n{program} relate wordpress:db mariadb:db\n"
                      "{program} relate wordpress admin/prod.mariadb",
          .see_also = {"remove-relation", "consume", "status"},
          .declare = declare_integrate,
          .run = run_integrate,
          .plannable = true};
}

} // namespace periapt::cli
