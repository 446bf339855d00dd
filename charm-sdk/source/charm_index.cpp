#include "source/charm_index.h"

#include "base/file.h"
#include "charm/yaml_reader.h"
#include "core/error.h"
#include "source/git_source.h"

#include <algorithm>
#include <map>
#include <sstream>

namespace periapt::source {
namespace {

namespace fs = std::filesystem;

constexpr int deepest_charm = 3; // folders below the index's top
constexpr std::size_t most_charms = 10'000;

bool is_charm_folder(const fs::path& folder) {
  return exists(folder / "metadata.yaml") || exists(folder / "charmcraft.yaml");
}

/// The charm's address inside the index's repository, or its folder.
std::string source_in_index(const std::string& address, const fs::path& root, const fs::path& folder) {
  if (!is_git_source(address)) return folder.string();
  auto source = parse_git_source(address);
  const auto inside = folder.lexically_relative(root).string();
  if (inside != ".") source.folder = source.folder.empty() ? inside : source.folder + "/" + inside;
  return source.text();
}

class IndexReader {
public:
  IndexReader(const fs::path& root, const std::string& address) : root_(root), address_(address) {}

  std::vector<IndexedCharm> read() {
    read_folder(root_, 0);
    read_list();
    std::vector<IndexedCharm> charms;
    for (auto& [name, charm] : by_name_) charms.push_back(std::move(charm));
    return charms;
  }

private:
  void read_folder(const fs::path& folder, int depth) {
    if (is_charm_folder(folder)) return add(folder);
    if (depth == deepest_charm) return;
    for (const auto& entry : fs::directory_iterator(folder))
      if (entry.symlink_status().type() == fs::file_type::directory && !entry.path().filename().string().starts_with('.'))
        read_folder(entry.path(), depth + 1);
  }

  void add(const fs::path& folder) {
    if (by_name_.size() >= most_charms) throw make_error(ErrorKind::invalid, "{} holds more than {} charms", address_, most_charms);
    try {
      auto charm = charm::read_charm(folder);
      by_name_.emplace(charm.name, IndexedCharm{charm.name, charm.summary, source_in_index(address_, root_, folder),
                                                folder, charm});
    } catch (const Error&) { // one broken charm does not hide the others
    }
  }

  void read_list() {
    const auto text = read_file_if_exists(root_ / "index.yaml");
    if (!text) return;
    const charm::YamlReader root("index.yaml", charm::parse_yaml(*text));
    const auto charms = root.node().is_null() ? std::nullopt : root.find("charms");
    if (!charms) return;
    for (const auto& [name, body] : charms->as_map()) {
      auto source = body.at("source").as_string();
      if (is_git_source(source)) parse_git_source(source);
      const auto summary = body.find("summary");
      by_name_.insert_or_assign(name, IndexedCharm{.name = name, .summary = summary ? summary->as_string() : "", .source = std::move(source)});
    }
  }

  const fs::path& root_;
  const std::string& address_;
  std::map<std::string, IndexedCharm> by_name_;
};

std::string lowered(std::string text) {
  std::transform(text.begin(), text.end(), text.begin(), [](unsigned char c) { return std::tolower(c); });
  return text;
}

} // namespace

std::vector<IndexedCharm> read_index(const fs::path& root, const std::string& address) {
  if (!is_directory(root)) throw make_error(ErrorKind::not_found, "there is no store index at \"{}\"", address);
  return IndexReader(root, address).read();
}

std::vector<IndexedCharm> search_index(const std::vector<IndexedCharm>& index, const std::string& query) {
  std::vector<IndexedCharm> found;
  for (const auto& one : index) {
    std::string text = one.name + " " + one.summary;
    if (one.charm)
      for (const auto& endpoint : one.charm->endpoints) text += " " + endpoint.interface;
    text = lowered(text);
    std::istringstream words(lowered(query));
    bool all = true;
    for (std::string word; words >> word;) all = all && text.find(word) != std::string::npos;
    if (all) found.push_back(one);
  }
  return found;
}

const IndexedCharm& find_indexed(const std::vector<IndexedCharm>& index, const std::string& name,
                                 const std::string& address) {
  const auto found = std::find_if(index.begin(), index.end(), [&](const auto& one) { return one.name == name; });
  if (found == index.end()) throw make_error(ErrorKind::not_found, "no charm \"{}\" in {}", name, address);
  return *found;
}

} // namespace periapt::source
