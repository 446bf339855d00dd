#include "core/text_builder.h"

#include <catch2/catch.hpp>

using namespace periapt;

TEST_CASE("a built JSON string is the one that is appended to a string, whatever is in it", "[core]") {
  const std::string pieces[] = {"a", "\"", "\\", "\n", std::string(1, '\0'), "\x7f", "\x1f", " ", "é", "\xe4", "\x80"};
  for (std::size_t length = 0; length < 40; ++length)
    for (std::size_t at = 0; at <= length; ++at)
      for (const auto& piece : pieces) {
        auto text = std::string(length, 'x');
        text.insert(at, piece);
        std::string expected = "[";
        const bool is_text = append_json_string(expected, text);
        TextBuilder builder;
        builder.add('[');
        CHECK(builder.add_json_string(text) == is_text);
        CHECK(builder.take() == expected);
      }
}

TEST_CASE("a text is all that was added, over many sizes", "[core]") {
  TextBuilder builder(GENERATE(0, 1, 100'000));
  std::string expected;
  for (int i = 0; i < 5000; ++i) {
    builder.add(static_cast<char>('a' + i % 26));
    builder.add(std::string_view("0123456789").substr(0, static_cast<std::size_t>(i % 11)));
    builder.add(std::array{'<', '>'});
    expected += static_cast<char>('a' + i % 26) + std::string("0123456789").substr(0, static_cast<std::size_t>(i % 11)) + "<>";
  }
  builder.add(std::string(200'000, 'z'));
  expected += std::string(200'000, 'z');
  CHECK(builder.size() == expected.size());
  CHECK(builder.view() == expected);
  CHECK(builder.take() == expected);
  CHECK(builder.take().empty());
}

TEST_CASE("what is taken back is not in the text", "[core]") {
  TextBuilder builder;
  builder.add("keep");
  const auto size = builder.size();
  builder.add("drop");
  builder.shorten(size);
  builder.shorten(size + 2); // nothing comes back
  builder.add('!');
  CHECK(builder.take() == "keep!");
}
