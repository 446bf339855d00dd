#include "cli/command.h"

#include <fmt/format.h>

namespace periapt::cli {

void declare_global(OptionSet& options) {
  options.flag("help,h", "show this help")
      .flag("debug", "same as --show-log --logging-config=<root>=DEBUG")
      .flag("show-log", "write log lines to stderr")
      .value("logging-config", "LEVELS", "log levels of modules")
      .flag("quiet,q", "no informational lines")
      .flag("verbose,v", "more informational lines")
      .flag("no-browser-login,B", "accepted; there is no browser login");
}

void declare_model(OptionSet& options) {
  options.value("model,m", "MODEL", "the model to work in: [controller:][user/]model, or its uuid");
}

void declare_controller(OptionSet& options) { options.value("controller,c", "NAME", "the controller to work with"); }

void declare_format(OptionSet& options, const char* formats, const char* initial) {
  options.value("format", "FORMAT", formats, initial)
      .value("output,o", "FILE", "write the result there, not to stdout");
}

void declare_colour(OptionSet& options) {
  options.flag("color", "colour even when stdout is not a terminal").flag("no-color", "never colour");
}

} // namespace periapt::cli
