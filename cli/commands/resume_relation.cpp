#include "cli/commands/resume_relation.h"

#include "cli/relation_words.h"

namespace periapt::cli {

namespace {

void run_resume_relation(Session& session) { set_suspended(session, false, ""); }

} // namespace

Command resume_relation_command() {
  return {.name = "resume-relation",
          .aliases = {},
          .arguments = "<relation-id> [<relation-id>...]",
          .purpose = "Resumes relations that were suspended.",
          .details = "The units on both sides run the hooks of a new relation.",
          .examples = "{program} resume-relation 3",
          .see_also = {"suspend-relation", "offers"},
          .declare = declare_model,
          .run = run_resume_relation,
          .plannable = true};
}

} // namespace periapt::cli
