#include "cli/kept_plan.h"

#include "base/file.h"
#include "base/random.h"
#include "charm/yaml_reader.h"
#include "charm/yaml_writer.h"
#include "cli/yaml_fields.h"
#include "core/error.h"

#include <algorithm>

namespace periapt::cli {
namespace {

constexpr std::size_t most_plans = 20;
constexpr std::size_t id_bytes = 4;

std::filesystem::path folder_of_plans(const std::filesystem::path& data_folder) { return data_folder / "plans"; }

std::vector<std::filesystem::path> files_oldest_first(const std::filesystem::path& folder) {
  std::vector<std::filesystem::path> files;
  std::error_code ignored;
  for (const auto& entry : std::filesystem::directory_iterator(folder, ignored))
    if (entry.path().extension() == ".yaml") files.push_back(entry.path());
  std::sort(files.begin(), files.end(), [](const auto& left, const auto& right) {
    std::error_code gone; // another command may have taken it away
    return last_write_time(left, gone) < last_write_time(right, gone);
  });
  return files;
}

KeptPlan read_plan(const std::filesystem::path& file) {
  const auto document = charm::parse_yaml(read_file(file)).value();
  const auto* fields = std::get_if<charm::YamlMap>(&document.data);
  if (!fields) throw make_error(ErrorKind::invalid, "{} is not a plan", file.string());
  KeptPlan plan{.id = file.stem().string(),
                .model = text_field(*fields, "model"),
                .revision = text_field(*fields, "revision"),
                .arguments = {},
                .folder = text_field(*fields, "folder"),
                .effects = text_field(*fields, "effects")};
  if (const auto* arguments = find_field(*fields, "arguments"); arguments)
    if (const auto* list = std::get_if<charm::YamlList>(&arguments->data))
      for (const auto& word : *list) plan.arguments.push_back(std::get<std::string>(word.data));
  return plan;
}

} // namespace

void keep_plan(const std::filesystem::path& data_folder, KeptPlan& plan) {
  const auto folder = folder_of_plans(data_folder);
  make_folders(folder, 0700);
  const auto kept = files_oldest_first(folder);
  for (std::size_t i = 0; i + most_plans <= kept.size(); ++i) forget_plan(data_folder, kept[i].stem().string());
  plan.id = random_hex(id_bytes);
  charm::YamlMap fields;
  set_field(fields, "model", plan.model);
  set_field(fields, "revision", plan.revision);
  charm::YamlList words;
  for (const auto& word : plan.arguments) words.emplace_back(word);
  set_field(fields, "arguments", std::move(words));
  set_field(fields, "folder", plan.folder.string());
  set_field(fields, "effects", plan.effects);
  write_file_atomically(folder / (plan.id + ".yaml"), charm::write_yaml(fields), 0600);
}

KeptPlan find_plan(const std::filesystem::path& data_folder, const std::string& id) {
  std::vector<std::filesystem::path> found;
  if (!id.empty())
    for (const auto& file : files_oldest_first(folder_of_plans(data_folder)))
      if (file.stem().string().starts_with(id)) found.push_back(file);
  if (found.empty())
    throw make_error(ErrorKind::not_found, "plan \"{}\" not found: it was applied, or is older than the last {} plans", id, most_plans);
  if (found.size() > 1) throw make_error(ErrorKind::invalid, "\"{}\" begins the ids of {} plans: give more of it", id, found.size());
  return read_plan(found.front());
}

void forget_plan(const std::filesystem::path& data_folder, const std::string& id) {
  std::error_code ignored;
  std::filesystem::remove(folder_of_plans(data_folder) / (id + ".yaml"), ignored);
}

} // namespace periapt::cli
