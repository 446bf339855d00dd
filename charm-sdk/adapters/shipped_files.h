// Files that tools load, in the program itself, so that it goes to a machine as one file. Made by embed_files.cmake.
#pragma once

#include <string_view>

namespace periapt::adapters {

std::string_view periapt_py();         // Ansible's callback
std::string_view periapt_cf();         // CFEngine's bodies and bundles
std::string_view periapt_handler_rb(); // Chef's report handler

} // namespace periapt::adapters
