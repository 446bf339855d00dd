// The tree of a wait-for query and how a text becomes one. Inside wait_query*.cpp only.
#pragma once

#include "cli/wait_query.h"

namespace periapt::cli {

struct WaitQuery::Node {
  enum class Kind {
    literal,    // value
    identifier, // name
    negation,   // children[0]
    binary,     // name is the operator; two children
    member,     // children[0].name
    index,      // children[0][children[1]]
    call,       // name(children…)
    lambda,     // name => children[0]
  };
  Kind kind = Kind::literal;
  std::string name;
  Value value;
  std::vector<std::unique_ptr<Node>> children;
  std::size_t begin = 0, end = 0; // of the text
};

std::unique_ptr<WaitQuery::Node> parse_wait_query(std::string_view text);

} // namespace periapt::cli
