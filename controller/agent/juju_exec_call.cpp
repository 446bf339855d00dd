#include "agent/juju_exec_call.h"

#include "base/shell_words.h"
#include "core/error.h"

#include <charconv>
#include <string_view>

namespace periapt::agent {
namespace {

/// "3" or "db:3"
std::int64_t relation_number(const std::string& text) {
  const auto digits = std::string_view(text).substr(text.rfind(':') + 1);
  std::int64_t number = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
  if (error != std::errc() || end != digits.data() + digits.size() || number < 0)
    throw make_error(ErrorKind::invalid, "invalid relation id");
  return number;
}

/// The words in order: options first, up to the first word that is none, or "--".
class Words {
public:
  explicit Words(const std::vector<std::string>& words) : words_(words) {}

  bool next_option() {
    if (at_ == words_.size() || words_[at_].size() < 2 || words_[at_][0] != '-') return false;
    const auto& word = words_[at_++];
    if (word == "--") return false;
    const auto equals = word.find('=');
    name_ = word.substr(0, equals);
    given_ = equals == std::string::npos ? std::nullopt : std::optional(word.substr(equals + 1));
    if (name_.starts_with("--") && name_.size() == 3) name_.erase(0, 1); // as the reference reads flags
    return true;
  }
  bool is(std::string_view one, std::string_view other = "") const { return name_ == one || name_ == other; }
  std::string value() {
    if (given_) return *given_;
    if (at_ == words_.size()) throw make_error(ErrorKind::invalid, "option needs an argument: {}", name_);
    return words_[at_++];
  }
  [[noreturn]] void refuse() const { throw make_error(ErrorKind::invalid, "option provided but not defined: {}", name_); }

  std::vector<std::string> rest() const { return {words_.begin() + static_cast<std::ptrdiff_t>(at_), words_.end()}; }

private:
  const std::vector<std::string>& words_;
  std::size_t at_ = 0;
  std::string name_;
  std::optional<std::string> given_;
};

void require_relation(const JujuExecCall& call) {
  if (call.relation) return;
  if (!call.remote_unit.empty())
    throw make_error(ErrorKind::invalid, "remote unit: {}, provided without a relation", call.remote_unit);
  if (!call.remote_application.empty())
    throw make_error(ErrorKind::invalid, "remote app: {}, provided without a relation", call.remote_application);
}

} // namespace

std::optional<UnitName> parse_unit_or_tag(const std::string& text) {
  if (auto name = UnitName::parse(text)) return name;
  const auto dash = text.rfind('-');
  if (!text.starts_with("unit-") || dash <= 4) return std::nullopt;
  return UnitName::parse(text.substr(5, dash - 5) + "/" + text.substr(dash + 1));
}

JujuExecCall parse_juju_exec(const std::vector<std::string>& arguments,
                             const std::function<std::optional<UnitName>()>& only_unit) {
  JujuExecCall call;
  std::optional<std::string> named; // by -u; empty: the only one
  Words words(arguments);
  while (words.next_option()) {
    if (words.is("--no-context")) call.no_context = true;
    else if (words.is("--force-remote-unit")) call.force_remote_unit = true;
    else if (words.is("--relation", "-r")) call.relation = relation_number(words.value());
    else if (words.is("--remote-unit")) call.remote_unit = words.value();
    else if (words.is("--remote-app")) call.remote_application = words.value();
    else if (words.is("-u")) named = words.value();
    else words.refuse();
  }
  require_relation(call);
  if (!call.remote_unit.empty() && !UnitName::parse(call.remote_unit))
    throw make_error(ErrorKind::invalid, "remoteUnit \"{}\" is not a valid unit name", call.remote_unit);

  auto rest = words.rest();
  const auto wrong_unit = [](const std::string& text) {
    return make_error(ErrorKind::invalid, "\"{}\" is not a valid unit name or tag", text);
  };
  if (call.no_context) {
    if (named) throw make_error(ErrorKind::invalid, "-no-context cannot be passed with an explicit unit-name (-u \"{}\")", *named);
  } else if (named && !named->empty()) {
    call.unit = parse_unit_or_tag(*named);
    if (!call.unit) throw wrong_unit(*named);
  } else if (!named && rest.empty()) {
    throw make_error(ErrorKind::invalid, "missing unit-name");
  } else if (!named && (call.unit = parse_unit_or_tag(rest.front()))) {
    rest.erase(rest.begin());
  } else if (!(call.unit = only_unit())) {
    if (!named) throw wrong_unit(rest.front());
    throw make_error(ErrorKind::invalid, "no unit, or several, on this machine: name one");
  }
  if (!rest.empty() && rest.front() == "--") rest.erase(rest.begin());
  if (rest.empty()) throw make_error(ErrorKind::invalid, "missing commands");
  call.commands = shell_script(rest);
  return call;
}

} // namespace periapt::agent
