#include "layers/build.h"

#include "layers/build_manifest.h"
#include "unit/layers/layer_tree.h"

#include "charm/charm.h"

#include <catch2/catch.hpp>

#include <sys/stat.h>

using namespace periapt;
using namespace periapt::layers;
using namespace periapt::test;

TEST_CASE("what cannot be built is refused in one sentence and leaves nothing", "[layers]") {
  const auto [files, text] = GENERATE(table<Texts, std::string>({
      {{{"layers/top/layer.yaml", "includes: ['layer:absent']"}},
       "cannot find \"layer:absent\", which layer \"top\" includes: it is not in /layers; say where such layers are "
       "with CHARM_LAYERS_DIR, or name an index of them with LAYER_INDEX"},
      {{{"layers/top/layer.yaml", "includes: ['interface:absent']"}},
       "cannot find \"interface:absent\", which layer \"top\" includes: it is not in /interfaces; say where such layers "
       "are with CHARM_INTERFACES_DIR, or name an index of them with LAYER_INDEX"},
      {{{"layers/top/layer.yaml", "includes: ['layer:../top']"}},
       "layer \"top\" includes \"layer:../top\", which names no layer"},
      {{{"layers/base/layer.yaml", "includes: ['layer:other']"}, {"layers/other/layer.yaml", "includes: ['layer:base']"}},
       "layers include each other: \"top\" -> \"base\" -> \"other\" -> \"base\""},
      {{{"layers/base/layer.yaml", "includes: ['layer:top']"}}, "layers include each other: \"top\" -> \"base\" -> \"top\""},
      {{{"layers/top/layer.yaml", "includes: ['layer:base', 'elsewhere/base']"}, {"elsewhere/base/x", ""}},
       "layers conflict: \"elsewhere/base\", which layer \"top\" includes, is /elsewhere/base, but \"layer:base\" is "
       "included as well and is /layers/base"},
      {{{"layers/base/x/y", ""}, {"layers/top/x", ""}},
       "layers conflict: \"x\" is a folder in layer \"base\" and a file in layer \"top\""},
      {{{"layers/base/config.yaml", "options: {a: {type: int}}"}, {"layers/top/config.yaml", "options: [a]"}},
       "layers conflict: cannot merge config.yaml of layer \"top\" with that of the layers below: \"options\" is a "
       "mapping in one layer and a list in another"},
      {{{"layers/base/layer.yaml", "tactics: [layer.custom.Readme]"}},
       "layer \"base\": merge tactic \"layer.custom.Readme\" cannot be loaded: ModuleNotFoundError: No module named 'layer'"},
      {{{"layers/base/layer.yaml", "tactics: [custom.Readme]"}, {"layers/base/custom.py", "oops"}},
       "layer \"base\": merge tactic \"custom.Readme\" cannot be loaded: NameError: name 'oops' is not defined"},
      {{{"layers/base/link", "-> ../../top"}}, "layer \"base\": symlink \"link\" links out of charm: \"../../top\""},
      {{{"layers/base/link", "-> /etc/passwd"}}, "layer \"base\": symlink \"link\" is absolute: \"/etc/passwd\""},
      {{{"layers/base/a", "-> b/.."}, {"layers/top/b", "-> c/../.."}},
       "layer \"top\": symlink \"b\" links out of charm: \"c/../..\""},
      {{{"layers/top/layer.yaml", "includes: ['layer:base']\noptions: {absent: {x: 1}}"}},
       "options set for undefined layer: absent"},
      {{{"layers/base/layer.yaml", "defines: {n: {type: integer}}"},
        {"layers/top/layer.yaml", "includes: ['layer:base']\noptions: {base: {n: many}}"}},
       "invalid options of layer \"base\": validation failed: (root).n : must be of type integer, given \"many\""},
      {{{"layers/top/layer.yaml", "includes: ['layer:base', 'interface:mysql']"},
        {"layers/top/metadata.yaml", "name: top\nsummary: s\ndescription: d\nprovides: {db: {interface: mysql}}"},
        {"interfaces/mysql/requires.py", ""}},
       "Missing implementation for interface role: provides.py (interface \"mysql\")"},
      {{{"layers/top/layer.yaml", "includes: [oops"}}, "layer \"top\": layer.yaml"},
      {{{"layers/base/hooks/hook.template", "{oops}"}},
       "hooks/hook.template: \"{oops}\" is neither {} nor {0}; a brace of its own is written twice"},
      {{{"layers/base/wheelhouse.txt", "git+https://example.com/x"}},
       "layer \"base\": wheelhouse.txt: cannot tell the package of \"git+https://example.com/x\": it has no #egg=NAME"},
  }));
  if (text == "layer \"top\": layer.yaml") { // where the fault is, is the parser's to tell
    LayerTree broken(a_charm(files));
    CHECK_THROWS_AS(broken.build("top"), Error);
    return;
  }
  LayerTree tree(a_charm(files));
  CHECK(tree.refusal("top") == text);
}

