#include "cli/wait_query.h"

#include "cli/formatters/output.h"
#include "cli/wait_query_parser.h"
#include "core/error.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <optional>

namespace periapt::cli {

namespace {

using Node = WaitQuery::Node;
using Kind = Node::Kind;

std::optional<double> as_number(const Value& value) {
  if (const auto* whole = std::get_if<std::int64_t>(&value.data)) return static_cast<double>(*whole);
  if (const auto* real = std::get_if<double>(&value.data)) return *real;
  return std::nullopt;
}

bool is_true(const Value& value) {
  if (const auto* flag = std::get_if<bool>(&value.data)) return *flag;
  throw Error(ErrorKind::invalid, "cannot evaluate query: expected true or false");
}

std::string as_text(const Value& value) {
  if (const auto* text = std::get_if<std::string>(&value.data)) return *text;
  auto text = render(value, "smart");
  while (text.ends_with('\n')) text.pop_back();
  return text;
}

bool are_equal(const Value& left, const Value& right) {
  const auto a = as_number(left), b = as_number(right);
  return a && b ? *a == *b : left == right;
}

/// -1, 0, 1
int order_of(const Value& left, const Value& right) {
  if (const auto a = as_number(left), b = as_number(right); a && b) return *a < *b ? -1 : *a > *b;
  const auto* a = std::get_if<std::string>(&left.data);
  const auto* b = std::get_if<std::string>(&right.data);
  if (!a || !b) throw Error(ErrorKind::invalid, "cannot evaluate query: only two numbers or two strings have an order");
  return a->compare(*b) < 0 ? -1 : *a > *b;
}

const Value* field_of(const Value& value, const std::string& name) {
  const auto* map = std::get_if<Map>(&value.data);
  if (!map) return nullptr;
  const auto found = std::find_if(map->begin(), map->end(), [&](const auto& field) { return field.first == name; });
  return found == map->end() ? nullptr : &found->second;
}

class Evaluation {
public:
  Evaluation(const Value& scope, const WaitQuery::Print& print) : scope_(scope), print_(print) {}

  Value value_of(const Node& node) {
    switch (node.kind) {
    case Kind::literal: return node.value;
    case Kind::identifier: return named(node.name);
    case Kind::negation: return !is_true(value_of(*node.children[0]));
    case Kind::binary: return binary(node);
    case Kind::member: return member(value_of(*node.children[0]), node.name);
    case Kind::index: return indexed(value_of(*node.children[0]), value_of(*node.children[1]));
    case Kind::call: return called(node);
    case Kind::lambda: break;
    }
    throw Error(ErrorKind::invalid, "cannot evaluate query: a lambda stands only in forEach");
  }

private:
  Value named(const std::string& name) const {
    for (auto local = locals_.rbegin(); local != locals_.rend(); ++local)
      if (local->first == name) return local->second;
    return member(scope_, name);
  }

  static Value member(const Value& value, const std::string& name) {
    if (const auto* field = field_of(value, name)) return *field;
    throw make_error(ErrorKind::invalid, "cannot evaluate query: there is no \"{}\" in it", name);
  }

  static Value indexed(const Value& value, const Value& key) {
    const auto* list = std::get_if<List>(&value.data);
    if (!list) return member(value, as_text(key));
    const auto number = as_number(key);
    if (!number || *number < 0 || *number >= static_cast<double>(list->size()))
      throw make_error(ErrorKind::invalid, "cannot evaluate query: no element {}", as_text(key));
    return (*list)[static_cast<std::size_t>(*number)];
  }

  Value binary(const Node& node) {
    const auto left = value_of(*node.children[0]);
    if (node.name == "&&") return is_true(left) && is_true(value_of(*node.children[1]));
    if (node.name == "||") return is_true(left) || is_true(value_of(*node.children[1]));
    const auto right = value_of(*node.children[1]);
    if (node.name == "==") return are_equal(left, right);
    if (node.name == "!=") return !are_equal(left, right);
    const auto order = order_of(left, right);
    if (node.name == "<") return order < 0;
    if (node.name == "<=") return order <= 0;
    if (node.name == ">") return order > 0;
    return order >= 0;
  }

