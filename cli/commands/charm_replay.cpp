#include "cli/commands/charm_replay.h"

#include "base/file.h"
#include "cli/formatters/table.h"
#include "cli/formatters/times.h"
#include "cli/machine_place.h"
#include "cli/outcome.h"
#include "cli/replay.h"
#include "cli/scratch_folder.h"
#include "cli/session.h"
#include "core/names.h"

#include <fmt/format.h>

#include <sstream>

namespace periapt::cli {

namespace {

namespace fs = std::filesystem;
using charm::HookRecording;

void declare_charm_replay(OptionSet& options) {
  declare_model(options);
  options.flag("list", "say which hooks of the unit are recorded, and run none")
      .value("charm", "FOLDER", "the charm to run, instead of the unit's own")
      .value("save", "FILE", "write the recording there, and run nothing");
}

/// What a recording comes with: the charm as it is on the machine, if there is one.
struct FoundRecording {
  HookRecording recording;
  std::optional<fs::path> charm;
};

std::vector<HookRecording> read_recordings(const std::vector<fs::path>& files) {
  std::vector<HookRecording> recordings;
  for (const auto& file : files) recordings.push_back(charm::parse_hook_recording(read_file(file)));
  return recordings;
}

fs::path unit_folder(Session& session, const std::string& unit) {
  auto model = session.model();
  return machine_place(session, model, unit).layout.unit(UnitName(unit).tag());
}

void list_recordings(Session& session, const std::string& unit) {
  Table table({"Time", "Hook", "Calls", "Outcome"});
  for (const auto& one : read_recordings(charm::recordings_of(unit_folder(session, unit))))
    table.add({since_text(one.begun_ms, session.iso_time()), one.hook, std::to_string(one.calls.size()) + (one.cut ? "+" : ""),
               one.failure.empty() ? "success" : one.failure});
  std::ostringstream text;
  table.print(text, session.colour());
  session.print(text.str());
}

/// The last one of that hook; of any, where none is named.
FoundRecording recording_of_unit(Session& session, const std::string& unit, const std::string& hook) {
  const auto folder = unit_folder(session, unit);
  const auto recordings = read_recordings(charm::recordings_of(folder));
  for (auto one = recordings.rbegin(); one != recordings.rend(); ++one)
    if (hook.empty() || one->hook == hook) return {*one, folder / "charm"};
  const auto what = hook.empty() ? std::string("no hook") : fmt::format("no hook \"{}\"", hook);
  throw make_error(ErrorKind::not_found,
                   "{} of unit \"{}\" is recorded: set hook-recordings with \"{} model-config hook-recordings=20\" and let it run again",
                   what, unit, session.surroundings.program);
}

FoundRecording find_recording(Session& session) {
  const auto& words = session.arguments.positional();
  if (words.front().ends_with(".json"))
    return {charm::parse_hook_recording(read_file(session.surroundings.working_directory / words.front())), std::nullopt};
  if (!UnitName::parse(words.front())) throw UsageError(fmt::format("invalid unit name \"{}\"", words.front()));
  return recording_of_unit(session, words.front(), words.size() > 1 ? words[1] : "");
}

fs::path charm_to_run(const Session& session, const FoundRecording& found) {
  if (!session.arguments.given("charm")) {
    if (found.charm) return *found.charm;
    throw UsageError("a recording in a file needs --charm");
  }
  auto folder = fs::weakly_canonical(session.surroundings.working_directory / session.arguments.text("charm"));
  if (!is_directory(folder)) throw make_error(ErrorKind::not_found, "there is no charm folder \"{}\"", folder.string());
  return folder;
}

void run_charm_replay(Session& session) {
  const auto& words = session.arguments.positional();
  if (words.empty()) throw UsageError("no unit specified");
  refuse_surplus(words, 2);
  if (session.arguments.flag("list")) return list_recordings(session, UnitName(words.front()).str());
  const auto found = find_recording(session);
  if (session.arguments.given("save"))
    return write_file_atomically(session.surroundings.working_directory / session.arguments.text("save"), charm::encode(found.recording), 0600);
  const auto charm = charm_to_run(session, found);
  const ScratchFolder scratch;
  session.console.out << std::flush;
  const auto result = replay_hook(found.recording, charm, scratch.path());
  if (result.deviation)
    throw make_error(ErrorKind::conflict, "hook \"{}\" of {} differs from its recording: {}", found.recording.hook,
                     found.recording.unit, *result.deviation);
  session.console.info(fmt::format("hook \"{}\" of {} did as recorded: {} calls", found.recording.hook, found.recording.unit, result.calls));
}

} // namespace

Command charm_replay_command() {
  return {.name = "charm replay",
          .aliases = {},
          .arguments = "<unit> [<hook>] | <recording.json>",
          .purpose = "Runs a hook again, against what was recorded of it.",
          .details =
              R"(With the model's setting hook-recordings, the agents record so many of each unit's last hooks and actions: the
environment, each call of a hook tool with its answer, the end. "charm replay" runs the last one, or the last of that
name, again: in a copy of the unit's charm, or of the one that --charm names, with tools that answer as recorded.
The first call that is another one than recorded is told; then the tools fail.

What the hook does beside calling its tools it does for real, on this machine and with your rights. What it logs
is not compared. The content of secrets is not recorded: in its place stands ****, which fits any.

Recordings are files on the unit's machine, readable by its owner alone; --save writes one elsewhere, to be
replayed from that file: a test of a hook.)",
          .examples = "{program} model-config hook-recordings=20\n"
                      "{program} charm replay wordpress/0 --list\n"
                      "{program} charm replay wordpress/0 db-relation-changed --charm ./charms/wordpress\n"
                      "{program} charm replay changed.json --charm ./charms/wordpress",
          .see_also = {"charm test", "debug-log"},
          .declare = declare_charm_replay,
          .run = run_charm_replay};
}

} // namespace periapt::cli
