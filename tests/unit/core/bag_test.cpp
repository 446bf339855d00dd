#include "core/bag.h"

#include <catch2/catch.hpp>

using namespace periapt;

TEST_CASE("a bag changes only where a written value differs", "[core]") {
  struct Row {
    BagChanges changes;
    bool changed;
    Bag after;
  };
  const auto row = GENERATE(values<Row>({
      {{}, false, {{"a", "1"}}},
      {{{"a", "1"}}, false, {{"a", "1"}}},
      {{{"b", ""}}, false, {{"a", "1"}}},
      {{{"b", std::nullopt}}, false, {{"a", "1"}}},
      {{{"a", "2"}}, true, {{"a", "2"}}},
      {{{"b", "2"}}, true, {{"a", "1"}, {"b", "2"}}},
      {{{"a", ""}}, true, {}},
      {{{"a", std::nullopt}}, true, {}},
      {{{"a", "1"}, {"b", "2"}}, true, {{"a", "1"}, {"b", "2"}}},
  }));
  Bag bag{{"a", "1"}};
  CHECK(apply_changes(bag, row.changes) == row.changed);
  CHECK(bag == row.after);
}

TEST_CASE("the difference of two bags leads from one to the other", "[core]") {
  const Bag before{{"same", "1"}, {"old", "2"}, {"other", "3"}};
  const Bag after{{"same", "1"}, {"other", "4"}, {"new", "5"}};
  const auto changes = difference(before, after);
  CHECK(changes == BagChanges{{"new", "5"}, {"old", std::nullopt}, {"other", "4"}});
  Bag bag = before;
  apply_changes(bag, changes);
  CHECK(bag == after);
  CHECK(difference(after, after).empty());
}

TEST_CASE("a bag is refused for what is no text, for an empty key, or for its size", "[core]") {
  CHECK_FALSE(bag_refusal({}, 0));
  CHECK_FALSE(bag_refusal({{"key", "value"}}, 8));
  CHECK(bag_refusal({{"key", "value"}}, 7));
  CHECK(bag_refusal({{"", "value"}}, 100) == "a key is empty");
  CHECK(bag_refusal({{"\xff", "value"}}, 100) == "a key is not UTF-8");
  CHECK(bag_refusal({{"key", "\xff"}}, 100) == "the value of \"key\" is not UTF-8");
}

TEST_CASE("UTF-8 has one spelling for each character and none for surrogates", "[core]") {
  for (const char* good : {"", "a", "\u00e9", "\u20ac", "\U0001f600", "\u007f", "\U0010ffff"}) {
    CAPTURE(good);
    CHECK(is_utf8(good));
  }
  for (const char* bad : {"\x80", "\xc3", "\xc3(", "\xc0\x80", "\xe0\x80\x80", "\xed\xa0\x80", "\xf0\x80\x80\x80",
                          "\xf4\x90\x80\x80", "\xf8\x88\x80\x80\x80", "a\xff"}) {
    CAPTURE(bad);
    CHECK_FALSE(is_utf8(bad));
  }
}
