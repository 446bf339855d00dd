// Reading YAML that strangers wrote: bounded in size, depth and expanded nodes (alias bombs are refused),
// YAML 1.1 scalars, and errors that name place and path. The only user of yaml-cpp's parser.
// Rule: DESIGN section 7, contract/charm-format.md 3.
// Errors: everything throws Error(invalid). Threads: any; nodes are immutable.
#pragma once

#include "charm/yaml_value.h"

#include <cstddef>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace periapt::charm {

struct YamlLimits {
  std::size_t bytes = 2 << 20;
  std::size_t depth = 64;
  std::size_t nodes = 200'000; // aliases count as often as they are used
};

enum class YamlType { null, boolean, integer, real, string, sequence, mapping };

/// A place in a parsed document: a cheap handle on a shared, immutable tree.
class YamlNode {
public:
  using Items = std::vector<YamlNode>;
  using Entries = std::vector<std::pair<YamlNode, YamlNode>>;

  struct Data;
  explicit YamlNode(std::shared_ptr<const Data> data) : data_(std::move(data)) {}

  YamlType type() const;
  bool is_null() const { return type() == YamlType::null; }
  int line() const;   // from 1
  int column() const; // from 1
  /// A scalar's text: quotes and escapes removed, !!binary decoded; as in the source when plain.
  const std::string& text() const;
  const Items& items() const;     // empty unless a sequence
  const Entries& entries() const; // empty unless a mapping; merge keys applied, of equal keys the last
  YamlValue value() const;
  bool is_merge_key() const; // a plain `<<`; none is left in entries()
  /// For messages: `string("x")`, `int(5)`, `bool(true)`, `float64(2.5)`, `list`, `map`, `nothing`.
  std::string description() const;

private:
  std::shared_ptr<const Data> data_;
};

/// The first document; a null node when there is none. Syntax errors:
/// `yaml: line 3, column 7: <reason>`.
YamlNode parse_yaml(std::string_view text, const YamlLimits& limits = {});

/// Every document of the stream.
std::vector<YamlNode> parse_yaml_documents(std::string_view text, const YamlLimits& limits = {});

/// A node with the path that leads to it: typed access whose errors read
/// `metadata: provides.db.limit: expected int, got string("x") (line 4, column 12)`.
class YamlReader {
public:
  /// `document` begins every message: "metadata".
  YamlReader(std::string document, YamlNode node);

  const YamlNode& node() const { return node_; }
  const std::string& path() const { return path_; }

  std::string as_string() const;
  bool as_bool() const; // also the boolean strings `1 t T TRUE true True` / `0 f F FALSE false False`
  std::int64_t as_int() const;
  std::vector<std::string> as_strings() const;         // a list of strings
  std::vector<YamlReader> as_list() const;
  std::vector<std::pair<std::string, YamlReader>> as_map() const; // keys are strings, in source order
  /// The value of `key`; nullopt when it is absent or null. Throws unless this is a mapping.
  std::optional<YamlReader> find(std::string_view key) const;
  /// Like find; an absent value is a null node, which typed access refuses: `expected string, got nothing`.
  YamlReader at(std::string_view key) const;
  bool has(std::string_view key) const; // also when its value is null

  /// Throws `<document>: <path>: <reason> (line L, column C)`.
  [[noreturn]] void fail(const std::string& reason) const;

private:
  YamlReader(std::string document, std::string path, YamlNode node);
  void expect(YamlType type, const char* name) const;
  YamlReader child(std::string_view key, const YamlNode& node) const;

  std::string document_;
  std::string path_;
  YamlNode node_;
};

/// `--file` of relation-set and state-set: a mapping of strings. Scalars keep their source text, null is
/// "", !!binary is decoded, nested values are refused, of equal keys the last wins, only the first document
/// counts, an empty text is an empty map. Not a mapping: `yaml: unmarshal errors:\n  line 1: cannot
/// unmarshal !!str …`. Rule: contract/hook-tools.md 1.4.
std::map<std::string, std::string> read_string_map(std::string_view text);

} // namespace periapt::charm
