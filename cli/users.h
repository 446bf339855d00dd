// What the commands about users share: registration strings, opening and closing a session, users as documents.
// Rule: contract/cli.md 2.21. Threads: one.
#pragma once

#include "cli/formatters/record.h"
#include "cli/session.h"
#include "wire/user_messages.h"

#include <optional>
#include <string>
#include <vector>

namespace periapt::cli {

/// What "add-user" prints for "register": one word of URL-safe base64.
struct Registration {
  std::string user;
  std::string key; // sets the password, once
  std::string controller;
  std::vector<std::string> addresses; // as in controllers.yaml
  std::string fingerprint;            // of the certificate at those that are no socket; SHA-256, hex

  /// Throws Error(invalid) `invalid registration token`.
  static Registration parse(const std::string& word);
  std::string str() const;
};
Registration registration_of(const ControllerEntry& controller, const std::string& user, const std::string& key);

/// Asks for it twice. Throws Error(invalid) for two that differ and for none.
std::string ask_new_password(Console& console);
/// One line of the input, after saying so.
std::string read_password_line(Console& console);

/// Remembers the session, makes the controller current, greets, and lists the models; a single one becomes current.
void begin_session(Session& session, const ControllerEntry& controller, const wire::LoggedIn& login);

Value user_document(const wire::UserInfo& user, TimeMs now_ms, bool exact_time);
std::string connection_text(TimeMs seen_ms, TimeMs now_ms, bool exact_time);

} // namespace periapt::cli
