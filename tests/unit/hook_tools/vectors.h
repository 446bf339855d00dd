// A row of the contract's tables of calls (contract/hook-tools.md, section 11), and what checks it. `$` stands for a
// newline in stdout; a failed call's text is what follows "ERROR ".
#pragma once

#include "support/fake_hook_context.h"
#include "support/tool_call.h"

#include <catch2/catch.hpp>

#include <algorithm>
#include <string>

namespace periapt::test {

struct Vector {
  const char* line;
  const char* text; // stdout of a success, else the error
  int exit_code = 0;
};

inline std::string with_newlines(std::string text) {
  std::replace(text.begin(), text.end(), '$', '\n');
  return text;
}

inline void check_vector(FakeHookContext& context, const Vector& vector) {
  CAPTURE(vector.line);
  const auto result = run(context, vector.line);
  CHECK(result.exit_code == vector.exit_code);
  if (vector.exit_code == 0) {
    CHECK(result.out == with_newlines(vector.text));
    CHECK(result.err.empty());
  } else {
    CHECK(result.out.empty());
    CHECK(result.err == "ERROR " + std::string(vector.text) + "\n");
  }
}

} // namespace periapt::test
