// A JSON value that core only carries: on the wire it stands as itself, not as a text in quotes.
#pragma once

#include <string>

namespace periapt {

struct JsonText {
  std::string text = "null"; // who makes one sees to it that this is JSON
  bool operator==(const JsonText&) const = default;
};

} // namespace periapt