  Value called(const Node& node) {
    const auto require = [&](std::size_t count) {
      if (node.children.size() != count)
        throw make_error(ErrorKind::invalid, "cannot evaluate query: {} takes {} arguments", node.name, count);
    };
    if (node.name == "forEach") {
      require(2);
      return for_each(node);
    }
    if (node.name == "startsWith" || node.name == "endsWith") {
      require(2);
      const auto text = as_text(value_of(*node.children[0])), part = as_text(value_of(*node.children[1]));
      return node.name == "startsWith" ? text.starts_with(part) : text.ends_with(part);
    }
    if (node.name != "len" && node.name != "print" && node.name != "int" && node.name != "string")
      throw make_error(ErrorKind::invalid, "cannot evaluate query: unknown function \"{}\"", node.name);
    require(1);
    return of_one(node.name, value_of(*node.children[0]));
  }

  Value of_one(const std::string& name, const Value& argument) const {
    if (name == "len") return size_of(argument);
    if (name == "string") return as_text(argument);
    if (name == "print") {
      if (print_) print_(as_text(argument));
      return argument;
    }
    if (const auto number = as_number(argument)) return std::int64_t(*number);
    const auto text = as_text(argument);
    std::int64_t number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc{} || end != text.data() + text.size())
      throw make_error(ErrorKind::invalid, "cannot evaluate query: \"{}\" is not a whole number", text);
    return number;
  }

  static std::int64_t size_of(const Value& value) {
    if (const auto* text = std::get_if<std::string>(&value.data)) return static_cast<std::int64_t>(text->size());
    if (const auto* list = std::get_if<List>(&value.data)) return static_cast<std::int64_t>(list->size());
    if (const auto* map = std::get_if<Map>(&value.data)) return static_cast<std::int64_t>(map->size());
    throw Error(ErrorKind::invalid, "cannot evaluate query: only strings, lists and maps have a length");
  }

  /// True for all of them; none is not all.
  bool for_each(const Node& node) {
    const auto& lambda = *node.children[1];
    if (lambda.kind != Kind::lambda) throw Error(ErrorKind::invalid, "cannot evaluate query: forEach wants a lambda: x => …");
    const auto things = value_of(*node.children[0]);
    std::vector<Value> elements;
    if (const auto* map = std::get_if<Map>(&things.data))
      for (const auto& [name, element] : *map) elements.push_back(element);
    else if (const auto* list = std::get_if<List>(&things.data)) elements = *list;
    else throw Error(ErrorKind::invalid, "cannot evaluate query: forEach wants a map or a list");
    return !elements.empty() && std::all_of(elements.begin(), elements.end(), [&](const Value& element) {
      locals_.emplace_back(lambda.name, element);
      const bool holds = is_true(value_of(*lambda.children[0]));
      locals_.pop_back();
      return holds;
    });
  }

  const Value& scope_;
  const WaitQuery::Print& print_;
  std::vector<std::pair<std::string, Value>> locals_;
};

void add_unmet(const Node& node, const std::string& text, const Value& scope, std::vector<std::string>& unmet) {
  if (node.kind == Kind::binary && node.name == "&&") {
    for (const auto& part : node.children) add_unmet(*part, text, scope, unmet);
    return;
  }
  const WaitQuery::Print silent;
  if (!is_true(Evaluation(scope, silent).value_of(node))) unmet.push_back(text.substr(node.begin, node.end - node.begin));
}

bool asks_for_end(const Node& node) {
  if (node.kind == Kind::binary && node.name == "==") {
    const auto& left = *node.children[0];
    const auto& right = *node.children[1];
    const auto* text = std::get_if<std::string>(&right.value.data);
    if (left.kind == Kind::identifier && left.name == "life" && text && (*text == "dead" || *text == "dying")) return true;
  }
  return std::any_of(node.children.begin(), node.children.end(), [](const auto& child) { return asks_for_end(*child); });
}

} // namespace

WaitQuery::WaitQuery(std::string_view text) : text_(text), root_(parse_wait_query(text_)) {}
WaitQuery::WaitQuery(WaitQuery&&) noexcept = default;
WaitQuery::~WaitQuery() = default;

bool WaitQuery::holds(const Value& scope, const Print& print) const {
  return is_true(Evaluation(scope, print).value_of(*root_));
}

std::vector<std::string> WaitQuery::unmet(const Value& scope) const {
  std::vector<std::string> unmet;
  add_unmet(*root_, text_, scope, unmet);
  return unmet;
}

bool WaitQuery::expects_end() const { return asks_for_end(*root_); }

} // namespace periapt::cli
