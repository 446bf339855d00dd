#include "charm/config_schema.h"
#include "core/access.h"
#include "core/interface_promise.h"
#include "core/handler_outcome.h"
#include "core/status.h"
#include "database/connection.h"
#include "store/store.h"
#include "store/transaction.h"

#include <boost/describe/enumerators.hpp>
#include <boost/mp11/algorithm.hpp>
#include <catch2/catch.hpp>

#include <set>

using namespace periapt;
using namespace periapt::store;

namespace {

template <class Enum>
std::set<std::string> names_of() {
  std::set<std::string> names;
  boost::mp11::mp_for_each<boost::describe::describe_enumerators<Enum>>([&](auto each) { names.insert(each.name); });
  return names;
}

std::set<std::string> rows_of(const std::string& table) {
  return Store::open_in_memory()->read([&](const ReadTransaction& transaction) {
    auto statement = transaction.connection().prepare("SELECT name FROM " + table);
    std::set<std::string> names;
    while (statement.step()) names.insert(statement.text(0));
    return names;
  });
}

} // namespace

TEST_CASE("each lookup table holds exactly the enumerators of the code", "[store]") {
  CHECK(rows_of("life") == names_of<Life>());
  CHECK(rows_of("role") == names_of<Role>());
  CHECK(rows_of("scope") == names_of<Scope>());
  CHECK(rows_of("workload_status") == names_of<WorkloadStatus>());
  CHECK(rows_of("agent_status") == names_of<AgentStatus>());
  CHECK(rows_of("resolved_mode") == names_of<ResolvedMode>());
  CHECK(rows_of("entity_kind") == names_of<EntityKind>());
  CHECK(rows_of("storage_kind") == names_of<StorageKind>());
  CHECK(rows_of("change_op") == names_of<ChangeOp>());
  CHECK(rows_of("task_status") == names_of<TaskStatus>());
  CHECK(rows_of("promise_keeping") == names_of<PromiseKeeping>());
  CHECK(rows_of("handler_result") == names_of<HandlerResult>());
  CHECK(rows_of("promise_state") == names_of<PromiseState>());
  CHECK(rows_of("controller_access") == names_of<ControllerAccess>());
  CHECK(rows_of("model_access") == names_of<ModelAccess>());
  CHECK(rows_of("offer_access") == names_of<OfferAccess>());
  CHECK(rows_of("cloud_access") == names_of<CloudAccess>());
  CHECK(rows_of("rotate_policy") == names_of<RotatePolicy>());
}

TEST_CASE("the table of option types holds the words of config.yaml", "[store]") {
  const auto words = rows_of("option_type");
  CHECK(words.size() == 5);
  for (const auto& word : words) CHECK(charm::parse_option_type(word));
}
