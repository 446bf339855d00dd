#include "charm/hook_recording.h"

#include "charm/base64.h"
#include "charm/json_value.h"
#include "charm/yaml_path.h"
#include "core/bag.h"
#include "core/error.h"

#include <algorithm>

namespace periapt::charm {
namespace {

constexpr const char* binary_key = "base64"; // {"base64": "…"}: a text that is not UTF-8

YamlValue value_of(const std::string& text) {
  if (is_utf8(text)) return text;
  return YamlMap{{binary_key, base64_encode(text)}};
}

YamlValue value_of(const std::vector<std::string>& texts) {
  YamlList list;
  for (const auto& text : texts) list.push_back(value_of(text));
  return list;
}

YamlValue value_of(const RecordedCall& call) {
  return YamlMap{{"tool", call.tool},           {"arguments", value_of(call.arguments)}, {"files", value_of(call.files)},
                 {"exit", call.exit_code},      {"out", value_of(call.out)},             {"err", value_of(call.err)},
                 {"output-file", value_of(call.output_file)}};
}

[[noreturn]] void refuse_recording(const std::string& what) {
  throw make_error(ErrorKind::invalid, "cannot read the recording of a hook: {}", what);
}

template <class T>
const T& recorded(const YamlValue& value, const std::string& what) {
  const auto* found = std::get_if<T>(&value.data);
  if (!found) refuse_recording(what + " is of the wrong kind");
  return *found;
}

const YamlValue& member_of_recording(const YamlValue& map, const std::string& key) {
  const auto* found = find_key(map, key);
  if (!found) refuse_recording(key + " is missing");
  return *found;
}

std::string text_from(const YamlValue& value, const std::string& what) {
  if (const auto* text = std::get_if<std::string>(&value.data)) return *text;
  const auto bytes = base64_decode(recorded<std::string>(member_of_recording(value, binary_key), what));
  if (!bytes) refuse_recording(what + " is not base64");
  return *bytes;
}

std::string text_of_recording(const YamlValue& map, const std::string& key) { return text_from(member_of_recording(map, key), key); }
std::int64_t recorded_number(const YamlValue& map, const std::string& key) { return recorded<std::int64_t>(member_of_recording(map, key), key); }

std::vector<std::string> recorded_texts(const YamlValue& map, const std::string& key) {
  std::vector<std::string> texts;
  for (const auto& item : recorded<YamlList>(member_of_recording(map, key), key)) texts.push_back(text_from(item, key));
  return texts;
}

RecordedCall call_from(const YamlValue& value) {
  return {.tool = text_of_recording(value, "tool"),
          .arguments = recorded_texts(value, "arguments"),
          .files = recorded_texts(value, "files"),
          .exit_code = static_cast<int>(recorded_number(value, "exit")),
          .out = text_of_recording(value, "out"),
          .err = text_of_recording(value, "err"),
          .output_file = text_of_recording(value, "output-file")};
}

} // namespace

std::string encode(const HookRecording& recording) {
  YamlList calls;
  for (const auto& call : recording.calls) calls.push_back(value_of(call));
  return write_json(YamlMap{{"unit", recording.unit},
                            {"hook", recording.hook},
                            {"charm", recording.charm},
                            {"argv", value_of(recording.argv)},
                            {"environment", value_of(recording.environment)},
                            {"tools", value_of(recording.tools)},
                            {"begun-ms", recording.begun_ms},
                            {"ended-ms", recording.ended_ms},
                            {"failure", value_of(recording.failure)},
                            {"cut", recording.cut},
                            {"calls", std::move(calls)}});
}

HookRecording parse_hook_recording(std::string_view json) {
  const auto root = parse_json(json);
  HookRecording recording{.unit = text_of_recording(root, "unit"),
                          .hook = text_of_recording(root, "hook"),
                          .charm = text_of_recording(root, "charm"),
                          .argv = recorded_texts(root, "argv"),
                          .environment = recorded_texts(root, "environment"),
                          .tools = recorded_texts(root, "tools"),
                          .begun_ms = recorded_number(root, "begun-ms"),
                          .ended_ms = recorded_number(root, "ended-ms"),
                          .failure = text_of_recording(root, "failure"),
                          .cut = recorded<bool>(member_of_recording(root, "cut"), "cut"),
                          .calls = {}};
  for (const auto& call : recorded<YamlList>(member_of_recording(root, "calls"), "calls")) recording.calls.push_back(call_from(call));
  return recording;
}

std::vector<std::filesystem::path> recordings_of(const std::filesystem::path& unit_folder) {
  std::vector<std::filesystem::path> files;
  std::error_code none; // is a unit without recordings
  for (const auto& entry : std::filesystem::directory_iterator(unit_folder / recordings_folder, none))
    if (entry.path().extension() == ".json") files.push_back(entry.path());
  std::sort(files.begin(), files.end());
  return files;
}

} // namespace periapt::charm
