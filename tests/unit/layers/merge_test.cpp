// The results that the reference's own fixtures pin, told with small layers of our own: what is ignored, excluded and
// overridden in which layer, and how each merged file comes out (golden texts).
#include "unit/layers/layer_tree.h"

#include "layers/wheelhouse.h"
#include "layers/yaml_merge.h"

#include "charm/yaml_reader.h"
#include "charm/yaml_writer.h"

#include <catch2/catch.hpp>

using namespace periapt;
using namespace periapt::layers;
using namespace periapt::test;

namespace {

/// bottom <- middle <- top: middle ignores some of bottom's files, excludes some of its own, top overrides.
Texts three_layers() {
  return {
      {"layers/bottom/hooks/hook.template", "Hook: {}\n"},
      {"layers/bottom/ignored", "bottom\n"},
      {"layers/bottom/excluded", "bottom\n"},
      {"layers/bottom/ignored-and-overridden", "bottom\n"},
      {"layers/bottom/excluded-and-overridden", "bottom\n"},
      {"layers/bottom/tests/deep/one", ""},
      {"layers/bottom/actions.yaml", "bottom: {}\n"},
      {"layers/bottom/resources.yaml", "bottom: {description: b}\n"},
      {"layers/bottom/config.yaml", "options: {count: {type: int, default: 1}, vip: {type: string}}\n"},
      {"layers/bottom/copyright", "of bottom"},
      {"layers/middle/layer.yaml", "includes: ['layers/bottom']\n"
                                   "defines: {size: {enum: [small, big], default: small}}\n"
                                   "ignore: [ignored, ignored-and-overridden, actions.yaml]\n"
                                   "exclude: [excluded, excluded-and-overridden, resources.yaml]\n"},
      {"layers/middle/metadata.yaml", "name: middle\nsummary: of middle\ndescription: d\nmaintainers: [M <m@x.org>]\n"
                                      "tags: [databases]\nseries: [trusty, xenial]\n"
                                      "provides: {db: {interface: mysql}, old: {interface: http}}\n"},
      {"layers/middle/ignored", "middle\n"},
      {"layers/middle/excluded", "middle\n"},
      {"layers/middle/excluded-and-overridden", "middle\n"},
      {"layers/middle/tests/two", ""},
      {"layers/middle/actions.yaml", "middle: {description: m}\n"},
      {"layers/middle/resources.yaml", "middle: {description: m}\n"},
      {"layers/middle/config.yaml", "options: {count: {default: 7}, text: {type: string, default: '0123'}}\n"},
      {"layers/middle/copyright", "of middle"},
      {"layers/top/layer.yaml", "includes: ['layers/middle']\noptions: {middle: {size: big}}\nignore: [tests]\n"
                                "config: {deletes: [vip]}\nmetadata: {deletes: [provides.old]}\n"},
      {"layers/top/metadata.yaml", "name: top\nsummary: of top\nmaintainer: T\xc3\xa9st <t@x.org>\ndescription: |\n"
                                   "  two\n  lines\ntags: [databases, web]\nseries: [noble, xenial]\n"
                                   "provides: {web: {interface: http}}\n"},
      {"layers/top/ignored-and-overridden", "top\n"},
      {"layers/top/excluded-and-overridden", "top\n"},
      {"layers/top/tests/three", ""},
      {"layers/top/actions.yaml", "top: {description: t}\n"},
      {"layers/top/resources.yaml", "top: {description: t}\n"},
      {"layers/top/copyright", "of top"},
      {"layers/top/.git/x", ""},
      {"layers/top/code.pyc", ""},
  };
}

} // namespace

