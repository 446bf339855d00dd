#include "core/access.h"

#include <catch2/catch.hpp>

using namespace periapt;

TEST_CASE("a word that is no level of its target is refused", "[core]") {
  CHECK_THROWS_WITH(parse_access<ModelAccess>("login"), "\"login\" model access not valid");
  CHECK_THROWS_WITH(parse_access<ModelAccess>("none"), "\"none\" model access not valid");
  CHECK_THROWS_WITH(parse_access<ControllerAccess>("add_model"), "\"add_model\" controller access not valid");
  CHECK_THROWS_WITH(parse_access<CloudAccess>(""), "\"\" cloud access not valid");
  CHECK(parse_access<ControllerAccess>("add-model") == ControllerAccess::add_model);
  CHECK(access_word(ControllerAccess::add_model) == "add-model");
  CHECK(access_word(OfferAccess::none).empty());
}

TEST_CASE("a level that is taken away leaves the next lower one", "[core]") {
  CHECK(without(ModelAccess::admin, ModelAccess::admin) == ModelAccess::write);
  CHECK(without(ModelAccess::admin, ModelAccess::read) == ModelAccess::none);
  CHECK(without(ModelAccess::read, ModelAccess::write) == ModelAccess::read);
  CHECK(without(ControllerAccess::superuser, ControllerAccess::superuser) == ControllerAccess::login);
  CHECK(without(ControllerAccess::superuser, ControllerAccess::login) == ControllerAccess::none);
}
