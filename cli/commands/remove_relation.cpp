#include "cli/commands/remove_relation.h"

#include "cli/outcome.h"
#include "cli/relation_words.h"
#include "cli/session.h"

namespace periapt::cli {

namespace {

void declare_remove_relation(OptionSet& options) {
  declare_model(options);
  options.flag("force", "do not wait for hooks that fail");
}

wire::RemoveRelation request_of(const Arguments& arguments) {
  const auto& words = arguments.positional();
  wire::RemoveRelation request{.force = arguments.flag("force")};
  if (words.size() == 1) {
    request.number = relation_number(words.front());
  } else if (words.size() == 2) {
    request.left = words[0];
    request.right = words[1];
  } else {
    throw UsageError("a relation must involve two applications");
  }
  return request;
}

void run_remove_relation(Session& session) {
  const auto request = request_of(session.arguments);
  session.model().post<wire::Empty>({"relations", "remove"}, request);
}

} // namespace

Command remove_relation_command() {
  return {.name = "remove-relation",
          .aliases = {},
          .arguments = relation_arguments,
          .purpose = "Removes the relation between two applications.",
          .details = R"(The relation leaves the status when the units on both sides have run their hooks for its end.
A relation's number is what hooks see after the colon: 4 in db:4.)",
          .examples = "{program} remove-relation wordpress mariadb\n{program} remove-relation 4",
          .see_also = {"integrate", "status"},
          .declare = declare_remove_relation,
          .run = run_remove_relation,
          .plannable = true};
}

} // namespace periapt::cli