TEST_CASE("each layer's ignore and exclude lists say which layer's file is in the charm", "[layers]") {
  LayerTree tree(three_layers());
  tree.build("top");
  const auto [path, text] = GENERATE(table<std::string, std::string>({
      {"ignored", "middle\n"},
      {"excluded", "bottom\n"},
      {"ignored-and-overridden", "top\n"},
      {"excluded-and-overridden", "top\n"},
      {"actions.yaml", "middle:\n  description: m\ntop:\n  description: t\n"},
      {"resources.yaml", "bottom:\n  description: b\ntop:\n  description: t\n"},
      {"copyright", "of top"},
      {"copyright.layer-middle", "of middle"},
      {"copyright.layer-bottom", "of bottom"},
      {"tests/three", ""},
  }));
  CHECK(tree.text("top/" + path) == text);
  CHECK_FALSE(tree.has("top/tests/two"));
  CHECK_FALSE(tree.has("top/.git"));
  CHECK_FALSE(tree.has("top/code.pyc"));
}

TEST_CASE("a list that ignores reaches one layer down: what lies deeper is that layer's to ignore", "[layers]") {
  LayerTree tree(three_layers());
  tree.build("top");
  CHECK(tree.has("top/tests/deep/one"));
}

TEST_CASE("metadata is merged: higher first in series, maintainers of the highest layer only, keys in order", "[layers]") {
  LayerTree tree(three_layers());
  tree.build("top");
  CHECK(tree.text("top/metadata.yaml") == "name: top\n"
                                          "summary: of top\n"
                                          "maintainer: T\xc3\xa9st <t@x.org>\n"
                                          "description: |\n"
                                          "  two\n"
                                          "  lines\n"
                                          "tags:\n"
                                          "- databases\n"
                                          "- web\n"
                                          "series:\n"
                                          "- noble\n"
                                          "- xenial\n"
                                          "- trusty\n"
                                          "provides:\n"
                                          "  db:\n"
                                          "    interface: mysql\n"
                                          "  web:\n"
                                          "    interface: http\n");
}

TEST_CASE("config keeps types, takes the higher layer's values and loses what is deleted", "[layers]") {
  LayerTree tree(three_layers());
  tree.build("top");
  CHECK(tree.text("top/config.yaml") == "options:\n"
                                        "  count:\n"
                                        "    type: int\n"
                                        "    default: 7\n"
                                        "  text:\n"
                                        "    type: string\n"
                                        "    default: \"0123\"\n");
}

TEST_CASE("layer.yaml of a charm tells what it was made of, and every layer's options", "[layers]") {
  LayerTree tree(three_layers());
  tree.build("top");
  const auto root = charm::YamlReader("layer", charm::parse_yaml(tree.text("top/layer.yaml")));
  CHECK(root.at("includes").as_strings() == std::vector<std::string>{"layers/bottom", "layers/middle"});
  CHECK(root.at("is").as_string() == "top");
  CHECK(root.at("options").at("middle").at("size").as_string() == "big");
  CHECK(root.at("options").has("top"));
  CHECK(root.at("ignore").at("top").as_strings() == std::vector<std::string>{"tests"});
  CHECK(root.at("ignore").at("middle").as_strings().size() == 3);
  CHECK_FALSE(root.has("defines"));
}

TEST_CASE("requirements of all layers stand together, those a higher layer names again commented out", "[layers]") {
  RequirementList list;
  list.add("layers/low", "# a comment\nfoo==1.0\nbar==1.0\nqux==1.0\nsetuptools-scm<=1.17.0\n");
  list.add("high", "# git+https://x.org/baz#egg=baz  # comment\nfoo==2.0\ngit+https://x.org/bar#egg=bar\nqux==2.0\n");
  list.add("--wheelhouse-overrides", "git+https://x.org/qux#egg=qux\nsetuptools_scm>=3.0,<=3.4.1\n");
  CHECK(list.text() == "# layers/low\n"
                       "# a comment\n"
                       "# foo==1.0  # overridden by high\n"
                       "# bar==1.0  # overridden by high\n"
                       "# qux==1.0  # overridden by high\n"
                       "# setuptools-scm<=1.17.0  # overridden by --wheelhouse-overrides\n"
                       "\n"
                       "# high\n"
                       "# git+https://x.org/baz#egg=baz  # comment\n"
                       "foo==2.0\n"
                       "git+https://x.org/bar#egg=bar\n"
                       "# qux==2.0  # overridden by --wheelhouse-overrides\n"
                       "\n"
                       "# --wheelhouse-overrides\n"
                       "git+https://x.org/qux#egg=qux\n"
                       "setuptools_scm>=3.0,<=3.4.1\n"
                       "\n");
  CHECK(list.layer_of("setuptools_scm") == "--wheelhouse-overrides");
}

