#include "cli/replay.h"

#include "base/file.h"
#include "base/process.h"
#include "base/program_path.h"
#include "cli/file_lock.h"
#include "core/error.h"
#include "core/text.h"

#include <fmt/format.h>

#include <unistd.h>

#include <algorithm>
#include <iostream>
#include <iterator>
#include <set>

namespace periapt::cli {

namespace {

namespace fs = std::filesystem;
using charm::HookRecording;
using charm::RecordedCall;

constexpr std::size_t longest_shown_call = 300;
constexpr const char* log_tool = "juju-log"; // what a hook says is its own affair
constexpr const char* outcome_tool = "handler-outcome"; // of a wrapped tool: its file says how long it took

/// A path of the machine, and what it is here.
struct MovedPath {
  std::string from, to;
};

std::string moved(std::string text, const std::vector<MovedPath>& paths) {
  for (const auto& [from, to] : paths) text = replace_all(std::move(text), from, to);
  return text;
}

std::string variable_of(const HookRecording& recording, const std::string& name) {
  for (const auto& entry : recording.environment)
    if (entry.starts_with(name + "=")) return entry.substr(name.size() + 1);
  return "";
}

HookRecording moved(HookRecording recording, const fs::path& folder) {
  const auto path = variable_of(recording, "PATH");
  const std::vector<MovedPath> paths{{fs::path(recording.charm).parent_path().string(), (folder / "unit").string()},
                                     {path.substr(0, path.find(':')), (folder / "tools").string()}};
  const auto move_all = [&](std::vector<std::string>& texts) {
    for (auto& text : texts) text = moved(std::move(text), paths);
  };
  recording.charm = (folder / "unit/charm").string();
  move_all(recording.argv);
  move_all(recording.environment);
  for (auto& call : recording.calls) {
    move_all(call.arguments);
    move_all(call.files);
    call.out = moved(std::move(call.out), paths);
    call.output_file = moved(std::move(call.output_file), paths);
  }
  std::erase_if(recording.calls, [](const RecordedCall& call) { return call.tool == log_tool; });
  return recording;
}

void make_tools(const HookRecording& recording, const fs::path& folder) {
  const auto program = own_program();
  fs::create_directories(folder);
  std::set<std::string> names(recording.tools.begin(), recording.tools.end());
  names.insert(".hook-tool"); // by which adapters of wrapped tools call all of them
  for (const auto& name : names)
    if (name.find('/') == std::string::npos) fs::create_symlink(program, folder / name);
}

// --- one call ---------------------------------------------------------------------------------

std::string shown_call(const std::string& tool, std::span<const std::string> arguments) {
  std::string text = tool;
  for (const auto& argument : arguments) {
    const bool plain = !argument.empty() && argument.find_first_of(" \t\n'\"") == std::string::npos;
    text += plain ? " " + argument : " '" + argument + "'";
  }
  return text.size() > longest_shown_call ? text.substr(0, longest_shown_call) + "…" : text;
}

/// The arguments, with the paths of files that are read taken out: where a file lay says nothing.
struct CallWords {
  std::vector<std::string> arguments;
  std::vector<std::string> paths;
};

CallWords taken_apart(std::span<const std::string> arguments) {
  CallWords words;
  for (std::size_t i = 0; i < arguments.size(); ++i) {
    const auto& word = arguments[i];
    const auto equals = word.find('=');
    const bool of_file = word.starts_with("--file=") || (equals != std::string::npos && word.substr(0, equals).ends_with("#file"));
    words.arguments.push_back(of_file ? word.substr(0, equals + 1) : word);
    if (of_file) words.paths.push_back(word.substr(equals + 1));
    else if (word == "--file" && i + 1 < arguments.size()) words.paths.push_back(arguments[++i]);
  }
  return words;
}

std::string read_input(const std::string& path) {
  if (path != "-") return read_file_if_exists(path).value_or("");
  return {std::istreambuf_iterator<char>(std::cin), {}};
}

/// What is hidden in a recording may be anything.
bool fits(const std::string& recorded, const std::string& made) {
  return recorded == made || recorded.find(charm::hidden_content) != std::string::npos;
}

/// nullopt: it is the recorded one.
std::optional<std::string> difference(const RecordedCall& recorded, const std::string& tool,
                                      std::span<const std::string> arguments) {
  const auto expected = taken_apart(recorded.arguments), made = taken_apart(arguments);
  const auto text = fmt::format("is \"{}\", recorded is \"{}\"", shown_call(tool, arguments), shown_call(recorded.tool, recorded.arguments));
  if (tool != recorded.tool || expected.arguments.size() != made.arguments.size()) return text;
  for (std::size_t i = 0; i < made.arguments.size(); ++i)
    if (!fits(expected.arguments[i], made.arguments[i])) return text;
  if (tool == outcome_tool) return std::nullopt;
  for (std::size_t i = 0; i < made.paths.size() && i < recorded.files.size(); ++i)
    if (const auto content = read_input(made.paths[i]); !fits(recorded.files[i], content))
      return fmt::format("is \"{}\", with \"{}\" in its file; recorded is \"{}\"", shown_call(tool, arguments), content.substr(0, 200),
                         recorded.files[i].substr(0, 200));
  return std::nullopt;
}

std::size_t calls_made(const fs::path& folder) {
  const auto text = read_file_if_exists(folder / "next");
  return text ? std::stoul(*text) : 0;
}

int give_answer(const RecordedCall& call) {
  if (!call.output_file.empty()) write_file_atomically(call.output_file, call.out);
  else std::cout << call.out << std::flush;
  std::cerr << call.err << std::flush;
  return call.exit_code;
}

/// The first difference of a hook that has ended.
std::optional<std::string> deviation_of(const HookRecording& recording, const fs::path& folder, const ExitStatus& exit) {
  if (auto noted = read_file_if_exists(folder / "deviation")) return noted;
  const auto made = calls_made(folder);
  const auto ended = exit.success() ? "" : describe(exit);
  if (made < recording.calls.size() && !recording.cut) {
    const auto& missing = recording.calls[made];
    return fmt::format("call {} was not made: \"{}\"; the hook {}", made + 1, shown_call(missing.tool, missing.arguments),
                       ended.empty() ? "has succeeded" : "has failed: " + ended);
  }
  if (ended.empty() == recording.failure.empty()) return std::nullopt;
  return ended.empty() ? fmt::format("the hook has succeeded, recorded is {}", recording.failure)
                       : fmt::format("the hook has failed ({}), recorded is success", ended);
}

} // namespace

ReplayResult replay_hook(const HookRecording& original, const fs::path& charm, const fs::path& folder) {
  const auto recording = moved(original, folder);
  if (recording.argv.empty()) throw Error(ErrorKind::invalid, "cannot replay the hook: its recording names no program");
  make_folders(folder / "unit/state", 0700);
  fs::copy(charm, folder / "unit/charm", fs::copy_options::recursive | fs::copy_options::copy_symlinks);
  make_tools(recording, folder / "tools");
  write_file_atomically(folder / "recording.json", charm::encode(recording), 0600);
  ProcessSpec spec{.program = recording.argv.front(), .argv = recording.argv, .environment = recording.environment,
                   .cwd = recording.charm, .fds = {{1, 1}, {2, 2}}, .group = ProcessGroup::inherit};
  spec.environment.push_back(fmt::format("{}={}", replay_variable, folder.string()));
  const auto exit = spawn(spec).wait();
  return {.calls = calls_made(folder), .deviation = deviation_of(recording, folder, exit)};
}

int answer_replayed_call(const fs::path& folder, std::span<const std::string> words) {
  const auto tool = fs::path(words.front()).filename().string();
  if (tool == log_tool) {
    for (const auto& word : words.subspan(1)) std::cerr << word << " ";
    std::cerr << std::endl;
    return 0;
  }
  const auto lock = hold_file_lock(folder / "lock");
  const auto recording = charm::parse_hook_recording(read_file(folder / "recording.json"));
  const auto number = calls_made(folder);
  std::optional<std::string> deviation;
  if (fs::exists(folder / "deviation")) deviation = "the hook has left its recording already";
  else if (number >= recording.calls.size()) deviation = fmt::format("is \"{}\", recorded is none", shown_call(tool, words.subspan(1)));
  else deviation = difference(recording.calls[number], tool, words.subspan(1));
  if (!deviation) {
    write_file_atomically(folder / "next", std::to_string(number + 1));
    return give_answer(recording.calls[number]);
  }
  if (!fs::exists(folder / "deviation")) write_file_atomically(folder / "deviation", fmt::format("call {} {}", number + 1, *deviation));
  std::cerr << "ERROR " << *deviation << std::endl;
  return 1;
}

} // namespace periapt::cli
