#include "cli/access_words.h"

#include "cli/offers.h"
#include "cli/outcome.h"
#include "core/access.h"
#include "core/error.h"
#include "wire/user_messages.h"

#include <algorithm>

namespace periapt::cli {
namespace {

using Words = std::vector<std::string>;

template <class Level>
bool is_level(const std::string& word) {
  try {
    parse_access<Level>(word);
    return word != "admin" || !std::is_same_v<Level, ControllerAccess>;
  } catch (const Error&) {
    return false;
  }
}

/// A wrong level is found before anything is asked.
template <class Level>
void check_level(const std::string& word) {
  try {
    parse_access<Level>(word);
  } catch (const Error& error) {
    throw UsageError(error.what());
  }
}

Words targets_of(const Words& words) { return Words(words.begin() + 2, words.end()); }

void require_user_and_level(const Words& words) {
  if (words.empty()) throw UsageError("no user specified");
  if (words.size() < 2) throw UsageError("no permission level specified");
}

void check_controller_level(const Session& session, const std::string& word) {
  if (!is_level<ControllerAccess>(word) && is_level<ModelAccess>(word))
    throw UsageError(fmt::format("You have specified a model access permission \"{}\".\n"
                                 "If you intended to change model access, you need to specify one or more model names.\n"
                                 "See '{} help grant'.", word, session.surroundings.program));
  check_level<ControllerAccess>(word);
}

void check_target_level(const Session& session, const Words& targets, const std::string& word) {
  const auto is_offer = [](const std::string& target) { return OfferUrl::parse(target).has_value(); };
  const auto offers = std::count_if(targets.begin(), targets.end(), is_offer);
  if (offers != 0 && offers != static_cast<std::ptrdiff_t>(targets.size()))
    throw UsageError("either specify model names or offer URLs but not both");
  if (is_level<ControllerAccess>(word))
    throw UsageError(fmt::format("You have specified a controller access permission \"{}\".\n"
                                 "If you intended to change controller access, do not specify any model names or offer URLs.\n"
                                 "See '{} help grant'.", word, session.surroundings.program));
  if (offers != 0) check_level<OfferAccess>(word);
  else check_level<ModelAccess>(word);
}

void change_one(Session& session, const std::string& target, const wire::ChangeAccess& change) {
  const auto url = OfferUrl::parse(target);
  if (!url) {
    session.model_named(target).post<wire::Empty>({"access"}, change);
    return;
  }
  const auto completed = completed_offer_url(session, *url, session.controller().name);
  session.model_named(completed.controller + ":" + completed.owner + "/" + completed.model)
      .post<wire::Empty>({"offers", "access"}, wire::ChangeOfferAccess{completed.offer, change});
}

} // namespace

void change_access(Session& session, bool revoke) {
  const auto& words = session.arguments.positional();
  require_user_and_level(words);
  const wire::ChangeAccess change{.user = words[0], .level = words[1], .revoke = revoke};
  const auto targets = targets_of(words);
  if (targets.empty()) {
    check_controller_level(session, words[1]);
    session.connect(session.controller()).post<wire::Empty>(client::target({"access"}), change);
    return;
  }
  check_target_level(session, targets, words[1]);
  for (const auto& target : targets) change_one(session, target, change);
}

void change_cloud_access(Session& session, bool revoke) {
  const auto& words = session.arguments.positional();
  require_user_and_level(words);
  if (words.size() < 3) throw UsageError("no cloud specified");
  check_level<CloudAccess>(words[1]);
  auto connection = session.connect(session.controller());
  for (const auto& cloud : targets_of(words))
    connection.post<wire::Empty>(client::target({"clouds", "access"}), wire::ChangeCloudAccess{cloud, {words[0], words[1], revoke}});
}

} // namespace periapt::cli