TEST_CASE("a requirement names its package, whatever follows it", "[layers]") {
  const auto [line, package] = GENERATE(table<std::string, std::string>({
      {"pip<22.1;python_version >= '3.8'", "pip"},
      {"pyaml<23.0.0  # see http://x.org/1", "pyaml"},
      {"charms.reactive>=0.1.0,<2.0.0", "charms.reactive"},
      {"setuptools_scm", "setuptools-scm"},
      {"git+https://x.org/y#egg=baz  # comment", "baz"},
      {"baz @ https://x.org/y.tgz", "baz"},
      {"-e git+https://x.org/y#egg=baz", "baz"},
      {"--no-binary :all:", ""},
      {"# https://x.org", ""},
      {"", ""},
  }));
  CHECK(requirement_package(line).value_or("") == package);
}

TEST_CASE("a charm with requirements has constraints, with a bound of setuptools unless a layer has one", "[layers]") {
  const auto [own, text] = GENERATE(table<std::string, std::string>({
      {"", "# Default constraints\nsetuptools<82\n\n"},
      {"x<2\n", "# layer:base\nx<2\n\n# Default constraints\nsetuptools<82\n\n"},
      {"setuptools<60\n", "# layer:base\nsetuptools<60\n\n"},
  }));
  Texts files{{"layers/base/wheelhouse.txt", "foo\n"}};
  if (!own.empty()) files["layers/base/wheelhouse-constraints.txt"] = own;
  LayerTree tree(a_charm(files));
  tree.build("top");
  CHECK(tree.text("top/wheelhouse-constraints.txt") == text);
}

TEST_CASE("lists are joined without doubles, mappings key by key, what is empty is replaced", "[layers]") {
  const auto [low, high, merged] = GENERATE(table<std::string, std::string, std::string>({
      {"a: 1", "b: 2", "a: 1\nb: 2\n"},
      {"a: 1", "a: x", "a: x\n"},
      {"a: [1, 2]", "a: [2, 3]", "a:\n- 1\n- 2\n- 3\n"},
      {"a: {b: 1}", "a: {c: 2}", "a:\n  b: 1\n  c: 2\n"},
      {"a: []", "a: {c: 2}", "a:\n  c: 2\n"},
      {"a: ''", "a: [1]", "a:\n- 1\n"},
      {"a: {b: 1}", "a: x", "a: x\n"},
  }));
  const auto map = [](const std::string& text) {
    return std::get<charm::YamlMap>(charm::parse_yaml(text).value().data);
  };
  auto result = map(low);
  deep_merge(result, map(high));
  CHECK(charm::write_yaml(result) == merged);
}

TEST_CASE("patterns are those of a .gitignore", "[layers]") {
  const auto [pattern, path, ignored] = GENERATE(table<std::string, std::string, bool>({
      {"tests", "tests", true},          {"tests", "a/tests/x", true},      {"tests", "tests2", false},
      {"/tests", "a/tests", false},      {"a/tests", "b/a/tests", false},   {"a/tests", "a/tests/x", true},
      {"*.pyc", "a/b.pyc", true},        {"**/x", "a/b/x", true},           {"tests/", "tests", false},
      {"tests/", "tests/x", true},       {"# tests", "# tests", false},     {"", "x", false},
  }));
  CHECK(IgnoreList({pattern}).ignores(path, false) == ignored);
  CHECK(IgnoreList({"x*", "!xy"}).ignores("xz", false));
  CHECK_FALSE(IgnoreList({"x*", "!xy"}).ignores("xy", false));
}
