#include "cli/relation_words.h"

#include "cli/outcome.h"
#include "wire/suspension_messages.h"

#include <charconv>

namespace periapt::cli {

std::int64_t relation_number(const std::string& text) {
  std::int64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc{} || *end != '\0' || number < 0) throw UsageError("relation ID \"" + text + "\" not valid");
  return number;
}

void set_suspended(Session& session, bool suspended, const std::string& reason) {
  const auto& words = session.arguments.positional();
  if (words.empty()) throw UsageError("no relation ids specified");
  wire::SetSuspended request{.relations = {}, .suspended = suspended, .reason = reason};
  for (const auto& word : words) request.relations.push_back(relation_number(word));
  session.model().post<wire::Empty>({"relations", "suspended"}, request);
}

RelationDetails named_relation(Session& session) {
  const auto& words = session.arguments.positional();
  if (words.empty()) throw UsageError("no relation specified");
  refuse_surplus(words, 2);
  if (words.size() == 1) relation_number(words[0]);
  auto model = session.model();
  const auto target = words.size() == 1
                          ? client::with_query(model.target({"relations"}), {{"number", words[0]}})
                          : client::with_query(model.target({"relations"}), {{"left", words[0]}, {"right", words[1]}});
  return model.client().get<RelationDetails>(target);
}

} // namespace periapt::cli
