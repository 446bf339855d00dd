#include "charm/yaml_tree.h"

#include "charm/base64.h"
#include "core/bag.h"
#include "core/error.h"

#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/mark.h>
#include <yaml-cpp/parser.h>

#include <algorithm>
#include <sstream>
#include <unordered_map>

namespace periapt::charm {
namespace {

using Data = YamlNode::Data;

[[noreturn]] void fail(const YAML::Mark& mark, const std::string& reason) {
  throw make_error(ErrorKind::invalid, "yaml: line {}, column {}: {}", mark.line + 1, mark.column + 1, reason);
}

/// What a node costs when every alias below it is written out.
struct Weight {
  std::size_t nodes = 0;
  std::size_t bytes = 0;
  Weight& operator+=(const Weight& other) {
    nodes += other.nodes;
    bytes += other.bytes;
    return *this;
  }
};

YamlType type_of_plain(std::string_view text) {
  switch (resolve_scalar(text)) {
  case ScalarType::null: return YamlType::null;
  case ScalarType::boolean: return YamlType::boolean;
  case ScalarType::integer: return YamlType::integer;
  case ScalarType::real: return YamlType::real;
  case ScalarType::timestamp:
  case ScalarType::ambiguous:
  case ScalarType::merge:
  case ScalarType::string: break;
  }
  return YamlType::string;
}

bool is_scalar(const YamlNode& node) {
  return node.type() != YamlType::sequence && node.type() != YamlType::mapping;
}

/// The entries of a mapping under construction: of equal keys the last wins, in the place of the first.
class EntryList {
public:
  void put(const std::pair<YamlNode, YamlNode>& entry) {
    if (const auto at = place(entry.first)) entries_[*at] = entry;
    else entries_.push_back(entry);
  }
  void put_if_absent(const std::pair<YamlNode, YamlNode>& entry) {
    if (!place(entry.first)) entries_.push_back(entry);
  }
  YamlNode::Entries take() { return std::move(entries_); }

private:
  /// Where the key is; remembers a new one at the end. Keys that are collections are never equal.
  std::optional<std::size_t> place(const YamlNode& key) {
    if (!is_scalar(key)) return std::nullopt;
    const auto [at, inserted] = places_.try_emplace(key.text(), entries_.size());
    return inserted ? std::nullopt : std::optional(at->second);
  }

  YamlNode::Entries entries_;
  std::unordered_map<std::string, std::size_t> places_;
};

std::vector<YamlNode> merge_sources(const YamlNode& value, const YAML::Mark& mark) {
  auto sources = value.type() == YamlType::sequence ? value.items() : std::vector{value};
  const auto is_map = [](const YamlNode& node) { return node.type() == YamlType::mapping; };
  if (!std::all_of(sources.begin(), sources.end(), is_map))
    fail(mark, "map merge requires map or sequence of maps as the value");
  return sources;
}

/// Applies merge keys and drops overridden entries.
void settle(Data& mapping, const YAML::Mark& mark) {
  EntryList list;
  for (const auto& entry : mapping.entries)
    if (!entry.first.is_merge_key()) list.put(entry);
  for (const auto& [key, value] : mapping.entries)
    if (key.is_merge_key())
      for (const auto& source : merge_sources(value, mark))
        for (const auto& entry : source.entries()) list.put_if_absent(entry);
  mapping.entries = list.take();
}

/// yaml-cpp takes what it did not understand of one document for the next one: a further document must
/// begin with its marker, or follow an explicit end.
class DocumentStarts {
public:
  explicit DocumentStarts(std::string_view text) {
    for (std::size_t at = 0; at < text.size();) {
      const auto end = std::min(text.find('\n', at), text.size());
      lines_.push_back(text.substr(at, end - at));
      at = end + 1;
    }
  }

  void check(const YAML::Mark& mark) const {
    const auto line = static_cast<std::size_t>(std::max(mark.line, 0));
    if (line < lines_.size() && !lines_[line].starts_with("---") && !follows_end(line))
      fail(mark, "did not find expected <document start>");
  }

