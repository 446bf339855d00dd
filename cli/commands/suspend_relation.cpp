#include "cli/commands/suspend_relation.h"

#include "cli/relation_words.h"

namespace periapt::cli {

namespace {

void declare_suspend_relation(OptionSet& options) {
  declare_model(options);
  options.value("message", "TEXT", "why; shown by status and offers");
}

void run_suspend_relation(Session& session) { set_suspended(session, true, session.arguments.text("message")); }

} // namespace

Command suspend_relation_command() {
  return {.name = "suspend-relation",
          .aliases = {},
          .arguments = "<relation-id> [<relation-id>...]",
          .purpose = "Suspends relations over offers of a model.",
          .details = R"(The units on both sides run relation-departed and relation-broken, as if the relation were removed, and those
of its beginning when it is resumed. The model that offers decides; "offers" shows the relations' numbers.)",
          .examples = "{program} suspend-relation 3\n"
                      "{program} suspend-relation 3 4 --message \"unpaid bill\"",
          .see_also = {"resume-relation", "offers", "remove-relation"},
          .declare = declare_suspend_relation,
          .run = run_suspend_relation,
          .plannable = true};
}

} // namespace periapt::cli