TEST_CASE("a charm without a hook template is refused where something of it would never run", "[layers]") {
  const auto [files, refusal] = GENERATE(table<Texts, std::string>({
      {Texts{}, "At least one layer must provide hooks/hook.template"},
      {Texts{{"layers/top/hooks/start", ""}, {"layers/low/reactive/x.py", ""}}, "At least one layer must provide hooks/hook.template"},
      {Texts{{"layers/top/hooks/start", ""}, {"layers/top/layer.yaml", "includes: ['layer:low', 'interface:http']"}, {"interfaces/http/x", ""}},
       "At least one layer must provide hooks/hook.template"},
      {Texts{{"layers/top/hooks/start", ""}}, "it was built"},
      {Texts{{"layers/low/dispatch", ""}}, "it was built"},
      {Texts{{"layers/low/charm.yaml", ""}}, "it was built"},
  }));
  Texts charm{{"layers/top/metadata.yaml", metadata_text}, {"layers/top/layer.yaml", "includes: ['layer:low']"}, {"layers/low/x", ""}};
  for (const auto& [path, text] : files) charm[path] = text;
  LayerTree tree(charm);
  CHECK(tree.refusal("top") == refusal);
  CHECK_FALSE(tree.has("top/hooks/install"));
}

TEST_CASE("what a stranger's charm includes by path must be the stranger's, and nothing is run for it", "[layers]") {
  LayerTree tree(a_charm({{"layers/top/layer.yaml", "includes: ['../base', 'layer:base']"}, {"private/key", "mine"}}));
  auto request = tree.request("top");
  request.stranger = tree.folder() / "layers";
  SECTION("below its folder all is as ever") { CHECK(build_charm(request, tree).layers.size() == 2); }
  SECTION("elsewhere there is nothing for it") {
    tree.add({{"layers/top/layer.yaml", "includes: ['../../private', 'layer:base']"}});
    CHECK_THROWS_WITH(build_charm(request, tree), Catch::Contains("cannot find \"../../private\""));
    tree.add({{"layers/top/layer.yaml", "includes: ['" + (tree.folder() / "private").string() + "', 'layer:base']"}});
    CHECK_THROWS_WITH(build_charm(request, tree), Catch::Contains("cannot find"));
  }
  SECTION("a link does not lead it out") {
    tree.add({{"layers/way", "-> ../private"}, {"layers/top/layer.yaml", "includes: ['../way', 'layer:base']"}});
    CHECK_THROWS_WITH(build_charm(request, tree), Catch::Contains("cannot find"));
  }
  SECTION("merge tactics are not run") {
    tree.add({{"layers/base/layer.yaml", "tactics: [custom.Any]"}});
    CHECK_THROWS_WITH(build_charm(request, tree), Catch::Contains("programs of its choice"));
  }
  SECTION("Python packages are not got") {
    request.wheelhouse = WheelhouseKind::source;
    tree.add({{"layers/base/wheelhouse.txt", "x"}});
    CHECK_THROWS_WITH(build_charm(request, tree), Catch::Contains("would run programs of its choice here"));
  }
}

TEST_CASE("a charm needs metadata from some layer", "[layers]") {
  LayerTree no_metadata(Texts{{"layers/top/hooks/hook.template", "x"}});
  CHECK(no_metadata.refusal("top") == "at least one layer must provide metadata.yaml");
}

TEST_CASE("layers stand lowest first, each once, below all that include it", "[layers]") {
  LayerTree tree({{"layers/options/hooks/hook.template", ""},
                  {"layers/layer-basic/layer.yaml", "includes: 'layer:options'"},
                  {"layers/a/layer.yaml", "includes: ['layer:basic']"},
                  {"layers/b/layer.yaml", "includes: ['layer:basic', 'layer:options']"},
                  {"layers/top/layer.yaml", "includes: ['layer:a', 'layer:b']"},
                  {"layers/top/metadata.yaml", metadata_text}});
  std::string order;
  for (const auto& layer : tree.build("top").layers) order += layer.url + " ";
  CHECK(order == "layer:options layer:basic layer:a layer:b top ");
}

