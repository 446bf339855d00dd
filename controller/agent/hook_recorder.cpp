#include "agent/hook_recorder.h"

#include "base/clock.h"
#include "base/file.h"
#include "charm/base64.h"
#include "charm/json_value.h"
#include "charm/yaml_reader.h"
#include "charm/yaml_writer.h"
#include "core/bag.h"
#include "core/text.h"

#include <algorithm>
#include <map>
#include <set>
#include <string_view>

namespace periapt::agent {
namespace {

constexpr std::size_t most_bytes = 4 << 20; // of the calls of one recording
constexpr std::size_t most_calls = 5000;
constexpr std::size_t shortest_secret = 4; // shorter ones would be found everywhere

std::int64_t now_ms() { return SystemClock().wall_ms(); }

bool reads_secrets(const std::string& tool) { return tool == "secret-get"; }
bool writes_secrets(const std::string& tool) { return tool == "secret-add" || tool == "secret-set"; }

std::string text_of(const hook_tools::FileContent& content) {
  const auto* text = std::get_if<std::string>(&content);
  return text ? *text : "";
}

std::vector<std::string> names_of_tools() {
  const auto names = hook_tools::tool_names();
  return {names.begin(), names.end()};
}

std::size_t size_of(const charm::RecordedCall& call) {
  std::size_t size = call.out.size() + call.err.size();
  for (const auto& text : call.arguments) size += text.size();
  for (const auto& text : call.files) size += text.size();
  return size;
}

/// A secret's keys and values, where the text is a map; else the text is a value.
std::map<std::string, std::string> contents_of(const std::string& text) {
  try {
    return charm::read_string_map(text);
  } catch (const Error&) {
    return {{"", text}};
  }
}

/// Whether `secret-get` was asked for one key: then what it printed is a value, whatever it looks like.
bool gets_one_value(const std::vector<std::string>& arguments) {
  static const std::set<std::string, std::less<>> with_value{"--label", "--format", "-o", "--output", "--revision"};
  std::size_t words = 0;
  for (std::size_t i = 0; i < arguments.size(); ++i) {
    if (with_value.contains(arguments[i])) ++i;
    else if (!arguments[i].starts_with('-') && !arguments[i].starts_with("secret:")) ++words;
  }
  return words > 0; // a secret's bare id counts as well, to be safe
}

/// What `secret-get` printed, with the same keys.
std::string hidden(const charm::RecordedCall& call) {
  charm::YamlMap map;
  for (const auto& [key, value] : contents_of(call.out)) map.emplace_back(key, charm::hidden_content);
  const bool one = gets_one_value(call.arguments) || (map.size() == 1 && map.front().first.empty());
  if (one) return std::string(charm::hidden_content) + "\n";
  return call.out.starts_with('{') ? charm::write_json(map) + "\n" : charm::write_yaml(map);
}

/// `key=value` and `key#base64=value`: without the value. Options and the secret's id stay.
std::string without_value(const std::string& argument) {
  const auto equals = argument.find('=');
  if (argument.starts_with('-') || equals == std::string::npos) return argument;
  return argument.substr(0, equals + 1) + charm::hidden_content;
}

} // namespace

HookRecorder::HookRecorder(const HookStart& start, std::filesystem::path unit_folder, std::size_t kept)
    : folder_(std::move(unit_folder) / charm::recordings_folder), kept_(kept),
      recording_{.unit = start.unit,
                 .hook = start.hook,
                 .charm = start.cwd,
                 .argv = start.argv,
                 .environment = start.environment,
                 .tools = names_of_tools(),
                 .begun_ms = now_ms(),
                 .ended_ms = 0,
                 .failure = {},
                 .cut = false,
                 .calls = {}} {}

void HookRecorder::add(const std::string& tool, const std::vector<std::string>& arguments,
                       const std::vector<hook_tools::FileContent>& files, const hook_tools::ToolResult& result) {
  charm::RecordedCall call{.tool = tool,
                           .arguments = arguments,
                           .files = {},
                           .exit_code = result.exit_code,
                           .out = result.out,
                           .err = result.err,
                           .output_file = result.output_file.value_or("")};
  for (const auto& content : files) call.files.push_back(text_of(content));
  learn_secrets(call);
  if (writes_secrets(tool)) {
    for (auto& argument : call.arguments) argument = without_value(argument);
    for (auto& file : call.files) file = charm::hidden_content;
  }
  if (reads_secrets(tool) && call.exit_code == 0 && !call.out.empty()) call.out = hidden(call);
  bytes_ += size_of(call);
  if (bytes_ > most_bytes || recording_.calls.size() >= most_calls) recording_.cut = true;
  else recording_.calls.push_back(std::move(call));
}

/// What a secret holds must not be found in what the same hook publishes, logs or writes either, nor as JSON has it.
void HookRecorder::learn_secrets(const charm::RecordedCall& call) {
  const auto learn = [&](std::string_view text) {
    while (text.ends_with('\n')) text.remove_suffix(1);
    if (text.size() < shortest_secret) return;
    secret_values_.emplace_back(text);
    if (!is_utf8(text)) return;
    const auto quoted = charm::write_json(std::string(text));
    secret_values_.push_back(quoted.substr(1, quoted.size() - 2));
  };
  const auto learn_contents = [&](const std::string& text) {
    for (const auto& [key, value] : contents_of(text)) learn(value);
  };
  if (reads_secrets(call.tool) && call.exit_code == 0) {
    learn(call.out);
    learn_contents(call.out);
  }
  if (!writes_secrets(call.tool)) return;
  for (const auto& file : call.files) learn_contents(file);
  for (const auto& argument : call.arguments) {
    const auto equals = argument.find('=');
    if (argument.starts_with('-') || equals == std::string::npos) continue;
    learn(argument.substr(equals + 1));
    if (const auto bytes = charm::base64_decode(argument.substr(equals + 1))) learn(*bytes);
  }
}

void HookRecorder::mask_all() {
  std::sort(secret_values_.begin(), secret_values_.end(), // longest first, so that none is cut by one that it holds
            [](const auto& left, const auto& right) { return left.size() > right.size(); });
  const auto mask = [&](std::string& text) {
    for (const auto& value : secret_values_) text = replace_all(std::move(text), value, charm::hidden_content);
  };
  mask(recording_.failure);
  for (auto& call : recording_.calls) {
    for (auto* texts : {&call.arguments, &call.files})
      for (auto& text : *texts) mask(text);
    mask(call.out);
    mask(call.err);
  }
}

void HookRecorder::finish(const HookOutcome& outcome) {
  recording_.ended_ms = now_ms();
  recording_.failure = outcome.reason;
  mask_all(); // now that all is known: a password may be published before it becomes a secret
  try {
    make_folders(folder_, 0700);
    // as many digits for a few centuries, so that names sort by time
    write_file_atomically(folder_ / fmt::format("{}-{}.json", recording_.begun_ms, recording_.hook), charm::encode(recording_), 0600);
    const auto files = charm::recordings_of(folder_.parent_path());
    for (std::size_t i = 0; i + kept_ < files.size(); ++i) remove_tree(files[i]);
  } catch (const std::exception&) { // a full disk: the hook is what counts
  }
}

} // namespace periapt::agent
