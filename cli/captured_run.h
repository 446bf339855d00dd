// A command of this program, run in this process as somebody would type it, with what it says caught. Threads: one.
#pragma once

#include "cli/session.h"

#include <string>
#include <vector>

namespace periapt::cli {

struct CommandAnswer {
  int status = 0;
  std::string out;
  std::string err;
};

/// Never throws for what the command says; nothing is there for it to read.
CommandAnswer run_captured(const Surroundings& surroundings, const std::vector<std::string>& words);

} // namespace periapt::cli