TEST_CASE("an index file tells where a layer's repository is", "[layers]") {
  LayerTree tree(a_charm({{"layers/top/layer.yaml", "includes: ['layer:far@v2']"},
                          {"layers/layers/far.json", R"({"id": "far", "repo": "https://x/y", "subdir": "z"})"},
                          {"fetched/hooks/hook.template", "far {}"}}));
  tree.build("top");
  CHECK(tree.fetched == "https://x/y v2 z;");
  CHECK(tree.text("top/hooks/stop") == "far hook");
}

TEST_CASE("an address may be included, or found in an index that is elsewhere", "[layers]") {
  const auto [include, fetched] = GENERATE(table<std::string, std::string>({
      {"https://x/far.git", "https://x/far.git  ;"},
      {"git+https://x/y#v1:z/far", "git+https://x/y#v1:z/far  ;"},
      {"layer:juju-layer-far", "https://x/y  ;"},
  }));
  LayerTree tree(a_charm({{"layers/top/layer.yaml", "includes: ['" + include + "']\noptions: {far: {x: 1}}"},
                          {"index/layers/far.json", R"({"repo": "https://x/y"})"},
                          {"fetched/hooks/hook.template", "far {}"},
                          {"fetched/layer.yaml", "defines: {x: {type: integer}}"}}));
  if (include == "layer:juju-layer-far") tree.add({{"layers/top/layer.yaml", "includes: ['" + include + "']"}});
  tree.build("top");
  CHECK(tree.fetched == fetched);
}

TEST_CASE("a build writes down what it took, and the next takes the same", "[layers]") {
  LayerTree tree(a_charm({{"layers/top/layer.yaml", "includes: ['layer:base', 'layer:far@main']"},
                          {"index/layers/far.json", R"({"repo": "https://x/y", "subdir": "z"})"},
                          {"fetched/x", ""}}));
  auto request = tree.request("top");
  request.write_lock = true;
  build_charm(request, tree);
  CHECK(read_file(request.source / "build.lock") ==
        R"({"locks":[{"type":"layer","item":"layer:base","url":null,"vcs":null,"branch":null,"commit":"r1"},)"
        R"({"type":"layer","item":"layer:far@main","url":"https://x/y","vcs":"git","branch":"main","commit":"r1","subdir":"z"},)"
        R"({"type":"layer","item":"top","url":null,"vcs":null,"branch":null,"commit":"r1"}]})" "\n");
  CHECK_FALSE(tree.has("top/build.lock"));
  const auto [follow, ignore, wanted] = GENERATE(table<bool, bool, std::string>(
      {{false, false, "https://x/y r1 z;"}, {true, false, "https://x/y main z;"}, {false, true, "https://x/y main z;"}}));
  request.write_lock = false;
  request.follow_branches = follow;
  request.ignore_lock = ignore;
  tree.fetched.clear();
  build_charm(request, tree);
  CHECK(tree.fetched == wanted);
}

TEST_CASE("packages of a build.lock stand above those of all layers", "[layers]") {
  LayerTree tree(a_charm({{"layers/base/wheelhouse.txt", "foo<2\n"},
                          {"layers/top/build.lock", R"({"locks": [{"type": "python_module", "package": "foo", "vcs": null, "version": "1.5"}]})"}}));
  tree.build("top");
  CHECK_THAT(tree.text("top/wheelhouse.txt"), Catch::Contains("# foo<2  # overridden by build.lock\n") && Catch::Contains("\nfoo==1.5\n"));
  tree.add({{"layers/top/build.lock", R"({"locks": [{"type": "spell"}]})"}});
  CHECK_THROWS_WITH(tree.build("top"), Catch::Contains("build.lock") && Catch::Contains("\"spell\" is neither layer nor python_module"));
}

TEST_CASE("hooks that no layer wrote are made of the template, for endpoints and storage too", "[layers]") {
  LayerTree tree(a_charm({{"layers/top/metadata.yaml", std::string(metadata_text) +
                                                           "requires: {db: {interface: mysql}}\n"
                                                           "storage: {data: {type: filesystem}}\n"},
                          {"layers/base/hooks/hook.template", "{} {0} {{x}}"},
                          {"layers/base/hooks/start", "own"}}));
  tree.build("top");
  CHECK(tree.text("top/hooks/start") == "own");
  CHECK(tree.text("top/hooks/install") == "hook hook {x}");
  CHECK(tree.text("top/hooks/db-relation-departed") == "db db {x}");
  CHECK(tree.text("top/hooks/data-storage-detaching") == "data data {x}");
  CHECK_FALSE(tree.has("top/hooks/collect-metrics"));
  struct stat info {};
  REQUIRE(stat((tree.folder() / "built/top/hooks/install").c_str(), &info) == 0);
  CHECK((info.st_mode & 07777) == 0755);
  CHECK(charm::read_charm(tree.folder() / "built/top").name == "top"); // what was built is a charm
}

TEST_CASE("an interface that an endpoint uses is copied, one that none uses is told", "[layers]") {
  LayerTree tree(a_charm({{"layers/top/layer.yaml", "includes: ['layer:base', 'interface:mysql', 'interface:http']"},
                          {"layers/top/metadata.yaml", std::string(metadata_text) + "requires: {db: mysql}\n"},
                          {"interfaces/mysql/interface.yaml", "name: mysql\nexclude: [docs]\n"},
                          {"interfaces/mysql/docs/x", ""},
                          {"interfaces/mysql/requires.py", "code"},
                          {"interfaces/http/requires.py", ""}}));
  const auto built = tree.build("top");
  CHECK(tree.text("top/hooks/relations/mysql/requires.py") == "code");
  CHECK(tree.text("top/hooks/relations/mysql/__init__.py").empty());
  CHECK_FALSE(tree.has("top/hooks/relations/mysql/docs"));
  CHECK_FALSE(tree.has("top/hooks/relations/http"));
  REQUIRE(built.warnings.size() == 1);
  CHECK(built.advice.size() == 1);
  CHECK(built.warnings[0] == "layer.yaml includes interface \"http\", which no endpoint of metadata.yaml uses: left out");
}

TEST_CASE("the manifest says which layer gave which file", "[layers]") {
  LayerTree tree(a_charm({{"layers/base/x", "1"}, {"layers/top/y", "2"}}));
  tree.build("top");
  const auto signatures = read_manifest(tree.text("top/.build.manifest"));
  CHECK(signatures.at("x").layer == "layer:base");
  CHECK(signatures.at("x").kind == "static");
  CHECK(signatures.at("x").sha256 == "6b86b273ff34fce19d6b804eff5a3f5747ada4eaa22f1d49c01e52ddb7875b4b");
  CHECK(signatures.at("y").layer == "top");
  CHECK(signatures.at("hooks/stop").kind == "dynamic");
  CHECK(tree.text("top/.build.manifest").starts_with(
      R"({"layers":[{"rev":"r1","url":"layer:base"},{"rev":"r1","url":"top"}],"signatures":{".build.manifest":["build")"));
}

TEST_CASE("building again replaces and removes what the last build made, and nothing else", "[layers]") {
  LayerTree tree(a_charm({{"layers/base/old/x", "1"}, {"layers/base/y", "1"}}));
  tree.build("top");
  remove_tree(tree.folder() / "layers/base/old");
  tree.add({{"layers/base/y", "2"}});
  tree.build("top");
  CHECK_FALSE(tree.has("top/old"));
  CHECK(tree.text("top/y") == "2");
}

TEST_CASE("a built charm that was changed by hand is not built over, unless one insists", "[layers]") {
  LayerTree tree(a_charm({{"layers/base/x", "1"}}));
  tree.build("top");
  const auto [path, text, change] = GENERATE(table<std::string, std::string, std::string>(
      {{"built/top/x", "mine", "changed x"}, {"built/top/new", "mine", "added new"}}));
  tree.add({{path, text}});
  CHECK_THROWS_WITH(tree.build("top"), Catch::Contains("was changed since it was built (" + change + ")"));
  CHECK(read_file(tree.folder() / path) == "mine");
  auto request = tree.request("top");
  request.force = true;
  build_charm(request, tree);
  CHECK(tree.text("top/x") == "1");
}

TEST_CASE("a folder that is no built charm is not built over", "[layers]") {
  LayerTree tree(a_charm({{"built/top/precious", "mine"}}));
  CHECK_THROWS_WITH(tree.build("top"), Catch::Contains("was not built from layers"));
  auto request = tree.request("top");
  request.output = request.source;
  CHECK_THROWS_WITH(build_charm(request, tree), Catch::Contains("into its own source folder"));
}
