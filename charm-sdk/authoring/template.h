// What new charms are begun with: templates/common for each, and templates/<tool> for what runs its events. They are in
// the program itself; a seventh tool is one folder. Made by embed_templates.cmake.
#pragma once

#include <string_view>
#include <vector>

namespace periapt::authoring {

/// In paths and texts, __NAME__ stands for the charm's name and __IDENT__ for the same with `_` for `-`.
struct TemplateFile {
  std::string_view path; // below templates/
  std::string_view text; // a program begins with #!
};

const std::vector<TemplateFile>& template_files();

} // namespace periapt::authoring