  std::size_t line_count() const { return lines_.size(); }

private:
  bool follows_end(std::size_t line) const {
    while (line > 0 && (lines_[line - 1].empty() || lines_[line - 1].starts_with('#'))) --line;
    return line == 0 || lines_[line - 1].starts_with("...");
  }

  std::vector<std::string_view> lines_;
};

/// Builds our tree from the parser's events, refusing at once what goes beyond the limits.
class TreeBuilder : public YAML::EventHandler {
public:
  TreeBuilder(const YamlLimits& limits, const DocumentStarts* starts) : limits_(limits), starts_(starts) {}

  YamlNode root() const { return YamlNode(root_); }

  void OnDocumentStart(const YAML::Mark& mark) override {
    if (starts_) starts_->check(mark);
  }
  void OnDocumentEnd() override {}
  void OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) override { leaf(mark, anchor, make(mark)); }
  void OnAlias(const YAML::Mark& mark, YAML::anchor_t anchor) override;
  void OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                const std::string& value) override;
  void OnSequenceStart(const YAML::Mark& mark, const std::string&, YAML::anchor_t anchor,
                       YAML::EmitterStyle::value) override {
    open(mark, anchor, YamlType::sequence);
  }
  void OnSequenceEnd() override { close(); }
  void OnMapStart(const YAML::Mark& mark, const std::string&, YAML::anchor_t anchor,
                  YAML::EmitterStyle::value) override {
    open(mark, anchor, YamlType::mapping);
  }
  void OnMapEnd() override { close(); }

private:
  using Node = std::shared_ptr<Data>;
  struct Open {
    Node node;
    YAML::Mark mark;
    YAML::anchor_t anchor;
    Weight weight;
    Node key; // of a mapping, while its value is awaited
  };
  struct Anchored {
    Node node;
    Weight weight;
  };

  static Node make(const YAML::Mark& mark) {
    auto node = std::make_shared<Data>();
    node->line = mark.line + 1;
    node->column = mark.column + 1;
    return node;
  }

  void leaf(const YAML::Mark& mark, YAML::anchor_t anchor, const Node& node) {
    const Weight weight{1, node->text.size()};
    if (anchor) anchors_[anchor] = {node, weight};
    add(mark, node, weight);
  }

  void open(const YAML::Mark& mark, YAML::anchor_t anchor, YamlType type) {
    if (stack_.size() >= limits_.depth) fail(mark, fmt::format("nested deeper than {} levels", limits_.depth));
    auto node = make(mark);
    node->type = type;
    stack_.push_back({std::move(node), mark, anchor, {1, 0}, nullptr});
  }

  void close() {
    const auto done = std::move(stack_.back());
    stack_.pop_back();
    if (done.node->type == YamlType::mapping) settle(*done.node, done.mark);
    if (done.anchor) anchors_[done.anchor] = {done.node, done.weight};
    add(done.mark, done.node, done.weight);
  }

  /// Puts a finished node into the collection that is open, or makes it the root.
  void add(const YAML::Mark& mark, const Node& node, const Weight& weight) {
    if (stack_.empty()) {
      root_ = node;
      return;
    }
    auto& parent = stack_.back();
    parent.weight += weight;
    if (parent.weight.nodes > limits_.nodes || parent.weight.bytes > limits_.bytes)
      fail(mark, fmt::format("aliases written out give more than {} values or {} bytes", limits_.nodes, limits_.bytes));
    if (parent.node->type == YamlType::sequence) {
      parent.node->items.push_back(YamlNode(node));
    } else if (!parent.key) {
      parent.key = node;
    } else {
      parent.node->entries.emplace_back(YamlNode(parent.key), YamlNode(node));
      parent.key = nullptr;
    }
  }

  YamlLimits limits_;
  const DocumentStarts* starts_; // none for the first document
  Node root_ = std::make_shared<Data>();
  std::vector<Open> stack_;
  std::unordered_map<YAML::anchor_t, Anchored> anchors_;
};

void TreeBuilder::OnAlias(const YAML::Mark& mark, YAML::anchor_t anchor) {
  const auto found = anchors_.find(anchor);
  if (found == anchors_.end()) fail(mark, "an anchor's value contains itself");
  add(mark, found->second.node, found->second.weight);
}

