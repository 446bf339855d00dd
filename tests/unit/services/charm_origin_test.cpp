#include "services/charm_origin.h"

#include "support/small_model.h"

#include <catch2/catch.hpp>

using namespace periapt;
using periapt::test::RelatedPair;
using services::CharmOrigin;

TEST_CASE("a charm's repository and layers are kept with it and told of its application", "[services]") {
  RelatedPair model;
  const auto read = [&] { return model.read([&](auto& tx) { return services::charm_origin(tx, model.model, "wordpress"); }); };
  CHECK(read().source.empty());
  CHECK(read().build.layers.empty());
  const CharmOrigin origin{.charm_url = read().charm_url,
                           .source = "git+https://host/x#stable",
                           .commit_id = std::string(40, 'a'),
                           .build = {{{"layer:basic", "r1"}, {"top", ""}}, {{"hooks/start", "layer:basic"}, {"x", "top"}}}};
  model.write([&](auto& tx) { return services::note_charm_origin(tx, model.model, origin), 0; });
  CHECK(read().source == origin.source);
  CHECK(read().commit_id == origin.commit_id);
  CHECK(read().build.layers == origin.build.layers);
  CHECK(read().build.files == origin.build.files);
}

TEST_CASE("a source without a commit, or too long, is refused", "[services]") {
  RelatedPair model;
  const auto url = model.read([&](auto& tx) { return services::charm_origin(tx, model.model, "wordpress"); }).charm_url;
  const auto note = [&](CharmOrigin origin) {
    origin.charm_url = url;
    model.write([&](auto& tx) { return services::note_charm_origin(tx, model.model, origin), 0; });
  };
  CHECK_THROWS_WITH(note({.source = "git+https://host/x"}), "\"\" is not the id of a commit");
  CHECK_THROWS_WITH(note({.source = "git+https://host/x", .commit_id = std::string(40, 'Z')}), Catch::Contains("is not the id of a commit"));
  CHECK_THROWS_WITH(note({.source = std::string(3000, 'x'), .commit_id = std::string(40, 'a')}),
                    Catch::Contains("is longer than 2048 bytes"));
  CHECK_THROWS_WITH(model.read([&](auto& tx) { return services::charm_origin(tx, model.model, "nobody"); }),
                    "application \"nobody\" not found");
}
