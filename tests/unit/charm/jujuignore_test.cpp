#include "charm/jujuignore.h"

#include <catch2/catch.hpp>

using namespace periapt::charm;

TEST_CASE("version control, build output and generated files are always ignored", "[charm]") {
  const IgnoreRules rules;
  CHECK(rules.ignores(".git", true));
  CHECK(rules.ignores("sub/.git", true));
  CHECK(rules.ignores("build", true));
  CHECK_FALSE(rules.ignores("src/build", true));
  CHECK_FALSE(rules.ignores("build", false));
  CHECK(rules.ignores("revision", false));
  CHECK_FALSE(rules.ignores("sub/revision", false));
  CHECK_FALSE(rules.ignores("hooks/install", false));
}

TEST_CASE("a rule matches as gitignore's would", "[charm]") {
  struct Row {
    const char* rules;
    const char* path;
    bool folder;
    bool ignored;
  };
  const auto row = GENERATE(values<Row>({
      {"*.pyc", "a/b.pyc", false, true},       {"/a", "a", false, true},
      {"/a", "b/a", false, false},             {"tmp/", "tmp", true, true},
      {"tmp/", "tmp", false, false},           {"a/b", "x/a/b", false, true},
      {"a*c", "a/c", false, false},            {"a**c", "a/b/c", false, true},
      {"a/**/c", "a/c", false, true},          {"a/**/c", "a/x/y/c", false, true},
      {"# x", "# x", false, false},            {"\\#x", "#x", false, true},
      {"\\!x", "!x", false, true},             {"x\\ ", "x ", false, true},
      {"  x  ", "x", false, true},             {"*.log\n!keep.log", "keep.log", false, false},
      {"!keep.log\n*.log", "keep.log", false, true}, {"[a-c]x", "bx", false, true},
      {"[!a-c]x", "bx", false, false},         {"a?c", "abc", false, true},
      {"a?c", "a/c", false, false},            {"x\r\n", "x", false, true},
      {"[", "[", false, true},                 {"!.git", ".git", true, false},
  }));
  CAPTURE(row.rules, row.path);
  CHECK(IgnoreRules(row.rules).ignores(row.path, row.folder) == row.ignored);
}

TEST_CASE("a malicious pattern costs little", "[charm]") {
  std::string pattern;
  for (int i = 0; i < 200; ++i) pattern += "*a";
  CHECK_FALSE(glob_matches(pattern + "b", std::string(1000, 'a')));
}
