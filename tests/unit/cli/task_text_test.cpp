#include "cli/formatters/task_text.h"

#include "cli/formatters/output.h"
#include "cli/formatters/task_documents.h"

#include <catch2/catch.hpp>

#include <sstream>

using namespace periapt;
using namespace periapt::cli;

namespace {

constexpr TimeMs moment = 1'767'323'045'000; // 2026-01-02 03:04:05 UTC

wire::TaskInfo task(const std::string& unit, TaskStatus status, const char* results) {
  wire::TaskInfo info{.id = "2", .operation = "1", .unit = unit, .action = "backup", .parameters = {"{\"to\":\"x\"}"}};
  info.status = status;
  if (*results) info.results = JsonText{results};
  info.enqueued_ms = info.completed_ms = moment;
  return info;
}

} // namespace

TEST_CASE("a task as json has its keys sorted, empty streams left out", "[cli]") {
  auto info = task("db/0", TaskStatus::completed, R"({"b":{"z":"1","a":"2"},"return-code":0,"stdout":"x\r\n","stderr":""})");
  info.log = {{moment, "hello"}};
  CHECK(render(tasks_document({info}, {.utc = true, .json = true}), "json") ==
        R"({"db/0":{"id":"2","log":["2026-01-02 03:04:05 +0000 UTC hello"],"results":{"b":{"a":"2","z":"1"},)"
        R"("return-code":0,"stdout":"x\n"},"status":"completed","timing":{"completed":"2026-01-02 03:04:05 +0000 UTC",)"
        R"("enqueued":"2026-01-02 03:04:05 +0000 UTC"},"unit":"db/0"}})"
        "\n");
}

TEST_CASE("plain text of one task: failure, results, what was printed", "[cli]") {
  CHECK(action_text({task("db/0", TaskStatus::completed, R"({"a":{"b":"1"},"return-code":0,"stdout":"\nx\n\n","stderr":"e\n"})")}) ==
        "a:\n  b: \"1\"\n\nx\ne\n");
  CHECK(action_text({task("db/0", TaskStatus::completed, R"({"return-code":0})")}) == "\n");
  CHECK(action_text({task("db/0", TaskStatus::cancelled, "")}) == "Task 2 cancelled\n");
  auto failed = task("db/0", TaskStatus::failed, R"({"return-code":1})");
  failed.message = "exit status 1";
  CHECK(action_text({failed}) == "Action id 2 failed: exit status 1\n\n");
}

TEST_CASE("plain text of several tasks: their results by unit, then what one printed", "[cli]") {
  CHECK(action_text({task("db/10", TaskStatus::completed, R"({"return-code":0,"stdout":"x\n"})"),
                     task("db/2", TaskStatus::completed, R"({"k":"v","return-code":0})")}) ==
        "db/2:\n  id: \"2\"\n  output: |\n    k: v\n  status: completed\n"
        "db/10:\n  id: \"2\"\n  output: \"\"\n  status: completed\nx\n");
}

TEST_CASE("plain text of commands: what each printed, under its name if there are several", "[cli]") {
  const auto one = task("db/0", TaskStatus::completed, R"({"return-code":0,"stdout":"x","stderr":"e\n"})");
  CHECK(commands_text({one}) == "x\ne\n");
  CHECK(commands_text({one, task("db/1", TaskStatus::completed, R"({"return-code":0})")}) == "db/0:\nx\ne\n\ndb/1:\n\n");
}

TEST_CASE("an operation names its action once when all its tasks run the same", "[cli]") {
  wire::OperationInfo operation{.id = "1", .summary = "backup run on unit-db-0", .fail = ""};
  operation.status = TaskStatus::completed;
  operation.tasks = {task("db/0", TaskStatus::completed, "")};
  CHECK(render(operation_document(operation, {.utc = true, .json = true}), "json") ==
        R"({"summary":"backup run on unit-db-0","status":"completed","action":{"name":"backup","parameters":{"to":"x"}},)"
        R"("timing":{},"tasks":{"2":{"host":"db/0","status":"completed","timing":{"enqueued":"2026-01-02 03:04:05 +0000 UTC",)"
        R"("completed":"2026-01-02 03:04:05 +0000 UTC"}}}})"
        "\n");
  operation.tasks.push_back(operation.tasks[0]);
  operation.tasks[1].id = "3";
  operation.tasks[1].parameters.text = "{}";
  const auto text = render(operation_document(operation, {}), "yaml");
  CHECK(text.find("action:") == std::string::npos);
  CHECK(text.find("name: backup") != std::string::npos);
}

TEST_CASE("the list of operations is a table", "[cli]") {
  wire::OperationInfo operation{.id = "1", .summary = "backup run on unit-db-0", .fail = ""};
  operation.status = TaskStatus::running;
  operation.started_ms = moment;
  operation.tasks = {task("db/0", TaskStatus::running, "")};
  std::ostringstream text;
  print_operations(text, {operation}, true);
  CHECK(text.str() == "ID  Status   Started              Finished  Task IDs  Summary\n"
                      " 1  running  2026-01-02T03:04:05            2         backup run on unit-db-0\n");
}
