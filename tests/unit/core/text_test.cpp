#include "core/text.h"

#include <catch2/catch.hpp>

using namespace periapt;

namespace {

std::string json_string(std::string_view text) {
  std::string out;
  CHECK(append_json_string(out, text));
  return out;
}

} // namespace

TEST_CASE("what JSON cannot hold is escaped wherever it stands", "[core]") {
  const auto [plain, escaped] = GENERATE(table<std::string, std::string>({{"\"", "\\\""},
                                                                          {"\\", "\\\\"},
                                                                          {"\n", "\\n"},
                                                                          {"\t", "\\t"},
                                                                          {std::string(1, '\0'), "\\u0000"},
                                                                          {"\x1f", "\\u001f"},
                                                                          {" ", " "},
                                                                          {"!", "!"},
                                                                          {"#", "#"},
                                                                          {"[", "["},
                                                                          {"\x7f", "\x7f"},
                                                                          {"\xc3\xa4", "\xc3\xa4"}}));
  for (std::size_t before = 0; before < 18; ++before)
    for (std::size_t after = 0; after < 10; ++after) {
      const std::string front(before, 'a'), back(after, 'z');
      CHECK(json_string(front + plain + back) == '"' + front + escaped + back + '"');
    }
}

TEST_CASE("a text that is not UTF-8 does not become JSON", "[core]") {
  for (std::size_t before = 0; before < 18; ++before) {
    std::string out = "[";
    CHECK_FALSE(append_json_string(out, std::string(before, 'a') + "\xe4z"));
    CHECK_FALSE(append_json_string(out, std::string(before, '\n') + "\x80"));
    CHECK(out == "[");
  }
}
