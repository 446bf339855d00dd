// What units and people have said, as a terminal may get it: it is shown, and drives nothing. Threads: any.
#pragma once

#include <string>
#include <string_view>

namespace periapt::cli {

/// Control characters are written as `cat -v` does (^[), those beyond ASCII as U+FFFD. Tabs, line feeds and colours
/// stay as they are; colours that are left on are put off at the end.
std::string terminal_text(std::string_view text);

} // namespace periapt::cli
