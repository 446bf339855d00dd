#include "charm/resource_file.h"

#include <catch2/catch.hpp>

using namespace periapt;
using charm::Resource;
using charm::ResourceType;

TEST_CASE("a file is supplied only for a file, with the extension that the charm names", "[charm]") {
  struct Case {
    std::string file_name;
    Resource resource;
    std::string reason; // empty: it is taken
  };
  const Resource text{.name = "text", .filename = "text.txt"};
  const Resource raw{.name = "raw", .filename = "raw"};
  const auto one = GENERATE_COPY(values<Case>({
      {"a.tar", text, "filename extension \".tar\" must be .txt"},
      {"a", text, "filename extension \"\" must be .txt"},
      {"a.txt.gz", text, "filename extension \".gz\" must be .txt"},
      {"a.TXT", text, "filename extension \".TXT\" must be .txt"},
      {"a.txt", raw, "filename extension \".txt\" must be absent"},
      {"a.txt", {.name = "../out", .filename = "out.txt"}, "its name cannot be a folder's name"},
      {"a", {.name = "up", .filename = ".."}, "the charm's filename \"..\" is not valid"},
      {"b.txt", text, ""},
      {"a.any", {.name = "image", .type = ResourceType::oci_image}, ""},
      {"b.c.txt", text, ""},
      {"b", raw, ""},
      {".profile", {.name = "rc", .filename = ".profile"}, ""},
  }));
  CAPTURE(one.file_name, one.resource.name);
  CHECK(charm::obstacle_to_file(one.resource, one.file_name).value_or("") == one.reason);
}
