#include "cli/users.h"

#include "charm/base64.h"
#include "charm/yaml_reader.h"
#include "charm/yaml_writer.h"
#include "cli/duration.h"
#include "cli/endpoints.h"
#include "cli/formatters/model_documents.h"
#include "cli/formatters/times.h"
#include "cli/outcome.h"
#include "cli/removing_models.h"
#include "cli/yaml_fields.h"
#include "core/error.h"
#include "tls/certificate.h"

#include <algorithm>

namespace periapt::cli {
namespace {

std::string to_url_alphabet(std::string text) {
  text.erase(text.find_last_not_of('=') + 1);
  std::replace(text.begin(), text.end(), '+', '-');
  std::replace(text.begin(), text.end(), '/', '_');
  return text;
}

std::string from_url_alphabet(std::string text) {
  std::replace(text.begin(), text.end(), '-', '+');
  std::replace(text.begin(), text.end(), '_', '/');
  text.append((4 - text.size() % 4) % 4, '=');
  return text;
}

/// The models' names as "switch" takes them: one's own first.
std::vector<std::string> names_for_switch(const std::vector<wire::ModelInfo>& models, const std::string& user) {
  std::vector<std::string> own, others;
  for (const auto& model : models)
    (model.owner == user ? own : others).push_back(unqualified(model.owner + "/" + model.name, user));
  own.insert(own.end(), others.begin(), others.end());
  return own;
}

void choose_model(Session& session, const ControllerEntry& controller, const std::string& user,
                  const std::vector<wire::ModelInfo>& models) {
  const auto& program = session.surroundings.program;
  if (models.empty())
    return session.console.info(fmt::format("\nThere are no models available. You can add models with\n"
                                            "\"{0} add-model\", or you can ask an administrator of a\n"
                                            "model to grant access to that model with \"{0} grant\".",
                                            program));
  if (models.size() == 1) {
    const auto name = models.front().owner + "/" + models.front().name;
    session.files.set_current_model(controller.name, name);
    return session.console.info(fmt::format("\nCurrent model set to \"{}\".", name));
  }
  session.console.info(fmt::format("\nThere are {} models available. Use \"{} switch\" to select\none of them:",
                                   models.size(), program));
  for (const auto& name : names_for_switch(models, user)) session.console.info(fmt::format("  - {} switch {}", program, name));
}

} // namespace

Registration Registration::parse(const std::string& word) {
  const Error invalid(ErrorKind::invalid, "invalid registration token: expected the word that \"add-user\" has printed");
  const auto text = charm::base64_decode(from_url_alphabet(word));
  if (!text) throw invalid;
  try {
    const auto value = charm::parse_yaml(*text).value();
    const auto* fields = std::get_if<charm::YamlMap>(&value.data);
    if (!fields) throw invalid;
    Registration registration{.user = text_field(*fields, "user"),
                              .key = text_field(*fields, "key"),
                              .controller = text_field(*fields, "controller"),
                              .addresses = text_list_field(*fields, "addresses"),
                              .fingerprint = text_field(*fields, "fingerprint")};
    if (registration.user.empty() || registration.key.empty() || registration.addresses.empty()) throw invalid;
    return registration;
  } catch (const Error&) {
    throw invalid;
  }
}

std::string Registration::str() const {
  charm::YamlMap fields;
  set_field(fields, "user", user);
  set_field(fields, "key", key);
  set_field(fields, "controller", controller);
  set_field(fields, "addresses", list_of(addresses));
  if (!fingerprint.empty()) set_field(fields, "fingerprint", fingerprint);
  return to_url_alphabet(charm::base64_encode(charm::write_yaml(fields)));
}

Registration registration_of(const ControllerEntry& controller, const std::string& user, const std::string& key) {
  Registration registration{.user = user, .key = key, .controller = controller.name, .addresses = controller.api_endpoints, .fingerprint = ""};
  if (controller.ca_cert.empty()) return registration;
  std::erase_if(registration.addresses, is_socket_endpoint); // another machine's socket is nobody's
  registration.fingerprint = tls::fingerprint(controller.ca_cert);
  return registration;
}

std::string ask_new_password(Console& console) {
  const auto password = console.prompt_secret("Enter a new password: ");
  if (password.empty()) throw Error(ErrorKind::invalid, "you must specify a non-empty password");
  if (console.prompt_secret("Confirm password: ") != password) throw Error(ErrorKind::invalid, "passwords do not match");
  return password;
}

std::string read_password_line(Console& console) { return console.prompt("reading password from stdin...\n"); }

void begin_session(Session& session, const ControllerEntry& controller, const wire::LoggedIn& login) {
  session.files.save_account(controller.name, {login.user, login.token, login.access});
  session.files.set_current_controller(controller.name);
  auto connection = session.connect(controller);
  const auto models = without_controller_model(session.refresh_models(controller, connection)); // to work in
  session.console.info(fmt::format("\nWelcome, {}. You are now logged into \"{}\".", login.user, controller.name));
  choose_model(session, controller, login.user, models);
}

std::string connection_text(TimeMs seen_ms, TimeMs now_ms, bool exact_time) {
  if (seen_ms == 0) return "never connected";
  return exact_time ? full_time_text(seen_ms, true) : friendly_age(seen_ms, now_ms);
}

Value user_document(const wire::UserInfo& user, TimeMs now_ms, bool exact_time) {
  const bool of_domain = user.name.find('@') != std::string::npos; // who logs in elsewhere
  Record record;
  record.add("user-name", user.name).add_if("display-name", user.display_name).add("access", user.access);
  if (!of_domain)
    record.add("date-created", exact_time ? full_time_text(user.created_ms, true) : friendly_age(user.created_ms, now_ms))
        .add("last-connection", connection_text(user.seen_ms, now_ms, exact_time));
  return record.add_if("disabled", user.disabled).value();
}

} // namespace periapt::cli
