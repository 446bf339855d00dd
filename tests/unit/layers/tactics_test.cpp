#include "layers/tactics.h"

#include "layers/build_manifest.h"
#include "unit/layers/layer_tree.h"

#include <catch2/catch.hpp>

using namespace periapt;
using namespace periapt::layers;
using namespace periapt::test;

namespace {

constexpr const char* joining_tactic = R"(
from charmtools.build.tactics import ExactMatch, Tactic

class Join(ExactMatch, Tactic):
    FILENAME = "words"
    kind = "dynamic"

    def read(self):
        self.data = self.entity.text()

    def combine(self, existing):
        self.below = existing
        return self

    def __call__(self):
        self.target_file.write_text(self.below.entity.text() + self.data + self.layer_name)

class Drop(Tactic):
    @classmethod
    def trigger(cls, relpath):
        return relpath == "unwanted"

    def __call__(self):
        pass
)";

Texts with_tactics(const Texts& more) {
  Texts files{{"layers/base/layer.yaml", "tactics: [bring.custom.Join, bring.custom.Drop]"},
              {"layers/base/bring/custom.py", joining_tactic},
              {"layers/base/words", "low "},
              {"layers/base/unwanted", ""}};
  for (const auto& [path, text] : more) files[path] = text;
  return a_charm(files);
}

} // namespace

TEST_CASE("a layer's tactic says what becomes of a file, of higher layers too", "[layers]") {
  LayerTree tree(with_tactics({{"layers/top/words", "high "}, {"layers/top/plain", "as it is"}}));
  tree.build("top");
  CHECK(tree.text("top/words") == "low high top");
  CHECK(tree.text("top/plain") == "as it is");
  CHECK_FALSE(tree.has("top/unwanted"));
  const auto signatures = read_manifest(tree.text("top/.build.manifest"));
  CHECK(signatures.at("words").layer == "top");
  CHECK(signatures.at("words").kind == "dynamic");
  CHECK_FALSE(exists(tree.folder() / "layers/base/bring/__pycache__")); // layers stay as they are
}

TEST_CASE("a tactic that fails is told with the file, and nothing is built", "[layers]") {
  const auto [body, reason] = GENERATE(table<std::string, std::string>({
      {"raise BuildError('no words\\nfor it')", "BuildError: no words for it"},
      {"self.absent", "AttributeError: 'Join' object has no attribute 'absent'"},
      {"import sys; sys.exit(0)", "SystemExit: 0"},
  }));
  LayerTree tree(with_tactics({{"layers/base/bring/custom.py",
                                "from charmtools.build.tactics import *\n"
                                "class Join(ExactMatch, Tactic):\n"
                                "  FILENAME = 'words'\n"
                                "  def __call__(self):\n    " + body + "\nclass Drop(Tactic): pass\n"}}));
  CHECK(tree.refusal("top") == "layer \"base\": merge tactic \"Join\" failed on \"words\": " + reason);
}

TEST_CASE("a tactic that does not end is stopped", "[layers]") {
  LayerTree tree(with_tactics({{"layers/base/bring/custom.py", "import time\ntime.sleep(600)\n"}}));
  auto request = tree.request("top");
  request.tactics_limit = std::chrono::milliseconds(300);
  CHECK_THROWS_WITH(build_charm(request, tree), Catch::Contains("did not end within 0 s: stopped"));
}

TEST_CASE("what a tactic makes may not lead out of the charm", "[layers]") {
  LayerTree tree(with_tactics({{"layers/base/bring/custom.py",
                                "import os\nfrom charmtools.build.tactics import *\n"
                                "class Join(ExactMatch, Tactic):\n"
                                "  FILENAME = 'words'\n"
                                "  def __call__(self):\n    os.symlink('/etc/passwd', self.target_file)\n"
                                "class Drop(Tactic): pass\n"}}));
  CHECK(tree.refusal("top") == "symlink \"words\" is absolute: \"/etc/passwd\"");
}
