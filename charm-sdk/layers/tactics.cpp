#include "layers/tactics.h"

#include "base/file.h"
#include "base/process.h"
#include "base/system_error.h"
#include "charm/archive_check.h"
#include "charm/json_value.h"
#include "charm/yaml_reader.h"
#include "core/error.h"
#include "layers/plan.h"

#include <fcntl.h>
#include <signal.h>

#include <algorithm>

namespace periapt::layers {
namespace {

namespace fs = std::filesystem;
using charm::YamlList;
using charm::YamlMap;

YamlList list_of_texts(const std::vector<std::string>& texts) { return {texts.begin(), texts.end()}; }

std::string job_text(const LayerStack& stack, const std::string& charm_name, const fs::path& target) {
  YamlList layers;
  for (const auto& layer : stack.layers)
    layers.push_back(YamlMap{{"name", layer.name},
                             {"url", layer.url},
                             {"folder", layer.folder.string()},
                             {"tactics", list_of_texts(layer.tactics)},
                             {"config", layer.content},
                             {"files", list_of_texts(list_files(layer.folder, IgnoreList(always_ignored())))}});
  return charm::write_json(YamlMap{{"name", charm_name}, {"target", target.string()}, {"layers", std::move(layers)}});
}

/// What a program said last, on one line.
std::string last_words(const fs::path& log) {
  constexpr std::size_t longest = 1000;
  auto text = read_file(log);
  while (text.ends_with('\n')) text.pop_back();
  text = text.substr(text.rfind('\n') + 1);
  return text.size() > longest ? text.substr(0, longest) + "…" : text;
}

void run_python(const fs::path& program, const fs::path& job, const fs::path& result, std::chrono::milliseconds limit) {
  const auto log = result.parent_path() / "python.log";
  const UniqueFd output(open(log.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644));
  if (!output) throw_errno("cannot write \"{}\"", log.string());
  auto environment = current_environment();
  environment.push_back("PYTHONDONTWRITEBYTECODE=1"); // layers stay as they are
  auto process = spawn({.program = "/usr/bin/env", // looks python3 up in PATH
                        .argv = {"env", "python3", program.string(), job.string(), result.string()},
                        .environment = std::move(environment),
                        .cwd = result.parent_path(),
                        .fds = {{.child_fd = 1, .parent_fd = output.get()}, {.child_fd = 2, .parent_fd = output.get()}}});
  const auto status = process.wait_for(limit);
  if (!status) {
    kill(-process.pid(), SIGKILL); // a group of its own
    process.wait();
    throw make_error(ErrorKind::invalid, "merge tactics of the layers did not end within {} s: stopped",
                     std::chrono::duration_cast<std::chrono::seconds>(limit).count());
  }
  if (status->code == 127)
    throw Error(ErrorKind::unavailable, "cannot run the merge tactics of the layers: there is no python3 here");
  if (!status->success()) throw make_error(ErrorKind::invalid, "{}", last_words(log));
}

/// A file that a tactic made, with the layer it named.
OutputFile made_file(const fs::path& file, const std::string& path, const charm::YamlReader& layers, const std::string& charm_name) {
  OutputFile made{.source = file, .layer = charm_name, .dynamic = true};
  if (const auto signed_by = layers.find(path.c_str())) {
    const auto parts = signed_by->as_strings();
    made.layer = parts.at(0);
    made.dynamic = parts.at(1) != "static";
  }
  if (is_symlink(file)) {
    made.type = OutputFile::Type::link;
    made.target = read_symlink(file).string();
    charm::check_link(path, made.target);
  } else if (!is_regular_file(file)) {
    throw make_error(ErrorKind::invalid, "a merge tactic made \"{}\", which is neither a file nor a link", path);
  } else if ((status(file).permissions() & fs::perms::owner_exec) != fs::perms::none) {
    made.mode = 0755;
  }
  return made;
}

} // namespace

bool has_tactics(const LayerStack& stack) {
  return std::any_of(stack.layers.begin(), stack.layers.end(), [](const Layer& layer) { return !layer.tactics.empty(); });
}

void apply_tactics(Composition& charm, const LayerStack& stack, const std::string& charm_name, const fs::path& folder,
                   std::chrono::milliseconds limit) {
  const auto target = folder / "charm", program = folder / "run_tactics.py", job = folder / "job", result = folder / "result";
  make_folders(target);
  write_file_atomically(program, std::string(run_tactics_py()));
  write_file_atomically(job, job_text(stack, charm_name, target));
  run_python(program, job, result, limit);
  const charm::YamlReader root("result of merge tactics", charm::parse_yaml(read_file(result)));
  for (const auto& path : root.at("handled").as_strings()) charm.files.erase(path);
  const auto layers = root.at("layers");
  for (const auto& path : list_files(target, IgnoreList())) {
    charm::clean_entry_path(path);
    charm.files[path] = made_file(target / path, path, layers, charm_name);
  }
}

} // namespace periapt::layers
