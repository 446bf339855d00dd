// One command as the table lists it: how it is called, what its help says, what it does.
#pragma once

#include "cli/options.h"

#include <string>
#include <vector>

namespace periapt::cli {

class Session;

/// In the texts, "{program}" stands for the name the program was started by.
struct Command {
  std::string name;
  std::vector<std::string> aliases;
  std::string arguments; // of the usage line
  std::string purpose;   // one line
  std::string details;
  std::string examples; // one a line
  std::vector<std::string> see_also;
  void (*declare)(OptionSet& options);
  void (*run)(Session& session);
  bool options_first = false; // what follows the first word is not for us: ssh, scp
  bool plannable = false;     // `plan` can tell what it would come to: it asks one thing of one model
};

/// Options that several commands share. Rule: contract/cli.md, 1.3.
void declare_global(OptionSet& options);
void declare_model(OptionSet& options);      // -m
void declare_controller(OptionSet& options); // -c
void declare_format(OptionSet& options, const char* formats, const char* initial);
void declare_colour(OptionSet& options);
inline void declare_nothing(OptionSet&) {}

} // namespace periapt::cli
