#include "services/annotations.h"

#include "support/small_model.h"

#include <catch2/catch.hpp>

using namespace periapt;
using periapt::test::SmallModel;

namespace {

struct NotedModel : SmallModel {
  NotedModel() { deploy(add_charm("app")); }
  void note(const services::Annotations& changes) {
    write([&](auto& tx) { services::annotate(tx, model, changes); });
  }
  services::Annotations notes() {
    return read([&](auto& tx) { return services::annotations(tx, model); });
  }
};

} // namespace

TEST_CASE("notes about nothing, or with keys that are none, are refused with all that came along", "[services]") {
  NotedModel model;
  const auto [changes, text] = GENERATE(table<services::Annotations, std::string>({
      {{{{"app", {{"a", "1"}}}, {"nobody", {{"a", "1"}}}}, {}}, "application \"nobody\" not found"},
      {{{{"app", {{"a", "1"}}}}, {{"7", {{"a", "1"}}}}}, "machine 7 not found"},
      {{{{"app", {{"a", "1"}, {"b.c", "1"}}}}, {}}, "cannot update annotations on application \"app\": invalid key \"b.c\""},
      {{{}, {{"0", {{"", "1"}}}}}, "cannot update annotations on machine \"0\": invalid key \"\""},
  }));
  CHECK_THROWS_WITH(model.note(changes), text);
  CHECK(model.notes().applications.empty());
}

TEST_CASE("notes are kept, replaced, taken away, and go with what they are of", "[services]") {
  NotedModel model;
  model.note({{{"app", {{"owner", "ann"}, {"ticket", "7"}}}}, {{"0", {{"rack", "12"}}}}});
  const auto before = model.revision();
  model.note({{{"app", {{"owner", "ann"}, {"never", ""}}}}, {}});
  CHECK(model.revision() == before); // nothing has changed
  model.note({{{"app", {{"owner", "bob"}, {"ticket", ""}}}}, {}});
  CHECK(model.revision() != before);
  CHECK(model.notes().applications.at("app") == store::annotations::Notes{{"owner", "bob"}});
  CHECK(model.notes().machines.at("0") == store::annotations::Notes{{"rack", "12"}});
  model.remove_unit("app/0");
  model.remove_application("app");
  CHECK(model.notes().applications.empty());
}
