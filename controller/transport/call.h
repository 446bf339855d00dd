// One request as handlers see it, without HTTP, and what they answer.
#pragma once

#include "core/ids.h"
#include "core/status.h"
#include "services/disabled_commands.h"
#include "store/user_repository.h"

#include <cstdint>
#include <exception>
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace periapt::transport {

/// Who may call a route.
enum class Access {
  any,     // whoever may connect
  agent,   // the token of any machine; the handler looks further
  machine, // the token of the machine {id}
  unit,    // the token of the machine that the unit {id} is on
  // Users: with the token of a session; or without one, as "admin", where the unix socket's peer has our uid or is root.
  login, // any of them; the handler looks further
  superuser,
  model_read, // of {model}, which does not exist for who has no access to it
  model_write,
  model_admin,
};
constexpr bool is_for_users(Access access) { return access >= Access::login; }
constexpr bool is_of_model(Access access) { return access >= Access::model_read; }

struct Call {
  std::map<std::string, std::string, std::less<>> arguments; // {names} of the route's pattern, decoded
  std::map<std::string, std::string, std::less<>> query;
  std::string token;         // bearer; empty when none was sent
  std::string last_event_id; // of a stream that is resumed
  bool from_owner = false;     // by the socket's peer credentials
  Access access = Access::any; // the route's
  std::optional<services::Effect> effect = {}; // the route's, on {model}
  MachineId machine;           // agents' routes: whose token it is, once authorized
  store::UserRow user;         // users' routes: who calls, once authorized
  TimeMs now = 0;                  // when the request arrived: UTC, and the clock that counts suspended time
  std::int64_t boot_now = 0;
  Uuid fresh_uuid; // for what the request makes: a write transaction's body may run twice, so it draws none

  const std::string& argument(std::string_view name) const;
  /// {name} as a row's id. Throws Error(not_found) when it is not a number.
  std::int64_t id(std::string_view name = "id") const;
  std::optional<std::string> query_value(std::string_view name) const;
  /// Throws Error(invalid) when it is given and no number.
  std::int64_t query_number(std::string_view name, std::int64_t otherwise) const;
  /// {app}/{n}
  std::string unit_name() const;
};

class AnswerParts;

struct Reply {
  int status = 200;
  std::string body;           // JSON, or of body_type
  std::shared_ptr<AnswerParts> rest = {}; // what follows the body, while it is made
  std::string_view body_type = "application/json";
  std::filesystem::path file; // instead of a body, when not empty
  std::string_view file_type = "application/zip";
  bool streamed = false;      // the answer was a stream, and has ended
  bool shut_down = false;     // once this answer is sent
};

/// Called once, from any thread.
using Respond = std::function<void(Reply)>;

Reply error_reply(std::exception_ptr failure);
Reply error_reply(int status, std::string_view kind, const std::string& message);

} // namespace periapt::transport
