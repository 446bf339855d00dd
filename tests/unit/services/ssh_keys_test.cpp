#include "services/ssh_keys.h"

#include "support/small_model.h"

#include <catch2/catch.hpp>

using namespace periapt;
using periapt::test::SmallModel;

namespace {

const std::string ann_key =
    "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAABAgMEBQYHCAkKCwwNDg8QERITFBUWFxgZGhscHR4f ann@laptop at home";

std::vector<std::string> add(SmallModel& model, const std::vector<std::string>& lines) {
  return model.write([&](auto& tx) { return services::add_ssh_keys(tx, model.model, lines); });
}
std::vector<std::string> remove(SmallModel& model, const std::vector<std::string>& ids) {
  return model.write([&](auto& tx) { return services::remove_ssh_keys(tx, model.model, ids); });
}
std::size_t count(SmallModel& model) {
  return model.read([&](auto& tx) { return services::list_ssh_keys(tx, model.model); }).size();
}

} // namespace

TEST_CASE("what is no public key is refused, the others are taken", "[services]") {
  const auto line = GENERATE(std::string(), std::string("nonsense"), std::string("ssh-rsa"), std::string("ssh-rsa !!!!"),
                             std::string("ssh-rsa ") + ann_key.substr(12), std::string(20'000, 'a'));
  SmallModel model;
  const auto obstacles = add(model, {line, ann_key});
  CHECK(obstacles[0].starts_with("invalid ssh key"));
  CHECK(obstacles[1].empty());
  CHECK(count(model) == 1);
}

TEST_CASE("a key has its fingerprint and comment, and one text whatever the spaces", "[services]") {
  const auto key = services::parse_ssh_key("no-pty  " + ann_key);
  CHECK(key.fingerprint.size() == 47);
  CHECK(key.comment == "ann@laptop at home");
  CHECK(key.key == "no-pty " + ann_key);
}

TEST_CASE("a key is removed by fingerprint, comment or its whole text, and only once", "[services]") {
  SmallModel model;
  CHECK(add(model, {ann_key, ann_key})[1].starts_with("duplicate ssh key"));
  const auto id = GENERATE(std::string(ann_key), services::parse_ssh_key(ann_key).fingerprint, std::string("ann@laptop at home"));
  CHECK(remove(model, {"", "someone"}) == std::vector<std::string>{"invalid ssh key: ", "invalid ssh key: someone"});
  CHECK(remove(model, {id, id}) == std::vector<std::string>{"", "invalid ssh key: " + id});
  CHECK(count(model) == 0);
}
