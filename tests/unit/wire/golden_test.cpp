// Every message of the API with every member set, as text: tests/golden/wire/<message>.json.
// A renamed or retyped member shows here. PERIAPT_TEST_ACCEPT=1 rewrites the files.
#include "support/source_dir.h"
#include "wire/codec.h"
#include "wire/described.h"
#include "wire/json_writer.h"
#include "wire/message_list.h"

#include <catch2/catch.hpp>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>

using namespace periapt;

namespace {

/// Fills every member with a value that names it, so that two swapped members differ.
class Sample {
public:
  void fill(std::string& text, std::string_view name) { text = "a " + wire::wire_name(name); }
  void fill(bool& value, std::string_view) { value = true; }
  void fill(int& value, std::string_view) { value = ++counter_; }
  void fill(std::int64_t& value, std::string_view) { value = ++counter_; }
  void fill(ConfigValue& value, std::string_view) { value = 1.0; }
  void fill(JsonText& value, std::string_view name) { value.text = "{\"" + wire::wire_name(name) + "\":[1,\"x\",null]}"; }
  template <class Tag>
  void fill(Id<Tag>& id, std::string_view) {
    id.value = ++counter_;
  }
  template <class E>
    requires std::is_enum_v<E>
  void fill(E& value, std::string_view) {
    boost::mp11::mp_for_each<boost::describe::describe_enumerators<E>>([&](auto each) { value = each.value; });
  }
  template <class T>
  void fill(std::optional<T>& value, std::string_view name) {
    fill(value.emplace(), name);
  }
  template <class T>
  void fill(std::vector<T>& list, std::string_view name) {
    fill(list.emplace_back(), name);
  }
  template <class T>
  void fill(std::map<std::string, T>& map, std::string_view name) {
    fill(map["key"], name);
  }
  template <class T>
    requires wire::is_described_struct<T>
  void fill(T& object, std::string_view) {
    boost::mp11::mp_for_each<wire::MembersOf<T>>([&](auto member) { fill(object.*member.pointer, member.name); });
  }

private:
  int counter_ = 0;
};

std::filesystem::path golden_file(std::string message) {
  message.erase(0, message.rfind(':') + 1);
  return source_dir() / "tests/golden/wire" / (message + ".json");
}

std::string read_file(const std::filesystem::path& path) {
  std::ostringstream text;
  text << std::ifstream(path).rdbuf();
  return text.str();
}

template <class T>
void check_golden(const char* name) {
  INFO(name);
  T message;
  Sample().fill(message, "");
  const auto text = wire::encode(message) + "\n";
  const auto path = golden_file(name);
  if (std::getenv("PERIAPT_TEST_ACCEPT") != nullptr) std::ofstream(path) << text;
  CHECK(read_file(path) == text);
  CHECK(wire::encode(wire::decode<T>(read_file(path), wire::Strict::yes)) + "\n" == text);
}

} // namespace

TEST_CASE("every message is written and read as its golden file", "[wire]") {
#define CHECK_GOLDEN(Message) check_golden<Message>(#Message);
  PERIAPT_AGENT_MESSAGES(CHECK_GOLDEN)
  PERIAPT_ADMIN_MESSAGES(CHECK_GOLDEN)
#undef CHECK_GOLDEN
}
