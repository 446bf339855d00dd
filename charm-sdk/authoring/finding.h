// What the linter has to say of a charm. Rule: contract/charm-format.md, section 12. Threads: any.
#pragma once

#include <boost/describe/enum.hpp>

#include <string>
#include <vector>

namespace periapt::authoring {

enum class Level { info, warning, error };
BOOST_DESCRIBE_ENUM(Level, info, warning, error)

struct Finding {
  Level level = Level::info;
  std::string file; // below the charm; empty: the charm as a whole
  int line = 0;     // 0: the file as a whole
  std::string text;
  bool operator==(const Finding&) const = default;
};

/// `E: metadata.yaml:4: text`
std::string text_of(const Finding& finding);

/// 0: none, or information only; 100: a warning; 200: an error.
int exit_status_of(const std::vector<Finding>& findings);

} // namespace periapt::authoring
