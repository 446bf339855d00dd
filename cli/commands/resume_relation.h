#pragma once

#include "cli/command.h"

namespace periapt::cli {

/// `resume-relation`
Command resume_relation_command();

} // namespace periapt::cli