void TreeBuilder::OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                           const std::string& value) {
  const auto node = make(mark);
  node->text = value;
  node->type = YamlType::string;
  if (tag == "tag:yaml.org,2002:binary") {
    auto bytes = base64_decode(value);
    if (!bytes) fail(mark, "!!binary value contains invalid base64 data");
    node->text = std::move(*bytes);
  } else if (tag == "?" || tag == "tag:yaml.org,2002:int" || tag == "tag:yaml.org,2002:bool" ||
             tag == "tag:yaml.org,2002:float" || tag == "tag:yaml.org,2002:null") {
    node->type = type_of_plain(value);
    node->merge_key = tag == "?" && resolve_scalar(value) == ScalarType::merge;
  }
  leaf(mark, anchor, node);
}

void check_bytes(std::string_view text, const YamlLimits& limits) {
  if (text.size() > limits.bytes)
    throw make_error(ErrorKind::invalid, "yaml: {} bytes are more than the limit of {}", text.size(), limits.bytes);
  if (!is_utf8(text)) throw Error(ErrorKind::invalid, "yaml: the text is not UTF-8");
  YAML::Mark mark;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if ((byte < 0x20 && c != '\t' && c != '\n' && c != '\r') || byte == 0x7F)
      fail(mark, "control characters are not allowed");
    ++mark.column;
    if (c == '\n') ++mark.line, mark.column = 0;
  }
}

/// Looks at the place where the next document begins, without reading it.
struct NextDocument : YAML::EventHandler {
  struct Seen {
    YAML::Mark mark;
  };
  void OnDocumentStart(const YAML::Mark& mark) override { throw Seen{mark}; }
  void OnDocumentEnd() override {}
  void OnNull(const YAML::Mark&, YAML::anchor_t) override {}
  void OnAlias(const YAML::Mark&, YAML::anchor_t) override {}
  void OnScalar(const YAML::Mark&, const std::string&, YAML::anchor_t, const std::string&) override {}
  void OnSequenceStart(const YAML::Mark&, const std::string&, YAML::anchor_t, YAML::EmitterStyle::value) override {}
  void OnSequenceEnd() override {}
  void OnMapStart(const YAML::Mark&, const std::string&, YAML::anchor_t, YAML::EmitterStyle::value) override {}
  void OnMapEnd() override {}
};

void check_rest(YAML::Parser& parser, const DocumentStarts& starts) {
  try {
    NextDocument next;
    parser.HandleNextDocument(next);
  } catch (const NextDocument::Seen& seen) {
    starts.check(seen.mark);
  }
}

std::vector<YamlNode> parse(std::string_view text, const YamlLimits& limits, bool only_first) {
  check_bytes(text, limits);
  const DocumentStarts starts(text);
  // An explicit end makes yaml-cpp notice a quoted scalar that is still open at the end of the text.
  std::istringstream stream(std::string(text) + (text.ends_with('\n') ? "...\n" : ""));
  std::vector<YamlNode> documents;
  try {
    YAML::Parser parser(stream);
    while (documents.empty() || !only_first) {
      TreeBuilder builder(limits, documents.empty() ? nullptr : &starts);
      if (!parser.HandleNextDocument(builder)) return documents;
      documents.push_back(builder.root());
    }
    check_rest(parser, starts);
  } catch (const YAML::Exception& error) {
    const bool at_end = error.mark.line >= static_cast<int>(starts.line_count());
    fail(error.mark, at_end ? "found unexpected end of stream" : error.msg);
  }
  return documents;
}

} // namespace

std::optional<bool> boolean_word(std::string_view text) {
  for (const std::string_view word : {"1", "t", "T", "TRUE", "true", "True"})
    if (text == word) return true;
  for (const std::string_view word : {"0", "f", "F", "FALSE", "false", "False"})
    if (text == word) return false;
  return std::nullopt;
}

YamlNode parse_yaml(std::string_view text, const YamlLimits& limits) {
  const auto documents = parse(text, limits, true);
  return documents.empty() ? YamlNode(std::make_shared<Data>()) : documents.front();
}

std::vector<YamlNode> parse_yaml_documents(std::string_view text, const YamlLimits& limits) {
  return parse(text, limits, false);
}

} // namespace periapt::charm
