#include "cli/resource_words.h"

#include "base/file.h"
#include "charm/resource_file.h"
#include "charm/yaml_writer.h"
#include "cli/formatters/record.h"
#include "cli/outcome.h"
#include "cli/scratch_folder.h"
#include "cli/settings_text.h"
#include "core/error.h"

#include <fmt/format.h>

#include <algorithm>

namespace periapt::cli {

namespace {

[[noreturn]] void refuse_missing_file(const std::string& name, const std::string& value) {
  if (value.find_first_not_of("0123456789") == std::string::npos)
    throw make_error(ErrorKind::invalid, "resource \"{}\": revisions are those of a store, which is not supported here",
                     name);
  throw make_error(ErrorKind::not_found, "file for resource \"{}\" not found: \"{}\"", name, value);
}

/// What an image's reference is called, as if it were a file: charms read it from there.
std::string name_of_file(const ResourceValue& value) {
  return value.file.empty() ? std::string(charm::image_file_name) : value.file.filename().string();
}

/// Where the image is, as charms read it.
std::string image_description(const std::string& reference) {
  return charm::write_yaml(Record().add("registrypath", reference).add("username", "").add("password", "").value());
}

} // namespace

std::pair<std::string, ResourceValue> resource_file(const Session& session, const std::string& word) {
  const auto pair = split_setting(word);
  if (!pair || pair->first.empty() || pair->second.empty())
    throw UsageError(fmt::format("bad resource \"{}\": expected name=path format", word));
  const auto& [name, value] = *pair;
  const auto file = session.surroundings.working_directory / value;
  std::error_code error;
  const auto status = std::filesystem::status(file, error);
  if (!std::filesystem::exists(status) && (value.starts_with('/') || value.starts_with('.'))) refuse_missing_file(name, value);
  if (!std::filesystem::exists(status)) return {name, {.file = {}, .text = value}};
  if (!std::filesystem::is_regular_file(status))
    throw make_error(ErrorKind::invalid, "resource \"{}\": \"{}\" is not a file", name, value);
  return {name, {.file = file, .text = value}};
}

ResourceFiles resource_files(const Session& session) {
  ResourceFiles files;
  for (const auto& word : session.arguments.all("resource")) {
    auto [name, value] = resource_file(session, word);
    if (!files.emplace(name, std::move(value)).second)
      throw UsageError(fmt::format("resource \"{}\" specified more than once", name));
  }
  return files;
}

void check_resource_files(const ResourceFiles& files, const std::vector<charm::Resource>& declared) {
  for (const auto& [name, value] : files) {
    const auto is_named = [&wanted = name](const charm::Resource& one) { return one.name == wanted; };
    const auto resource = std::find_if(declared.begin(), declared.end(), is_named);
    if (resource == declared.end()) throw make_error(ErrorKind::not_found, "unrecognized resource \"{}\"", name);
    const bool is_image = resource->type == charm::ResourceType::oci_image;
    if (value.file.empty() && !is_image) refuse_missing_file(name, value.text);
    if (const auto obstacle = charm::obstacle_to_file(*resource, name_of_file(value)))
      throw make_error(ErrorKind::invalid, "cannot supply resource \"{}\": {}", name, *obstacle);
  }
}

wire::ResourceUpload upload_resource(Session& session, ModelClient& model, const std::string& name,
                                     const ResourceValue& value) {
  const ScratchFolder scratch;
  auto file = value.file;
  if (file.empty()) {
    file = scratch.path() / name_of_file(value);
    write_file_atomically(file, image_description(value.text));
  }
  const auto mib = [](std::uintmax_t bytes) { return static_cast<double>(bytes) / (1 << 20); };
  const auto total = std::filesystem::file_size(file);
  ProgressLine line(session.console);
  const auto progress = [&, wanted = name](std::uintmax_t sent) {
    line.show(fmt::format("Uploading resource {}: {:.1f} of {:.1f} MiB", wanted, mib(sent), mib(total)));
  };
  const auto kept = model.client().upload<ResourceFile>(model.target({"resources"}), file, progress);
  return {.sha256 = kept.sha256, .path = name_of_file(value)};
}

std::map<std::string, wire::ResourceUpload> upload_resources(Session& session, ModelClient& model,
                                                             const ResourceFiles& files) {
  std::map<std::string, wire::ResourceUpload> uploads;
  for (const auto& [name, value] : files) uploads[name] = upload_resource(session, model, name, value);
  return uploads;
}

} // namespace periapt::cli
