#include "cli/wait_query_parser.h"

#include "core/error.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>

namespace periapt::cli {

namespace {

using Node = WaitQuery::Node;
using Kind = Node::Kind;
using NodePtr = std::unique_ptr<Node>;

constexpr std::size_t longest_query = 64 * 1024;
constexpr int deepest_query = 100;

bool begins_name(char c) { return std::isalpha(static_cast<unsigned char>(c)) || c == '_'; }
bool continues_name(char c) { return std::isalnum(static_cast<unsigned char>(c)) || c == '_' || c == '-'; }

/// Recursive descent, loosest operator first.
class QueryParser {
public:
  explicit QueryParser(std::string_view text) : text_(text) {}

  NodePtr parse() {
    if (text_.size() > longest_query) throw Error(ErrorKind::invalid, "cannot read query: it is too long");
    auto node = alternatives();
    skip_spaces();
    if (at_ < text_.size()) fail("the end");
    return node;
  }

private:
  [[noreturn]] void fail(const char* expected) const {
    const auto found = at_ < text_.size() ? fmt::format("\"{}\"", text_.substr(at_, 10)) : "the end";
    throw make_error(ErrorKind::invalid, "cannot read query \"{}\": expected {} at column {}, got {}", text_, expected,
                     at_ + 1, found);
  }

  void skip_spaces() {
    while (at_ < text_.size() && std::isspace(static_cast<unsigned char>(text_[at_]))) ++at_;
  }

  bool take(std::string_view token) {
    skip_spaces();
    if (text_.substr(at_, token.size()) != token) return false;
    at_ += token.size();
    return true;
  }

  void expect(std::string_view token, const char* name) {
    if (!take(token)) fail(name);
  }

  NodePtr make(Kind kind, std::size_t begin, std::string name = "") {
    auto node = std::make_unique<Node>();
    node->kind = kind;
    node->name = std::move(name);
    node->begin = begin;
    node->end = at_;
    return node;
  }

  NodePtr binary(const char* name, NodePtr left, NodePtr right) {
    auto node = make(Kind::binary, left->begin, name);
    node->end = right->end;
    node->children.push_back(std::move(left));
    node->children.push_back(std::move(right));
    return node;
  }

  NodePtr alternatives() {
    if (++depth_ > deepest_query) fail("less nesting");
    auto left = conjunction();
    while (take("||")) left = binary("||", std::move(left), conjunction());
    --depth_;
    return left;
  }

  NodePtr conjunction() {
    auto left = comparison();
    while (take("&&")) left = binary("&&", std::move(left), comparison());
    return left;
  }

  NodePtr comparison() {
    auto left = operand();
    for (const char* name : {"==", "!=", "<=", ">=", "<", ">"})
      if (take(name)) return binary(name, std::move(left), operand());
    return left;
  }

  NodePtr operand() {
    skip_spaces();
    const auto begin = at_;
    if (text_.substr(at_, 2) != "!=" && take("!")) {
      if (++depth_ > deepest_query) fail("less nesting");
      auto inner = operand();
      --depth_;
      auto node = make(Kind::negation, begin);
      node->children.push_back(std::move(inner));
      return node;
    }
    return postfix(primary());
  }

  NodePtr postfix(NodePtr node) {
    for (;;) {
      const auto begin = node->begin;
      if (take(".")) {
        auto member = make(Kind::member, begin, name());
        member->end = at_;
        member->children.push_back(std::move(node));
        node = std::move(member);
      } else if (take("[")) {
        auto key = alternatives();
        expect("]", "\"]\"");
        auto index = make(Kind::index, begin);
        index->children.push_back(std::move(node));
        index->children.push_back(std::move(key));
        node = std::move(index);
      } else {
        return node;
      }
    }
  }

  std::string name() {
    skip_spaces();
    const auto begin = at_;
    if (at_ >= text_.size() || !begins_name(text_[at_])) fail("a name");
    while (at_ < text_.size() && continues_name(text_[at_])) ++at_;
    return std::string(text_.substr(begin, at_ - begin));
  }

  NodePtr literal(std::size_t begin, Value value) {
    auto node = make(Kind::literal, begin);
    node->value = std::move(value);
    return node;
  }

  NodePtr primary() {
    skip_spaces();
    const auto begin = at_;
    if (take("(")) {
      auto inner = alternatives();
      expect(")", "\")\"");
      inner->begin = begin;
      inner->end = at_;
      return inner;
    }
    if (at_ < text_.size() && (text_[at_] == '"' || text_[at_] == '\'')) return literal(begin, quoted());
    if (at_ < text_.size() && std::isdigit(static_cast<unsigned char>(text_[at_]))) return literal(begin, number());
    const auto word = name();
    const auto end = at_;
    if (word == "true" || word == "false") return literal(begin, word == "true");
    if (take("=>")) {
      auto body = alternatives();
      auto lambda = make(Kind::lambda, begin, word);
      lambda->children.push_back(std::move(body));
      return lambda;
    }
    if (!take("(")) {
      auto identifier = make(Kind::identifier, begin, word);
      identifier->end = end; // not the spaces behind it
      return identifier;
    }
    auto call = make(Kind::call, begin, word);
    if (!take(")")) {
      do call->children.push_back(alternatives());
      while (take(","));
      expect(")", "\")\"");
    }
    call->end = at_;
    return call;
  }

  std::string quoted() {
    const char quote = text_[at_++];
    std::string text;
    while (at_ < text_.size() && text_[at_] != quote) {
      if (text_[at_] == '\\' && at_ + 1 < text_.size()) ++at_;
      text += text_[at_++];
    }
    if (at_ >= text_.size()) fail("the closing quote");
    ++at_;
    return text;
  }

  Value number() {
    double value = 0;
    const auto* begin = text_.data() + at_;
    const auto [end, error] = std::from_chars(begin, text_.data() + text_.size(), value, std::chars_format::fixed);
    if (error != std::errc{}) fail("a number");
    at_ += static_cast<std::size_t>(end - begin);
    return value;
  }

  std::string_view text_;
  std::size_t at_ = 0;
  int depth_ = 0;
};

} // namespace

std::unique_ptr<WaitQuery::Node> parse_wait_query(std::string_view text) { return QueryParser(text).parse(); }

} // namespace periapt::cli
