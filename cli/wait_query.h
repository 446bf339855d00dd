// The query language of `wait-for`: an expression over what is to be waited for, as
//   life=="alive" && forEach(units, unit => unit.workload-status == "active")
// Literals, identifiers with hyphens, == != < <= > >= && || !, member access, index, lambdas, and the functions len,
// print, forEach, startsWith, endsWith, int, string. Rule: contract/cli.md 3.6. Threads: any; a query is immutable.
#pragma once

#include "cli/formatters/record.h"

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace periapt::cli {

class WaitQuery {
public:
  /// Throws Error(invalid) saying what was expected where.
  explicit WaitQuery(std::string_view text);
  WaitQuery(WaitQuery&&) noexcept;
  ~WaitQuery();

  /// Where print() writes a line.
  using Print = std::function<void(const std::string&)>;

  /// Throws Error(invalid) for an unknown identifier, or an operation on values it is not for.
  bool holds(const Value& scope, const Print& print) const;
  /// Those of the parts that && joins that do not hold, as typed.
  std::vector<std::string> unmet(const Value& scope) const;
  /// It asks for a life of "dead" or "dying": the end of the thing is a success.
  bool expects_end() const;

  struct Node;

private:
  std::string text_;
  std::unique_ptr<Node> root_;
};

} // namespace periapt::cli
