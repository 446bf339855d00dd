// Where Periapt keeps its data, whatever the program's name. Rule: DESIGN section 9, rule 29.
#pragma once

#include <filesystem>

namespace periapt {

/// $JUJU_DATA, else $MODEL_DATA, else $XDG_DATA_HOME/periapt, else ~/.local/share/periapt. Absolute; not made.
/// An empty variable counts as absent. The home folder is $HOME, else the password database's.
std::filesystem::path data_folder();

} // namespace periapt
